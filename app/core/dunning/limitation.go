package dunning

import (
	"cmp"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// Restart is something that may start a claim's limitation period anew. Kind is one of law.PartPayment, law.Promise,
// law.WrittenAcknowledgement and law.Demand.
type Restart struct {
	On   date.Date
	Kind string
	Note string // which payment, promise or notice, in words that stay readable
}

// demand is what a notice is to the limitation of its items.
func demand(n *Notice) Restart { return Restart{On: n.Date, Kind: law.Demand} }

// Limitation is when a claim becomes statute-barred. A zero Last is "not known": the country's pack has no row about it.
type Limitation struct {
	Last     date.Date // last day on which the claim can be enforced; it is barred from the day after
	From     date.Date // the day after which the period runs that ends on Last
	Restart  *Restart  // what started that period, nil when it is the first
	Late     []Restart // came when the claim was barred already, and changed nothing
	Rule     string    // id of the row
	Ref      string    // statute and section
	Source   string
	Verified bool // somebody checked the row against its source
}

// Known reports whether a date could be told.
func (l *Limitation) Known() bool { return !l.Last.IsZero() }

// Barred reports whether the claim is statute-barred on a day.
func (l *Limitation) Barred(on date.Date) bool { return l.Known() && on.After(l.Last) }

// DaysLeft is how many days remain on a day, 0 on the last one, negative when the claim is barred. Meaningless when no date is
// known.
func (l *Limitation) DaysLeft(on date.Date) int { return l.Last.DaysSince(on) }

// LimitationOf gives the limitation of a claim by a country's pack, from its dates and what may have started the period anew.
//
// A period of years ends on the day of the same number; where the last month has no such day, on its last one (BGB s. 188(2)
// and (3); 29 February and three years make 28 February). A period from the year's end begins with the end of the year in
// which the claim fell due (BGB s. 199(1)); an acknowledgement starts it anew at once, not at a year's end (BGB s. 212(1)
// no. 1). Of several restarts the one that leads furthest counts. A claim is never barred before it is due, and nothing
// shortens a period. What comes after the claim was barred does not bring it back: an acknowledgement interrupts a period that
// runs (BGB s. 212, foreldelsesloven s. 14; Limitation Act 1980 s. 29(7): once barred it "shall not be revived").
//
// A written acknowledgement has a period of its own where the law gives one (forældelsesloven s. 5: ten years).
func LimitationOf(it receivable.OpenItem, restarts []Restart, kind receivable.Kind, pack law.Pack, on date.Date) Limitation {
	row := pack.On(law.Limitation, kind, on, it.DueOn())
	if row == nil {
		return Limitation{}
	}
	l := Limitation{From: start(row, it)}
	l.rests(row)
	l.Last = date.Latest(ends(row, l.From), it.DueOn())
	restarts = slices.Clone(restarts)
	slices.SortStableFunc(restarts, func(a, b Restart) int { return cmp.Or(a.On.Compare(b.On), cmp.Compare(a.Kind, b.Kind)) })
	for i := range restarts {
		l.take(&restarts[i], row, pack.On(law.LimitationWritten, kind, on, it.DueOn()), it.DueOn())
	}
	return l
}

// start is the day after which a claim's first period runs.
func start(row *law.Row, it receivable.OpenItem) date.Date {
	switch row.Starts {
	case law.FromIssue:
		if !it.Issued.IsZero() {
			return it.Issued
		}
	case law.FromYearEnd:
		year, _, _ := it.DueOn().Parts()
		return date.Must(year, 12, 31)
	}
	return it.DueOn()
}

func ends(row *law.Row, from date.Date) date.Date {
	return from.AddMonths(12 * int(row.Value.IntPart()))
}

func (l *Limitation) rests(row *law.Row) {
	l.Rule, l.Ref, l.Source, l.Verified = row.ID, row.Ref, row.Source, !row.Verified.IsZero()
}

// take lets one event lengthen the limitation, where the law says that it does.
func (l *Limitation) take(r *Restart, row, written *law.Row, due date.Date) {
	if r.Kind != law.WrittenAcknowledgement {
		written = nil
	}
	if written == nil && !slices.Contains(row.Restarts, r.Kind) {
		return
	}
	if l.Barred(r.On) {
		l.Late = append(l.Late, *r)
		return
	}
	by := row
	if written != nil {
		by = written
	}
	from := date.Latest(r.On, due)
	if last := ends(by, from); last.After(l.Last) {
		l.Last, l.From, l.Restart = last, from, r
		l.rests(by)
	}
}

// barred reports whether a claim can no longer be enforced. Nobody is reminded of it by itself: a person decides whether to ask
// all the same, or to write it off.
func (pl *planning) barred(it *Item) (Why, bool) {
	if pl.rules.limited == 0 || date.Earliest(it.DueOn(), it.Issued).After(pl.asOf.AddMonths(-pl.rules.limited)) {
		return Why{}, false
	}
	l := LimitationOf(it.OpenItem, it.Restarts, pl.a.Debtor.Kind, *pl.pack, pl.asOf)
	if !l.Barred(pl.asOf) {
		return Why{}, false
	}
	return Why{WhyBarred, map[string]string{"last": l.Last.String(), "rule": l.Rule, "source": l.Ref + "; " + l.Source}}, true
}

func leastLimitation(pack *law.Pack) (months int) {
	for i := range pack.Rows {
		r := &pack.Rows[i]
		if r.Fact != law.Limitation || !r.BindsOwn() {
			continue
		}
		if own := 12 * int(r.Value.IntPart()); months == 0 || own < months {
			months = own
		}
	}
	return months
}

// LimitationHorizon is the latest day on which a claim can have been issued or fallen due whose limitation a pack may let end
// by a day; zero when the pack knows none. Younger claims need no look.
func LimitationHorizon(pack law.Pack, by date.Date) date.Date {
	var latest date.Date
	for i := range pack.Rows {
		if r := &pack.Rows[i]; r.Fact == law.Limitation && r.BindsOwn() {
			// Going back may land on the last day of a short month and going forth from it on an earlier day than one came from.
			latest = date.Latest(latest, by.AddMonths(-12*int(r.Value.IntPart())).AddDays(1))
		}
	}
	return latest
}
