package main

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// writing is one posting on its way into Tryton.
type writing struct {
	*tryton
	settings spec.Settings
	posting  spec.Posting
	party    int64
	// changed: Tryton may hold something of the posting already, so that a
	// failure does not mean that nothing was written.
	changed bool
}

// Write implements sdk.Poster. It looks for the key first.
func (c connector) Write(ctx context.Context, settings spec.Settings, p spec.Posting) (spec.Posted, error) {
	t, err := c.open(ctx, settings)
	if err != nil {
		return spec.Posted{}, cannotWrite(ctx, err)
	}
	defer t.close(ctx)
	w := &writing{tryton: t, settings: settings, posting: p}
	posted, err := w.run(ctx)
	if err == nil || ctx.Err() != nil {
		return posted, err
	}
	return posted, w.verdict(ctx, err)
}

// Find implements sdk.Poster.
func (c connector) Find(ctx context.Context, settings spec.Settings, p spec.Posting) (spec.Posted, bool, error) {
	t, err := c.open(ctx, settings)
	if err != nil {
		return spec.Posted{}, false, readError(ctx, err)
	}
	defer t.close(ctx)
	w := &writing{tryton: t, settings: settings, posting: p}
	posted, found, err := w.find(ctx)
	return posted, found, readError(ctx, err)
}

// run writes what is not there yet.
func (w *writing) run(ctx context.Context) (spec.Posted, error) {
	posted, found, err := w.find(ctx)
	if found || err != nil {
		posted.Already = found
		return posted, err
	}
	if err := w.findParty(ctx); err != nil {
		return spec.Posted{}, err
	}
	undo := len(w.posting.Undoes) > 0
	switch w.posting.Kind {
	case spec.PostNote, spec.PostAttachment:
		if undo {
			return spec.Posted{}, refuse("Notes and letters in Tryton are not taken back.", "Remove it there when it must go.")
		}
		return w.note(ctx)
	case spec.PostFee:
		if undo {
			return w.creditFee(ctx)
		}
		return w.fee(ctx)
	case spec.PostWriteOff:
		if undo {
			return w.takeBack(ctx)
		}
		return w.writeOff(ctx)
	default:
		return spec.Posted{}, refuse("Tryton has no place for this kind of posting.", "")
	}
}

// find looks for the key where its kind is kept.
func (w *writing) find(ctx context.Context) (spec.Posted, bool, error) {
	switch w.posting.Kind {
	case spec.PostNote:
		return w.findText(ctx, "ir.note", "message")
	case spec.PostAttachment:
		return w.findText(ctx, "ir.attachment", "description")
	case spec.PostFee:
		return w.findInvoice(ctx)
	case spec.PostWriteOff:
		return w.findMove(ctx)
	default:
		return spec.Posted{}, false, nil
	}
}

// findParty makes sure that the customer is there: Tryton takes a note on
// nobody without a word.
func (w *writing) findParty(ctx context.Context) error {
	id, err := strconv.ParseInt(w.posting.DebtorID, 10, 64)
	if err == nil {
		var n int
		if n, err = w.count(ctx, "party.party", []any{is("id", "=", id)}); err != nil {
			return err
		}
		if n == 1 {
			w.party = id
			return nil
		}
	}
	return refuse("The customer is not in Tryton.", "Sync, and look whether the customer was merged or deleted there.")
}

// mark is how the key stands in a text.
func (w *writing) mark() string { return "[" + w.posting.Key + "]" }

// marked is the posting's title, or another text, with the key behind it.
func (w *writing) marked(texts ...string) string {
	var parts []string
	for _, text := range texts {
		if text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(append(parts, w.mark()), " ")
}

// holding is the condition that a text holds the key. It may find more than
// that: the caller compares.
func (w *writing) holding(field string) []any {
	return is(field, "like", "%"+strings.ReplaceAll(w.posting.Key, `\`, "_")+"%")
}

// do calls a method that changes something.
func (w *writing) do(ctx context.Context, into any, method string, params ...any) error {
	err := w.write(ctx, into, method, params...)
	if err == nil || !surelyNothing(err) {
		w.changed = true
	}
	return err
}

// surelyNothing reports whether a failed call has changed nothing: Tryton judged
// it, or never got it.
func surelyNothing(err error) bool {
	if s := saidBy(err); s != nil {
		return s.refusal()
	}
	p := problemOf(err)
	if p == nil {
		return false
	}
	turnedAway := p.Status == http.StatusUnauthorized || p.Status == http.StatusForbidden || p.Status == http.StatusNotFound || p.Status == http.StatusTooManyRequests
	return !p.Sent || turnedAway
}

// verdict says what a failure means for the desk: while nothing was changed it
// is refused or tried later, else it is uncertain and looked for.
func (w *writing) verdict(ctx context.Context, err error) error {
	if w.changed {
		return asDiagnostic(err)
	}
	return cannotWrite(ctx, err)
}

// cannotWrite words a failure before anything was changed.
func cannotWrite(ctx context.Context, err error) error {
	if ctx.Err() != nil || isRefusal(err) {
		return err
	}
	if s := saidBy(err); s != nil && s.refusal() {
		return refuse("Tryton refuses: "+s.Error()+".", "Settle it in Tryton, or write it there by hand.")
	}
	after := problemOf(err)
	if after == nil {
		return sdk.Later(asDiagnostic(err), 0)
	}
	return sdk.Later(asDiagnostic(err), after.RetryAfter)
}

func link(model string, id int64) string { return fmt.Sprintf("%s,%d", model, id) }

// idOf takes the id out of a link to a record of the model.
func idOf(model, text string) (int64, bool) {
	id, is := strings.CutPrefix(text, model+",")
	n, err := strconv.ParseInt(id, 10, 64)
	return n, is && err == nil
}
