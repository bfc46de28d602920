package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/conformance"
	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// book fills a database with the small company.
func book(t testing.TB, master *sql.DB, values map[string]string) map[string]string {
	t.Helper()
	runFile(t, master, "book/book.sql")
	return but(values, "queries", example(t, values["driver"]))
}

// One book, one truth, whatever server keeps it.
func TestServers(t *testing.T) {
	for name, server := range map[string]func(testing.TB) (*sql.DB, map[string]string, map[string]string){"PostgreSQL": realPostgres, "MariaDB": realMariaDB} {
		t.Run(name, func(t *testing.T) {
			master, values, secrets := server(t)
			values = book(t, master, values)
			same(t, read(t, values, secrets, spec.ReadRequest{}), "book/truth.txt")
			found := check(t, values, secrets)
			if len(found) != 1 || found[0].Code != spec.CodeRecognised || !strings.Contains(found[0].Summary, "customers 4 rows, items 5 rows, payments 3 rows, totals 2 rows") {
				t.Errorf("the check says %v", found)
			}
			some := read(t, values, secrets, spec.ReadRequest{Debtors: []string{"3"}})
			if len(some.Debtors) != 1 || len(some.Items) != 1 || len(some.Payments) != 1 || len(some.Checkpoints[0].Control) != 0 {
				t.Errorf("%+v", some)
			}
			t.Run("what is wrong", func(t *testing.T) { troubles(t, values) })
			t.Run("only reads", func(t *testing.T) { onlyReadsFrom(t, master, values) })
		})
	}
}

func TestConformanceOfRealServers(t *testing.T) {
	for name, server := range map[string]func(testing.TB) (*sql.DB, map[string]string, map[string]string){"PostgreSQL": realPostgres, "MariaDB": realMariaDB} {
		t.Run(name, func(t *testing.T) {
			master, values, secrets := server(t)
			values = book(t, master, values)
			conformance.Run(t, conformance.Options{Settings: values, Secrets: secrets})
		})
	}
}

// troubles are what a person sees when something is wrong, without the password.
func troubles(t *testing.T, values map[string]string) {
	slow := map[string]string{driverPostgres: "SELECT pg_sleep(60)::text AS item_id, 1 AS customer_id, '' AS invoice_date, '' AS due_date, '1' AS amount, '1' AS open_amount"}[values["driver"]]
	if slow == "" {
		slow = "SELECT SLEEP(60) AS item_id, 1 AS customer_id, '' AS invoice_date, '' AS due_date, '1' AS amount, '1' AS open_amount"
	}
	own := func(items string) map[string]string {
		return but(values, "queries", queries(t, "-- name: customers\nSELECT 1 AS customer_id, 'x' AS name\n-- name: items\n"+items))
	}
	for _, c := range []struct {
		name        string
		values      map[string]string
		secret      string
		code, field string
		line        int64
	}{
		{"a wrong password", values, "wrong-pw-2026", spec.CodeNotAuthorised, "password", 0},
		{"no such database", but(values, "database", "nowhere"), deskPassword, spec.CodeSourceNotFound, "database", 0},
		{"no such user", but(values, "user", "nobody"), deskPassword, spec.CodeNotAuthorised, "password", 0},
		{"nobody listens", but(values, "port", "1"), deskPassword, spec.CodeSourceUnreachable, "host", 0},
		{"no such server", but(values, "host", "no-such-server.invalid", "tls", "off"), deskPassword, spec.CodeSourceUnreachable, "host", 0},
		{"no encryption", but(values, "tls", "verify"), deskPassword, "not-trusted", "tls", 0},
		{"no such table", own("SELECT *\n FROM nowhere"), deskPassword, "query-refused", "queries", 0},
		{"no such column", own("SELECT nothing_of\n FROM invoice"), deskPassword, "query-refused", "queries", 0},
		{"no such function", own("SELECT nothing_of(1)"), deskPassword, "query-refused", "queries", 0},
		{"no SQL", own("SELECT 1,\n 2,\n WHERE GROUP"), deskPassword, "query-refused", "queries", 6},
		{"it never ends", but(own(slow), "timeout", "1"), deskPassword, codeTimeout, "timeout", 0},
		{"floating point", own("SELECT 1 AS item_id, 1 AS customer_id, '' AS invoice_date, '' AS due_date, 1 AS amount, CAST(1 AS DOUBLE PRECISION) AS open_amount"), deskPassword, "amount-not-exact", "queries", 0},
		{"a column is missing", own("SELECT 1 AS item_id"), deskPassword, "columns-wrong", "queries", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			secrets := map[string]string{"password": c.secret}
			if values["driver"] == driverMySQL && c.name == "floating point" {
				c.values = own("SELECT 1 AS item_id, 1 AS customer_id, '' AS invoice_date, '' AS due_date, 1 AS amount, 1e0 AS open_amount")
			}
			_, err := tryRead(t, c.values, secrets, spec.ReadRequest{})
			d := asDiagnostic(err)
			if err == nil || d.Code != c.code || d.Field != c.field || c.line != 0 && d.Record.Line != c.line {
				t.Errorf("%+v", d)
			}
			told, err := json.Marshal(append(check(t, c.values, secrets), d))
			if err != nil || strings.Contains(string(told), c.secret) {
				t.Errorf("the password came out: %s", told)
			}
		})
	}
}

