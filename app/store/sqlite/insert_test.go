package sqlite_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/dunningdesk/dunningdesk/app/store/sqlite"
)

// Rows that differ in some columns, agree in others, and change where they agree from one statement to the next must come
// back as they were written: values that repeat are bound only once.
func TestManyRowsComeBackAsTheyWere(t *testing.T) {
	clock := date.ClockFunc(func() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) })
	book, err := sqlite.Create(context.Background(), filepath.Join(t.TempDir(), "many.book"), clock, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	want := map[string]string{}
	var items []store.SourceItem
	for i := range 400 {
		it := store.SourceItem{DebtorExternal: "C1", OpenItem: receivable.OpenItem{
			ExternalID: fmt.Sprint("I", i), Number: fmt.Sprint("F-", i), Kind: receivable.Invoice, Issued: date.Must(2026, 1, 1+i%28), Due: date.Must(2026, 2, 1+i%28),
			Amount: money.New(int64(i+1), "NOK"), Open: money.New(int64(i+1), "NOK"),
		}}
		if i > 150 && i%7 == 0 { // where the first statements have nothing, later ones have something
			it.OrderRef, it.Description = fmt.Sprint("PO", i), "goods"
		}
		if i > 300 {
			it.Amount.Currency, it.Open.Currency, it.PayLink = "EUR", "EUR", "https://pay.example/"
		}
		items = append(items, it)
		want[it.Number] = fmt.Sprint(it.Issued, it.Due, it.Open, it.Open.Currency, it.OrderRef, it.Description, it.PayLink)
	}
	err = book.Update(context.Background(), activity.Actor{Name: "t"}, func(w store.Writer) error {
		id, err := w.PutConnection(store.Connection{Name: "books", Kind: "demo"})
		if err != nil {
			return err
		}
		run, err := w.BeginSync(id, true)
		if err != nil {
			return err
		}
		if err := w.PutDebtors(&run, []store.SourceDebtor{{ExternalID: "C1", Number: "1", Name: "One"}}); err != nil {
			return err
		}
		return w.PutItems(&run, items)
	})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	err = book.View(context.Background(), func(r store.Reader) error {
		return r.Items(store.ItemQuery{}, func(it store.ItemRow) error {
			got[it.Number] = fmt.Sprint(it.Issued, it.Due, it.Open, it.Open.Currency, it.OrderRef, it.Description, it.PayLink)
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	for number, w := range want {
		if got[number] != w {
			t.Errorf("%s came back as %q, was %q", number, got[number], w)
		}
	}
}
