package casefile

import (
	"fmt"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
)

// hand keeps what was handed over, with the charges of each item.
func (r *run) hand(items []receivable.ItemID, to settlement.EscalationTo, on date.Date) error {
	claims := make([]settlement.EscalatedItem, 0, len(items))
	for _, id := range items {
		it := r.item(id)
		if it == nil {
			continue
		}
		claim := settlement.EscalatedItem{Item: id, Number: it.Number, Amount: it.Open}
		for _, c := range r.account.Charges { // those of a notice as a whole belong to no single item
			if c.Item == id && c.Open.Currency == claim.Amount.Currency {
				claim.Amount.Minor += c.Open.Minor
			}
		}
		claims = append(claims, claim)
	}
	e, err := settlement.NewEscalation(to, "case file", claims, "case file", on)
	if err != nil {
		return err
	}
	r.away = append(r.away, e)
	return nil
}

// note adds what happened to a hand-over; one that has ended gives its items back.
func (r *run) note(e *settlement.Escalation, ev settlement.EscalationEvent) error {
	next, err := e.Say(ev)
	if err != nil {
		return err
	}
	if e.State.Live() && !next.State.Live() {
		var items []receivable.ItemID
		for _, it := range e.Items {
			items = append(items, it.Item)
		}
		if r.account, err = dunning.Escalate(r.account, items, false); err != nil {
			return err
		}
	}
	*e = next
	return nil
}

// handOverOf is the newest hand-over of an item, nil when there was none.
func (r *run) handOverOf(item receivable.ItemID) *settlement.Escalation {
	for i := len(r.away) - 1; i >= 0; i-- {
		for _, it := range r.away[i].Items {
			if it.Item == item {
				return &r.away[i]
			}
		}
	}
	return nil
}

var nothingAway = fault.New(fault.NotFound, "it was handed over to nobody")

// readSays has the agency or the court say something of a claim, or us tell it.
func readSays(f *fields, c *Case, _ *Step) action {
	it := f.item(c, true)
	kind := settlement.EscalationKind(f.mustText("kind"))
	var amount *money.Amount
	if it != nil {
		amount = f.amount("amount", it.Amount.Currency)
	}
	return func(r *run, s *Step) (string, error) {
		e := r.handOverOf(it.ID)
		if e == nil {
			return "", nothingAway
		}
		ev := settlement.EscalationEvent{Kind: kind, On: s.On, Amount: money.Zero(it.Amount.Currency)}
		if amount != nil {
			ev.Amount = *amount
		}
		err := r.note(e, ev)
		return fmt.Sprintf("%s: %s", it.Number, kind), err
	}
}

// readHandedOver holds a hand-over to its state and its sums.
func readHandedOver(f *fields, c *Case, _ *Step) action {
	it := f.item(c, true)
	state := f.text("state", "")
	want := map[string]*money.Amount{}
	for _, name := range []string{"claim", "open", "held", "cost", "net"} {
		if it != nil {
			want[name] = f.amount(name, it.Amount.Currency)
		}
	}
	return func(r *run, _ *Step) (string, error) {
		e := r.handOverOf(it.ID)
		if e == nil {
			return "", nothingAway
		}
		var d differs
		if state != "" {
			d.compare("state", state, string(e.State))
		}
		for name, got := range map[string]money.Amount{"claim": e.Claim(), "open": e.Open(), "held": e.Held(), "cost": e.Cost(), "net": e.Net()} {
			if want[name] != nil {
				d.compare(name, want[name].String(), got.String())
			}
		}
		return fmt.Sprintf("%s is %s", it.Number, e.State), d.orNil()
	}
}
