package main

import (
	"context"
	"fmt"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// connector reads and writes companies in Fiken.
type connector struct{}

// Describe implements sdk.Connector.
func (connector) Describe() spec.Description {
	return spec.Description{
		Kind:  "fiken",
		Title: spec.English("Fiken"),
		Summary: spec.Text{
			"en": "Customers, open invoices, credit notes and their payments from Fiken.",
			"nb": "Kunder, åpne fakturaer, kreditnotaer og innbetalinger på dem fra Fiken.",
		},
		Version: "1.0.0", Publisher: "Dunning Desk", Verified: spec.VerifiedDocumentation, Docs: docs,
		Streams:      []spec.Stream{spec.StreamDebtors, spec.StreamItems, spec.StreamPayments},
		Capabilities: spec.Capabilities{spec.CanReadDebtors, spec.CanWriteWriteOff, spec.CanFind, spec.CanAuthorize},
		Fields: []spec.Field{
			{
				Key: "company", Type: spec.FieldText, Required: true, Pattern: `[a-z0-9-]+`,
				Label: spec.Text{"en": "Company", "nb": "Foretak"},
				Help:  spec.Text{"en": "Its short name in the address of Fiken: fiken.no/foretak/THIS.", "nb": "Kortnavnet i adressen til Fiken: fiken.no/foretak/DETTE."},
			},
			{
				Key: "token", Type: spec.FieldSecret,
				Label: spec.Text{"en": "Personal API token", "nb": "Personlig API-nøkkel"},
				Help: spec.Text{
					"en": "In Fiken: Edit profile, API. For your own company; or sign in instead.",
					"nb": "I Fiken: Rediger konto, API. For eget foretak; eller logg inn i stedet.",
				},
			},
			{Key: "client_id", Type: spec.FieldText, Advanced: true, Label: spec.Text{"en": "App (client id)", "nb": "App (klient-ID)"}},
			{Key: "client_secret", Type: spec.FieldSecret, Advanced: true, Label: spec.Text{"en": "App secret", "nb": "Apphemmelighet"}},
			{Key: "refresh_token", Type: spec.FieldSecret, Advanced: true, Label: spec.Text{"en": "Sign-in (kept by Sign in)", "nb": "Innlogging (settes av Logg inn)"}},
			{Key: "address", Type: spec.FieldURL, Advanced: true, Default: "https://api.fiken.no/api/v2", Label: spec.Text{"en": "Address", "nb": "Adresse"}},
			{Key: "sign_in", Type: spec.FieldURL, Advanced: true, Default: "https://fiken.no/oauth", Label: spec.Text{"en": "Address of the sign-in", "nb": "Adresse for innlogging"}},
		},
	}
}

// Check implements sdk.Connector.
func (connector) Check(ctx context.Context, settings spec.Settings) []spec.Diagnostic {
	c := open(settings)
	found, err := c.companies(ctx)
	if err != nil {
		return []spec.Diagnostic{web.Diagnose(err, "token")}
	}
	offered := make([]spec.Choice, 0, len(found))
	for _, one := range found {
		if one.Slug == settings.Get("company") {
			return []spec.Diagnostic{{Severity: spec.SeverityInfo, Code: spec.CodeRecognised, Summary: fmt.Sprintf("%s in Fiken can be read.", one.Name)}}
		}
		offered = append(offered, spec.Choice{Value: one.Slug, Label: spec.English(one.Name)})
	}
	return []spec.Diagnostic{{
		Severity: spec.SeverityError, Code: spec.CodeSourceNotFound, Field: "company", Choices: offered,
		Summary: "This user has no access to a company " + settings.Get("company") + ".", Hint: "Choose one of those that Fiken shows.",
	}}
}

// Read implements sdk.Connector. Everything is fetched before anything is sent.
func (connector) Read(ctx context.Context, settings spec.Settings, req spec.ReadRequest, emit sdk.Emitter) error {
	c, m := open(settings), newMapping()
	if err := m.Fetch(emit, "token", []web.Phase{
		{Name: "customers", Fetch: func() error { return c.contacts(ctx, m.contact) }},
		{Name: "items", Fetch: func() error { return c.invoices(ctx, m.invoice) }},
		{Name: "items", Fetch: func() error { return c.creditNotes(ctx, m.creditNote) }},
	}...); err != nil {
		return err
	}
	return m.Send(req, emit, nil)
}

// Authorize implements sdk.Authorizer.
func (connector) Authorize(ctx context.Context, settings spec.Settings, in sdk.SignIn) error {
	_, err := signIn(settings).SignIn(ctx, in)
	return err
}
