package desk

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk/paylink"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// PayLinkSettings say how a connection's customers are led to paying.
type PayLinkSettings struct {
	Source   PayLinkSource
	Template string // with {{token}}, {{invoice}} ...; empty: none is made
	Days     int    // that a token holds; 0: payLinkDays
}

// PayLinkSource says whether the accounting system's own address is used.
type PayLinkSource string

// Sources. The accounting system's own address is for one invoice, and never asks for fees or interest.
const (
	PayLinkOwnFirst PayLinkSource = ""     // the system's own where it has one, else the template's
	PayLinkTemplate PayLinkSource = "made" // the template's alone
	PayLinkOff      PayLinkSource = "off"  // none
)

// payLinkDays is how long a token holds unless somebody says so: longer than the way from a reminder to the next.
const payLinkDays = 60

const keyPayLinks = "paylinks"

// payLinkSecret is the keychain key of the key that signs a connection's tokens.
func payLinkSecret(id receivable.ConnectionID) string { return "paylink/" + itoa(int64(id)) }

// PayLink gives how a connection's customers are led to paying.
func (d *Desk) PayLink(ctx context.Context, id receivable.ConnectionID) (PayLinkSettings, error) {
	var all map[receivable.ConnectionID]PayLinkSettings
	err := d.view(ctx, func(r store.Reader) (err error) {
		all, err = payLinks(r)
		return err
	})
	return all[id], err
}

func payLinks(r store.Reader) (map[receivable.ConnectionID]PayLinkSettings, error) {
	all := map[receivable.ConnectionID]PayLinkSettings{}
	_, err := r.Setting(keyPayLinks, &all)
	return all, err
}

// Check refuses settings by which somebody would be led astray, as fault.Invalid or paylink.BadLink with the field.
func (s PayLinkSettings) Check() error {
	switch {
	case s.Source != PayLinkOwnFirst && s.Source != PayLinkTemplate && s.Source != PayLinkOff:
		return fault.New(fault.Invalid, "%q is no source of pay links", string(s.Source)).OnField("source").WithHint("made or off, or nothing")
	case s.Days < 0 || s.Days > 400:
		return fault.New(fault.Invalid, "a pay link holds 1 to 400 days").OnField("days")
	case s.Template == "" && s.Source == PayLinkTemplate:
		return fault.New(fault.Invalid, "there is no address to be filled in").OnField("template").WithHint("https://…/{{token}}")
	case s.Template == "":
		return nil
	}
	return paylink.CheckTemplate(s.Template)
}

// SetPayLink changes how a connection's customers are led to paying. The key that signs tokens is given in base64 (at least 32 bytes);
// nil keeps the one in the keychain, or makes one where a token needs it.
func (d *Desk) SetPayLink(ctx context.Context, id receivable.ConnectionID, s PayLinkSettings, key *string) error {
	s.Template = strings.TrimSpace(s.Template)
	if err := s.Check(); err != nil {
		return err
	}
	if err := d.mayAdminister(ctx); err != nil { // before the key is touched
		return err
	}
	if err := d.view(ctx, func(r store.Reader) error {
		_, err := r.Connection(id)
		return err
	}); err != nil {
		return err
	}
	if key != nil {
		raw, err := payKey(*key)
		if err != nil {
			return err
		}
		if err := d.Secrets.Set(payLinkSecret(id), base64.RawURLEncoding.EncodeToString(raw)); err != nil {
			return err
		}
	} else if paylink.NeedsToken(s.Template) {
		if err := d.makePayKey(id); err != nil {
			return err
		}
	}
	return d.administer(ctx, func(w store.Writer) error {
		conn, err := w.Connection(id)
		if err != nil {
			return err
		}
		all, err := payLinks(w)
		if err != nil {
			return err
		}
		all[id] = s
		if err := w.PutSetting(keyPayLinks, all); err != nil {
			return err
		}
		return w.Append(activity.SettingsChanged, 0, 0, "pay links of "+conn.Name, s)
	})
}

// makePayKey makes a key where there is none.
func (d *Desk) makePayKey(id receivable.ConnectionID) error {
	have, err := d.Secrets.Get(payLinkSecret(id))
	if err != nil && !fault.Has(err, fault.NotFound) || have != "" {
		return err
	}
	raw := make([]byte, paylink.KeyBytes)
	_, _ = rand.Read(raw) // never fails: crypto/rand ends the program instead
	return d.Secrets.Set(payLinkSecret(id), base64.RawURLEncoding.EncodeToString(raw))
}

// payKey reads a key as people copy it: base64 with or without padding, of either alphabet.
func payKey(text string) ([]byte, error) {
	plain := strings.NewReplacer("+", "-", "/", "_", "=", "").Replace(strings.TrimSpace(text))
	raw, err := base64.RawURLEncoding.DecodeString(plain)
	if err != nil || len(raw) < paylink.KeyBytes {
		return nil, fault.New(fault.Invalid, "the key is no base64 of at least %d bytes", paylink.KeyBytes).OnField("key")
	}
	return raw, nil
}

