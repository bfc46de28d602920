package main

import (
	"fmt"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// place points at a cell of the list.
func (l *list) place(line int64, column int) spec.Record {
	p := spec.Record{Stream: l.stream(), File: l.source.name, Line: line}
	switch {
	case column >= 0 && column < len(l.head.names) && l.head.names[column] != "":
		p.Column = l.head.names[column]
	case column >= 0:
		p.Column = fmt.Sprint(column + 1)
	}
	return p
}

func (l *list) stream() spec.Stream {
	if l.source.role == roleCustomers {
		return spec.StreamDebtors
	}
	return spec.StreamItems
}

// rejection tells of a row that is left out.
func (l *list) rejection(r *row, f *fault) spec.Diagnostic {
	d := spec.Diagnostic{
		Severity: spec.SeverityError, Code: f.code, Record: l.place(r.line, f.column),
		Summary: fmt.Sprintf("Line %d was left out: %s.", r.line, strings.TrimSuffix(f.what, ".")), Hint: f.hint,
	}
	if d.Code == "" {
		d.Code = spec.CodeRecordInvalid
	}
	if d.Hint == "" {
		d.Hint = "Correct it where it comes from and export again. Until then nobody counts as settled."
	}
	return d
}

// missingColumns asks for the columns that were not recognised.
func (l *list) missingColumns(missing []target, mapping map[string]string) []spec.Diagnostic {
	var out []spec.Diagnostic
	for _, t := range missing {
		name := strings.ToLower(targetNames[t].en)
		d := spec.Diagnostic{
			Severity: spec.SeverityError, Code: codeColumnMissing, Field: "mapping", Record: l.place(l.head.line, -1),
			Summary:  fmt.Sprintf("No column of %s was recognised as the %s.", l.source.name, name),
			Hint:     fmt.Sprintf("Say in the mapping which column it is (%q), or give it a usual heading.", l.source.role.key(t)),
			Choices:  l.head.choices(),
			Proposed: map[string]string{"mapping": spec.FormatMapping(l.head.mapping(l.source.role))},
		}
		if byHand := mapping[l.source.role.key(t)]; byHand != "" {
			d.Summary = fmt.Sprintf("%s has no column %q, which the mapping gives for the %s.", l.source.name, shorten(byHand), name)
			d.Hint = "The export has changed. Choose the column again, or export as before."
		}
		out = append(out, d)
	}
	return out
}

// doubt is about how a column is written; the setting of that name ends it.
func (l *list) doubt(severity spec.Severity, code, field string, place spec.Record, summary, hint string, choices ...spec.Choice) spec.Diagnostic {
	return spec.Diagnostic{
		Severity: severity, Code: code, Field: field, Record: place, Summary: summary, Hint: hint, Choices: choices,
	}
}

// noneRead ends a read of which no row came through: mostly the list is well, and a setting is not. One reason stands for all.
func (j *job) noneRead(rows int, last spec.Diagnostic) spec.Diagnostic {
	return spec.Diagnostic{
		Severity: spec.SeverityError, Code: spec.CodeSourceUnreadable, Record: last.Record,
		Summary: fmt.Sprintf("No row of %s can be read, of %d. %s", j.items.source.name, rows, last.Summary),
		Hint: "Where all rows have the same fault, correct the settings: decimal sign, order of dates, columns, currency. Else export the list again. " +
			"Nothing was taken over and nothing counts as settled.",
	}
}
