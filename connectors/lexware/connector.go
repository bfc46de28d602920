package main

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// connector reads companies in Lexware Office.
type connector struct {
	// apart is the time between two requests.
	apart time.Duration
}

// Describe implements sdk.Connector.
func (connector) Describe() spec.Description {
	return spec.Description{
		Kind:  "lexware",
		Title: spec.English("Lexware Office"),
		Summary: spec.Text{
			"en": "Customers, open invoices, credit notes and their payments from Lexware Office (lexoffice).",
			"nb": "Kunder, åpne fakturaer, kreditnotaer og innbetalinger på dem fra Lexware Office (lexoffice).",
		},
		Version: "1.0.0", Publisher: "Dunning Desk", Verified: spec.VerifiedDocumentation, Docs: docs,
		Streams:      []spec.Stream{spec.StreamDebtors, spec.StreamItems, spec.StreamPayments},
		Capabilities: spec.Capabilities{spec.CanReadDebtors, spec.CanReadIncremental},
		Fields: []spec.Field{
			{
				Key: "key", Type: spec.FieldSecret, Required: true,
				Label: spec.Text{"en": "API key", "nb": "API-nøkkel"},
				Help: spec.Text{
					"en": "In Lexware Office: Extensions, Public API. An administrator makes it.",
					"nb": "I Lexware Office: Utvidelser, Public API. En administrator lager den.",
				},
			},
			{
				Key: "direct_debit", Type: spec.FieldBool, Default: "false",
				Label: spec.Text{"en": "Read invoices collected by direct debit", "nb": "Les fakturaer som trekkes ved direkte debitering"},
				Help: spec.Text{
					"en": "They are open until the bank has paid. Leave it off, and they are asked for only when the debit fails.",
					"nb": "De er åpne til banken har betalt. Slått av kreves de bare når trekket mislykkes.",
				},
			},
			{Key: "address", Type: spec.FieldURL, Advanced: true, Default: "https://api.lexware.io/v1", Label: spec.Text{"en": "Address", "nb": "Adresse"}},
		},
	}
}

// Check implements sdk.Connector.
func (l connector) Check(ctx context.Context, settings spec.Settings) []spec.Diagnostic {
	if _, err := open(settings, l.apart).readable(ctx); err != nil {
		return []spec.Diagnostic{diagnose(err)}
	}
	return []spec.Diagnostic{{Severity: spec.SeverityInfo, Code: spec.CodeRecognised, Summary: "Lexware Office can be read."}}
}

// overlap is how much of the time before the last read is read again: the filter knows days alone.
const overlap = 24 * time.Hour

// changed is the one mark of the cursor.
const changed = "changed"

// Read implements sdk.Connector. Everything is fetched before anything is sent.
func (l connector) Read(ctx context.Context, settings spec.Settings, req spec.ReadRequest, emit sdk.Emitter) error {
	r := &reading{client: open(settings, l.apart), mapping: newMapping(), req: req, emit: emit}
	cursor, since, err := start(req)
	if err != nil {
		return err
	}
	began, err := r.readable(ctx)
	if err != nil {
		return diagnose(err)
	}
	if err := r.all(ctx, since); err != nil {
		return diagnose(err)
	}
	return r.Send(req, emit, cursor.Next(changed, began))
}

// start opens the cursor and gives the day, in Germany, since when changes are asked for; empty asks for everything.
func start(req spec.ReadRequest) (web.Cursor, string, error) {
	cursor, err := web.CursorOf(req)
	since := cursor.Since(changed, overlap)
	if err != nil || since.IsZero() {
		return cursor, "", err
	}
	return cursor, since.In(berlin()).Format(time.DateOnly), nil
}

// berlin is the zone whose days Lexware means.
var berlin = sync.OnceValue(func() *time.Location {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		return time.UTC
	}
	return zone
})

// reading is one read.
type reading struct {
	*client
	*mapping

	req  spec.ReadRequest
	emit sdk.Emitter
}

func (r *reading) all(ctx context.Context, since string) error {
	if since != "" {
		return r.between(ctx, since)
	}
	vouchers, err := r.openVouchers(ctx, r.req.Debtors)
	if err != nil {
		return err
	}
	if len(r.req.Debtors) == 0 {
		if err := r.progress("customers"); err != nil {
			return err
		}
		contacts, err := r.contacts(ctx)
		if err != nil {
			return err
		}
		for _, one := range contacts {
			r.customer(one)
		}
	}
	return r.each(ctx, vouchers)
}

// between reads what changed, in any state, and what is open: nothing says that a part payment counts as a change of its voucher.
// The customers and payments of those that have not changed are in the book.
func (r *reading) between(ctx context.Context, since string) error {
	changed, err := r.changedVouchers(ctx, since)
	if errors.Is(err, errTooMany) {
		return spec.Diagnostic{Severity: spec.SeverityError, Code: spec.CodeCursorInvalid, Summary: "More has changed than Lexware shows.", Hint: "Read in full once."}
	}
	if err != nil {
		return err
	}
	open, err := r.openVouchers(ctx, nil)
	if err != nil {
		return err
	}
	of := map[string]bool{}
	for _, v := range changed {
		of[v.ID] = true
	}
	for i, v := range open { // read later than what changed
		changed = slices.DeleteFunc(changed, func(c voucher) bool { return c.ID == v.ID })
		open[i].unchanged = !of[v.ID]
	}
	return r.each(ctx, append(open, changed...))
}

// each takes the vouchers, with the payments of those that are paid in part, and the customers that have not come yet.
func (r *reading) each(ctx context.Context, vouchers []voucher) error {
	for _, v := range vouchers {
		if err := r.progress("items"); err != nil {
			return err
		}
		var paid payments
		if v.Status == directDebit && !r.debits {
			r.remove(v)
			continue
		}
		if v.partlyPaid() && (!v.unchanged || v.Open == "") {
			var err error
			if paid, err = r.payments(ctx, v.ID); err != nil {
				return err
			}
		}
		r.voucher(v, paid)
	}
	if err := r.missing(ctx, r.strangers(vouchers)); err != nil {
		return err
	}
	return r.missing(ctx, r.asked())
}

// asked are the customers whom the desk asked for and who have nothing open.
func (r *reading) asked() []stranger {
	var out []stranger
	for _, id := range r.req.Debtors {
		if !r.known[id] && !collective(id) {
			out = append(out, stranger{id: id})
		}
	}
	return out
}

// missing fetches customers one by one.
func (r *reading) missing(ctx context.Context, strangers []stranger) error {
	for _, s := range strangers {
		if err := r.progress("customers"); err != nil {
			return err
		}
		one, found, err := r.contact(ctx, s.id)
		switch {
		case err != nil:
			return err
		case found:
			r.customer(one)
		case s.name != "":
			r.gone(s)
		}
	}
	return nil
}

func (r *reading) progress(phase string) error {
	return r.emit.Progress(spec.Progress{Phase: phase, Done: int64(len(r.Items))})
}

func diagnose(err error) spec.Diagnostic {
	if errors.Is(err, errTooMany) {
		return spec.Diagnostic{
			Severity: spec.SeverityError, Code: spec.CodeSourceTruncated, Summary: "More than 10,000 vouchers are open, and Lexware shows no more of them.",
			Hint: "Settle in Lexware what has been paid, and sync again.",
		}
	}
	return web.Diagnose(err, "key")
}