// onlyReadsFrom gets past the check of the text, as a master.
func onlyReadsFrom(t *testing.T, master *sql.DB, values map[string]string) {
	master.SetMaxOpenConns(2)
	asMaster, secrets := but(values, "user", "postgres"), map[string]string{"password": masterPassword}
	if values["driver"] == driverMySQL {
		asMaster, secrets = but(values, "user", "root"), nil
	}
	found := check(t, asMaster, secrets)
	if !slices.ContainsFunc(found, func(d spec.Diagnostic) bool { return d.Code == "user-may-write" && d.Severity == spec.SeverityWarning }) {
		t.Errorf("the check does not warn of a master: %v", found)
	}
	for _, text := range []string{
		"DELETE FROM invoice", "INSERT INTO invoice (id) VALUES (999)", "DROP TABLE invoice", "CREATE TABLE z (a int)", "SELECT 1; DELETE FROM invoice",
		"WITH d AS (DELETE FROM invoice RETURNING *) SELECT * FROM d", "SELECT set_config('transaction_read_only', 'off', true)", "SELECT * FROM invoice FOR UPDATE",
	} {
		s, err := open(t.Context(), spec.NewSettings(asMaster, secrets).WithDefaults(fields), 5*time.Second)
		if err != nil {
			t.Fatal(err)
		}
		r, err := s.engine.query(t.Context(), s.tx, text)
		if err == nil {
			for r.rows.Next() {
				continue
			}
			err = r.rows.Err()
			r.rows.Close()
		}
		if harmless := values["driver"] == driverMySQL && strings.Contains(text, "FOR UPDATE"); err == nil && !harmless {
			t.Errorf("%q was run", text)
		}
		s.close()
	}
	var n int
	if err := master.QueryRowContext(t.Context(), "SELECT count(*) FROM invoice").Scan(&n); err != nil || n != 6 {
		t.Errorf("%d invoices are left: %v", n, err)
	}
}

// meddler does something when the first customer comes.
type meddler struct {
	viewer
	meddle func()
	items  []spec.Item
	n      int
}

func (m *meddler) Debtor(spec.Debtor) error {
	if m.n++; m.n == 1 {
		m.meddle()
	}
	return nil
}

func (m *meddler) Item(i spec.Item) error {
	m.items = append(m.items, i)
	return nil
}

var _ sdk.Emitter = (*meddler)(nil)

// All queries see the books of one moment, though somebody books in between.
func TestOneMoment(t *testing.T) {
	for name, server := range map[string]func(testing.TB) (*sql.DB, map[string]string, map[string]string){"PostgreSQL": realPostgres, "MariaDB": realMariaDB} {
		t.Run(name, func(t *testing.T) {
			master, values, secrets := server(t)
			values = book(t, master, values)
			m := &meddler{meddle: func() {
				run(t, master, "DELETE FROM invoice WHERE id = 101")
				run(t, master, "UPDATE invoice SET paid = total WHERE id = 102")
			}}
			settings := spec.NewSettings(values, secrets).WithDefaults(fields)
			if err := (connector{}).Read(t.Context(), settings, spec.ReadRequest{Mode: spec.ModeFull}, m); err != nil {
				t.Fatal(err)
			}
			if len(m.items) != 5 || m.items[1].Open != 500005 {
				t.Errorf("%+v", m.items)
			}
		})
	}
}

