package main

import (
	"context"
	"slices"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// is makes one condition of a domain.
func is(field, operator string, value any) []any { return []any{field, operator, value} }

func order(field string) []any { return []any{[]string{field, "ASC"}} }

// identified is a record with its id.
type identified interface{ key() int64 }

// list reads all records of a model that fulfil the conditions, by their ids in
// pages, and hands each page on: those too that were put to rest. Records that
// come or go meanwhile shift no page.
func list[T identified](ctx context.Context, t *tryton, model string, conditions []any, fields []string, take func([]T) error) error {
	for last := int64(0); ; {
		domain := append(slices.Clone(conditions), is("id", ">", last))
		var rows []T
		err := t.read(ctx, &rows, "model."+model+".search_read", domain, 0, t.page, order("id"), fields, t.everything())
		if err != nil {
			return err
		}
		if len(rows) > t.page {
			return outOfOrder(model)
		}
		for i := range rows {
			if rows[i].key() <= last {
				return outOfOrder(model)
			}
			last = rows[i].key()
		}
		if err := take(rows); err != nil {
			return err
		}
		if len(rows) < t.page {
			return nil
		}
	}
}

// byID reads the records with these ids, in pages. Those that are gone are left
// out.
func byID[T identified](ctx context.Context, t *tryton, model string, ids []int64, more []any, fields []string) ([]T, error) {
	var out []T
	for some := range slices.Chunk(sorted(ids), t.page) {
		err := list(ctx, t, model, append([]any{is("id", "in", some)}, more...), fields, func(rows []T) error {
			out = append(out, rows...)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// sorted returns the ids in order, each once.
func sorted(ids []int64) []int64 {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return slices.Compact(ids)
}

func outOfOrder(model string) spec.Diagnostic {
	d := trouble(spec.CodeSourceUnreadable, "url", "Tryton sends other records than it was asked for.", "Sync again; report it when it stays.")
	d.Detail = model
	return d
}
