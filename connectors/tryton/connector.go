package main

import (
	"context"
	"fmt"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// connector reads a Tryton server and writes to it.
type connector struct {
	now  func() time.Time
	page int
	// patience is how long one answer may take; 0 is requestTime. wait lets
	// tests go without waiting.
	patience time.Duration
	wait     func(ctx context.Context, d time.Duration) error
}

var _ sdk.Poster = connector{}

// Describe implements sdk.Connector.
func (connector) Describe() spec.Description {
	return spec.Description{
		Kind:  "tryton",
		Title: spec.English("Tryton"),
		Summary: spec.Text{
			"en": "Customers, invoices, credit notes and payments from Tryton 6.0; notes, letters, fees and write-offs go back.",
			"nb": "Kunder, fakturaer, kreditnotaer og betalinger fra Tryton 6.0; notater, brev, gebyrer og tap går tilbake.",
		},
		Version: "1.0.0", Publisher: "Dunning Desk", Verified: spec.VerifiedLive, Docs: docs, Fields: fields,
		Streams: []spec.Stream{spec.StreamDebtors, spec.StreamItems, spec.StreamPayments},
		Capabilities: spec.Capabilities{
			spec.CanReadDebtors, spec.CanReadIncremental, spec.CanReadHistory, spec.CanFind,
			spec.CanWriteNote, spec.CanWriteAttachment, spec.CanWriteFee, spec.CanWriteWriteOff,
		},
	}
}

// Check implements sdk.Connector. It asks for all that a read needs.
func (c connector) Check(ctx context.Context, settings spec.Settings) []spec.Diagnostic {
	t, err := c.open(ctx, settings)
	if err != nil {
		return []spec.Diagnostic{asDiagnostic(err)}
	}
	defer t.close(ctx)
	var version string
	if err := t.server(ctx, &version, "common.server.version"); err != nil {
		return []spec.Diagnostic{asDiagnostic(err)}
	}
	lines, err := t.count(ctx, "account.move.line", t.open())
	if err != nil {
		return []spec.Diagnostic{asDiagnostic(err)}
	}
	if _, err := t.count(ctx, "account.invoice", []any{is("type", "=", "out")}); err != nil {
		return []spec.Diagnostic{asDiagnostic(err)}
	}
	found := []spec.Diagnostic{{
		Severity: spec.SeverityInfo, Code: spec.CodeRecognised,
		Summary: fmt.Sprintf("Tryton %s, company %s in %s, with %d open receivable lines.", short(spec.CleanLine(version)), t.company.name, t.company.currency, lines),
	}}
	found = append(found, otherVersion(version)...)
	if web.IsPlain(settings.Get("url")) {
		found = append(found, spec.Diagnostic{
			Severity: spec.SeverityWarning, Code: web.CodeNotEncrypted, Field: "url", Summary: "The password travels unencrypted to this address.",
			Hint: "Have Tryton served over https, or use it within the machine only.",
		})
	}
	return append(found, t.offers(ctx, settings)...)
}

// verified is the version that the connector was tested with.
const verified = "6.0."

func otherVersion(version string) []spec.Diagnostic {
	if len(version) >= len(verified) && version[:len(verified)] == verified {
		return nil
	}
	return []spec.Diagnostic{{
		Severity: spec.SeverityWarning, Code: spec.CodeSourceNewer, Summary: "The connector was tested with Tryton 6.0 and not with this version.",
		Hint: "Compare what is read with Tryton's aged balance before reminders leave.",
	}}
}

// Read implements sdk.Connector.
func (c connector) Read(ctx context.Context, settings spec.Settings, req spec.ReadRequest, emit sdk.Emitter) error {
	if err := emit.Progress(spec.Progress{Phase: "opening"}); err != nil {
		return err
	}
	t, err := c.open(ctx, settings)
	if err != nil {
		return readError(ctx, err)
	}
	defer t.close(ctx)
	r := &reading{tryton: t, req: req, emit: emit}
	switch {
	case len(req.Debtors) > 0:
		err = r.some(ctx)
	case req.Mode == spec.ModeIncremental && len(req.Cursor) > 0:
		err = r.changes(ctx)
	default:
		err = r.all(ctx)
	}
	return readError(ctx, err)
}

// readError keeps a cancellation what it is and words the rest.
func readError(ctx context.Context, err error) error {
	if err == nil || ctx.Err() != nil {
		return err
	}
	return asDiagnostic(err)
}
