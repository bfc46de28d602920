package dunning

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/law"
)

// Outdated says why a notice that was issued and waits to leave must not leave any more on a day, in words for the log; empty
// when it may. It is held against the account as it is now, and not planned anew: its items stand at its level already.
func (r *Rules) Outdated(n *Notice, noticeID int64, a *Account, asOf date.Date) string {
	pl := planning{asOf: asOf, rules: r, p: &r.procedure, pack: &r.pack, a: a, cal: &r.calendar, afterFirst: r.afterFirst}
	if w := a.Debtor.Refuses(n.Channel); w != nil {
		return "consent to " + string(n.Channel) + " was withdrawn on " + w.On.String()
	}
	if dead := a.Debtor.DeadBy(n.Channel); dead != nil {
		return string(n.Channel) + " reaches the customer no more: " + string(dead.Cause)
	}
	if n.Event == EventAgreement {
		return pl.endedAgreement(n)
	}
	if n.Event == EventVisit {
		return pl.visitOutdated(n)
	}
	if n.Event == EventPromised {
		return pl.promiseOutdated(n)
	}
	for i := range n.Lines {
		if why := pl.outdated(n, &n.Lines[i]); why != "" {
			return why + ": " + n.Lines[i].Number
		}
	}
	switch {
	case n.Event == EventStatement && asOf.DaysSince(n.Date) > statementDays:
		return "its sums are of " + n.Date.String() + ", and it says how to pay them"
	case n.Event == EventThanks || n.Event == EventCallMe || n.Event == EventStatement: // they ask for no sum
		return ""
	case pl.owedOf(n, noticeID) < n.Charges.Minor+n.Fee.Minor+n.Interest.Minor:
		return "charges that it asks for are owed no more, or disputed"
	case pl.creditedMore(n, noticeID):
		return "a credit came in that it does not take off"
	case !n.Deadline.IsZero() && asOf != n.Date && n.Deadline.DaysSince(asOf) < pl.leastDays(n):
		return "it could not leave in time: its deadline of " + n.Deadline.String() + " is too near"
	}
	return ""
}

// statementDays is for how many days a statement of account that waits is still worth reading: what was paid meanwhile is not in it.
const statementDays = 7

// endedAgreement says why nobody is to sign new terms any more: none of their items is kept quiet by them, or one of them is
// disputed, held or handed over. What was paid of them meanwhile is no reason.
func (pl *planning) endedAgreement(n *Notice) string {
	runs := false
	for i := range n.Lines {
		it := pl.a.item(n.Lines[i].Item)
		if it == nil || it.Open.Minor <= 0 {
			continue
		}
		switch r, _ := pl.stopped(it); r {
		case ReasonPlan:
			runs = true
		case ReasonEscalated:
			return "handed over since it was made: " + n.Lines[i].Number
		case ReasonHold, ReasonDispute:
			return stoppedBy[r] + ": " + n.Lines[i].Number
		default:
			return "the agreement has ended: " + n.Lines[i].Number
		}
	}
	if !runs {
		return "nothing is open of what was agreed"
	}
	return ""
}

// stoppedBy puts into words what holds a reminder that waits.
var stoppedBy = map[Reason]string{
	ReasonHold: "it is on hold", ReasonDispute: "it is disputed", ReasonPlan: "it is part of a payment plan", ReasonPromise: "its payment is promised",
	ReasonBanked: "the bank has seen money for it", ReasonCollected: "it was paid to whoever it was handed over to",
}

// outdated looks at one line of a notice that waits.
func (pl *planning) outdated(n *Notice, line *Line) string {
	it := pl.a.item(line.Item)
	if n.Event == EventThanks {
		if it != nil && it.Open.Minor != 0 {
			return "it is open again"
		}
		return ""
	}
	switch {
	case it != nil && it.Open.Minor <= 0 && it.Written.Minor > 0:
		return "written off since it was made"
	case it == nil || it.Open.Minor <= 0:
		return "nothing is open of it with this customer"
	case it.Escalated:
		return "handed over since it was made"
	case it.Written.Minor > 0 && it.Open.Minor < line.Open.Minor:
		return "written off since it was made"
	case it.Open.Minor < line.Open.Minor:
		return "paid since it was made"
	case n.Event == EventEarly && it.DaysOverdue(pl.asOf) >= 0:
		return "it is due by now"
	case !it.standsAfter(n, line):
		return "a later reminder followed"
	case it.Stale:
		return "the last read did not see it"
	case it.Quarantined:
		return "what the source says of it was set aside"
	}
	if r, _ := pl.stopped(it); r != "" {
		return stoppedBy[r]
	}
	if _, barred := pl.barred(it); barred {
		return "it can no longer be enforced"
	}
	return ""
}

// owedOf is what is open of the charges that a notice asks for, its own and earlier ones (minor units).
func (pl *planning) owedOf(n *Notice, noticeID int64) (sum int64) {
	for i := range pl.a.Charges {
		if c := &pl.a.Charges[i]; (c.Notice == noticeID || slices.Contains(n.Asks, c.ID)) && !pl.rests(c) {
			sum += c.Open.Minor
		}
	}
	return sum
}

// creditedMore reports whether more credits are free for a notice today than it takes off: those that are free without it.
func (pl *planning) creditedMore(n *Notice, noticeID int64) bool {
	before, err := TakeBack(*pl.a, *n, noticeID)
	if err != nil {
		return false // it builds on nothing that could change
	}
	without := *pl
	without.a = &before
	steps := make([]step, 0, len(n.Lines))
	for i := range n.Lines {
		steps = append(steps, step{item: before.item(n.Lines[i].Item), level: n.Lines[i].Level})
	}
	_, covered, total, _ := without.takeCredits(steps)
	return len(covered) > 0 || total.Minor > n.Credit.Minor
}

// leastDays is how many days a notice must leave its reader on the day it leaves: what the law says, all of those that a later fee
// will rest on, and no less than half of what it gave on the day it was made.
func (pl *planning) leastDays(n *Notice) int {
	gave := n.Deadline.DaysSince(n.Date)
	least := (gave + 1) / 2
	if r := pl.pack.OnTone(law.NoticePeriod, pl.a.Debtor.Kind, string(n.Tone), pl.asOf, n.Lines[0].Due); r != nil {
		least = max(least, int(r.Value.IntPart()))
	}
	for i := range n.Lines {
		fact := law.FeeNeedsNotice
		if it := pl.a.item(n.Lines[i].Item); it != nil && it.FeesCharged > 0 {
			fact = law.FeeRepeat
		}
		if r := pl.row(fact, n.Lines[i].Due); r != nil && gave >= int(r.Value.IntPart()) {
			least = max(least, int(r.Value.IntPart()))
		}
	}
	return least
}
