package main

import (
	"context"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// connector reads companies in sevdesk.
type connector struct{}

// Describe implements sdk.Connector.
func (connector) Describe() spec.Description {
	return spec.Description{
		Kind:  "sevdesk",
		Title: spec.English("sevdesk"),
		Summary: spec.Text{
			"en": "Customers, open invoices and credit notes from sevdesk.",
			"nb": "Kunder, åpne fakturaer og kreditnotaer fra sevdesk.",
		},
		Version: "1.0.0", Publisher: "Dunning Desk", Verified: spec.VerifiedDocumentation, Docs: docs,
		Streams:      []spec.Stream{spec.StreamDebtors, spec.StreamItems},
		Capabilities: spec.Capabilities{spec.CanReadDebtors},
		Fields: []spec.Field{
			{
				Key: "token", Type: spec.FieldSecret, Required: true,
				Label: spec.Text{"en": "API token", "nb": "API-nøkkel"},
				Help: spec.Text{
					"en": "32 characters; an administrator finds it in sevdesk under Settings, Users.",
					"nb": "32 tegn; en administrator finner den i sevdesk under Innstillinger, Brukere.",
				},
			},
			{Key: "address", Type: spec.FieldURL, Advanced: true, Default: "https://my.sevdesk.de/api/v1", Label: spec.Text{"en": "Address", "nb": "Adresse"}},
		},
	}
}

// Check implements sdk.Connector.
func (connector) Check(ctx context.Context, settings spec.Settings) []spec.Diagnostic {
	if err := open(settings).readable(ctx); err != nil {
		return []spec.Diagnostic{web.Diagnose(err, "token")}
	}
	return []spec.Diagnostic{{Severity: spec.SeverityInfo, Code: spec.CodeRecognised, Summary: "sevdesk can be read."}}
}

// Read implements sdk.Connector. Everything is fetched before anything is sent.
func (connector) Read(ctx context.Context, settings spec.Settings, req spec.ReadRequest, emit sdk.Emitter) error {
	c, m := open(settings), newMapping()
	if err := m.Fetch(emit, "token", c.phases(ctx, req, m)...); err != nil {
		return err
	}
	m.finish(req.Debtors)
	return m.Send(req, emit, nil)
}

// phases are what is read, one after the other.
func (c *client) phases(ctx context.Context, req spec.ReadRequest, m *mapping) []web.Phase {
	return []web.Phase{
		{Name: "customers", Fetch: func() error { return take(func() ([]contact, error) { return c.contacts(ctx) }, m.contact) }},
		{Name: "customers", Fetch: func() error { return take(func() ([]way, error) { return c.ways(ctx) }, m.way) }},
		{Name: "customers", Fetch: func() error { return take(func() ([]address, error) { return c.addresses(ctx) }, m.address) }},
		{Name: "items", Fetch: func() error {
			return take(func() ([]invoice, error) { return c.openInvoices(ctx, req.Debtors) }, m.invoice)
		}},
		{Name: "items", Fetch: func() error {
			return take(func() ([]creditNote, error) { return c.openCreditNotes(ctx, req.Debtors) }, m.creditNote)
		}},
	}
}

func take[T any](fetch func() ([]T, error), each func(T)) error {
	rows, err := fetch()
	for i := range rows {
		each(rows[i])
	}
	return err
}
