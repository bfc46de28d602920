package main

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// changes reads the customers of whom anything changed since the last read.
// Once a day everything open is compared by its id too: a settlement that was
// taken back, and what was deleted, leave no trace in Tryton.
func (r *reading) changes(ctx context.Context) error {
	last, before, err := r.openCursor(r.req.Cursor)
	if err != nil {
		return err
	}
	began := r.served
	today := spec.DateOf(began.UTC())
	look := &look{touched: map[int64]bool{}, parties: map[int64]bool{}}
	if err := r.trace(ctx, look, last.Since.Add(-overlap)); err != nil {
		return err
	}
	if last.Compared != today {
		if before == nil {
			return spec.Diagnostic{
				Severity: spec.SeverityError, Code: spec.CodeCursorInvalid, Summary: "More is open than can be compared by its ids.",
				Hint: "Read everything once a day.",
			}
		}
		if err := r.compareIDs(ctx, look, before); err != nil {
			return err
		}
	}
	b := &book{lines: map[int64]line{}}
	if parties := slices.Sorted(maps.Keys(look.parties)); len(parties) > 0 {
		if b, err = r.loadSome(ctx, parties); err != nil {
			return err
		}
		if err := r.sendSome(ctx, b, parties, last.Since.Add(-overlap)); err != nil {
			return err
		}
	}
	open, err := r.gone(ctx, b, look, before)
	if err != nil {
		return err
	}
	return r.emit.Complete(r.cursorAfter(began, today, open).bytes())
}

// look is what an incremental read has found to look at.
type look struct {
	touched map[int64]bool // lines
	parties map[int64]bool
}

func (l *look) lines(rows []reference) error {
	for _, r := range rows {
		l.touched[r.ID], l.parties[r.Party] = true, true
	}
	return nil
}

// trace finds what Tryton's stamps tell: lines, invoices (a part payment touches
// the invoice alone), settlements, and the customers themselves.
func (r *reading) trace(ctx context.Context, found *look, from time.Time) error {
	if err := list(ctx, r.tryton, "account.move.line", append(r.receivables(), since(from)...), []string{"party"}, found.lines); err != nil {
		return err
	}
	invoices := append([]any{is("type", "=", "out"), is("company", "=", r.company.id)}, since(from)...)
	maybe := map[int64]bool{}
	note := func(rows []reference) error {
		for _, one := range rows {
			maybe[one.Party] = true
		}
		return nil
	}
	if err := list(ctx, r.tryton, "account.invoice", invoices, []string{"party"}, note); err != nil {
		return err
	}
	if err := r.traceSettled(ctx, found, from); err != nil {
		return err
	}
	for _, model := range []string{"party.address", "party.contact_mechanism"} {
		if err := list(ctx, r.tryton, model, since(from), []string{"party"}, note); err != nil {
			return err
		}
	}
	err := list(ctx, r.tryton, "party.party", since(from), []string{"code"}, func(rows []reference) error {
		for _, one := range rows {
			maybe[one.ID] = true
		}
		return nil
	})
	if err != nil {
		return err
	}
	return r.onlyCustomers(ctx, found, maybe)
}

// traceSettled follows settlements to their lines.
func (r *reading) traceSettled(ctx context.Context, found *look, from time.Time) error {
	var lines []int64
	err := list(ctx, r.tryton, "account.move.reconciliation", append([]any{is("company", "=", r.company.id)}, since(from)...), []string{"lines"}, func(rows []reference) error {
		for _, one := range rows {
			lines = append(lines, one.Lines...)
		}
		return nil
	})
	if err != nil {
		return err
	}
	rows, err := byID[reference](ctx, r.tryton, "account.move.line", lines, r.receivables(), []string{"party"})
	if err != nil {
		return err
	}
	return found.lines(rows)
}

// onlyCustomers keeps suppliers out.
func (r *reading) onlyCustomers(ctx context.Context, found *look, maybe map[int64]bool) error {
	delete(maybe, 0)
	for some := range slices.Chunk(slices.Sorted(maps.Keys(maybe)), r.page) {
		customers, err := r.everBooked(ctx, of(some))
		if err != nil {
			return err
		}
		for _, id := range customers {
			found.parties[id] = true
		}
	}
	return nil
}

