package courier

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/courier/mail"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// early is how long before its end an access token is renewed.
const early = time.Minute

// tokens gives access tokens for a mail server, and renews them from the refresh token in the keychain.
type tokens struct {
	desk      *desk.Desk
	authority func() (mail.Authority, error)

	mu     sync.Mutex
	access string
	until  time.Time
}

// tokened keeps the tokens of the mail settings from one round of the outbox to the next.
type tokened struct {
	mu   sync.Mutex
	of   string // which settings
	kept *tokens
}

// MailToken gives an access token for the mailbox of the mail settings, for whatever else reads or sends with it.
func (c *Courier) MailToken(ctx context.Context, m desk.MailSettings, renew bool) (string, error) {
	return c.tokens(m).get(ctx, renew)
}

func (c *Courier) tokens(m desk.MailSettings) *tokens {
	c.tokened.mu.Lock()
	defer c.tokened.mu.Unlock()
	of := fmt.Sprint(m.Authority(), m.ClientID, m.User)
	if c.tokened.kept == nil || c.tokened.of != of {
		c.tokened.of = of
		c.tokened.kept = &tokens{desk: c.desk, authority: func() (mail.Authority, error) { return c.authority(m) }}
	}
	return c.tokened.kept
}

func (c *Courier) authority(m desk.MailSettings) (mail.Authority, error) {
	secret, err := c.desk.Secrets.Get(desk.MailClientSecret)
	if err != nil && !fault.Has(err, fault.NotFound) {
		return mail.Authority{}, err
	}
	return authorityOf(m, secret), nil
}

func authorityOf(m desk.MailSettings, clientSecret string) mail.Authority {
	a := m.Authority()
	return mail.Authority{AuthorizeURL: a.AuthorizeURL, TokenURL: a.TokenURL, Scopes: a.Scopes, Extra: a.Extra, ClientID: m.ClientID, ClientSecret: clientSecret}
}

// SignInMail has a person sign in at the mail server of these settings with a browser.
func (c *Courier) SignInMail(ctx context.Context, m desk.MailSettings, clientSecret string, open func(page string) error) (string, error) {
	grant, err := authorityOf(m, clientSecret).SignIn(ctx, open)
	if err != nil {
		return "", err
	}
	c.tokened.mu.Lock()
	c.tokened.kept = nil // that of whoever was signed in before
	c.tokened.mu.Unlock()
	return grant.Refresh, nil
}

// get gives a token that holds for a while; renew asks for another than the one before.
func (t *tokens) get(ctx context.Context, renew bool) (string, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.desk.Clock.Now()
	if t.access != "" && !renew && (t.until.IsZero() || now.Before(t.until.Add(-early))) {
		return t.access, nil
	}
	t.access = ""
	authority, err := t.authority()
	if err != nil {
		return "", err
	}
	if err := authority.Check(); err != nil {
		return "", err
	}
	refresh, err := t.refresh()
	if err != nil {
		return "", err
	}
	grant, err := authority.Renew(ctx, refresh)
	if fault.Has(err, mail.SignInEnded) {
		// Another program on this book may have used this refresh token a moment ago and kept the one that came for it.
		if newer, rerr := t.refresh(); rerr == nil && newer != refresh {
			refresh = newer
			grant, err = authority.Renew(ctx, refresh)
		}
	}
	if err != nil {
		return "", err
	}
	if grant.Refresh != "" && grant.Refresh != refresh { // kept before it is used: the old one may be dead by now
		if err := t.desk.Secrets.Set(desk.MailRefreshSecret, grant.Refresh); err != nil {
			return "", err
		}
	}
	t.access, t.until = grant.Access, time.Time{}
	if grant.Lasts > 0 {
		t.until = now.Add(grant.Lasts)
	}
	return t.access, nil
}

func (t *tokens) refresh() (string, error) {
	refresh, err := t.desk.Secrets.Get(desk.MailRefreshSecret)
	if fault.Has(err, fault.NotFound) {
		return "", nil
	}
	return refresh, err
}
