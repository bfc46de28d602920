package sqlite_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/dunningdesk/dunningdesk/app/store/sqlite"
	"github.com/dunningdesk/dunningdesk/app/store/sqlstore"
	"github.com/dunningdesk/dunningdesk/app/store/storetest"
)

// A book of every earlier version opens, keeps what it holds, and was copied before.
func TestAnOlderBookIsCopiedAndBroughtUpToDate(t *testing.T) {
	for version := 1; version < sqlstore.Newest(); version++ {
		path := filepath.Join(t.TempDir(), "old.book")
		old, err := sqlite.Create(t.Context(), path, storetest.NewClock(), sqlite.At(version))
		if err != nil {
			t.Fatal(err)
		}
		if got := old.About().Version; got != version {
			t.Fatalf("version of the old book = %d", got)
		}
		if err := old.Close(); err != nil {
			t.Fatal(err)
		}
		putOld(t, path, "company", "Fjordfisk AS")

		book := openBook(t, path)
		if got := book.About().Version; got != sqlstore.Newest() {
			t.Errorf("version = %d, want %d", got, sqlstore.Newest())
		}
		if got := get(t, book, "company"); got != "Fjordfisk AS" {
			t.Errorf("setting = %q", got)
		}
		if err := book.Update(t.Context(), kari, func(w store.Writer) error {
			return w.PutSchedule(store.Schedule{ID: "sync", Spec: "07:00", Zone: "UTC", Policy: "run-once"})
		}); err != nil {
			t.Errorf("what the new version brought: %v", err)
		}
		put(t, book, "company", "Fjordfisk AS") // an entry in the new form after those in the old
		var chain activity.Chain
		if err := book.View(t.Context(), func(r store.Reader) error { return r.Log(1, chain.Check) }); err != nil {
			t.Error(err)
		}
		copies, err := filepath.Glob(path + ".before-version-*")
		if err != nil || len(copies) != 1 {
			t.Fatalf("copies = %v, %v", copies, err)
		}
		before, err := sqlite.Open(t.Context(), copies[0], storetest.NewClock(), sqlite.At(version))
		if err != nil {
			t.Fatal(err)
		}
		if got := before.About().Version; got != version {
			t.Errorf("version of the copy = %d, want %d", got, version)
		}
		if err := before.Close(); err != nil {
			t.Error(err)
		}
	}
}

// A copy of an earlier attempt is kept: the next attempt makes one more.
func TestAnEarlierCopyIsNeverOverwritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "old.book")
	for range 2 {
		old, err := sqlite.Create(t.Context(), path, storetest.NewClock(), sqlite.At(1))
		if err != nil {
			t.Fatal(err)
		}
		if err := old.Close(); err != nil {
			t.Fatal(err)
		}
		if err := openBook(t, path).Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(path); err != nil { // as when a backup of the old version is put back
			t.Fatal(err)
		}
	}
	copies, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*.before-version-*"))
	if err != nil || len(copies) != 2 {
		t.Errorf("copies = %v, %v", copies, err)
	}
}

// putOld writes what an earlier program wrote: a setting, and an entry of the log without a salt.
func putOld(t *testing.T, path, key, value string) {
	t.Helper()
	e := activity.Seal(activity.Entry{}, activity.Entry{At: storetest.Start, Actor: kari, Kind: activity.SettingsChanged, Subject: key, Data: `{}`})
	db := raw(t, path)
	for query, args := range map[string][]any{
		"INSERT INTO setting (name, value, changed, actor) VALUES (?, ?, 0, 'kari')": {key, `"` + value + `"`},
		"INSERT INTO log (seq, at, actor, actor_kind, kind, debtor, item, subject, data, prev, hash) VALUES (?, ?, ?, ?, ?, 0, 0, ?, ?, ?, ?)": {
			e.Seq, e.At.UnixMicro(), e.Actor.Name, string(e.Actor.Kind), string(e.Kind), e.Subject, e.Data, e.Prev, e.Hash,
		},
	} {
		if _, err := db.Exec(query, args...); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}
