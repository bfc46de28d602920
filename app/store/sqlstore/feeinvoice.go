package sqlstore

import (
	"slices"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// feeInvoice is an invoice of the accounting system for a charge, or a credit note on one.
type feeInvoice struct {
	id, charge int64
	debtor     receivable.DebtorID
	currency   money.Currency
	external   string
	number     string
	minor      int64 // open
	seen       bool
	made       time.Time
	run        int64 // the read that has brought it last
}

func (r *reader) feeInvoices(where string, args ...any) (out []*feeInvoice, err error) {
	err = r.each(func(row scanner) error {
		f := &feeInvoice{}
		var made int64
		err := row.Scan(&f.id, &f.charge, &f.debtor, &f.currency, &f.external, &f.number, &f.minor, &f.seen, &made)
		f.made = unmoment(made)
		out = append(out, f)
		return err
	}, `SELECT f.id, f.charge, c.debtor, c.currency, f.external_id, f.number, f.minor, f.seen, f.made FROM fee_invoice f JOIN charge c ON c.id = f.charge
		WHERE `+where+" ORDER BY f.id", args...)
	return out, err
}

// UninvoicedCharges gives fees and lump sums of reminders that left, for which there is no entry of the queue.
func (r *reader) UninvoicedCharges(connection receivable.ConnectionID, since time.Time, limit int) ([]dunning.Charge, error) {
	found, err := r.charges(`open > 0 AND kind <> ? AND EXISTS (SELECT 1 FROM outbox o JOIN notice n ON n.id = o.notice JOIN debtor d ON d.id = n.debtor
		WHERE n.id = charge.notice AND n.cancelled = 0 AND n.trial = 0 AND o.state = 'sent' AND o.sent_at >= ? AND d.connection = ?)
		AND NOT EXISTS (SELECT 1 FROM write_back b WHERE b.kind = ? AND b.about = ? AND b.about_id = charge.id)`,
		string(dunning.InterestCharge), moment(since), connection, string(writeback.Fee), store.AboutCharge)
	return found[:min(len(found), limit)], err
}

// UncreditedFees gives the entries of invoiced charges of which nothing is left to ask.
func (r *reader) UncreditedFees(connection receivable.ConnectionID) ([]writeback.Entry, error) {
	return r.writeBacks(`b.connection = ? AND b.kind = ? AND b.about = ? AND b.state IN ('writing', 'uncertain', 'written')
		AND EXISTS (SELECT 1 FROM charge JOIN notice n ON n.id = charge.notice WHERE charge.id = b.about_id AND (n.cancelled = 1 OR charge.waived >= charge.amount))
		AND NOT EXISTS (SELECT 1 FROM write_back u WHERE u.undoes = b.id) ORDER BY b.id`, connection, string(writeback.Fee), store.AboutCharge)
}

// InvoiceCharge notes under which keys the accounting system has a charge. One that a read has brought as an item already, while
// nobody knew whose it was, is an item no more.
func (w *writer) InvoiceCharge(charge int64, connection receivable.ConnectionID, posted writeback.Posted) error {
	for _, key := range posted.Sources {
		if _, err := w.exec(`INSERT INTO fee_invoice (charge, connection, external_id, number, made) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (connection, external_id) DO NOTHING`, charge, connection, key, posted.Number, moment(w.now)); err != nil {
			return err
		}
		if err := w.takeFromItems(connection, key); err != nil {
			return err
		}
	}
	if m := w.store.reads[connection]; m != nil { // a read may be running: what it has found so far, it must not forget
		m.lookAgain()
	}
	return w.followInvoices([]int64{charge})
}

func (w *writer) takeFromItems(connection receivable.ConnectionID, key string) error {
	var id, open int64
	var debtor receivable.DebtorID
	found, err := w.one("SELECT id, open, debtor FROM item WHERE connection = ? AND external_id = ?", []any{connection, key}, &id, &open, &debtor)
	if err != nil || !found {
		return err
	}
	w.touch(debtor)
	for _, step := range []struct {
		query string
		args  []any
	}{
		{"UPDATE fee_invoice SET minor = ?, seen = 1 WHERE connection = ? AND external_id = ?", []any{open, connection, key}},
		{"INSERT INTO item_move (item, day, minor) VALUES (?, ?, ?)", []any{id, day(w.today()), -open}},
		{"UPDATE item SET open = 0, written = 0, settled = ?, stale = 0, hash = 0 WHERE id = ?", []any{day(w.today()), id}},
	} {
		if _, err := w.exec(step.query, step.args...); err != nil {
			return err
		}
	}
	return nil
}

// followInvoices makes what is open of charges what is open of their invoices, once a read has brought these: less what was waived here
// since they were made, and nothing of one whose notice was taken back. What was waived before never was in the invoice.
func (w *writer) followInvoices(charges []int64) error {
	slices.Sort(charges)
	for _, id := range slices.Compact(charges) {
		found, err := w.feeInvoices("f.charge = ? AND f.seen = 1", id)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			continue
		}
		var open int64
		for _, f := range found {
			open += f.minor
		}
		w.touch(found[0].debtor)
		var amount, waived, invoiced int64
		var cancelled bool
		if _, err := w.one(`SELECT amount, waived, EXISTS (SELECT 1 FROM notice n WHERE n.id = charge.notice AND n.cancelled = 1),
			COALESCE((SELECT SUM(b.minor) FROM write_back b WHERE b.kind = ? AND b.about = ? AND b.about_id = charge.id AND b.state = 'written'), amount)
			FROM charge WHERE id = ?`, []any{string(writeback.Fee), store.AboutCharge, id}, &amount, &waived, &cancelled, &invoiced); err != nil {
			return err
		}
		left := max(0, min(open, invoiced)-max(0, waived-(amount-invoiced)))
		if cancelled {
			left = 0
		}
		if _, err := w.exec("UPDATE charge SET open = ? WHERE id = ?", left, id); err != nil {
			return err
		}
	}
	return nil
}

