package main

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// connector reads companies in Fortnox.
type connector struct{}

// Describe implements sdk.Connector.
func (connector) Describe() spec.Description {
	return spec.Description{
		Kind:  "fortnox",
		Title: spec.English("Fortnox"),
		Summary: spec.Text{
			"en": "Customers, open invoices, credit notes and their payments from Fortnox.",
			"nb": "Kunder, åpne fakturaer, kreditnotaer og innbetalinger fra Fortnox.",
		},
		Version: "1.0.0", Publisher: "Dunning Desk", Verified: spec.VerifiedContract, Docs: docs,
		Streams:      []spec.Stream{spec.StreamDebtors, spec.StreamItems, spec.StreamPayments},
		Capabilities: spec.Capabilities{spec.CanReadDebtors, spec.CanReadIncremental, spec.CanAuthorize},
		Fields:       fields,
	}
}

// Check implements sdk.Connector. Rights and licences are given for each list: each is asked for.
func (connector) Check(ctx context.Context, settings spec.Settings) []spec.Diagnostic {
	c := open(settings)
	of, _, err := c.company(ctx)
	if err == nil {
		err = sameCompany(settings, of)
	}
	if err == nil {
		err = c.readable(ctx)
	}
	if err != nil {
		return []spec.Diagnostic{web.Diagnose(err, "refresh_token")}
	}
	return []spec.Diagnostic{{Severity: spec.SeverityInfo, Code: spec.CodeRecognised, Summary: of.Name + " in Fortnox can be read."}}
}

// sameCompany holds the company of the sign-in against that of the connection: another one would settle everybody.
func sameCompany(settings spec.Settings, of company) error {
	number := strconv.FormatInt(of.Number, 10)
	if known := settings.Get("company"); known == "" || known == number {
		return nil
	}
	return spec.Diagnostic{
		Severity: spec.SeverityError, Code: spec.CodeSourceChanged, Field: "company",
		Summary: fmt.Sprintf("The sign-in leads to %s (%s) and not to company %s.", of.Name, number, settings.Get("company")),
		Hint:    "Sign in at the company that this connection reads, or make a connection of its own for the other one.",
	}
}

const (
	// overlap is how much of the time before the last read is read again.
	overlap = 15 * time.Minute
	// changed is the one mark of the cursor.
	changed = "changed"
)

// Read implements sdk.Connector. Everything is fetched before anything is sent.
func (connector) Read(ctx context.Context, settings spec.Settings, req spec.ReadRequest, emit sdk.Emitter) error {
	cursor, err := web.CursorOf(req)
	if err != nil {
		return err
	}
	c, m := open(settings), newMapping()
	of, began, err := c.company(ctx)
	if err == nil {
		err = sameCompany(settings, of)
	}
	if err != nil {
		return web.Diagnose(err, "refresh_token")
	}
	r := reading{client: c, mapping: m, req: req, since: cursor.Since(changed, overlap), emit: emit}
	for _, phase := range r.phases(ctx) {
		if err := phase(); err != nil {
			return web.Diagnose(err, "refresh_token")
		}
	}
	m.finish()
	return m.Send(req, emit, cursor.Next(changed, began))
}

// Authorize implements sdk.Authorizer.
func (connector) Authorize(ctx context.Context, settings spec.Settings, in sdk.SignIn) error {
	return open(settings).signIn(ctx, settings, in)
}

// signIn keeps which company was signed in at, so that it is never mistaken for another. A sign-in at another leaves the one
// before in its place.
func (c *client) signIn(ctx context.Context, settings spec.Settings, in sdk.SignIn) error {
	keep := c.auth.Keep
	c.auth.Keep = nil
	if _, err := c.auth.SignIn(ctx, in); err != nil {
		return err
	}
	of, _, err := c.company(ctx)
	if err == nil {
		err = sameCompany(settings, of)
	}
	if err != nil {
		return web.Diagnose(err, "refresh_token")
	}
	if err := keep(ctx, c.auth.Refresh); err != nil {
		return err
	}
	return in.Learn("company", strconv.FormatInt(of.Number, 10))
}
