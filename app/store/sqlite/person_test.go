package sqlite_test

import (
	"bytes"
	"database/sql"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/dunningdesk/dunningdesk/app/store/sqlite"
	"github.com/dunningdesk/dunningdesk/app/store/sqlstore"
	"github.com/dunningdesk/dunningdesk/app/store/storetest"
)

// Every table and every column of the book is thought about: it is about a debtor, and said to stay or to go, or it is in the
// list of those that are about nobody, with a reason. A new table or column fails here until somebody has decided.
func TestNothingAboutAPersonIsForgotten(t *testing.T) {
	db := raw(t, newBook(t))
	about, all, nobody := sqlstore.PersonColumns(), sqlstore.PersonColumns(), sqlstore.NotOfPersons()
	schema := schemaOf(t, newBook(t))
	for table, columns := range schema {
		known, listed := about[table]
		if why, excepted := nobody[table]; excepted {
			if listed || why == "" {
				t.Errorf("%s is about persons or it is not; and say why", table)
			}
			if slices.Contains(columns, "debtor") || referencesListed(t, db, table, all) {
				t.Errorf("%s hangs on a table about debtors: it cannot be excepted", table)
			}
			continue
		}
		if !listed {
			t.Errorf("nobody has said whether %s is about persons: add it to personTables or to NotOfPersons", table)
			continue
		}
		for _, column := range columns {
			if _, thought := known[column]; !thought {
				t.Errorf("nobody has said how %s.%s is shown to the person, and whether it goes: add it to personTables", table, column)
			}
			delete(known, column)
		}
		for column := range known {
			t.Errorf("personTables names %s.%s, which is no column", table, column)
		}
		delete(about, table)
	}
	for table := range about {
		t.Errorf("personTables names %s, which is no table", table)
	}
}

// A column that was added to a table written once is guarded like those that were there.
func TestRowsWrittenOnceAreGuardedInEveryColumn(t *testing.T) {
	path := newBook(t)
	db := raw(t, path)
	for table, columns := range schemaOf(t, path) {
		var guard string
		if err := db.QueryRow("SELECT COALESCE(MAX(sql), '') FROM sqlite_schema WHERE name = ?", table+"_no_update").Scan(&guard); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(guard, " WHEN NOT (") {
			continue // none, or one that refuses every change
		}
		for _, column := range columns {
			if !strings.Contains(guard, "NEW."+column+" IS ") {
				t.Errorf("the guard of %s does not look at %s", table, column)
			}
		}
	}
}

// referencesListed reports whether a table has a foreign key to one that is about debtors.
func referencesListed(t *testing.T, db *sql.DB, table string, about map[string]map[string]bool) bool {
	t.Helper()
	for _, to := range slices.Sorted(maps.Keys(about)) {
		var n int
		if err := db.QueryRow("SELECT COUNT(*) FROM pragma_foreign_key_list(?) WHERE \"table\" = ?", table, to).Scan(&n); err != nil {
			t.Fatal(err)
		}
		if n > 0 {
			return true
		}
	}
	return false
}

// newPerson makes a book with a customer of whom every table holds something, and gives its path.
func newPerson(t *testing.T) (*storetest.One, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "test.book")
	return storetest.NewPerson(storetest.NewBook(t, func(_ *testing.T, clock date.Clock) storetest.Open {
		return func(t *testing.T) store.Store {
			book, err := sqlite.Create(t.Context(), path, clock, sqlite.Options{})
			if err != nil {
				t.Fatal(err)
			}
			return book
		}
	})), path
}

