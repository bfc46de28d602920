package main

import (
	"database/sql"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// scraps are what statements are made of, good and bad; put together at random
// they are mostly nonsense, and sometimes an attack.
var scraps = []string{
	"SELECT", "select", " 1 ", " a ", " * ", " FROM t ", " t ", ",", "(", ")", ";", "\n", " ", "'", "''", "'x'", "\"", "\"a\"", "`", "[", "]", "[a]", "\\", "\\'", "--", "-- ", "#",
	"/*", "*/", "/*!", "/* x */", "$$", "$a$", "$", "E'", "E'\\''", "U&'", "WITH w AS (SELECT 1)", "WITH w AS (", " AS ", "UNION", " ALL ", " UNION SELECT 2 ",
	"INSERT INTO t VALUES (9)", "DELETE FROM t", "UPDATE t SET a = 2", "DROP TABLE t", "CREATE TABLE z (a int)", " INTO z ", "SELECT a INTO z FROM t", "RETURNING a",
	"nextval('s')", "setval('s', 5)", "set_config('x.y', 'z', false)", "lo_create(0)", "pg_notify('a', 'b')", "PRAGMA user_version = 7", "ATTACH ':memory:' AS m", "BEGIN", "COMMIT",
	" FOR UPDATE ", "EXEC x", "VACUUM", "1e5", "0x1", "é", "\u00a0", "\t", "\r", "x'00'", "::text", ":=", "@", "?", "{", "}", ".", "=",
}

// statements draws a text, half of them beginning as queries do.
func statements(t *rapid.T) string {
	text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(scraps), 0, 14).Draw(t, "scraps"), "")
	if rapid.Bool().Draw(t, "begins") {
		return "SELECT 1 " + text
	}
	return text
}

// tampered is a database that writes whatever it is told to; mark gives what
// changes with it.
type tampered struct {
	db   *sql.DB
	mark func() string
}

func (d tampered) run(text string) {
	rows, err := d.db.Query(text) //nolint:noctx // ends by itself
	if err != nil {
		return
	}
	defer rows.Close()
	for rows.Next() {
		continue
	}
	_ = rows.Err()
}

// writableSQLite has no guard but the check of the text.
func writableSQLite(t testing.TB) tampered {
	db, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(t.Context(), "CREATE TABLE t (a int); INSERT INTO t VALUES (1)"); err != nil {
		t.Fatal(err)
	}
	return tampered{db, func() string {
		var mark string
		err := db.QueryRow("SELECT total_changes() || ' ' || (SELECT count(*) || group_concat(sql) FROM sqlite_master) || (SELECT group_concat(a) FROM t) || (SELECT count(*) FROM pragma_database_list)").Scan(&mark) //nolint:noctx // ends by itself
		if err != nil {
			return "gone: " + err.Error()
		}
		return mark
	}}
}

// Whatever is taken as a query changes nothing, even where nothing else would
// stop it.
func TestWhatIsTakenIsHarmlessToSQLite(t *testing.T) {
	d, e := writableSQLite(t), sqliteEngine{}
	rapid.Check(t, func(rt *rapid.T) {
		text := statements(rt)
		if plain, err := e.grammar().read(text, e.refusedWords()); err == nil {
			before := d.mark()
			d.run(plain)
			if after := d.mark(); before != after {
				rt.Fatalf("%q was taken and changed %q to %q", text, before, after)
			}
		}
	})
}

// What is taken goes to the server without comments, and is taken again.
func TestWhatIsTakenHoldsNoComment(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := statements(rt)
		for driver, e := range grammars {
			plain, err := e.grammar().read(text, e.refusedWords())
			if err != nil {
				continue
			}
			again, err := e.grammar().read(plain, e.refusedWords())
			if err != nil || again != plain {
				rt.Fatalf("%s: %q became %q, then %q: %v", driver, text, plain, again, err)
			}
			if strings.Count(plain, "\n") > strings.Count(text, "\n") {
				rt.Fatalf("%s: %q has more lines as %q", driver, text, plain)
			}
		}
	})
}

func FuzzStatement(f *testing.F) {
	for _, s := range scraps {
		f.Add(s)
		f.Add("SELECT 1 " + s)
	}
	d := writableSQLite(f)
	f.Fuzz(func(t *testing.T, text string) {
		for driver, e := range grammars {
			plain, err := e.grammar().read(text, e.refusedWords())
			if err != nil || driver != driverSQLite || strings.Contains(strings.ToLower(plain), "randomblob") || strings.Contains(strings.ToLower(plain), "recursive") {
				continue
			}
			before := d.mark()
			d.run(plain)
			if after := d.mark(); before != after {
				t.Fatalf("%q was taken and changed %q to %q", text, before, after)
			}
		}
	})
}

func FuzzQuerySet(f *testing.F) {
	f.Add("-- name: items\nSELECT 1")
	f.Add("-- name: items\r\n-- name: customers\nSELECT '\n-- name: x'")
	f.Fuzz(func(_ *testing.T, text string) {
		for _, e := range grammars {
			_, _ = parseQueries(e.grammar(), e.refusedWords(), "q.sql", text)
		}
	})
}