// invoicesOf loads the invoices for charges of a connection that a run may bring, and again when another desk has noted one meanwhile.
func (w *writer) invoicesOf(m *runMemory, id receivable.ConnectionID) error {
	if w.lookedUp.invoices == m && m.invoices != nil {
		return nil
	}
	var newest int64
	if _, err := w.one("SELECT COALESCE(MAX(id), 0) FROM fee_invoice", nil, &newest); err != nil {
		return err
	}
	w.lookedUp.invoices = m
	if m.invoices != nil && m.newest == newest {
		return nil
	}
	found, err := w.feeInvoices("f.connection = ?", id)
	before := m.invoices
	m.newest, m.invoices = newest, make(map[string]*feeInvoice, len(found))
	for _, f := range found {
		if was := before[f.external]; was != nil {
			f.run = was.run
		}
		m.invoices[f.external] = f
	}
	return err
}

// invoice takes an invoice for a charge out of what a read has brought.
func (b *itemBatch) invoice(f *feeInvoice, it *store.SourceItem) error {
	b.invoices = append(b.invoices, f.id)
	if f.seen && f.minor == it.Open.Minor && f.number == it.Number {
		return nil
	}
	f.seen, f.minor, f.number = true, it.Open.Minor, it.Number
	b.touched[f.debtor] = true
	if _, err := b.w.exec("UPDATE fee_invoice SET seen = 1, minor = ?, number = ? WHERE id = ?", f.minor, f.number, f.id); err != nil {
		return err
	}
	return b.w.followInvoices([]int64{f.charge})
}

// invoicesAbsent settles the invoices for charges that a read should have brought and did not: paid, or credited. One that was
// written after the read began could not be in it.
func (a *absence) invoicesAbsent(where string, args ...any) error {
	seen, err := a.w.seen("connection = ? AND run = ? AND stream = ?", a.run.Connection, a.run.ID, "fee-invoices")
	if err != nil {
		return err
	}
	found, err := a.w.feeInvoices("f.connection = ?"+where, append([]any{a.run.Connection}, args...)...)
	if err != nil {
		return err
	}
	var gone []*feeInvoice
	for _, f := range found {
		if (f.minor != 0 || !f.seen) && !seen.has(f.id) && f.made.Before(a.run.Started) {
			gone = append(gone, f)
		}
	}
	return a.w.closeInvoices(gone, a.run.Rejected > 0)
}

// closeInvoices has nothing open of invoices any more. Where records were refused, absence proves nothing: the charge stays as it is.
func (w *writer) closeInvoices(gone []*feeInvoice, unproven bool) error {
	charges := make([]int64, len(gone))
	for i, f := range gone {
		if _, err := w.exec("UPDATE fee_invoice SET minor = 0, seen = ? WHERE id = ?", bit(!unproven), f.id); err != nil {
			return err
		}
		charges[i] = f.charge
	}
	return w.followInvoices(charges)
}
