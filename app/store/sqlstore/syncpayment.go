package sqlstore

import (
	"github.com/dunningdesk/dunningdesk/app/core/admission"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// PutPayments takes a batch of payments. An allocation to an item that the book does not hold is kept with the item's key,
// so that it counts as soon as the item comes.
func (w *writer) PutPayments(run *store.SyncRun, batch []store.SourcePayment) error {
	m, err := w.open(run)
	if err != nil {
		return err
	}
	owners := keysOf(batch, func(p *store.SourcePayment) string { return p.DebtorExternal })
	if err := need(&w.reader, m.debtors, run, m.full, owners); err != nil {
		return err
	}
	known, err := w.knownPayments(run.Connection, keysOf(batch, func(p *store.SourcePayment) string { return p.ExternalID })())
	if err != nil {
		return err
	}
	var seen, touched []int64
	for i := range batch {
		p := &batch[i]
		debtor, ok := m.debtors.known[p.DebtorExternal]
		if why := admission.Payment(&p.Payment, admission.Known{Customer: ok}); why != "" {
			if err := w.setAsidePayment(run, m, p, why, debtor.id); err != nil {
				return err
			}
			continue
		}
		m.found.take(admission.OfPayment, p.ExternalID)
		id, changed, err := w.putPayment(run, p, debtor.id, known)
		if err != nil {
			return err
		}
		seen = append(seen, id)
		if changed {
			touched = append(touched, int64(debtor.id))
		}
	}
	run.Read["payments"] += int64(len(batch))
	w.note(run, "payments", seen)
	w.note(run, "touched", touched)
	return nil
}

type knownPayment struct{ id, hash int64 }

func (r *reader) knownPayments(connection receivable.ConnectionID, keys []string) (map[string]knownPayment, error) {
	known := make(map[string]knownPayment, len(keys))
	err := inChunks(keys, func(list string, args []any) error {
		return r.each(func(row scanner) error {
			var key string
			var p knownPayment
			err := row.Scan(&key, &p.id, &p.hash)
			known[key] = p
			return err
		}, "SELECT external_id, id, hash FROM payment WHERE connection = ? AND external_id IN "+list, append([]any{connection}, args...)...)
	})
	return known, err
}

func (w *writer) putPayment(run *store.SyncRun, p *store.SourcePayment, debtor receivable.DebtorID, known map[string]knownPayment) (int64, bool, error) {
	if len(p.ItemExternals) != len(p.Allocations) {
		return 0, false, fault.New(fault.Invalid, "payment %s names %d items for %d allocations", p.ExternalID, len(p.ItemExternals), len(p.Allocations))
	}
	hash := paymentHash(p)
	before, exists := known[p.ExternalID]
	if exists && before.hash == hash {
		return before.id, false, nil
	}
	id := before.id
	if !exists {
		var err error
		if id, err = w.take("payment", 1); err != nil {
			return 0, false, err
		}
		run.Changes.NewPayments++
	}
	known[p.ExternalID] = knownPayment{id, hash}
	if _, err := w.exec(`INSERT INTO payment (id, connection, debtor, external_id, day, currency, amount, unapplied, reference, text, reversed, hash)
		VALUES `+marks(12, 1)+` ON CONFLICT (id) DO UPDATE SET debtor = excluded.debtor, day = excluded.day, currency = excluded.currency,
		amount = excluded.amount, unapplied = excluded.unapplied, reference = excluded.reference, text = excluded.text,
		reversed = excluded.reversed, hash = excluded.hash`,
		id, run.Connection, debtor, p.ExternalID, day(p.Date), string(p.Amount.Currency), p.Amount.Minor, p.Unapplied.Minor, p.Reference, p.Text,
		bit(p.Reversed), hash); err != nil {
		return 0, false, err
	}
	if exists {
		if _, err := w.exec("DELETE FROM allocation WHERE payment = ?", id); err != nil {
			return 0, false, err
		}
	}
	rows := make([]any, 0, 4*len(p.Allocations))
	for i, a := range p.Allocations {
		on := a.Date
		if on.IsZero() {
			on = p.Date
		}
		rows = append(rows, id, p.ItemExternals[i], a.Amount.Minor, day(on))
	}
	return id, true, w.insertRows("INSERT INTO allocation (payment, item_external, minor, day) VALUES ", 4, rows)
}

func paymentHash(p *store.SourcePayment) int64 {
	f := newFingerprint.text(p.DebtorExternal).text(p.Reference).text(p.Text).text(string(p.Amount.Currency)).
		number(day(p.Date)).number(p.Amount.Minor).number(p.Unapplied.Minor).number(bit(p.Reversed))
	for i, a := range p.Allocations {
		f = f.text(p.ItemExternals[i]).number(a.Amount.Minor).number(day(a.Date))
	}
	return int64(f)
}
