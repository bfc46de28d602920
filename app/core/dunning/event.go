package dunning

import (
	"slices"
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// thanksWithin is for how many days after a payment a word of thanks still makes sense.
const thanksWithin = 14

// Keys of Why on the lines of events.
const (
	WhyBeforeDue = "before-due" // days: until the due date; date: the due date
	WhyPaid      = "thank-you"  // date: when it was paid; level: the highest that was sent

	WhyToldBroken = "told-broken" // promised: the day for which the payment was promised; amount
	WhyConfirmed  = "confirmed"   // as told-broken
	WhyAskedCall  = "asked-call"  // days: overdue
)

// events adds what is written beside the levels: that a promise was broken, thanks after a payment, a note before the due date.
// A debtor who gets a notice today, or got one today, gets none of them.
func (pl *planning) events() {
	if pl.p.BeforeDue == nil && pl.p.ThankYou == nil && pl.p.BrokenPromise == nil || len(pl.out.Notices) > pl.notices || pl.a.Last == pl.asOf || pl.contacted() {
		return
	}
	if !pl.cal.IsBusinessDay(pl.asOf) {
		return
	}
	if b := pl.p.BrokenPromise; b != nil {
		p, steps := pl.brokenPromise()
		pl.event(EventBroken, b.Channels, p, steps)
	}
	if t := pl.p.ThankYou; t != nil {
		pl.event(EventThanks, t.Channels, nil, pl.paidItems())
	}
	if e := pl.p.BeforeDue; e != nil && len(pl.out.Notices) == pl.notices && !pl.owesLate() {
		pl.event(EventEarly, e.Channels, nil, pl.earlyItems(e.Days))
	}
}

// owesLate reports whether anything is overdue, or a reminder went out so lately that a friendly note would come on its heels:
// nobody is told that nothing is late when something is.
func (pl *planning) owesLate() bool {
	if !pl.a.Last.IsZero() && pl.asOf.DaysSince(pl.a.Last) < pl.p.MinDaysBetween {
		return true
	}
	return slices.ContainsFunc(pl.a.Items, func(it Item) bool { return it.Open.Minor > 0 && it.DaysOverdue(pl.asOf) > 0 })
}

// contacted reports whether the debtor heard from us today already.
func (pl *planning) contacted() bool {
	return slices.ContainsFunc(pl.a.Contacts, func(c Contact) bool { return c.On == pl.asOf })
}

// earlyItems are the items that fall due soon and that nobody has stopped.
func (pl *planning) earlyItems(days int) []step {
	var out []step
	for i := range pl.a.Items {
		it := &pl.a.Items[i]
		ahead := -it.DaysOverdue(pl.asOf)
		if it.Open.Minor <= 0 || it.Stale || it.Quarantined || ahead <= 0 || ahead > days || !it.EarlyNotice.IsZero() || it.Level > 0 {
			continue
		}
		if r, _ := pl.stopped(it); r != "" {
			continue
		}
		out = append(out, step{item: it, days: -ahead})
	}
	return out
}

// owesCharges reports whether fees or interest are still open of an item that was paid: then nobody says that it is settled.
func (pl *planning) owesCharges(it *Item) bool {
	return slices.ContainsFunc(pl.a.Charges, func(c Charge) bool {
		return c.Open.Minor > 0 && (c.Item == it.ID || c.Item == 0 && c.On == it.LastNotice)
	})
}

// paidItems are the reminded items that have just been paid, with all that was charged for them.
func (pl *planning) paidItems() []step {
	var out []step
	for i := range pl.a.Items {
		it := &pl.a.Items[i]
		since := pl.asOf.DaysSince(it.PaidOn)
		if it.Open.Minor == 0 && it.Level > 0 && !it.Thanked && !it.PaidOn.IsZero() && since >= 0 && since <= thanksWithin && !pl.owesCharges(it) {
			out = append(out, step{item: it, level: it.Level})
		}
	}
	return out
}

// event makes one notice for each currency of the items. What cannot be sent today is left as it was: an event is a
// courtesy, and nobody waits for its reason.
func (pl *planning) event(e Event, channels []receivable.Channel, p *Promise, steps []step) {
	if len(channels) == 0 {
		channels = []receivable.Channel{receivable.Email}
	}
	channel := receivable.Channel("")
	for _, c := range channels {
		if pl.a.Debtor.Reaches(c) {
			channel = c
			break
		}
	}
	if channel == "" || len(steps) == 0 || pl.guard().Day(channel, pl.asOf) != nil {
		return
	}
	slices.SortStableFunc(steps, byCurrencyThenAge)
	for len(steps) > 0 {
		n := 1
		for n < len(steps) && steps[n].item.Open.Currency == steps[0].item.Open.Currency {
			n++
		}
		pl.eventNotice(e, channel, p, steps[:n])
		steps = steps[n:]
	}
}

func (pl *planning) eventNotice(e Event, channel receivable.Channel, p *Promise, steps []step) {
	currency := steps[0].item.Open.Currency
	zero := money.Zero(currency)
	credits, lines := zero, []CreditLine(nil)
	if e.asks() {
		steps, _, credits, lines = pl.takeCredits(steps) // what a credit covers was left out already: it is not due
		if len(steps) == 0 {
			return
		}
	}
	n := Notice{
		Debtor: pl.a.Debtor.ID, Currency: currency, Date: pl.asOf, Event: e, Tone: Friendly, Channel: channel, Credits: lines,
		Open: zero, Credit: credits, Charges: zero, Fee: zero, Lump: zero, Interest: zero, Last: pl.a.Last,
		Procedure: pl.p.Name, ProcedureVersion: pl.p.Version,
	}
	if p != nil {
		n.Promise = pl.said(p)
	}
	if e == EventBroken {
		n.Deadline = pl.cal.Next(pl.asOf.AddDays(afterBroken))
	}
	for _, s := range steps {
		line := pl.line(s, zero)
		line.Level, line.Why = s.item.Level, pl.whyEvent(e, p, s)
		n.Previous = max(n.Previous, s.item.Level)
		n.Lines = append(n.Lines, line)
		sum, err := n.Open.Add(s.item.Open)
		if err != nil {
			return
		}
		n.Open = sum
	}
	if e.asks() && n.Credit.Minor >= n.Open.Minor {
		return
	}
	n.Why = n.Lines[0].Why
	n.Total = money.New(n.Open.Minor-n.Credit.Minor, currency)
	pl.unleave(n.Lines)
	pl.out.Notices = append(pl.out.Notices, n)
}

// unleave takes the items of an event out of what was left out: each claim is in one place.
func (pl *planning) unleave(lines []Line) {
	kept := slices.DeleteFunc(pl.out.LeftOut[pl.left:], func(l LeftOut) bool {
		return slices.ContainsFunc(lines, func(line Line) bool { return line.Item == l.Item })
	})
	pl.out.LeftOut = pl.out.LeftOut[:pl.left+len(kept)]
}

func (pl *planning) whyEvent(e Event, p *Promise, s step) Why {
	switch {
	case e == EventCallMe:
		return Why{WhyAskedCall, map[string]string{"days": strconv.Itoa(max(0, s.days))}}
	case p != nil && e == EventPromised:
		return Why{WhyConfirmed, map[string]string{"promised": p.By.String(), "amount": p.Amount.String()}}
	case p != nil:
		return Why{WhyToldBroken, map[string]string{"promised": p.By.String(), "amount": p.Amount.String()}}
	case e == EventThanks:
		return Why{WhyPaid, map[string]string{"date": s.item.PaidOn.String(), "level": strconv.Itoa(s.item.Level)}}
	}
	return Why{WhyBeforeDue, map[string]string{"days": strconv.Itoa(-s.days), "date": s.item.DueOn().String()}}
}

// issueEvent marks that an event's items have had it. Levels, clocks and the customer's answer stay as they are.
func issueEvent(a Account, n Notice) Account {
	for _, line := range n.Lines {
		if it := a.item(line.Item); it != nil {
			it.markEvent(n.Event, n.Date)
		}
	}
	a.tell(&n, n.Date)
	return a
}

func (i *Item) markEvent(e Event, on date.Date) {
	switch e {
	case EventEarly:
		i.EarlyNotice = on
	case EventThanks:
		i.Thanked = !on.IsZero()
	case NoEvent, EventVisit, EventAgreement, EventPromised, EventBroken, EventCallMe, EventStatement:
	}
}
