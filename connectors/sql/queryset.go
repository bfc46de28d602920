package main

import (
	"embed"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// querySet holds one query for each section that was given.
type querySet map[string]statement

// maxQueries bounds the file with the queries.
const maxQueries = 1 << 20

// The sections of a query set, in the order in which they are read.
const (
	customers = "customers"
	items     = "items"
	payments  = "payments"
	totals    = "totals"
)

var sections = []string{customers, items, payments, totals}

// heading begins a section; any SQL tool takes it as a comment.
var heading = regexp.MustCompile(`(?i)^\s*--\s*name:\s*(.*?)\s*$`)

//go:embed presets/*.sql
var presetFiles embed.FS

// variant is the query set of a preset for databases that have a column; what it shares with others stands in a file of its own.
type variant struct{ file, table, column, shared string }

// presets are tried in order.
var presets = map[string][]variant{
	"ledgersmb": {
		{"ledgersmb.sql", "acc_trans", "amount_tc", "ledgersmb-customers.sql"}, {"ledgersmb-1.6.sql", "ar", "amount", "ledgersmb-customers.sql"},
	},
	"sql-ledger": {{"sql-ledger.sql", "ar", "exchangerate", ""}},
}

func (v variant) read(g grammar) (querySet, error) {
	set, err := readPreset(g, v.file)
	if err != nil || v.shared == "" {
		return set, err
	}
	shared, err := readPreset(g, v.shared)
	if err == nil {
		maps.Copy(shared, set)
	}
	return shared, err
}

func readPreset(g grammar, file string) (querySet, error) {
	text, err := presetFiles.ReadFile("presets/" + file)
	if err != nil {
		return nil, err
	}
	return parseQueries(g, nil, file, string(text))
}

// readQueries reads the file with a person's own queries.
func readQueries(e engine, path string) (querySet, error) {
	name := filepath.Base(path)
	file, err := os.Open(path)
	if err != nil {
		return nil, troubleOpening("queries", err)
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, troubleWith(trouble(spec.CodeSourceUnreadable, "queries", "This is not a file.", "Choose the file with your queries."), err)
	}
	text, err := io.ReadAll(io.LimitReader(file, maxQueries+1))
	if err != nil {
		return nil, troubleOpening("queries", err)
	}
	if len(text) > maxQueries {
		return nil, trouble(spec.CodeSourceUnreadable, "queries", "The file holds more than 1 MiB.", "Choose the file with your queries.")
	}
	return parseQueries(e.grammar(), e.refusedWords(), name, string(text))
}

// parseQueries takes a file apart at its headings and checks each query.
func parseQueries(g grammar, refused []string, file, text string) (querySet, error) {
	set := querySet{}
	lines := strings.Split(strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r\n", "\n"), "\n")
	section, from := "", 0
	keep := func(to int) error {
		body := strings.Join(lines[from:to], "\n")
		if section == "" {
			return onlyComments(g, file, body)
		}
		plain, err := g.read(body, refused)
		if err != nil {
			return troubleQuery(section, file, from, err)
		}
		set[section] = statement{text: plain, line: from + 1, file: file}
		return nil
	}
	for i, line := range lines {
		found := heading.FindStringSubmatch(line)
		if found == nil {
			continue
		}
		if err := keep(i); err != nil {
			return nil, err
		}
		section, from = strings.ToLower(found[1]), i+1
		if _, twice := set[section]; twice || !slices.Contains(sections, section) {
			return nil, troubleHeading(section, file, i+1, twice)
		}
	}
	return set, keep(len(lines))
}

func onlyComments(g grammar, file, body string) error {
	tokens, _, err := takeApart(g, body)
	if err == nil && len(tokens) == 0 {
		return nil
	}
	return spec.Diagnostic{
		Severity: spec.SeverityError, Code: spec.CodeSettingInvalid, Field: "queries",
		Summary: "The file with the queries does not say what its first query reads.",
		Hint:    "Write a line above it: -- name: customers",
		Record:  spec.Record{File: file, Line: 1},
	}
}

func troubleHeading(section, file string, line int, twice bool) spec.Diagnostic {
	d := spec.Diagnostic{
		Severity: spec.SeverityError, Code: spec.CodeSettingInvalid, Field: "queries", Record: spec.Record{File: file, Line: int64(line)},
		Summary: fmt.Sprintf("There is no section %q in a query set.", spec.CleanLine(section)), Hint: "The sections are " + strings.Join(sections, ", ") + ".",
	}
	if twice {
		d.Summary, d.Hint = fmt.Sprintf("The section %q stands in the file twice.", section), "Leave one of them."
	}
	return d
}

// troubleQuery says what is wrong with a query, and in which line.
func troubleQuery(section, file string, above int, err error) spec.Diagnostic {
	d := spec.Diagnostic{
		Severity: spec.SeverityError, Code: "query-refused", Field: "queries", Summary: fmt.Sprintf("The query %q %s.", section, err),
		Hint: "Nothing was run. Correct the query.", Record: spec.Record{File: file},
	}
	var f flaw
	if errors.As(err, &f) {
		d.Record.Line = int64(above + f.line)
	}
	return d
}

// complete lays a person's own queries over those of the preset and makes sure
// that what is needed is there.
func (set querySet) complete(own querySet) (querySet, error) {
	for section, q := range own {
		set[section] = q
	}
	for _, section := range []string{customers, items} {
		if _, there := set[section]; !there {
			return nil, spec.Diagnostic{
				Severity: spec.SeverityError, Code: spec.CodeSettingInvalid, Field: "queries",
				Summary: fmt.Sprintf("The file with the queries has no section %q.", section), Hint: "Write one: a line \"-- name: " + section + "\" and a SELECT below it.",
			}
		}
	}
	return set, nil
}
