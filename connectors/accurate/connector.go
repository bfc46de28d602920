package main

import (
	"context"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// connector reads databases in Accurate Online.
type connector struct{}

// Describe implements sdk.Connector.
func (connector) Describe() spec.Description {
	return spec.Description{
		Kind:  "accurate",
		Title: spec.English("Accurate Online"),
		Summary: spec.Text{
			"en": "Customers, open invoices in rupiah and the payments on them from Accurate Online.",
			"nb": "Kunder, åpne fakturaer i rupiah og innbetalinger på dem fra Accurate Online.",
		},
		Version: "1.0.0", Publisher: "Dunning Desk", Verified: spec.VerifiedDocumentation, Docs: docs,
		Streams:      []spec.Stream{spec.StreamDebtors, spec.StreamItems, spec.StreamPayments},
		Capabilities: spec.Capabilities{spec.CanReadDebtors, spec.CanReadIncremental, spec.CanAuthorize},
		Fields:       fields,
	}
}

// Check implements sdk.Connector.
func (connector) Check(ctx context.Context, settings spec.Settings) []spec.Diagnostic {
	found := spec.Diagnostic{Severity: spec.SeverityInfo, Code: spec.CodeRecognised, Summary: "The database in Accurate can be read."}
	if settings.Secret("api_token") == "" {
		all, err := databases(ctx, door(settings, signIn(settings)))
		if err != nil {
			return []spec.Diagnostic{web.Diagnose(err, "refresh_token")}
		}
		name := ""
		for _, one := range all {
			found.Choices = append(found.Choices, spec.Choice{Value: string(one.ID), Label: spec.English(one.Alias)})
			if string(one.ID) == settings.Get("database") {
				name = one.Alias
			}
		}
		if name == "" {
			return []spec.Diagnostic{{
				Severity: spec.SeverityError, Code: spec.CodeSourceNotFound, Field: "database", Choices: found.Choices,
				Summary: "No database in Accurate is chosen that this sign-in may open.", Hint: "Choose one of those that Accurate shows.",
			}}
		}
		found.Field, found.Summary = "database", name+" in Accurate can be read."
	}
	c, err := open(ctx, settings)
	if err == nil {
		_, err = c.readable(ctx, settings.Bool("receipts"))
	}
	if err != nil {
		return []spec.Diagnostic{diagnose(err, settings)}
	}
	return []spec.Diagnostic{found}
}

// overlap is how much of the time before the last read is read again. It is a day, because it is not said in which zone Accurate
// compares.
const overlap = 24 * time.Hour

// changed is the one mark of the cursor.
const changed = "changed"

// Read implements sdk.Connector. Everything is fetched before anything is sent.
func (connector) Read(ctx context.Context, settings spec.Settings, req spec.ReadRequest, emit sdk.Emitter) error {
	cursor, err := web.CursorOf(req)
	if err != nil {
		return err
	}
	c, err := open(ctx, settings)
	if err != nil {
		return diagnose(err, settings)
	}
	r := &reading{client: c, mapping: newMapping(), req: req, emit: emit, receipts: settings.Bool("receipts")}
	began, err := c.readable(ctx, r.receipts)
	if err != nil {
		return diagnose(err, settings)
	}
	if err := r.all(ctx, cursor.Since(changed, overlap)); err != nil {
		return diagnose(err, settings)
	}
	r.finish()
	if !r.receipts {
		began = time.Time{} // nothing would tell of payments: the next read is a whole one
	}
	return r.Send(req, emit, cursor.Next(changed, began))
}

// diagnose names the setting that a refusal is about.
func diagnose(err error, s spec.Settings) spec.Diagnostic {
	if s.Secret("api_token") != "" {
		d := web.Diagnose(err, "api_token")
		if d.Code == spec.CodeNotAuthorised {
			d.Hint = "Look at the token and the signature secret, or try another way to write the time under the advanced settings."
		}
		return d
	}
	return web.Diagnose(err, "refresh_token")
}

// Authorize implements sdk.Authorizer. Where one database may be opened, it is taken.
func (connector) Authorize(ctx context.Context, settings spec.Settings, in sdk.SignIn) error {
	auth := signIn(settings)
	if _, err := auth.SignIn(ctx, in); err != nil {
		return err
	}
	all, err := databases(ctx, door(settings, auth))
	if err != nil {
		return web.Diagnose(err, "refresh_token")
	}
	if len(all) != 1 {
		return nil
	}
	return in.Learn("database", string(all[0].ID))
}
