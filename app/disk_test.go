//go:build linux

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// smallDisk is a file system of its own with so much room, or a skip where none can be made.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("no small disk can be made here: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Log(err)
		}
	})
	return dir
}

// fill takes all room of a disk but so many bytes; the returned function gives it back.
func fill(t *testing.T, dir string, but uint64) (free func()) {
	t.Helper()
	var disk syscall.Statfs_t
	if err := syscall.Statfs(dir, &disk); err != nil {
		t.Fatal(err)
	}
	room := disk.Bavail * uint64(disk.Bsize)
	ballast := filepath.Join(dir, "ballast")
	if room > but {
		if err := os.WriteFile(ballast, make([]byte, room-but), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return func() {
		if err := os.Remove(ballast); err != nil {
			t.Fatal(err)
		}
	}
}

// The disk with the book runs full in the middle of a read, and in the middle of a release. Each is refused with its code;
// what was in the book stays, and with room again the same verb goes on as if nothing had been.
func TestDiskFull(t *testing.T) {
	disk := smallDisk(t, "48m")
	o := emptyOffice(t)
	o.book = filepath.Join(disk, "test.book")
	o.must("new", "--company", "Skagerrak Engros AS", "--country", "NO", "--currency", "NOK", "--timezone", "Europe/Oslo")
	o.owes(crowd(40)...)
	o.connects()
	before := o.must("items", "--json")

	people := crowd(4000)
	o.owes(people...)
	free := fill(t, disk, 100<<10)
	if got := o.refused("disk-full", "sync", "books"); !strings.Contains(got, "nothing of this change was written") {
		t.Errorf("got %s", got)
	}
	if got := o.must("items", "--json", "--open"); len(got) < len(before) {
		t.Errorf("items were lost: %s", got)
	}
	if p := o.plan(); len(p.Notices) != 0 {
		t.Errorf("%d customers would be reminded after a read that broke off", len(p.Notices))
	}
	free()
	o.owes(people[:100]...)
	o.must("sync", "books")
	if got := len(o.levels()); got < 100 {
		t.Errorf("%d items after the read was made good", got)
	}

	o.must("wave", "propose")
	free = fill(t, disk, 600<<10)
	o.refused("disk-full", "wave", "release", "1")
	o.must("log", "verify")
	free()
	verb := "release"
	if o.waveState() == "releasing" {
		verb = "resume"
	}
	if got := o.must("wave", verb, "1"); !strings.Contains(got, "0 failed, 0 uncertain, 0 waiting") {
		t.Errorf("got %s", got)
	}
	if sent := len(o.log("notice-sent")); sent != 100 {
		t.Errorf("%d notices were sent", sent)
	}
	mails, err := filepath.Glob(filepath.Join(disk, "outgoing", "mails", "*.eml"))
	if err != nil || len(mails) != 100 {
		t.Errorf("%d mails lie in the folder, %v", len(mails), err)
	}
	o.whole()
}

// What cannot be opened as a book, or cannot be written, is each refused by its own code, and stays as it was.
func TestBooksThatCannotBeUsed(t *testing.T) {
	good := newOffice(t)
	good.owes(crowd(50)...)
	good.connects()
	whole, err := os.ReadFile(good.book)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, code string
		content    []byte
	}{
		{"nothing in it", "not-a-book", nil},
		{"a letter", "not-a-book", []byte(strings.Repeat("Dear Sir or Madam, ", 200))},
		{"the database of another program", "not-a-book", madeBySQL(t, "CREATE TABLE a (b); INSERT INTO a VALUES (1);")},
		{"of a newer program", "newer-book", changed(whole, 60, []byte{0, 0, 3, 0x39})}, // user_version 825
		{"the end is missing", "book-damaged", whole[:len(whole)*2/3/8192*8192]},
		{"a page was overwritten", "book-damaged", changed(whole, len(whole)/2/8192*8192, []byte(strings.Repeat("x", 8192)))},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := emptyOffice(t)
			if err := os.WriteFile(o.book, c.content, 0o600); err != nil {
				t.Fatal(err)
			}
			for _, verb := range [][]string{{"items"}, {"sync"}, {"wave", "propose"}, {"backup", filepath.Join(o.dir, "copy")}} {
				o.refused(c.code, verb...)
			}
			if now, err := os.ReadFile(o.book); err != nil || string(now) != string(c.content) {
				t.Errorf("the file is not what it was: %v", err)
			}
		})
	}
}

func changed(file []byte, at int, to []byte) []byte {
	out := append([]byte(nil), file...)
	copy(out[at:], to)
	return out
}

// madeBySQL is a SQLite file that another program has made.
func madeBySQL(t *testing.T, statements string) []byte {
	t.Helper()
	if _, err := exec.LookPath("sqlite3"); err != nil {
		t.Skip("the sqlite3 command is not installed")
	}
	path := filepath.Join(t.TempDir(), "other.db")
	if text, err := exec.Command("sqlite3", path, statements).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// A book on a disk that may only be read.
func TestReadOnlyBook(t *testing.T) {
	disk := smallDisk(t, "8m")
	o := newOffice(t)
	book := filepath.Join(disk, "test.book")
	o.must("backup", book)
	o.book = book
	if err := syscall.Mount("", disk, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skipf("the disk cannot be made read-only: %v", err)
	}
	o.refused("book-read-only", "settings", "company.name=Another")
	o.refused("book-read-only", "wave", "propose")
}

// Another program holds the book for longer than anybody wants to wait.
func TestLockedBook(t *testing.T) {
	t.Parallel() // it waits for most of its time
	o := newOffice(t)
	busy, err := exec.LookPath("sqlite3")
	if err != nil {
		t.Skip("the sqlite3 command is not installed")
	}
	other := exec.CommandContext(t.Context(), busy, o.book)
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
	if _, err := in.Write([]byte("BEGIN IMMEDIATE; SELECT 'held';\n")); err != nil {
		t.Fatal(err)
	}
	if n, err := out.Read(make([]byte, 16)); err != nil || n == 0 {
		t.Fatal(err)
	}
	if got := o.refused("book-locked", "wave", "propose"); !strings.Contains(got, "another program") {
		t.Errorf("got %s", got)
	}
	in.Close() // lets go
	if err := other.Wait(); err != nil {
		t.Fatal(err)
	}
	o.must("log", "verify")
	o.must("settings", "company.phone=+47 38 00 00 00")
}
