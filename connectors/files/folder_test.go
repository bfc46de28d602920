package main

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// inbox is a folder into which a clerk exports, and the time at her desk.
type inbox struct {
	*testing.T
	dir string
	now time.Time
	// onWait happens while the connector waits for a file to be complete.
	onWait func()
}

func newInbox(t *testing.T) *inbox {
	return &inbox{T: t, dir: t.TempDir(), now: time.Date(2026, 11, 21, 8, 0, 0, 0, time.Local)}
}

// puts exports a file so long ago.
func (b *inbox) puts(name, content string, ago time.Duration) {
	b.Helper()
	path := filepath.Join(b.dir, name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		b.Fatal(err)
	}
	if err := os.Chtimes(path, b.now.Add(-ago), b.now.Add(-ago)); err != nil {
		b.Fatal(err)
	}
}

// reads is a read of the folder; a cursor makes it one of what changed.
func (b *inbox) reads(cursor []byte, mode spec.Mode, pairs ...string) (sdk.Collected, []byte, error) {
	b.Helper()
	c := connector{clock: timepiece{
		now: func() time.Time { return b.now },
		wait: func(d time.Duration) {
			b.now = b.now.Add(d)
			if b.onWait != nil {
				b.onWait()
			}
		},
	}}
	got, err := sdk.Collect(b.Context(), c, set(append([]string{"folder", b.dir}, pairs...)...).WithDefaults(fields()), spec.ReadRequest{Mode: mode, Cursor: cursor})
	var next []byte
	if n := len(got.Checkpoints); err == nil && n > 0 {
		next = got.Checkpoints[n-1].Cursor
	}
	return got, next, err
}

// first reads the folder in full.
func (b *inbox) first(pairs ...string) (sdk.Collected, []byte) {
	b.Helper()
	got, cursor, err := b.reads(nil, spec.ModeFull, pairs...)
	if err != nil {
		b.Fatal(err)
	}
	return got, cursor
}

func listOf(numbers ...string) string {
	rows := heading
	for _, n := range numbers {
		rows += strings.Replace(goodRow, "1;10", n+";10", 1)
	}
	return rows
}

func code(err error) string {
	var d spec.Diagnostic
	if errors.As(err, &d) {
		return d.Code
	}
	return ""
}

func numbers(got sdk.Collected) string {
	var all []string
	for _, i := range got.Items {
		all = append(all, i.Number)
	}
	return strings.Join(all, " ")
}

const peopleFile = "Customer no;Customer name;E-mail\n10;Berg AS;post@berg.example\n"

func TestTheNewestListOfAFolderIsRead(t *testing.T) {
	t.Parallel()
	b := newInbox(t)
	b.puts("open_2026-11-20.csv", listOf("1", "2"), 24*time.Hour)
	b.puts("customers.csv", peopleFile, 240*time.Hour)
	b.puts("letter.pdf", "%PDF-1.7", time.Minute)
	b.puts("open_2026-11-21.csv", listOf("2", "3"), time.Hour)
	b.puts("open_2026-11-21.csv.part", "Invoice", 0)
	b.puts("~$open.xlsx", "lock", 0)
	got, cursor := b.first()
	if numbers(got) != "2 3" || got.Debtors[0].Email != "post@berg.example" {
		t.Fatalf("read %s of %+v", numbers(got), got.Debtors)
	}
	if len(cursor) == 0 || strings.Contains(string(cursor), "Berg") {
		t.Errorf("cursor %s", cursor)
	}
}

func TestAnUntouchedFolderIsNotReadAgain(t *testing.T) {
	t.Parallel()
	b := newInbox(t)
	b.puts("open.csv", listOf("1"), time.Hour)
	_, cursor := b.first()
	got, same, err := b.reads(cursor, spec.ModeIncremental)
	if err != nil || len(got.Items) != 0 || string(same) != string(cursor) {
		t.Fatalf("%v, %d items, cursor %s", err, len(got.Items), same)
	}
	if d, told := has(got.Diagnostics, codeUnchanged); !told || !strings.Contains(d.Summary, "open.csv") {
		t.Errorf("%v", got.Diagnostics)
	}
	// The same content under a new name, written anew, is the same list.
	b.puts("open (1).csv", listOf("1"), 0)
	got, next, err := b.reads(cursor, spec.ModeIncremental)
	if err != nil || len(got.Items) != 0 || string(next) == string(cursor) {
		t.Fatalf("a copy: %v, %d items", err, len(got.Items))
	}
	if _, _, err = b.reads(next, spec.ModeIncremental); err != nil {
		t.Error(err)
	}
}

