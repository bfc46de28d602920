package main

import (
	"context"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// connector reads and writes companies in ERPNext.
type connector struct{}

// Describe implements sdk.Connector.
func (connector) Describe() spec.Description {
	return spec.Description{
		Kind:  "erpnext",
		Title: spec.English("ERPNext"),
		Summary: spec.Text{
			"en": "Customers, open invoices with instalments, credit notes, payments and payments on account from ERPNext.",
			"nb": "Kunder, åpne fakturaer med avdrag, kreditnotaer, innbetalinger og innbetalinger på konto fra ERPNext.",
		},
		Version: "1.0.0", Publisher: "Dunning Desk", Verified: spec.VerifiedDocumentation, Docs: docs,
		Streams: []spec.Stream{spec.StreamDebtors, spec.StreamItems, spec.StreamPayments},
		Capabilities: spec.Capabilities{
			spec.CanReadDebtors, spec.CanFind, spec.CanWriteNote, spec.CanWriteAttachment, spec.CanWriteFee, spec.CanWriteWriteOff,
		},
		Fields: []spec.Field{
			{
				Key: "address", Type: spec.FieldURL, Required: true, Label: spec.Text{"en": "Address of the site", "nb": "Adressen til nettstedet"},
				Help: spec.Text{"en": "As in the browser: https://erp.example.com", "nb": "Som i nettleseren: https://erp.example.com"},
			},
			{
				Key: "api_key", Type: spec.FieldSecret, Required: true, Label: spec.Text{"en": "API key", "nb": "API-nøkkel"},
				Help: spec.Text{"en": "In ERPNext: the user, Settings, API Access, Generate Keys.", "nb": "I ERPNext: brukeren, Settings, API Access, Generate Keys."},
			},
			{
				Key: "api_secret", Type: spec.FieldSecret, Required: true, Label: spec.Text{"en": "API secret", "nb": "API-hemmelighet"},
				Help: spec.Text{"en": "Shown once when the keys are made.", "nb": "Vises én gang når nøklene lages."},
			},
			{
				Key: "company", Type: spec.FieldText, Label: spec.Text{"en": "Company", "nb": "Foretak"},
				Help: spec.Text{"en": "Its full name in ERPNext; Check offers those that the user may see.", "nb": "Hele navnet i ERPNext; Kontroller viser dem brukeren kan se."},
			},
			{
				Key: "fee_item", Type: spec.FieldText, Label: spec.Text{"en": "Item of fees", "nb": "Vare for gebyrer"},
				Help: spec.Text{"en": "The code of an item without tax, for fee invoices.", "nb": "Koden til en vare uten mva., for gebyrfakturaer."},
			},
			{
				Key: "loss_account", Type: spec.FieldText, Label: spec.Text{"en": "Account of write-offs", "nb": "Konto for tap"},
				Help: spec.Text{"en": "Its full name; empty takes the company's write-off account.", "nb": "Hele navnet; tomt bruker foretakets konto for avskrivning."},
			},
		},
	}
}

// Check implements sdk.Connector.
func (connector) Check(ctx context.Context, settings spec.Settings) []spec.Diagnostic {
	c := open(settings)
	if err := c.loggedIn(ctx); err != nil {
		return []spec.Diagnostic{web.Diagnose(err, "api_key")}
	}
	found, err := c.companies(ctx)
	if err != nil {
		return []spec.Diagnostic{web.Diagnose(err, "api_key")}
	}
	var offered []spec.Choice
	for _, one := range found {
		offered = append(offered, spec.Choice{Value: one.Name, Label: spec.English(one.Name)})
		if one.Name == settings.Get("company") {
			return append([]spec.Diagnostic{{
				Severity: spec.SeverityInfo, Code: spec.CodeRecognised, Summary: one.Name + " in ERPNext can be read.",
				Hint: "ERPNext leaves out what the user may not see without a word: let the user see all customers and invoices.",
			}}, unencrypted(settings.Get("address"))...)
		}
	}
	return []spec.Diagnostic{notChosen(offered)}
}

// unencrypted warns of an address to which the key travels for everybody in the network to read.
func unencrypted(address string) []spec.Diagnostic {
	if !web.IsPlain(address) {
		return nil
	}
	return []spec.Diagnostic{{
		Severity: spec.SeverityWarning, Code: web.CodeNotEncrypted, Field: "address", Summary: "The key travels unencrypted to this address.",
		Hint: "Have ERPNext served over https, or use it within the machine only.",
	}}
}

func notChosen(offered []spec.Choice) spec.Diagnostic {
	return spec.Diagnostic{
		Severity: spec.SeverityError, Code: spec.CodeSourceNotFound, Field: "company", Choices: offered,
		Summary: "No company is chosen that this user may see.", Hint: "Press Check and choose one of those that ERPNext shows.",
	}
}

// Read implements sdk.Connector. Everything is fetched before anything is sent.
func (connector) Read(ctx context.Context, settings spec.Settings, req spec.ReadRequest, emit sdk.Emitter) error {
	c := open(settings)
	home, err := c.home(ctx)
	if err != nil {
		return web.Diagnose(err, "company")
	}
	m := newMapping(home.Currency)
	if err := m.Fetch(emit, "api_key", []web.Phase{
		{Name: "customers", Fetch: func() error { return c.customers(ctx, req.Debtors, m.customer) }},
		{Name: "customers", Fetch: func() error { return c.addresses(ctx, m.addresses(req.Debtors), m.address) }},
		{Name: "items", Fetch: func() error { return c.instalments(ctx, m.term) }},
		{Name: "items", Fetch: func() error { return c.invoices(ctx, req.Debtors, m.invoice) }},
		{Name: "items", Fetch: func() error { return c.schedules(ctx, m) }},
		{Name: "items", Fetch: func() error { return c.onAccount(ctx, req.Debtors, m.onAccount) }},
		{Name: "payments", Fetch: func() error { return c.payments(ctx, m.partlyPaid(), m.payment) }},
	}...); err != nil {
		return err
	}
	m.finish()
	return m.Send(req, emit, nil)
}

// invoiceOf is the name of the invoice of an item, which may be an instalment.
func invoiceOf(item string) string {
	if at := strings.LastIndex(item, instalment); at > 0 {
		return item[:at]
	}
	return item
}
