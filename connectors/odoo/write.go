package main

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// writing is one posting on its way into Odoo.
type writing struct {
	*odoo
	settings spec.Settings
	posting  spec.Posting
	partner  int64
	// changed: Odoo may hold a part of the posting already, so that a failure does not mean that nothing was written.
	changed bool
}

func (c connector) writing(ctx context.Context, settings spec.Settings, p spec.Posting) (*writing, error) {
	partner, err := strconv.ParseInt(p.DebtorID, 10, 64)
	if err != nil || partner <= 0 {
		return nil, sdk.RefusePosting("The customer "+p.DebtorID+" is none of Odoo's.", "")
	}
	o, err := c.open(ctx, settings)
	if err != nil {
		return nil, err
	}
	return &writing{odoo: o, settings: settings, posting: p, partner: partner}, nil
}

// Write implements sdk.Poster. It looks for the key first.
func (c connector) Write(ctx context.Context, settings spec.Settings, p spec.Posting) (spec.Posted, error) {
	w, err := c.writing(ctx, settings, p)
	if err != nil {
		return spec.Posted{}, notWritten(ctx, err)
	}
	var known func(context.Context) error
	if len(p.Undoes) == 0 && p.Kind != spec.PostWriteOff { // which looks more closely
		known = w.known
	}
	posted, err := w.deeds().Once(ctx, "Odoo", p, known)
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
	return posted, found, w.word(err)
}

// deeds are what Odoo takes of each kind.
func (w *writing) deeds() sdk.Deeds {
	return sdk.Deeds{
		spec.PostNote:       {Write: w.note, Find: w.findNote},
		spec.PostAttachment: {Write: w.attach, Find: w.findAttachment},
		spec.PostFee:        {Write: w.fee, Find: w.findFee, Undo: w.cancelFee, Undone: w.findCancelled},
		spec.PostWriteOff:   {Write: w.writeOff, Find: w.findLoss},
	}
}

// do makes a call that writes.
func (w *writing) do(ctx context.Context, c call, into any) error {
	err := w.call(ctx, c, into)
	if err == nil || !isRefusal(err) {
		w.changed = true
	}
	return err
}

// isRefusal reports whether a call has surely changed nothing: Odoo takes one that ends in an error of its own back whole.
func isRefusal(err error) bool {
	var s *said
	var p *web.Problem
	return errors.As(err, &s) || errors.As(err, &p) && (!p.Sent || p.Status >= http.StatusBadRequest && p.Status < http.StatusInternalServerError)
}

// create makes a record and gives its id.
func (w *writing) create(ctx context.Context, model string, values map[string]any) (made int64, err error) {
	err = w.do(ctx, call{model: model, method: "create", first: "vals", value: values, named: w.context()}, &made)
	if err == nil && made <= 0 {
		err = outOfOrder("Odoo does not say what it has created.")
	}
	return made, err
}

// context has Odoo keep to the company that is read.
func (w *writing) context() map[string]any {
	return map[string]any{"context": map[string]any{"allowed_company_ids": []int64{w.company.ID}}}
}

// verdict says of a failure whether something may have been written.
func (w *writing) verdict(err error) error {
	var s *said
	switch {
	case w.changed:
		return plain(w.word(err))
	case errors.As(err, &s) && strings.Contains(s.Name, "psycopg2"): // another transaction was in the way
		return sdk.Later(w.wordSaid(s), 0)
	case errors.As(err, &s):
		d := w.wordSaid(s)
		if d.Code == spec.CodeSourceUnreadable {
			d.Summary, d.Hint = "Odoo refuses it: "+s.Message, "Settle it in Odoo, or write it there by hand."
		}
		return sdk.RefusePosting(strings.TrimSpace(d.Summary+" "+d.Detail), d.Hint)
	}
	return web.WriteFailure(err)
}

// plain keeps a refusal from being taken for one of the whole posting.
func plain(err error) error {
	var d spec.Diagnostic
	if errors.As(err, &d) {
		return d
	}
	return spec.Diagnostic{Severity: spec.SeverityError, Code: spec.CodeOutcomeUnknown, Summary: err.Error()}
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

// link leads a person to a record.
func (w *writing) link(model string, id int64) string {
	return strings.TrimRight(w.settings.Get("url"), "/") + "/web#model=" + model + "&view_type=form&id=" + strconv.FormatInt(id, 10)
}
