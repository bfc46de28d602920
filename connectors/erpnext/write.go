package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"html"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"slices"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// body is a JSON object that is sent.
type body = map[string]any

// States of a document.
const (
	draft     = 0
	submitted = 1
	cancelled = 2
)

// writer writes one posting.
type writer struct {
	*client

	settings spec.Settings
	p        spec.Posting
	wrote    bool // something of it, in this call
}

// Write implements sdk.Poster.
func (connector) Write(ctx context.Context, settings spec.Settings, p spec.Posting) (spec.Posted, error) {
	w := &writer{client: open(settings), settings: settings, p: p}
	at, err := w.write(ctx)
	return web.Ended("ERPNext", at, w.wrote, err)
}

func (w *writer) write(ctx context.Context) (spec.Posted, error) {
	if w.company == "" {
		return spec.Posted{}, sdk.RefusePosting("No company is chosen.", "Press Check at the connection and choose one.")
	}
	if len(w.p.Undoes) == 0 {
		if err := w.known(ctx); err != nil {
			return spec.Posted{}, err
		}
	}
	return w.deeds().Write(ctx, "ERPNext", w.p)
}

// Where ERPNext keeps fees and write-offs.
const (
	feesIn   = "Sales Invoice"
	lossesIn = "Journal Entry"
)

// deeds are what ERPNext takes of each kind.
func (w *writer) deeds() sdk.Deeds {
	cancels := func(doctype string) func(context.Context) (spec.Posted, error) {
		return func(ctx context.Context) (spec.Posted, error) { return w.cancel(ctx, doctype) }
	}
	return sdk.Deeds{
		spec.PostNote: {
			Write: func(ctx context.Context) (spec.Posted, error) { return w.each(ctx, w.note) },
			Find:  func(ctx context.Context) (spec.Posted, bool, error) { return w.all(ctx, "Comment", w.noted) },
		},
		spec.PostAttachment: {
			Write: func(ctx context.Context) (spec.Posted, error) { return w.each(ctx, w.attach) },
			Find:  func(ctx context.Context) (spec.Posted, bool, error) { return w.all(ctx, "File", w.attached) },
		},
		spec.PostFee:      {Write: w.fee, Find: w.submittedIn(feesIn), Undo: cancels(feesIn), Undone: w.cancelledIn(feesIn)},
		spec.PostWriteOff: {Write: w.writeOff, Find: w.submittedIn(lossesIn), Undo: cancels(lossesIn), Undone: w.cancelledIn(lossesIn)},
	}
}

// known makes sure that the customer is there, and that the invoices are the customer's: a letter on somebody else's invoice
// would be read by others.
func (w *writer) known(ctx context.Context) error {
	if err := w.document(ctx, "Customer", w.p.DebtorID, &made{}); err != nil {
		return err
	}
	for _, part := range w.byInvoice() {
		var i invoice
		if err := w.document(ctx, "Sales Invoice", part.ItemID, &i); err != nil {
			return err
		}
		if i.Customer != w.p.DebtorID {
			return sdk.RefusePosting("The invoice "+part.ItemID+" is not one of the customer's in ERPNext.", "Sync, and look at the invoice.")
		}
	}
	return nil
}

// Find implements sdk.Poster: what is written in part is not found, so that the rest is written.
func (connector) Find(ctx context.Context, settings spec.Settings, p spec.Posting) (spec.Posted, bool, error) {
	w := &writer{client: open(settings), settings: settings, p: p}
	at, found, err := w.deeds().Find(ctx, p)
	if err != nil {
		return spec.Posted{}, false, web.Diagnose(err, "api_key")
	}
	at.Already = found
	return at, found, nil
}

func (w *writer) submittedIn(doctype string) func(context.Context) (spec.Posted, bool, error) {
	return func(ctx context.Context) (spec.Posted, bool, error) {
		one, found, err := w.keyed(ctx, doctype)
		return posted(one), found && one.DocStatus == submitted, err
	}
}

func (w *writer) cancelledIn(doctype string) func(context.Context) (spec.Posted, bool, error) {
	return func(ctx context.Context) (spec.Posted, bool, error) {
		var one made
		err := w.document(ctx, doctype, w.p.Undoes[0], &one)
		if web.Absent(err) {
			return spec.Posted{}, false, nil
		}
		return posted(one), one.DocStatus == cancelled, err
	}
}

func posted(one made) spec.Posted {
	return spec.Posted{ExternalIDs: []string{one.Name}, Number: one.Name}
}

