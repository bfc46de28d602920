package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// writing is one posting on its way into Dolibarr.
type writing struct {
	*dolibarr
	posting  spec.Posting
	customer int64
	// changed: Dolibarr may hold a part of the posting already, so that a failure does not mean that nothing was written.
	changed bool
}

// searchable is a key that stands in a filter as it is.
var searchable = regexp.MustCompile(`^[0-9A-Za-z-]+$`)

func (c connector) writing(ctx context.Context, settings spec.Settings, p spec.Posting) (*writing, error) {
	customer := loose(p.DebtorID).id()
	switch {
	case customer == 0:
		return nil, sdk.RefusePosting("The customer "+p.DebtorID+" is none of Dolibarr's.", "")
	case !searchable.MatchString(p.Key):
		return nil, sdk.RefusePosting("The key "+p.Key+" cannot be searched for in Dolibarr.", "")
	}
	d, err := c.open(ctx, settings)
	if err != nil {
		return nil, err
	}
	return &writing{dolibarr: d, posting: p, customer: customer}, nil
}

// Write implements sdk.Poster. It looks for the key first.
func (c connector) Write(ctx context.Context, settings spec.Settings, p spec.Posting) (spec.Posted, error) {
	w, err := c.writing(ctx, settings, p)
	if err != nil {
		return spec.Posted{}, notWritten(ctx, err)
	}
	posted, err := w.deeds().Once(ctx, "Dolibarr", p, nil)
	if err == nil || ctx.Err() != nil {
		return posted, err
	}
	return posted, w.verdict(err)
}

// Find implements sdk.Poster.
func (c connector) Find(ctx context.Context, settings spec.Settings, p spec.Posting) (spec.Posted, bool, error) {
	w, err := c.writing(ctx, settings, p)
	if err != nil {
		return spec.Posted{}, false, err
	}
	posted, found, err := w.deeds().Find(ctx, p)
	return posted, found, word(err)
}

// deeds are what Dolibarr takes of each kind.
func (w *writing) deeds() sdk.Deeds {
	return sdk.Deeds{
		spec.PostNote:       {Write: w.note, Find: w.findNote},
		spec.PostAttachment: {Write: w.attach, Find: w.findFiles},
		spec.PostFee:        {Write: w.fee, Find: w.findFee, ByHand: "Undo it in Dolibarr with a credit note."},
		spec.PostWriteOff:   {Write: w.writeOff, Find: w.findLoss, Undo: w.takeBack, Undone: w.findLoss},
	}
}

// do makes a call that writes.
func (w *writing) do(ctx context.Context, method, path string, body, into any) error {
	_, err := w.Do(ctx, web.Request{Method: method, Path: path, JSON: body}, into)
	if err == nil || !isRefusal(err) {
		w.changed = true
	}
	return err
}

// isRefusal reports whether a call has surely changed nothing. A 500 may come after the work was done.
func isRefusal(err error) bool {
	var p *web.Problem
	return errors.As(err, &p) && (!p.Sent || p.Status >= http.StatusBadRequest && p.Status < http.StatusInternalServerError && p.Status != http.StatusRequestTimeout)
}

// verdict says of a failure whether something may have been written.
func (w *writing) verdict(err error) error {
	var d spec.Diagnostic
	switch {
	case w.changed && errors.As(word(err), &d):
		return d
	case w.changed:
		return trouble(spec.CodeOutcomeUnknown, "", err.Error(), "Look in Dolibarr.")
	}
	return web.WriteFailure(err)
}

// notWritten is the error of a posting that was not begun.
func notWritten(ctx context.Context, err error) error {
	var d spec.Diagnostic
	if ctx.Err() != nil || !errors.As(err, &d) {
		return err
	}
	switch d.Code {
	case spec.CodeSourceUnreachable, spec.CodeRateLimited, spec.CodeSourceUnreadable, spec.CodeSourceTruncated:
		return sdk.Later(d, d.RetryAfter)
	}
	return sdk.RefusePosting(d.Summary, d.Hint)
}

// named gives the invoice of a part; false where Dolibarr has no such invoice of the customer.
func (w *writing) named(ctx context.Context, part spec.PostingPart) (i invoice, there bool, err error) {
	n := loose(part.ItemID).id()
	if n == 0 {
		return i, false, nil
	}
	i, err = w.invoice(ctx, n)
	if isNone(err) {
		return i, false, nil
	}
	return i, err == nil && i.Customer.id() == w.customer, err
}

