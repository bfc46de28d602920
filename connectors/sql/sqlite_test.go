//go:build cgo

package main

import (
	"crypto/sha256"
	"database/sql"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/conformance"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// sqliteBook makes a file with the small company in it, and its settings.
func sqliteBook(t testing.TB, more ...string) map[string]string {
	t.Helper()
	plain := filepath.Join(t.TempDir(), "b.db")
	db, err := sql.Open("sqlite3", plain)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	script, err := os.ReadFile("testdata/book/book.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range append([]string{string(script)}, more...) {
		if _, err := db.ExecContext(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(filepath.Dir(plain), "bok 100%#.db") // a name that a URL would read otherwise
	if err := os.Rename(plain, path); err != nil {
		t.Fatal(err)
	}
	return map[string]string{"driver": driverSQLite, "file": path, "queries": example(t, driverSQLite)}
}

func TestSQLiteBook(t *testing.T) {
	values := sqliteBook(t)
	same(t, read(t, values, nil, spec.ReadRequest{}), "book/truth.txt")
	found := check(t, values, nil)
	if len(found) != 1 || !strings.Contains(found[0].Summary, "customers 4 rows, items 5 rows, payments 3 rows, totals 2 rows") {
		t.Errorf("the check says %v", found)
	}
	// The path may come as a connection string too; what it asks for beside that does not count.
	plain := filepath.Join(filepath.Dir(values["file"]), "plain.db")
	if err := os.Rename(values["file"], plain); err != nil {
		t.Fatal(err)
	}
	same(t, read(t, but(values, "dsn", "file:"+plain+"?mode=rwc", "file", ""), nil, spec.ReadRequest{}), "book/truth.txt")
}

func TestConformance(t *testing.T) {
	got := conformance.Run(t, conformance.Options{Settings: sqliteBook(t)})
	if len(got.Items) != 5 || len(got.Payments) != 3 || got.Last.Sums["NOK"] != 17_250_05 || got.Last.Control["NOK"] != 17_250_05 {
		t.Errorf("%d items, %d payments, %+v", len(got.Items), len(got.Payments), got.Last)
	}
}

// Each of these spoils the queries of the small company in one way.
func TestQueriesThatDoNotFit(t *testing.T) {
	const nobody = "\n-- name: items\nSELECT 1 AS item_id, 1 AS customer_id, '2026-01-01' AS invoice_date, '2026-01-31' AS due_date, 'EUR' AS currency, 1 AS amount, 1 AS open_amount"
	const somebody = "-- name: customers\nSELECT 1 AS customer_id, 'Kari' AS name\n"
	item := func(columns string) string { return somebody + "-- name: items\nSELECT " + columns }
	const good = "1 AS item_id, 1 AS customer_id, '2026-01-01' AS invoice_date, NULL AS due_date, 'EUR' AS currency, '1.00' AS amount, 1 AS open_amount"
	for _, c := range []struct{ name, queries, code, says string }{
		{"two columns are missing", item("1 AS item_id, '2026-01-01' AS invoice_date, NULL AS due_date, 1 AS amount, 1 AS open_amount"), "columns-wrong", `does not bring "customer_id"`},
		{"a column nobody knows", item(good + ", 1 AS amuont, 2 AS b"), "columns-wrong", `brings what is not known: "amuont", "b"`},
		{"a column twice", item(good + ", 1 AS amount"), "columns-wrong", "not known"},
		{"floating point", item("1 AS item_id, 1 AS customer_id, '2026-01-01' AS invoice_date, NULL AS due_date, 'EUR' AS currency, 1.5 AS amount, 1 AS open_amount"), "amount-not-exact", `printf('%.2f', amount) AS amount`},
		{"no such table", item("1 AS x FROM nowhere"), "query-refused", "table that the database does not have"},
		{"no such column", item("nonsense AS x FROM invoice"), "query-refused", "column that the database does not have"},
		{"no such function", item("nonsense(1) AS x"), "query-refused", "function that the database does not have"},
		{"no SQL", item("FROM WHERE"), "query-refused", "does not understand it"},
		{"nobody", "-- name: customers\nSELECT 1 AS customer_id, 'x' AS name WHERE 0\n" + nobody, "source-empty", "found nobody"},
		{"a moment", somebody + "-- name: items\nSELECT 1 AS item_id, 1 AS customer_id, '2026-01-01T23:30:00Z' AS invoice_date, NULL AS due_date, 'EUR' AS currency, 1 AS amount, 1 AS open_amount", spec.CodeSettingMissing, "Time zone"},
		{"another table's pragma", item("1 AS x FROM pragma_table_info('invoice')"), "query-refused", "tries to change something"},
		{"no items", somebody, spec.CodeSettingInvalid, `no section "items"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			values := but(sqliteBook(t), "queries", queries(t, c.queries))
			_, err := tryRead(t, values, nil, spec.ReadRequest{})
			if d := asDiagnostic(err); err == nil || d.Code != c.code || !strings.Contains(d.Error(), c.says) {
				t.Errorf("a read says %s: %v", d.Code, err)
			}
			// The check says the same.
			found := check(t, values, nil)
			if !slices.ContainsFunc(found, func(d spec.Diagnostic) bool { return d.Severity == spec.SeverityError && d.Code == c.code }) {
				t.Errorf("a check says %v", found)
			}
		})
	}
}

// A row that makes no record is left out with its reason; the others go on.
func TestRowsThatDoNotFit(t *testing.T) {
	values := but(sqliteBook(t), "queries", queries(t, `-- name: customers
WITH c (customer_id, name, country, kind, currency, credit_limit, inactive) AS (VALUES
	(1, 'Kari', 'Norway', 'consumer', 'NOK', '500', 'no'), (2, 'Ola', 'de', '', '', NULL, 1), (2, 'Ola again', '', '', '', NULL, 0), (NULL, 'Nobody', '', '', '', NULL, 0),
	(4, 'Firm', '', 'firm', '', NULL, 0), (5, 'Limit', '', '', 'EUR', 'much', 0), (6, 'Maybe', '', '', '', NULL, 'maybe'), (1, 'Kari', '', '', '', NULL, 0))
SELECT * FROM c
-- name: items
WITH i (item_id, customer_id, invoice_no, kind, invoice_date, due_date, amount, open_amount, left_out) AS (VALUES
	('a', 1, 'F-1', '', '2026-01-31', '2026-02-28 13:45:00', '100.50', '0.5', NULL),
	('b', 1, 'F-2', 'fee', 20260131, '', 35, 35, NULL),
	('c', 1, 'F-3', '', '2026-02-30', NULL, '1', '1', NULL),
	('d', 1, 'F-4', '', NULL, NULL, '1', '1', NULL),
	('e', 1, 'F-5', '', '2026-01-01', NULL, '1.005', '1', NULL),
	('f', 1, 'F-6', 'credit', '2026-01-01', NULL, '-5', '5', NULL),
	('g', 1, 'F-7', 'bill', '2026-01-01', NULL, '1', '1', NULL),
	('h', 9, 'F-8', '', '2026-01-01', NULL, '1', '1', NULL),
	('a', 1, 'F-1', '', '2026-01-31', NULL, '100.50', '0.5', NULL),
	('i', 1, 'F-9', '', '2026-01-01', NULL, NULL, '1', NULL),
	('j', 1, 'F-10', '', '2026-01-01', NULL, '1 000,00', '1', NULL),
	('k', 1, 'F-11', '', '31.01.2026', NULL, '1', '1', NULL),
	('l', 1, 'F-12', '', '2026-01-01', NULL, '1', '1', 'it is a draft'),
	('m', 2, 'F-13', '', '2026-01-01', NULL, '-7.00', '-7.00', NULL),
	(NULL, 2, 'F-14', '', '2026-01-01', NULL, '1', '1', NULL))
SELECT *, 'wholesale' AS x_department FROM i
-- name: payments
WITH p (payment_id, customer_id, payment_date, amount, item_id, applied_amount, reversed) AS (VALUES
	('p1', 1, '2026-02-01', '100', 'a', '60', 'f'), ('p1', 1, '2026-02-01', '100', 'b', '30', 'f'), ('p2', 1, '2026-02-02', '10', NULL, NULL, 't'),
	('p3', 1, '2026-02-02', '10', 'a', 'x', 'f'), ('p1', 1, '2026-02-01', '100', 'c', '1', 'f'), ('p4', 9, '2026-02-02', '10', NULL, NULL, 'f'))
SELECT * FROM p`), "currency", "NOK")
	got := read(t, values, nil, spec.ReadRequest{})
	same(t, got, "book/rows.txt")
	if last := got.Checkpoints[len(got.Checkpoints)-1]; last.Rejected != 21 {
		t.Errorf("%d records were rejected", last.Rejected)
	}
	if got.Debtors[0].Country != "NO" || !got.Debtors[1].Inactive || !got.Payments[1].Reversed || got.Payments[0].Unapplied != 1000 {
		t.Errorf("%+v, %+v", got.Debtors, got.Payments)
	}
	// What would be left out is a warning of the check: the rest can be read.
	for _, d := range check(t, values, nil) {
		if d.Severity == spec.SeverityError {
			t.Error(d)
		}
	}
}

// The engine itself refuses what got past the check of the text.
func TestSQLiteOnlyReads(t *testing.T) {
	values := sqliteBook(t)
	before := content(t, values["file"])
	s, err := open(t.Context(), spec.NewSettings(values, nil).WithDefaults(fields), time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	for _, text := range []string{
		"DELETE FROM invoice", "INSERT INTO invoice (id) VALUES (7)", "CREATE TEMP TABLE x (a)", "ATTACH ':memory:' AS m", "PRAGMA query_only = 0", "SELECT load_extension('x')",
		"COMMIT; DELETE FROM invoice",
	} {
		if _, err := s.tx.ExecContext(t.Context(), text); err == nil {
			t.Errorf("%q was run", text)
		}
	}
	if content(t, values["file"]) != before {
		t.Error("the file has changed")
	}
}

func content(t testing.TB, path string) [32]byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return sha256.Sum256(b)
}

// A query that never ends is stopped, and the read says so.
func TestSQLiteTimeout(t *testing.T) {
	values := but(sqliteBook(t), "timeout", "1", "queries", queries(t, `-- name: customers
SELECT customer_id, name FROM (WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) AS customer_id, 'x' AS name FROM n)
-- name: items
SELECT 1`))
	began := time.Now()
	_, err := tryRead(t, values, nil, spec.ReadRequest{})
	if d := asDiagnostic(err); d.Code != codeTimeout || !strings.Contains(d.Summary, `"customers" did not finish within one second`) {
		t.Error(err)
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("it took %s", took)
	}
}

// Files that are none, and what a person may get wrong in the form.
func TestSettings(t *testing.T) {
	values := sqliteBook(t)
	folder := t.TempDir()
	empty, text := filepath.Join(folder, "empty.db"), filepath.Join(folder, "text.db")
	for path, b := range map[string]string{empty: "", text: strings.Repeat("no database ", 100)} {
		if err := os.WriteFile(path, []byte(b), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	server := []string{"driver", driverPostgres, "file", "", "host", "127.0.0.1", "database", "d", "user", "u", "port", "1"}
	for _, c := range []struct {
		name        string
		values      map[string]string
		code, field string
	}{
		{"no file", but(values, "file", ""), spec.CodeSettingMissing, "file"},
		{"no such file", but(values, "file", filepath.Join(folder, "none.db")), spec.CodeSourceNotFound, "file"},
		{"a folder", but(values, "file", folder), spec.CodeSourceUnreadable, "file"},
		{"an empty file", but(values, "file", empty), spec.CodeSourceTruncated, "file"},
		{"no database", but(values, "file", text), spec.CodeSourceUnreadable, "file"},
		{"no queries", but(values, "queries", ""), spec.CodeSettingMissing, "queries"},
		{"queries that are a folder", but(values, "queries", folder), spec.CodeSourceUnreadable, "queries"},
		{"a preset of another database", but(values, "preset", "ledgersmb"), spec.CodeSettingInvalid, "preset"},
		{"a connection string that is none", but(values, append(server, "host", "", "dsn", "postgres://%%")...), spec.CodeSettingInvalid, "dsn"},
		{"a connection string beside a server", but(values, append(server, "dsn", "postgres://u@h/d")...), spec.CodeSettingInvalid, "dsn"},
		{"a password in plain sight", but(values, append(server, "host", "", "dsn", "postgres://u:hunter22@127.0.0.1:1/d")...), spec.CodeSettingInvalid, "dsn"},
		{"a password in plain sight, written otherwise", but(values, append(server, "host", "", "dsn", "postgres://u:hunter%3222@127.0.0.1:1/d")...), spec.CodeSettingInvalid, "dsn"},
		{"a password among the parameters", but(values, append(server, "host", "", "dsn", "host=127.0.0.1 user=u password='hunter22'")...), spec.CodeSettingInvalid, "dsn"},
		{"MySQL: a password in plain sight", but(values, append(server, "driver", driverMySQL, "host", "", "dsn", "u:hunter22@tcp([::1]:1)/d")...), spec.CodeSettingInvalid, "dsn"},
		{"SQL Server: a password in plain sight", but(values, append(server, "driver", driverSQLServer, "host", "", "dsn", "server=x;user id=u;password=hunter22")...), spec.CodeSettingInvalid, "dsn"},
		{"nobody listens", but(values, server...), spec.CodeSourceUnreachable, "host"},
		{"MySQL: nobody listens", but(values, append(server, "driver", driverMySQL)...), spec.CodeSourceUnreachable, "host"},
		{"SQL Server: nobody listens", but(values, append(server, "driver", driverSQLServer)...), spec.CodeSourceUnreachable, "host"},
		{"no server", but(values, append(server, "host", "")...), spec.CodeSettingMissing, "host"},
		{"a certificate that is none", but(values, append(server, "tls", "verify", "certificate", text)...), spec.CodeSettingInvalid, "certificate"},
	} {
		t.Run(c.name, func(t *testing.T) {
			found := check(t, c.values, map[string]string{"password": "hunter22"})
			if len(found) == 0 || found[0].Code != c.code || found[0].Field != c.field {
				t.Errorf("%+v", found)
			}
			for _, d := range found {
				if strings.Contains(d.Error()+d.Detail, "hunter22") {
					t.Errorf("the password came out: %+v", d)
				}
			}
		})
	}
}
