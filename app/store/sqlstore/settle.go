package sqlstore

import (
	"maps"

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
	run.Partial = len(debtors) > 0
	m.found.partial = map[receivable.DebtorID]bool{}
	for _, id := range debtors {
		m.found.partial[id] = true
	}
	const where = "connection = ? AND run = ? AND stream = ?"
	key := run.ID
	a := absence{w: w, run: run, found: m.found, asOf: asOf, lost: map[receivable.DebtorID]bool{}, credited: map[receivable.DebtorID]bool{}}
	if a.items, err = w.seen(where, run.Connection, key, "items"); err != nil {
		return err
	}
	if a.debtors, err = w.seen(where, run.Connection, key, "debtors"); err != nil {
		return err
	}
	if len(debtors) == 0 {
		err = a.all(m)
	} else {
		err = inChunks(debtors, a.of)
	}
	if err != nil {
		return err
	}
	m.items.forget() // what is settled below is not what the run remembers
	m.debtors.forget()
	m.invoices = nil
	if err := a.settle(); err != nil || run.Rejected > 0 || run.Partial {
		return err
	}
	return a.merges()
}

func (r *records[T]) forget() { r.known, r.asked, r.all = nil, nil, false }

// absence is what a run saw, and what of the book it should have seen and did not.
type absence struct {
	w              *writer
	run            *store.SyncRun
	found          *found
	asOf           date.Date
	items, debtors idSet
	settled        []int64
	lost           map[receivable.DebtorID]bool // who had something open that this run did not bring
	credited       map[receivable.DebtorID]bool // of those, a credit
	gone           []int64
	changes        []any
}

// all judges every record of the connection by what the run knows of them.
func (a *absence) all(m *runMemory) error {
	if err := need(&a.w.reader, m.items, a.run, true, nil); err != nil {
		return err
	}
	if err := need(&a.w.reader, m.debtors, a.run, true, nil); err != nil {
		return err
	}
	for _, it := range m.items.known {
		a.item(int64(it.id), it.debtor, it.open)
	}
	for _, d := range m.debtors.known {
		a.debtor(int64(d.id), d.gone)
	}
	return a.invoicesAbsent("")
}

// of judges the records of the listed debtors.
func (a *absence) of(list string, args []any) error {
	if err := a.invoicesAbsent(" AND c.debtor IN "+list, args...); err != nil {
		return err
	}
	args = append([]any{a.run.Connection}, args...)
	if err := a.w.each(func(row scanner) error {
		var id, open int64
		var debtor receivable.DebtorID
		err := row.Scan(&id, &debtor, &open)
		a.item(id, debtor, open)
		return err
	}, "SELECT id, debtor, open FROM item WHERE open <> 0 AND connection = ? AND debtor IN "+list, args...); err != nil {
		return err
	}
	return a.w.each(func(row scanner) error {
		var id int64
		var gone bool
		err := row.Scan(&id, &gone)
		a.debtor(id, gone)
		return err
	}, "SELECT id, gone FROM debtor WHERE connection = ? AND id IN "+list, args...)
}

func (a *absence) item(id int64, debtor receivable.DebtorID, open int64) {
	if open == 0 || a.items.has(id) {
		return
	}
	a.settled = append(a.settled, id)
	a.lost[debtor] = true
	if open < 0 {
		a.credited[debtor] = true
	}
	a.changes = append(a.changes, moment(a.w.now), a.run.ID, id, itemSettled, open, int64(0))
	a.w.touch(debtor)
}

func (a *absence) debtor(id int64, gone bool) {
	if !gone && !a.debtors.has(id) {
		a.gone = append(a.gone, id)
	}
}

// settle writes the judgement down. Where records were refused, absence proves nothing: items are marked as stale, and
// nobody is taken as settled or gone.
func (a *absence) settle() error {
	if a.run.Rejected > 0 {
		return inChunks(a.settled, func(list string, args []any) error {
			_, err := a.w.exec("UPDATE item SET stale = 1 WHERE id IN "+list, args...)
			return err
		})
	}
	for _, id := range a.settled {
		a.found.closed = append(a.found.closed, receivable.ItemID(id))
	}
	for _, id := range a.gone {
		a.found.gone = append(a.found.gone, receivable.DebtorID(id))
	}
	maps.Copy(a.found.credited, a.credited)
	a.run.Changes.Settled += int64(len(a.settled))
	a.run.Changes.Gone += int64(len(a.gone))
	if err := a.w.insertRows("INSERT INTO item_change (at, run, item, what, before_minor, after_minor) VALUES ", 6, a.changes); err != nil {
		return err
	}
	on := day(a.asOf)
	if err := inChunks(a.settled, func(list string, args []any) error {
		args = append([]any{on}, args...)
		if _, err := a.w.exec("INSERT INTO item_move (item, day, minor) SELECT id, ?, -open FROM item WHERE id IN "+list, args...); err != nil {
			return err
		}
		_, err := a.w.exec("UPDATE item SET open = 0, written = 0, settled = ?, stale = 0, hash = 0 WHERE id IN "+list, args...)
		return err
	}); err != nil {
		return err
	}
	return inChunks(a.gone, func(list string, args []any) error {
		_, err := a.w.exec("UPDATE debtor SET gone = 1 WHERE id IN "+list, args...)
		return err
	})
}
