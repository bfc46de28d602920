package main

import (
	"testing"

	"pgregory.net/rapid"
)

// TestWhatIsTakenIsHarmlessToPostgres runs what was taken as a master who may do
// everything, outside of any transaction that only reads: a number is given
// to a transaction as soon as it changes something.
func TestWhatIsTakenIsHarmlessToPostgres(t *testing.T) {
	master, _, _ := realPostgres(t)
	run(t, master, "CREATE TABLE t (a int); INSERT INTO t VALUES (1); CREATE SEQUENCE s; SET statement_timeout = '2s'")
	e := postgresEngine{}
	mark := func(rt rapid.TB) (mark string) {
		err := master.QueryRow("SELECT (SELECT count(*) FROM pg_class) || ' ' || (SELECT string_agg(a::text, ',') FROM t) || ' ' || (SELECT last_value FROM s)").Scan(&mark) //nolint:noctx // ends by itself
		if err != nil {
			rt.Fatal(err)
		}
		return mark
	}
	taken := 0
	try := func(rt rapid.TB, text string) {
		plain, err := e.grammar().read(text, e.refusedWords())
		if err != nil {
			return
		}
		taken++
		before := mark(rt)
		d := tampered{db: master}
		d.run("BEGIN")
		d.run(plain)
		var id *string                                                                 // stays empty where the query failed: nothing answers then
		_ = master.QueryRow("SELECT pg_current_xact_id_if_assigned()::text").Scan(&id) //nolint:noctx // ends by itself
		d.run("COMMIT")
		if after := mark(rt); id != nil || before != after {
			rt.Fatalf("%q was taken and changed %q to %q", plain, before, after)
		}
	}
	for _, text := range attacks {
		try(t, text)
	}
	rapid.Check(t, func(rt *rapid.T) { try(rt, statements(rt)) })
	if taken == 0 {
		t.Error("no text was taken: the test shows nothing")
	}
}
