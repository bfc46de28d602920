package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// list is a file whose heading is understood.
type list struct {
	source *source
	head   header
	// template is the program that wrote the list, nil where it is not known.
	template *template
	// width is the number of columns up to the last one with a heading.
	width int

	numbers  [targetCount]numberColumn
	decimals [targetCount]byte
	days     [targetCount]dayColumn
	order    [targetCount]string

	// rows counts the rows of data, whether good or not.
	rows int64
	// skipped lines that are no data, told once.
	totals, remarks []int64
	total           *row
}

// openList opens a file and finds its heading.
func openList(ctx context.Context, r role, at place, o options) (*list, []spec.Diagnostic) {
	s, err := openSource(ctx, r, at, o)
	if err != nil {
		return nil, []spec.Diagnostic{asDiagnostic(err)}
	}
	l := &list{source: s}
	if problems := l.understand(o); len(problems) > 0 {
		s.close()
		return nil, problems
	}
	return l, nil
}

func (l *list) understand(o options) []spec.Diagnostic {
	if err := l.source.table.rewind(); err != nil {
		return []spec.Diagnostic{asDiagnostic(err)}
	}
	rows := sampleOf(l.source.table)
	if l.source.made {
		o.mapping = nil
	}
	head, hits := findHeader(rows, l.source.role, o.mapping)
	if hits == 0 {
		return []spec.Diagnostic{l.noHeader(rows)}
	}
	l.head = head
	l.applyTemplate(rows, o)
	head = l.head
	for i, name := range head.names {
		if name != "" {
			l.width = i + 1
		}
	}
	if missing := head.missing(l.source.role); len(missing) > 0 {
		return l.missingColumns(missing, o.mapping)
	}
	l.source.table.expect(len(head.names))
	return nil
}

// noHeader offers the widest row of the beginning: it is likely the heading.
func (l *list) noHeader(rows []row) spec.Diagnostic {
	widest := header{index: -1}
	for _, r := range rows {
		if r.fault == nil && len(r.cells) > len(widest.names) {
			widest = header{line: r.line, names: cleanNames(r.cells)}
		}
	}
	l.head = widest
	return spec.Diagnostic{
		Severity: spec.SeverityError, Code: codeHeaderMissing, Field: "mapping",
		Record:  spec.Record{File: l.source.name, Line: widest.line},
		Summary: fmt.Sprintf("%s has no row of headings that was recognised.", l.source.name),
		Hint:    "Export the list with its headings, or say in the mapping which column is which.",
		Choices: widest.choices(),
	}
}

// walk goes through the rows of data from the first to the last, broken ones
// among them. Titles, repeated headings, totals and remarks are left out.
func (l *list) walk(ctx context.Context, do func(*row) error) error {
	if err := l.source.table.rewind(); err != nil {
		return err
	}
	l.rows, l.totals, l.remarks, l.total = 0, nil, nil, nil
	gap := false
	for i := 0; ; i++ {
		r, err := l.source.table.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil && i%1024 == 0 {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		if i <= l.head.index {
			continue
		}
		if r.fault == nil && l.passOver(&r, &gap) {
			continue
		}
		gap = false
		l.rows++
		l.measure(&r)
		if err := do(&r); err != nil {
			return err
		}
	}
}

// passOver reports whether a row is no data, and remembers what was passed over.
func (l *list) passOver(r *row, gap *bool) bool {
	filled, only := 0, -1
	for i, c := range r.cells {
		if strings.TrimSpace(c) != "" {
			filled++
			only = i
		}
	}
	switch {
	case filled == 0:
		*gap = true
	case filled > 1 && slices.Equal(r.cells, l.head.cells): // each page has its own heading
	case l.isTotal(r):
		*gap = true
		l.totals = append(l.totals, r.line)
		kept := *r
		kept.cells, kept.kinds = slices.Clone(r.cells), slices.Clone(r.kinds)
		l.total = &kept
	case filled == 1 && only == 0 && *gap: // "Printed on ..." behind the list
		l.remarks = append(l.remarks, r.line)
		return true
	default:
		return false
	}
	return true
}

// isTotal recognises a line of totals: it begins with such a word and has no
// date, or it has nothing of what makes a row but amounts.
func (l *list) isTotal(r *row) bool {
	if l.source.role != roleItems {
		return false
	}
	at := func(t target) string { return strings.TrimSpace(r.cell(l.head.columns[t])) }
	if at(toIssued) != "" || at(toDue) != "" {
		return false
	}
	for _, c := range r.cells {
		if c = strings.TrimSpace(c); c != "" {
			word, _, _ := strings.Cut(c, " ")
			if meaning("total", strings.TrimSuffix(c, ":")) != "" || meaning("total", strings.TrimSuffix(word, ":")) != "" {
				return true
			}
			break
		}
	}
	return at(toNumber)+at(toCustomer)+at(toName)+at(toID) == "" && at(toAmount)+at(toOpen)+at(toPaid) != ""
}

// measure holds a row of a CSV file against the heading. In a workbook empty
// cells at the end do not exist.
func (l *list) measure(r *row) {
	if r.fault != nil || l.source.isWorkbook {
		return
	}
	n := len(r.cells)
	for n > len(l.head.names) && strings.TrimSpace(r.cells[n-1]) == "" {
		n--
	}
	if n < l.width || n > len(l.head.names) {
		r.fault = faultAt(-1, "it has %d columns where the heading has %d", n, len(l.head.names))
		r.fault.hint = "A delimiter or a line break within a text must stand between quotation marks. Correct it and export again."
		if n < l.width {
			r.fault.hint = "A line break within a text must stand between quotation marks. In the last line: the file was cut. Export again."
		}
	}
}

// text returns the cell of a target without spaces around it.
func (l *list) text(r *row, t target) string { return strings.TrimSpace(r.cell(l.head.columns[t])) }

// skippedNotes tells which lines were passed over.
func (l *list) skippedNotes() []spec.Diagnostic {
	var out []spec.Diagnostic
	say := func(lines []int64, what string) {
		if len(lines) == 0 {
			return
		}
		out = append(out, spec.Diagnostic{
			Severity: spec.SeverityInfo, Code: codeTotalSkipped, Record: l.place(lines[0], -1),
			Summary: fmt.Sprintf("%s of %s was passed over: line %s.", what, l.source.name, someLines(lines)),
		})
	}
	say(l.totals, "What adds up other lines")
	say(l.remarks, "What stands behind the list")
	return out
}

func someLines(lines []int64) string {
	var b strings.Builder
	for i, line := range lines {
		if i == 5 {
			fmt.Fprintf(&b, " and %d more", len(lines)-i)
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprint(&b, line)
	}
	return b.String()
}
