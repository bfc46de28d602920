package desk

import (
	"context"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// ConsentOrder notes what a customer, or one of its contacts, said about being contacted by a channel.
type ConsentOrder struct {
	Debtor  receivable.DebtorID
	Contact string // key or name of the contact; empty: the customer itself
	Channel receivable.Channel
	State   receivable.ConsentState
	On      date.Date // when it was said; zero: today
	Source  string    // where it is written down
}

// NoteConsent keeps what was said, in the place of what the same contact said of the same channel before; that stays as history. A
// consent that is withdrawn closes the channel for reminders, see receivable.Consent.Closes. Refused, with the field: what
// Consent.Check refuses, a contact whom nobody knows, and what is noted already.
func (d *Desk) NoteConsent(ctx context.Context, o ConsentOrder) error {
	on, err := d.Today(ctx)
	if err != nil {
		return err
	}
	if o.On.IsZero() {
		o.On = on
	}
	return d.about(ctx, o.Debtor, func(w store.Writer, who receivable.Debtor) error {
		c := receivable.Consent{Debtor: who.ID, Channel: o.Channel, State: o.State, On: o.On, Source: strings.TrimSpace(o.Source)}
		if o.Contact != "" {
			at, err := contactOf(who, o.Contact)
			if err != nil {
				return err
			}
			c.Contact, c.Name, c.Address = at.Key(), at.Name, at.Way(o.Channel)
		}
		if err := c.Check(on); err != nil {
			return err
		}
		before, err := standingConsent(w, &c)
		if err != nil {
			return err
		}
		if before.State == c.State && before.On == c.On && before.Source == c.Source {
			return fault.New(fault.Conflict, "that is noted already, by %s", before.By).OnField("state")
		}
		if _, err := w.PutConsent(c); err != nil {
			return err
		}
		return w.Append(activity.ConsentNoted, int64(who.ID), 0, who.Name, map[string]string{
			"channel": string(c.Channel), "state": string(c.State), "before": string(before.State), "on": c.On.String(), "source": c.Source, "contact": c.Name,
		})
	})
}

// contactOf finds a contact by its key or its name.
func contactOf(who receivable.Debtor, named string) (receivable.Contact, error) {
	at := slices.IndexFunc(who.Contacts, func(c receivable.Contact) bool { return c.Key() == named || strings.EqualFold(c.Name, named) })
	if at < 0 {
		return receivable.Contact{}, fault.New(fault.NotFound, "%s has no contact %q", who.Name, named).OnField("contact").WithHint("leave it out for the customer itself")
	}
	return who.Contacts[at], nil
}

// standingConsent is what holds of the same contact and channel; a consent nobody noted is unknown.
func standingConsent(r store.Reader, of *receivable.Consent) (receivable.Consent, error) {
	all, err := r.Consents(of.Debtor)
	for _, c := range all {
		if !c.Past && c.Contact == of.Contact && c.Channel == of.Channel {
			return c, err
		}
	}
	return receivable.Consent{State: receivable.ConsentUnknown}, err
}
