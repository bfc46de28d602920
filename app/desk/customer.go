package desk

import (
	"context"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/privacy"
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
		settled, err := d.customerMoney(r, &v)
		if err != nil {
			return err
		}
		if err := customerHistory(r, &v); err != nil {
			return err
		}
		p, err := d.newPlanner(r, v.Date)
		if err != nil {
			return err
		}
		if err := d.customerBehaviour(r, p, &v, settled); err != nil {
			return err
		}
		if err := d.customerPlan(r, p, &v); err != nil {
			return err
		}
		seen, err := d.sightOf(r)
		seen.customer(&v)
		return err
	})
	return v, err
}

// customerMoney fills in what is open and what was paid, and gives the items that are settled.
func (d *Desk) customerMoney(r store.Reader, v *CustomerView) (settled []store.ItemRow, err error) {
	id := v.Debtor.ID
	c, err := r.Connection(v.Debtor.Connection)
	if err != nil {
		return nil, err
	}
	v.Connection = c.Name
	if err := r.Items(store.ItemQuery{Debtor: id}, func(row store.ItemRow) error {
		if row.Open.IsZero() && row.Written.IsZero() {
			settled = append(settled, row)
			return nil
		}
		v.Level = max(v.Level, row.Level)
		v.Items = append(v.Items, row)
		return nil
	}); err != nil {
		return nil, err
	}
	slices.SortStableFunc(v.Items, func(a, b store.ItemRow) int { return a.DueOn().Compare(b.DueOn()) })
	v.Settled = len(settled)
	if v.Charges, err = r.Charges(id, true); err != nil {
		return nil, err
	}
	if v.Payments, err = r.Payments(id); err != nil {
		return nil, err
	}
	if v.Promises, err = r.Promises(id); err != nil {
		return nil, err
	}
	if v.Limitation, err = d.limitations(r, v.Items, v.Date); err != nil {
		return nil, err
	}
	v.Balances = balances(v.Items, v.Charges, v.Date)
	v.LimitUsed = limitUsed(v.Debtor, v.Balances)
	return settled, nil
}

// postingsShown is how many postings of a customer are shown, the newest of them.
const postingsShown = 200

// customerHistory fills in what happened and what is to be done.
func customerHistory(r store.Reader, v *CustomerView) (err error) {
	id := v.Debtor.ID
	if v.Timeline, err = r.Timeline(store.TimelineQuery{Debtor: int64(id), Limit: timelineLength}); err != nil {
		return err
	}
	v.More = len(v.Timeline) == timelineLength
	if v.Notices, err = r.Notices(id, 0); err != nil {
		return err
	}
	if v.Holds, err = r.Holds(id); err != nil {
		return err
	}
	if v.Disputes, err = r.Disputes(id); err != nil {
		return err
	}
	if v.Agreements, err = r.Plans(store.PlanQuery{Debtor: id}); err != nil {
		return err
	}
	if v.Tasks, err = r.Tasks(id, true); err != nil {
		return err
	}
	if v.WriteOffs, err = r.WriteOffs(id); err != nil {
		return err
	}
	if v.Findings, err = r.Findings(store.FindingQuery{Debtor: id}); err != nil {
		return err
	}
	if v.Consents, err = r.Consents(id); err != nil {
		return err
	}
	if v.Marks, err = r.DeadChannels(id); err != nil {
		return err
	}
	holds, err := r.LegalHolds(true)
	if err != nil {
		return err
	}
	v.LegalHolds = slices.DeleteFunc(holds, func(h privacy.Hold) bool { return !h.Covers(id) })
	if v.Postings, err = r.WriteBacks(store.WriteBackQuery{Debtor: id, Newest: true, Limit: postingsShown}); err != nil {
		return err
	}
	v.Escalations, err = r.Escalations(id)
	return err
}

// nextLevel is the level whose channels are tried next: that of the reminder that the plan has, which may be about a newer invoice than
// the one that has come furthest; without one the level after the customer's.
func (v *CustomerView) nextLevel() int {
	for i := range v.Plan.Notices {
		if n := &v.Plan.Notices[i]; n.Event == dunning.NoEvent {
			return n.Level
		}
	}
	return v.Level + 1
}

// customerPlan says what a wave of the day would do, and whether one that waits has the customer in it.
func (d *Desk) customerPlan(r store.Reader, p *planner, v *CustomerView) error {
	v.Procedure = p.procedureOf(&v.Debtor)
	err := r.Accounts(p.query(store.AccountQuery{Debtors: []receivable.DebtorID{v.Debtor.ID}}, v.Date), v.Date, func(a *dunning.Account) error {
		v.Plan, v.Answer = p.plan(a), a.Answer
		return nil
	})
	if err != nil {
		return err
	}
	v.Chain = p.procedures.of(&v.Debtor).procedure.Chain(v.nextLevel(), &v.Debtor)
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

// Timeline gives a customer's entries before one of them, newest first, at most so many (0: all); what the customer page shows at first
// are those before none.
func (d *Desk) Timeline(ctx context.Context, id receivable.DebtorID, before int64, limit int) (rows []activity.Entry, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		seen, err := d.sightOf(r)
		if err != nil {
			return err
		}
		rows, err = r.Timeline(store.TimelineQuery{Debtor: int64(id), Before: before, Limit: limit})
		for i := range rows {
			rows[i] = seen.entry(rows[i])
		}
		return err
	})
	return rows, err
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
		b.Written += it.Written.Minor
		if it.Open.IsZero() {
			continue
		}
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
