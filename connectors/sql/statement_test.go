package main

import (
	"errors"
	"strings"
	"testing"
)

var grammars = map[string]engine{
	driverPostgres: postgresEngine{}, driverMySQL: mysqlEngine{}, driverSQLServer: sqlserverEngine{}, driverSQLite: sqliteEngine{},
}

// What only reads is taken, and goes to the server without its comments.
func TestQueriesThatRead(t *testing.T) {
	for _, c := range []struct{ driver, text, want string }{
		{"", "SELECT 1", "SELECT 1"},
		{"", "  select a.b from c ;  \n", "  select a.b from c"},
		{"", "SELECT 1 ; -- the end", "SELECT 1"},
		{"", "-- what it is\nSELECT 1 -- one\n, 2", " \nSELECT 1  \n, 2"},
		{"", "/* a\nb */ SELECT /* c */ 1", " \n SELECT   1"},
		{"", "WITH a AS (SELECT 1 AS x), b AS (SELECT x FROM a) SELECT x FROM b", ""},
		{"", "SELECT 1 UNION ALL SELECT 2 EXCEPT SELECT 3", ""},
		{"", "SELECT (SELECT max(x) FROM b) FROM a WHERE EXISTS (SELECT 1)", ""},
		{"", "SELECT 'DELETE; -- no comment' AS a", ""},
		{"", "SELECT 'it''s; INSERT' AS a", ""},
		{"", "SELECT updated_at, deleted, \"into\" FROM t", ""},
		{"", "SELECT substring(a FROM 1 FOR 3), replace(b, 'x', 'y') FROM t", ""},
		{"", "SELECT 1.5, .5, 2e-3, 0x1F FROM t", ""},
		{"", "SELECT beløp AS amount FROM fakturaer", ""},
		{driverPostgres, "SELECT $$it's; DROP TABLE x$$ AS a, $q$ $$ $q$ AS b, E'a\\'; DROP' AS c", ""},
		{driverPostgres, "SELECT x[1], y::numeric, z #> '{a}' FROM t", ""},
		{driverPostgres, "SELECT pg_sleep(1)", ""},
		{driverMySQL, "SELECT `delete`, \"it; DROP\", 'a\\'; DROP' FROM t # done; DROP", "SELECT `delete`, \"it; DROP\", 'a\\'; DROP' FROM t"},
		{driverMySQL, "SELECT IF(a, 1, 2), TRUNCATE(b, 2) FROM t USE INDEX (i)", ""},
		{driverSQLServer, "SELECT [delete from] AS a, @@VERSION AS v FROM dbo.t WITH (NOLOCK) ORDER BY 1 OFFSET 0 ROWS FETCH NEXT 10 ROWS ONLY", ""},
		{driverSQLite, "SELECT [into], `update` FROM t", ""},
	} {
		for driver, e := range grammars {
			if c.driver != "" && c.driver != driver {
				continue
			}
			got, err := e.grammar().read(c.text, e.refusedWords())
			if err != nil {
				t.Errorf("%s: %q: %v", driver, c.text, err)
			} else if c.want != "" && got != c.want {
				t.Errorf("%s: %q goes as %q, not %q", driver, c.text, got, c.want)
			}
		}
	}
}

