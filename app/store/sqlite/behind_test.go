package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/dunningdesk/dunningdesk/app/store/sqlite"
	"github.com/dunningdesk/dunningdesk/app/store/storetest"
)

// readInto opens a run of a new connection with one customer.
func readInto(t *testing.T, book store.Store) (run store.SyncRun) {
	t.Helper()
	err := book.Update(t.Context(), kari, func(w store.Writer) error {
		id, err := w.PutConnection(store.Connection{Name: "books", Kind: "demo"})
		if err != nil {
			return err
		}
		if run, err = w.BeginSync(id, true); err != nil {
			return err
		}
		return w.PutDebtors(&run, []store.SourceDebtor{{ExternalID: "C1", Number: "1", Name: "One"}})
	})
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func invoices(from, n int) []store.SourceItem {
	out := make([]store.SourceItem, n)
	for i := range out {
		out[i] = store.SourceItem{DebtorExternal: "C1", OpenItem: receivable.OpenItem{
			ExternalID: fmt.Sprint("I", from+i), Number: fmt.Sprint("F-", from+i), Kind: receivable.Invoice, Issued: date.Must(2026, 1, 1), Due: date.Must(2026, 2, 1),
			Amount: money.New(100, "NOK"), Open: money.New(100, "NOK"),
		}}
	}
	return out
}

func countItems(t *testing.T, book store.Store) (n int) {
	t.Helper()
	err := book.View(t.Context(), func(r store.Reader) error {
		return r.Items(store.ItemQuery{}, func(store.ItemRow) error { n++; return nil })
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// A disk that fills up while rows are written behind their caller: the batch fails as a whole, says why, and the next one is its own.
func TestADiskThatFillsUpBehindABatchLosesOnlyTheBatch(t *testing.T) {
	book, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "full.book"), storetest.NewClock(), sqlite.Small(400))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = book.Close() })
	run := readInto(t, book)
	put := func(batch []store.SourceItem) error {
		return book.Update(store.Bulk(t.Context()), kari, func(w store.Writer) error { return w.PutItems(&run, batch) })
	}
	if err := put(invoices(0, 200)); err != nil {
		t.Fatal(err)
	}
	err = put(invoices(1000, 20_000))
	if !fault.Has(err, store.DiskFull) {
		t.Fatalf("error = %v (%s), want %s", err, fault.CodeOf(err), store.DiskFull)
	}
	if n := countItems(t, book); n != 200 {
		t.Errorf("%d items are in the book, want those from before", n)
	}
	if err := put(invoices(1000, 100)); err != nil { // and again, now that they fit: each is new, under an id of its own
		t.Fatal(err)
	}
	if n := countItems(t, book); n != 300 {
		t.Errorf("%d items are in the book, want 300", n)
	}
}

// Whatever ends a transaction while rows are still on their way to the engine, they are undone and the next one finds the book free.
func TestRowsOnTheirWayEndWithTheirTransaction(t *testing.T) {
	gone := errors.New("gone")
	for name, end := range map[string]func(cancel context.CancelFunc) error{
		"an error":    func(context.CancelFunc) error { return gone },
		"a panic":     func(context.CancelFunc) error { panic(gone) },
		"who is gone": func(cancel context.CancelFunc) error { cancel(); return nil },
	} {
		t.Run(name, func(t *testing.T) {
			book, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "one.book"), storetest.NewClock(), sqlite.Options{})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = book.Close() })
			run := readInto(t, book)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			ended := func() (err error) {
				defer func() {
					if p := recover(); p != nil {
						err = p.(error)
					}
				}()
				return book.Update(ctx, kari, func(w store.Writer) error {
					if err := w.PutItems(&run, invoices(0, 5000)); err != nil {
						return err
					}
					return end(cancel)
				})
			}()
			if !errors.Is(ended, gone) && !errors.Is(ended, context.Canceled) {
				t.Fatalf("%v", ended)
			}
			if n := countItems(t, book); n != 0 {
				t.Errorf("%d rows are left of what was undone", n)
			}
			err = book.Update(t.Context(), kari, func(w store.Writer) error { return w.PutItems(&run, invoices(0, 50)) })
			if err != nil {
				t.Fatal(err)
			}
			if n := countItems(t, book); n != 50 {
				t.Errorf("%d rows, want 50", n)
			}
		})
	}
}
