package main

import (
	"context"
	"maps"
	"slices"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// book is what was read of Odoo.
type book struct {
	home     string
	lines    map[int64]line
	open     map[int64]int64 // every open line with its entry, where not all were read; nil: the lines are all
	moves    map[int64]move
	partners map[int64]partner
	contacts map[int64][]partner // by the customer they belong to
	codes    map[int64]string    // of countries
	partials []partial
	money    map[int64]line // what the partials settled open lines with
}

func newBook(home string) *book {
	return &book{
		home: home, lines: map[int64]line{}, moves: map[int64]move{}, partners: map[int64]partner{}, contacts: map[int64][]partner{}, codes: map[int64]string{},
		money: map[int64]line{},
	}
}

// receivable are the lines on the company's receivable accounts.
func (o *odoo) receivable() list {
	kind := is("account_internal_type", "=", "receivable") // until 15
	if o.has[lineModel.name]["account_type"] {
		kind = is("account_type", "=", "asset_receivable")
	}
	return list{kind, is("company_id", "=", o.company.ID)}
}

// open are those of them that count.
func (o *odoo) open(some ...any) list {
	return slices.Concat(o.receivable(), list{is("parent_state", "=", "posted"), is("reconciled", "=", false)}, some)
}

// attempts is how often a list that changes while it is read is read anew.
const attempts = 3

// loadLines reads the open lines, of some customers or of all. What changed while the pages were read is put right at the
// end, and their number must be Odoo's.
func (o *odoo) loadLines(ctx context.Context, b *book, some []any, tell func(done int) error) error {
	for range attempts {
		b.lines = map[int64]line{}
		began, err := o.newest(ctx)
		if err != nil {
			return err
		}
		take := func(rows []line) error {
			b.take(rows)
			return tell(len(b.lines))
		}
		if err := each(ctx, o, lineModel.name, o.open(some...), o.fields(lineModel), take); err != nil {
			return err
		}
		changed := slices.Concat(o.receivable(), some, list{is("write_date", ">=", began)})
		if began != "" {
			if err := each(ctx, o, lineModel.name, changed, o.fields(lineModel), take); err != nil {
				return err
			}
		}
		n, err := o.count(ctx, lineModel.name, o.open(some...))
		if err != nil || n == len(b.lines) {
			return err
		}
	}
	return trouble(spec.CodeSourceChanged, "", "Odoo is being worked in so much that its open items cannot be read as they were at one moment.", "Sync again in a moment.")
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

// newest is when a receivable line was last changed, by Odoo's own clock; empty when there is none.
func (o *odoo) newest(ctx context.Context) (string, error) {
	var rows []stamp
	c := call{model: lineModel.name, method: "search_read", first: "domain", value: o.receivable(), reads: true, named: map[string]any{
		"fields": []string{"write_date"}, "order": "write_date desc, id desc", "limit": 1,
	}}
	if err := o.call(ctx, c, &rows); err != nil || len(rows) == 0 {
		return "", err
	}
	return string(rows[0].Changed), nil
}

// customers are the partners that are sold to, without the people and addresses of others.
func (o *odoo) customers() list {
	return list{is("customer_rank", ">", 0), is("parent_id", "=", false), is("company_id", "in", list{false, o.company.ID})}
}

// anybody lets archived partners be found too.
var anybody = is("active", "in", []bool{true, false})

func (b *book) takePartners(rows []partner) error {
	for _, p := range rows {
		b.partners[p.ID] = p
	}
	return nil
}

// loadPartners reads the customers by their ids, and those to whom they belong.
func (o *odoo) loadPartners(ctx context.Context, b *book, ids []int64) error {
	for range 2 {
		wanted := slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { _, known := b.partners[id]; return known || id == 0 })
		rows, err := byID[partner](ctx, o, partnerModel.name, wanted, list{anybody}, o.fields(partnerModel))
		if err != nil {
			return err
		}
		_ = b.takePartners(rows)
		ids = nil
		for _, p := range rows {
			ids = append(ids, p.Commercial.ID)
		}
	}
	return nil
}

// loadDetails reads what belongs to the partners and lines that are there.
func (o *odoo) loadDetails(ctx context.Context, b *book) error {
	var of []int64
	for _, l := range b.lines {
		of = append(of, l.Partner.ID)
	}
	if err := o.loadPartners(ctx, b, of); err != nil {
		return err
	}
	people, err := o.people(ctx, slices.Sorted(maps.Keys(b.partners)))
	if err != nil {
		return err
	}
	for _, p := range people {
		b.contacts[p.Parent.ID] = append(b.contacts[p.Parent.ID], p)
	}
	if err := o.loadCountries(ctx, b); err != nil {
		return err
	}
	if err := o.loadMoves(ctx, b); err != nil {
		return err
	}
	return o.loadMoney(ctx, b)
}

func (o *odoo) people(ctx context.Context, of []int64) (out []partner, err error) {
	for some := range slices.Chunk(of, o.page) {
		err := each(ctx, o, partnerModel.name, list{within("parent_id", some)}, o.fields(partnerModel), func(rows []partner) error {
			out = append(out, rows...)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (o *odoo) loadCountries(ctx context.Context, b *book) error {
	var ids []int64
	for _, p := range b.partners {
		if p.Country.ID != 0 {
			ids = append(ids, p.Country.ID)
		}
	}
	rows, err := byID[country](ctx, o, "res.country", ids, nil, []string{"code"})
	for _, c := range rows {
		b.codes[c.ID] = string(c.Code)
	}
	return err
}

func (o *odoo) loadMoves(ctx context.Context, b *book) error {
	var ids []int64
	for _, l := range b.lines {
		ids = append(ids, l.Move.ID)
	}
	rows, err := byID[move](ctx, o, moveModel.name, ids, nil, o.fields(moveModel))
	for _, m := range rows {
		b.moves[m.ID] = m
	}
	return err
}

var partialFields = []string{"debit_move_id", "credit_move_id", "credit_amount_currency", "max_date"}

// loadMoney reads what has settled a part of the lines, and what else that settled.
func (o *odoo) loadMoney(ctx context.Context, b *book) error {
	var ids, credits []int64
	for _, l := range b.lines {
		ids = append(ids, l.Credits...)
		if l.isMoney() {
			credits = append(credits, l.ID)
		}
	}
	found, err := byID[partial](ctx, o, "account.partial.reconcile", ids, nil, partialFields)
	if err != nil {
		return err
	}
	for _, p := range found {
		credits = append(credits, p.Credit.ID)
	}
	for some := range slices.Chunk(slices.Compact(slices.Sorted(slices.Values(credits))), o.page) {
		err := each(ctx, o, "account.partial.reconcile", list{within("credit_move_id", some)}, partialFields, func(rows []partial) error {
			b.partials = append(b.partials, rows...)
			return nil
		})
		if err != nil {
			return err
		}
	}
	rows, err := byID[line](ctx, o, lineModel.name, credits, nil, o.fields(lineModel))
	for _, l := range rows {
		b.money[l.ID] = l
	}
	return err
}
