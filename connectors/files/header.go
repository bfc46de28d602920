package main

import (
	"regexp"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// header is the row of headings, understood.
type header struct {
	// index is the row's position in the file, line its line.
	index int
	line  int64
	names []string
	// cells are the headings as they stand in the file.
	cells []string
	// columns gives the column of each target, -1 where there is none.
	columns [targetCount]int
	// currency is that of an amount column whose heading names it.
	currency [targetCount]string
	// twice are targets whose heading stands over several columns.
	twice []target
}

// findHeader returns the row that names the most columns, and how many.
func findHeader(rows []row, r role, mapping map[string]string) (header, int) {
	best, hits := header{index: -1}, 0
	for i, one := range rows {
		if one.fault != nil {
			continue
		}
		h := readHeader(one, r, mapping)
		n := 0
		for _, column := range h.columns {
			if column >= 0 {
				n++
			}
		}
		if n > hits {
			h.index = i
			best, hits = h, n
		}
	}
	return best, hits
}

// readHeader takes a row for the headings.
func readHeader(one row, r role, mapping map[string]string) header {
	h := header{line: one.line, names: cleanNames(one.cells), cells: one.cells}
	ranks := [targetCount]int{}
	for t := range h.columns {
		h.columns[t] = -1
	}
	h.byHand(r, mapping)
	fixed := h.columns
	taken := map[int]bool{}
	for _, column := range fixed {
		taken[column] = true
	}
	if h.isWhole(r) {
		return h // what a person has settled is not added to
	}
	for column, name := range h.names {
		folded, currency := foldHeading(name)
		for _, g := range headings[folded] {
			t := g.target
			_, named := mapping[r.key(t)]
			if taken[column] || named || !g.mayBe(r) {
				continue
			}
			if h.columns[t] < 0 || g.rank < ranks[t] {
				h.columns[t], ranks[t], h.currency[t] = column, g.rank, currency
				h.twice = slices.DeleteFunc(h.twice, func(other target) bool { return other == t })
			} else if g.rank == ranks[t] {
				h.twice = append(h.twice, t)
			}
			break
		}
	}
	if _, named := mapping[r.key(toName)]; !named && !h.has(toName) {
		h.columns[toName] = h.party(taken)
	}
	return h
}

// parties are headings that mean the customer: its number where it has none of its own, else its name.
var parties = []string{
	"customer", "client", "debtor", "kunde", "debitor", "kund", "pelanggan", "klant", "debiteur", "cliente",
}

// party is the one column headed by nothing but the word for a customer, beside one that has the number; -1 where there is none.
func (h *header) party(taken map[int]bool) int {
	found := -1
	number := h.columns[toCustomer]
	if number < 0 || slices.Contains(parties, fold(h.names[number])) {
		return -1
	}
	for column, name := range h.names {
		if taken[column] || column == number || !slices.Contains(parties, fold(name)) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = column
	}
	return found
}

// byHand places the columns of a mapping that are here.
func (h *header) byHand(r role, mapping map[string]string) {
	for t := range targetCount {
		name, ok := mapping[r.key(t)]
		if !ok || name == "" {
			continue
		}
		h.columns[t] = slices.Index(h.names, spec.CleanLine(name))
		if h.columns[t] < 0 {
			h.columns[t] = slices.IndexFunc(h.names, func(s string) bool { return fold(s) == fold(name) && fold(s) != "" })
		}
		if h.columns[t] >= 0 {
			_, h.currency[t] = foldHeading(h.names[h.columns[t]])
		}
	}
}

// isWhole reports whether no needed column is missing.
func (h *header) isWhole(r role) bool { return len(h.missing(r)) == 0 }

// missing lists the needed targets without a column.
func (h *header) missing(r role) []target {
	var out []target
	need := func(one ...target) {
		if !slices.ContainsFunc(one, func(t target) bool { return h.columns[t] >= 0 }) {
			out = append(out, one[0])
		}
	}
	need(toCustomer, toName)
	if r == roleItems {
		need(toNumber)
		need(toIssued)
		need(toDue)
		need(toAmount, toOpen)
	}
	return out
}

func (h *header) has(t target) bool { return h.columns[t] >= 0 }

// choices offers the columns found.
func (h *header) choices() []spec.Choice {
	var out []spec.Choice
	for _, name := range h.names {
		if name != "" && len(out) < 200 {
			out = append(out, spec.Choice{Value: name, Label: spec.English(name)})
		}
	}
	return out
}

// mapping writes what was recognised as a mapping.
func (h *header) mapping(r role) map[string]string {
	out := map[string]string{}
	for t, column := range h.columns {
		if column >= 0 && h.names[column] != "" {
			out[r.key(target(t))] = h.names[column]
		}
	}
	return out
}

func cleanNames(cells []string) []string {
	names := make([]string, len(cells))
	for i, c := range cells {
		if len(c) > spec.MaxLine {
			c = strings.ToValidUTF8(c[:spec.MaxLine], "")
		}
		names[i] = strings.Join(strings.Fields(spec.CleanLine(c)), " ")
	}
	return names
}

// currencyAtEnd finds "Amount (EUR)", "Beløp NOK", "Betrag in EUR", "Total €".
var currencyAtEnd = regexp.MustCompile(`^(.*\S)\s*[\s(\[/]\s*(?:(?:in|i|en)\s+)?([A-Z]{3}|€|£)\s*[)\]]?$`)

// foldHeading returns a heading as it is compared, and the currency it names.
func foldHeading(name string) (folded, currency string) {
	folded = fold(name)
	if len(headings[folded]) > 0 {
		return folded, ""
	}
	m := currencyAtEnd.FindStringSubmatch(name)
	if m == nil {
		return folded, ""
	}
	code := currencyOf(m[2])
	if code == "" {
		return folded, ""
	}
	return strings.TrimSuffix(fold(m[1]), "in"), code
}

// currencyOf returns the ISO 4217 code that a cell means, or "".
func currencyOf(cell string) string {
	code := strings.ToUpper(strings.TrimSpace(cell))
	if _, ok := spec.Exponent(code); ok {
		return code
	}
	return meaning("currency", cell)
}
