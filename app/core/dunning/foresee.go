package dunning

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// Limits of what is foreseen.
const (
	// ForeseeDays is a good year: the longest ladders end within it.
	ForeseeDays    = 400
	maxForeseeDays = maxDays
	maxForeseen    = 60
)

// Foreseen is one day on which something would leave; the last one says why nothing more does.
type Foreseen struct {
	On     date.Date
	Notice *Notice   // nil on the last
	Waits  []LeftOut // what kept the notice's leading item, one after the other; on the last: what is left, and why
	Stop   Stop      // on the last
}

// Stop says why nothing more is foreseen.
type Stop string

// Stops.
const (
	StopNothing Stop = "nothing-more"    // no further day changes anything
	StopHorizon Stop = "end-of-days"     // the days that were asked about are over
	StopMany    Stop = "enough-foreseen" // more notices than anybody reads
)

// Foresee tells what would happen to an account from a day on, over so many days, if nobody paid, answered or changed
// anything: every notice of the plan of each day, issued, with its dates, charges and what it waited for. What a person must
// approve is taken as approved. It always ends with a Foreseen that has no notice and says why.
func Foresee(a Account, p Procedure, pack law.Pack, cal date.Calendar, from date.Date, days int) []Foreseen {
	f := foreseeing{p: &p, cal: &cal, kept: map[receivable.ItemID][]LeftOut{}}
	last := from.AddDays(max(0, min(days, maxForeseeDays)))
	var left []LeftOut
	for day := from; day.Before(last); {
		if day.After(from) { // what waits today has left by then
			a = a.sent()
		}
		plan := Plan(day, p, pack, a, cal)
		f.note(plan.LeftOut)
		left = plan.LeftOut
		if len(plan.Notices) == 0 {
			next, found := f.nextDay(day, &a, plan.LeftOut)
			if !found {
				return f.end(day, left, StopNothing)
			}
			day = next
			continue
		}
		for i := range plan.Notices {
			n := &plan.Notices[i]
			if len(f.out) >= maxForeseen {
				return f.end(day, left, StopMany)
			}
			f.out = append(f.out, Foreseen{On: day, Notice: n, Waits: f.waits(n)})
			a, _ = Issue(a, *n, int64(len(f.out)))
			f.number(a.Charges)
		}
		day = day.AddDays(1)
	}
	return f.end(last, left, StopHorizon)
}

// foreseeing is one call of Foresee.
type foreseeing struct {
	p    *Procedure
	cal  *date.Calendar
	out  []Foreseen
	kept map[receivable.ItemID][]LeftOut // why each item waited since its last notice, each reason once
	ids  int64                           // given to charges so far, below those of the book
}

// number gives new charges ids, by which later notices ask for them.
func (f *foreseeing) number(charges []Charge) {
	for i := range charges {
		if charges[i].ID == 0 {
			f.ids--
			charges[i].ID = f.ids
		}
	}
}

func (f *foreseeing) end(on date.Date, left []LeftOut, why Stop) []Foreseen {
	return append(f.out, Foreseen{On: on, Waits: left, Stop: why})
}

// note remembers what each item waits for, each reason once and where it stood last.
func (f *foreseeing) note(left []LeftOut) {
	for i := range left {
		l := left[i]
		before := slices.DeleteFunc(f.kept[l.Item], func(o LeftOut) bool { return o.Reason == l.Reason })
		f.kept[l.Item] = append(before, l)
	}
}

// waits is what the leading item of a notice waited for; the items of the notice begin to wait anew.
func (f *foreseeing) waits(n *Notice) []LeftOut {
	var waits []LeftOut
	for i := range n.Lines {
		if n.Lines[i].Level == n.Level && waits == nil {
			waits = f.kept[n.Lines[i].Item]
		}
		delete(f.kept, n.Lines[i].Item)
	}
	return waits
}

// nextDay is the next day on which the plan can be another than on a day without notices, false when no day is.
func (f *foreseeing) nextDay(day date.Date, a *Account, left []LeftOut) (date.Date, bool) {
	tomorrow := day.AddDays(1)
	next, found := date.Date{}, false
	at := func(d date.Date) {
		if d.Before(tomorrow) {
			d = tomorrow
		}
		if !found || d.Before(next) {
			next, found = d, true
		}
	}
	for i := range left {
		switch l := &left[i]; {
		case !l.Until.IsZero():
			at(l.Until)
		case !slices.Contains(standing, l.Reason):
			at(tomorrow)
		}
	}
	for i := range a.Items {
		it := &a.Items[i]
		if it.Level > 0 && it.DaysOverdue(day) <= 0 {
			at(it.DueOn().AddDays(1)) // its due date was moved behind its notice
		}
		if f.p.ThankYou != nil && it.Open.Minor == 0 && it.Level > 0 && !it.Thanked && !it.PaidOn.IsZero() && day.DaysSince(it.PaidOn) < thanksWithin {
			at(date.Latest(tomorrow, it.PaidOn))
		}
		if f.p.BeforeDue != nil && it.EarlyNotice.IsZero() && it.DaysOverdue(day) < 0 && !it.isCredit() {
			at(date.Latest(tomorrow, it.DueOn().AddDays(-f.p.BeforeDue.Days)))
		}
	}
	return next, found
}

// standing are reasons that no day by itself changes; what they wait for, a person or another item brings.
var standing = []Reason{
	ReasonPaid, ReasonHold, ReasonDispute, ReasonPlan, ReasonFinalLevel, ReasonNoChannel, ReasonStaleData, ReasonNeedsApproval,
	ReasonFirstRunReview, ReasonBelowMinimum, ReasonCreditCovers, ReasonQuarantined,
}