func TestANewListIsReadInFull(t *testing.T) {
	t.Parallel()
	b := newInbox(t)
	b.puts("open.csv", listOf("1", "2"), time.Hour)
	_, cursor := b.first()
	b.puts("open.csv", listOf("2"), time.Minute)
	if _, _, err := b.reads(cursor, spec.ModeIncremental); code(err) != spec.CodeCursorInvalid {
		t.Fatalf("a list that changed: %v", err)
	}
	got, next, err := b.reads(cursor, spec.ModeFull)
	if err != nil || numbers(got) != "2" || string(next) == string(cursor) {
		t.Errorf("%v: %s", err, numbers(got))
	}
	if _, _, err := b.reads(next, spec.ModeIncremental, "currency", "NOK"); code(err) != spec.CodeCursorInvalid {
		t.Errorf("with other settings: %v", err)
	}
	if _, _, err := b.reads([]byte("{"), spec.ModeIncremental); code(err) != spec.CodeCursorInvalid {
		t.Errorf("a broken cursor: %v", err)
	}
}

// Yesterday's list, put there today or left alone there, is never read after today's: what was paid would be open again.
func TestAnOlderListNeverGoesBack(t *testing.T) {
	t.Parallel()
	b := newInbox(t)
	b.puts("open_20261121.csv", listOf("2"), time.Hour)
	_, cursor := b.first()
	b.puts("open_20261120.csv", listOf("1", "2"), 0)
	got, after, err := b.reads(cursor, spec.ModeIncremental)
	if err != nil || len(got.Items) != 0 {
		t.Fatalf("%v: %s", err, numbers(got))
	}
	if err := os.Remove(filepath.Join(b.dir, "open_20261121.csv")); err != nil {
		t.Fatal(err)
	}
	for _, mode := range []spec.Mode{spec.ModeIncremental, spec.ModeFull} {
		got, _, err = b.reads(after, mode)
		d, told := has(got.Diagnostics, codeSourceOlder)
		if len(got.Items) != 0 || (mode == spec.ModeFull) != (code(err) == codeSourceOlder) || err == nil && !told {
			t.Errorf("%s: %v: %s %v", mode, err, numbers(got), d)
		}
	}
	// A new export ends it.
	b.puts("open_20261121.csv", listOf("3"), 0)
	if got, _, err = b.reads(after, spec.ModeFull); err != nil || numbers(got) != "3" {
		t.Errorf("%v: %s", err, numbers(got))
	}
}

func TestAFileThatIsStillWrittenIsWaitedFor(t *testing.T) {
	t.Parallel()
	b := newInbox(t)
	b.puts("open.csv", listOf("1")[:120], 0)
	writes := 1
	b.onWait = func() {
		if writes--; writes >= 0 {
			b.puts("open.csv", listOf("1", "2"), 0)
		}
	}
	if got, _ := b.first(); numbers(got) != "1 2" {
		t.Errorf("read %s", numbers(got))
	}
	writes = 1000
	b.puts("open.csv", listOf("1"), 0)
	_, _, err := b.reads(nil, spec.ModeFull)
	var d spec.Diagnostic
	if !errors.As(err, &d) || d.Code != spec.CodeSourceChanged || d.RetryAfter == 0 {
		t.Errorf("a file that never ends: %v", err)
	}
}

// A newer file that cannot be understood ends the read: the older one behind it may be out of date.
func TestANewerFileThatFailsIsNamed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ file, content, code string }{
		"empty":                   {"open_2.csv", "", spec.CodeSourceTruncated},
		"only a heading":          {"open_2.csv", heading, codeSourceEmpty},
		"a column is gone":        {"open_2.csv", strings.Replace(listOf("1"), "Invoice no", "Foo", 1), codeColumnMissing},
		"the due dates are gone":  {"open_2.csv", strings.Replace(listOf("1"), "Due date", "Foo", 1), codeColumnMissing},
		"the heading is cut":      {"open_2.csv", "Invoice no;Customer no;Customer na", codeColumnMissing},
		"an old workbook":         {"open_2.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", spec.CodeSourceUnreadable},
		"a workbook that was cut": {"open_2.xlsx", "PK\x03\x04", spec.CodeSourceTruncated},
		"binary":                  {"open_2.txt", "\x00\x01\x02\x03\x00\x00\x01", spec.CodeSourceUnreadable},
	} {
		b := newInbox(t)
		b.puts("open_1.csv", listOf("1"), time.Hour)
		b.puts(c.file, c.content, time.Minute)
		got, _, err := b.reads(nil, spec.ModeFull)
		if code(err) != c.code || len(got.Items) != 0 || !strings.Contains(err.Error(), c.file) {
			t.Errorf("%s: %v", name, err)
		}
		if found := (connector{}).Check(t.Context(), set("folder", b.dir)); found[0].Severity != spec.SeverityError || found[0].Code != c.code {
			t.Errorf("%s: the check says %v", name, found)
		}
	}
}

