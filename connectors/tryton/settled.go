package main

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"
)

// history is the moment since when what was settled is read.
func (r *reading) history(now time.Time) time.Time {
	if from, err := time.Parse(time.DateOnly, string(r.req.HistoryFrom)); err == nil {
		return from
	}
	return now.AddDate(0, 0, -int(r.days))
}

// settled reads the lines that were settled at or after a moment, with what paid
// what: from it the desk tells money from a loss that was booked.
func (t *tryton) settled(ctx context.Context, some []any, from time.Time) ([]*claim, error) {
	b := &book{lines: map[int64]line{}, invoices: map[int64]invoice{}}
	groups := map[int64][]*claim{}
	since := slices.Concat(t.receivables(), some, []any{is("reconciliation.create_date", ">=", datetimeValue(from))})
	err := list(ctx, t, "account.move.line", since, lineFields, func(rows []line) error {
		for _, l := range rows {
			b.lines[l.ID] = l
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := t.loadInvoices(ctx, b); err != nil {
		return nil, err
	}
	var all []*claim
	for _, id := range slices.Sorted(maps.Keys(b.lines)) {
		c := b.claim(b.lines[id], t.company.currency)
		all = append(all, c)
		groups[c.line.Settled] = append(groups[c.line.Settled], c)
	}
	for _, group := range groups {
		settle(group)
	}
	return all, nil
}

// settle says which payments of a settlement paid which claims: the earliest the
// earliest, and losses last.
func settle(group []*claim) {
	slices.SortStableFunc(group, func(x, y *claim) int {
		return cmp.Or(cmp.Compare(rank(x), rank(y)), cmp.Compare(x.line.Day, y.line.Day), cmp.Compare(x.line.Due, y.line.Due))
	})
	for _, p := range group {
		for _, c := range group {
			if p.open < 0 && c.open > 0 && p.currency == c.currency && p.bad == nil && c.bad == nil {
				p.settle(c)
			}
		}
	}
	for _, c := range group {
		c.open, c.settled = 0, true
	}
}

// rank puts losses behind money: what money has paid was not lost.
func rank(c *claim) int {
	if c.line.isLoss() {
		return 1
	}
	return 0
}
