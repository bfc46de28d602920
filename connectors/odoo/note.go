package main

import (
	"context"
	"encoding/base64"
	"html"
	"slices"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// firstPlainNotes is the version from which Odoo takes a note as plain text; before, it is HTML.
const firstPlainNotes = 17

// place is a record that notes and files stand on.
type place struct {
	model string
	id    int64
}

// places are where the posting may stand: on the customer, and on the invoice when it is about just one.
func (w *writing) places(ctx context.Context) ([]place, error) {
	out := []place{{partnerModel.name, w.partner}}
	if len(w.posting.Parts) != 1 {
		return out, nil
	}
	n, err := strconv.ParseInt(w.posting.Parts[0].ItemID, 10, 64)
	if err != nil {
		return out, nil //nolint:nilerr // no item of ours: the customer takes it
	}
	rows, err := byID[line](ctx, w.odoo, lineModel.name, []int64{n}, w.receivable(), w.fields(lineModel))
	for _, l := range rows {
		out = append(out, place{moveModel.name, l.Move.ID})
	}
	return out, err
}

// known makes sure that all items are there: what is said about one that nobody knows is wrong.
func (w *writing) known(ctx context.Context) error {
	missing := func(part spec.PostingPart) error {
		return sdk.RefusePosting("The item "+part.Number+" is not in Odoo.", "Sync, and look whether it was deleted there.")
	}
	var ids []int64
	for _, part := range w.posting.Parts {
		n, err := strconv.ParseInt(part.ItemID, 10, 64)
		if err != nil {
			return missing(part)
		}
		ids = append(ids, n)
	}
	if len(ids) == 0 {
		return nil
	}
	rows, err := byID[line](ctx, w.odoo, lineModel.name, ids, w.receivable(), w.fields(lineModel))
	if err != nil {
		return err
	}
	for n, part := range w.posting.Parts {
		if !slices.ContainsFunc(rows, func(l line) bool { return l.ID == ids[n] }) {
			return missing(part)
		}
	}
	return nil
}

// at is a domain of what stands at one of the places.
func at(all []place, model, id string) list {
	var models []string
	var ids []int64
	for _, p := range all {
		models, ids = append(models, p.model), append(ids, p.id)
	}
	return list{is(model, "in", models), within(id, ids)}
}

func (w *writing) body() string {
	p := w.posting
	text := strings.TrimSpace(p.Text)
	if text == "" {
		text = p.Title
	}
	text += " [" + p.Key + "]"
	if w.version.major() >= firstPlainNotes {
		return text
	}
	return "<p>" + strings.ReplaceAll(html.EscapeString(text), "\n", "<br/>") + "</p>"
}

func (w *writing) findNote(ctx context.Context) (spec.Posted, bool, error) {
	return w.findAt(ctx, "mail.message", "model", is("body", "ilike", w.posting.Key))
}

func (w *writing) findAttachment(ctx context.Context) (spec.Posted, bool, error) {
	return w.findAt(ctx, "ir.attachment", "res_model", is("description", "=", w.posting.Key))
}

// findAt looks for a record with the key at the places where it may stand.
func (w *writing) findAt(ctx context.Context, model, field string, key list) (spec.Posted, bool, error) {
	all, err := w.places(ctx)
	if err != nil {
		return spec.Posted{}, false, err
	}
	var found []stamp
	err = each(ctx, w.odoo, model, append(at(all, field, "res_id"), key), []string{"write_date"}, func(rows []stamp) error {
		found = append(found, rows...)
		return nil
	})
	if err != nil || len(found) == 0 {
		return spec.Posted{}, false, err
	}
	return spec.Posted{ExternalIDs: []string{model + "," + id(found[0].ID)}}, true, nil
}

// note writes into the chatter, as a note that is mailed to nobody.
func (w *writing) note(ctx context.Context) (spec.Posted, error) {
	all, err := w.places(ctx)
	if err != nil {
		return spec.Posted{}, err
	}
	on := all[len(all)-1]
	var made int64
	c := call{model: on.model, method: "message_post", first: "ids", value: []int64{on.id}, named: map[string]any{
		"body": w.body(), "message_type": "comment", "subtype_xmlid": "mail.mt_note",
	}}
	var answer idOrList
	if err := w.do(ctx, c, &answer); err != nil {
		return spec.Posted{}, err
	}
	made = int64(answer)
	return spec.Posted{ExternalIDs: []string{"mail.message," + id(made)}, Link: w.link(on.model, on.id)}, nil
}

// attach files a letter. The key stands in its description.
func (w *writing) attach(ctx context.Context) (spec.Posted, error) {
	all, err := w.places(ctx)
	if err != nil {
		return spec.Posted{}, err
	}
	on, doc := all[len(all)-1], w.posting.Document
	made, err := w.create(ctx, "ir.attachment", map[string]any{
		"name": doc.Name, "datas": base64.StdEncoding.EncodeToString(doc.Content), "mimetype": doc.MediaType, "description": w.posting.Key,
		"res_model": on.model, "res_id": on.id,
	})
	if err != nil {
		return spec.Posted{}, err
	}
	return spec.Posted{ExternalIDs: []string{"ir.attachment," + id(made)}, Link: w.link(on.model, on.id)}, nil
}
