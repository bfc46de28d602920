package mail

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/courier/mailtest"
)

// tokens gives one access token after another, each time it is asked for another.
type tokens struct {
	all   []string
	asked []bool
	fail  error
}

func (s *tokens) next(_ context.Context, renew bool) (string, error) {
	s.asked = append(s.asked, renew)
	if renew && len(s.all) > 1 {
		s.all = s.all[1:]
	}
	return s.all[0], s.fail
}

func withTokens(s *tokens) func(*Config) {
	return func(c *Config) { c.Password, c.Token = "", s.next }
}

func TestSigningInWithAToken(t *testing.T) {
	server := mailtest.Start(t, mailtest.Options{OAuth: true})
	server.SetToken(t, "first")
	have := &tokens{all: []string{"first"}}
	s := sender(t, server, withTokens(have))
	for range 3 {
		if o := s.Send(t.Context(), to(customer), letter(t)); o.Kind != Delivered {
			t.Fatal(o)
		}
	}
	if len(have.asked) != 1 {
		t.Errorf("a token was asked for %d times over one connection", len(have.asked))
	}
}

// A token ends in the middle of a wave: the message on its way is sent over a new sign-in, once.
func TestATokenThatEndsMidwayIsRenewed(t *testing.T) {
	server := mailtest.Start(t, mailtest.Options{OAuth: true})
	server.SetToken(t, "first")
	have := &tokens{all: []string{"first", "second"}}
	s := sender(t, server, withTokens(have))
	for i := range 4 {
		if i == 2 {
			server.SetToken(t, "second")
		}
		if o := s.Send(t.Context(), to(customer), letter(t)); o.Kind != Delivered {
			t.Fatalf("message %d: %s in %s", i, o, o.Phase)
		}
	}
	if got := len(server.Messages(t)); got != 4 {
		t.Errorf("%d messages arrived", got)
	}
	// The new connection tried the token it had, which the server refused, and then asked for another.
	if len(have.asked) != 3 || have.asked[1] || !have.asked[2] {
		t.Errorf("tokens were asked for as %v", have.asked)
	}
}

func TestASignInThatHasLapsedStopsTheWave(t *testing.T) {
	server := mailtest.Start(t, mailtest.Options{OAuth: true})
	server.SetToken(t, "valid")
	for name, have := range map[string]*tokens{
		"refused by the server": {all: []string{"secret-old"}}, "refused by the authority": {all: []string{"secret-old"}, fail: errors.New("sign in again")},
	} {
		s := sender(t, server, withTokens(have))
		o := s.Send(t.Context(), to(customer), letter(t))
		if o.Kind != NotSent || o.Phase != SigningIn || !o.ServerWide() || strings.Contains(o.String(), "secret-old") {
			t.Errorf("%s: %s in %s", name, o, o.Phase)
		}
		if len(have.asked) > 2 {
			t.Errorf("%s: asked %d times", name, len(have.asked))
		}
	}
	s := sender(t, mailtest.Start(t, mailtest.Options{Auth: true}), withTokens(&tokens{all: []string{"valid"}}))
	if o := s.Send(t.Context(), to(customer), letter(t)); o.Kind != NotSent || !strings.Contains(o.Detail, "XOAUTH2") {
		t.Errorf("a server without it: %s", o)
	}
}
