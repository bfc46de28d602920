package courier

import (
	"context"
	"errors"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/courier/inbox"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// FetchMail gives what came back after a mark.
func (c *Courier) FetchMail(ctx context.Context, s desk.MailInSettings, secret string, mark desk.MailMark, take func([]desk.Arrival) error) (desk.MailMark, error) {
	err := c.signedIn(ctx, s, secret, func(secret string) (err error) {
		mark, err = inbox.Mailboxes{}.FetchMail(ctx, s, secret, mark, take)
		return err
	})
	return mark, err
}

// AwaitMail returns when there is mail after a mark, or after some time.
func (c *Courier) AwaitMail(ctx context.Context, s desk.MailInSettings, secret string, mark desk.MailMark, most time.Duration) error {
	return c.signedIn(ctx, s, secret, func(secret string) error { return inbox.Mailboxes{}.AwaitMail(ctx, s, secret, mark, most) })
}

// LookAtMail signs in and counts.
func (c *Courier) LookAtMail(ctx context.Context, s desk.MailInSettings, secret string) (look desk.MailboxLook, err error) {
	err = c.signedIn(ctx, s, secret, func(secret string) (err error) {
		look, err = inbox.Mailboxes{}.LookAtMail(ctx, s, secret)
		return err
	})
	return look, err
}

// signedIn does something with the mailbox, in place of a password with an access token where the settings say so. A token that the
// server takes no more is renewed once.
func (c *Courier) signedIn(ctx context.Context, s desk.MailInSettings, secret string, do func(secret string) error) error {
	if s.SignIn != desk.SignInToken {
		return do(secret)
	}
	out, err := c.desk.Mail(ctx)
	if err != nil {
		return err
	}
	if !out.ByToken() || out.User != s.User {
		return fault.New(fault.Invalid, "nobody has signed in with a browser for %s", s.User).OnField("sign-in").
			WithHint("choose the same sign-in and user under Settings, Mail, and sign in there first")
	}
	for renew := range 2 {
		var token string
		if token, err = c.MailToken(ctx, out, renew == 1); err != nil {
			return err
		}
		err = do(token)
		var refused *fault.Error
		if !errors.As(err, &refused) || refused.Field != "user" {
			return err
		}
	}
	return err
}
