package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// The presets bring what is true of a small company, on a real server.
func TestPresets(t *testing.T) {
	for name, c := range map[string]struct {
		preset  string
		scripts []string
		truth   string
	}{
		"LedgerSMB 1.7 to 1.13": {"ledgersmb", []string{"ledgersmb/tables.sql", "ledgersmb/tables-1.7.sql", "ledgersmb/data.sql", "ledgersmb/fill-1.7.sql"}, "ledgersmb/truth-1.7.txt"},
		"LedgerSMB 1.6":         {"ledgersmb", []string{"ledgersmb/tables.sql", "ledgersmb/tables-1.6.sql", "ledgersmb/data.sql", "ledgersmb/fill-1.6.sql"}, "ledgersmb/truth-1.6.txt"},
		"SQL-Ledger 3":          {"sql-ledger", []string{"sqlledger/tables.sql", "sqlledger/data.sql", "sqlledger/streets.sql"}, "sqlledger/truth.txt"},
	} {
		t.Run(name, func(t *testing.T) {
			master, values, secrets := realPostgres(t)
			runFile(t, master, c.scripts...)
			values["preset"] = c.preset
			same(t, read(t, values, secrets, spec.ReadRequest{}), c.truth)
			found := check(t, values, secrets)
			if len(found) == 0 || found[0].Code != spec.CodeRecognised || !strings.Contains(found[0].Summary, "PostgreSQL") {
				t.Errorf("the check says %v", found)
			}
			if slices.ContainsFunc(found, func(d spec.Diagnostic) bool { return d.Severity == spec.SeverityError }) {
				t.Errorf("the check finds errors: %v", found)
			}
		})
	}
}
