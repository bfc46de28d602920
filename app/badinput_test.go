package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// sentence is how everything begins and ends that a clerk is told.
var sentence = regexp.MustCompile(`^\p{Lu}.*[.!?]$`)

// told checks that what was said is for a clerk: a sentence, without the words of a programmer.
func told(t *testing.T, text string) {
	t.Helper()
	if !sentence.MatchString(text) {
		t.Errorf("this is no sentence: %q", text)
	}
	for _, word := range []string{"EOF", "nil", "0x", "panic", "goroutine", "SQLITE_", "strconv", "csv:", "record on line"} {
		if strings.Contains(text, word) {
			t.Errorf("a clerk does not know %q: %q", word, text)
		}
	}
}

// A GnuCash book that has become unreadable in each way such a book can. Check and sync say which, nothing is taken over or
// settled, its customers hear nothing, and with the book back all goes on.
func TestGnuCashBooksThatCannotBeRead(t *testing.T) {
	t.Parallel()
	folder := shared(t)
	if folder == "" {
		t.Skip("the recorded books are not beside the project")
	}
	books := map[string][]byte{}
	for _, name := range []string{"truth.sqlite.gnucash", "truth.xml.gnucash"} {
		content, err := os.ReadFile(filepath.Join(folder, "erp", "gnucash", name))
		if err != nil {
			t.Fatal(err)
		}
		books[name] = content
	}
	sqlite, xml := books["truth.sqlite.gnucash"], books["truth.xml.gnucash"]

	o := newOffice(t)
	book := filepath.Join(o.dir, "books.gnucash")
	put := func(content []byte) {
		t.Helper()
		if err := os.WriteFile(book, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put(sqlite)
	o.install("gnucash", "../connectors/gnucash")
	o.must("connect", "books", "--connector", "gnucash", "--set", "file="+book, "--set", "timezone=UTC", "--approve")
	o.must("sync", "books")
	before := o.must("items", "--json")
	for _, c := range []struct {
		name, code string
		spoil      func(t *testing.T) (mend func())
	}{
		{"half of the SQLite book", "source-truncated", func(*testing.T) func() { put(sqlite[:len(sqlite)/2]); return nil }},
		{"half of the XML book", "source-truncated", func(*testing.T) func() { put(xml[:len(xml)/2]); return nil }},
		{"a newer GnuCash", "source-newer", func(t *testing.T) func() {
			asSQLite(t, book, "UPDATE versions SET table_version = table_version + 5;")
			return nil
		}},
		{"GnuCash is writing to it", "source-locked", func(t *testing.T) func() { return heldBySQLite(t, book) }},
		{"it is gone", "source-not-found", func(t *testing.T) func() {
			if err := os.Remove(book); err != nil {
				t.Fatal(err)
			}
			return nil
		}},
		{"a letter", "source-unreadable", func(*testing.T) func() { put([]byte("Dear Sir or Madam")); return nil }},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := *o
			o.t = t
			mend := c.spoil(t)
			got := o.run("check", "books")
			said := strings.TrimSpace(got.out + got.err)
			if got.status != 1 || !strings.Contains(said, c.code) {
				t.Errorf("check: %s", got)
			}
			refusal := o.refused(c.code, "sync", "books")
			_, text, _ := strings.Cut(strings.SplitN(refusal, "\n", 2)[0], c.code+": ")
			told(t, text)
			if p := o.plan(); len(p.Notices) != 0 || len(p.LeftOut) == 0 || p.LeftOut[0].Reason != "stale-data" {
				t.Errorf("the customers of an unreadable book: %+v", p)
			}
			if now := o.must("items", "--json"); now != before {
				t.Errorf("the items have changed: %s", now)
			}
			if mend != nil {
				mend()
			}
			put(sqlite)
			o.whole()
		})
	}
}

// asSQLite runs statements on a database with the sqlite3 command.
func asSQLite(t *testing.T, path, statements string) {
	t.Helper()
	if _, err := exec.LookPath("sqlite3"); err != nil {
		t.Skip("the sqlite3 command is not installed")
	}
	if text, err := exec.Command("sqlite3", path, statements).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
}

// heldBySQLite keeps a database to another process alone until the returned function is called.
func heldBySQLite(t *testing.T, path string) (letGo func()) {
	t.Helper()
	if _, err := exec.LookPath("sqlite3"); err != nil {
		t.Skip("the sqlite3 command is not installed")
	}
	other := exec.CommandContext(t.Context(), "sqlite3", path)
	in, err := other.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := other.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := in.Write([]byte("BEGIN EXCLUSIVE; SELECT 'held';\n")); err != nil {
		t.Fatal(err)
	}
	if n, err := out.Read(make([]byte, 16)); err != nil || n == 0 {
		t.Fatal(err)
	}
	return func() {
		in.Close()
		if err := other.Wait(); err != nil {
			t.Error(err)
		}
	}
}