// A server that goes away in the middle ends the read; nothing is completed.
func TestServerGone(t *testing.T) {
	master, values, secrets := realPostgres(t)
	values = but(book(t, master, values), "queries", queries(t, `-- name: customers
SELECT g AS customer_id, 'x' || g AS name FROM generate_series(1, 3000000) g
-- name: items
SELECT 1`))
	m := &meddler{meddle: func() {
		run(t, master, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'Dunning Desk' AND datname = current_database()")
	}}
	settings := spec.NewSettings(values, secrets).WithDefaults(fields)
	err := connector{}.Read(t.Context(), settings, spec.ReadRequest{Mode: spec.ModeFull}, m)
	if d := asDiagnostic(err); err == nil || d.Code != spec.CodeSourceUnreachable || d.RetryAfter == 0 {
		t.Errorf("%+v", err)
	}
}

// Who stops a read also stops the query on the server.
func TestStoppedReadStopsTheQuery(t *testing.T) {
	master, values, secrets := realPostgres(t)
	values = but(book(t, master, values), "queries", queries(t, "-- name: customers\nSELECT pg_sleep(300)::text AS customer_id, 'x' AS name\n-- name: items\nSELECT 1"))
	ctx, cancel := context.WithCancel(t.Context())
	running := func() (n int) {
		if err := master.QueryRowContext(t.Context(), "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'Dunning Desk' AND state = 'active' AND datname = current_database()").Scan(&n); err != nil {
			t.Error(err)
		}
		return n
	}
	until := func(want int) {
		t.Helper()
		if err := answers(func(context.Context) error {
			if running() != want {
				return errors.New("not yet")
			}
			return nil
		}); err != nil {
			t.Error(err)
		}
	}
	done := make(chan error, 1)
	go func() {
		done <- connector{}.Read(ctx, spec.NewSettings(values, secrets).WithDefaults(fields), spec.ReadRequest{Mode: spec.ModeFull}, &meddler{})
	}()
	until(1)
	began := time.Now()
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("it took %s to stop", took)
	}
	until(0)
}

// counter counts items, and looks at the memory.
type counter struct {
	meddler
	count int
	most  uint64
}

func (c *counter) Item(spec.Item) error {
	if c.count++; c.count%100_000 == 0 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		c.most = max(c.most, m.HeapAlloc)
	}
	return nil
}

// A million rows pass through; of each no more than a few bytes stay.
func TestMillionRows(t *testing.T) {
	master, values, secrets := realPostgres(t)
	values = but(book(t, master, values), "queries", queries(t, `-- name: customers
SELECT g AS customer_id, 'Customer ' || g AS name FROM generate_series(1, 10000) g
-- name: items
SELECT g AS item_id, g % 10000 + 1 AS customer_id, 'F-' || g AS invoice_no, DATE '2026-01-01' AS invoice_date, DATE '2026-01-31' AS due_date, 'NOK' AS currency,
	(g % 100000)::numeric / 100 AS amount, (g % 100000)::numeric / 100 AS open_amount FROM generate_series(1, 1000000) g`))
	c := &counter{meddler: meddler{meddle: func() {}}}
	if err := (connector{}).Read(t.Context(), spec.NewSettings(values, secrets).WithDefaults(fields), spec.ReadRequest{Mode: spec.ModeFull}, c); err != nil {
		t.Fatal(err)
	}
	if c.count != 1_000_000 || c.most > 100<<20 {
		t.Errorf("%d items, %d MiB at most", c.count, c.most>>20)
	}
}

