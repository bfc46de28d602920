//go:build unix

package window

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/dunningdesk/dunningdesk/app/store/sqlite"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/assets"
)

// A customer with much history: so many items, half of them paid, and so many entries.
const (
	muchItems   = 2000
	muchEntries = 5000
)

// BenchmarkOpenACustomerWithMuchHistory opens the page of one customer again and again: reads the book, makes the model, lays the page
// out. It reports the processor time of one opening in all threads, which is to stay below 50 ms. Run it with
//
//	go test ./app/ui/window -run '^$' -bench OpenACustomer -benchtime 50x
func BenchmarkOpenACustomerWithMuchHistory(b *testing.B) {
	test.NewTempApp(b).Settings().SetTheme(theme.New(theme.Light))
	d := muchHistory(b)
	start, err := Look(b.Context(), d)
	if err != nil {
		b.Fatal(err)
	}
	host := test.NewWindow(nil)
	w, err := New(Config{Desk: d, Run: runner.Inline(), Host: host, Start: start, User: "Kari Nordby", Mode: theme.Light, Quiet: true})
	if err != nil {
		b.Fatal(err)
	}
	defer w.Close()
	host.Resize(fyne.NewSize(1280, 800))
	open := func() {
		w.shell.Go(stage.Customer, "1")
		test.LaidOutObjects(host.Canvas().Content())
	}
	open()
	if m := w.customer.Model(); m == nil || len(m.View.Items) != muchItems/2 {
		b.Fatalf("the page shows %+v", m)
	}
	var spent time.Duration
	for b.Loop() {
		b.StopTimer()
		w.shell.Go(stage.Customers, "")
		runtime.GC()
		before := processorTime(b)
		b.StartTimer()
		open()
		b.StopTimer()
		spent += processorTime(b) - before
		b.StartTimer()
	}
	b.ReportMetric(float64(spent.Microseconds())/1000/float64(b.N), "cpu-ms/opening")
}

func processorTime(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// muchHistory is a desk on a book with one such customer.
func muchHistory(b *testing.B) *desk.Desk {
	ctx := b.Context()
	clock := &morning{at: time.Date(2026, time.November, 23, 8, 0, 0, 0, time.UTC)}
	book, err := sqlite.Create(ctx, filepath.Join(b.TempDir(), "much.book"), clock, sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = book.Close() })
	packs, err := law.Load(assets.Law, "law")
	if err != nil {
		b.Fatal(err)
	}
	d := &desk.Desk{
		Book: book, Clock: clock, Laws: packs, Secrets: memory{}, Logger: slog.New(slog.DiscardHandler), Holder: "bench",
		Actor: activity.Actor{Name: "kari", Kind: activity.Person},
	}
	if err := d.Begin(ctx, company()); err != nil {
		b.Fatal(err)
	}
	if err := fillMuch(ctx, d, date.Must(2026, 11, 23)); err != nil {
		b.Fatal(err)
	}
	return d
}

func fillMuch(ctx context.Context, d *desk.Desk, today date.Date) error {
	return d.Book.Update(ctx, d.Actor, func(w store.Writer) error {
		id, err := w.PutConnection(store.Connection{Name: "books", Kind: "demo", Review: store.Review{Decided: true, Choice: store.ReviewStart}})
		if err != nil {
			return err
		}
		run, err := w.BeginSync(id, true)
		if err != nil {
			return err
		}
		if err := w.PutDebtors(&run, []store.SourceDebtor{{
			ExternalID: "1", Number: "10042", Name: "Fjordfisk AS", Kind: receivable.Business, Country: "NO", Language: "nb", Email: "regnskap@fjordfisk.example",
			Phone: "+47 77 00 41 20", Contacts: []receivable.Contact{{Name: "Siv Aune", Role: "accounts"}},
		}}); err != nil {
			return err
		}
		var items []store.SourceItem
		var paid []store.SourcePayment
		for i := range muchItems {
			key, amount, due := strconv.Itoa(i), money.New(int64(1000+i*37), "NOK"), today.AddDays(-i/4)
			item := store.SourceItem{DebtorExternal: "1", OpenItem: receivable.OpenItem{
				ExternalID: key, Number: "F-" + key, Kind: receivable.Invoice, Issued: due.AddDays(-14), Due: due, Amount: amount, Open: amount,
			}}
			if i%2 == 1 {
				item.Open.Minor, item.Settled = 0, due.AddDays(9)
				paid = append(paid, store.SourcePayment{DebtorExternal: "1", ItemExternals: []string{key}, Payment: receivable.Payment{
					ExternalID: "p" + key, Date: due.AddDays(9), Amount: amount, Allocations: []receivable.Allocation{{Amount: amount, Date: due.AddDays(9)}},
				}})
			}
			items = append(items, item)
		}
		if err := w.PutItems(&run, items); err != nil {
			return err
		}
		if err := w.PutPayments(&run, paid); err != nil {
			return err
		}
		run.Complete, run.Claimed = true, map[money.Currency]int64{}
		for _, it := range items {
			run.Claimed[it.Open.Currency] += it.Open.Minor
		}
		if err := w.FinishSync(&run, today); err != nil {
			return err
		}
		return fillEntries(w)
	})
}

func fillEntries(w store.Writer) error {
	for i := range muchEntries {
		kind, data := activity.NoteAdded, map[string]string{"text": fmt.Sprintf("note %d: asked for the proof of delivery again", i)}
		if i%5 == 0 {
			kind, data = activity.CallNoted, map[string]string{"result": "no-answer", "text": "left a message"}
		}
		if err := w.Append(kind, 1, 0, "Fjordfisk AS", data); err != nil {
			return err
		}
	}
	return nil
}
