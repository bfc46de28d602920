package main

import (
	"strings"
	"testing"

	mssql "github.com/microsoft/go-mssqldb"
	"github.com/microsoft/go-mssqldb/msdsn"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// No SQL Server can be had for a test: how it would be called is tested, and
// what its errors become.
func TestSQLServerIsCalledAs(t *testing.T) {
	e := sqlserverEngine{}
	server := map[string]string{"driver": driverSQLServer, "host": `erp\BOOKS`, "database": "acme", "user": "desk"}
	for _, c := range []struct {
		name              string
		values            map[string]string
		secrets           map[string]string
		host, instance    string
		port              uint64
		encrypted, checks bool
	}{
		{"a named instance", server, map[string]string{"password": `p;w=d}"'`}, "erp", "BOOKS", 0, true, true},
		{"a port", but(server, "host", "erp", "port", "14330"), map[string]string{"password": "pw"}, "erp", "", 14330, true, true},
		{"any certificate", but(server, "tls", "encrypt"), nil, "erp", "BOOKS", 0, true, false},
		{"this computer", but(server, "host", "localhost"), nil, "localhost", "", 0, false, false},
		{"a dot", but(server, "host", `.\SQLEXPRESS`), nil, "localhost", "SQLEXPRESS", 0, false, false},
		{"a connection string", map[string]string{"driver": driverSQLServer, "dsn": "sqlserver://desk@erp:1433?database=acme"}, map[string]string{"password": "pw"}, "erp", "", 1433, true, true},
		{"a connection string that speaks of encryption", map[string]string{"driver": driverSQLServer, "dsn": "server=erp;user id=desk;database=acme;encrypt=disable"}, nil, "erp", "", 0, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			target, err := aim(spec.NewSettings(c.values, c.secrets).WithDefaults(fields), e)
			if err != nil {
				t.Fatal(err)
			}
			got, err := e.config(target)
			if err != nil {
				t.Fatal(err)
			}
			if got.Host != c.host || got.Instance != c.instance || got.Port != c.port || got.Database != "acme" || got.User != "desk" || got.Password != c.secrets["password"] {
				t.Errorf("%+v", got)
			}
			if encrypted := got.Encryption == msdsn.EncryptionRequired; encrypted != c.encrypted {
				t.Errorf("encryption %v", got.Encryption)
			}
			if checks := got.TLSConfig != nil && !got.TLSConfig.InsecureSkipVerify; checks != c.checks && c.encrypted {
				t.Errorf("the certificate is checked: %v", checks)
			}
			if c.checks && got.TLSConfig.ServerName != c.host {
				t.Errorf("the certificate has to be of %q", got.TLSConfig.ServerName)
			}
			if !got.ReadOnlyIntent {
				t.Error("it does not say that it only reads")
			}
		})
	}
}

func TestSQLServersErrors(t *testing.T) {
	s := &source{engine: sqlserverEngine{}, target: target{user: "desk", database: "acme"}}
	q := &statement{file: "q.sql", line: 10, text: "SELECT 1"}
	for number, want := range map[int32]string{
		18456: spec.CodeNotAuthorised, 4060: spec.CodeSourceNotFound, 229: spec.CodeNotAuthorised, 208: "query-refused", 102: "query-refused", 1222: spec.CodeSourceLocked,
		8134: "query-failed", 99999: spec.CodeSourceUnreadable,
	} {
		d := asDiagnostic(s.explained(mssql.Error{Number: number, LineNo: 3, Message: "in its words"}, q, items))
		if d.Code != want || !strings.Contains(d.Detail, "in its words") {
			t.Errorf("%d: %+v", number, d)
		}
		if number == 102 && d.Record.Line != 12 {
			t.Errorf("%d stands in line %d", number, d.Record.Line)
		}
	}
}

// The example reads, and names its columns as they are known.
func TestSQLServerExample(t *testing.T) {
	e := sqlserverEngine{}
	set, err := readQueries(e, "testdata/examples/sqlserver.sql")
	if err != nil || len(set) != len(sections) {
		t.Fatal(set, err)
	}
}
