package sqlstore

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// SettleAbsent settles what a complete read did not bring.
func (w *writer) SettleAbsent(run *store.SyncRun, asOf date.Date, debtors ...receivable.DebtorID) error {
	m, err := w.open(run)
	if err != nil {
		return err
	}
	if !run.Complete || (!run.Full && len(debtors) == 0) {
		return fault.New(fault.Refused, "only a complete read shows what is absent at the source").WithHint("read everything again with a full read")
	}
	where, key := "connection = ? AND generation = ? AND stream = ?", any(run.Generation)
	if len(debtors) > 0 {
		run.Partial = true
		where, key = "connection = ? AND run = ? AND stream = ?", run.ID
	}
	absent := absence{w: w, run: run, asOf: asOf}
	if absent.items, err = w.seen(where, run.Connection, key, "items"); err != nil {
		return err
	}
	if absent.debtors, err = w.seen(where, run.Connection, key, "debtors"); err != nil {
		return err
	}
	m.items.forget() // what is settled below is not what the run remembers
	m.debtors.forget()
	if len(debtors) == 0 {
		return absent.settle("", nil)
	}
	return inChunks(debtors, func(list string, args []any) error { return absent.settle(list, args) })
}

func (r *records[T]) forget() { r.known, r.asked, r.all = nil, nil, false }

// absence is what a run saw, by which the rest is judged.
type absence struct {
	w              *writer
	run            *store.SyncRun
	asOf           date.Date
	items, debtors map[int64]bool
}

// settle judges the open items and the debtors of the connection, or of the listed debtors alone. Where records were
// refused, absence proves nothing: items are marked as stale, and nobody is taken as settled or gone.
func (a *absence) settle(list string, args []any) error {
	of := func(column string) (string, []any) {
		if list == "" {
			return "connection = ?", []any{a.run.Connection}
		}
		return "connection = ? AND " + column + " IN " + list, append([]any{a.run.Connection}, args...)
	}
	where, values := of("debtor")
	var gone []int64
	var changes []any
	if err := a.w.each(func(row scanner) error {
		var id, debtor, open int64
		if err := row.Scan(&id, &debtor, &open); err != nil || a.items[id] {
			return err
		}
		gone = append(gone, id)
		changes = append(changes, moment(a.w.now), a.run.ID, id, itemSettled, open, int64(0))
		a.w.touch(receivable.DebtorID(debtor))
		return nil
	}, "SELECT id, debtor, open FROM item WHERE open <> 0 AND "+where, values...); err != nil {
		return err
	}
	if a.run.Rejected > 0 {
		return inChunks(gone, func(list string, args []any) error {
			_, err := a.w.exec("UPDATE item SET stale = 1 WHERE id IN "+list, args...)
			return err
		})
	}
	if err := a.settleItems(gone, changes); err != nil {
		return err
	}
	where, values = of("id")
	return a.goneDebtors(where, values)
}

func (a *absence) settleItems(gone []int64, changes []any) error {
	a.run.Changes.Settled += int64(len(gone))
	if err := a.w.insertRows("INSERT INTO item_change (at, run, item, what, before_minor, after_minor) VALUES ", 6, changes); err != nil {
		return err
	}
	return inChunks(gone, func(list string, args []any) error {
		if _, err := a.w.exec("INSERT INTO item_move (item, day, minor) SELECT id, ?, -open FROM item WHERE id IN "+list, append([]any{day(a.asOf)}, args...)...); err != nil {
			return err
		}
		_, err := a.w.exec("UPDATE item SET open = 0, settled = ?, stale = 0, hash = 0 WHERE id IN "+list, append([]any{day(a.asOf)}, args...)...)
		return err
	})
}

func (a *absence) goneDebtors(where string, values []any) error {
	var gone []int64
	if err := a.w.each(func(row scanner) error {
		var id int64
		if err := row.Scan(&id); err != nil || a.debtors[id] {
			return err
		}
		gone = append(gone, id)
		return nil
	}, "SELECT id FROM debtor WHERE gone = 0 AND "+where, values...); err != nil {
		return err
	}
	a.run.Changes.Gone += int64(len(gone))
	return inChunks(gone, func(list string, args []any) error {
		_, err := a.w.exec("UPDATE debtor SET gone = 1 WHERE id IN "+list, args...)
		return err
	})
}
