package casefile

import (
	"fmt"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
)

// unsaid is the reason of a dispute in a case that does not care about it.
const unsaid = "not said"

func readDispute(f *fields, c *Case, _ *Step) action {
	it := f.item(c, true)
	d := dunning.Dispute{Code: dunning.DisputeCode(f.text("code", "")), Reason: f.text("reason", "")}
	if d.Code == "" && d.Reason == "" {
		d.Reason = unsaid
	}
	if it != nil {
		if part := f.amount("amount", it.Amount.Currency); part != nil {
			d.Amount = *part
		}
	}
	return func(r *run, s *Step) (string, error) {
		d := d
		d.Since = s.On
		next, err := dunning.OpenDispute(r.account, idOf(it), d)
		r.account = next
		said := "disputed: " + d.Said()
		if d.Amount.Minor > 0 {
			said += fmt.Sprintf(", %s %s of it", d.Amount, d.Amount.Currency)
		}
		return said, err
	}
}

// readResolve ends a dispute. Accepted takes the credit off at once; credited and partly leave it to the source, which a step
// credit stands for.
func readResolve(f *fields, c *Case, _ *Step) action {
	it := f.item(c, true)
	outcome := f.oneOf("outcome", "", "accepted", "rejected", "credited", "partly")
	f.must("outcome")
	var credit *money.Amount
	if it != nil {
		credit = f.amount("credit", it.Amount.Currency)
	}
	if credit != nil && outcome == "rejected" {
		f.fail(f.get("credit").wrong("stands only with outcome: accepted, credited or partly"))
	}
	if outcome != "accepted" {
		return func(r *run, s *Step) (string, error) {
			return resolve(r, it, dunning.DisputeOutcome(outcome), credit, s.On)
		}
	}
	return func(r *run, s *Step) (string, error) {
		off := r.openOf(it)
		if credit != nil {
			off = *credit
		}
		next, err := dunning.ResolveDispute(r.account, it.ID, off, s.On)
		r.account = next
		return fmt.Sprintf("dispute resolved, %s credited", off), err
	}
}

func resolve(r *run, it *Item, outcome dunning.DisputeOutcome, credit *money.Amount, on date.Date) (string, error) {
	res := dunning.Resolution{Outcome: outcome, On: on, Credit: money.Zero(it.Amount.Currency)}
	if credit != nil {
		res.Credit = *credit
	}
	next, err := dunning.Resolve(r.account, it.ID, res)
	r.account = next
	return "dispute resolved: " + string(outcome), err
}

// openOf is what is open of an item now.
func (r *run) openOf(it *Item) money.Amount {
	for i := range r.account.Items {
		if r.account.Items[i].ID == it.ID {
			return r.account.Items[i].Open
		}
	}
	return money.Zero(it.Amount.Currency)
}

func readCredit(f *fields, c *Case, _ *Step) action {
	it := f.item(c, true)
	amount := f.amountOf(c, it)
	return func(r *run, s *Step) (string, error) {
		next, err := dunning.CreditItem(r.account, it.ID, amount, s.On)
		r.account = next
		return fmt.Sprintf("%s %s credited by the source", amount, amount.Currency), err
	}
}
