package sqlstore

import (
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

const chargeColumns = "id, debtor, item, notice, kind, day, currency, amount, open, waived, rule, source"

func scanCharge(row scanner) (c dunning.Charge, err error) {
	var on int64
	err = row.Scan(&c.ID, &c.Debtor, &c.Item, &c.Notice, &c.Kind, &on, &c.Amount.Currency, &c.Amount.Minor, &c.Open.Minor, &c.Waived.Minor, &c.Rule, &c.Source)
	c.On, c.Open.Currency, c.Waived.Currency = undayed(on), c.Amount.Currency, c.Amount.Currency
	return c, err
}

// charges reads charges, oldest first.
func (r *reader) charges(where string, args ...any) (out []dunning.Charge, err error) {
	err = r.each(func(row scanner) error {
		c, err := scanCharge(row)
		out = append(out, c)
		return err
	}, "SELECT "+chargeColumns+" FROM charge WHERE "+where+" ORDER BY id", args...)
	return out, err
}

// Charges gives a debtor's fees and interest, oldest first.
func (r *reader) Charges(debtor receivable.DebtorID, openOnly bool) ([]dunning.Charge, error) {
	if openOnly {
		return r.charges("debtor = ? AND open <> 0", debtor)
	}
	return r.charges("debtor = ?", debtor)
}

// Charge gives one by id.
func (r *reader) Charge(id int64) (dunning.Charge, error) {
	found, err := r.charges("id = ?", id)
	if err == nil && len(found) == 0 {
		err = fault.New(fault.NotFound, "there is no charge with id %d", id).WithHint("see `charges CUSTOMER`")
	}
	if err != nil {
		return dunning.Charge{}, err
	}
	return found[0], nil
}

// charge writes what a notice newly claims.
func (w *writer) charge(claim *dunning.Notice, charges []dunning.Charge) error {
	rows := make([]any, 0, 10*len(charges))
	for _, c := range charges {
		on := c.On
		if on.IsZero() {
			on = claim.Date
		}
		rows = append(rows, int64(claim.Debtor), int64(c.Item), c.Notice, string(c.Kind), day(on), string(c.Amount.Currency), c.Amount.Minor, c.Amount.Minor, c.Rule, c.Source)
	}
	return w.insertRows("INSERT INTO charge (debtor, item, notice, kind, day, currency, amount, open, rule, source) VALUES ", 10, rows)
}