// Each type that PostgreSQL keeps such things in.
func TestPostgresTypes(t *testing.T) {
	master, values, secrets := realPostgres(t)
	values = but(book(t, master, values), "timezone", "Europe/Oslo", "queries", queries(t, `-- name: customers
SELECT 'c  '::char(5) AS customer_id, 'Kari' AS name, true AS inactive, NULL::date AS x_nothing, 7::smallint AS x_seven, '{"a": 1}'::jsonb AS x_json
-- name: items
SELECT '6f2f3f9e-0c1e-4c4a-8f53-0a8f6f1f4a11'::uuid AS item_id, 'c' AS customer_id, 12345678901::bigint AS invoice_no, TIMESTAMPTZ '2026-01-31 23:30:00+00' AS invoice_date,
	TIMESTAMP '2026-02-28 23:59:59' AS due_date, 'nok'::varchar AS currency, 100.5000::numeric(20,4) AS amount, 7::int AS open_amount
UNION ALL SELECT gen_random_uuid(), 'c', 1, TIMESTAMPTZ '2026-01-31 23:30:00+00', 'infinity', 'NOK', 1, 1
UNION ALL SELECT gen_random_uuid(), 'c', 2, TIMESTAMPTZ '2026-01-31 23:30:00+00', NULL, 'NOK', 'NaN', 1`))
	got := read(t, values, secrets, spec.ReadRequest{})
	if len(got.Items) != 1 || len(got.Debtors) != 1 {
		t.Fatalf("%+v", got)
	}
	i, d := got.Items[0], got.Debtors[0]
	if i.ExternalID != "6f2f3f9e-0c1e-4c4a-8f53-0a8f6f1f4a11" || i.Number != "12345678901" || i.Issued != "2026-02-01" || i.Due != "2026-02-28" || i.Currency != "NOK" || i.Amount != 100_50 || i.Open != 7_00 {
		t.Errorf("%+v", i)
	}
	if d.ExternalID != "c" || !d.Inactive || d.Extra["seven"] != "7" || d.Extra["json"] != `{"a": 1}` {
		t.Errorf("%+v", d)
	}
	if n := got.Checkpoints[0].Rejected; n != 2 {
		t.Errorf("%d rejected: %v", n, got.Diagnostics)
	}
	if _, err := tryRead(t, but(values, "timezone", ""), secrets, spec.ReadRequest{}); asDiagnostic(err).Field != "timezone" {
		t.Errorf("without a time zone: %v", err)
	}
}

// A connection string does as well as its parts; one with a password is a secret.
func TestConnectionStrings(t *testing.T) {
	for name, server := range map[string]func(testing.TB) (*sql.DB, map[string]string, map[string]string){"PostgreSQL": realPostgres, "MariaDB": realMariaDB} {
		t.Run(name, func(t *testing.T) {
			master, parts, secrets := server(t)
			parts = book(t, master, parts)
			scheme := map[string]string{driverPostgres: "postgres", driverMySQL: "mysql"}[parts["driver"]]
			plain := url.URL{Scheme: scheme, User: url.User(parts["user"]), Host: parts["host"] + ":" + parts["port"], Path: parts["database"]}
			full := plain
			full.User = url.UserPassword(parts["user"], secrets["password"])
			values := but(parts, "host", "", "port", "", "database", "", "user", "")
			same(t, read(t, but(values, "dsn", plain.String()), secrets, spec.ReadRequest{}), "book/truth.txt")
			same(t, read(t, values, map[string]string{"dsn": full.String()}, spec.ReadRequest{}), "book/truth.txt")
			if _, err := tryRead(t, but(values, "dsn", full.String()), nil, spec.ReadRequest{}); asDiagnostic(err).Field != "dsn" || strings.Contains(err.Error(), deskPassword) {
				t.Error(err)
			}
			wrong := full
			wrong.User = url.UserPassword(parts["user"], "wrong-pw-2026")
			if _, err := tryRead(t, values, map[string]string{"dsn": wrong.String()}, spec.ReadRequest{}); asDiagnostic(err).Code != spec.CodeNotAuthorised || strings.Contains(err.Error()+asDiagnostic(err).Detail, "wrong-pw") {
				t.Error(err)
			}
		})
	}
}
