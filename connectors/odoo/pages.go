package main

import (
	"context"
	"slices"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// each walks all records of a domain in pages by their ids: what comes or goes meanwhile moves nothing to another page.
func each[T marked](ctx context.Context, o *odoo, model string, domain list, fields []string, take func([]T) error) error {
	last := int64(0)
	for {
		after := domain
		if last > 0 {
			after = append(slices.Clone(domain), is("id", ">", last))
		}
		var rows []T
		c := call{model: model, method: "search_read", first: "domain", value: after, reads: true, named: map[string]any{
			"fields": fields, "order": "id", "limit": o.page,
		}}
		if err := o.call(ctx, c, &rows); err != nil {
			return err
		}
		for _, row := range rows {
			id := row.mark().ID
			if id <= last {
				return trouble(spec.CodeSourceChanged, "", "Odoo sends the same records again.", "Sync again; report it when it stays.")
			}
			last = id
		}
		if err := take(rows); err != nil {
			return err
		}
		if len(rows) < o.page {
			return nil
		}
	}
}

// byID reads records by their ids. Those that are gone, or do not fulfil the domain, are left out.
func byID[T marked](ctx context.Context, o *odoo, model string, ids []int64, domain list, fields []string) (out []T, err error) {
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	for some := range slices.Chunk(ids, o.page) {
		err := each(ctx, o, model, append(list{within("id", some)}, domain...), fields, func(rows []T) error {
			out = append(out, rows...)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
