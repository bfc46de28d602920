package dunning

import (
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// step is what planning wants to do with one item.
type step struct {
	item    *Item
	level   int
	days    int
	confirm bool               // answer "I need time" with a confirmation
	task    receivable.Channel // a person acts instead of a letter: call or visit
	noVisit *law.Row           // the law that forbids the visit, so that the letter goes after all
	refused receivable.Channel // the call or visit that a withdrawn consent closes
}

// judge decides on one item by itself: the step to take, or why there is none. Reasons are looked for in the order in
// which a clerk would ask: is it open, is it due, has a person stopped it, is it its turn.
func (pl *planning) judge(it *Item) (step, LeftOut, bool) {
	days := it.DaysOverdue(pl.asOf)
	out := func(r Reason, until date.Date) (step, LeftOut, bool) {
		return step{}, pl.leftOut(it, days, r, until), false
	}
	if it.Open.Minor <= 0 && it.Written.Minor > 0 {
		return out(ReasonWrittenOff, date.Date{})
	}
	if it.Open.Minor <= 0 {
		return out(ReasonPaid, date.Date{})
	}
	if it.Stale {
		return out(ReasonStaleData, date.Date{})
	}
	if it.Quarantined {
		return out(ReasonQuarantined, date.Date{})
	}
	if days <= 0 {
		return out(ReasonNotDue, it.DueOn().AddDays(max(1, pl.p.GraceDays, pl.afterFirst)))
	}
	if r, until := pl.stopped(it); r != "" {
		return out(r, until)
	}
	if why, barred := pl.barred(it); barred {
		left := pl.leftOut(it, days, ReasonLaw, date.Date{})
		left.Detail = why
		return step{}, left, false
	}
	if pl.a.creditAwaited(it) > 0 {
		left := pl.leftOut(it, days, ReasonDispute, date.Date{})
		left.Detail = Why{Key: WhyCreditAwaited, Args: map[string]string{"amount": it.Resolution.Credit.String(), "currency": string(it.Open.Currency)}}
		return step{}, left, false
	}
	if days < pl.p.GraceDays {
		return out(ReasonGrace, it.DueOn().AddDays(pl.p.GraceDays))
	}
	if it.Level >= len(pl.p.Levels) {
		return out(ReasonFinalLevel, date.Date{})
	}
	if it.Level > 0 {
		return pl.judgeNext(it, days)
	}
	level := pl.p.firstLevel(days)
	switch opens := pl.p.opensFresh(it); {
	case pl.asOf.Before(opens):
		return out(ReasonTooSoon, opens)
	case level == 0:
		return out(ReasonNotDue, it.DueOn().AddDays(pl.afterFirst))
	case it.OldDebt && !it.Reviewed:
		return out(ReasonFirstRunReview, date.Date{})
	}
	return step{item: it, level: level, days: days}, LeftOut{}, true
}

// judgeNext decides on an item that has had a notice.
func (pl *planning) judgeNext(it *Item, days int) (step, LeftOut, bool) {
	next := it.Level + 1
	if it.Waiting {
		out := pl.leftOut(it, days, ReasonTooSoon, date.Date{})
		out.Detail = Why{Key: WhyNoticeWaiting}
		return step{}, out, false
	}
	if pl.running(it) {
		return step{}, pl.leftOut(it, days, ReasonDeadline, date.Latest(it.LastDeadline.AddDays(1), pl.p.opens(it, next))), false
	}
	if opens := pl.p.opens(it, next); pl.asOf.Before(opens) {
		return step{}, pl.leftOut(it, days, ReasonTooSoon, opens), false
	}
	s := step{item: it, level: next, days: days}
	l := &pl.p.Levels[next-1]
	switch {
	case l.IfAnswered == Confirm && pl.a.Answer == AsksTime:
		s.level, s.confirm = it.Level, true
	case l.IfSilent != "" && pl.silent(it):
		s.task = l.IfSilent
		if ok, row := pl.visit(it.DueOn()); s.task == receivable.Visit && !ok {
			s.task, s.noVisit = "", row
		}
		if pl.a.Debtor.Refuses(s.task) != nil {
			s.refused, s.task = s.task, ""
		}
	}
	return s, LeftOut{}, true
}

// silent reports whether nothing came back to the item's last notice: no answer, no money, no promise.
func (pl *planning) silent(it *Item) bool {
	if pl.a.Answer != NoAnswer || pl.promise(it) != nil {
		return false
	}
	for _, m := range it.History {
		if m.Amount.Minor < 0 && !m.Given && !m.On.Before(it.LastNotice) {
			return false
		}
	}
	return true
}

// stopped finds what a person, or an agreement with the debtor, holds against a reminder.
func (pl *planning) stopped(it *Item) (Reason, date.Date) {
	switch {
	case it.Escalated:
		return ReasonEscalated, date.Date{}
	case it.Banked:
		return ReasonBanked, date.Date{}
	case it.Collected:
		return ReasonCollected, date.Date{}
	case pl.a.Exempt:
		return ReasonHold, date.Date{}
	case it.Hold.Active(pl.asOf):
		return ReasonHold, dayAfter(it.Hold.Until)
	case it.Dispute != nil:
		return ReasonDispute, date.Date{}
	case it.InPlan:
		return ReasonPlan, date.Date{}
	}
	for i := range pl.a.Holds {
		if h := &pl.a.Holds[i]; h.Active(pl.asOf) {
			return ReasonHold, dayAfter(h.Until)
		}
	}
	if p := pl.promise(it); p != nil && p.State == PromisePending && !pl.asOf.After(p.LastDay()) {
		return ReasonPromise, dayAfter(p.LastDay())
	}
	return "", date.Date{}
}

func dayAfter(d date.Date) date.Date { return d.AddDays(1) } // no date stays no date

// promise is the latest promise about an item, nil when there is none. A kept promise has nothing more to say, also when
// nobody has judged it yet.
func (pl *planning) promise(it *Item) *Promise {
	for i := len(pl.a.Promises) - 1; i >= 0; i-- {
		p := &pl.a.Promises[i]
		if !p.covers(it.ID) || p.State == PromiseKept {
			continue
		}
		if p.State == PromisePending && p.Amount.Minor > 0 && pl.a.paidOn(p) >= p.Enough() {
			continue
		}
		return p
	}
	return nil
}

func (pl *planning) leftOut(it *Item, days int, r Reason, until date.Date) LeftOut {
	return LeftOut{
		Debtor: pl.a.Debtor.ID, Item: it.ID, Number: it.Number, Open: it.Open, Reason: r, Detail: Why{Key: string(r)},
		DaysOverdue: days, Level: it.Level, Until: until, Procedure: pl.p.Name,
	}
}

// Keys of Why on the lines of a notice.
const (
	WhyOverdueFirst  = "overdue-first"  // level 1: days
	WhyByAge         = "by-age"         // first contact at the level of its age: days
	WhySinceLevel    = "since-level"    // the level before was sent: days, previous, ago, date
	WhyPromiseBroken = "promise-broken" // as since-level, and promised: the day promised
	WhySilentTask    = "silent-task"    // nothing came back, so a person calls or visits: as since-level
	WhyConfirmTime   = "confirm-time"   // the debtor asked for time: as since-level
)

// why puts the reason for a step into words' stead.
func (pl *planning) why(s step) Why {
	args := map[string]string{"days": strconv.Itoa(s.days), "level": strconv.Itoa(s.level)}
	broken := pl.promise(s.item)
	if s.item.Level > 0 {
		args["previous"] = strconv.Itoa(s.item.Level)
		args["ago"] = strconv.Itoa(pl.asOf.DaysSince(s.item.LastNotice))
		args["date"] = s.item.LastNotice.String()
	}
	switch {
	case s.confirm:
		return Why{WhyConfirmTime, args}
	case s.task != "":
		return Why{WhySilentTask, args}
	case broken != nil:
		args["promised"], args["amount"] = broken.By.String(), broken.Amount.String()
		return Why{WhyPromiseBroken, args}
	case s.item.Level > 0:
		return Why{WhySinceLevel, args}
	case s.level > 1:
		return Why{WhyByAge, args}
	}
	return Why{WhyOverdueFirst, args}
}
