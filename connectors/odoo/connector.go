package main

import (
	"context"
	"fmt"
	"strconv"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// connector reads a company in Odoo and writes to it. tune lets tests go without waiting.
type connector struct {
	tune func(*odoo)
}

var _ sdk.Poster = connector{}

// Describe implements sdk.Connector.
func (connector) Describe() spec.Description {
	return spec.Description{
		Kind:  "odoo",
		Title: spec.English("Odoo"),
		Summary: spec.Text{
			"en": "Customers, invoices by instalment, credit notes and payments from Odoo 14 to 19; notes, letters, fees and write-offs go back.",
			"nb": "Kunder, fakturaer med avdrag, kreditnotaer og betalinger fra Odoo 14 til 19; notater, brev, gebyrer og tap går tilbake.",
		},
		Version: "1.0.0", Publisher: "Dunning Desk", Verified: spec.VerifiedRecorded, Docs: docs, Fields: fields,
		Streams: []spec.Stream{spec.StreamDebtors, spec.StreamItems, spec.StreamPayments},
		Capabilities: spec.Capabilities{
			spec.CanReadDebtors, spec.CanReadIncremental, spec.CanFind,
			spec.CanWriteNote, spec.CanWriteAttachment, spec.CanWriteFee, spec.CanWriteWriteOff,
		},
	}
}

// Check implements sdk.Connector. It asks for all that a read needs.
func (c connector) Check(ctx context.Context, settings spec.Settings) []spec.Diagnostic {
	o, err := c.open(ctx, settings)
	if err != nil {
		return []spec.Diagnostic{asDiagnostic(err)}
	}
	lines, err := o.count(ctx, lineModel.name, o.open())
	if err != nil {
		return []spec.Diagnostic{asDiagnostic(o.word(err))}
	}
	for _, m := range []string{moveModel.name, partnerModel.name, "account.partial.reconcile"} {
		if _, err := o.count(ctx, m, list{is("id", "=", 1)}); err != nil {
			return []spec.Diagnostic{asDiagnostic(o.word(err))}
		}
	}
	name := spec.CleanLine(string(o.company.Name))
	found := []spec.Diagnostic{{
		Severity: spec.SeverityInfo, Code: spec.CodeRecognised, Proposed: map[string]string{"company": id(o.company.ID)},
		Summary: fmt.Sprintf("Odoo %s, company %s in %s, with %d open journal items of customers.", o.version, name, o.company.Currency.Name, lines),
	}}
	found = append(found, o.otherVersion()...)
	if web.IsPlain(settings.Get("url")) {
		found = append(found, spec.Diagnostic{
			Severity: spec.SeverityWarning, Code: web.CodeNotEncrypted, Field: "url", Summary: "The password travels unencrypted to this address.",
			Hint: "Have Odoo served over https, or use it within the machine only.",
		})
	}
	return found
}

// otherVersion warns of a version that no answers were recorded of.
func (o *odoo) otherVersion() []spec.Diagnostic {
	n := o.version.major()
	if n == recorded {
		return nil
	}
	d := spec.Diagnostic{
		Severity: spec.SeverityWarning, Code: "version-not-tested", Summary: "The connector was tested with answers of Odoo " + strconv.Itoa(recorded) + ", and this is Odoo " + o.version.String() + ".",
		Hint: "Compare what is read with Odoo's aged receivable before reminders leave.",
	}
	if n > newest || n == 0 {
		d.Code = spec.CodeSourceNewer
	}
	return []spec.Diagnostic{d}
}

// Read implements sdk.Connector. Everything is fetched before anything is sent.
func (c connector) Read(ctx context.Context, settings spec.Settings, req spec.ReadRequest, emit sdk.Emitter) error {
	if err := emit.Progress(spec.Progress{Phase: "opening"}); err != nil {
		return err
	}
	o, err := c.open(ctx, settings)
	if err != nil {
		return err
	}
	r := &reading{odoo: o, req: req, emit: emit}
	switch {
	case len(req.Debtors) > 0:
		err = r.some(ctx)
	case req.Mode == spec.ModeIncremental && len(req.Cursor) > 0:
		err = r.changes(ctx)
	default:
		err = r.all(ctx)
	}
	return o.word(err)
}
