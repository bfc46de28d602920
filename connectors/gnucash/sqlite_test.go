//go:build cgo

package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/google/go-cmp/cmp"
)

// refused reads a book that must not be readable and returns why.
func refused(t *testing.T, file string) spec.Diagnostic {
	t.Helper()
	r, err := tryRead(t, file, "UTC", spec.ReadRequest{Mode: spec.ModeFull})
	var d spec.Diagnostic
	if !errors.As(err, &d) {
		t.Fatalf("%s: got %v, want a diagnostic", filepath.Base(file), err)
	}
	if d.Severity != spec.SeverityError || d.Hint == "" || d.Summary == "" || d.Field != "file" {
		t.Errorf("%s: the diagnostic does not say enough: %+v", filepath.Base(file), d)
	}
	if r.complete || len(r.Debtors)+len(r.Items)+len(r.Payments) > 0 {
		t.Errorf("%s: something was sent before the book was refused", filepath.Base(file))
	}
	return d
}

func TestReadsWhileAnotherProcessWrites(t *testing.T) {
	t.Parallel()
	book := unpacked(t, "odd.sqlite.gz")
	before := read(t, book, "Pacific/Auckland", spec.ReadRequest{Mode: spec.ModeFull}).table()
	neighbour(t, book, `BEGIN IMMEDIATE; UPDATE splits SET quantity_num = quantity_num * 2; INSERT INTO gnclock VALUES ('front desk', 4711)`)
	r := read(t, book, "Pacific/Auckland", spec.ReadRequest{Mode: spec.ModeFull})
	if diff := cmp.Diff(before, r.table()); diff != "" {
		t.Errorf("what is not committed was read:\n%s", diff)
	}
}

func TestLockedBookIsSaidToBeLocked(t *testing.T) {
	t.Parallel()
	book := unpacked(t, "odd.sqlite.gz")
	kill := neighbour(t, book, `BEGIN EXCLUSIVE; UPDATE splits SET memo = 'half'`)
	start := time.Now()
	if d := refused(t, book); d.Code != spec.CodeSourceLocked || d.RetryAfter <= 0 {
		t.Errorf("got %+v", d)
	}
	if waited := time.Since(start); waited > 10*time.Second {
		t.Errorf("waited %v for the lock", waited)
	}
	kill()
	read(t, book, "Pacific/Auckland", spec.ReadRequest{Mode: spec.ModeFull})
}

// A program that dies in the middle of a write leaves a journal that only a
// writer may roll back; what the file holds then is half of something.
func TestBookOfADeadWriterIsNotReadHalf(t *testing.T) {
	t.Parallel()
	book := unpacked(t, "odd.sqlite.gz")
	kill := neighbour(t, book, `PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN IMMEDIATE;
		UPDATE slots SET string_val = hex(randomblob(400)); UPDATE splits SET memo = hex(randomblob(400)), quantity_num = 1`)
	kill()
	if _, err := os.Stat(book + "-journal"); err != nil {
		t.Fatal("the dead writer left no journal; the test proves nothing")
	}
	if d := refused(t, book); d.Code != spec.CodeSourceLocked {
		t.Errorf("got %+v", d)
	}
}

