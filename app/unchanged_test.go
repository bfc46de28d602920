package main

import (
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// A read that finds everything as it was writes its run record and nothing else.
func TestAReadThatFindsNothingNewWritesItsRunAlone(t *testing.T) {
	o := emptyOffice(t)
	o.must("new", "--company", "Skagerrak Engros AS", "--country", "NO", "--currency", "NOK", "--timezone", "Europe/Oslo")
	o.install("demo", "../connectors/demo")
	o.must("connect", "books", "--connector", "demo", "--set", "customers=300", "--set", "open_items=4", "--approve")
	o.must("sync", "books", "--full")
	before := o.rows()
	if len(before["item"]) < 1000 || len(before["debtor"]) != 300 {
		t.Fatalf("%d items of %d customers", len(before["item"]), len(before["debtor"]))
	}
	for _, how := range [][]string{{"sync", "books", "--full"}, {"sync", "books"}} {
		o.must(how...)
		after := o.rows()
		for _, table := range slices.Sorted(maps.Keys(after)) {
			switch table {
			case "sync_run": // the record, and what the log says of it
			case "log":
			case "connection": // when it was last fresh
			default:
				if !slices.Equal(before[table], after[table]) {
					t.Errorf("%s: %s has changed, from %d rows to %d", strings.Join(how, " "), table, len(before[table]), len(after[table]))
				}
			}
		}
		if n, m := len(after["sync_run"])-len(before["sync_run"]), len(after["log"])-len(before["log"]); n != 1 || m != 1 {
			t.Errorf("%s: %d runs and %d entries of the log are new", strings.Join(how, " "), n, m)
		}
		before = after
	}
}

// rows reads every table of the book, a row a text.
func (o *office) rows() map[string][]string {
	o.t.Helper()
	db, err := sql.Open("sqlite3", "file:"+o.book+"?mode=ro")
	if err != nil {
		o.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	out := map[string][]string{}
	for _, table := range texts(o.t, db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'") {
		out[table] = texts(o.t, db, "SELECT * FROM "+table)
		slices.Sort(out[table])
	}
	return out
}

func texts(t testing.TB, db *sql.DB, query string) (out []string) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	values, to := make([]any, len(columns)), make([]any, len(columns))
	for i := range to {
		to[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(to...); err != nil {
			t.Fatal(err)
		}
		out = append(out, strings.TrimSpace(fmt.Sprintln(values...)))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}
