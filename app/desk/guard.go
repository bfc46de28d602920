package desk

import (
	"context"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// OutsideHours is the code of a message that waits for the hours in which its customer may be written to.
const OutsideHours = "outside-hours"

// MayContact says whether a customer may be contacted now, and if not, by which rule and from when on.
type MayContact struct {
	Allowed      bool
	Local        time.Time // the moment asked about, in the customer's zone
	Reason       dunning.Reason
	Rule         string
	Source       string
	House        bool // a person may set the rule aside with a reason
	Verified     bool
	Next         time.Time           // first moment that is allowed, in the customer's zone; zero: none was found within two months
	Refused      *receivable.Consent // the consent that was withdrawn, nil when none was
	AnnounceDays int                 // a visit must be announced so many days before, by the rule named; 0: the law asks for no notice
	SetAside     []dunning.Aside     // house rules that somebody has set aside for this day, without which it would be refused
}

// MayContact asks the guard about a channel and a moment: hours, holidays and how often, over all channels together.
func (d *Desk) MayContact(ctx context.Context, id receivable.DebtorID, c receivable.Channel, at time.Time) (out MayContact, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		debtor, err := r.Debtor(id)
		if err != nil {
			return err
		}
		p, err := d.lawyer(r)
		if err != nil {
			return err
		}
		pack := p.law(debtor)
		zone, err := d.zoneOf(r, debtor, pack)
		if err != nil {
			return err
		}
		out, err = d.mayContact(r, &pack, debtor, c, at.In(zone))
		return err
	})
	return out, err
}

// mayContact is MayContact in a transaction, at a moment in the customer's zone.
func (d *Desk) mayContact(r store.Reader, pack *law.Pack, debtor receivable.Debtor, c receivable.Channel, local time.Time) (out MayContact, err error) {
	out.Local = local
	if w := debtor.Refuses(c); w != nil {
		out.Reason, out.Source, out.Verified = dunning.ReasonConsent, w.Source, true
		out.Refused = w
		return out, nil
	}
	on := date.In(local, local.Location())
	g := dunning.Guard{Pack: pack, Kind: debtor.Kind, Holidays: pack.Days}
	if g.Contacts, err = r.Contacts(debtor.ID, on.AddDays(-370)); err != nil {
		return out, err
	}
	house, err := houseDay(r, local)
	if err != nil {
		return out, err
	}
	if g.SetAside, err = d.asidesAt(r, debtor.ID, house, on); err != nil {
		return out, err
	}
	if c == receivable.Visit && out.forbidsVisit(pack, debtor.Kind, on) {
		return out, nil
	}
	out.take(g.Moment(c, on, timeOfDay(local)), local.Location())
	if out.Allowed {
		out.SetAside = neededAsides(g, c, on, timeOfDay(local))
	}
	return out, nil
}

// forbidsVisit says what the law wants of a visit, beside its hours: not to be made at all, or to be announced.
func (m *MayContact) forbidsVisit(pack *law.Pack, kind receivable.Kind, on date.Date) bool {
	row := pack.On(law.VisitRule, kind, on, on)
	if row == nil || row.Text == law.VisitAllowed {
		return false
	}
	m.Rule, m.Source, m.Verified = row.ID, row.Ref+"; "+row.Source, !row.Verified.IsZero()
	if row.Text == law.VisitForbidden {
		m.Reason = dunning.ReasonLaw
		return true
	}
	m.AnnounceDays = max(1, int(row.Value.IntPart()))
	return false
}

func timeOfDay(t time.Time) date.TimeOfDay { return date.TimeOfDay(t.Hour()*60 + t.Minute()) }

func (m *MayContact) take(r *dunning.Refusal, zone *time.Location) {
	if r == nil {
		m.Allowed = true
		return
	}
	m.Reason, m.Rule, m.Source = r.Reason, r.Row.ID, r.Row.Ref+"; "+r.Row.Source
	m.House, m.Verified = r.Row.Binding() == law.House, !r.Row.Verified.IsZero()
	m.Next = moment(r, zone)
}

// moment is when a refusal ends; no time when nobody knows.
func moment(r *dunning.Refusal, zone *time.Location) time.Time {
	if r.Until.IsZero() || r.At < 0 {
		return time.Time{}
	}
	year, month, day := r.Until.Parts()
	at := int(r.At)
	return time.Date(year, month, day, at/60, at%60, 0, 0, zone)
}

// zoneOf is where a customer's clock stands: its own zone, that of its country's pack, else the company's.
func (d *Desk) zoneOf(r store.Reader, debtor receivable.Debtor, pack law.Pack) (*time.Location, error) {
	for _, name := range []string{debtor.Timezone, pack.Zone} {
		if name == "" {
			continue
		}
		if zone, err := time.LoadLocation(name); err == nil {
			return zone, nil
		}
	}
	var company Company
	_, err := r.Setting(keyCompany, &company)
	return company.Location(), err
}

// todayAt is the day that a customer has now, by its own clock. Where a day was set for the desk it is that day.
func (d *Desk) todayAt(r store.Reader, debtor receivable.Debtor) (date.Date, error) {
	return d.dayAt(r, debtor, d.Clock.Now())
}

// dayAt is the day that a customer had at a moment.
func (d *Desk) dayAt(r store.Reader, debtor receivable.Debtor, at time.Time) (date.Date, error) {
	if !d.On.IsZero() {
		return d.On, nil
	}
	p, err := d.lawyer(r)
	if err != nil {
		return date.Date{}, err
	}
	zone, err := d.zoneOf(r, debtor, p.law(debtor))
	return d.dayIn(zone, at), err
}

// dayIn is the day that a zone had at a moment.
func (d *Desk) dayIn(zone *time.Location, at time.Time) date.Date {
	if !d.On.IsZero() {
		return d.On
	}
	return date.In(at, zone)
}

// noteContact keeps that somebody called or went there, on the day that the customer had.
func (d *Desk) noteContact(w store.Writer, debtor receivable.Debtor, c receivable.Channel) error {
	on, err := d.todayAt(w, debtor)
	if err != nil {
		return err
	}
	return w.PutContact(debtor.ID, dunning.Contact{On: on, Channel: c})
}
