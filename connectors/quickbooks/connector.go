package main

import (
	"context"
	"fmt"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// connector reads companies in QuickBooks Online.
type connector struct{}

// Describe implements sdk.Connector.
func (connector) Describe() spec.Description {
	return spec.Description{
		Kind:  "quickbooks",
		Title: spec.English("QuickBooks Online"),
		Summary: spec.Text{
			"en": "Customers, open invoices, credit memos, payments and what is not applied of them from QuickBooks Online.",
			"nb": "Kunder, åpne fakturaer, kreditnotaer, innbetalinger og det som ikke er fordelt av dem fra QuickBooks Online.",
		},
		Version: "1.0.0", Publisher: "Dunning Desk", Verified: spec.VerifiedContract, Docs: docs,
		Streams:      []spec.Stream{spec.StreamDebtors, spec.StreamItems, spec.StreamPayments},
		Capabilities: spec.Capabilities{spec.CanReadDebtors, spec.CanReadIncremental, spec.CanAuthorize},
		Fields:       fields,
	}
}

// Check implements sdk.Connector.
func (connector) Check(ctx context.Context, settings spec.Settings) []spec.Diagnostic {
	c, err := open(settings)
	if err != nil {
		return []spec.Diagnostic{web.Diagnose(err, "company")}
	}
	books, err := c.books(ctx)
	if err == nil {
		err = c.readable(ctx)
	}
	if err != nil {
		return []spec.Diagnostic{web.Diagnose(err, "refresh_token")}
	}
	return []spec.Diagnostic{{
		Severity: spec.SeverityInfo, Code: spec.CodeRecognised,
		Summary: fmt.Sprintf("Company %s in QuickBooks can be read; it keeps its books in %s.", settings.Get("company"), books.home),
	}}
}

const (
	// overlap is how much of the time before the last read is read again.
	overlap = 5 * time.Minute
	// memory is how long QuickBooks remembers what changed, less a day to be safe.
	memory = 29 * 24 * time.Hour
	// changed is the one mark of the cursor.
	changed = "changed"
)

// Read implements sdk.Connector. Everything is fetched before anything is sent.
func (connector) Read(ctx context.Context, settings spec.Settings, req spec.ReadRequest, emit sdk.Emitter) error {
	cursor, err := web.CursorOf(req)
	if err != nil {
		return err
	}
	c, err := open(settings)
	if err != nil {
		return err
	}
	books, err := c.books(ctx)
	if err != nil {
		return web.Diagnose(err, "refresh_token")
	}
	since := cursor.Since(changed, overlap)
	if !since.IsZero() && books.at.Sub(since) > memory {
		return tooOld()
	}
	r := reading{client: c, mapping: newMapping(books.home), since: since, from: settings.Get("since")}
	if err := r.Fetch(emit, "refresh_token", r.phases(ctx)...); err != nil {
		return err
	}
	r.finish(since.IsZero())
	return r.Send(req, emit, cursor.Next(changed, books.at))
}

// tooOld has the desk read everything.
func tooOld() error {
	return spec.Diagnostic{
		Severity: spec.SeverityError, Code: spec.CodeCursorInvalid, Summary: "QuickBooks cannot tell all that changed since the last read.", Hint: "Read in full once.",
	}
}

// Authorize implements sdk.Authorizer.
func (connector) Authorize(ctx context.Context, settings spec.Settings, in sdk.SignIn) error {
	return enter(ctx, signIn(settings), settings, in)
}

// enter keeps which company was signed in at, so that it is never mistaken for another: QuickBooks says it along with the code.
func enter(ctx context.Context, auth *web.OAuth, settings spec.Settings, in sdk.SignIn) error {
	keep := auth.Keep
	auth.Keep = nil // not before it is known whose it is
	answer, err := auth.SignIn(ctx, in)
	if err != nil {
		return err
	}
	company := answer.Get("realmId")
	known := settings.Get("company")
	switch {
	case company == "":
		return spec.Diagnostic{
			Severity: spec.SeverityError, Code: spec.CodeSourceUnreadable, Summary: "The sign-in at QuickBooks names no company.", Hint: "Sign in again and choose one.",
		}
	case known != "" && known != company:
		return spec.Diagnostic{
			Severity: spec.SeverityError, Code: spec.CodeSourceChanged, Field: "company",
			Summary: fmt.Sprintf("The sign-in leads to company %s and not to %s.", company, known),
			Hint:    "Choose the company that this connection reads, or make a connection of its own for the other one.",
		}
	}
	if err := keep(ctx, auth.Refresh); err != nil {
		return err
	}
	return in.Learn("company", company)
}