// A CSV list with a broken row of every kind among good ones: each is told with its line and what to do, the good ones are
// read, and because some could not be read nothing that is absent counts as paid.
func TestBrokenRowsOfACSV(t *testing.T) {
	t.Parallel()
	const head = "Invoice no;Customer no;Customer name;E-mail;Invoice date;Due date;Amount;Open;Currency\n"
	good := func(n int) string {
		return fmt.Sprintf("G%d;C%d;Kunde %d AS;c%d@lab.test;06.02.2026;20.02.2026;1.234,50;1.234,50;NOK\n", n, n, n, n)
	}
	for _, c := range []struct {
		name, row string
		line      int // 0: nothing is refused
	}{
		{"wrong column count", "B1;C9;Kunde AS;c9@lab.test;06.02.2026;20.02.2026;100,00;NOK\n", 4},
		{"a day that does not exist", "B1;C9;Kunde AS;c9@lab.test;06.02.2026;31.02.2026;100,00;100,00;NOK\n", 4},
		{"unknown currency", "B1;C9;Kunde AS;c9@lab.test;06.02.2026;20.02.2026;100,00;100,00;XYZ\n", 4},
		{"no number at all", "B1;C9;Kunde AS;c9@lab.test;06.02.2026;20.02.2026;much;much;NOK\n", 4},
		{"the same invoice again", good(1), 4},
		{"ten million letters", "B1;C9;" + strings.Repeat("x", 10<<20) + ";c9@lab.test;06.02.2026;20.02.2026;100,00;100,00;NOK\n", 4},
		{"letters of another alphabet", "B1;C9;Kunde \xf8\xff;c9@lab.test;06.02.2026;20.02.2026;100,00;100,00;NOK\n", 0},
		{"a negative invoice", "B1;C9;Kunde AS;c9@lab.test;06.02.2026;20.02.2026;-100,00;-100,00;NOK\n", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := newOffice(t)
			put := func(text string) {
				t.Helper()
				if err := os.WriteFile(o.export, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			put(head + good(1) + good(2) + good(3))
			o.connects()
			put(head + good(1) + good(2) + c.row) // the third is no longer there: paid, if the list can be believed
			var got struct {
				Complete bool `json:"complete"`
				Rejected int  `json:"rejected"`
				Notes    []struct {
					Severity, Code, Summary, Record, Hint string
				} `json:"notes"`
				Changed map[string]int `json:"changed"`
			}
			o.ask(&got, "sync", "books")
			located := ""
			for _, n := range got.Notes {
				if n.Code == "recognised" { // begins with the name of the file
					continue
				}
				told(t, n.Summary)
				if strings.Contains(n.Record, "4") && (n.Severity != "info") {
					located += n.Code + " "
				}
			}
			levels := o.levels()
			if _, ok := levels["G1"]; !ok || len(levels) < 3 {
				t.Errorf("the good rows were not read: %v", levels)
			}
			if c.line == 0 {
				return
			}
			if got.Rejected != 1 || located == "" {
				t.Errorf("row %d is not told of: %+v", c.line, got)
			}
			if got.Changed["settled"] != 0 {
				t.Errorf("with a row that cannot be read something counts as settled: %+v", got)
			}
			reminded := map[string]bool{}
			for _, n := range o.plan().Notices {
				reminded[n.Debtor] = true
			}
			if !reminded["C1"] || !reminded["C2"] || reminded["C3"] {
				t.Errorf("C1 and C2 owe; C3 may have paid: %v would be reminded", reminded)
			}
		})
	}
}

// A list that is not one, or not one any more, is refused as a whole.
func TestListsThatCannotBeRead(t *testing.T) {
	o := newOffice(t)
	o.owes(crowd(3)...)
	o.connects()
	before := o.must("items", "--json")
	good, err := os.ReadFile(o.export)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{
		"empty":          nil,
		"only headings":  good[:bytes.IndexByte(good, '\n')+1],
		"a picture":      []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00"),
		"a web page":     []byte("<html><body>Please sign in again</body></html>"),
		"other headings": []byte("Name,Colour\nAnna,red\n"),
		// 1.234,50 and 1,234.50 in one column: nobody guesses which is which.
		"two kinds of number": []byte("Invoice no;Customer no;Customer name;Invoice date;Due date;Amount;Currency\n" +
			"F-C000;C000;A AS;06.02.2026;20.02.2026;1.234,50;NOK\nF-C001;C001;B AS;06.02.2026;20.02.2026;1,234.50;NOK\n"),
	} {
		t.Run(name, func(t *testing.T) {
			o := *o
			o.t = t
			if err := os.WriteFile(o.export, content, 0o600); err != nil {
				t.Fatal(err)
			}
			got := o.run("sync", "books")
			if got.status != 1 || got.code() == "" || got.code() == "internal" {
				t.Errorf("got %s", got)
			}
			if name == "two kinds of number" && (got.code() != "number-form" || !strings.Contains(got.err, "line 2") || !strings.Contains(got.err, "line 3")) {
				t.Errorf("it should name both lines: %s", got)
			}
			if now := o.must("items", "--json"); now != before {
				t.Errorf("the items have changed: %s", now)
			}
			if p := o.plan(); len(p.Notices) != 0 {
				t.Errorf("%+v", p)
			}
		})
	}
	if err := os.WriteFile(o.export, good, 0o600); err != nil {
		t.Fatal(err)
	}
	o.whole()
}
