package main

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// overlap is taken off a moment since when changes are asked for: Tryton stamps
// a change with the beginning of its transaction.
const overlap = 10 * time.Minute

// book is what is open at one moment.
type book struct {
	lines    map[int64]line
	invoices map[int64]invoice
	// from is since when changes are asked for when the book is mended.
	from time.Time
}

// load reads the open lines of some customers, or of all, with their invoices.
// What changed while the pages were read is put right at the end.
func (t *tryton) load(ctx context.Context, parties []int64, tell func(done, total int) error) (*book, error) {
	b := &book{lines: map[int64]line{}, invoices: map[int64]invoice{}, from: t.served.Add(-overlap)}
	some := of(parties)
	total, err := t.count(ctx, "account.move.line", append(t.open(), some...))
	if err != nil {
		return nil, err
	}
	err = list(ctx, t, "account.move.line", append(t.open(), some...), lineFields, func(rows []line) error {
		for _, l := range rows {
			b.lines[l.ID] = l
		}
		return tell(len(b.lines), max(total, len(b.lines)))
	})
	if err != nil {
		return nil, err
	}
	if err := t.mend(ctx, b, some); err != nil {
		return nil, err
	}
	return b, t.loadInvoices(ctx, b)
}

// mend brings a book that was read in pages to what holds now.
func (t *tryton) mend(ctx context.Context, b *book, some []any) error {
	changed := slices.Concat(t.receivables(), some, since(b.from))
	err := list(ctx, t, "account.move.line", changed, lineFields, func(rows []line) error {
		b.take(rows)
		return nil
	})
	if err != nil {
		return err
	}
	n, err := t.count(ctx, "account.move.line", append(t.open(), some...))
	if err != nil || n == len(b.lines) {
		return err
	}
	return t.compare(ctx, b, some)
}

// take puts lines in that are open and takes out those that are not.
func (b *book) take(rows []line) {
	for _, l := range rows {
		if l.isOpen() {
			b.lines[l.ID] = l
		} else {
			delete(b.lines, l.ID)
		}
	}
}

// compare finds by their ids what came or went without a trace.
func (t *tryton) compare(ctx context.Context, b *book, some []any) error {
	now, err := t.openIDs(ctx, some)
	if err != nil {
		return err
	}
	var missing []int64
	for id := range now {
		if _, there := b.lines[id]; !there {
			missing = append(missing, id)
		}
	}
	maps.DeleteFunc(b.lines, func(id int64, _ line) bool { return !now[id] })
	rows, err := byID[line](ctx, t, "account.move.line", missing, t.receivables(), lineFields)
	b.take(rows)
	return err
}

// openIDs reads the ids of the open lines alone.
func (t *tryton) openIDs(ctx context.Context, some []any) (map[int64]bool, error) {
	out := map[int64]bool{}
	err := list(ctx, t, "account.move.line", append(t.open(), some...), []string{"party"}, func(rows []reference) error {
		for _, r := range rows {
			out[r.ID] = true
		}
		return nil
	})
	return out, err
}

// loadInvoices reads the invoices that the lines come from or pay.
func (t *tryton) loadInvoices(ctx context.Context, b *book) error {
	wanted := map[int64]bool{}
	for _, l := range b.lines {
		if id := l.invoice(); id != 0 {
			wanted[id] = true
		}
		for _, id := range l.PaymentsOf {
			wanted[id] = true
		}
	}
	rows, err := byID[invoice](ctx, t, "account.invoice", slices.Collect(maps.Keys(wanted)), nil, invoiceFields)
	if err != nil {
		return err
	}
	for _, i := range rows {
		b.invoices[i.ID] = i
	}
	return t.loadToPay(ctx, b)
}

// loadToPay asks Tryton what is open of invoices that were paid in another
// currency: only it knows the rate that it reckons with.
func (t *tryton) loadToPay(ctx context.Context, b *book) error {
	mixed := b.mixed(t.company.currency)
	rows, err := byID[invoice](ctx, t, "account.invoice", mixed, nil, []string{"amount_to_pay"})
	if err != nil {
		return err
	}
	for _, row := range rows {
		i := b.invoices[row.ID]
		i.ToPay = row.ToPay
		b.invoices[row.ID] = i
	}
	return nil
}

// telling passes progress on.
func telling(emit sdk.Emitter, phase spec.Stream) func(done, total int) error {
	return func(done, total int) error {
		return emit.Progress(spec.Progress{Phase: string(phase), Done: int64(done), Total: int64(total)})
	}
}
