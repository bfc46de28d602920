package sqlstore

import (
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// holds reads holds in the order in which they were set.
func (r *reader) holds(where string, fn func(store.Hold), args ...any) error {
	return r.each(func(row scanner) error {
		var h store.Hold
		var until, review int64
		if err := row.Scan(&h.ID, &h.Debtor, &h.Item, &until, &h.Reason, &h.By, &h.Reviewer, &review, &h.Lifted, &h.Name); err != nil {
			return err
		}
		h.Until, h.ReviewOn = undayed(until), undayed(review)
		fn(h)
		return nil
	}, `SELECT h.id, h.debtor, h.item, h.until, h.reason, h.actor, h.reviewer, h.review_on, CASE WHEN h.lifted = 0 THEN 0 ELSE 1 END, d.name
		FROM hold h JOIN debtor d ON d.id = h.debtor WHERE `+where+" ORDER BY h.id", args...)
}

// Holds gives a debtor's holds, lifted ones too, or all that wait for a review.
func (r *reader) Holds(debtor receivable.DebtorID) ([]store.Hold, error) {
	where, args := "h.debtor = ?", []any{debtor}
	if debtor == 0 {
		where, args = "h.review_on <> 0 AND h.lifted = 0", nil
	}
	var out []store.Hold
	err := r.holds(where, func(h store.Hold) { out = append(out, h) }, args...)
	return out, err
}

// PutHold sets a hold.
func (w *writer) PutHold(h store.Hold) (int64, error) {
	w.touch(h.Debtor)
	if h.By == "" {
		h.By = w.actor.Name
	}
	return w.insert("INSERT INTO hold (debtor, item, until, reason, actor, reviewer, review_on, created) VALUES "+marks(8, 1),
		h.Debtor, h.Item, day(h.Until), h.Reason, h.By, h.Reviewer, day(h.ReviewOn), moment(w.now))
}

// LiftHold ends a hold; one that was lifted before is a conflict.
func (w *writer) LiftHold(id int64, why string) error {
	return w.close("hold", "hold", id, "UPDATE hold SET lifted = ?, why = ? WHERE id = ? AND lifted = 0", moment(w.now), why, id)
}

// close ends a note of the desk and has its debtor's totals worked out anew.
func (w *writer) close(table, word string, id int64, query string, args ...any) error {
	var debtor receivable.DebtorID
	found, err := w.one("SELECT debtor FROM "+table+" WHERE id = ?", []any{id}, &debtor)
	if err != nil {
		return err
	}
	if !found {
		return fault.New(fault.NotFound, "there is no %s with id %d", word, id)
	}
	w.touch(debtor)
	return w.must(fault.Conflict, "this "+word+" has been ended already", query, args...)
}
