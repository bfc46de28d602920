package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// body is a JSON object that is sent.
type body = map[string]any

// noteLetters is the longest note that Xero takes.
const noteLetters = 450

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
	return web.Ended("Xero", at, w.wrote, err)
}

func (w *writer) write(ctx context.Context) (spec.Posted, error) {
	if len(w.p.Undoes) == 0 {
		if err := w.known(ctx); err != nil {
			return spec.Posted{}, err
		}
	}
	return w.deeds().Write(ctx, "Xero", w.p)
}

// known makes sure that the contact is there, and that the invoices are the contact's: a letter on somebody else's invoice would
// be read by others.
func (w *writer) known(ctx context.Context) error {
	if _, err := w.Get(ctx, "/Contacts/"+url.PathEscape(w.p.DebtorID), nil, &page{}); err != nil {
		return err
	}
	for _, part := range w.p.Parts {
		if w.p.Kind == spec.PostWriteOff || isCredit(part.ItemID) {
			continue // it is looked at more closely, or is put on the contact
		}
		if !guid.MatchString(part.ItemID) {
			return sdk.RefusePosting("Xero has no item "+part.ItemID+".", "Sync, and look at the invoice.")
		}
		i, err := w.one(ctx, part.ItemID)
		if err != nil {
			return err
		}
		if !strings.EqualFold(i.Contact.ID, w.p.DebtorID) {
			return notTheirs(web.First(i.Number, part.Number))
		}
	}
	return nil
}

func notTheirs(number string) error {
	return sdk.RefusePosting("The invoice "+number+" is not one of the contact's in Xero.", "Sync, and look at the invoice.")
}

// isCredit tells the items that are no invoices.
func isCredit(item string) bool {
	return strings.HasPrefix(item, creditID) || strings.HasPrefix(item, overID) || strings.HasPrefix(item, preID)
}

// deeds are what Xero takes of each kind.
func (w *writer) deeds() sdk.Deeds {
	return sdk.Deeds{
		spec.PostNote:       {Write: func(ctx context.Context) (spec.Posted, error) { return w.each(ctx, w.note) }, Find: func(ctx context.Context) (spec.Posted, bool, error) { return w.all(ctx, w.noted) }},
		spec.PostAttachment: {Write: func(ctx context.Context) (spec.Posted, error) { return w.each(ctx, w.attach) }, Find: func(ctx context.Context) (spec.Posted, bool, error) { return w.all(ctx, w.attached) }},
		spec.PostFee:        {Write: w.fee, Find: w.findFee, Undo: w.voidFee, Undone: w.findVoided},
		spec.PostWriteOff:   {Write: w.writeOff, Find: w.findLoss},
	}
}

// Find implements sdk.Poster: what is written in part is not found, so that the rest is written.
func (connector) Find(ctx context.Context, settings spec.Settings, p spec.Posting) (spec.Posted, bool, error) {
	w := &writer{client: open(settings), settings: settings, p: p}
	at, found, err := w.deeds().Find(ctx, p)
	if err != nil {
		return spec.Posted{}, false, web.Diagnose(err, "tenant")
	}
	at.Already = found
	return at, found, nil
}

func (w *writer) findFee(ctx context.Context) (spec.Posted, bool, error) {
	i, found, err := w.feeOf(ctx)
	return spec.Posted{ExternalIDs: []string{i.ID}, Number: i.Number}, found, err
}

func (w *writer) findVoided(ctx context.Context) (spec.Posted, bool, error) {
	i, err := w.one(ctx, w.p.Undoes[0])
	if web.Absent(err) {
		return spec.Posted{}, false, nil
	}
	return spec.Posted{ExternalIDs: []string{i.ID}, Number: i.Number}, i.Status == voided || i.Status == deleted, err
}

func (w *writer) findLoss(ctx context.Context) (spec.Posted, bool, error) {
	n, found, err := w.lossOf(ctx)
	return spec.Posted{ExternalIDs: []string{creditID + n.ID}, Number: n.Number}, found && len(w.unapplied(n)) == 0, err
}

// places are where a note or a file goes: the invoices it is about, else the contact.
func (w *writer) places() []string {
	var out []string
	for _, part := range w.p.Parts {
		if guid.MatchString(part.ItemID) {
			out = append(out, "/Invoices/"+part.ItemID)
		}
	}
	if len(out) == 0 {
		out = append(out, "/Contacts/"+url.PathEscape(w.p.DebtorID))
	}
	return out
}

