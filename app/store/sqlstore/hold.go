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
		var until int64
		if err := row.Scan(&h.ID, &h.Debtor, &h.Item, &until, &h.Reason, &h.By, &h.Lifted); err != nil {
			return err
		}
		h.Until = undayed(until)
		fn(h)
		return nil
	}, "SELECT id, debtor, item, until, reason, actor, CASE WHEN lifted = 0 THEN 0 ELSE 1 END FROM hold WHERE "+where+" ORDER BY id", args...)
}

// Holds gives a debtor's holds, lifted ones too.
func (r *reader) Holds(debtor receivable.DebtorID) ([]store.Hold, error) {
	var out []store.Hold
	err := r.holds("debtor = ?", func(h store.Hold) { out = append(out, h) }, debtor)
	return out, err
}

// PutHold sets a hold.
func (w *writer) PutHold(h store.Hold) (int64, error) {
	w.touch(h.Debtor)
	if h.By == "" {
		h.By = w.actor.Name
	}
	return w.insert("INSERT INTO hold (debtor, item, until, reason, actor, created) VALUES "+marks(6, 1), h.Debtor, h.Item, day(h.Until), h.Reason, h.By, moment(w.now))
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