// place is a document that a note or a file is put on.
type place struct{ doctype, name string }

// places are the invoices that it is about, else the customer.
func (w *writer) places() []place {
	var out []place
	for _, part := range w.p.Parts {
		one := place{"Sales Invoice", invoiceOf(part.ItemID)}
		if !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	if len(out) == 0 {
		out = append(out, place{"Customer", w.p.DebtorID})
	}
	return out
}

// each writes in every place where it is not yet.
func (w *writer) each(ctx context.Context, put func(ctx context.Context, on place) (id string, already bool, err error)) (spec.Posted, error) {
	at := spec.Posted{Already: true}
	for _, on := range w.places() {
		id, already, err := put(ctx, on)
		if err != nil {
			return at, err
		}
		at.ExternalIDs = append(at.ExternalIDs, id)
		at.Already = at.Already && already
		w.wrote = w.wrote || !already
	}
	return at, nil
}

// all looks in every place.
func (w *writer) all(ctx context.Context, doctype string, on func(place) []filter) (spec.Posted, bool, error) {
	var at spec.Posted
	for _, one := range w.places() {
		got, found, err := w.search(ctx, doctype, on(one))
		if err != nil || !found {
			return spec.Posted{}, false, err
		}
		at.ExternalIDs = append(at.ExternalIDs, got.Name)
	}
	return at, true, nil
}

// search finds the one document of the filters. Keys hold no letters that LIKE takes for others.
func (w *writer) search(ctx context.Context, doctype string, filters []filter) (out made, found bool, err error) {
	q := map[string][]string{"fields": {text([]string{"name", "docstatus"})}, "filters": {text(filters)}, "order_by": {"name asc"}, "limit_page_length": {"2"}}
	var got struct {
		Data []made `json:"data"`
	}
	_, err = w.Get(ctx, resource(doctype, ""), q, &got)
	if err == nil && got.Data == nil {
		err = web.NoList(doctype)
	}
	if err != nil || len(got.Data) == 0 {
		return made{}, false, err
	}
	return got.Data[0], true, nil
}

func (w *writer) noted(on place) []filter {
	return []filter{{"reference_doctype", "=", on.doctype}, {"reference_name", "=", on.name}, {"content", "like", "%" + w.p.Key + "%"}}
}

func (w *writer) note(ctx context.Context, on place) (string, bool, error) {
	if one, found, err := w.search(ctx, "Comment", w.noted(on)); err != nil || found {
		return one.Name, found, err
	}
	var one made
	err := w.save(ctx, "Comment", "", body{
		"comment_type": "Comment", "reference_doctype": on.doctype, "reference_name": on.name, "content": html.EscapeString(w.p.Key + " " + web.First(w.p.Text, w.p.Title)),
	}, &one)
	return nameOf(one, err)
}

func nameOf(one made, err error) (string, bool, error) {
	if err == nil && one.Name == "" {
		err = errors.New("the answer of ERPNext does not say what it has made")
	}
	return one.Name, false, err
}

func (w *writer) attached(on place) []filter {
	return []filter{{"attached_to_doctype", "=", on.doctype}, {"attached_to_name", "=", on.name}, {"file_name", "like", w.p.Key + "%"}}
}

func (w *writer) attach(ctx context.Context, on place) (string, bool, error) {
	if one, found, err := w.search(ctx, "File", w.attached(on)); err != nil || found {
		return one.Name, found, err
	}
	var form bytes.Buffer
	m := multipart.NewWriter(&form)
	for _, field := range [][2]string{{"doctype", on.doctype}, {"docname", on.name}, {"is_private", "1"}} {
		if err := m.WriteField(field[0], field[1]); err != nil {
			return "", false, err
		}
	}
	header := textproto.MIMEHeader{
		"Content-Disposition": {fmt.Sprintf(`form-data; name="file"; filename=%q`, w.p.Key+"-"+w.p.Document.Name)},
		"Content-Type":        {web.First(w.p.Document.MediaType, "application/octet-stream")},
	}
	part, err := m.CreatePart(header)
	if err != nil {
		return "", false, err
	}
	if _, err := part.Write(w.p.Document.Content); err != nil {
		return "", false, err
	}
	if err := m.Close(); err != nil {
		return "", false, err
	}
	var got struct {
		Message made `json:"message"`
	}
	_, err = w.Do(ctx, web.Request{Method: http.MethodPost, Path: "/api/method/upload_file", Body: form.Bytes(), Type: m.FormDataContentType()}, &got)
	return nameOf(got.Message, err)
}
