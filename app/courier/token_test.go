package courier

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/courier/mail"
	"github.com/dunningdesk/dunningdesk/app/courier/mailtest"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// keychain is one in memory.
type keychain map[string]string

func (k keychain) Get(key string) (string, error) {
	if v, ok := k[key]; ok {
		return v, nil
	}
	return "", fault.New(fault.NotFound, "no %s", key)
}
func (k keychain) Set(key, value string) error { k[key] = value; return nil }
func (k keychain) Delete(key string) error     { delete(k, key); return nil }
func (k keychain) Warning() string             { return "" }

type watch struct{ now time.Time }

func (w *watch) Now() time.Time { return w.now }

func tokenOffice(a *mailtest.Authority) (*Courier, keychain, *watch, desk.MailSettings) {
	secrets, clock := keychain{}, &watch{time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	m := desk.MailSettings{
		Mode: desk.MailToServer, Host: "mail.example", Port: 587, User: "dunning@lab.test", SignIn: desk.SignInOAuth, ClientID: "office-app",
		AuthorizeURL: a.URL + "/authorize", TokenURL: a.URL + "/token", Scopes: "mail offline",
	}
	return New(&desk.Desk{Secrets: secrets, Clock: clock}, "", "test", nil), secrets, clock, m
}

func (k keychain) signIn(t *testing.T, c *Courier, m desk.MailSettings) {
	t.Helper()
	refresh, err := c.SignInMail(t.Context(), m, "", mailtest.Browser(t))
	if err != nil {
		t.Fatal(err)
	}
	k[desk.MailRefreshSecret] = refresh
}

// One sign-in brings many access tokens: each holds until shortly before its end, and the refresh token that came with the last
// one is in the keychain before that one is used.
func TestAccessTokensAreRenewed(t *testing.T) {
	a := mailtest.StartAuthority(t, "signed-in", "one", "two", "three")
	c, secrets, clock, m := tokenOffice(a)
	if _, err := c.MailToken(t.Context(), m, false); !fault.Has(err, mail.SignInEnded) {
		t.Fatalf("before anybody signed in: %v", err)
	}
	secrets.signIn(t, c, m)
	ask := func(renew bool, want string) {
		t.Helper()
		if got, err := c.MailToken(t.Context(), m, renew); err != nil || got != want {
			t.Errorf("got %q, %v, want %q", got, err, want)
		}
		if secrets[desk.MailRefreshSecret] != a.Refresh() {
			t.Errorf("the keychain has %q, the authority takes %q", secrets[desk.MailRefreshSecret], a.Refresh())
		}
	}
	ask(false, "one")
	ask(false, "one")
	clock.now = clock.now.Add(58 * time.Minute)
	ask(false, "one")
	clock.now = clock.now.Add(time.Minute)
	ask(false, "two")
	ask(true, "three") // the server has refused the last one
}

// Two programs on one book: the second finds that its refresh token is dead, and takes the one that the first has kept.
func TestTwoProgramsRenewOneSignIn(t *testing.T) {
	a := mailtest.StartAuthority(t, "signed-in", "one", "two", "three")
	c, secrets, _, m := tokenOffice(a)
	secrets.signIn(t, c, m)
	stale := secrets[desk.MailRefreshSecret]
	if _, err := c.MailToken(t.Context(), m, false); err != nil {
		t.Fatal(err)
	}
	other := New(&desk.Desk{Secrets: &late{keychain: secrets, first: stale}, Clock: &watch{time.Now()}}, "", "other", nil)
	if got, err := other.MailToken(t.Context(), m, false); err != nil || got != "two" {
		t.Errorf("got %q, %v", got, err)
	}
}

// late gives what was there before, once.
type late struct {
	keychain
	first string
}

func (l *late) Get(key string) (string, error) {
	if key == desk.MailRefreshSecret && l.first != "" {
		was := l.first
		l.first = ""
		return was, nil
	}
	return l.keychain.Get(key)
}

func TestASignInThatDoesNotWorkSaysWhatToDo(t *testing.T) {
	a := mailtest.StartAuthority(t, "secret-access")
	c, secrets, _, m := tokenOffice(a)
	secrets.signIn(t, c, m)
	says := func(name string, err error, code fault.Code, words string) {
		t.Helper()
		if !fault.Has(err, code) || !strings.Contains(err.Error(), words) || strings.Contains(err.Error(), "secret-access") || strings.Contains(err.Error(), "refresh-") {
			t.Errorf("%s: %v", name, err)
		}
	}
	a.SetDown(true)
	_, err := c.MailToken(t.Context(), m, false)
	says("down", err, fault.Unavailable, "503")
	a.SetDown(false)
	a.SetRefresh("withdrawn")
	_, err = c.MailToken(t.Context(), m, false)
	says("withdrawn", err, mail.SignInEnded, "invalid_grant")
	refused := m
	refused.Scopes = "refuse"
	_, err = c.SignInMail(t.Context(), refused, "", mailtest.Browser(t))
	says("the person said no", err, mail.SignInEnded, "access_denied")
	nobody := m
	nobody.ClientID = ""
	_, err = c.SignInMail(t.Context(), nobody, "", mailtest.Browser(t))
	says("no client id", err, mail.BadConfig, "client id")
	plain := m
	plain.TokenURL = "http://login.example.org/token"
	_, err = c.SignInMail(t.Context(), plain, "", mailtest.Browser(t))
	says("unprotected", err, mail.BadConfig, "https")
	a.Close()
	_, err = c.MailToken(t.Context(), m, true)
	says("nobody there", err, fault.Unavailable, "reached")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.SignInMail(ctx, m, "", func(string) error { return nil }); err == nil {
		t.Error("a sign-in that was given up has succeeded")
	}
}
