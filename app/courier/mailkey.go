package courier

import (
	"context"
	"errors"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/courier/mail"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// dnsPatience bounds a look into the DNS.
const dnsPatience = 5 * time.Second

// signing keeps the key of a wave: a keychain is not asked for each of thousands of mails. It is asked again after keyAge, since
// another program on the book may have changed it.
type signing struct {
	mu   sync.Mutex
	of   string
	read time.Time
	key  *mail.DKIM
}

const keyAge = time.Minute

// signature is what mails of these settings are signed with; nil: nothing. A preview is not signed: it never leaves.
func (c *Courier) signature(job desk.Job) (*mail.DKIM, error) {
	m := job.Mail
	if !m.Signs() || job.ReplyToken == "" {
		return nil, nil //nolint:nilnil // not signed
	}
	c.signing.mu.Lock()
	defer c.signing.mu.Unlock()
	now := c.desk.Clock.Now()
	if of := m.KeyName(); c.signing.key != nil && c.signing.of == of && now.Sub(c.signing.read).Abs() < keyAge {
		return c.signing.key, nil
	}
	text, err := c.desk.Secrets.Get(desk.MailKeySecret)
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "the key that mails are signed with is not in the keychain").WithHint("make it again under Settings, Mail")
	}
	key, err := mail.ParseKey(text)
	if err != nil {
		return nil, err
	}
	c.signing.of, c.signing.read = m.KeyName(), now
	c.signing.key = &mail.DKIM{Domain: m.SigningDomain(), Selector: m.DKIMSelector, Key: key}
	return c.signing.key, nil
}

// NewMailKey makes a key to sign mails with.
func (c *Courier) NewMailKey() (string, error) { return mail.NewKey() }

// MailKeyRecord gives what is to be published for a key, which mails are signed with from now on.
func (c *Courier) MailKeyRecord(key string) (string, error) {
	parsed, err := mail.ParseKey(key)
	if err != nil {
		return "", err
	}
	c.signing.mu.Lock()
	c.signing.key = nil
	c.signing.mu.Unlock()
	return mail.Record(parsed)
}

// PublishedKey looks into the DNS.
func (c *Courier) PublishedKey(ctx context.Context, name, value string) (desk.KeyState, string) {
	lookup := c.lookup
	if lookup == nil {
		lookup = net.DefaultResolver.LookupTXT
	}
	ctx, cancel := context.WithTimeout(ctx, dnsPatience)
	defer cancel()
	records, err := lookup(ctx, name)
	var unknown *net.DNSError
	switch {
	case errors.As(err, &unknown) && unknown.IsNotFound, err == nil && len(records) == 0:
		return desk.KeyMissing, ""
	case err != nil:
		return desk.KeyUnknown, err.Error()
	}
	for _, r := range records {
		if mail.SameRecord(r, value) {
			return desk.KeyPublished, ""
		}
	}
	return desk.KeyOther, strings.Join(records, " ")
}
