package main

import (
	"context"
	"slices"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

type connector struct{}

func (connector) Describe() spec.Description {
	return spec.Description{
		Kind:         "cashbook",
		Title:        spec.English("Cashbook"),
		Summary:      spec.Text{"en": "Reads the JSON export of Cashbook.", "nb": "Leser JSON-eksporten fra Cashbook."},
		Version:      "1.0.0",
		Publisher:    "Example Ltd",
		Verified:     spec.VerifiedRecorded,
		Streams:      []spec.Stream{spec.StreamDebtors, spec.StreamItems},
		Capabilities: spec.Capabilities{spec.CanReadDebtors},
		Fields: []spec.Field{{
			Key:        "file",
			Label:      spec.Text{"en": "Export", "nb": "Eksport"},
			Help:       spec.English("In Cashbook: File, Export, Open items."),
			Type:       spec.FieldFile,
			Required:   true,
			Extensions: []string{".json"},
		}},
		Docs: spec.English("Customers and their open invoices and credit notes are read. Payments are not in the export."),
	}
}

func (connector) Check(_ context.Context, settings spec.Settings) []spec.Diagnostic {
	if _, err := open(settings.Get("file")); err != nil {
		return []spec.Diagnostic{asDiagnostic(err)}
	}
	return nil
}

func (connector) Read(_ context.Context, settings spec.Settings, req spec.ReadRequest, emit sdk.Emitter) error {
	book, err := open(settings.Get("file"))
	if err != nil {
		return asDiagnostic(err)
	}
	wanted := func(id string) bool { return len(req.Debtors) == 0 || slices.Contains(req.Debtors, id) }
	for _, c := range book.Customers {
		if wanted(c.ID) {
			if err := emit.Debtor(debtor(c)); err != nil {
				return err
			}
		}
	}
	for _, i := range book.Invoices {
		if wanted(i.Customer) {
			if err := send(emit, i); err != nil {
				return err
			}
		}
	}
	return emit.Complete(nil)
}

// send rejects an invoice that cannot be read and lets the others through.
func send(emit sdk.Emitter, i invoice) error {
	it, err := item(i)
	if err == nil {
		err = it.Validate()
	}
	if err != nil {
		return emit.Reject(spec.Diagnostic{
			Summary: "Invoice " + i.Number + " was left out: " + err.Error() + ".",
			Hint:    "Correct it in Cashbook and export again.",
			Record:  spec.Record{Stream: spec.StreamItems, ExternalID: i.ID},
		})
	}
	return emit.Item(it)
}
