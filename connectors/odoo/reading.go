package main

import (
	"context"
	"maps"
	"slices"
	"strconv"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// reading is one read.
type reading struct {
	*odoo
	req  spec.ReadRequest
	emit sdk.Emitter
	web.Gathered
}

func (r *reading) telling(phase string) func(done int) error {
	return func(done int) error { return r.emit.Progress(spec.Progress{Phase: phase, Done: int64(done)}) }
}

// all reads every customer and what is open.
func (r *reading) all(ctx context.Context) error {
	b := newBook(r.company.Currency.Name)
	told := r.telling("customers")
	err := each(ctx, r.odoo, partnerModel.name, r.customers(), r.fields(partnerModel), func(rows []partner) error {
		_ = b.takePartners(rows)
		return told(len(b.partners))
	})
	if err != nil {
		return err
	}
	if err := r.loadLines(ctx, b, nil, r.telling("items")); err != nil {
		return err
	}
	if err := r.loadDetails(ctx, b); err != nil {
		return err
	}
	b.gather(&r.Gathered)
	c := cursor{Company: r.company.ID, Open: slices.Sorted(maps.Keys(b.lines)), Since: b.newest("")}
	return r.Send(r.req, r.emit, c.bytes())
}

// some reads some customers.
func (r *reading) some(ctx context.Context) error {
	var ids []int64
	for _, text := range r.req.Debtors {
		if n, err := strconv.ParseInt(text, 10, 64); err == nil && n > 0 {
			ids = append(ids, n)
		}
	}
	b := newBook(r.company.Currency.Name)
	if err := r.loadPartners(ctx, b, ids); err != nil {
		return err
	}
	for few := range slices.Chunk(slices.Sorted(maps.Keys(b.partners)), r.page) {
		part := newBook(b.home)
		if err := r.loadLines(ctx, part, list{within("partner_id.commercial_partner_id", few)}, r.telling("items")); err != nil {
			return err
		}
		maps.Copy(b.lines, part.lines)
	}
	if err := r.loadDetails(ctx, b); err != nil {
		return err
	}
	b.gather(&r.Gathered)
	return r.Send(r.req, r.emit, nil)
}

// newest is the latest change among what was read.
func (b *book) newest(than string) string {
	for _, l := range b.lines {
		than = max(than, string(l.Changed))
	}
	for _, m := range b.moves {
		than = max(than, string(m.Changed))
	}
	for _, p := range b.partners {
		than = max(than, string(p.Changed))
	}
	return than
}