// What does more than read, or what servers might read otherwise, is refused
// with its reason and its line.
func TestQueriesThatDoNot(t *testing.T) {
	for _, c := range []struct {
		driver, text, says string
		line               int
	}{
		{"", "", "is empty", 1},
		{"", " ; ; -- nothing", "is empty", 1},
		{"", "DELETE FROM t", "begins with DELETE", 1},
		{"", "\n\ndrop table t", "begins with DROP", 3},
		{"", "EXPLAIN SELECT 1", "begins with EXPLAIN", 1},
		{"", "(SELECT 1)", "begins with (", 1},
		{"", "SELECT 1; SELECT 2", "semicolon", 1},
		{"", "SELECT 1;\nDROP TABLE t;", "semicolon", 1},
		{"", "SELECT 1; ; SELECT 2", "semicolon", 1},
		{"", "SELECT 1\nSELECT 2", "second SELECT", 2},
		{"", "SELECT *\nINTO t2 FROM t", "INTO", 2},
		{"", "WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d", "DELETE", 1},
		{"", "WITH d AS (SELECT 1) INSERT INTO t SELECT * FROM d", "INSERT", 1},
		{"", "WITH d AS (SELECT 1) TABLE d", "does not end in a SELECT", 1},
		{"", "SELECT * FROM t FOR UPDATE", "UPDATE", 1},
		{"", "SELECT * FROM t FOR SHARE", "FOR SHARE", 1},
		{"", "SELECT * FROM t FOR NO KEY UPDATE", "UPDATE", 1},
		{"", "SELECT * FROM t FOR KEY SHARE", "KEY SHARE", 1},
		{"", "SELECT * FROM t LOCK IN SHARE MODE", "IN SHARE", 1},
		{"", "SELECT * INTO OUTFILE '/tmp/x' FROM t", "INTO", 1},
		{"", "SELECT 'a", "never closed", 1},
		{"", "SELECT \"a", "never closed", 1},
		{"", "SELECT 1 /* a", "never closed", 1},
		{"", "SELECT 1 /* a /* b */ */", "comment within a comment", 1},
		{"", "SELECT 1 /*! INTO OUTFILE 'x' */", "MySQL would run", 1},
		{"", "SELECT 1 /*!50001 + 1 */", "MySQL would run", 1},
		{"", "SELECT 1 /*M! + 1 */", "MySQL would run", 1},
		{"", "SELECT (1", "never closed", 1},
		{"", "SELECT 1)", "never opened", 1},
		{"", "SELECT 1INTO t", "runs into a word", 1},
		{"", "SELECT 0x1INTO t", "runs into a word", 1},
		{"", "SELECT 1\u00a0", "outside quotation marks", 1},
		{"", "SELECT ‘a’", "outside quotation marks", 1},
		{"", "SELECT ＩＮＴＯ", "outside quotation marks", 1},
		{"", "SELECT 1\x00", "cannot be seen", 1},
		{"", "SELECT 1 -- a\rINTO t", "cannot be seen", 1},
		{"", "SELECT 1 -- a\u2028INTO t", "cannot be seen", 1},
		{"", "SELECT \xff", "UTF-8", 1},
		{"", "SELECT \\g", "backslash", 1},
		{"", "SELECT 'a' 'b'", "two texts in a row", 1},
		{"", "SELECT nextval('id')", "nextval", 1},
		{"", "SELECT NEXT VALUE FOR ids", "sequence", 1},
		{"", "SELECT TRUNCATE TABLE", "TRUNCATE", 1},
		{"", "SELECT load_file ('/etc/passwd')", "load_file", 1},
		{driverPostgres, "SELECT E'a'\n'x\\'' INTO t FROM y --'", "two texts in a row", 2},
		{driverPostgres, "SELECT $a$ never $b$", "never closed", 1},
		{driverPostgres, "SELECT * FROM t WHERE x = $1", "parameter", 1},
		{driverPostgres, "SELECT U&'\\0041'", "U&", 1},
		{driverPostgres, "SELECT pg_terminate_backend(1)", "pg_terminate_backend", 1},
		{driverPostgres, "SELECT \"pg_read_file\"('x')", "pg_read_file", 1},
		{driverPostgres, "SELECT pg_catalog.set_config('a', 'b', false)", "set_config", 1},
		{driverPostgres, "SELECT lo_import('/etc/passwd')", "lo_import", 1},
		{driverPostgres, "SELECT * FROM dblink_exec('x', 'y')", "dblink_exec", 1},
		{driverMySQL, "SELECT 5--3", "without a space", 1},
		{driverMySQL, "SELECT * FROM t PROCEDURE ANALYSE()", "PROCEDURE", 1},
		{driverSQLServer, "SELECT 1 EXEC xp_cmdshell 'x'", "EXEC", 1},
		{driverSQLServer, "SELECT 1 WAITFOR DELAY '1:00'", "WAITFOR", 1},
		{driverSQLServer, "SELECT 1 SET NOCOUNT ON", "SET", 1},
		{driverSQLServer, "SELECT 1 FETCH NEXT FROM c", "FETCH", 1},
		{driverSQLServer, "SELECT * FROM t WITH (TABLOCKX)", "TABLOCKX", 1},
		{driverSQLServer, "SELECT * FROM OPENROWSET('a', 'b', 'c')", "openrowset", 1},
	} {
		for driver, e := range grammars {
			if c.driver != "" && c.driver != driver {
				continue
			}
			_, err := e.grammar().read(c.text, e.refusedWords())
			var f flaw
			if !errors.As(err, &f) || !strings.Contains(f.text, c.says) || f.line != c.line {
				t.Errorf("%s: %q: %v in line %d, want %q in line %d", driver, c.text, err, f.line, c.says, c.line)
			}
		}
	}
}

// A query set is taken apart at its headings, and says where it is wrong.
func TestQuerySets(t *testing.T) {
	set, err := parseQueries(grammar{}, nil, "q.sql", "\ufeff-- of Acme\r\n-- name: customers\r\nSELECT 1;\r\n\r\n--  namely x\r\n --  Name:  Items\r\n-- all\r\nSELECT\r\n 2\r\n")
	if err != nil {
		t.Fatal(err)
	}
	if q := set[items]; strings.TrimSpace(q.text) != "SELECT\n 2" || q.line != 7 || q.file != "q.sql" || strings.TrimSpace(set[customers].text) != "SELECT 1" {
		t.Errorf("%+v", set)
	}
	for text, want := range map[string]string{
		"SELECT 1":                   "does not say what its first query reads",
		"-- name: clients\nSELECT 1": `no section "clients"`,
		"-- name: items\nSELECT 1\n-- name: items\nSELECT 2": "twice",
		"-- name: items\nSELECT 1\n\nINTO x":                 `The query "items" holds the word INTO`,
	} {
		_, err := parseQueries(grammar{}, nil, "q.sql", text)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
	_, err = parseQueries(grammar{}, nil, "q.sql", "-- name: items\nSELECT 1\n\nINTO x")
	if d := asDiagnostic(err); d.Record.Line != 4 || d.Record.File != "q.sql" || d.Field != "queries" {
		t.Errorf("%+v", d)
	}
	if _, err := (querySet{}).complete(querySet{customers: {}}); err == nil || !strings.Contains(err.Error(), `no section "items"`) {
		t.Error(err)
	}
}

// The presets are queries like others.
func TestPresetsOnlyRead(t *testing.T) {
	for name, variants := range presets {
		for _, v := range variants {
			set, err := v.read(postgresEngine{}.grammar())
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if _, err := set.complete(nil); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}
