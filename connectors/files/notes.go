package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// notes tells what the items made necessary to assume.
func (m *reading) notes() []spec.Diagnostic {
	l := m.items
	out := l.skippedNotes()
	if len(m.negative) > 0 {
		out = append(out, spec.Diagnostic{
			Severity: spec.SeverityInfo, Code: codeAssumed, Record: l.place(m.negative[0], -1),
			Summary: fmt.Sprintf("Invoices with a negative amount were taken for credit notes: line %s.", someLines(m.negative)),
		})
	}
	if len(m.dueless) > 0 {
		out = append(out, spec.Diagnostic{
			Severity: spec.SeverityWarning, Code: codeAssumed, Record: l.place(m.dueless[0], l.head.columns[toDue]),
			Summary: fmt.Sprintf("Invoices have no due date: line %s.", someLines(m.dueless)),
			Hint:    "Fill in their due dates where they come from.",
		})
	}
	for _, word := range slices.Sorted(maps.Keys(m.unknownTypes)) {
		out = append(out, spec.Diagnostic{
			Severity: spec.SeverityWarning, Code: codeAssumed, Record: l.place(m.unknownTypes[word], l.head.columns[toType]),
			Summary: fmt.Sprintf("The document type %q is not known. Such lines are invoices above zero and credit notes below.", shorten(word)),
			Hint:    "If they are something else, leave them out of the export.",
		})
	}
	return out
}

// holdTotal holds what was read against the list's own line of totals. It only
// speaks where there is one such line and one currency.
func (m *reading) holdTotal() []spec.Diagnostic {
	l := m.items
	column := toOpen
	if !l.head.has(column) {
		column = toAmount
	}
	if len(l.totals) != 1 || len(m.written) != 1 || l.head.has(toPaid) && column == toAmount {
		return nil
	}
	for currency, sum := range m.written {
		said, given, f := m.amount(l.total, column, currency)
		if f != nil || !given || said == sum {
			return nil
		}
		return []spec.Diagnostic{{
			Severity: spec.SeverityWarning, Code: codeTotalDiffers, Record: l.place(l.total.line, l.head.columns[column]),
			Summary: fmt.Sprintf("The list adds itself up to %s %s, its lines make %s.",
				spec.FormatAmount(said, currency), currency, spec.FormatAmount(sum, currency)),
			Hint: "Look whether lines are missing from the export before you send reminders.",
		}}
	}
	return nil
}

// recognised tells how the files were understood, and proposes the settings by
// which the next export is understood in the same way.
func (j *job) recognised() []spec.Diagnostic {
	l := j.items
	out := []spec.Diagnostic{{
		Severity: spec.SeverityInfo, Code: spec.CodeRecognised, Record: spec.Record{File: l.source.name},
		Summary: fmt.Sprintf("%s: %s%s; headings in line %d, %d rows.", l.source.name, l.source.form, j.columnForms(), l.head.line, l.rows),
		Detail:  l.columnsText(),
	}}
	if l.source.made {
		out[0].Summary, out[0].Detail = fmt.Sprintf("%s: %s; %d items are open.", l.source.name, l.source.form, l.rows), ""
	}
	if c := j.customers; c != nil {
		out = append(out, spec.Diagnostic{
			Severity: spec.SeverityInfo, Code: spec.CodeRecognised, Record: spec.Record{File: c.source.name},
			Summary: fmt.Sprintf("%s: %s; headings in line %d, %d customers.", c.source.name, c.source.form, c.head.line, j.people.fromFile),
			Detail:  c.columnsText(),
		})
	}
	out[0].Proposed = j.proposals()
	return append(out, j.assumptions()...)
}

func (j *job) columnForms() string {
	var b strings.Builder
	switch j.proposed["decimal"] {
	case "comma":
		b.WriteString(", decimal comma")
	case "point":
		b.WriteString(", decimal point")
	}
	switch j.proposed["date_order"] {
	case dayFirst:
		b.WriteString(", dates with the day first")
	case monthFirst:
		b.WriteString(", dates with the month first")
	}
	return b.String()
}

// columnsText lists the columns that are read, in the order of the targets.
func (l *list) columnsText() string {
	var parts []string
	for t, column := range l.head.columns {
		if column >= 0 {
			parts = append(parts, strings.ToLower(targetNames[t].en)+" = "+l.head.names[column])
		}
	}
	out := "Columns: " + strings.Join(parts, "; ") + "."
	if left := l.unread(); len(left) > 0 {
		out += " Not read: " + strings.Join(left, "; ") + "."
	}
	return out
}

// unread are the headings that no column is known by.
func (l *list) unread() []string {
	var out []string
	for column, name := range l.head.names {
		if name != "" && !slices.Contains(l.head.columns[:], column) && len(out) < maxUnread {
			out = append(out, name)
		}
	}
	return out
}

// maxUnread is how many headings are named that are not read.
const maxUnread = 20

// proposals are the settings that were recognised and are not set.
func (j *job) proposals() map[string]string {
	out := maps.Clone(j.proposed)
	maps.Copy(out, j.items.source.proposed)
	mapping := map[string]string{}
	if !j.items.source.made {
		mapping = j.items.head.mapping(roleItems)
	}
	if c := j.customers; c != nil {
		if !c.source.made {
			maps.Copy(mapping, c.head.mapping(roleCustomers))
		}
		for key, value := range c.source.proposed {
			if out[key] != value {
				delete(out, key) // the two files differ: each must be recognised by itself
			}
		}
	}
	for key := range out {
		if j.settings.Get(key) != "" {
			delete(out, key)
		}
	}
	if len(mapping) > 0 && !maps.Equal(mapping, j.settings.Mapping("mapping")) {
		out["mapping"] = spec.FormatMapping(mapping)
	}
	return out
}

// assumptions are what the headings left open.
func (j *job) assumptions() []spec.Diagnostic {
	l := j.items
	var out []spec.Diagnostic
	if !l.head.has(toOpen) && !l.head.has(toPaid) {
		out = append(out, spec.Diagnostic{
			Severity: spec.SeverityWarning, Code: codeAssumed, Field: "mapping", Record: l.place(l.head.line, -1),
			Summary: fmt.Sprintf("%s has no column with what is still open: every amount was taken to be open in full.", l.source.name),
			Hint:    "If invoices can be paid in part, export the open amount too.", Choices: l.head.choices(),
		})
	}
	for _, one := range []*list{l, j.customers} {
		if one == nil {
			continue
		}
		for _, t := range one.head.twice {
			out = append(out, spec.Diagnostic{
				Severity: spec.SeverityWarning, Code: codeAssumed, Field: "mapping", Record: one.place(one.head.line, one.head.columns[t]),
				Summary: fmt.Sprintf("Several columns of %s could be the %s; the first one was taken.", one.source.name, strings.ToLower(targetNames[t].en)),
				Hint:    "Choose the column in the mapping.", Choices: one.head.choices(),
			})
		}
	}
	return append(out, j.people.notes(l)...)
}