// compareIDs holds the open lines against those of the last read, and has every
// customer sent anew: a deleted telephone number leaves no trace either.
func (r *reading) compareIDs(ctx context.Context, found *look, before map[int64]bool) error {
	now := map[int64]bool{}
	err := list(ctx, r.tryton, "account.move.line", r.open(), []string{"party"}, func(rows []reference) error {
		for _, one := range rows {
			now[one.ID] = true
			if !before[one.ID] {
				found.parties[one.Party] = true
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for id := range before {
		if !now[id] {
			found.touched[id] = true
		}
	}
	customers, err := r.everBooked(ctx, nil)
	if err != nil {
		return err
	}
	var rest []int64
	for _, id := range customers {
		if !found.parties[id] {
			rest = append(rest, id)
		}
	}
	return r.sendCustomers(ctx, rest)
}

// sendSome sends customers with what is open and what was settled since.
func (r *reading) sendSome(ctx context.Context, b *book, parties []int64, from time.Time) error {
	var all []*claim
	for some := range slices.Chunk(parties, r.page) {
		settled, err := r.settled(ctx, of(some), from)
		if err != nil {
			return err
		}
		all = append(all, settled...)
	}
	return r.send(ctx, b, all, parties)
}

// loadSome loads customers in pages into one book.
func (r *reading) loadSome(ctx context.Context, parties []int64) (*book, error) {
	all := &book{lines: map[int64]line{}, invoices: map[int64]invoice{}}
	for some := range slices.Chunk(parties, r.page) {
		b, err := r.load(ctx, some, telling(r.emit, spec.StreamItems))
		if err != nil {
			return nil, err
		}
		maps.Copy(all.lines, b.lines)
		maps.Copy(all.invoices, b.invoices)
	}
	return all, nil
}

// gone tells of items that were open before and are so no more, and returns
// what is open now.
func (r *reading) gone(ctx context.Context, b *book, found *look, before map[int64]bool) ([]int64, error) {
	open := maps.Clone(before)
	if open == nil {
		open = map[int64]bool{}
	}
	still := map[int64]bool{}
	for _, id := range r.items {
		open[id], still[id] = true, true
	}
	var ended []int64
	for id := range found.touched {
		if !still[id] && (before == nil || before[id]) {
			ended = append(ended, id)
		}
	}
	for id := range b.lines { // open, and netted with an invoice since
		if !still[id] && before[id] {
			ended = append(ended, id)
		}
	}
	ended = sorted(ended)
	for _, id := range ended {
		delete(open, id)
	}
	if err := r.sendEnded(ctx, ended); err != nil || before == nil {
		return nil, err
	}
	return slices.Collect(maps.Keys(open)), nil
}

// sendEnded says of each line that nothing of it is open, or that it stands for
// itself no more.
func (r *reading) sendEnded(ctx context.Context, ids []int64) error {
	rows, err := byID[line](ctx, r.tryton, "account.move.line", ids, r.receivables(), lineFields)
	if err != nil {
		return err
	}
	b := &book{lines: map[int64]line{}, invoices: map[int64]invoice{}}
	unknown := map[int64]bool{}
	for _, l := range rows {
		b.lines[l.ID] = l
		unknown[l.Party] = !r.sent[l.Party]
	}
	maps.DeleteFunc(unknown, func(_ int64, is bool) bool { return !is })
	if err := r.sendCustomers(ctx, slices.Sorted(maps.Keys(unknown))); err != nil {
		return err
	}
	if err := r.loadInvoices(ctx, b); err != nil {
		return err
	}
	for _, id := range ids {
		l, there := b.lines[id]
		c := b.claim(l, r.company.currency)
		if !there || c.pays || c.bad != nil || !r.sent[l.Party] {
			err = r.emit.Remove(spec.StreamItems, strconv.FormatInt(id, 10))
		} else {
			c.open = 0
			err = r.emit.Item(c.item())
		}
		if err != nil {
			return err
		}
	}
	return nil
}
