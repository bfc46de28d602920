package desk

import (
	"context"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/incoming"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// MailInSettings is where answers and reports come in.
type MailInSettings struct {
	On       bool
	Host     string
	Port     int
	Security string // tls, starttls, none (none only to this machine)
	User     string
	SignIn   string    // password, or xoauth2: with the browser's sign-in of the mail settings; empty: password
	Folder   string    // empty: INBOX
	From     date.Date // mails that arrived before are left alone
	Poll     int       // minutes between looks; 0: 5
	NoIdle   bool      // only looks, and does not wait at the server for new mail
	MarkRead bool      // a mail that the book has is marked as read
	MoveTo   string    // and moved into this folder; empty: it stays
	CAFile   string    // additional certificate authority, PEM
}

// SignInToken signs in to the mailbox with an access token of the same sign-in by which mail leaves (see MailSettings.SignIn).
const SignInToken = "xoauth2"

// Name tells the mailbox from others: what was read of one says nothing of another.
func (s MailInSettings) Name() string {
	return s.User + "@" + s.Host + "/" + s.folder()
}

func (s MailInSettings) folder() string {
	if s.Folder == "" {
		return "INBOX"
	}
	return s.Folder
}

// Every is how long the program waits between two looks.
func (s MailInSettings) Every() time.Duration {
	if s.Poll <= 0 {
		return 5 * time.Minute
	}
	return time.Duration(s.Poll) * time.Minute
}

// MailMark is how far a mailbox was read.
type MailMark = store.MailMark

// Arrival is a mail as it lies in its folder, and what was read of it.
type Arrival struct {
	Validity, UID uint32 // RFC 3501 s. 2.3.1.1: together they name the mail in its folder for ever
	At            time.Time
	Mail          incoming.Mail
	// Unread is why the server does not give the mail, in its words; empty: it was read. Of one that was not, Mail is what its header tells.
	Unread string
}

// MailboxLook is what a test of the settings saw.
type MailboxLook struct {
	Mails  int  // in the folder
	ToRead int  // of them, those that would be read
	Idle   bool // the server tells of new mail by itself
}

// Mailboxes fetches what comes back.
type Mailboxes interface {
	// FetchMail gives the mails that are to be tried again and those after a mark in the order of their numbers, some at a time, until
	// there are no more, take fails or ctx ends. What take has taken and was read is marked and moved as the settings say. The mark that it gives is how far all was read.
	FetchMail(ctx context.Context, s MailInSettings, secret string, mark MailMark, take func([]Arrival) error) (MailMark, error)
	// AwaitMail returns when there is mail after a mark, or after some time.
	AwaitMail(ctx context.Context, s MailInSettings, secret string, mark MailMark, most time.Duration) error
	// LookAtMail signs in and counts, and changes nothing.
	LookAtMail(ctx context.Context, s MailInSettings, secret string) (MailboxLook, error)
}

// MailInSecret is the keychain key of the password for incoming mail.
const MailInSecret = "mail-in/password"

const keyMailIn = "mail-in"

// MailIn gives where mail comes in. A desk on which nobody set it up reads nothing.
func (d *Desk) MailIn(ctx context.Context) (s MailInSettings, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		_, err := r.Setting(keyMailIn, &s)
		return err
	})
	return s, err
}

// SetMailIn changes where mail comes in. The password goes to the keychain; nil leaves it as it is. Without a day from which on
// mails are read it is today: whatever lay in the mailbox before has been dealt with elsewhere.
func (d *Desk) SetMailIn(ctx context.Context, s MailInSettings, password *string) error {
	if err := s.check(); err != nil {
		return err
	}
	if s.On && s.From.IsZero() {
		on, err := d.Today(ctx)
		if err != nil {
			return err
		}
		s.From = on
	}
	if err := d.keepSecret(ctx, MailInSecret, password); err != nil {
		return err
	}
	return d.administer(ctx, func(w store.Writer) error {
		var before MailInSettings
		if _, err := w.Setting(keyMailIn, &before); err != nil {
			return err
		}
		if before.From != s.From { // what was passed over as too old may count now
			if err := w.PutMailMark(s.Name(), MailMark{}); err != nil {
				return err
			}
		}
		if err := w.PutSetting(keyMailIn, s); err != nil {
			return err
		}
		return w.Append(activity.SettingsChanged, 0, 0, "mail-in", s)
	})
}

