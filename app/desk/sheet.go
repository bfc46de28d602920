package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Sheet says why an item comes to its amount on a day: principal, every interest span with days, rate, basis, rule and
// source, every charge.
func (d *Desk) Sheet(ctx context.Context, item receivable.ItemID, to date.Date) (out dunning.Statement, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		row, err := r.Item(item)
		if err != nil {
			return err
		}
		p, err := d.newPlanner(r, to)
		if err != nil {
			return err
		}
		found := false
		err = r.Accounts(store.AccountQuery{Debtors: []receivable.DebtorID{row.Debtor}}, to, func(a *dunning.Account) error {
			found = true
			out, err = dunning.StatementOf(*a, item, to, *p.procedures.of(&a.Debtor).procedure, p.law(a.Debtor))
			return err
		})
		if err == nil && !found {
			err = fault.New(fault.NotFound, "%s is settled: nothing is claimed for it", row.Number)
		}
		return err
	})
	return out, err
}