func TestNamesTellWhatIsWhat(t *testing.T) {
	t.Parallel()
	b := newInbox(t)
	b.puts("Open items.csv", listOf("1"), time.Hour)
	b.puts("stock.csv", "Article;Quantity\n1;2\n", time.Minute)
	if _, _, err := b.reads(nil, spec.ModeFull); err == nil {
		t.Error("a newer list of something else went unsaid")
	}
	if got, _ := b.first("items_name", "open*.csv", "customers_name", "cust*"); numbers(got) != "1" {
		t.Errorf("read %s", numbers(got))
	}
	if _, _, err := b.reads(nil, spec.ModeFull, "items_name", "none*"); code(err) != spec.CodeSourceNotFound {
		t.Errorf("%v", err)
	}
	if found := (connector{}).Check(t.Context(), set("folder", b.dir, "items_name", "[")); code(found[0]) != spec.CodeSettingInvalid || found[0].Field != "items_name" {
		t.Errorf("a pattern that is none: %v", found)
	}
}

func TestAnOldListIsRefused(t *testing.T) {
	t.Parallel()
	b := newInbox(t)
	b.puts("open.csv", listOf("1"), 6*24*time.Hour)
	_, cursor := b.first()
	b.now = b.now.Add(3 * 24 * time.Hour)
	for _, mode := range []spec.Mode{spec.ModeFull, spec.ModeIncremental} {
		if _, _, err := b.reads(cursor, mode); code(err) != codeSourceStale || !strings.Contains(err.Error(), "9 days") {
			t.Errorf("%s: %v", mode, err)
		}
	}
	if _, _, err := b.reads(nil, spec.ModeFull, "max_age", "0"); err != nil {
		t.Error(err)
	}
}

func TestFoldersThatCannotBeRead(t *testing.T) {
	t.Parallel()
	b := newInbox(t)
	if _, _, err := b.reads(nil, spec.ModeFull); code(err) != spec.CodeSourceNotFound {
		t.Errorf("an empty folder: %v", err)
	}
	b.puts("open.csv", listOf("1"), time.Hour)
	if _, _, err := b.reads(nil, spec.ModeFull, "items", filepath.Join(b.dir, "open.csv")); code(err) != spec.CodeSettingInvalid {
		t.Errorf("a file and a folder: %v", err)
	}
	_, cursor := b.first()
	if err := os.RemoveAll(b.dir); err != nil {
		t.Fatal(err)
	}
	for _, mode := range []spec.Mode{spec.ModeFull, spec.ModeIncremental} {
		if _, _, err := b.reads(cursor, mode); code(err) != spec.CodeSourceNotFound {
			t.Errorf("a folder that is gone, %s: %v", mode, err)
		}
	}
	if d := refused(t, set()); d.Code != spec.CodeSettingMissing {
		t.Errorf("no file and no folder: %v", d)
	}
}

func TestALinkOutOfTheFolderIsRefused(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("links need rights of their own")
	}
	b := newInbox(t)
	if err := os.Symlink(fileWith(t, "away.csv", listOf("1")), filepath.Join(b.dir, "open.csv")); err != nil {
		t.Fatal(err)
	}
	if _, _, err := b.reads(nil, spec.ModeFull); code(err) != spec.CodeSourceUnreadable || !strings.Contains(err.Error(), "link") {
		t.Errorf("%v", err)
	}
	if err := os.Mkdir(filepath.Join(b.dir, "sub.csv"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(b.dir, "open.csv")); err != nil {
		t.Fatal(err)
	}
	b.puts("real.csv", listOf("7"), time.Hour)
	if err := os.Symlink("real.csv", filepath.Join(b.dir, "open.csv")); err != nil {
		t.Fatal(err)
	}
	if got, _ := b.first(); numbers(got) != "7" {
		t.Errorf("a link within the folder: %s", numbers(got))
	}
}

func TestAFileTooLargeIsRefused(t *testing.T) {
	t.Parallel()
	b := newInbox(t)
	b.puts("open.csv", "x", time.Hour)
	if err := os.Truncate(filepath.Join(b.dir, "open.csv"), maxFile+1); err != nil {
		t.Skip("this disk holds no sparse files")
	}
	if err := os.Chtimes(filepath.Join(b.dir, "open.csv"), b.now.Add(-time.Hour), b.now.Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := b.reads(nil, spec.ModeFull); code(err) != spec.CodeSourceUnreadable || !strings.Contains(err.Error(), "MiB") {
		t.Errorf("%v", err)
	}
}

func TestDaysInNames(t *testing.T) {
	t.Parallel()
	written := time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)
	for name, want := range map[string]spec.Date{
		"open_2026-11-20.csv": "2026-11-20", "20261119 open.csv": "2026-11-19", "OP 18.11.2026.xlsx": "2026-11-18",
		"open_2026_11_17_1.csv": "2026-11-17", "open_2027-01-01.csv": "", "open_1120261121.csv": "", "open.csv": "", "2026.csv": "", "INV-19990101.csv": "",
	} {
		if got, _ := dayInName(name, written); got != want {
			t.Errorf("%s: %q, not %q", name, got, want)
		}
	}
}
