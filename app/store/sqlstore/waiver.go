package sqlstore

import (
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// Waivers gives what was let go of a debtor's charges, oldest first.
func (r *reader) Waivers(debtor receivable.DebtorID) ([]dunning.ChargeWaiver, error) {
	return r.waivers("c.debtor = ?", debtor)
}

func (r *reader) waivers(where string, args ...any) ([]dunning.ChargeWaiver, error) {
	var out []dunning.ChargeWaiver
	err := r.each(func(row scanner) error {
		var w dunning.ChargeWaiver
		var on, minor int64
		var currency money.Currency
		err := row.Scan(&w.ID, &w.Charge, &on, &currency, &minor, &w.Reason, &w.By, &w.After)
		w.On, w.Amount = undayed(on), money.New(minor, currency)
		out = append(out, w)
		return err
	}, `SELECT v.id, v.charge, v.day, c.currency, v.minor, v.why, v.actor, v.after_notice FROM charge_waiver v JOIN charge c ON c.id = v.charge
		WHERE `+where+" ORDER BY v.id", args...)
	return out, err
}

// PutWaiver lets a charge go as the rules say.
func (w *writer) PutWaiver(v dunning.ChargeWaiver) (int64, error) {
	c, err := w.Charge(v.Charge)
	if err != nil {
		return 0, err
	}
	if v.On.IsZero() {
		v.On = w.today()
	}
	after, v, err := dunning.Waive(dunning.Account{Charges: []dunning.Charge{c}}, c.ID, v.Amount, v.Reason, w.actor.Name, v.On)
	if err != nil {
		return 0, err
	}
	var newest int64
	if _, err := w.one("SELECT COALESCE(MAX(id), 0) FROM notice WHERE debtor = ?", []any{c.Debtor}, &newest); err != nil {
		return 0, err
	}
	left := after.Charges[0]
	if _, err := w.exec("UPDATE charge SET open = ?, waived = ? WHERE id = ?", left.Open.Minor, left.Waived.Minor, c.ID); err != nil {
		return 0, err
	}
	w.touch(c.Debtor)
	return w.insert("INSERT INTO charge_waiver (charge, at, day, minor, why, actor, after_notice) VALUES "+marks(7, 1),
		c.ID, moment(w.now), day(v.On), v.Amount.Minor, v.Reason, v.By, newest)
}
