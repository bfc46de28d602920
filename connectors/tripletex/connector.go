package main

import (
	"context"
	"fmt"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// connector reads companies in Tripletex, and credits invoices there.
type connector struct{}

// Describe implements sdk.Connector.
func (connector) Describe() spec.Description {
	return spec.Description{
		Kind:  "tripletex",
		Title: spec.English("Tripletex"),
		Summary: spec.Text{
			"en": "Customers, open invoices, credit notes, their payments and payments on account from Tripletex.",
			"nb": "Kunder, åpne fakturaer, kreditnotaer, innbetalinger og innbetalinger på konto fra Tripletex.",
		},
		Version: "1.0.0", Publisher: "Dunning Desk", Verified: spec.VerifiedContract, Docs: docs,
		Streams:      []spec.Stream{spec.StreamDebtors, spec.StreamItems, spec.StreamPayments},
		Capabilities: spec.Capabilities{spec.CanReadDebtors, spec.CanWriteWriteOff, spec.CanFind},
		Fields: []spec.Field{
			{
				Key: "consumer_token", Type: spec.FieldSecret, Required: true,
				Label: spec.Text{"en": "Consumer token", "nb": "Consumer token (konsumentnøkkel)"},
				Help:  spec.Text{"en": "Tripletex gives it to the program: apply at developer.tripletex.no.", "nb": "Tripletex gir den til programmet: søk på developer.tripletex.no."},
			},
			{
				Key: "employee_token", Type: spec.FieldSecret, Required: true,
				Label: spec.Text{"en": "Employee token", "nb": "Employee token (brukernøkkel)"},
				Help: spec.Text{
					"en": "In Tripletex: Company, Our account, Integrations. Its user must be allowed to see customers, invoices and the ledger.",
					"nb": "I Tripletex: Selskap, Vår konto, Integrasjoner. Brukeren må kunne se kunder, fakturaer og regnskapet.",
				},
			},
			{
				Key: "company", Type: spec.FieldText, Default: own, Pattern: `[0-9]+`,
				Label: spec.Text{"en": "Company", "nb": "Foretak"},
				Help:  spec.Text{"en": "0 is the user's own; Check offers an accountant's clients.", "nb": "0 er brukerens eget; Kontroller viser klientene til et regnskapskontor."},
			},
			{
				Key: "since", Type: spec.FieldDate, Default: "2000-01-01",
				Label: spec.Text{"en": "Invoices from", "nb": "Fakturaer fra"},
				Help: spec.Text{
					"en": "Tripletex gives all invoices, open or not: a later day makes reading faster. Older ones that are open are then not seen.",
					"nb": "Tripletex gir alle fakturaer, åpne eller ikke: en senere dag gjør lesingen raskere. Eldre åpne ses da ikke.",
				},
			},
			{
				Key: "on_account", Type: spec.FieldBool, Default: "true",
				Label: spec.Text{"en": "Read payments on account", "nb": "Les innbetalinger på konto"},
				Help:  spec.Text{"en": "Needs a user that may see the ledger.", "nb": "Krever en bruker som kan se regnskapet."},
			},
			{Key: "address", Type: spec.FieldURL, Advanced: true, Default: "https://tripletex.no/v2", Label: spec.Text{"en": "Address", "nb": "Adresse"}},
		},
	}
}

// own is the company that the employee belongs to.
const own = "0"

// Check implements sdk.Connector.
func (connector) Check(ctx context.Context, settings spec.Settings) []spec.Diagnostic {
	clients, err := as(settings, own).clients(ctx) // in a company that is none of the user's nothing is shown
	if err != nil {
		return []spec.Diagnostic{web.Diagnose(err, "employee_token")}
	}
	name, offered := "The company", []spec.Choice{{Value: own, Label: spec.Text{"en": "The user's own company", "nb": "Brukerens eget foretak"}}}
	known := settings.Get("company") == own
	for _, one := range clients {
		offered = append(offered, spec.Choice{Value: id(one.ID), Label: spec.English(one.Name)})
		if id(one.ID) == settings.Get("company") {
			name, known = one.Name, true
		}
	}
	if !known {
		return []spec.Diagnostic{{
			Severity: spec.SeverityError, Code: spec.CodeSourceNotFound, Field: "company", Choices: offered,
			Summary: "This user has no access to a company " + settings.Get("company") + ".", Hint: "Choose one of those that Tripletex shows.",
		}}
	}
	if err := open(settings).readable(ctx); err != nil {
		return []spec.Diagnostic{web.Diagnose(err, "employee_token")}
	}
	found := spec.Diagnostic{Severity: spec.SeverityInfo, Code: spec.CodeRecognised, Summary: name + " in Tripletex can be read."}
	if len(clients) > 0 {
		found.Field, found.Choices = "company", offered
	}
	return []spec.Diagnostic{found}
}

// Read implements sdk.Connector. Everything is fetched before anything is sent.
func (connector) Read(ctx context.Context, settings spec.Settings, req spec.ReadRequest, emit sdk.Emitter) error {
	c, m := open(settings), newMapping()
	phases := []web.Phase{
		{Name: "customers", Fetch: func() error { return c.customers(ctx, req.Debtors, m.customer) }},
		{Name: "items", Fetch: func() error { return c.invoices(ctx, req.Debtors, m.invoice) }},
	}
	if settings.Bool("on_account") {
		phases = append(phases, web.Phase{Name: "items", Fetch: func() error { return c.openPosts(ctx, req.Debtors, m.openPost) }})
	}
	if err := m.Fetch(emit, "employee_token", phases...); err != nil {
		return err
	}
	m.finish()
	return m.Send(req, emit, nil)
}

// notShown ends a read: a field that is missing means that the user may not see it, not that it is empty.
func notShown(what string) error {
	return spec.Diagnostic{
		Severity: spec.SeverityError, Code: spec.CodeNotAuthorised, Field: "employee_token",
		Summary: fmt.Sprintf("Tripletex does not show this user %s.", what), Hint: "Give the user of the employee token the right to see invoices and their amounts.",
	}
}
