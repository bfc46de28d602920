package main

import (
	"database/sql"
	"slices"
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

// attacks change something in one database or the other when they get through.
var attacks = []string{
	"SELECT a INTO z FROM t", "SELECT 1 INTO z", "SELECT a INTO TEMPORARY z FROM t", "SELECT 1 ; DELETE FROM t", "SELECT 1 ; DROP TABLE t ;", "SELECT 1 ; SELECT 2 ; UPDATE t SET a = 2",
	"WITH d AS ( DELETE FROM t RETURNING a ) SELECT * FROM d", "WITH d AS ( INSERT INTO t VALUES ( 9 ) RETURNING a ) SELECT a FROM d",
	"WITH d AS ( UPDATE t SET a = 2 RETURNING a ) SELECT a FROM d", "WITH d AS ( SELECT 1 ) INSERT INTO t SELECT * FROM d", "WITH d AS ( SELECT 1 ) DELETE FROM t", "DELETE FROM t",
	"SELECT nextval ( 's' )", "SELECT setval ( 's' , 7 )", "SELECT pg_catalog . setval ( 's' , 7 )", "SELECT lo_create ( 0 )", "SELECT * FROM t FOR UPDATE", "SELECT * FROM t FOR SHARE",
	"SELECT E'a'\n'x\\'' , 1 AS b INTO z --'", "SELECT $$ $$ INTO z", "SELECT 'a' AS b INTO z", "SELECT 1 AS \"b\" INTO z", "CREATE TABLE z ( a int )", "VACUUM",
	"SELECT query_to_xml ( 'DELETE FROM t' , true , true , '' )",
}

// statements draws a text: scraps, or an attack in disguise with a scrap or two.
func statements(t *rapid.T) string {
	if rapid.Bool().Draw(t, "nonsense") {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(scraps), 0, 14).Draw(t, "scraps"), "")
		return rapid.SampledFrom([]string{"", "SELECT 1 "}).Draw(t, "begin") + text
	}
	words := strings.Split(rapid.SampledFrom(attacks).Draw(t, "attack"), " ")
	for range rapid.IntRange(0, 2).Draw(t, "more") {
		at := rapid.IntRange(0, len(words)).Draw(t, "at")
		words = slices.Insert(words, at, rapid.SampledFrom(scraps).Draw(t, "scrap"))
	}
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w)
		b.WriteString(rapid.SampledFrom([]string{" ", " ", " ", "\n", "\t", "/**/", " -- x\n", "/* ' */", ""}).Draw(t, "space"))
	}
	return b.String()
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
	if !slices.Contains(sql.Drivers(), "sqlite3") {
		t.Skip("skipped: built without SQLite")
	}
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
	try := func(rt rapid.TB, text string) {
		if plain, err := e.grammar().read(text, e.refusedWords()); err == nil {
			before := d.mark()
			d.run(plain)
			if after := d.mark(); before != after {
				rt.Fatalf("%q was taken and changed %q to %q", text, before, after)
			}
		}
	}
	for _, text := range attacks {
		try(t, text)
	}
	rapid.Check(t, func(rt *rapid.T) { try(rt, statements(rt)) })
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
