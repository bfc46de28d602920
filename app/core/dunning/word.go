package dunning

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

const (
	// tellWithin is for how many days after a promise a debtor is still told that it was broken; later the next level does.
	tellWithin = 14
	// afterBroken is how many days a debtor has who is told so, up to the next business day.
	afterBroken = 7
	// afterExample is how many days the deadline of an example lies ahead.
	afterExample = 14
)

// asks reports whether an event asks for what is open, so that credits come off it.
func (e Event) asks() bool { return e == EventEarly || e == EventBroken || e == EventCallMe }

// IsWord reports whether a person may send the event by hand: see Rules.Word.
func (e Event) IsWord() bool { return slices.Contains(Words(), e) }

// Words lists what a person may send by hand, in the order in which it is offered.
func Words() []Event { return []Event{EventCallMe, EventPromised, EventBroken} }

// Word makes a notice that a person sends beside the levels: the newest promise in writing, that the newest was not kept, or that
// the debtor should call. It charges nothing and moves no level. Where there is nothing to say it is a fault.Conflict.
func (r *Rules) Word(e Event, a *Account, c receivable.Channel, asOf date.Date) (Notice, error) {
	var out Proposal
	pl := planning{asOf: asOf, rules: r, p: &r.procedure, pack: &r.pack, a: a, cal: &r.calendar, afterFirst: r.afterFirst, out: &out}
	var p *Promise
	var steps []step
	var nothing string
	switch e {
	case EventCallMe:
		steps, nothing = pl.overdueItems(), "nothing is overdue that nobody stopped"
	case EventPromised:
		p, steps = pl.promised(asOf)
		nothing = "no promise is pending"
	case EventBroken:
		p, steps = pl.lastBroken()
		nothing = "no promise was broken since the last reminder"
	case NoEvent, EventEarly, EventThanks, EventVisit, EventAgreement:
		return Notice{}, fault.New(fault.Invalid, "%q is not sent by hand", string(e)).OnField("event")
	}
	if len(steps) > 0 {
		slices.SortStableFunc(steps, byCurrencyThenAge)
		currency := steps[0].item.Open.Currency
		steps = slices.DeleteFunc(steps, func(s step) bool { return s.item.Open.Currency != currency })
		pl.eventNotice(e, c, p, steps)
	}
	if len(out.Notices) == 0 {
		return Notice{}, fault.New(fault.Conflict, "there is nothing to write: %s", nothing).OnField("event")
	}
	return out.Notices[0], nil
}

// Example is a notice such as a debtor could get today, to try a text on: the one that is planned, else one about what is open. False
// where nothing is.
func (r *Rules) Example(a *Account, asOf date.Date) (Notice, bool) {
	var out Proposal
	r.Plan(asOf, a, &out)
	for i := range out.Notices {
		if out.Notices[i].Event == NoEvent {
			return out.Notices[i], true
		}
	}
	out = Proposal{}
	pl := planning{asOf: asOf, rules: r, p: &r.procedure, pack: &r.pack, a: a, cal: &r.calendar, afterFirst: r.afterFirst, out: &out}
	steps := pl.openItems(func(it *Item) bool { return it.DaysOverdue(asOf) > 0 })
	if len(steps) == 0 {
		steps = pl.openItems(func(*Item) bool { return true })
	}
	if len(steps) == 0 {
		return Notice{}, false
	}
	pl.eventNotice(EventCallMe, receivable.Email, nil, steps)
	if len(out.Notices) == 0 {
		return Notice{}, false
	}
	n := out.Notices[0]
	n.Event, n.Deadline = NoEvent, pl.cal.Next(asOf.AddDays(afterExample))
	if err := pl.askEarlier(&n); err != nil { // as a reminder would
		return Notice{}, false
	}
	n.Total.Minor += n.Charges.Minor
	return n, true
}