// isAboutSomething refuses what names a customer, or invoices, that Dolibarr does not have; of several invoices one will do, since
// others may have been deleted since.
func (w *writing) isAboutSomething(ctx context.Context) error {
	if len(w.posting.Parts) == 0 {
		_, err := w.dolibarr.customer(ctx, w.customer)
		if isNone(err) {
			return sdk.RefusePosting("The customer "+w.posting.DebtorID+" is not in Dolibarr any more.", "Sync, and decide anew.")
		}
		return err
	}
	for _, part := range w.posting.Parts {
		if _, there, err := w.named(ctx, part); there || err != nil {
			return err
		}
	}
	return sdk.RefusePosting("Dolibarr has none of the invoices for this customer.", "Sync, and decide anew.")
}

// part is the item that the posting is about, when it is about just one; 0 otherwise.
func (w *writing) part() int64 {
	if len(w.posting.Parts) != 1 {
		return 0
	}
	return loose(w.posting.Parts[0].ItemID).id()
}

// labelLetters is the longest label of an event.
const labelLetters = 128

// label ends with the key, by which the event is found.
func (w *writing) label() string {
	title, key := []rune(spec.CleanLine(w.posting.Title)), " ["+w.posting.Key+"]"
	return string(title[:min(len(title), labelLetters-len(key))]) + key
}

func (w *writing) findNote(ctx context.Context) (spec.Posted, bool, error) {
	var rows []struct {
		ID    loose  `json:"id"`
		Label string `json:"label"`
	}
	q := url.Values{"sqlfilters": {"(t.label:like:'%" + w.posting.Key + "%')"}, "limit": {"10"}}
	if _, err := w.Get(ctx, "/agendaevents", q, &rows); err != nil && !isNone(err) {
		return spec.Posted{}, false, err
	}
	for _, e := range rows {
		if strings.HasSuffix(e.Label, "["+w.posting.Key+"]") {
			return event(e.ID), true, nil
		}
	}
	return spec.Posted{}, false, nil
}

func event(id loose) spec.Posted { return spec.Posted{ExternalIDs: []string{"event-" + string(id)}} }

// note writes an event of the customer, and of the invoice when it is about one.
func (w *writing) note(ctx context.Context) (spec.Posted, error) {
	if err := w.isAboutSomething(ctx); err != nil {
		return spec.Posted{}, err
	}
	var me struct {
		ID loose `json:"id"`
	}
	if _, err := w.Get(ctx, "/users/info", nil, &me); err != nil {
		return spec.Posted{}, err
	}
	body := map[string]any{
		"userownerid": string(me.ID), "type_code": "AC_OTH", "label": w.label(), "note_private": w.posting.Text, "socid": w.customer,
		"datep": midnight(w.posting.Date, w.zone), "percentage": -1,
	}
	if n := w.part(); n != 0 {
		body["fk_element"], body["elementtype"] = n, "invoice"
	}
	var made loose
	if err := w.do(ctx, http.MethodPost, "/agendaevents", body, &made); err != nil {
		return spec.Posted{}, err
	}
	if made.id() == 0 {
		return spec.Posted{}, outOfOrder("the event")
	}
	return event(made), nil
}

func outOfOrder(what string) spec.Diagnostic {
	return trouble(spec.CodeOutcomeUnknown, "", "Dolibarr does not say under which number it has made "+what+".", "Look in Dolibarr.")
}

// file is what the letter is called: its name begins with the key.
func (w *writing) file() string {
	name := regexp.MustCompile(`[^0-9A-Za-z.-]+`).ReplaceAllString(w.posting.Document.Name, "-")
	return w.posting.Key + "-" + strings.Trim(name, "-.")
}

// papers are the invoices that a letter is about, with the files that each has.
func (w *writing) papers(ctx context.Context) (missing []invoice, there []string, err error) {
	for _, part := range w.posting.Parts {
		n := loose(part.ItemID).id()
		if n == 0 {
			return nil, nil, sdk.RefusePosting(part.Number+" is no invoice of Dolibarr's.", "")
		}
		i, err := w.invoice(ctx, n)
		if isNone(err) {
			continue // deleted since
		}
		if err != nil {
			return nil, nil, err
		}
		var files []struct {
			Name string `json:"name"`
		}
		if _, err := w.Get(ctx, "/documents", url.Values{"modulepart": {"invoice"}, "id": {id(n)}}, &files); err != nil && !isNone(err) {
			return nil, nil, err
		}
		found := false
		for _, f := range files {
			found = found || strings.HasPrefix(f.Name, w.posting.Key+"-")
		}
		if found {
			there = append(there, "file-"+id(n)+"-"+w.file())
		} else {
			missing = append(missing, i)
		}
	}
	return missing, there, nil
}

func (w *writing) findFiles(ctx context.Context) (spec.Posted, bool, error) {
	missing, there, err := w.papers(ctx)
	return spec.Posted{ExternalIDs: there}, err == nil && len(missing) == 0 && len(there) > 0, err
}

