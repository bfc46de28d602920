package main

import (
	"context"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// remark is a note or an attachment with the text that holds the key.
type remark struct {
	ID          int64  `json:"id"`
	Message     string `json:"message"`
	Description string `json:"description"`
}

func (r remark) key() int64 { return r.ID }

// findText looks for the note or attachment with the key.
func (w *writing) findText(ctx context.Context, model, field string) (posted spec.Posted, found bool, err error) {
	err = list(ctx, w.tryton, model, []any{w.holding(field)}, []string{field}, func(rows []remark) error {
		for _, r := range rows {
			if !found && strings.Contains(r.Message+r.Description, w.mark()) {
				posted, found = spec.Posted{ExternalIDs: []string{link(model, r.ID)}}, true
			}
		}
		return nil
	})
	return posted, found, err
}

// note writes a note, or files a letter, on what it is about.
func (w *writing) note(ctx context.Context) (spec.Posted, error) {
	resource, err := w.resource(ctx)
	if err != nil {
		return spec.Posted{}, err
	}
	model := "ir.note"
	values := map[string]any{"resource": resource, "message": w.marked(w.posting.Title, w.posting.Text)}
	if w.posting.Kind == spec.PostAttachment {
		model = "ir.attachment"
		values = map[string]any{
			"resource": resource, "name": w.posting.Document.Name, "type": "data", "data": bytesValue(w.posting.Document.Content),
			"description": w.marked(w.posting.Title),
		}
	}
	var made []int64
	if err := w.do(ctx, &made, "model."+model+".create", []any{values}, w.context()); err != nil {
		return spec.Posted{}, err
	}
	if len(made) != 1 {
		return spec.Posted{}, outOfOrder(model)
	}
	return spec.Posted{ExternalIDs: []string{link(model, made[0])}}, nil
}

// resource is the invoice that the posting is about, or the customer when there
// are several or none.
func (w *writing) resource(ctx context.Context) (string, error) {
	lines, err := w.partLines(ctx)
	if err != nil {
		return "", err
	}
	var invoices []int64
	for _, l := range lines {
		id := l.invoice()
		if len(l.PaymentsOf) > 0 {
			id = l.PaymentsOf[0]
		}
		if l.Party == w.party && !slices.Contains(invoices, id) {
			invoices = append(invoices, id)
		}
	}
	if len(invoices) == 1 && invoices[0] != 0 {
		return link("account.invoice", invoices[0]), nil
	}
	return link("party.party", w.party), nil
}

// partLines reads the lines behind the posting's items, all of which must be
// there: what is said about an item that nobody knows is wrong.
func (w *writing) partLines(ctx context.Context) ([]line, error) {
	var ids []int64
	for _, part := range w.posting.Parts {
		id, ok := lineID(part.ItemID)
		if !ok {
			return nil, noItem(part)
		}
		ids = append(ids, id)
	}
	lines, err := byID[line](ctx, w.tryton, "account.move.line", ids, w.receivables(), lineFields)
	if err != nil {
		return nil, err
	}
	for n, part := range w.posting.Parts {
		if !slices.ContainsFunc(lines, func(l line) bool { return l.ID == ids[n] }) {
			return nil, noItem(part)
		}
	}
	return lines, nil
}

func noItem(part spec.PostingPart) error {
	return refuse("The item "+part.Number+" is not in Tryton.", "Sync, and look whether it was deleted there.")
}