// openItems are the open claims of one currency on a condition, oldest first.
func (pl *planning) openItems(which func(*Item) bool) []step {
	var steps []step
	for i := range pl.a.Items {
		it := &pl.a.Items[i]
		if it.Open.Minor > 0 && which(it) && (len(steps) == 0 || it.Open.Currency == steps[0].item.Open.Currency) {
			steps = append(steps, step{item: it, days: it.DaysOverdue(pl.asOf), level: it.Level})
		}
	}
	slices.SortStableFunc(steps, byCurrencyThenAge)
	return steps
}

// overdueItems are those that are overdue and that nobody has stopped.
func (pl *planning) overdueItems() []step {
	var out []step
	for i := range pl.a.Items {
		it := &pl.a.Items[i]
		days := it.DaysOverdue(pl.asOf)
		if it.Open.Minor <= 0 || it.Stale || it.Quarantined || days <= 0 {
			continue
		}
		if r, _ := pl.stopped(it); r == "" {
			out = append(out, step{item: it, days: days, level: it.Level})
		}
	}
	return out
}

// promised is the newest promise that is pending, with the open items of its currency that it is about.
func (pl *planning) promised(on date.Date) (*Promise, []step) {
	for i := len(pl.a.Promises) - 1; i >= 0; i-- {
		p := &pl.a.Promises[i]
		if p.State != PromisePending || on.After(p.LastDay()) {
			continue
		}
		if steps := pl.coveredBy(p); len(steps) > 0 {
			return p, steps
		}
	}
	return nil, nil
}

func (pl *planning) coveredBy(p *Promise) []step {
	var out []step
	for i := range pl.a.Items {
		it := &pl.a.Items[i]
		if it.Open.Minor > 0 && it.Open.Currency == p.Amount.Currency && p.covers(it.ID) {
			out = append(out, step{item: it, days: it.DaysOverdue(pl.asOf), level: it.Level})
		}
	}
	return out
}

// brokenPromise is a promise that was broken lately and of which its debtor was not told, with the items that it was about and
// that nobody has stopped since.
func (pl *planning) brokenPromise() (*Promise, []step) {
	p, steps := pl.lastBroken()
	if p == nil || !p.Told.IsZero() || pl.asOf.DaysSince(p.LastDay()) > tellWithin {
		return nil, nil
	}
	return p, steps
}

// lastBroken is the newest promise that was not kept. One of which a part came that the account does not show is left to a person:
// nobody is told that nothing came when something did.
func (pl *planning) lastBroken() (*Promise, []step) {
	for i := len(pl.a.Promises) - 1; i >= 0; i-- {
		p := &pl.a.Promises[i]
		if p.State != PromiseBroken && p.State != PromisePartly {
			continue
		}
		if p.State == PromisePartly && pl.a.paidOn(p) == 0 {
			continue
		}
		steps := slices.DeleteFunc(pl.coveredBy(p), func(s step) bool {
			r, _ := pl.stopped(s.item)
			return r != "" || s.item.Stale || s.item.Quarantined || pl.promise(s.item) != p
		})
		if len(steps) > 0 {
			return p, steps
		}
	}
	return nil, nil
}

// said is a promise as a notice speaks of it today.
func (pl *planning) said(p *Promise) *PromiseSaid {
	return &PromiseSaid{ID: p.ID, Amount: p.Amount, By: p.By, Paid: money.New(pl.a.paidOn(p), p.Amount.Currency)}
}

// tell marks the promise of which a notice says that it was broken; no day takes the mark away.
func (a *Account) tell(n *Notice, on date.Date) {
	if n.Event != EventBroken || n.Promise == nil {
		return
	}
	for i := range a.Promises {
		if a.Promises[i].ID == n.Promise.ID {
			a.Promises[i].Told = on
		}
	}
}

// promiseOutdated says why a promise must not be confirmed any more.
func (pl *planning) promiseOutdated(n *Notice) string {
	for i := range pl.a.Promises {
		p := &pl.a.Promises[i]
		if n.Promise != nil && p.ID == n.Promise.ID && p.State == PromisePending && !pl.asOf.After(p.By) {
			return ""
		}
	}
	return "the promise is not pending any more"
}
