package sqlite_test

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/dunningdesk/dunningdesk/app/store/sqlite"
	"github.com/dunningdesk/dunningdesk/app/store/storetest"
)

var kari = storetest.Kari

// newBook makes a book with a setting in it and closes it.
func newBook(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "desk.book")
	book, err := sqlite.Create(t.Context(), path, storetest.NewClock(), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	put(t, book, "company", "Fjordfisk AS")
	if err := book.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func openBook(t testing.TB, path string) *sqlite.Book {
	t.Helper()
	book, err := sqlite.Open(t.Context(), path, storetest.NewClock(), sqlite.Options{Busy: 10 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = book.Close() })
	return book
}

func put(t testing.TB, book store.Store, key, value string) {
	t.Helper()
	if err := book.Update(context.Background(), kari, func(w store.Writer) error {
		if err := w.Append(activity.SettingsChanged, 0, 0, key, value); err != nil {
			return err
		}
		return w.PutSetting(key, value)
	}); err != nil {
		t.Fatal(err)
	}
}

func get(t testing.TB, book store.Store, key string) (value string) {
	t.Helper()
	if err := book.View(context.Background(), func(r store.Reader) error {
		_, err := r.Setting(key, &value)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return value
}

// raw opens the file as any SQLite program would.
func raw(t testing.TB, path string, statements ...string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	db.SetMaxOpenConns(1)
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	return db
}

func cut(t testing.TB, path string, size int64) {
	t.Helper()
	if err := os.Truncate(path, size); err != nil {
		t.Fatal(err)
	}
}

func TestOpenSaysPlainlyWhatIsWrong(t *testing.T) {
	cases := map[string]struct {
		make func(t *testing.T) string
		want fault.Code
	}{
		"no file":       {func(t *testing.T) string { return filepath.Join(t.TempDir(), "none.book") }, fault.NotFound},
		"a folder":      {func(t *testing.T) string { return t.TempDir() }, store.NotABook},
		"an empty file": {func(t *testing.T) string { return file(t, nil) }, store.NotABook},
		"a text": {func(t *testing.T) string {
			return file(t, []byte("not a database, but long enough to be looked at as one .............................................."))
		}, store.NotABook},
		"another program's database": {func(t *testing.T) string {
			path := filepath.Join(t.TempDir(), "gnucash.sqlite")
			_ = raw(t, path, "CREATE TABLE versions (n INTEGER)").Close()
			return path
		}, store.NotABook},
		"a book of a newer program": {func(t *testing.T) string {
			path := newBook(t)
			_ = raw(t, path, "INSERT INTO schema_version VALUES (99, 'future', 0)", "PRAGMA user_version = 99").Close()
			return path
		}, store.NewerBook},
		"cut in the middle": {func(t *testing.T) string {
			path := newBook(t)
			cut(t, path, size(t, path)/2)
			return path
		}, store.Truncated},
		"cut by its last page": {func(t *testing.T) string {
			path := newBook(t)
			cut(t, path, size(t, path)-8192)
			return path
		}, store.Truncated},
		"overwritten inside": {func(t *testing.T) string {
			path := newBook(t)
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for i := 8192; i < 8192+4096*6; i++ {
				content[i] = 0xAA
			}
			return file(t, content)
		}, store.Truncated},
		"held by another program": {func(t *testing.T) string {
			path := newBook(t)
			db := raw(t, path, "PRAGMA locking_mode = EXCLUSIVE", "PRAGMA journal_mode = DELETE", "BEGIN EXCLUSIVE")
			t.Cleanup(func() { _ = db.Close() })
			return path
		}, store.Locked},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			path := c.make(t)
			before, _ := os.ReadFile(path)
			book, err := sqlite.Open(t.Context(), path, storetest.NewClock(), sqlite.Options{Busy: 10 * time.Millisecond})
			if err == nil {
				_ = book.Close()
			}
			if !fault.Has(err, c.want) {
				t.Fatalf("error = %v (%s), want code %s", err, fault.CodeOf(err), c.want)
			}
			if after, _ := os.ReadFile(path); string(after) != string(before) {
				t.Error("the file was changed by looking at it")
			}
		})
	}
}

func file(t testing.TB, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "some.book")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func size(t testing.TB, path string) int64 {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

func TestCreate(t *testing.T) {
	t.Run("makes a file for its owner alone, whatever its name", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "år 100% ? # &x=1.book")
		book, err := sqlite.Create(t.Context(), path, storetest.NewClock(), sqlite.Options{})
		if err != nil {
			t.Fatal(err)
		}
		put(t, book, "a", "b")
		for _, suffix := range []string{"", "-wal", "-shm"} {
			info, err := os.Stat(path + suffix)
			if err != nil {
				t.Fatal(err)
			}
			if mode := info.Mode().Perm(); mode != 0o600 {
				t.Errorf("mode of %q = %o, want 600", suffix, mode)
			}
		}
		if err := book.Close(); err != nil {
			t.Fatal(err)
		}
		if got := get(t, openBook(t, path), "a"); got != "b" {
			t.Errorf("setting = %q", got)
		}
	})
	t.Run("never touches a file that is there", func(t *testing.T) {
		path := newBook(t)
		_, err := sqlite.Create(t.Context(), path, storetest.NewClock(), sqlite.Options{})
		if !fault.Has(err, fault.Conflict) {
			t.Fatalf("error = %v", err)
		}
		if got := get(t, openBook(t, path), "company"); got != "Fjordfisk AS" {
			t.Errorf("setting = %q", got)
		}
	})
	t.Run("names the folder that is missing", func(t *testing.T) {
		_, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "no", "x.book"), storetest.NewClock(), sqlite.Options{})
		if !fault.Has(err, fault.NotFound) {
			t.Fatalf("error = %v", err)
		}
	})
}

