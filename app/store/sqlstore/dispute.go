package sqlstore

import (
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// disputes reads disputes in the order in which they were opened.
func (r *reader) disputes(where string, fn func(store.DisputeRow), args ...any) error {
	return r.each(func(row scanner) error {
		var d store.DisputeRow
		var since, due int64
		if err := row.Scan(&d.ID, &d.Debtor, &d.Item, &d.Reason, &since, &d.Owner, &due, &d.Outcome, &d.Name, &d.Number); err != nil {
			return err
		}
		d.Since, d.DueBy = undayed(since), undayed(due)
		fn(d)
		return nil
	}, `SELECT s.id, s.debtor, s.item, s.reason, s.since, s.owner, s.due_by, s.outcome, d.name, COALESCE(i.number, '')
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
	return w.insert("INSERT INTO dispute (debtor, item, reason, since, owner, due_by) VALUES "+marks(6, 1), d.Debtor, d.Item, d.Reason, day(since), d.Owner, day(d.DueBy))
}

// ResolveDispute ends a dispute; one that was resolved before is a conflict.
func (w *writer) ResolveDispute(id int64, outcome string) error {
	return w.close("dispute", "dispute", id, "UPDATE dispute SET outcome = ?, resolved = ? WHERE id = ? AND resolved = 0", outcome, moment(w.now), id)
}
