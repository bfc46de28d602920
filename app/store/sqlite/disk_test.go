package sqlite_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/dunningdesk/dunningdesk/app/store/sqlite"
	"github.com/dunningdesk/dunningdesk/app/store/storetest"
)

// A full disk refuses the change, says so, and what was there before is there afterwards.
func TestAFullDiskLosesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "full.book")
	book, err := sqlite.Create(t.Context(), path, storetest.NewClock(), sqlite.Small(250))
	if err != nil {
		t.Fatal(err)
	}
	put(t, book, "company", "Fjordfisk AS")
	err = book.Update(t.Context(), kari, func(w store.Writer) error {
		if err := w.PutSetting("company", "half written"); err != nil {
			return err
		}
		return w.PutSetting("huge", strings.Repeat("x", 4<<20))
	})
	if !fault.Has(err, store.DiskFull) {
		t.Fatalf("error = %v (%s), want %s", err, fault.CodeOf(err), store.DiskFull)
	}
	if got := get(t, book, "company"); got != "Fjordfisk AS" {
		t.Errorf("setting = %q, want what was there before", got)
	}
	put(t, book, "small", "still fits")
	if err := book.Close(); err != nil {
		t.Fatal(err)
	}
	if got := get(t, openBook(t, path), "small"); got != "still fits" {
		t.Errorf("setting after opening again = %q", got)
	}
}