func TestOpenBookIsNoted(t *testing.T) {
	t.Parallel()
	book := unpacked(t, "odd.sqlite.gz")
	change(t, book, `INSERT INTO gnclock VALUES ('front desk', 4711)`)
	wantNote(t, read(t, book, "Pacific/Auckland", spec.ReadRequest{Mode: spec.ModeFull}), "source-open")

	beside := unpacked(t, "odd.sqlite.gz")
	if err := os.WriteFile(beside+".LCK", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	wantNote(t, read(t, beside, "Pacific/Auckland", spec.ReadRequest{Mode: spec.ModeFull}), "source-open")
}

func wantNote(t *testing.T, r *recorder, code string) {
	t.Helper()
	for _, d := range r.Notes {
		if d.Code == code {
			return
		}
	}
	t.Errorf("no note %s in %v", code, r.Notes)
}

// change runs a statement on a copy of a book.
func change(t *testing.T, book, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+book)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

func TestBrokenSQLiteBooksAreRefused(t *testing.T) {
	t.Parallel()
	for name, one := range map[string]struct {
		statement string
		want      string
	}{
		"newer splits":     {`UPDATE versions SET table_version = 6 WHERE table_name = 'splits'`, spec.CodeSourceNewer},
		"newer store":      {`UPDATE versions SET table_version = 60000 WHERE table_name = 'Gnucash-Resave'`, spec.CodeSourceNewer},
		"no lots":          {`DROP TABLE lots`, spec.CodeSourceUnreadable},
		"a column renamed": {`ALTER TABLE splits RENAME COLUMN quantity_num TO amount_num`, spec.CodeSourceUnreadable},
		"another database": {`DROP TABLE versions; DROP TABLE books`, spec.CodeSourceUnreadable},
	} {
		book := unpacked(t, "odd.sqlite.gz")
		change(t, book, one.statement)
		if d := refused(t, book); d.Code != one.want {
			t.Errorf("%s: got %+v, want %s", name, d, one.want)
		}
	}
}

func TestTruncatedSQLiteBooksAreRefused(t *testing.T) {
	t.Parallel()
	whole, err := os.ReadFile(unpacked(t, "odd.sqlite.gz"))
	if err != nil {
		t.Fatal(err)
	}
	for _, length := range []int{16, 50, 99, 100, 4096, len(whole) / 2, len(whole) - 1} {
		if d := refused(t, written(t, "cut.gnucash", whole[:length])); d.Code != spec.CodeSourceTruncated {
			t.Errorf("%d of %d bytes: got %+v", length, len(whole), d)
		}
	}
	garbage := bytes.Clone(whole)
	for i := 4096; i < len(garbage); i++ {
		garbage[i] = 0xa5
	}
	if d := refused(t, written(t, "garbage.gnucash", garbage)); d.Code != spec.CodeSourceUnreadable {
		t.Errorf("garbage: got %+v", d)
	}
}

// One wrong record is left out and told; the others are read.
func TestOneWrongRecordDoesNotHideTheOthers(t *testing.T) {
	t.Parallel()
	whole := read(t, unpacked(t, "odd.sqlite.gz"), "Pacific/Auckland", spec.ReadRequest{Mode: spec.ModeFull})
	for name, statement := range map[string]string{
		"a third of a cent":         `UPDATE splits SET quantity_num = 115000, quantity_denom = 333 WHERE memo = 'Posted N-101' AND quantity_num > 0`,
		"no such currency":          `UPDATE commodities SET mnemonic = 'ZZZ' WHERE mnemonic = 'JPY'`,
		"a customer who is gone":    `DELETE FROM customers WHERE id = 'K4'`,
		"a booking that is missing": `DELETE FROM splits WHERE memo = 'Posted N-102'`,
		"no denominator":            `UPDATE splits SET quantity_denom = 0 WHERE memo = 'Posted N-101' AND quantity_num > 0`,
	} {
		book := unpacked(t, "odd.sqlite.gz")
		change(t, book, statement)
		r := read(t, book, "Pacific/Auckland", spec.ReadRequest{Mode: spec.ModeFull})
		if len(r.Items) != len(whole.Items)-1 {
			t.Errorf("%s: %d items are left, want %d", name, len(r.Items), len(whole.Items)-1)
		}
		if len(r.Rejected) == 0 || r.Rejected[0].Record.ExternalID == "" || r.Rejected[0].Hint == "" {
			t.Errorf("%s: rejected %+v", name, r.Rejected)
		}
	}
}

func TestBookIsNotTouched(t *testing.T) {
	t.Parallel()
	book := unpacked(t, "odd.sqlite.gz")
	before, err := os.ReadFile(book)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(book, 0o400); err != nil {
		t.Fatal(err)
	}
	settings := spec.NewSettings(map[string]string{"file": book}, nil)
	for _, d := range (connector{home: time.UTC}).Check(context.Background(), settings) {
		if d.Severity == spec.SeverityError {
			t.Error(d)
		}
	}
	read(t, book, "", spec.ReadRequest{Mode: spec.ModeFull})
	after, err := os.ReadFile(book)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(before, after) {
		t.Error("the book has changed")
	}
	beside, err := filepath.Glob(book + "?*")
	if err != nil || len(beside) > 0 {
		t.Errorf("left beside the book: %v %v", beside, err)
	}
}

func TestAnyPathCanBeOpened(t *testing.T) {
	t.Parallel()
	from, err := os.ReadFile(unpacked(t, "odd.sqlite.gz"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Bok 2026.gnucash", "100%.gnucash", "år #1 & 'mer'.gnucash", "what?mode=rwc.gnucash"} {
		read(t, written(t, name, from), "Pacific/Auckland", spec.ReadRequest{Mode: spec.ModeFull})
	}
}

func TestCancelledReadEnds(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for form, file := range oddBooks(t) {
		if _, err := load(ctx, file); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: got %v", form, err)
		}
	}
}