func TestBackupIsAWholeBook(t *testing.T) {
	book := openBook(t, newBook(t))
	path := filepath.Join(t.TempDir(), "copy.book")
	if err := book.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	put(t, book, "company", "changed after the backup")
	if got := get(t, openBook(t, path), "company"); got != "Fjordfisk AS" {
		t.Errorf("setting in the backup = %q", got)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode of the backup: %v, %v", info.Mode(), err)
	}
	if err := book.Backup(t.Context(), path); !fault.Has(err, fault.Conflict) {
		t.Errorf("backup over a file: error = %v", err)
	}
}

func TestTheLogCannotBeChangedQuietly(t *testing.T) {
	path := newBook(t)
	book := openBook(t, path)
	put(t, book, "a", "1")
	put(t, book, "b", "2")
	db := raw(t, path)
	for _, statement := range []string{"UPDATE log SET subject = 'x' WHERE seq = 2", "DELETE FROM log WHERE seq = 2"} {
		if _, err := db.Exec(statement); err == nil {
			t.Errorf("%s was allowed", statement)
		}
	}
	verify := func() error {
		var chain activity.Chain
		return book.View(t.Context(), func(r store.Reader) error { return r.Log(1, chain.Check) })
	}
	if err := verify(); err != nil {
		t.Fatal(err)
	}
	// Somebody who owns the file can drop the guard; the chain tells which entry it was.
	raw(t, path, "DROP TRIGGER log_no_update", "UPDATE log SET data = '{}' WHERE seq = 2")
	if err := verify(); !fault.Has(err, activity.LogBroken) || err.Error() != "log entry 2 was changed after it was written" {
		t.Errorf("verify = %v", err)
	}
}

// Whatever bytes lie in a file, opening it gives a coded error or a book, and never a panic.
func FuzzOpen(f *testing.F) {
	content, err := os.ReadFile(newBook(f))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(content[:100], 0)
	f.Add([]byte("SQLite format 3\x00"), 0)
	f.Add([]byte{0xff, 0xff, 0xff, 0xff}, 28) // the page count
	f.Add([]byte{0, 0}, 16)                   // the page size
	f.Add([]byte{0x0d, 0xff}, 4096)
	f.Fuzz(func(t *testing.T, patch []byte, at int) {
		damaged := append([]byte(nil), content...)
		if at < 0 || at >= len(damaged) {
			damaged = patch
		} else {
			copy(damaged[at:], patch)
		}
		book, err := sqlite.Open(t.Context(), file(t, damaged), storetest.NewClock(), sqlite.Options{Busy: time.Millisecond})
		if err != nil {
			if fault.CodeOf(err) == fault.Internal {
				t.Fatalf("error without a plain code: %v", err)
			}
			return
		}
		_ = book.View(t.Context(), func(r store.Reader) error {
			_, err := r.Connections()
			return err
		})
		if err := book.Close(); err != nil && fault.CodeOf(err) == fault.Internal {
			t.Logf("closing a damaged book: %v", err)
		}
	})
}
