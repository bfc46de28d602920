package sqlstore

import (
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Remove takes what a source says is gone: its items are settled, its customers gone, its payments taken back. What the book
// never held is nothing to it.
func (w *writer) Remove(run *store.SyncRun, gone store.Removals, asOf date.Date) error {
	m, err := w.open(run)
	if err != nil {
		return err
	}
	a := absence{w: w, run: run, found: m.found, asOf: asOf, lost: map[receivable.DebtorID]bool{}, credited: map[receivable.DebtorID]bool{}}
	m.found.tell(gone)
	if err := inChunks(gone.Items, func(list string, args []any) error {
		return w.each(func(row scanner) error {
			var id, open int64
			var debtor receivable.DebtorID
			err := row.Scan(&id, &debtor, &open)
			a.item(id, debtor, open)
			return err
		}, "SELECT id, debtor, open FROM item WHERE connection = ? AND external_id IN "+list, append([]any{run.Connection}, args...)...)
	}); err != nil {
		return err
	}
	if err := inChunks(gone.Debtors, func(list string, args []any) error {
		return w.each(func(row scanner) error {
			var id int64
			err := row.Scan(&id)
			a.debtor(id, false)
			return err
		}, "SELECT id FROM debtor WHERE connection = ? AND gone = 0 AND external_id IN "+list, append([]any{run.Connection}, args...)...)
	}); err != nil {
		return err
	}
	if err := w.removePayments(run, gone.Payments); err != nil {
		return err
	}
	if err := inChunks(gone.Items, func(list string, args []any) error {
		found, err := w.feeInvoices("f.connection = ? AND f.external_id IN "+list, append([]any{run.Connection}, args...)...)
		if err != nil {
			return err
		}
		return w.closeInvoices(found, false)
	}); err != nil {
		return err
	}
	m.invoices = nil
	m.items.forget()
	m.debtors.forget()
	run.Read["removals"] += int64(len(gone.Items) + len(gone.Debtors) + len(gone.Payments))
	return a.settle()
}

func (w *writer) removePayments(run *store.SyncRun, keys []string) error {
	return inChunks(keys, func(list string, args []any) error {
		args = append([]any{run.Connection}, args...)
		if err := w.each(func(row scanner) error {
			var debtor receivable.DebtorID
			err := row.Scan(&debtor)
			w.touch(debtor)
			return err
		}, "SELECT debtor FROM payment WHERE reversed = 0 AND connection = ? AND external_id IN "+list, args...); err != nil {
			return err
		}
		_, err := w.exec("UPDATE payment SET reversed = 1, hash = 0 WHERE reversed = 0 AND connection = ? AND external_id IN "+list, args...)
		return err
	})
}

// LastFullRead is when a whole read last ended with sums that agree.
func (r *reader) LastFullRead(id receivable.ConnectionID) (time.Time, error) {
	var finished int64
	_, err := r.one("SELECT COALESCE(MAX(finished), 0) FROM sync_run WHERE connection = ? AND is_full = 1 AND partial = 0 AND complete = 1 AND agrees = 1",
		[]any{id}, &finished)
	return unmoment(finished), err
}
