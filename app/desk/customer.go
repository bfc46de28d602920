package desk

import (
	"context"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// timelineLength is how many entries a customer page shows at first.
const timelineLength = 200

// Customer gives all about one customer on a day.
func (d *Desk) Customer(ctx context.Context, id receivable.DebtorID, on date.Date) (v CustomerView, err error) {
	v.Date = on
	err = d.view(ctx, func(r store.Reader) error {
		if v.Debtor, err = r.Debtor(id); err != nil {
			return err
		}
		if v.Debtor.Merged != 0 { // the source merged it into another, and its history went along
			if v.Debtor, err = r.Debtor(v.Debtor.Merged); err != nil {
				return err
			}
		}
		if err := d.customerMoney(r, &v); err != nil {
			return err
		}
		if err := customerHistory(r, &v); err != nil {
			return err
		}
		if err := d.customerPlan(r, &v); err != nil {
			return err
		}
		seen, err := d.sightOf(r)
		seen.customer(&v)
		return err
	})
	return v, err
}

// customerMoney fills in what is open, what was paid, and how the customer pays.
func (d *Desk) customerMoney(r store.Reader, v *CustomerView) (err error) {
	id := v.Debtor.ID
	c, err := r.Connection(v.Debtor.Connection)
	if err != nil {
		return err
	}
	v.Connection = c.Name
	var settled []store.ItemRow
	if err := r.Items(store.ItemQuery{Debtor: id}, func(row store.ItemRow) error {
		if row.Open.IsZero() {
			settled = append(settled, row)
			return nil
		}
		v.Level = max(v.Level, row.Level)
		v.Items = append(v.Items, row)
		return nil
	}); err != nil {
		return err
	}
	slices.SortStableFunc(v.Items, func(a, b store.ItemRow) int { return a.DueOn().Compare(b.DueOn()) })
	v.Settled = len(settled)
	if v.Charges, err = r.Charges(id, true); err != nil {
		return err
	}
	if v.Payments, err = r.Payments(id); err != nil {
		return err
	}
	if v.Promises, err = r.Promises(id); err != nil {
		return err
	}
	if v.Limitation, err = d.limitations(r, v.Items, v.Date); err != nil {
		return err
	}
	v.Balances = balances(v.Items, v.Charges, v.Date)
	v.Behaviour = behaviour(settled, v.Payments, v.Promises)
	v.LimitUsed = limitUsed(v.Debtor, v.Balances)
	return nil
}

// customerHistory fills in what happened and what is to be done.
func customerHistory(r store.Reader, v *CustomerView) (err error) {
	id := v.Debtor.ID
	if v.Timeline, err = r.Timeline(store.TimelineQuery{Debtor: int64(id), Limit: timelineLength}); err != nil {
		return err
	}
	if v.Notices, err = r.Notices(id, 0); err != nil {
		return err
	}
	if v.Holds, err = r.Holds(id); err != nil {
		return err
	}
	if v.Disputes, err = r.Disputes(id); err != nil {
		return err
	}
	v.Tasks, err = r.Tasks(id, true)
	return err
}

// customerPlan says what a wave of the day would do, and whether one that waits has the customer in it.
func (d *Desk) customerPlan(r store.Reader, v *CustomerView) error {
	p, err := d.newPlanner(r, v.Date)
	if err != nil {
		return err
	}
	v.Procedure = p.procedureOf(&v.Debtor)
	err = r.Accounts(p.query(store.AccountQuery{Debtors: []receivable.DebtorID{v.Debtor.ID}}, v.Date), v.Date, func(a *dunning.Account) error {
		v.Plan = p.plan(a)
		return nil
	})
	if err != nil {
		return err
	}
	waves, err := r.Waves(5)
	if err != nil {
		return err
	}
	for _, w := range waves {
		if w.State != store.WaveProposed && w.State != store.WavePaused {
			continue
		}
		lines, err := r.WaveLine(w.ID, v.Debtor.ID)
		if err != nil {
			return err
		}
		if len(lines) > 0 {
			v.InWave = &lines[0]
			return nil
		}
	}
	return nil
}

// balances sums a customer's items by currency, in order of the currency's code.
func balances(items []store.ItemRow, charges []dunning.Charge, on date.Date) []receivable.Balance {
	by := map[string]*receivable.Balance{}
	of := func(cur string) *receivable.Balance {
		if by[cur] == nil {
			by[cur] = &receivable.Balance{OldestDue: -1}
		}
		return by[cur]
	}
	for _, it := range items {
		b := of(string(it.Open.Currency))
		b.Currency = it.Open.Currency
		if it.Open.Minor < 0 {
			b.Credits += it.Open.Minor
			continue
		}
		days := it.DaysOverdue(on)
		b.Buckets[receivable.BucketOf(days)] += it.Open.Minor
		if days > 0 {
			b.OldestDue = max(b.OldestDue, days)
		}
	}
	for _, c := range charges {
		b := of(string(c.Open.Currency))
		b.Currency = c.Open.Currency
		b.Charges += c.Open.Minor
	}
	out := make([]receivable.Balance, 0, len(by))
	for _, cur := range sortedKeys(by) {
		out = append(out, *by[cur])
	}
	return out
}

// behaviour reckons how a customer has paid: days late weighted by amount over settled invoices, and promises judged. An
// invoice counts as paid on the day of the last payment that settled it, and where the source gives no payments on the day
// the book saw it settled.
func behaviour(settled []store.ItemRow, payments []receivable.Payment, promises []store.PromiseRow) Behaviour {
	var b Behaviour
	paidOn := map[receivable.ItemID]date.Date{}
	for _, p := range payments {
		if p.Reversed {
			continue
		}
		for _, a := range p.Allocations {
			paidOn[a.Item] = date.Latest(paidOn[a.Item], a.Date)
		}
	}
	var weight, sum int64
	for _, it := range settled {
		on := paidOn[it.ID]
		if on.IsZero() {
			on = it.Settled
		}
		if it.Kind != receivable.Invoice || on.IsZero() || it.Amount.Minor <= 0 {
			continue
		}
		// Weights in hundreds keep the sum far from the edge of an int64 for any amount the program accepts.
		wgt := it.Amount.Minor/100 + 1
		weight += wgt
		sum += wgt * int64(on.DaysSince(it.DueOn()))
		b.PaidItems++
	}
	if weight > 0 {
		b.AverageDays = int(divRound(sum, weight))
	}
	for _, p := range promises {
		switch p.State {
		case dunning.PromiseKept:
			b.PromisesKept++
			b.PromisesMade++
		case dunning.PromiseBroken, dunning.PromisePartly:
			b.PromisesMade++
		case dunning.PromisePending:
		}
	}
	return b
}

// divRound divides rounding half away from zero; n must be positive.
func divRound(sum, n int64) int64 {
	if sum < 0 {
		return -((-sum + n/2) / n)
	}
	return (sum + n/2) / n
}

func limitUsed(debtor receivable.Debtor, balances []receivable.Balance) int {
	if debtor.Limit == nil || debtor.Limit.Minor <= 0 {
		return 0
	}
	for _, b := range balances {
		if b.Currency == debtor.Limit.Currency {
			return int(b.Open() * 100 / debtor.Limit.Minor)
		}
	}
	return 0
}
