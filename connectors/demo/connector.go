package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

type connector struct{ now func() time.Time }

// Describe implements sdk.Connector.
func (connector) Describe() spec.Description {
	return spec.Description{
		Kind:  "demo",
		Title: spec.Text{"en": "Demo company", "nb": "Demofirma"},
		Summary: spec.Text{
			"en": "Made-up customers in Norway, Indonesia, Germany, Britain and the United States, with two years of invoices and payments.",
			"nb": "Oppdiktede kunder i Norge, Indonesia, Tyskland, Storbritannia og USA, med to år med fakturaer og betalinger.",
		},
		Version: "1.1.0", Publisher: "Dunning Desk", Verified: spec.VerifiedLive, Docs: docs,
		Streams: []spec.Stream{spec.StreamDebtors, spec.StreamItems, spec.StreamPayments},
		Capabilities: spec.Capabilities{
			spec.CanReadIncremental, spec.CanResume, spec.CanReadDebtors, spec.CanReadAsOf, spec.CanReadHistory,
			spec.CanWriteNote, spec.CanWriteAttachment, spec.CanWriteFee, spec.CanWriteHold, spec.CanWriteWriteOff, spec.CanFind,
		},
		Fields: []spec.Field{
			{
				Key: "customers", Type: spec.FieldNumber, Default: "400", Min: "1", Max: "200000",
				Label: spec.Text{"en": "Customers", "nb": "Kunder"},
				Help:  spec.English("How many customers the company has."),
			},
			{
				Key: "as_of", Type: spec.FieldDate, Min: "1990-01-01", Max: "2100-12-31",
				Label: spec.Text{"en": "Stand still on", "nb": "Stå stille på"},
				Help:  spec.English("The day the story has come to. Empty: today, so that each day brings new invoices and payments."),
			},
			{
				Key: "seed", Type: spec.FieldNumber, Default: "1", Min: "0", Advanced: true,
				Label: spec.Text{"en": "Seed", "nb": "Frø"},
				Help:  spec.English("Another number tells another story. The same number tells the same one on every machine."),
			},
			{
				Key: "months", Type: spec.FieldNumber, Default: "24", Min: "1", Max: "60", Advanced: true,
				Label: spec.Text{"en": "Months of history", "nb": "Måneder med historikk"},
				Help:  spec.English("How far back settled invoices and payments are read."),
			},
			{
				Key: "open_items", Type: spec.FieldNumber, Default: "0", Min: "0", Max: "1000", Advanced: true,
				Label: spec.Text{"en": "Open items a customer", "nb": "Åpne poster per kunde"},
				Help:  spec.English("For load tests: each customer has exactly so many open invoices and no history. 0 tells the story."),
			},
			{
				Key: "journal", Type: spec.FieldText, Advanced: true, // a file that need not be there yet
				Label: spec.Text{"en": "Journal", "nb": "Journal"},
				Help:  spec.English("The full path of a file that remembers what is written into the company's books; it is made when it is needed. Empty: nothing can be written."),
			},
		},
	}
}

// Check implements sdk.Connector. Nothing but the journal could be unreachable.
func (c connector) Check(_ context.Context, settings spec.Settings) []spec.Diagnostic {
	j, err := openJournal(settings.Get("journal"))
	if err == nil && settings.Has("journal") {
		_, err = os.Stat(filepath.Dir(settings.Get("journal")))
	}
	if err != nil {
		return []spec.Diagnostic{badJournal(settings.Get("journal"), err)}
	}
	found := []spec.Diagnostic{{
		Severity: spec.SeverityInfo, Code: spec.CodeRecognised,
		Summary: fmt.Sprintf("The demo company has %d customers; its story has come to %s.",
			settings.Number("customers"), c.asOf(settings, spec.ReadRequest{})),
	}}
	if n := len(j.entries); n > 0 {
		found = append(found, spec.Diagnostic{
			Severity: spec.SeverityInfo, Code: "journal-found", Summary: fmt.Sprintf("Its journal holds %d entries.", n),
		})
	}
	return found
}

// asOf is the day asked for, else the day the settings hold the story at, else
// today on this machine.
func (c connector) asOf(settings spec.Settings, req spec.ReadRequest) spec.Date {
	switch {
	case req.AsOf != "":
		return req.AsOf
	case settings.Has("as_of"):
		return spec.Date(settings.Get("as_of"))
	default:
		return spec.DateOf(c.now())
	}
}

// Read implements sdk.Connector.
func (c connector) Read(ctx context.Context, settings spec.Settings, req spec.ReadRequest, emit sdk.Emitter) error {
	plan := cursor{
		Seed: settings.Number("seed"), Customers: int(settings.Number("customers")),
		OpenItems: int(settings.Number("open_items")), AsOf: c.asOf(settings, req),
	}
	j, err := openJournal(settings.Get("journal"))
	if err != nil {
		return badJournal(settings.Get("journal"), err)
	}
	plan.Journal = len(j.entries)
	if plan, err = plan.after(req); err != nil {
		return err
	}
	today, err := parseDay(plan.AsOf)
	if err != nil {
		return spec.Diagnostic{
			Severity: spec.SeverityError, Code: spec.CodeSettingInvalid, Field: "as_of",
			Summary: fmt.Sprintf("%q is not a date (YYYY-MM-DD).", plan.AsOf), Hint: "Correct the day.",
		}
	}
	r := reading{ctx: ctx, req: req, emit: emit, at: plan}
	if r.historyFrom, err = historyFrom(today, int(settings.Number("months")), req.HistoryFrom); err != nil {
		return err
	}
	r.since = -1 << 31
	if plan.Since != "" {
		if r.since, err = parseDay(plan.Since); err != nil {
			return errCursor()
		}
	}
	r.booked, r.before = j.first(plan.Journal).on(plan.AsOf), j.first(plan.Told).on(plan.Since)
	r.story = newStory(uint64(plan.Seed), plan.Customers, today, r.historyFrom)
	r.choose()
	return r.run()
}

// historyFrom is the first day of the history: what the request asks for within
// five years, else the setting's months before today.
func historyFrom(today, months int, asked spec.Date) (int, error) {
	if asked == "" {
		return today - months*61/2, nil
	}
	day, err := parseDay(asked)
	if err != nil {
		return 0, spec.Diagnostic{
			Severity: spec.SeverityError, Code: spec.CodeSettingInvalid, Summary: fmt.Sprintf("%q is not a date (YYYY-MM-DD).", asked),
			Hint: "Ask for the history from another day.",
		}
	}
	return min(today, max(day, today-5*366)), nil
}
