package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// job is one check or read of a connection: both do the same, so that what the
// check finds good can be read.
type job struct {
	*inputs
	known    known
	settings spec.Settings
	currency string
	items    *list
	// customers is nil where the items' file is the only one.
	customers *list
	people    *people
	survey    survey
	// proposed are the settings recognised over columns; notes what a person
	// should know before the rows.
	proposed map[string]string
	notes    []spec.Diagnostic
}

// takes is who gets the records: the desk in a read, a count in a check.
type takes interface {
	Item(spec.Item) error
	Reject(spec.Diagnostic) error
	Progress(spec.Progress) error
}

func optionsOf(settings spec.Settings) options {
	return options{
		delimiter: settings.Get("delimiter"), encoding: settings.Get("encoding"), sheet: settings.Get("sheet"),
		mapping: settings.Mapping("mapping"), accounts: settings.Get("accounts"), netDays: settings.Number("net_days"), postings: settings.Bool("postings"),
	}
}

// prepare opens the files and makes the first pass. Problems mean that nothing
// can be read. cursor is that of the last complete read, if there is one.
func prepare(ctx context.Context, on timepiece, settings spec.Settings, cursor []byte) (*job, []spec.Diagnostic) {
	o := optionsOf(settings)
	j := &job{settings: settings, currency: settings.Get("currency"), people: newPeople(), proposed: map[string]string{}}
	if _, iso := spec.Exponent(j.currency); j.currency != "" && !iso {
		return nil, []spec.Diagnostic{setting("currency", spec.CodeSettingInvalid,
			fmt.Sprintf("%s is not a currency (ISO 4217).", j.currency), "Write its code, like NOK, EUR or IDR.")}
	}
	var err error
	if j.inputs, err = openFiles(settings); err != nil {
		return nil, []spec.Diagnostic{asDiagnostic(err)}
	}
	problems := j.open(ctx, on, settings, o)
	if len(problems) == 0 {
		problems = j.identifyFiles(ctx, cursor)
	}
	if len(problems) == 0 {
		j.items, j.customers, j.notes = j.lists[roleItems], j.lists[roleCustomers], j.inputs.notes
		for _, r := range []role{roleItems, roleCustomers} {
			if l := j.lists[r]; l != nil {
				j.notes = append(j.notes, l.source.notes...)
			}
		}
		problems = j.firstPass(ctx, o)
	}
	if len(problems) > 0 {
		j.close()
		return nil, problems
	}
	return j, nil
}

// identifyFiles sums up the files, and refuses those that are older than the ones that were read.
func (j *job) identifyFiles(ctx context.Context, cursor []byte) []spec.Diagnostic {
	sums, err := j.sums(ctx)
	if err != nil {
		return []spec.Diagnostic{asDiagnostic(err)}
	}
	j.known = known{Form: formOf(j.settings), Look: j.print, Files: sums}
	if k, ok := knownFrom(cursor, j.settings); ok {
		return j.goesBack(k, sums)
	}
	return nil
}

func (j *job) firstPass(ctx context.Context, o options) []spec.Diagnostic {
	if j.customers != nil {
		if err := j.people.readCustomers(ctx, j.customers); err != nil {
			return []spec.Diagnostic{asDiagnostic(err)}
		}
		if j.customers.rows == 0 {
			return []spec.Diagnostic{j.customers.empty()}
		}
	}
	if problems := j.strayMapping(o.mapping); len(problems) > 0 {
		return problems
	}
	if err := j.makeSurvey(ctx); err != nil {
		return []spec.Diagnostic{asDiagnostic(err)}
	}
	if j.items.rows == 0 {
		return []spec.Diagnostic{j.items.empty()}
	}
	return j.decide()
}

// empty refuses a list without rows: it looks the same whether nobody owes
// anything or the export failed, and only the first would settle everything.
func (l *list) empty() spec.Diagnostic {
	return l.source.trouble(codeSourceEmpty, l.source.name+" has headings but no rows.",
		"Nothing was taken over and nothing counts as settled. Export it again.")
}

// strayMapping reports columns that were settled by hand and are gone.
func (j *job) strayMapping(mapping map[string]string) []spec.Diagnostic {
	var out []spec.Diagnostic
	for _, key := range slices.Sorted(maps.Keys(mapping)) {
		name, isCustomers := strings.CutPrefix(key, customersPrefix)
		l := j.items
		if isCustomers {
			l = j.customers
		}
		t := slices.IndexFunc(targetNames[:], func(n struct{ key, en, nb string }) bool { return n.key == name })
		if l == nil || l.source.made || t < 0 || mapping[key] == "" || l.head.has(target(t)) {
			continue
		}
		out = append(out, spec.Diagnostic{
			Severity: spec.SeverityError, Code: codeColumnMissing, Field: "mapping", Record: l.place(l.head.line, -1),
			Summary: fmt.Sprintf("%s has no column %q, which the mapping gives for %q.", l.source.name, shorten(mapping[key]), key),
			Hint:    "The export has changed. Choose the column again, or export as before.", Choices: l.head.choices(),
		})
	}
	return out
}

// send makes the second pass: every item goes to the taker. wanted narrows it
// to some customers; nil means all.
func (j *job) send(ctx context.Context, wanted map[string]bool, to takes) ([]spec.Diagnostic, error) {
	m := j.newReading()
	total := j.items.rows
	rejected, done := 0, int64(0)
	err := j.items.walk(ctx, func(r *row) error {
		if done++; done%2000 == 0 {
			if err := to.Progress(spec.Progress{Phase: string(spec.StreamItems), Done: done, Total: total}); err != nil {
				return err
			}
		}
		f := r.fault
		if f == nil {
			debtor, known := m.customerOf(r)
			if known && wanted != nil && !wanted[debtor] {
				return nil
			}
			if f = j.nobody(r); known {
				var item spec.Item
				if item, f = m.item(r, debtor); f == nil {
					return to.Item(item)
				}
				if f == repeated {
					return nil
				}
			}
		}
		rejected++
		return to.Reject(j.items.rejection(r, f))
	})
	if err != nil {
		return nil, err
	}
	notes := m.notes()
	if wanted == nil && rejected == 0 {
		notes = append(notes, m.holdTotal()...)
	}
	return notes, nil
}

// nobody says why the customer of a row is not known.
func (j *job) nobody(r *row) *fault {
	if _, f := j.items.debtor(r); f != nil {
		return f
	}
	f := faultAt(j.items.head.columns[toName], "several customers have the name %q", shorten(j.items.text(r, toName)))
	f.hint = "Export the customer number too."
	return f
}

// unchanged reports a file that was written while it was read.
func (j *job) unchanged() error {
	if err := j.items.source.unchanged(); err != nil || j.customers == nil {
		return err
	}
	return j.customers.source.unchanged()
}
