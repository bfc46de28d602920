package desk

import (
	"context"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// MailKeySecret is the keychain key of the key that mails are signed with.
const MailKeySecret = "mail/dkim-key"

// MailKey is what must be published in the DNS so that receivers can check our signature (RFC 6376).
type MailKey struct {
	Name      string // selector._domainkey.domain
	Value     string // of the TXT record
	Published KeyState
	Detail    string // what is published instead, or why nobody knows
}

// KeyState says what the DNS has.
type KeyState string

// States.
const (
	KeyPublished KeyState = "published"
	KeyMissing   KeyState = "missing"
	KeyOther     KeyState = "other" // a record for another key
	KeyUnknown   KeyState = "unknown"
)

// MailKeys makes keys to sign mails with, and looks at them.
type MailKeys interface {
	NewMailKey() (key string, err error)
	// MailKeyRecord gives what is to be published for a key; it refuses one that cannot sign.
	MailKeyRecord(key string) (value string, err error)
	// PublishedKey looks into the DNS.
	PublishedKey(ctx context.Context, name, value string) (KeyState, string)
}

// Signs reports whether mails are signed.
func (m MailSettings) Signs() bool { return m.DKIMSelector != "" }

// KeyName is where the key of these settings is published.
func (m MailSettings) KeyName() string { return m.DKIMSelector + "._domainkey." + m.SigningDomain() }

// SigningDomain is the domain that signs: the one set, else that of the sender.
func (m MailSettings) SigningDomain() string {
	if m.DKIMDomain != "" {
		return strings.ToLower(m.DKIMDomain)
	}
	return strings.ToLower(mailDomain(m.From))
}

// checkSigning refuses a signature that receivers would not take for the sender's: RFC 7489 section 3.1.1 wants the domains to
// be of one organisation.
func (m MailSettings) checkSigning() error {
	if !m.Signs() && m.DKIMDomain == "" {
		return nil
	}
	for field, name := range map[string]string{"dkim-selector": m.DKIMSelector, "dkim-domain": m.SigningDomain()} {
		if name == "" || len(name) > 200 || strings.Trim(name, ".-") != name || strings.Contains(name, "..") || strings.ContainsFunc(name, func(r rune) bool {
			return r != '-' && r != '.' && r != '_' && (r < '0' || r > '9') && (r|0x20 < 'a' || r|0x20 > 'z')
		}) {
			return fault.New(fault.Invalid, "%q is no name in the DNS", name).OnField(field).WithHint("for example dunning2026 and example.org")
		}
	}
	sender, domain := strings.ToLower(mailDomain(m.From)), m.SigningDomain()
	if sender != domain && !strings.HasSuffix(sender, "."+domain) {
		return fault.New(fault.Invalid, "a signature of %s says nothing about mails from %s", domain, m.From).OnField("dkim-domain").
			WithHint("sign as %s, the domain of the sender", sender)
	}
	return nil
}

// SetMailKey has mails signed in the name of a domain, the sender's when it is empty, with a key in PEM, or with a new one when key
// is nil; the key goes to the keychain. An empty selector ends it.
func (d *Desk) SetMailKey(ctx context.Context, domain, selector string, key *string) (MailKey, error) {
	m, err := d.Mail(ctx)
	if err != nil {
		return MailKey{}, err
	}
	m.DKIMDomain, m.DKIMSelector = domain, selector
	if err := m.check(); err != nil {
		return MailKey{}, err
	}
	if !m.Signs() {
		return MailKey{}, d.SetMail(ctx, m, nil)
	}
	if err := d.administer(ctx, func(store.Writer) error { return nil }); err != nil {
		return MailKey{}, err
	}
	if key == nil {
		made, err := d.MailKeys.NewMailKey()
		if err != nil {
			return MailKey{}, err
		}
		key = &made
	}
	value, err := d.MailKeys.MailKeyRecord(*key)
	if err != nil {
		return MailKey{}, err
	}
	if err := d.Secrets.Set(MailKeySecret, *key); err != nil {
		return MailKey{}, err
	}
	if err := d.SetMail(ctx, m, nil); err != nil {
		return MailKey{}, err
	}
	err = d.administer(ctx, func(w store.Writer) error { // which key, for whoever asks why signatures failed since
		return w.Append(activity.SettingsChanged, 0, 0, "mail", map[string]any{"signs_as": m.KeyName(), "record": value})
	})
	return MailKey{Name: m.KeyName(), Value: value, Published: KeyUnknown}, err
}

// MailKey gives what must be published for the key that mails are signed with, and whether it is; fault.NotFound when they are not
// signed.
func (d *Desk) MailKey(ctx context.Context) (MailKey, error) {
	m, err := d.Mail(ctx)
	if err != nil {
		return MailKey{}, err
	}
	value, err := d.mailKeyRecord(m)
	if err != nil {
		return MailKey{}, err
	}
	k := MailKey{Name: m.KeyName(), Value: value}
	k.Published, k.Detail = d.MailKeys.PublishedKey(ctx, k.Name, k.Value)
	return k, nil
}

func (d *Desk) mailKeyRecord(m MailSettings) (string, error) {
	if !m.Signs() || d.MailKeys == nil {
		return "", fault.New(fault.NotFound, "mails are not signed").OnField("dkim-selector").WithHint("give a selector, and a key is made")
	}
	key, err := d.Secrets.Get(MailKeySecret)
	if err != nil {
		return "", fault.Wrap(err, fault.Unavailable, "the key that mails are signed with is not in the keychain").OnField("dkim-selector").WithHint("make it again, and publish it")
	}
	return d.MailKeys.MailKeyRecord(key)
}

// maySign refuses to make mails whose signature could not be made: each of them would end on the exception list.
func (d *Desk) maySign(ctx context.Context) error {
	m, err := d.Mail(ctx)
	if err != nil || !m.Signs() || d.MailKeys == nil {
		return err
	}
	_, err = d.mailKeyRecord(m)
	return err
}