// CheckMailIn signs in by the settings and counts the mails, without reading or changing any.
func (d *Desk) CheckMailIn(ctx context.Context, s MailInSettings, password *string) (MailboxLook, error) {
	s.On = true
	if err := s.check(); err != nil {
		return MailboxLook{}, err
	}
	kept, err := d.MailIn(ctx)
	if err != nil {
		return MailboxLook{}, err
	}
	if kept.On = true; s != kept { // the kept secret would go to whatever server is named
		if err := d.mayAdminister(ctx); err != nil {
			return MailboxLook{}, err
		}
	}
	if d.Mailboxes == nil {
		return MailboxLook{}, fault.New(fault.Unavailable, "no mail can be read here")
	}
	if password != nil {
		return d.Mailboxes.LookAtMail(ctx, s, *password)
	}
	secret, err := d.mailInSecret(s)
	if err != nil && !fault.Has(err, fault.NotFound) {
		return MailboxLook{}, err
	}
	return d.Mailboxes.LookAtMail(ctx, s, secret)
}

// mailInSecret is the password; who signs in with a token has none in the keychain here.
func (d *Desk) mailInSecret(s MailInSettings) (string, error) {
	if s.SignIn == SignInToken {
		return "", nil
	}
	return d.Secrets.Get(MailInSecret)
}

// mostPoll is the longest wait between two looks, in minutes: a day.
const mostPoll = 24 * 60

// check refuses settings by which no mail could be read.
func (s MailInSettings) check() error {
	bad := func(field, hint, message string, args ...any) error {
		return fault.New(fault.Invalid, message, args...).OnField(field).WithHint("%s", hint)
	}
	if !s.On {
		return nil
	}
	switch {
	case s.Host == "" || s.Port <= 0 || s.Port > 65535:
		return bad("host", "for example imap.example.org and 993", "the server for incoming mail has no name or no port")
	case s.Security != "tls" && s.Security != "starttls" && s.Security != "none":
		return bad("security", "tls, starttls or none", "%q does not protect a connection", s.Security)
	case s.Security == "none" && !ownMachine(s.Host):
		return bad("security", "choose tls or starttls", "the password for %s would travel unprotected", s.Host)
	case s.User == "":
		return bad("user", "usually the mail address", "a mailbox needs a user name")
	case s.SignIn != "" && s.SignIn != "password" && s.SignIn != SignInToken:
		return bad("sign-in", "password or xoauth2", "%q is no way to sign in to a mailbox", s.SignIn)
	case s.Poll < 0 || s.Poll > mostPoll:
		return bad("poll", "every 5 minutes is usual", "a mailbox is looked at at least once a day")
	case s.MoveTo != "" && strings.EqualFold(s.MoveTo, s.folder()):
		return bad("move-to", "another folder, or none", "mails cannot be moved into the folder they are in")
	}
	for field, value := range map[string]string{"host": s.Host, "user": s.User, "folder": s.Folder, "move-to": s.MoveTo} {
		if len(value) > 200 || strings.ContainsFunc(value, func(r rune) bool { return r < ' ' || r == 0x7f }) {
			return bad(field, "one line", "%q cannot be sent to a mail server", field)
		}
	}
	return nil
}

// ownMachine reports whether a name is this machine's own.
func ownMachine(host string) bool {
	return host == "localhost" || host == "::1" || strings.HasPrefix(host, "127.")
}
