package dunning

import (
	"cmp"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// planning is the plan of one account.
type planning struct {
	asOf       date.Date
	rules      *Rules
	p          *Procedure
	pack       *law.Pack
	a          *Account
	cal        *date.Calendar
	afterFirst int // days overdue at which level 1 opens
	out        *Proposal
	notices    int // notices in out that are not this account's
	left       int // and items left out
}

// Plan decides what one account would be sent on a day, and gives a reason for everything it leaves out. Dry runs, real
// waves, "what if" and tests all call it. Every open claim ends up either on one notice or in LeftOut, never in both;
// credits appear on the notice that they are taken off. Planning again after Issue on the same day proposes nothing more.
func Plan(asOf date.Date, p Procedure, pack law.Pack, a Account, cal date.Calendar) Proposal {
	var out Proposal
	rulesFor(p, pack, cal).Plan(asOf, &a, &out)
	return out
}

// remind makes one notice for each currency of what is ready, or says why today is no day for it.
func (pl *planning) remind(ready []step) {
	if len(ready) == 0 {
		return
	}
	if r, until := pl.quietDay(); r != "" {
		pl.leaveOut(ready, r, Why{Key: string(r)}, until)
		return
	}
	slices.SortStableFunc(ready, byCurrencyThenAge)
	for len(ready) > 0 {
		n := 1
		for n < len(ready) && ready[n].item.Open.Currency == ready[0].item.Open.Currency {
			n++
		}
		pl.notice(ready[:n])
		ready = ready[n:]
	}
}

// isCredit reports whether the item is the debtor's money rather than ours.
func (i *Item) isCredit() bool {
	return i.Open.Minor < 0 || i.Open.Minor == 0 && (i.Kind == receivable.Credit || i.Kind == receivable.OnAccount)
}

func byCurrencyThenAge(a, b step) int {
	return cmp.Or(
		cmp.Compare(a.item.Open.Currency, b.item.Open.Currency),
		a.item.DueOn().Compare(b.item.DueOn()),
		cmp.Compare(a.item.Number, b.item.Number),
		cmp.Compare(a.item.ID, b.item.ID),
	)
}

// quietDay finds what keeps the debtor from hearing anything today, whatever the item. One run a day is all that a debtor
// ever gets.
func (pl *planning) quietDay() (Reason, date.Date) {
	apart := max(1, pl.p.MinDaysBetween)
	if !pl.a.Last.IsZero() && pl.asOf.DaysSince(pl.a.Last) < apart {
		return ReasonTooSoon, pl.a.Last.AddDays(apart)
	}
	if !pl.cal.IsBusinessDay(pl.asOf) {
		return ReasonOutsideHours, pl.cal.Next(pl.asOf)
	}
	return "", date.Date{}
}

// leaveOut puts steps that came to nothing among what is left out.
func (pl *planning) leaveOut(steps []step, r Reason, detail Why, until date.Date) {
	for _, s := range steps {
		out := pl.leftOut(s.item, s.days, r, until)
		out.Detail = detail
		pl.out.LeftOut = append(pl.out.LeftOut, out)
	}
}

// Keys of Why on what is left out, where they say more than the reason.
const (
	WhyRateMissing   = "rate-missing"        // law: no interest rate for a day; message
	WhySumTooLarge   = "sum-too-large"       // law: more money than the program can add up; message
	WhyOtherContact  = "other-contact-first" // contact-cap: a call or a confirmation goes first today
	WhyNoticeWaiting = "notice-waiting"      // too-soon: the notice before has not left yet
	WhyContactHours  = "contact-hours"       // outside-hours: rule, source, channel, force, verified
	WhyContactMax    = "contact-max"         // contact-cap: as contact-hours, and most, in: contacts in days
	WhyFinalByOwn    = "final-by-agency"     // law: only an agency may send the final notice; rule, source
	WhyCreditAwaited = "credit-awaited"      // dispute: it is resolved, and the source has not brought the credit yet; amount, currency
	WhyBarred        = "statute-barred"      // law: the claim cannot be enforced any more; last: day it could, rule, source
)

// notice makes one notice of the steps of one currency, or leaves them out.
func (pl *planning) notice(steps []step) {
	steps = pl.oneKind(steps)
	steps, covered, credit, lines := pl.takeCredits(steps)
	pl.leaveOut(covered, ReasonCreditCovers, Why{Key: string(ReasonCreditCovers)}, date.Date{})
	if len(steps) == 0 {
		return
	}
	n, err := pl.draft(steps, credit, lines)
	if err != nil {
		pl.leaveOut(steps, ReasonLaw, whyFailed(err), date.Date{})
		return
	}
	if r := pl.withheld(&n); r != "" {
		pl.leaveOut(steps, r, n.whyWithheld(r), date.Date{})
		return
	}
	if row := pl.row(law.FinalByOwn, n.Lines[0].Due); row != nil && row.Text == law.FinalForbidden && n.Tone == Final && n.claims() {
		pl.leaveOut(steps, ReasonLaw, Why{WhyFinalByOwn, map[string]string{"rule": row.ID, "source": sourceOf(row)}}, date.Date{})
		return
	}
	if pl.guarded(&n, steps) {
		return
	}
	pl.out.Notices = append(pl.out.Notices, n)
}

// claims reports whether the notice asks for money in writing: it is no call, no visit, no confirmation and no event.
func (n *Notice) claims() bool {
	return !n.Confirm && n.Event == NoEvent && n.Channel != receivable.Call && n.Channel != receivable.Visit
}

// oneKind keeps a confirmation, a call and a letter from being mixed on one notice: the softest goes first, and what else
// is ready has its turn another day, at its own level.
func (pl *planning) oneKind(steps []step) []step {
	top := steps[0]
	for _, s := range steps {
		if s.softness() > top.softness() {
			top = s
		}
	}
	mixed := slices.ContainsFunc(steps, func(s step) bool { return s.softness() != top.softness() })
	if !mixed {
		return steps
	}
	same := make([]step, 0, len(steps))
	for i, s := range steps {
		if s.softness() == top.softness() {
			same = append(same, s)
			continue
		}
		pl.leaveOut(steps[i:i+1], ReasonContactCap, Why{Key: WhyOtherContact}, pl.asOf.AddDays(1))
	}
	return same
}

func (s step) softness() int {
	switch {
	case s.confirm:
		return 3
	case s.task == receivable.Call:
		return 2
	case s.task != "":
		return 1
	}
	return 0
}

func whyFailed(err error) Why {
	key := WhySumTooLarge
	if fault.Has(err, RateMissing) {
		key = WhyRateMissing
	}
	return Why{Key: key, Args: map[string]string{"message": err.Error()}}
}

// withheld finds why a finished notice does not go out after all.
func (pl *planning) withheld(n *Notice) Reason {
	if n.Credit.Minor >= n.Open.Minor {
		return ReasonCreditCovers
	}
	if least, ok := pl.p.MinBalance[n.Currency]; ok && n.Open.Minor-n.Credit.Minor < least.Minor {
		return ReasonBelowMinimum
	}
	if n.Channel == "" {
		return ReasonNoChannel
	}
	return ""
}

// takeCredits finds the debtor's open credits of the steps' currency. A credit that belongs to one claim is taken off that
// claim alone, and a claim that it covers stays out; any other credit is taken off the notice as a whole.
func (pl *planning) takeCredits(steps []step) (rest, covered []step, total money.Amount, lines []CreditLine) {
	currency := steps[0].item.Open.Currency
	total = money.Zero(currency)
	elsewhere := pl.askedElsewhere(steps, currency)
	var linked map[int]int64 // by position in steps
	for i := range pl.a.Items {
		c := &pl.a.Items[i]
		if c.Open.Minor >= 0 || c.Open.Currency != currency {
			continue
		}
		if off := pl.forWritten(c); off > 0 { // it is the booking of what was given up, and takes nothing off the rest
			c = &Item{OpenItem: c.OpenItem}
			if c.Open.Minor += off; c.Open.Minor >= 0 {
				continue
			}
		}
		if c.AppliesTo != 0 && pl.claimOpen(c) {
			at := slices.IndexFunc(steps, func(s step) bool { return s.item.ID == c.AppliesTo })
			if at < 0 {
				continue // it belongs to a claim that is not asked for today
			}
			if linked == nil {
				linked = map[int]int64{}
			}
			linked[at] -= c.Open.Minor
		} else {
			// An earlier notice whose deadline still runs has taken this credit off its own claims already.
			used := min(elsewhere, -c.Open.Minor)
			elsewhere -= used
			if used == -c.Open.Minor {
				continue
			}
			total.Minor += -c.Open.Minor - used
		}
		lines = append(lines, CreditLine{Item: c.ID, Number: c.Number, Kind: c.Kind, Open: c.Open})
	}
	if linked == nil {
		return steps, nil, total, lines
	}
	rest = make([]step, 0, len(steps))
	for i, s := range steps {
		if linked[i] >= s.item.Open.Minor {
			covered = append(covered, s)
			lines = slices.DeleteFunc(lines, func(l CreditLine) bool { return pl.belongsTo(l, s.item) })
			continue
		}
		total.Minor += linked[i]
		rest = append(rest, s)
	}
	return rest, covered, total, lines
}

// askedElsewhere is what earlier notices still ask for in a currency, because the deadline they print has not passed: open
// principal of their items, those of these steps aside, and open charges (minor units).
func (pl *planning) askedElsewhere(steps []step, c money.Currency) int64 {
	var sum int64
	for i := range pl.a.Items {
		it := &pl.a.Items[i]
		if it.Open.Currency != c || it.Open.Minor <= 0 || !pl.running(it) {
			continue
		}
		if !slices.ContainsFunc(steps, func(s step) bool { return s.item.ID == it.ID }) {
			sum += it.Open.Minor
		}
	}
	for i := range pl.a.Charges {
		if ch := &pl.a.Charges[i]; ch.Open.Currency == c && ch.asked(pl.asOf) {
			sum += max(0, ch.Open.Minor)
		}
	}
	return sum
}

// running reports whether the deadline of an item's last notice has not passed.
func (pl *planning) running(it *Item) bool {
	return !it.LastDeadline.IsZero() && !pl.asOf.After(it.LastDeadline)
}

func (pl *planning) claimOpen(credit *Item) bool {
	for i := range pl.a.Items {
		if it := &pl.a.Items[i]; it.ID == credit.AppliesTo {
			return it.Open.Minor > 0 && it.Open.Currency == credit.Open.Currency
		}
	}
	return false
}

func (pl *planning) belongsTo(l CreditLine, it *Item) bool {
	for i := range pl.a.Items {
		if c := &pl.a.Items[i]; c.ID == l.Item {
			return c.AppliesTo == it.ID
		}
	}
	return false
}
