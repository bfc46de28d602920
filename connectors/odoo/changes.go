package main

import (
	"context"
	"maps"
	"slices"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// glance is an open line with no more than what tells whether it changed.
type glance struct {
	stamp
	Move ref `json:"move_id"`
}

// changes reads what changed since the last read. Which lines are open is compared by their ids, so that it does not matter
// how one went: paid, reset to draft, deleted.
func (r *reading) changes(ctx context.Context) error {
	last, err := r.openCursor(r.req.Cursor)
	if err != nil {
		return err
	}
	now, since, err := r.look(ctx, last)
	if err != nil {
		return err
	}
	wanted, err := r.changed(ctx, now, last)
	if err != nil {
		return err
	}
	var gone []int64
	for _, n := range last.Open {
		if _, still := now[n]; !still {
			gone = append(gone, n)
		}
	}
	b := newBook(r.company.Currency.Name)
	rows, err := byID[line](ctx, r.odoo, lineModel.name, append(wanted, gone...), r.receivable(), r.fields(lineModel))
	if err != nil {
		return err
	}
	for _, l := range rows {
		if l.State == "posted" {
			b.lines[l.ID] = l
		}
	}
	b.open = map[int64]int64{}
	for n, g := range now {
		b.open[n] = g.Move.ID
	}
	if err := r.changedPartners(ctx, b, last.from()); err != nil {
		return err
	}
	if err := r.loadDetails(ctx, b); err != nil {
		return err
	}
	b.gather(&r.Gathered)
	next := cursor{Company: r.company.ID, Since: b.newest(max(since, last.Since))}
	for _, n := range slices.Concat(wanted, gone) {
		l, there := b.lines[n]
		if !there {
			for _, stream := range []spec.Stream{spec.StreamItems, spec.StreamPayments} { // it may have been both
				r.Removals = append(r.Removals, spec.Removal{Stream: stream, ExternalID: id(n)})
			}
		}
		if !there || l.Reconciled {
			delete(now, n)
		}
	}
	next.Open = slices.Sorted(maps.Keys(now))
	return r.Send(r.req, r.emit, next.bytes())
}

// look lists the open lines as they are now.
func (r *reading) look(ctx context.Context, last cursor) (now map[int64]glance, since string, err error) {
	now, since = map[int64]glance{}, last.Since
	err = each(ctx, r.odoo, lineModel.name, r.open(), []string{"move_id", "write_date"}, func(rows []glance) error {
		for _, g := range rows {
			now[g.ID] = g
			since = max(since, string(g.Changed))
		}
		return r.emit.Progress(spec.Progress{Phase: "changes", Done: int64(len(now))})
	})
	return now, since, err
}

// changed are the open lines to read anew: new ones, changed ones, and those of invoices that changed.
func (r *reading) changed(ctx context.Context, now map[int64]glance, last cursor) ([]int64, error) {
	moves := map[int64]bool{}
	domain := list{is("company_id", "=", r.company.ID), is("move_type", "in", []string{"out_invoice", "out_refund", "out_receipt"}), is("write_date", ">=", last.from())}
	err := each(ctx, r.odoo, moveModel.name, domain, []string{"write_date"}, func(rows []stamp) error {
		for _, one := range rows {
			moves[one.ID] = true
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var out []int64
	for n, g := range now {
		_, known := slices.BinarySearch(last.Open, n)
		if !known || string(g.Changed) >= last.from() || moves[g.Move.ID] {
			out = append(out, n)
		}
	}
	return out, nil
}

// changedPartners reads the customers that changed, or of whom a person or an address did.
func (r *reading) changedPartners(ctx context.Context, b *book, since string) error {
	if err := each(ctx, r.odoo, partnerModel.name, append(r.customers(), is("write_date", ">=", since), anybody), r.fields(partnerModel), b.takePartners); err != nil {
		return err
	}
	var of []int64
	people := list{is("parent_id.customer_rank", ">", 0), is("write_date", ">=", since)}
	err := each(ctx, r.odoo, partnerModel.name, people, r.fields(partnerModel), func(rows []partner) error {
		for _, p := range rows {
			of = append(of, p.Parent.ID)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return r.loadPartners(ctx, b, of)
}