func anonymise(t *testing.T, o *storetest.One) {
	t.Helper()
	if err := o.Update(t.Context(), kari, func(w store.Writer) error {
		_, err := w.Anonymise(o.Debtor.ID, "retention ended")
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

// Nothing that names the person is in the bytes of the file, be it in an index or in a page that is free.
func TestAnAnonymisedPersonIsNowhereInTheFile(t *testing.T) {
	o, path := newPerson(t)
	anonymise(t, o)
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{storetest.Zebra, "Zebra", "Nordmann"} {
		if at := bytes.Index(content, []byte(name)); at >= 0 {
			t.Errorf("%q is left at byte %d: %q", name, at, content[max(0, at-40):min(len(content), at+40)])
		}
	}
}

// The database itself lets the words of an entry go, all at once, and refuses every other change of it.
func TestTheLogTakesARedactionAndNothingElse(t *testing.T) {
	o, path := newPerson(t)
	db := raw(t, path)
	seq := "(SELECT MAX(seq) FROM log WHERE debtor = 1)"
	for _, set := range []string{
		"subject = ''", "subject = '', data = ''", "subject = 'Nobody', data = '', salt = ''", "subject = '', data = '', salt = '', actor = 'ola'",
		"subject = '', data = '', salt = '', subject_hash = ''", "subject = '', data = '', salt = '', at = at + 1", "hash = 'x'", "salt = 'x'",
	} {
		if _, err := db.Exec("UPDATE log SET " + set + " WHERE seq = " + seq); err == nil {
			t.Errorf("%s was allowed", set)
		}
	}
	for _, statement := range []string{
		"UPDATE acknowledgement SET note = 'other'", "UPDATE acknowledgement SET note = '', actor = 'ola'", "UPDATE charge_waiver SET minor = 0", "DELETE FROM acknowledgement",
		"UPDATE plan_paper SET note = '', name = ''", "UPDATE plan_paper SET note = '', name = '', doc = '', day = 20260101", "UPDATE escalation_event SET note = 'other'",
		"UPDATE escalation_event SET note = '', minor = 0", "UPDATE enclosure SET name = '', content = 'x'", "UPDATE enclosure SET name = '', content = '', about_id = 9",
		"DELETE FROM enclosure", "DELETE FROM plan_paper", "DELETE FROM escalation_event",
	} {
		if _, err := db.Exec(statement); err == nil {
			t.Errorf("%s was allowed", statement)
		}
	}
	anonymise(t, o)
	for _, statement := range []string{
		"UPDATE log SET subject = 'Zebra', data = '{}', salt = 'x' WHERE subject_hash <> '' AND salt = ''",
		"UPDATE log SET subject = '', data = '', salt = '' WHERE kind = 'log-redacted'",
		"UPDATE acknowledgement SET note = 'other'",
		"UPDATE plan_paper SET doc = 'other'", "UPDATE escalation_event SET note = 'other'", "UPDATE enclosure SET content = 'other'",
	} {
		if _, err := db.Exec(statement); err == nil {
			t.Errorf("%s was allowed after the person went", statement)
		}
	}
}

// Whoever owns the file can drop the guard; the walk names the entry.
func TestATamperedRedactionIsFound(t *testing.T) {
	for name, c := range map[string]struct{ tamper, want string }{
		"the log entry of the redaction was taken out": {
			"DROP TRIGGER log_no_delete; DELETE FROM log WHERE kind = 'log-redacted'", "log entry 1 was redacted, and no entry says by whom and why",
		},
		"one more entry redacted": {
			"UPDATE log SET subject = '', data = '', salt = '' WHERE kind = 'settings-changed'", "log entry 4 was redacted, and no entry says by whom and why",
		},
		"put back with other words": {
			"DROP TRIGGER log_no_update; UPDATE log SET subject = 'Nobody', data = '{}', salt = '00' WHERE seq = 1", "log entry 1 was changed after it was written",
		},
		"a hash changed": {
			"DROP TRIGGER log_no_update; UPDATE log SET subject_hash = 'x' WHERE seq = 1", "log entry 1 was changed after it was written",
		},
	} {
		t.Run(name, func(t *testing.T) {
			o, path := newPerson(t)
			put(t, o.Store, "a", "1")
			anonymise(t, o)
			walk := func() error {
				var chain activity.Chain
				if err := o.View(t.Context(), func(r store.Reader) error { return r.Log(1, chain.Check) }); err != nil {
					return err
				}
				return chain.End()
			}
			if err := walk(); err != nil {
				t.Fatal(err)
			}
			raw(t, path, c.tamper)
			if err := walk(); !fault.Has(err, activity.LogBroken) || err.Error() != c.want {
				t.Errorf("walk = %v, want %q", err, c.want)
			}
		})
	}
}
