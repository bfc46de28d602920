package desk

import (
	"context"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// MailSignIn is how the program signs in at a mail server.
type MailSignIn string

// Ways to sign in.
const (
	SignInPassword  MailSignIn = ""          // PLAIN or LOGIN, whichever the server offers
	SignInMicrosoft MailSignIn = "microsoft" // XOAUTH2 with Microsoft 365
	SignInGoogle    MailSignIn = "google"    // XOAUTH2 with Google Workspace or Gmail
	SignInOAuth     MailSignIn = "oauth"     // XOAUTH2 with an authority that the settings name
)

// Keychain keys of a sign-in with a browser.
const (
	MailRefreshSecret = "mail/refresh-token"
	MailClientSecret  = "mail/client-secret"
)

// MailAuthority is who gives access tokens for a mail server.
type MailAuthority struct {
	AuthorizeURL, TokenURL string
	Scopes                 []string
	Extra                  map[string]string // goes with the page that the person opens
}

// Authority is the one that these settings sign in with. The scopes let the program send, and read what comes back.
func (m MailSettings) Authority() MailAuthority {
	hint := map[string]string{"login_hint": m.User}
	switch m.SignIn {
	case SignInMicrosoft:
		tenant := m.Tenant
		if tenant == "" {
			tenant = "organizations"
		}
		at := "https://login.microsoftonline.com/" + tenant + "/oauth2/v2.0/"
		return MailAuthority{at + "authorize", at + "token", []string{
			"https://outlook.office.com/SMTP.Send", "https://outlook.office.com/IMAP.AccessAsUser.All", "offline_access",
		}, hint}
	case SignInGoogle:
		hint["access_type"], hint["prompt"] = "offline", "consent"
		return MailAuthority{"https://accounts.google.com/o/oauth2/v2/auth", "https://oauth2.googleapis.com/token", []string{"https://mail.google.com/"}, hint}
	case SignInOAuth, SignInPassword:
	}
	return MailAuthority{m.AuthorizeURL, m.TokenURL, strings.Fields(m.Scopes), hint}
}

// ByToken reports whether the program signs in with an access token in place of a password.
func (m MailSettings) ByToken() bool { return m.SignIn != SignInPassword }

// Preset gives the settings with what a provider's servers want: name, port and protection, how many mails a minute they take
// from one mailbox, and no token in the envelope sender, which they set themselves.
func (m MailSettings) Preset(way MailSignIn) MailSettings {
	m.SignIn = way
	switch way {
	case SignInMicrosoft:
		m.Mode, m.Host, m.Port, m.Security, m.PerMinute, m.Detail = MailToServer, "smtp.office365.com", 587, "starttls", 30, DetailReplyTo
	case SignInGoogle:
		m.Mode, m.Host, m.Port, m.Security, m.PerMinute, m.Detail = MailToServer, "smtp.gmail.com", 465, "tls", 0, DetailReplyTo
	case SignInOAuth, SignInPassword:
	}
	return m
}

// checkSignIn refuses a way to sign in that cannot work.
func (m MailSettings) checkSignIn() error {
	switch m.SignIn {
	case SignInPassword:
		return nil
	case SignInMicrosoft, SignInGoogle, SignInOAuth:
	default:
		return fault.New(fault.Invalid, "%q is no way to sign in at a mail server", string(m.SignIn)).OnField("sign-in").
			WithHint("empty signs in with a password, microsoft, google and oauth with a browser")
	}
	switch {
	case strings.ContainsFunc(m.Tenant, func(r rune) bool {
		return r != '-' && r != '.' && (r < '0' || r > '9') && (r|0x20 < 'a' || r|0x20 > 'z')
	}):
		return fault.New(fault.Invalid, "%q is no directory of Microsoft 365", m.Tenant).OnField("tenant").WithHint("its id or domain, or leave it empty")
	case m.SignIn == SignInOAuth && (m.AuthorizeURL == "" || m.TokenURL == ""):
		return fault.New(fault.Invalid, "the addresses of the authority are missing").OnField("authorize-url").WithHint("enter the address of its sign-in page and of its tokens")
	case m.Mode == MailToServer && m.User == "":
		return fault.New(fault.Invalid, "an access token belongs to a mailbox, and none is named").OnField("user").WithHint("enter its address as user")
	}
	return nil
}

// MailSignIns has a person sign in at a mail server with a browser.
type MailSignIns interface {
	// SignInMail calls open with the page to show and returns the refresh token that the sign-in brought.
	SignInMail(ctx context.Context, m MailSettings, clientSecret string, open func(page string) error) (refresh string, err error)
}

// SignInMail has the person at the desk sign in at the mail server of these settings. open shows a page in a browser; the verb
// returns when the authority has answered, or ctx ends. What it brought goes to the keychain, and so does the client secret
// unless it is nil.
func (d *Desk) SignInMail(ctx context.Context, m MailSettings, clientSecret *string, open func(page string) error) error {
	if err := m.check(); err != nil {
		return err
	}
	if d.MailSignIns == nil || !m.ByToken() {
		return fault.New(fault.Refused, "nobody signs in at this mail server with a browser").OnField("sign-in").WithHint("choose how to sign in first")
	}
	if err := d.administer(ctx, func(store.Writer) error { return nil }); err != nil { // before the browser opens
		return err
	}
	if clientSecret != nil {
		if err := d.Secrets.Set(MailClientSecret, *clientSecret); err != nil {
			return err
		}
	}
	secret, err := d.Secrets.Get(MailClientSecret)
	if err != nil && !fault.Has(err, fault.NotFound) {
		return err
	}
	refresh, err := d.MailSignIns.SignInMail(ctx, m, secret, open)
	if err != nil {
		return err
	}
	if err := d.Secrets.Set(MailRefreshSecret, refresh); err != nil {
		return err
	}
	return d.administer(ctx, func(w store.Writer) error {
		return w.Append(activity.SettingsChanged, 0, 0, "mail", map[string]any{"signed_in": true, "at": m.Host, "user": m.User})
	})
}
