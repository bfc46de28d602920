package main

import (
	"context"
	"errors"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// connector reads companies in Jurnal.
type connector struct{}

// Describe implements sdk.Connector.
func (connector) Describe() spec.Description {
	return spec.Description{
		Kind:  "jurnal",
		Title: spec.English("Mekari Jurnal"),
		Summary: spec.Text{
			"en": "Customers, open invoices and the payments on them from Mekari Jurnal.",
			"nb": "Kunder, åpne fakturaer og innbetalinger på dem fra Mekari Jurnal.",
		},
		Version: "1.0.0", Publisher: "Dunning Desk", Verified: spec.VerifiedDocumentation, Docs: docs,
		Streams:      []spec.Stream{spec.StreamDebtors, spec.StreamItems, spec.StreamPayments},
		Capabilities: spec.Capabilities{spec.CanReadDebtors},
		Fields: []spec.Field{
			{
				Key: "client_id", Type: spec.FieldText, Required: true, Pattern: `[ !#-\[\]-~]+`,
				Label: spec.Text{"en": "HMAC client id", "nb": "HMAC klient-ID"},
				Help: spec.Text{
					"en": "Mekari gives id and secret for one company and product: ask its support for Jurnal.",
					"nb": "Mekari gir ID og hemmelighet for ett foretak og produkt: spør brukerstøtten om Jurnal.",
				},
			},
			{
				Key: "client_secret", Type: spec.FieldSecret, Required: true,
				Label: spec.Text{"en": "HMAC client secret", "nb": "HMAC-klienthemmelighet"},
				Help:  spec.Text{"en": "Comes with the client id.", "nb": "Følger med klient-ID-en."},
			},
			{
				Key: "since", Type: spec.FieldDate, Default: "2000-01-01",
				Label: spec.Text{"en": "Invoices from", "nb": "Fakturaer fra"},
				Help: spec.Text{
					"en": "Jurnal gives all invoices, open or not, and 3,000 a minute at most: a later day makes reading faster. Older ones that are open are then not seen.",
					"nb": "Jurnal gir alle fakturaer, åpne eller ikke, og høyst 3000 i minuttet: en senere dag gjør lesingen raskere. Eldre åpne ses da ikke.",
				},
			},
			{
				Key: "address", Type: spec.FieldURL, Advanced: true, Default: "https://api.mekari.com/public/jurnal/api/v1",
				Label: spec.Text{"en": "Address", "nb": "Adresse"},
			},
		},
	}
}

// Check implements sdk.Connector.
func (connector) Check(ctx context.Context, settings spec.Settings) []spec.Diagnostic {
	if err := open(settings).readable(ctx); err != nil {
		return []spec.Diagnostic{diagnose(err)}
	}
	return []spec.Diagnostic{{Severity: spec.SeverityInfo, Code: spec.CodeRecognised, Summary: "The company in Jurnal can be read."}}
}

// Read implements sdk.Connector. Everything is fetched before anything is sent.
func (connector) Read(ctx context.Context, settings spec.Settings, req spec.ReadRequest, emit sdk.Emitter) error {
	c, m := open(settings), newMapping(spec.Date(settings.Get("since")))
	phase := "customers"
	c.fetched = func() error { return emit.Progress(spec.Progress{Phase: phase, Done: int64(len(m.Items))}) }
	people, err := c.customers(ctx)
	if err != nil {
		return diagnose(err)
	}
	phase = "items"
	invoices, err := c.invoices(ctx, m.since)
	if err != nil {
		return diagnose(err)
	}
	for _, one := range people {
		m.customer(one)
	}
	for _, one := range invoices {
		m.invoice(one)
	}
	phase = "payments"
	if oldest := m.oldestInPart(req.Debtors); oldest != "" {
		if err := m.paid(c.payments(ctx, oldest)); err != nil {
			return diagnose(err)
		}
	}
	m.finish()
	return m.Send(req, emit, nil)
}

// paid takes the payments. They are for the timeline: a key that may not see them reads what is open all the same.
func (m *mapping) paid(rows []payment, err error) error {
	var p *web.Problem
	if errors.As(err, &p) && refused(p) {
		m.Notes = append(m.Notes, spec.Diagnostic{
			Severity: spec.SeverityWarning, Code: "payments-not-shown", Summary: "Jurnal does not show this key any payments.", Detail: p.Said,
			Hint: "What is open is right all the same. Ask Mekari's support for the right to see them.",
		})
		return nil
	}
	for _, one := range rows {
		m.payment(one)
	}
	return err
}

func diagnose(err error) spec.Diagnostic {
	d := web.Diagnose(err, "client_secret")
	if d.Code == spec.CodeNotAuthorised {
		d.Hint = "Look at id and secret, and at the clock of this machine: Jurnal refuses requests that are dated five minutes off."
	}
	return d
}
