package sqlstore

import (
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// disputes reads disputes in the order in which they were opened.
func (r *reader) disputes(where string, fn func(store.DisputeRow), args ...any) error {
	return r.each(func(row scanner) error {
		var d store.DisputeRow
		var since, due, on int64
		var currency money.Currency
		if err := row.Scan(&d.ID, &d.Debtor, &d.Item, &d.Code, &d.Reason, &since, &d.Owner, &due, &d.Amount.Minor, &currency, &d.Outcome, &on, &d.Credit.Minor,
			&d.Note, &d.Name, &d.Number); err != nil {
			return err
		}
		d.Since, d.DueBy, d.On = undayed(since), undayed(due), undayed(on)
		if d.Amount.Minor != 0 {
			d.Amount.Currency = currency
		}
		if d.Credit.Minor != 0 {
			d.Credit.Currency = currency
		}
		fn(d)
		return nil
	}, `SELECT s.id, s.debtor, s.item, s.code, s.reason, s.since, s.owner, s.due_by, s.minor, s.currency, s.outcome, s.resolved_day, s.credit,
		s.note, d.name, COALESCE(i.number, '')
		FROM dispute s JOIN debtor d ON d.id = s.debtor LEFT JOIN item i ON i.id = s.item WHERE `+where+" ORDER BY s.id", args...)
}

// Disputes gives a debtor's disputes, or all that are open.
func (r *reader) Disputes(debtor receivable.DebtorID) ([]store.DisputeRow, error) {
	where, args := "s.debtor = ?", []any{debtor}
	if debtor == 0 {
		where, args = "s.resolved = 0", nil
	}
	var out []store.DisputeRow
	err := r.disputes(where, func(d store.DisputeRow) { out = append(out, d) }, args...)
	return out, err
}

// PutDispute opens a dispute.
func (w *writer) PutDispute(d store.DisputeRow) (int64, error) {
	w.touch(d.Debtor)
	since := d.Since
	if since.IsZero() {
		since = w.today()
	}
	return w.insert("INSERT INTO dispute (debtor, item, code, reason, since, owner, due_by, minor, currency) VALUES "+marks(9, 1),
		d.Debtor, d.Item, string(d.Code), d.Reason, day(since), d.Owner, day(d.DueBy), d.Amount.Minor, string(d.Amount.Currency))
}

// ResolveDispute ends a dispute; one that was resolved before is a conflict.
func (w *writer) ResolveDispute(id int64, r dunning.Resolution, note string) error {
	on := r.On
	if on.IsZero() {
		on = w.today()
	}
	return w.close("dispute", "dispute", id, `UPDATE dispute SET outcome = ?, resolved = ?, resolved_day = ?, credit = ?, note = ?,
		currency = CASE WHEN currency = '' THEN ? ELSE currency END WHERE id = ? AND resolved = 0`,
		string(r.Outcome), moment(w.now), day(on), r.Credit.Minor, note, string(r.Credit.Currency), id)
}

// resolution is how a dispute ended, for the item that it was about.
func resolution(d store.DisputeRow) *dunning.Resolution {
	return &dunning.Resolution{Outcome: dunning.DisputeOutcome(d.Outcome), On: d.On, Credit: d.Credit}
}
