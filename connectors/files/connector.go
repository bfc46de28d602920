package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// version changes with what a file becomes: an older cursor is then none.
const version = "1.2.0"

// connector reads exports.
type connector struct{ clock timepiece }

// Describe implements sdk.Connector.
func (connector) Describe() spec.Description {
	return spec.Description{
		Kind:  "files",
		Title: spec.Text{"en": "CSV and Excel files", "nb": "CSV- og Excel-filer"},
		Summary: spec.Text{
			"en": "Customers and open items from files that your accounting system exports, one by one or into a folder.",
			"nb": "Kunder og åpne poster fra filer som regnskapssystemet eksporterer, enkeltvis eller til en mappe.",
		},
		Version: version, Publisher: "Dunning Desk", Verified: spec.VerifiedRecorded,
		Streams:      []spec.Stream{spec.StreamDebtors, spec.StreamItems},
		Capabilities: spec.Capabilities{spec.CanReadDebtors, spec.CanReadIncremental, spec.CanCompare},
		Fields:       fields(),
		Docs: spec.English("Each row of the items' file is one open invoice, credit note or payment on account. Customers stand in the same " +
			"rows or in a file of their own. Delimiter, letters, decimal sign, order of dates and columns are recognised and shown by the check; " +
			"confirm them, and the next export is read in the same way. Rows that cannot be read are reported with their line; the others are read. " +
			"Of a folder the newest list is read, nothing twice and nothing backwards. SIE 4 files are read where they have customers and invoices as objects, " +
			"DATEV files for their customers."),
	}
}

// mostTold bounds the rows that a check lists; the read tells more.
const mostTold = 50

// Check implements sdk.Connector.
func (c connector) Check(ctx context.Context, settings spec.Settings) []spec.Diagnostic {
	j, problems := prepare(ctx, c.clock, settings, nil)
	if len(problems) > 0 {
		return problems
	}
	defer j.close()
	seen := &counted{open: map[string]int64{}}
	for _, d := range j.people.rejected {
		_ = seen.Reject(d) // it only counts
	}
	people := seen.refused
	notes, err := j.send(ctx, nil, seen)
	if err == nil {
		err = j.unchanged()
	}
	if err == nil && seen.items == 0 && seen.refused > people {
		err = j.noneRead(seen.refused-people, seen.last)
	}
	if err != nil {
		return []spec.Diagnostic{asDiagnostic(err)}
	}
	out := append(j.recognised(), j.notes...)
	out = append(out, seen.summary(len(j.people.all)))
	out = append(out, notes...)
	return append(out, seen.rejected...)
}

// Read implements sdk.Connector.
func (c connector) Read(ctx context.Context, settings spec.Settings, req spec.ReadRequest, emit sdk.Emitter) error {
	if err := emit.Progress(spec.Progress{Phase: "opening"}); err != nil {
		return err
	}
	if req.Mode == spec.ModeIncremental {
		return c.readSince(ctx, settings, req, emit)
	}
	j, problems := prepare(ctx, c.clock, settings, req.Cursor)
	if len(problems) > 0 {
		return tellAll(problems, emit)
	}
	defer j.close()
	for _, d := range append(j.recognised(), j.notes...) {
		if err := emit.Note(d); err != nil {
			return err
		}
	}
	wanted := asSet(req.Debtors)
	if err := j.sendPeople(req, wanted, emit); err != nil {
		return err
	}
	if req.Wants(spec.StreamItems) {
		sent := &tallied{Emitter: emit}
		notes, err := j.send(ctx, wanted, sent)
		if err != nil {
			return err
		}
		if wanted == nil && sent.items == 0 && sent.refused > 0 {
			return j.noneRead(sent.refused, sent.last)
		}
		if s := j.items.source; s.untold != 0 && wanted == nil {
			if err := emit.Control(s.untoldCurrency, sent.open+s.untold); err != nil {
				return err
			}
		}
		for _, d := range notes {
			if err := emit.Note(d); err != nil {
				return err
			}
		}
	}
	if err := j.unchanged(); err != nil {
		return err
	}
	cursor, err := j.known.cursor()
	if err != nil {
		return err
	}
	return emit.Complete(cursor)
}

// tallied adds up what is open of what it sends; a list that was made of a ledger has one currency.
type tallied struct {
	sdk.Emitter

	open           int64
	items, refused int
	last           spec.Diagnostic // what was rejected last
}

// Item implements sdk.Emitter.
func (t *tallied) Item(i spec.Item) error {
	t.open += i.Open
	t.items++
	return t.Emitter.Item(i)
}

// Reject implements sdk.Emitter.
func (t *tallied) Reject(d spec.Diagnostic) error {
	t.refused++
	t.last = d
	return t.Emitter.Reject(d)
}

// tellAll tells all problems; the first one ends the read.
func tellAll(problems []spec.Diagnostic, emit sdk.Emitter) error {
	for _, d := range problems[1:] {
		if err := emit.Note(d); err != nil {
			return err
		}
	}
	return problems[0]
}

// asSet returns nil for no ids: that means everybody.
func asSet(ids []string) map[string]bool {
	if len(ids) == 0 {
		return nil
	}
	set := map[string]bool{}
	for _, id := range ids {
		set[id] = true
	}
	return set
}

func (j *job) sendPeople(req spec.ReadRequest, wanted map[string]bool, emit sdk.Emitter) error {
	if !req.Wants(spec.StreamDebtors) {
		return nil
	}
	for i := range j.people.all {
		if wanted != nil && !wanted[j.people.all[i].ExternalID] {
			continue
		}
		if err := emit.Debtor(j.people.all[i]); err != nil {
			return err
		}
	}
	for _, d := range j.people.rejected {
		if err := emit.Reject(d); err != nil {
			return err
		}
	}
	return nil
}

// counted is the taker of a check: it counts, and keeps what was rejected as
// warnings, because the rest can be read.
type counted struct {
	items    int
	open     map[string]int64
	refused  int
	last     spec.Diagnostic // what was rejected last
	rejected []spec.Diagnostic
}

func (c *counted) Item(i spec.Item) error {
	c.items++
	c.open[i.Currency] += i.Open
	return nil
}

func (c *counted) Reject(d spec.Diagnostic) error {
	c.last = d
	if c.refused++; c.refused <= mostTold {
		d.Severity = spec.SeverityWarning
		c.rejected = append(c.rejected, d)
	}
	return nil
}

func (c *counted) Progress(spec.Progress) error { return nil }

func (c *counted) summary(customers int) spec.Diagnostic {
	var sums []string
	for _, currency := range slices.Sorted(maps.Keys(c.open)) {
		sums = append(sums, spec.FormatAmount(c.open[currency], currency)+" "+currency)
	}
	d := spec.Diagnostic{
		Severity: spec.SeverityInfo, Code: spec.CodeRecognised,
		Summary: fmt.Sprintf("%d customers, %d items, open: %s.", customers, c.items, strings.Join(sums, ", ")),
		Hint:    "Compare this with your ledger.",
	}
	if c.refused > 0 {
		d.Severity = spec.SeverityWarning
		rows := "1 row cannot be read."
		if c.refused > 1 {
			rows = fmt.Sprintf("%d rows cannot be read.", c.refused)
		}
		d.Summary += " " + rows
	}
	return d
}
