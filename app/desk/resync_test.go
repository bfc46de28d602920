package desk_test

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// tables gives all rows of each table of the book.
func (o *office) tables() map[string]string {
	o.t.Helper()
	db, err := sql.Open("sqlite3", "file:"+o.Book.About().Where+"?mode=ro")
	o.must(err)
	defer func() { _ = db.Close() }()
	query := func(text string) (out []string) {
		rows, err := db.Query(text)
		o.must(err)
		defer func() { _ = rows.Close() }()
		columns, err := rows.Columns()
		o.must(err)
		for rows.Next() {
			row, into := make([]any, len(columns)), make([]any, len(columns))
			for i := range row {
				into[i] = &row[i]
			}
			o.must(rows.Scan(into...))
			out = append(out, fmt.Sprint(row...))
		}
		o.must(rows.Err())
		return out
	}
	out := map[string]string{}
	for _, name := range query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'") {
		rows := query("SELECT * FROM " + name)
		slices.Sort(rows)
		out[name] = strings.Join(rows, "\n")
	}
	return out
}

// A read that brings what was there already writes its run, that it ended, and how fresh its connection is. Nothing else.
func TestAnUnchangedReadWritesNothingButItsRun(t *testing.T) {
	for name, full := range map[string]bool{"of everything": true, "of what changed": false} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, twoCustomers)
			o.source.changes, o.source.cursor = !full, "here"
			o.came("p1", 10_00)
			o.source.bank = nil
			o.sees("b1", 20_00, "no such reference", "Somebody", "thanks")
			o.sync()
			o.clock.at = o.clock.at.Add(time.Hour)
			before := o.tables()
			run, err := o.Sync(t.Context(), o.conn.ID, full, nil)
			o.must(err)
			if run.Full != full {
				t.Fatalf("the read was full: %v", run.Full)
			}
			var changed []string
			for table, rows := range o.tables() {
				if rows != before[table] {
					changed = append(changed, table)
				}
			}
			slices.Sort(changed)
			for _, table := range changed {
				if !slices.Contains([]string{"connection", "log", "sync_run"}, table) {
					t.Errorf("%s is another", table)
				}
			}
			if !slices.Contains(changed, "sync_run") {
				t.Errorf("no run is written, but %v", changed)
			}
		})
	}
}
