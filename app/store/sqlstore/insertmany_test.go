package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/mattn/go-sqlite3" // an engine that is at hand
)

// asIs is a dialect that changes nothing.
type asIs struct{ Dialect }

func (asIs) Rebind(query string) string { return query }
func (asIs) Fault(err error) error      { return err }

func onTable(t *testing.T) *writer {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(t.TempDir(), "rows.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	tx, err := db.BeginTx(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tx.Rollback() })
	w := &writer{reader: reader{tx: &line{tx: tx}, d: asIs{}, ctx: context.Background()}}
	if _, err := w.exec("CREATE TABLE row (id INTEGER PRIMARY KEY, name TEXT NOT NULL)"); err != nil {
		t.Fatal(err)
	}
	return w
}

func rowsFrom(first, last int64) (values []any) {
	for id := first; id <= last; id++ {
		values = append(values, id, "name")
	}
	return values
}

func TestWhatComesAfterAnInsertSeesItsRows(t *testing.T) {
	w := onTable(t)
	for first := int64(1); first < 5000; first += 1000 {
		w.insertBehind("INSERT INTO row (id, name) VALUES ", 2, rowsFrom(first, first+999))
		var count int64
		if _, err := w.one("SELECT COUNT(*) FROM row", nil, &count); err != nil || count != first+999 {
			t.Fatalf("%d rows after those up to %d, %v", count, first+999, err)
		}
	}
}

// An insert that is left running and fails has whatever comes next fail with its words: a transaction cannot go on, nor be
// committed, without its rows.
func TestAnInsertThatFailsBehindStopsTheTransaction(t *testing.T) {
	for what, next := range map[string]func(*writer) error{
		"a query": func(w *writer) error {
			_, err := w.one("SELECT 1", nil, new(int))
			return err
		},
		"a walk": func(w *writer) error { return w.each(func(scanner) error { return nil }, "SELECT id FROM row") },
		"a change": func(w *writer) error {
			_, err := w.exec("UPDATE row SET name = 'other'")
			return err
		},
		"an insert": func(w *writer) error {
			return w.insertRows("INSERT INTO row (id, name) VALUES ", 2, rowsFrom(7001, 7010))
		},
		"another left to it": func(w *writer) error {
			w.execBehind("UPDATE row SET name = 'other'")
			_, err := w.tx.free()
			return err
		},
		"the end": func(w *writer) error {
			_, err := w.tx.free()
			return err
		},
	} {
		t.Run(what, func(t *testing.T) {
			w := onTable(t)
			w.insertBehind("INSERT INTO row (id, name) VALUES ", 2, append(rowsFrom(1, 900), int64(1), "again"))
			w.insertBehind("INSERT INTO row (id, name) VALUES ", 2, rowsFrom(8001, 8010)) // nor is what was left after it done
			for range 2 {                                                                 // and it stays so
				if err := next(w); err == nil || errors.Is(err, sql.ErrTxDone) || !strings.Contains(err.Error(), "UNIQUE") {
					t.Errorf("what came next said %v", err)
				}
			}
		})
	}
}

// A source decides in which columns its rows agree, statement by statement. It does not decide how much memory their statements take.
func TestFewStatementsAreKeptWhateverRowsAreLike(t *testing.T) {
	w := onTable(t)
	const columns = 11
	if _, err := w.exec("CREATE TABLE wide (id INTEGER PRIMARY KEY, a, b, c, d, e, f, g, h, i, j)"); err != nil {
		t.Fatal(err)
	}
	const perInsert, inserts = perStatement / columns, 200
	id := int64(0)
	for pattern := range int64(inserts) {
		var values []any
		for range perInsert {
			id++
			values = append(values, id)
			for c := range columns - 1 {
				values = append(values, id*(pattern>>c&1)) // the row's own number, or 0 as in all others
			}
		}
		w.insertBehind("INSERT INTO wide (id, a, b, c, d, e, f, g, h, i, j) VALUES ", columns, values)
	}
	var rows, wrong int64
	if _, err := w.one("SELECT COUNT(*), COALESCE(SUM(a NOT IN (0, id) OR j NOT IN (0, id) OR (id-1)/90%2 <> (a <> 0)), 0) FROM wide", nil, &rows, &wrong); err != nil {
		t.Fatal(err)
	}
	if rows != perInsert*inserts || wrong != 0 {
		t.Errorf("%d rows, %d of them other than they were", rows, wrong)
	}
	if n := len(w.many.full); n > mostShapes+1 {
		t.Errorf("%d statements are kept, want %d at most", n, mostShapes+1)
	}
}
