package sqlite_test

import (
	"path/filepath"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/dunningdesk/dunningdesk/app/store/sqlite"
	"github.com/dunningdesk/dunningdesk/app/store/storetest"
)

func TestConformance(t *testing.T) {
	storetest.Run(t, func(t *testing.T, clock date.Clock) storetest.Open {
		path := filepath.Join(t.TempDir(), "test.book")
		open := sqlite.Create
		return func(t *testing.T) store.Store {
			t.Helper()
			book, err := open(t.Context(), path, clock, sqlite.Options{})
			if err != nil {
				t.Fatal(err)
			}
			open = sqlite.Open
			return book
		}
	})
}
