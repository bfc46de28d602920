package dunning

import (
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// draft puts the steps of one currency onto one notice, with its charges, and adds it up. Steps come oldest first.
func (pl *planning) draft(steps []step, credit money.Amount, credits []CreditLine) (Notice, error) {
	currency := steps[0].item.Open.Currency
	zero := money.Zero(currency)
	top := highest(steps)
	n := Notice{
		Debtor: pl.a.Debtor.ID, Currency: currency, Level: top.level, Date: pl.asOf, Lines: make([]Line, 0, len(steps)),
		Credits: credits, Open: zero, Credit: credit, Charges: zero, Fee: zero, Lump: zero, Interest: zero, Last: pl.a.Last,
		Confirm: top.confirm, Procedure: pl.p.Name, ProcedureVersion: pl.p.Version,
	}
	level := &pl.p.Levels[max(top.level, 1)-1]
	var err error
	for _, s := range steps {
		n.Lines = append(n.Lines, pl.line(s, zero))
		n.Previous = max(n.Previous, s.item.Level)
		if n.Open, err = n.Open.Add(s.item.Open); err != nil {
			return Notice{}, err
		}
	}
	for i := range n.Lines {
		if n.Lines[i].Item == top.item.ID {
			n.Why = n.Lines[i].Why
		}
	}
	n.Tone, n.Text = pl.p.toneOf(top.level), level.Text
	n.Channel = pl.channel(level, top)
	n.Approval = level.Approval && !top.confirm
	n.Registered = level.Registered && n.Channel == receivable.Letter && !top.confirm
	switch {
	case n.Confirm:
		n.Tone, n.Text = Friendly, ""
	case n.Channel != receivable.Call && n.Channel != receivable.Visit: // a call claims nothing, and warns of nothing
		if err := pl.charge(&n, level, steps); err != nil {
			return Notice{}, err
		}
		pl.setDeadline(&n, level)
		pl.addTexts(&n)
	}
	pl.announceVisit(&n)
	if top.noVisit != nil {
		n.addEffect(effectOf(top.noVisit, EffectVisitForbidden))
	}
	pl.noteSkipped(&n, level, top)
	if err = pl.askEarlier(&n); err != nil {
		return Notice{}, err
	}
	n.Total = n.Open
	for _, part := range []money.Amount{n.Credit.Neg(), n.Charges, n.Fee, n.Interest} {
		if n.Total, err = n.Total.Add(part); err != nil {
			return Notice{}, err
		}
	}
	return n, nil
}

// highest is the step whose level the notice speaks with: the highest level, the oldest item among equals.
func highest(steps []step) step {
	top := steps[0]
	for _, s := range steps[1:] {
		if s.level > top.level {
			top = s
		}
	}
	return top
}

func (pl *planning) line(s step, zero money.Amount) Line {
	it := s.item
	return Line{
		Item: it.ID, Number: it.Number, Kind: it.Kind, Issued: it.Issued, Due: it.DueOn(), Reference: it.Reference,
		OrderRef: it.OrderRef, Amount: it.Amount, Open: it.Open, DaysOverdue: s.days, Level: s.level, Previous: it.Level,
		Fee: zero, Lump: zero, Interest: zero, Why: pl.why(s),
		LastNotice: it.LastNotice, LastDeadline: it.LastDeadline, Warned: it.Warned, WarnedTo: it.WarnedTo, ChargedTo: it.ChargedTo,
	}
}

// toneOf is the tone of a level: its own, or by its place among the levels from friendly to final.
func (p *Procedure) toneOf(level int) Tone {
	if level < 1 || level > len(p.Levels) {
		return Friendly
	}
	if t := p.Levels[level-1].Tone; t != "" {
		return t
	}
	switch {
	case level == 1:
		return Friendly
	case level == len(p.Levels):
		return Final
	case level == 2:
		return Reminder
	}
	return Firm
}

// channel is the first of the level's channels that reaches the debtor. A call or visit that stands in for a letter is a
// task for a person, who can find a number that the book does not have.
func (pl *planning) channel(l *Level, top step) receivable.Channel {
	if top.task != "" {
		return top.task
	}
	for _, c := range l.channels() {
		if c == receivable.Visit {
			if ok, _ := pl.visit(top.item.DueOn()); !ok {
				continue
			}
		}
		if pl.a.Debtor.Reaches(c) {
			return c
		}
	}
	return pl.letterAfterAll(l, top)
}

// channels are the level's channels, mail before letter when it names none.
func (l *Level) channels() []receivable.Channel {
	if len(l.Channels) == 0 {
		return []receivable.Channel{receivable.Email, receivable.Letter}
	}
	return l.Channels
}

// charge puts fee and interest onto the notice. A call or a confirmation charges nothing and does not come here.
func (pl *planning) charge(n *Notice, level *Level, steps []step) error {
	n.New = make([]Charge, 0, len(steps)+1)
	if err := pl.claimLumps(n, steps); err != nil {
		return err
	}
	if err := pl.chargeFees(n, level, steps); err != nil {
		return err
	}
	for i, s := range steps {
		if pl.p.Levels[s.level-1].Interest == nil {
			continue
		}
		if err := pl.chargeInterest(n, &n.Lines[i], s); err != nil {
			return err
		}
	}
	return nil
}

// chargeInterest claims the interest accrued on an item so far, less what earlier notices claimed.
func (pl *planning) chargeInterest(n *Notice, line *Line, s step) error {
	it := s.item
	accrued, err := it.accrue(pl.asOf, *pl.rules.termsAt(s.level, pl.a.Debtor.Kind))
	if err != nil || accrued.Fresh.Minor <= 0 {
		return err
	}
	line.Interest, line.Spans, line.SpansAfter = accrued.Fresh, accrued.claimed(), it.DueOn()
	if !accrued.Anew {
		line.SpansAfter = date.Latest(it.DueOn(), it.ChargedTo)
	}
	if n.Interest, err = n.Interest.Add(line.Interest); err != nil {
		return err
	}
	last := line.Spans[len(line.Spans)-1]
	n.New = append(n.New, Charge{
		Debtor: n.Debtor, Item: it.ID, Kind: InterestCharge, On: n.Date, Amount: line.Interest, Open: line.Interest,
		Rule: last.Rule, Source: last.Source,
	})
	for i := range line.Spans {
		span := &line.Spans[i]
		if !span.Verified {
			n.addEffect(Effect{Rule: span.Rule, Source: span.Source, What: Why{Key: EffectRateUnverified}})
		}
		n.capNoted(span)
	}
	return nil
}

// capNoted says on a notice where an agreed rate was cut to the statutory one.
func (n *Notice) capNoted(span *Span) {
	if span.Capped {
		n.addEffect(Effect{
			Rule: span.Rule, Source: span.Source, What: Why{EffectRateCapped, map[string]string{"to": span.Rate.String()}}, Verified: span.Verified,
		})
	}
}

// askEarlier asks with a notice for the fees and interest of earlier notices that are still open. Those of a claim that is
// disputed, barred or handed over rest with it, and those that a notice asks for whose deadline still runs are asked for there.
func (pl *planning) askEarlier(n *Notice) error {
	n.Charges = money.Zero(n.Currency)
	for i := range pl.a.Charges {
		ch := &pl.a.Charges[i]
		if ch.Open.Currency != n.Currency || ch.Open.Minor <= 0 || pl.rests(ch) || ch.asked(pl.asOf) {
			continue
		}
		var err error
		if n.Charges, err = n.Charges.Add(ch.Open); err != nil {
			return err
		}
		n.Asks = append(n.Asks, ch.ID)
	}
	return nil
}

// asked reports whether a notice asks for a charge whose deadline has not passed. It does so also when the claims of that notice
// have been paid meanwhile.
func (c *Charge) asked(on date.Date) bool { return !c.Asked.IsZero() && !on.After(c.Asked) }

// unasked reports whether nothing may be asked for a claim, and so nothing of what was charged for it either: it is disputed,
// handed over, or barred (accessory claims lapse with the main one, BGB s. 217).
func (pl *planning) unasked(id receivable.ItemID) bool {
	if id == 0 {
		return false
	}
	it := pl.a.item(id)
	if it == nil || it.Dispute != nil || it.Escalated {
		return it != nil
	}
	_, barred := pl.barred(it)
	return barred && it.Open.Minor > 0 // once the claim has been paid, so must what was charged for it
}

// feeRule names a level's fee as it stands beside a charge.
func feeRule(level int) string { return "level " + strconv.Itoa(level) + " fee" }

// deadline is the day up to which the debtor may pay, none when the level prints none.
func (l *Level) deadline(on date.Date) date.Date {
	if l.DeadlineDays <= 0 {
		return date.Date{}
	}
	return on.AddDays(l.DeadlineDays)
}
