package mailtest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// xoauth2 is the sign-in with an access token that Microsoft 365 and Google offer.
const xoauth2 = "XOAUTH2"

// SetToken changes the one access token that a server with Options.OAuth takes, as an authority does when a token has ended.
// Sessions with another one may send no more.
func (s *Server) SetToken(t testing.TB, token string) {
	t.Helper()
	if err := os.WriteFile(tokenFile(s.dir), []byte(token), 0o600); err != nil {
		t.Fatal(err)
	}
}

func tokenFile(dir string) string { return filepath.Join(dir, "token") }

// tokenHolds reports whether the server takes a token now.
func (b *backend) tokenHolds(token string) bool {
	valid, err := os.ReadFile(tokenFile(b.dir))
	return err == nil && token != "" && string(valid) == token
}

// tokenServer is the serving side of XOAUTH2.
type tokenServer struct {
	session *session
	refused bool
}

var _ sasl.Server = (*tokenServer)(nil)

// Next refuses as the real ones do: with a challenge that says why, and after an empty word with 535.
func (s *tokenServer) Next(response []byte) (challenge []byte, done bool, err error) {
	if s.refused {
		return nil, true, &smtp.SMTPError{Code: 535, EnhancedCode: smtp.EnhancedCode{5, 7, 3}, Message: "authentication unsuccessful"}
	}
	user, rest, _ := strings.Cut(strings.TrimPrefix(string(response), "user="), "\x01")
	token := strings.TrimSuffix(strings.TrimPrefix(rest, "auth=Bearer "), "\x01\x01")
	if user != User || !s.session.tokenHolds(token) {
		s.refused = true
		return []byte(`{"status":"401","schemes":"bearer"}`), false, nil
	}
	s.session.known, s.session.token = true, token
	return nil, true, nil
}
