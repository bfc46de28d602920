package main

import (
	"context"
	"fmt"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// connector reads companies in Business Central.
type connector struct{}

// Describe implements sdk.Connector.
func (connector) Describe() spec.Description {
	return spec.Description{
		Kind:  "businesscentral",
		Title: spec.English("Dynamics 365 Business Central"),
		Summary: spec.Text{
			"en": "Customers, open invoices, and from the customer ledger credit memos, payments and journal postings of Business Central.",
			"nb": "Kunder, åpne fakturaer, og fra kundereskontroen kreditnotaer, innbetalinger og bilag i Business Central.",
		},
		Version: "1.0.0", Publisher: "Dunning Desk", Verified: spec.VerifiedContract, Docs: docs,
		Streams:      []spec.Stream{spec.StreamDebtors, spec.StreamItems, spec.StreamPayments},
		Capabilities: spec.Capabilities{spec.CanReadDebtors, spec.CanAuthorize},
		Fields:       fields,
	}
}

// Check implements sdk.Connector.
func (connector) Check(ctx context.Context, settings spec.Settings) []spec.Diagnostic {
	c := open(settings)
	found, err := c.companies(ctx)
	if err != nil {
		return []spec.Diagnostic{web.Diagnose(err, credential(settings))}
	}
	var offered []spec.Choice
	name := ""
	for _, one := range found {
		offered = append(offered, spec.Choice{Value: one.ID, Label: spec.English(one.name())})
		if one.ID == settings.Get("company") {
			name = one.name()
		}
	}
	if name == "" {
		return []spec.Diagnostic{{
			Severity: spec.SeverityError, Code: spec.CodeSourceNotFound, Field: "company", Choices: offered,
			Summary: "No company is chosen that may be read.", Hint: "Choose one of those that Business Central shows.",
		}}
	}
	home, err := c.home(ctx)
	if err == nil {
		err = c.readable(ctx, settings.Bool("ledger"))
	}
	if err != nil {
		return []spec.Diagnostic{web.Diagnose(err, credential(settings))}
	}
	out := []spec.Diagnostic{{
		Severity: spec.SeverityInfo, Code: spec.CodeRecognised, Field: "company", Choices: offered,
		Summary: fmt.Sprintf("%s in Business Central can be read; it keeps its books in %s.", name, home),
	}}
	if !settings.Bool("ledger") {
		out = append(out, spec.Diagnostic{
			Severity: spec.SeverityWarning, Code: "without-ledger", Field: "ledger",
			Summary: "Credit memos and payments on account are not read: customers are asked for too much.", Hint: "Read the customer ledger.",
		})
	}
	return out
}

// credential is the setting that a refused sign-in is about.
func credential(settings spec.Settings) string {
	if settings.Has("client_secret") {
		return "client_secret"
	}
	return "refresh_token"
}

// attempts at books that change while they are read.
const attempts = 3

// Read implements sdk.Connector. Everything is fetched before anything is sent. Invoices and the ledger are two lists of the same
// debts: where they do not agree somebody has posted in between, and both are read again.
func (connector) Read(ctx context.Context, settings spec.Settings, req spec.ReadRequest, emit sdk.Emitter) error {
	if settings.Get("company") == "" {
		return spec.Diagnostic{
			Severity: spec.SeverityError, Code: spec.CodeSettingMissing, Field: "company", Summary: "No company in Business Central is chosen.", Hint: "Press Check and choose one.",
		}
	}
	c := open(settings)
	home, err := c.home(ctx)
	if err != nil {
		return web.Diagnose(err, credential(settings))
	}
	var odd error
	for range attempts {
		m := newMapping(home)
		if err := m.Fetch(emit, credential(settings), m.phases(ctx, c, settings.Bool("ledger"))...); err != nil {
			return err
		}
		if odd = m.agree(); odd == nil {
			m.finish()
			return m.Send(req, emit, nil)
		}
	}
	return odd
}

// phases are what is read, one after the other.
func (m *mapping) phases(ctx context.Context, c *client, ledger bool) []web.Phase {
	out := []web.Phase{
		{Name: "customers", Fetch: func() error { return c.customers(ctx, m.customer) }},
		{Name: "items", Fetch: func() error { return c.invoices(ctx, m.invoice) }},
	}
	if ledger {
		out = append(out, web.Phase{Name: "items", Fetch: func() error { return c.ledger(ctx, m.detail) }},
			web.Phase{Name: "items", Fetch: func() error { return m.memos(ctx, c) }})
	}
	return append(out, web.Phase{Name: "totals", Fetch: func() error { return c.balances(ctx, m.balance) }})
}

// Authorize implements sdk.Authorizer. Where the person may read one company, it is taken.
func (connector) Authorize(ctx context.Context, settings spec.Settings, in sdk.SignIn) error {
	if settings.Has("client_secret") {
		return spec.Diagnostic{
			Severity: spec.SeverityError, Code: spec.CodeSettingInvalid, Field: "client_secret", Summary: "With an app secret the app reads by itself, and nobody signs in.",
			Hint: "Take the secret out to read as a person.",
		}
	}
	return open(settings).signIn(ctx, settings, in)
}

func (c *client) signIn(ctx context.Context, settings spec.Settings, in sdk.SignIn) error {
	if _, err := c.auth.SignIn(ctx, in); err != nil {
		return err
	}
	found, err := c.companies(ctx)
	if err != nil {
		return web.Diagnose(err, "refresh_token")
	}
	if len(found) != 1 || settings.Get("company") != "" {
		return nil
	}
	return in.Learn("company", found[0].ID)
}