// PayLinkKey gives the key of a connection's tokens in base64url, for the pay page that has to verify them.
func (d *Desk) PayLinkKey(ctx context.Context, id receivable.ConnectionID) (key string, err error) {
	// Who may change settings may read it, and that it was read stands in the log.
	err = d.administer(ctx, func(w store.Writer) error {
		conn, err := w.Connection(id)
		if err != nil {
			return err
		}
		if key, err = d.Secrets.Get(payLinkSecret(id)); err != nil {
			return err
		}
		return w.Append(activity.SettingsChanged, 0, 0, "pay links of "+conn.Name, map[string]string{"key": "shown"})
	})
	if err == nil && key == "" {
		err = fault.New(fault.NotFound, "this connection has no key: its addresses have no token")
	}
	return key, err
}

// VerifyPayLink says what a token, or an address with one at its end, says, and by which connection's key.
func (d *Desk) VerifyPayLink(ctx context.Context, token string) (c paylink.Claim, conn store.Connection, err error) {
	on, err := d.Today(ctx)
	if err != nil {
		return c, conn, err
	}
	fresh, err := d.Connections(ctx)
	if err != nil {
		return c, conn, err
	}
	failed := error(fault.New(paylink.BadToken, "no connection's key has signed this token"))
	for _, f := range fresh {
		text, err := d.Secrets.Get(payLinkSecret(f.Connection.ID))
		if err != nil || text == "" {
			continue
		}
		key, err := payKey(text)
		if err != nil {
			continue
		}
		c, err := paylink.Verify(tokenIn(token), key, on)
		if err == nil || fault.Has(err, paylink.Expired) {
			return c, f.Connection, err
		}
	}
	return c, conn, failed
}

// tokenIn finds a token at the end of an address.
func tokenIn(text string) string {
	text = strings.TrimSpace(text)
	if at := strings.LastIndexAny(text, "/=?&#"); at >= 0 {
		return text[at+1:]
	}
	return text
}

// payPages are the pay links of a run: read once, since keychains are slow.
type payPages struct {
	settings map[receivable.ConnectionID]PayLinkSettings
	keys     map[receivable.ConnectionID][]byte
	failed   map[receivable.ConnectionID]error // keys that could not be read
}

func (d *Desk) payPages(ctx context.Context) (*payPages, error) {
	p := &payPages{keys: map[receivable.ConnectionID][]byte{}, failed: map[receivable.ConnectionID]error{}}
	err := d.view(ctx, func(r store.Reader) (err error) {
		p.settings, err = payLinks(r)
		return err
	})
	for id, s := range p.settings {
		if s.Source == PayLinkOff || !paylink.NeedsToken(s.Template) {
			continue
		}
		text, kerr := d.Secrets.Get(payLinkSecret(id))
		if kerr == nil {
			p.keys[id], kerr = payKey(text)
		}
		p.failed[id] = kerr
	}
	return p, err
}

// fill puts the address at which a notice can be paid into its job. A link that cannot be made keeps no reminder from leaving; it is a
// warning.
func (p *payPages) fill(r store.Reader, job *Job) error {
	n := &job.Notice
	s := p.settings[job.Debtor.Connection]
	if s.Source == PayLinkOff || n.Event == dunning.EventThanks || n.Event == dunning.EventVisit || n.Event == dunning.EventAgreement || n.Total.Minor <= 0 {
		return nil
	}
	if s.Source == PayLinkOwnFirst && len(n.Lines) == 1 {
		it, err := r.Item(n.Lines[0].Item)
		if err != nil {
			return err
		}
		if it.PayLink != "" && paylink.Check(it.PayLink) == nil {
			job.PayLink = it.PayLink
			return nil
		}
	}
	if s.Template == "" {
		return nil
	}
	link, err := p.made(s, job)
	if err != nil {
		var coded *fault.Error
		if !errors.As(err, &coded) {
			coded = fault.Wrap(err, fault.Unavailable, "the pay link could not be made")
		}
		job.PayProblem = coded
		return nil
	}
	job.PayLink = link
	return nil
}

func (p *payPages) made(s PayLinkSettings, job *Job) (string, error) {
	id := job.Debtor.Connection
	c := PayClaim(job.Debtor, &job.Notice, job.Number, job.Date, s)
	token := ""
	if paylink.NeedsToken(s.Template) {
		if err := p.failed[id]; err != nil {
			return "", fault.Wrap(err, fault.Unavailable, "the key of pay links is not in the keychain").WithHint("set the pay links of the connection again")
		}
		var err error
		if token, err = paylink.Sign(c, p.keys[id]); err != nil {
			return "", err
		}
	}
	reference := ""
	if len(job.Notice.Lines) == 1 {
		reference = job.Notice.Lines[0].Reference
	}
	return paylink.Fill(s.Template, c, reference, token)
}

// PayClaim is what is paid by a notice's link: all that it asks for, under the invoice's number when it is about one, else its own.
func PayClaim(debtor receivable.Debtor, n *dunning.Notice, number string, on date.Date, s PayLinkSettings) paylink.Claim {
	days := s.Days
	if days == 0 {
		days = payLinkDays
	}
	c := paylink.Claim{Customer: debtor.Number, Invoice: number, Amount: money.New(n.Total.Minor, n.Currency), Until: date.Latest(on.AddDays(days), n.Deadline)}
	if len(n.Lines) == 1 {
		c.Invoice = n.Lines[0].Number
	}
	return c
}
