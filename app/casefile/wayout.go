package casefile

import (
	"fmt"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
)

// readWriteOff gives a claim up, in whole or in part.
func readWriteOff(f *fields, c *Case, _ *Step) action {
	it, amount, reason := f.partOf(c)
	return func(r *run, s *Step) (string, error) {
		now := r.item(it.ID)
		if now == nil {
			return "", differs{"item " + it.Number + " is not on the account yet"}
		}
		claim := settlement.OpenClaim{Item: it.ID, Number: it.Number, Open: now.Open}
		off, err := settlement.NewWriteOff([]settlement.OpenClaim{claim}, []settlement.ItemPart{{Item: it.ID, Amount: amount}}, settlement.WriteOffReason(reason), "case file", s.On)
		if err != nil {
			return "", err
		}
		next, err := dunning.WriteOff(r.account, it.ID, off.Total(), s.On)
		r.account = next
		return fmt.Sprintf("%s %s of %s written off: %s", off.Total(), off.Total().Currency, it.Number, reason), err
	}
}

// partOf reads an item, an amount of it that may be missing for all, and a reason.
func (f *fields) partOf(c *Case) (*Item, money.Amount, string) {
	it := f.item(c, true)
	var amount money.Amount
	if it != nil {
		if part := f.amount("amount", it.Amount.Currency); part != nil {
			amount = *part
		}
	}
	return it, amount, f.text("reason", "")
}

// readReverseWriteOff takes a write-off back.
func readReverseWriteOff(f *fields, c *Case, _ *Step) action {
	it, amount, _ := f.partOf(c)
	return func(r *run, _ *Step) (string, error) {
		if now := r.item(it.ID); amount.IsZero() && now != nil {
			amount = now.Written
			amount.Currency = now.Open.Currency
		}
		next, err := dunning.TakeUp(r.account, it.ID, amount)
		r.account = next
		return fmt.Sprintf("%s %s of %s is asked for again", amount, amount.Currency, it.Number), err
	}
}

// readBookWriteOff has the accounting system book what was written off: nothing is asked for that was not before.
func readBookWriteOff(f *fields, c *Case, _ *Step) action {
	it := f.item(c, true)
	return func(r *run, _ *Step) (string, error) {
		next, booked, err := dunning.BookWriteOff(r.account, it.ID)
		r.account = next
		return fmt.Sprintf("%s %s of %s booked", booked, booked.Currency, it.Number), err
	}
}

// readEscalate hands items over when every condition of a hand-over holds.
func readEscalate(f *fields, c *Case, _ *Step) action {
	items := f.items(c)
	to := settlement.EscalationTo(f.oneOf("to", string(settlement.ToAgency), string(settlement.ToAgency), string(settlement.ToCourt)))
	return func(r *run, s *Step) (string, error) {
		facts := make([]settlement.Facts, 0, len(items))
		for _, id := range items {
			if it := r.item(id); it != nil {
				facts = append(facts, r.factsOf(it, s.On))
			}
		}
		if err := settlement.MayHandOver(settlement.Checklist(facts, s.On, "")); err != nil {
			return "", err
		}
		next, err := dunning.Escalate(r.account, items, true)
		if err != nil {
			return "", err
		}
		if err := r.hand(items, to, s.On); err != nil {
			return "", err
		}
		r.account = next
		return fmt.Sprintf("%d items handed over", len(items)), nil
	}
}

// readRecall takes items back that were handed over.
func readRecall(f *fields, c *Case, _ *Step) action {
	items := f.items(c)
	return func(r *run, s *Step) (string, error) {
		for _, id := range items {
			e := r.handOverOf(id)
			if e == nil {
				return "", nothingAway
			}
			if it := r.item(id); it != nil && !it.Escalated && id != items[0] {
				continue // it came back with the one before
			}
			if err := r.note(e, settlement.EscalationEvent{Kind: settlement.SaidRecalled, On: s.On}); err != nil {
				return "", err
			}
		}
		return fmt.Sprintf("%d items recalled", len(items)), nil
	}
}

func (f *fields) items(c *Case) (out []receivable.ItemID) {
	f.must("items")
	f.each("items", func(v *value) error {
		it := c.item(v.text)
		if it == nil {
			return v.wrong("there is no item %q", v.text)
		}
		out = append(out, it.ID)
		return nil
	})
	return out
}

// factsOf is what a hand-over looks at of an item.
func (r *run) factsOf(it *dunning.Item, on date.Date) settlement.Facts {
	f := settlement.Facts{Number: it.Number, DaysLate: it.DaysOverdue(on), Disputed: it.Dispute != nil, InPlan: it.InPlan, Escalated: it.Escalated, Doubtful: it.Quarantined}
	for i := range r.account.Promises {
		p := &r.account.Promises[i]
		covers := len(p.Items) == 0
		for _, id := range p.Items {
			covers = covers || id == it.ID
		}
		if covers && p.State == dunning.PromisePending {
			f.Promised = date.Latest(f.Promised, p.By)
		}
	}
	for _, n := range r.issued {
		for _, l := range n.notice.Lines {
			if l.Item == it.ID && !n.cancelled && (n.notice.Tone == dunning.Final || l.Level >= len(r.follows.Levels)) {
				f.Notice, f.Deadline = n.notice.Date, n.notice.Deadline
			}
		}
	}
	l := dunning.LimitationOf(it.OpenItem, it.Restarts, r.c.Debtor.Kind, r.c.Law, on)
	if l.Known() && l.DaysLeft(on) < 0 {
		f.BarredFrom = l.Last
	}
	return f
}
