package main

import (
	"context"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// connector reads and writes organisations in Xero.
type connector struct{}

// Describe implements sdk.Connector.
func (connector) Describe() spec.Description {
	return spec.Description{
		Kind:  "xero",
		Title: spec.English("Xero"),
		Summary: spec.Text{
			"en": "Customers, open invoices, credit notes, payments, overpayments and prepayments from Xero.",
			"nb": "Kunder, åpne fakturaer, kreditnotaer, innbetalinger og forskudd fra Xero.",
		},
		Version: "1.0.0", Publisher: "Dunning Desk", Verified: spec.VerifiedContract, Docs: docs,
		Streams: []spec.Stream{spec.StreamDebtors, spec.StreamItems, spec.StreamPayments},
		Capabilities: spec.Capabilities{
			spec.CanReadDebtors, spec.CanReadIncremental, spec.CanAuthorize, spec.CanFind,
			spec.CanWriteNote, spec.CanWriteAttachment, spec.CanWriteFee, spec.CanWriteWriteOff,
		},
		Fields: fields,
	}
}

// Check implements sdk.Connector.
func (connector) Check(ctx context.Context, settings spec.Settings) []spec.Diagnostic {
	c := open(settings)
	allowed, err := c.tenants(ctx)
	if err != nil {
		return []spec.Diagnostic{web.Diagnose(err, "refresh_token")}
	}
	var offered []spec.Choice
	name := ""
	for _, one := range allowed {
		offered = append(offered, spec.Choice{Value: one.ID, Label: spec.English(one.Name)})
		if one.ID == settings.Get("tenant") {
			name = one.Name
		}
	}
	if name == "" {
		return []spec.Diagnostic{{
			Severity: spec.SeverityError, Code: spec.CodeSourceNotFound, Field: "tenant", Choices: offered,
			Summary: "No organisation in Xero is chosen that this sign-in may read.", Hint: "Choose one, or sign in again and allow it.",
		}}
	}
	if _, err := c.organisation(ctx); err != nil {
		return []spec.Diagnostic{web.Diagnose(err, "tenant")}
	}
	found := []spec.Diagnostic{{
		Severity: spec.SeverityInfo, Code: spec.CodeRecognised, Summary: name + " in Xero can be read.", Field: "tenant", Choices: offered,
	}}
	if on, err := c.reminds(ctx); err == nil && on {
		found = append(found, spec.Diagnostic{
			Severity: spec.SeverityWarning, Code: "reminded-twice", Summary: "Xero itself sends invoice reminders for this organisation.",
			Hint: "Switch them off in Xero, else customers are reminded twice.",
		})
	}
	return found
}

// overlap is how much of the time before the last read is read again.
const overlap = 5 * time.Minute

// changed is the one mark of the cursor.
const changed = "changed"

// Read implements sdk.Connector. Everything is fetched before anything is sent.
func (connector) Read(ctx context.Context, settings spec.Settings, req spec.ReadRequest, emit sdk.Emitter) error {
	c, m := open(settings), newMapping()
	cursor, err := web.CursorOf(req)
	if err != nil {
		return err
	}
	since := cursor.Since(changed, overlap)
	if settings.Get("tenant") == "" {
		return spec.Diagnostic{
			Severity: spec.SeverityError, Code: spec.CodeSettingMissing, Field: "tenant", Summary: "No organisation in Xero is chosen.", Hint: "Press Check and choose one.",
		}
	}
	began, err := c.organisation(ctx)
	if err != nil {
		return web.Diagnose(err, "tenant")
	}
	if err := m.Fetch(emit, "tenant", c.phases(ctx, req, since, m)...); err != nil {
		return err
	}
	m.finish()
	return m.Send(req, emit, cursor.Next(changed, began))
}

// phases are what is read, one after the other. With since only what changed: in any state, so that what was paid or taken
// back is seen.
func (c *client) phases(ctx context.Context, req spec.ReadRequest, since time.Time, m *mapping) []web.Phase {
	only := guids(req.Debtors)
	if len(req.Debtors) > 0 && len(only) == 0 {
		return nil
	}
	out := []web.Phase{
		{Name: "customers", Fetch: func() error { return c.contacts(ctx, only, since, m.contact) }},
		{Name: "items", Fetch: func() error { return c.invoices(ctx, only, since, m.invoice) }},
		{Name: "items", Fetch: func() error { return c.creditNotes(ctx, since, m.creditNote) }},
		{Name: "items", Fetch: func() error { return c.overpayments(ctx, since, m.overpayment) }},
		{Name: "items", Fetch: func() error { return c.prepayments(ctx, since, m.prepayment) }},
	}
	if !since.IsZero() {
		out = append(out, web.Phase{Name: "payments", Fetch: func() error { return c.payments(ctx, since, m.payment) }})
	}
	// Items may be of contacts that did not come because they have not changed.
	return append(out, web.Phase{Name: "customers", Fetch: func() error { return c.missing(ctx, req, m) }})
}

// missing fetches the contacts of items that have none yet.
func (c *client) missing(ctx context.Context, req spec.ReadRequest, m *mapping) error {
	if len(req.Debtors) > 0 {
		return nil
	}
	ids := m.strangers()
	if len(ids) == 0 {
		return nil
	}
	return c.contacts(ctx, ids, time.Time{}, m.contact)
}

// Authorize implements sdk.Authorizer. Where one organisation was allowed, it is taken.
func (connector) Authorize(ctx context.Context, settings spec.Settings, in sdk.SignIn) error {
	auth := signIn(settings)
	if _, err := auth.SignIn(ctx, in); err != nil {
		return err
	}
	allowed, err := (&client{door: &web.Client{Base: settings.Get("address"), Auth: auth}}).tenants(ctx)
	if err != nil {
		return web.Diagnose(err, "refresh_token")
	}
	if len(allowed) != 1 {
		return nil
	}
	if err := in.Learn(spec.SignedInAs, allowed[0].Name); err != nil {
		return err
	}
	return in.Learn("tenant", allowed[0].ID)
}
