package mail

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	gomail "github.com/emersion/go-message/mail"
	"github.com/google/go-cmp/cmp"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

func TestReaddressChangesTheRecipientAlone(t *testing.T) {
	m := message()
	m.To[0].Name = strings.Repeat("Ærlig Østgård Bakeri ", 8) // its field takes several lines
	eml, err := Build(m)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Readdress(eml, Address{Name: "Blåbær AS", Addr: "new@lab.test"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := gomail.CreateReader(bytes.NewReader(got))
	if err != nil {
		t.Fatal(err)
	}
	to, err := r.Header.AddressList("To")
	if err != nil || len(to) != 1 || to[0].Name != "Blåbær AS" || to[0].Address != "new@lab.test" {
		t.Errorf("%+v, %v", to, err)
	}
	back, err := Readdress(got, m.To[0], nil)
	if err != nil {
		t.Fatal(err)
	}
	recipient := regexp.MustCompile(`\r\nTo:.*\r\n([ \t].*\r\n)*`)
	without := func(eml []byte) string { return string(recipient.ReplaceAll(eml, []byte("\r\n"))) }
	if without(eml) != without(got) || without(eml) != without(back) {
		t.Errorf("more than the recipient has changed:\n%s", cmp.Diff(without(eml), without(got)))
	}
	if _, err := Readdress(eml, Address{Name: "A\r\nBcc: x@y.example", Addr: "a@b.example"}, nil); !fault.Has(err, HeaderInjection) {
		t.Errorf("%v", err)
	}
}

// A signature of the mail as it was would not hold: it is made anew, and there is one.
func TestReaddressSignsAnew(t *testing.T) {
	text, err := NewKey()
	if err != nil {
		t.Fatal(err)
	}
	key, err := ParseKey(text)
	if err != nil {
		t.Fatal(err)
	}
	m := message()
	m.Sign = &DKIM{Domain: "skagerrak.example", Selector: "dd1", Key: key}
	eml, err := Build(m)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Readdress(eml, Address{Addr: "new@lab.test"}, m.Sign)
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(got, []byte("DKIM-Signature:")); n != 1 || bytes.Contains(got, []byte("customer@lab.test")) {
		t.Errorf("%d signatures", n)
	}
}
