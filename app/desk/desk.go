// Package desk holds what staff can do, one file a verb: sync, propose a wave, release it, take a promise. It owns the
// ports through which it reaches connectors, courier, keychain and clock; windows and commands call it and nothing else.
package desk

import (
	"context"
	"log/slog"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Desk is the program's verbs on one book. It is safe for use by several goroutines.
type Desk struct {
	Book        store.Store
	Sources     Sources
	Ledgers     Ledgers // nil: nothing is written back
	SignIns     SignIns // nil: nobody signs in at a source
	Courier     Courier
	Mailboxes   Mailboxes   // nil: what comes back is not read here
	MailSignIns MailSignIns // nil: nobody signs in at a mail server with a browser
	MailKeys    MailKeys    // nil: mails are not signed
	Paper       Paper       // nil: statements are not printed here
	Wording     Wording     // nil: texts are not edited here
	Secrets     Secrets
	Clock       date.Clock
	On          date.Date                // the day that counts as today; zero: the clock's, in the book's zone
	Laws        map[string]law.Pack      // by country code
	Calendars   map[string]date.Calendar // business days by country code
	Texts       []string                 // names of the texts that come with the program and that a level may speak with
	Actor       activity.Actor           // who sits at the desk
	Logger      *slog.Logger
	// Holder tells this program from every other on the book. HolderGone reports whether the program behind another holder's
	// name is known to have ended; nil when nobody can tell.
	Holder     string
	HolderGone func(holder string) bool
}

// view runs fn in a reading transaction.
func (d *Desk) view(ctx context.Context, fn func(store.Reader) error) error {
	return d.Book.View(ctx, fn)
}

// update runs fn in a writing transaction in the name of who sits at the desk.
func (d *Desk) update(ctx context.Context, fn func(store.Writer) error) error {
	return d.Book.Update(ctx, d.actingIn(ctx), func(w store.Writer) error {
		if err := mayChange(w); err != nil {
			return err
		}
		return fn(w)
	})
}

// As gives the same desk in another actor's name, as when a schedule works.
func (d *Desk) As(actor activity.Actor) *Desk {
	c := *d
	c.Actor = actor
	return &c
}

// actorKey is where a context carries in whose name a courier works.
type actorKey struct{}

// inName lets what the courier writes for this desk stand under the name of who sits here: the courier has a desk of its own,
// at which nobody sits.
func (d *Desk) inName(ctx context.Context) context.Context {
	return context.WithValue(ctx, actorKey{}, d.Actor)
}

func (d *Desk) actingIn(ctx context.Context) activity.Actor {
	if a, ok := ctx.Value(actorKey{}).(activity.Actor); ok {
		return a
	}
	return d.Actor
}

// Zone is the book's time zone.
func (d *Desk) Zone(ctx context.Context) (*time.Location, error) {
	c, err := d.Company(ctx)
	if err != nil {
		return nil, err
	}
	return c.Location(), nil
}

// at gives the same desk on another day.
func (d *Desk) at(on date.Date) *Desk {
	c := *d
	c.On = on
	return &c
}

// calendar gives the business days that a procedure counts: none, or a country's.
func (d *Desk) calendar(name string) (date.Calendar, error) {
	if name == "" || name == "none" {
		return date.Calendar{}, nil
	}
	cal, ok := d.Calendars[name]
	if !ok {
		return cal, fault.New(fault.Invalid, "there is no calendar of business days for %q", name).OnField("calendar").WithHint("choose none, or one of the countries offered")
	}
	return cal, nil
}

// todayOf is Today within a transaction.
func (d *Desk) todayOf(r store.Reader) (date.Date, error) {
	if !d.On.IsZero() {
		return d.On, nil
	}
	return d.clockDay(r)
}

// clockDay is the day that the clock has in the book's zone, whatever day was set for the desk: who may decide, until when, and
// what may be removed for good go by it alone.
func (d *Desk) clockDay(r store.Reader) (date.Date, error) {
	var company Company
	_, err := r.Setting(keyCompany, &company)
	return date.In(d.Clock.Now(), company.Location()), err
}

// Today is the civil date at the desk now.
func (d *Desk) Today(ctx context.Context) (date.Date, error) {
	if !d.On.IsZero() {
		return d.On, nil
	}
	zone, err := d.Zone(ctx)
	if err != nil {
		return date.Date{}, err
	}
	return date.In(d.Clock.Now(), zone), nil
}
