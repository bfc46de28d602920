package sqlstore

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

const (
	chargeColumns = "id, debtor, item, notice, kind, day, currency, amount, open, waived, rule, source, asked, " + invoiceNumber
	invoiceNumber = "COALESCE((SELECT f.number FROM fee_invoice f WHERE f.charge = charge.id ORDER BY f.id LIMIT 1), '')"
)

func scanCharge(row scanner) (c dunning.Charge, err error) {
	var on, asked int64
	err = row.Scan(&c.ID, &c.Debtor, &c.Item, &c.Notice, &c.Kind, &on, &c.Amount.Currency, &c.Amount.Minor, &c.Open.Minor, &c.Waived.Minor, &c.Rule, &c.Source, &asked, &c.Invoice)
	c.On, c.Asked, c.Open.Currency, c.Waived.Currency = undayed(on), undayed(asked), c.Amount.Currency, c.Amount.Currency
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

// chargesOf reads charges by id.
func (r *reader) chargesOf(ids []int64) (out []dunning.Charge, err error) {
	err = inChunks(ids, func(list string, args []any) error {
		some, err := r.charges("id IN "+list, args...)
		out = append(out, some...)
		return err
	})
	return out, err
}

// putCharges keeps what is open of charges, and up to when they are asked for.
func (w *writer) putCharges(charges []dunning.Charge) error {
	for i := range charges {
		c := &charges[i]
		if _, err := w.exec("UPDATE charge SET open = ?, asked = ? WHERE id = ?", c.Open.Minor, day(c.Asked), c.ID); err != nil {
			return err
		}
	}
	return nil
}

// charge writes what a notice newly claims.
func (w *writer) charge(claim *dunning.Notice, charges []dunning.Charge) error {
	rows := make([]any, 0, 11*len(charges))
	for _, c := range charges {
		on := c.On
		if on.IsZero() {
			on = claim.Date
		}
		rows = append(rows, int64(claim.Debtor), int64(c.Item), c.Notice, string(c.Kind), day(on), string(c.Amount.Currency), c.Amount.Minor, c.Amount.Minor, c.Rule, c.Source, day(c.Asked))
	}
	return w.insertRows("INSERT INTO charge (debtor, item, notice, kind, day, currency, amount, open, rule, source, asked) VALUES ", 11, rows)
}

// loadCharges reads what is open of fees and interest, and the fees of which a person has let something go on a notice that was taken
// back. One that is for a notice as a whole brings the claims of that notice.
func (l *accountLoader) loadCharges(p page) error {
	whole := false
	if err := l.r.each(func(rows scanner) error {
		c, err := scanCharge(rows)
		c.TakenBack = c.Open.Minor == 0
		whole = whole || c.Item == 0
		l.of(c.Debtor).charges = append(l.of(c.Debtor).charges, c)
		return err
	}, "SELECT "+chargeColumns+" FROM charge WHERE "+wantedCharges+" AND "+p.on("debtor")+" ORDER BY id", p.args...); err != nil || !whole {
		return err
	}
	return l.r.each(func(rows scanner) error {
		var debtor receivable.DebtorID
		var charge int64
		var item receivable.ItemID
		err := rows.Scan(&debtor, &charge, &item)
		charges := l.of(debtor).charges
		if at := slices.IndexFunc(charges, func(c dunning.Charge) bool { return c.ID == charge }); at >= 0 {
			charges[at].Claims = append(charges[at].Claims, item)
		}
		return err
	}, "SELECT charge.debtor, charge.id, a.item FROM charge JOIN notice_item a ON a.notice = charge.notice WHERE charge.item = 0 AND "+wantedCharges+
		" AND "+p.on("charge.debtor")+" ORDER BY charge.id, a.item", p.args...)
}

// wantedCharges are the charges that a plan looks at.
const wantedCharges = `(charge.open <> 0 OR charge.waived <> 0 AND charge.kind = 'fee' AND EXISTS (SELECT 1 FROM notice WHERE notice.id = charge.notice AND notice.cancelled = 1))`
