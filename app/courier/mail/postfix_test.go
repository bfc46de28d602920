//go:build unix

package mail

import (
	"bytes"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/courier/mailtest"
)

// TestPostfix sends through a real Postfix with Dovecot behind it: submission with STARTTLS, with TLS, and the refusals
// that such a server gives.
func TestPostfix(t *testing.T) {
	lab := mailtest.StartLab(t)
	cfg := Config{
		Host: "localhost", Port: 2587, Security: StartTLS, User: "dunning@lab.test", Password: mailtest.LabPassword,
		Roots: mailtest.Roots(lab.Certificate()),
	}
	overTLS, wrong, login, wrongLogin := cfg, cfg, cfg, cfg
	login.only, wrongLogin.only, wrongLogin.Password = "LOGIN", "LOGIN", "wrong"
	overTLS.Port, overTLS.Security = 2465, TLS
	wrong.Password = "wrong"
	eml := letter(t)
	for _, c := range []struct {
		name string
		cfg  Config
		to   []string
		kind Kind
		code int
	}{
		{"starttls", cfg, []string{"customer@lab.test"}, Delivered, 250},
		{"tls", overTLS, []string{"customer@lab.test"}, Delivered, 250},
		{"unknown recipient", cfg, []string{"unknown@lab.test"}, Refused, 550},
		{"one of two unknown", cfg, []string{"unknown@lab.test", "alice@lab.test"}, Delivered, 250},
		{"a mailbox with a token", cfg, []string{"alice+abcdefghijklmnop2345@lab.test"}, Delivered, 250},
		{"other domain", cfg, []string{"x@elsewhere.example"}, Refused, 550},
		{"login", login, []string{"customer@lab.test"}, Delivered, 250},
		{"login with a wrong password", wrongLogin, []string{"customer@lab.test"}, NotSent, 535},
		{"wrong password", wrong, []string{"customer@lab.test"}, NotSent, 535},
	} {
		s, err := NewSender(c.cfg)
		if err != nil {
			t.Fatal(err)
		}
		if o := s.Send(t.Context(), to(c.to...), eml); o.Kind != c.kind || o.Code != c.code {
			t.Errorf("%s: %+v", c.name, o)
		}
		s.Close()
	}
	_, body, _ := bytes.Cut(eml, []byte("\r\n\r\n"))
	for _, want := range []struct {
		user  string
		mails int
	}{{"customer@lab.test", 3}, {"alice@lab.test", 2}} {
		for i, stored := range lab.Mailbox(t, want.user, want.mails) {
			if !bytes.Contains(stored, bytes.ReplaceAll(body, []byte("\r\n"), []byte("\n"))) {
				t.Errorf("mail %d of %s does not have the body that was sent", i, want.user)
			}
		}
	}
}