// attach files the letter with each of its invoices that lacks it: Dolibarr takes files of customers over its own screens alone.
func (w *writing) attach(ctx context.Context) (spec.Posted, error) {
	missing, there, err := w.papers(ctx)
	if err != nil {
		return spec.Posted{}, err
	}
	if len(missing)+len(there) == 0 {
		return spec.Posted{}, sdk.RefusePosting("The letter is about no invoice that is in Dolibarr.", "File it by hand.")
	}
	w.changed = len(there) > 0
	for _, i := range missing {
		body := map[string]any{
			"filename": w.file(), "modulepart": "invoice", "ref": i.Ref, "subdir": "", "fileencoding": "base64", "overwriteifexists": 0,
			"filecontent": base64.StdEncoding.EncodeToString(w.posting.Document.Content),
		}
		var name json.RawMessage
		if err := w.do(ctx, http.MethodPost, "/documents/upload", body, &name); err != nil {
			return spec.Posted{}, err
		}
		there = append(there, "file-"+string(i.ID)+"-"+w.file())
	}
	return spec.Posted{ExternalIDs: there}, nil
}

// fees are the invoices with the key as the customer's reference.
func (w *writing) fees(ctx context.Context) (out []invoice, err error) {
	q := url.Values{"sqlfilters": {"(t.ref_client:=:'" + w.posting.Key + "')"}, "properties": {invoiceFields}}
	_, err = each(ctx, w.dolibarr, "/invoices", q, func(i invoice) {
		if string(i.RefClient) == w.posting.Key {
			out = append(out, i)
		}
	})
	return out, err
}

// findFee looks for the fee. One that was left as a draft is not written yet.
func (w *writing) findFee(ctx context.Context) (spec.Posted, bool, error) {
	found, err := w.fees(ctx)
	for _, i := range found {
		if i.Status != "0" {
			return feePosted(i), err == nil, err
		}
	}
	return spec.Posted{}, false, err
}

func feePosted(i invoice) spec.Posted {
	return spec.Posted{ExternalIDs: []string{string(i.ID)}, Number: i.Ref}
}

// fee makes an invoice of one line without VAT. A draft that an earlier attempt has left is validated.
func (w *writing) fee(ctx context.Context) (spec.Posted, error) {
	p := w.posting
	if p.Currency != w.home {
		return spec.Posted{}, sdk.RefusePosting("Fees go to Dolibarr in "+w.home+" alone.", "Write the invoice by hand.")
	}
	if err := w.isAboutSomething(ctx); err != nil {
		return spec.Posted{}, err
	}
	drafts, err := w.fees(ctx)
	if err != nil {
		return spec.Posted{}, err
	}
	var draft loose
	if len(drafts) > 0 {
		draft, w.changed = drafts[0].ID, true
	} else if draft, err = w.draftFee(ctx); err != nil {
		return spec.Posted{}, err
	}
	i, err := w.invoice(ctx, draft.id())
	if err != nil {
		return spec.Posted{}, err
	}
	if total, err := i.Total.Minor(w.home); err != nil || total != p.Amount || i.Customer.id() != w.customer {
		return spec.Posted{}, w.discard(ctx, i, sdk.RefusePosting("The invoice would come to "+string(i.Total)+" in Dolibarr.", "Look at the local taxes of Dolibarr."))
	}
	path := "/invoices/" + id(draft.id())
	if err := w.do(ctx, http.MethodPost, path+"/validate", map[string]int{"idwarehouse": 0, "notrigger": 0}, nil); err != nil {
		if isRefusal(err) {
			return spec.Posted{}, w.discard(ctx, i, err)
		}
		return spec.Posted{}, err
	}
	if i, err = w.invoice(ctx, draft.id()); err != nil {
		return spec.Posted{}, err
	}
	return feePosted(i), nil
}

func (w *writing) draftFee(ctx context.Context) (made loose, err error) {
	p, on := w.posting, midnight(w.posting.Date, w.zone)
	body := map[string]any{
		"socid": w.customer, "type": 0, "date": on, "date_lim_reglement": on, "ref_client": p.Key,
		"lines": []any{map[string]any{"desc": p.Title, "qty": 1, "subprice": spec.FormatAmount(p.Amount, p.Currency), "tva_tx": 0, "product_type": 1}},
	}
	err = w.do(ctx, http.MethodPost, "/invoices", body, &made)
	if err == nil && made.id() == 0 {
		err = outOfOrder("the invoice")
	}
	return made, err
}

// discard deletes a draft of ours; only then is it true that nothing is written.
func (w *writing) discard(ctx context.Context, i invoice, why error) error {
	w.changed = true
	if i.Status != "0" || string(i.RefClient) != w.posting.Key {
		return why
	}
	if err := w.do(ctx, http.MethodDelete, "/invoices/"+strconv.FormatInt(i.ID.id(), 10), nil, nil); err != nil {
		return err
	}
	w.changed = false
	return why
}
