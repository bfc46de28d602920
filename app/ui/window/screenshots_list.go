package window

import (
	"context"
	"slices"
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
)

// foreignMapping is how another desk reads its lists.
const foreignMapping = `{"format":"dunningdesk-mapping","version":1,"connector":"files","settings":{"decimal":"point","date_order":"ymd","delimiter":"comma",
"postings":"true","net_days":"14","mapping":{"number":"Invoice","customer":"Account","name":"Customer","issued":"Date","due":"Due","open":"Balance","customers.email":"Mail"}}}`

// listed are the pictures of the first connection whose columns people name, where there is one.
func listed(ctx context.Context, d Desk) []page {
	all, err := d.Connections(ctx)
	if err != nil {
		return nil
	}
	i := slices.IndexFunc(all, func(f desk.Fresh) bool { return f.Connection.Kind == "files" })
	if i < 0 {
		return nil
	}
	c := all[i].Connection
	show := func(w *Window) { closeDialog(w); w.connections.Escape(); w.shell.Go(stage.Connections, strconv.FormatInt(int64(c.ID), 10)) }
	return []page{
		{"connections-list", show},
		{"connections-list-more", func(w *Window) { w.connections.ShowMore() }},
		{"connections-list-test", func(w *Window) { closeDialog(w); w.connections.Test() }},
		{"connections-list-confirm", func(w *Window) { closeDialog(w); w.connections.ConfirmMapping(c) }},
		{"connections-list-import", func(w *Window) { closeDialog(w); w.connections.OfferMapping(c, []byte(foreignMapping)) }},
		{"connections-list-settings", func(w *Window) { closeDialog(w); w.connections.Edit() }},
		{"connections-list-checked", func(w *Window) { w.connections.Form().TryOut() }},
	}
}
