package main

import (
	_ "embed"
	"slices"
	"strings"
)

//go:embed templates.tsv
var templatesFile string

// template is the export of a program whose headings are documented: what each of them means, whatever else they could.
type template struct {
	program, source string
	// perLine: an invoice stands in a row for each of its lines, and each row has the invoice's totals.
	perLine bool
	columns []templateColumn
	// debit and credit are columns whose difference is what is open; empty: it has none.
	debit, credit string
}

type templateColumn struct {
	target     target
	heading    string
	isOptional bool
}

var templates = func() []template {
	byKey := map[string]target{}
	for t := range targetCount {
		byKey[t.String()] = t
	}
	var out []template
	for line := range strings.Lines(templatesFile) {
		parts := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		if strings.HasPrefix(line, "#") || len(parts) != 4 {
			continue
		}
		t := template{program: parts[0], source: parts[1], perLine: parts[2] == "line"}
		for one := range strings.SplitSeq(parts[3], ";") {
			one, isOptional := strings.CutPrefix(one, "?")
			key, heading, _ := strings.Cut(one, "=")
			switch key {
			case "debit":
				t.debit = heading
				continue
			case "credit":
				t.credit = heading
				continue
			}
			t.columns = append(t.columns, templateColumn{byKey[key], heading, isOptional})
		}
		out = append(out, t)
	}
	return out
}()

// matches places the columns of a template in a row of headings; false where one is missing.
func (t *template) matches(names []string) ([targetCount]int, bool) {
	var columns [targetCount]int
	for i := range columns {
		columns[i] = -1
	}
	for _, c := range t.columns {
		at := columnNamed(names, c.heading)
		if at < 0 && !c.isOptional {
			return columns, false
		}
		columns[c.target] = at
	}
	return columns, t.debit == "" || columnNamed(names, t.debit) >= 0 && columnNamed(names, t.credit) >= 0
}

// columnNamed is the place of a heading, -1 where it is missing.
func columnNamed(names []string, heading string) int {
	return slices.IndexFunc(names, func(name string) bool { return strings.EqualFold(name, heading) })
}

// templateOf finds the program that wrote a row of headings.
func templateOf(names []string) (*template, [targetCount]int) {
	for i := range templates {
		if columns, ok := templates[i].matches(names); ok {
			return &templates[i], columns
		}
	}
	return nil, [targetCount]int{}
}

// applyTemplate reads a list as a program is known to write it. What a person has said of the columns counts more; that an
// invoice stands in several rows does not depend on it.
func (l *list) applyTemplate(rows []row, o options) {
	if l.source.role != roleItems || l.source.made {
		return
	}
	for i, r := range rows {
		if r.fault != nil {
			continue
		}
		names := cleanNames(r.cells)
		t, columns := templateOf(names)
		if t == nil {
			continue
		}
		l.template = t
		if !isMappedFor(roleItems, o.mapping) {
			l.head = header{index: i, line: r.line, names: names, cells: r.cells, columns: columns}
		}
		l.source.form += "; " + t.program
		return
	}
}

// isMappedFor reports whether a mapping says anything of the lists of a role.
func isMappedFor(r role, mapping map[string]string) bool {
	for key := range mapping {
		if strings.HasPrefix(key, customersPrefix) == (r == roleCustomers) {
			return true
		}
	}
	return false
}

// repeated is no fault: the row is a further line of an invoice that was read.
var repeated = &fault{what: "it is a further line of an invoice"}

// isRepeated reports whether a row of an export by lines brings an invoice that was sent already, with the same totals.
func (m *reading) isRepeated(key sentKey, amount, open int64) bool {
	if m.items.template == nil || !m.items.template.perLine {
		return false
	}
	totals, met := m.lines[key]
	if !met {
		m.lines[key] = [2]int64{amount, open}
		return false
	}
	return totals == [2]int64{amount, open}
}

// holdSides holds what is open against debit less credit, where the program writes both: a balance without its sign would have a credit be claimed.
// It gives what the item was made out for.
func (m *reading) holdSides(r *row, total, open int64, currency string) (int64, *fault) {
	t := m.items.template
	if t == nil || t.debit == "" {
		return total, nil
	}
	var sides [2]int64
	for i, heading := range []string{t.debit, t.credit} {
		column := columnNamed(m.items.head.names, heading)
		if column < 0 {
			return total, nil
		}
		var f *fault
		if sides[i], _, f = m.amountIn(r, column, m.items.decimals[toOpen], currency); f != nil {
			return 0, f
		}
	}
	if sides[0]-sides[1] != open {
		return 0, faultAt(m.items.head.columns[toOpen], "it is not %s less %s", t.debit, t.credit)
	}
	if open < 0 {
		return -sides[1], nil
	}
	return sides[0], nil
}
