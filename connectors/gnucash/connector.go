package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// connector reads GnuCash books. home is the time zone of this machine.
type connector struct{ home *time.Location }

// Describe implements sdk.Connector.
func (connector) Describe() spec.Description {
	return spec.Description{
		Kind:  "gnucash",
		Title: spec.English("GnuCash"),
		Summary: spec.Text{
			"en": "Customers, invoices, credit notes and payments from a GnuCash book.",
			"nb": "Kunder, fakturaer, kreditnotaer og betalinger fra en GnuCash-bok.",
		},
		Version: "1.0.0", Publisher: "Dunning Desk", Verified: spec.VerifiedLive, Docs: docs,
		Streams:      []spec.Stream{spec.StreamDebtors, spec.StreamItems, spec.StreamPayments},
		Capabilities: spec.Capabilities{spec.CanReadDebtors, spec.CanReadHistory},
		Fields: []spec.Field{
			{
				Key: "file", Type: spec.FieldFile, Required: true, Extensions: []string{".gnucash", ".sqlite", ".xml"},
				Label: spec.Text{"en": "Book", "nb": "Bok"},
				Help: spec.Text{
					"en": "The file that you open in GnuCash. It is only read, also while GnuCash has it open.",
					"nb": "Filen du åpner i GnuCash. Den blir bare lest, også mens GnuCash har den åpen.",
				},
			},
			{
				Key: "timezone", Type: spec.FieldTimezone,
				Label: spec.Text{"en": "Time zone", "nb": "Tidssone"},
				Help: spec.Text{
					"en": "Of the computer on which GnuCash is used. Empty: recognised by the dates in the book.",
					"nb": "For maskinen der GnuCash brukes. Tom: gjenkjennes på datoene i boken.",
				},
			},
		},
	}
}

// Check implements sdk.Connector. It reads the book as Read does, so that what
// it finds good can be read.
func (c connector) Check(ctx context.Context, settings spec.Settings) []spec.Diagnostic {
	l, err := load(ctx, settings.Get("file"))
	if err != nil {
		return []spec.Diagnostic{asDiagnostic(err)}
	}
	z, found := zoneFor(l, settings.Get("timezone"), c.home)
	m := mapLedger(l, z)
	out := []spec.Diagnostic{{
		Severity: spec.SeverityInfo, Code: spec.CodeRecognised,
		Summary: fmt.Sprintf("A GnuCash book (%s) with %d customers and %d documents.", l.form, len(m.debtors), len(l.documents)),
	}, found}
	if l.openedBy != "" {
		out = append(out, opened(l))
	}
	for _, d := range m.rejected {
		d.Severity = spec.SeverityWarning // the rest of the book can be read
		out = append(out, d)
	}
	return append(out, m.notes...)
}

// Read implements sdk.Connector.
func (c connector) Read(ctx context.Context, settings spec.Settings, req spec.ReadRequest, emit sdk.Emitter) error {
	if err := emit.Progress(spec.Progress{Phase: "opening"}); err != nil {
		return err
	}
	l, err := load(ctx, settings.Get("file"))
	if err != nil {
		return err
	}
	z, found := zoneFor(l, settings.Get("timezone"), c.home)
	m := mapLedger(l, z)
	notes := m.notes
	if found.Severity != spec.SeverityInfo {
		notes = append(notes, found)
	}
	if l.openedBy != "" {
		notes = append(notes, opened(l))
	}
	for _, d := range notes {
		if err := emit.Note(d); err != nil {
			return err
		}
	}
	return send(m, req, emit)
}

// send gives the records to the desk, narrowed to what was asked for.
func send(m mapped, req spec.ReadRequest, emit sdk.Emitter) error {
	want := selection(req)
	err := stream(req, emit, spec.StreamDebtors, m.debtors, func(d *spec.Debtor) error {
		return when(want(d.ExternalID, false, ""), func() error { return emit.Debtor(*d) })
	})
	for i := 0; i < len(m.rejected) && err == nil; i++ {
		err = emit.Reject(m.rejected[i])
	}
	if err != nil {
		return err
	}
	err = stream(req, emit, spec.StreamItems, m.items, func(i *spec.Item) error {
		return when(want(i.DebtorID, i.Open == 0, i.Issued), func() error { return emit.Item(*i) })
	})
	if err != nil {
		return err
	}
	if len(req.Debtors) == 0 && req.Wants(spec.StreamItems) {
		for _, currency := range slices.Sorted(maps.Keys(m.control)) {
			if err := emit.Control(currency, m.control[currency]); err != nil {
				return err
			}
		}
	}
	err = stream(req, emit, spec.StreamPayments, m.payments, func(p *spec.Payment) error {
		return when(want(p.DebtorID, p.Unapplied == 0, p.Date), func() error { return emit.Payment(*p) })
	})
	if err != nil {
		return err
	}
	return emit.Complete(nil)
}

// selection tells whether a record was asked for: it is of one of the wanted
// customers, and not settled before the history begins.
func selection(req spec.ReadRequest) func(debtor string, settled bool, day spec.Date) bool {
	asked := map[string]bool{}
	for _, id := range req.Debtors {
		asked[id] = true
	}
	return func(debtor string, settled bool, day spec.Date) bool {
		if settled && req.HistoryFrom != "" && day < req.HistoryFrom {
			return false
		}
		return len(asked) == 0 || asked[debtor]
	}
}

func when(wanted bool, do func() error) error {
	if !wanted {
		return nil
	}
	return do()
}

// stream sends the records of one stream, with progress.
func stream[T any](req spec.ReadRequest, emit sdk.Emitter, name spec.Stream, records []T, one func(*T) error) error {
	if !req.Wants(name) {
		return nil
	}
	for i := range records {
		if i%500 == 0 {
			if err := emit.Progress(spec.Progress{Phase: string(name), Done: int64(i), Total: int64(len(records))}); err != nil {
				return err
			}
		}
		if err := one(&records[i]); err != nil {
			return err
		}
	}
	return nil
}

func opened(l *ledger) spec.Diagnostic {
	return spec.Diagnostic{
		Severity: spec.SeverityInfo, Code: "source-open",
		Summary: fmt.Sprintf("The book is open in GnuCash (%s). What is not saved there yet was not read.", l.openedBy),
		Hint:    "Save in GnuCash before you send reminders.",
	}
}