// each writes in every place where it is not yet.
func (w *writer) each(ctx context.Context, put func(ctx context.Context, place, key string) (id string, already bool, err error)) (spec.Posted, error) {
	at := spec.Posted{Already: true}
	for n, place := range w.places() {
		id, already, err := put(ctx, place, fmt.Sprintf("%s-%d", w.p.Key, n+1))
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
func (w *writer) all(ctx context.Context, has func(ctx context.Context, place string) (id string, found bool, err error)) (spec.Posted, bool, error) {
	var at spec.Posted
	for _, place := range w.places() {
		id, found, err := has(ctx, place)
		if web.Absent(err) || err == nil && !found {
			return spec.Posted{}, false, nil
		}
		if err != nil {
			return spec.Posted{}, false, err
		}
		at.ExternalIDs = append(at.ExternalIDs, id)
	}
	return at, true, nil
}

// noted looks for the key in the history of a place. A note has no id of its own: the place is told.
func (w *writer) noted(ctx context.Context, place string) (string, bool, error) {
	var got history
	_, err := w.Get(ctx, place+"/History", nil, &got)
	if err == nil && got.Records == nil {
		err = web.NoList("notes")
	}
	if err != nil {
		return "", false, err
	}
	for _, r := range got.Records {
		if strings.Contains(r.Details, w.p.Key) {
			return place[strings.LastIndex(place, "/")+1:], true, nil
		}
	}
	return place[strings.LastIndex(place, "/")+1:], false, nil
}

func (w *writer) note(ctx context.Context, place, key string) (string, bool, error) {
	id, found, err := w.noted(ctx, place)
	if err != nil || found {
		return id, found, err
	}
	text := w.p.Key + " " + web.First(w.p.Text, w.p.Title)
	if letters := []rune(text); len(letters) > noteLetters {
		text = string(letters[:noteLetters])
	}
	return id, false, w.send(ctx, http.MethodPut, place+"/History", key, body{"HistoryRecords": []body{{"Details": text}}}, nil)
}

// fileName carries the key, by which the file is found again.
func (w *writer) fileName() string { return w.p.Key + "-" + w.p.Document.Name }

func (w *writer) attached(ctx context.Context, place string) (string, bool, error) {
	if !onInvoice(place) {
		return "", false, nil
	}
	var got attachments
	_, err := w.Get(ctx, place+"/Attachments", nil, &got)
	if err == nil && got.Files == nil {
		err = web.NoList("files")
	}
	if err != nil {
		return "", false, err
	}
	for _, f := range got.Files {
		if strings.HasPrefix(f.Name, w.p.Key) {
			return f.ID, true, nil
		}
	}
	return "", false, nil
}

func onInvoice(place string) bool { return strings.HasPrefix(place, "/Invoices/") }

func (w *writer) attach(ctx context.Context, place, key string) (string, bool, error) {
	if !onInvoice(place) {
		return "", false, sdk.RefusePosting("A file is put on invoices, and this one is about none.", "Attach it in Xero by hand.")
	}
	id, found, err := w.attached(ctx, place)
	if err != nil || found {
		return id, found, err
	}
	var got attachments
	_, err = w.Do(ctx, web.Request{
		Method: http.MethodPut, Path: place + "/Attachments/" + url.PathEscape(w.fileName()), Query: url.Values{"IncludeOnline": {"false"}},
		Header: http.Header{"Idempotency-Key": {key}}, Body: w.p.Document.Content, Type: web.First(w.p.Document.MediaType, "application/octet-stream"),
	}, &got)
	if err != nil {
		return "", false, err
	}
	if len(got.Files) == 0 {
		return "", false, errors.New("the answer of Xero does not say what it has taken")
	}
	return got.Files[0].ID, false, nil
}

// send writes JSON. The key has Xero itself do a thing once.
func (w *writer) send(ctx context.Context, method, path, key string, what any, into any) error {
	_, err := w.Do(ctx, web.Request{Method: method, Path: path, Header: http.Header{"Idempotency-Key": {key}}, JSON: what}, into)
	return err
}

// amount writes minor units as the number they are, with every digit.
func amount(minor int64, currency string) json.Number {
	return json.Number(spec.FormatAmount(minor, currency))
}
