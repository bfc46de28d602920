package sqlite_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/dunningdesk/dunningdesk/app/store/sqlite"
	"github.com/shopspring/decimal"
)

// The benchmarks measure the book against the bare database: the same facts through the same driver, one prepared
// statement a table, one transaction, no index but the key. Ratios are what to look at; rows per second are this machine's.

var benchDay = date.Must(2026, 11, 21)

// source is what a connector would bring: four items a debtor, of every age.
type source struct {
	debtors []store.SourceDebtor
	items   []store.SourceItem
}

func makeSource(items int) source {
	s := source{}
	for i := range items / 4 {
		n := strconv.Itoa(i)
		s.debtors = append(s.debtors, store.SourceDebtor{
			ExternalID: "customer-" + n, Number: strconv.Itoa(10_000 + i), Name: "Fjordfisk " + n + " AS", Kind: receivable.Business, Country: "NO",
			Language: "nb", Timezone: "Europe/Oslo", Currency: "NOK", OrgNumber: strconv.Itoa(900_000_000 + i), Owner: "Kari", Group: "wholesale",
			Email: "post@fjordfisk-" + n + ".example", Phone: "+47 22 00 00 00",
			Address: receivable.Address{Lines: []string{"Havnegata " + n}, PostalCode: "0150", City: "Oslo", Country: "NO"},
		})
	}
	for i := range items {
		n := strconv.Itoa(i)
		amount := money.New(int64(10_000+i%90_000), "NOK")
		due := benchDay.AddDays(60 - i*7919%180)
		s.items = append(s.items, store.SourceItem{DebtorExternal: "customer-" + strconv.Itoa(i*31%(items/4)), OpenItem: receivable.OpenItem{
			ExternalID: "invoice-" + n, Number: "F-" + n, Kind: receivable.Invoice, Issued: due.AddDays(-30), Due: due, Amount: amount, Open: amount,
			Reference: "RF18" + strconv.Itoa(100_000_000+i), OrderRef: "PO-" + n, Description: "Delivery of week " + strconv.Itoa(i%52),
			PayLink: "https://pay.example/" + n,
		}})
	}
	return s
}

func dayNumber(d date.Date) int64 {
	y, m, dd := d.Parts()
	return int64(y)*10000 + int64(m)*100 + int64(dd)
}

func must(b testing.TB, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// bare is the yardstick.
type bare struct{ db *sql.DB }

func newBare(b *testing.B, path string) bare {
	db, err := sql.Open("sqlite3", "file:"+path+"?_journal_mode=WAL&_synchronous=NORMAL&_txlock=immediate&_foreign_keys=on&_cache_size=-65536")
	must(b, err)
	db.SetMaxOpenConns(1)
	_, err = db.Exec(`CREATE TABLE debtor (id INTEGER PRIMARY KEY, external_id TEXT, number TEXT, name TEXT, kind TEXT, country TEXT, language TEXT,
		timezone TEXT, currency TEXT, org_number TEXT, owner TEXT, debtor_group TEXT, email TEXT, phone TEXT, address TEXT, postal_code TEXT, city TEXT);
		CREATE TABLE item (id INTEGER PRIMARY KEY, debtor INTEGER, external_id TEXT, number TEXT, kind TEXT, issued INTEGER, due INTEGER, currency TEXT,
		amount INTEGER, open INTEGER, reference TEXT, order_ref TEXT, description TEXT, pay_link TEXT)`)
	must(b, err)
	return bare{db}
}

func (y bare) insert(b *testing.B, s source) {
	tx, err := y.db.Begin()
	must(b, err)
	debtor, err := tx.Prepare("INSERT INTO debtor VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")
	must(b, err)
	defer func() { must(b, debtor.Close()) }()
	for i := range s.debtors {
		d := &s.debtors[i]
		_, err := debtor.Exec(i+1, d.ExternalID, d.Number, d.Name, string(d.Kind), d.Country, d.Language, d.Timezone, string(d.Currency), d.OrgNumber,
			d.Owner, d.Group, d.Email, d.Phone, d.Address.Lines[0], d.Address.PostalCode, d.Address.City)
		must(b, err)
	}
	item, err := tx.Prepare("INSERT INTO item VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)")
	must(b, err)
	defer func() { must(b, item.Close()) }()
	for i := range s.items {
		it := &s.items[i]
		_, err := item.Exec(i+1, i*31%len(s.debtors)+1, it.ExternalID, it.Number, string(it.Kind), dayNumber(it.Issued), dayNumber(it.Due), string(it.Amount.Currency),
			it.Amount.Minor, it.Open.Minor, it.Reference, it.OrderRef, it.Description, it.PayLink)
		must(b, err)
	}
	must(b, tx.Commit())
}

func (y bare) scan(b *testing.B) int {
	var id, debtor, issued, due, amount, open int64
	var t [16]string
	return y.walk(b, "SELECT * FROM debtor", &id, &t[0], &t[1], &t[2], &t[3], &t[4], &t[5], &t[6], &t[7], &t[8], &t[9], &t[10], &t[11], &t[12], &t[13], &t[14], &t[15]) +
		y.walk(b, "SELECT * FROM item", &id, &debtor, &t[0], &t[1], &t[2], &issued, &due, &t[3], &amount, &open, &t[4], &t[5], &t[6], &t[7])
}

func (y bare) walk(b *testing.B, query string, into ...any) (n int) {
	rows, err := y.db.Query(query)
	must(b, err)
	defer func() { must(b, rows.Close()) }()
	for ; rows.Next(); n++ {
		must(b, rows.Scan(into...))
	}
	must(b, rows.Err())
	return n
}

var benchActor = activity.Actor{Name: "bench", Kind: activity.System}

func benchBook(b *testing.B, path string) (*sqlite.Book, receivable.ConnectionID) {
	book, err := sqlite.Create(b.Context(), path, date.ClockFunc(func() time.Time { return time.Date(2026, 11, 21, 7, 0, 0, 0, time.UTC) }), sqlite.Options{})
	must(b, err)
	var id receivable.ConnectionID
	must(b, book.Update(b.Context(), benchActor, func(w store.Writer) error {
		id, err = w.PutConnection(store.Connection{Name: "books", Kind: "demo"})
		return err
	}))
	return book, id
}

// sync reads a whole source as the desk does: a transaction a batch of five thousand records.
func (s source) sync(b *testing.B, book *sqlite.Book, id receivable.ConnectionID) store.SyncRun {
	var run store.SyncRun
	update := func(ctx context.Context, fn func(w store.Writer) error) { must(b, book.Update(ctx, benchActor, fn)) }
	update(b.Context(), func(w store.Writer) (err error) {
		run, err = w.BeginSync(id, true)
		return err
	})
	const batch = 5000
	sums := map[money.Currency]int64{}
	for from := 0; from < len(s.debtors); from += batch {
		update(store.Bulk(b.Context()), func(w store.Writer) error { return w.PutDebtors(&run, s.debtors[from:min(from+batch, len(s.debtors))]) })
	}
	for from := 0; from < len(s.items); from += batch {
		part := s.items[from:min(from+batch, len(s.items))]
		for i := range part {
			sums[part[i].Open.Currency] += part[i].Open.Minor
		}
		update(store.Bulk(b.Context()), func(w store.Writer) error { return w.PutItems(&run, part) })
	}
	run.Complete, run.Claimed = true, sums
	update(b.Context(), func(w store.Writer) error {
		if err := w.SettleAbsent(&run, benchDay); err != nil {
			return err
		}
		return w.FinishSync(&run, benchDay)
	})
	if !run.Agrees {
		b.Fatalf("sums do not agree: %v and %v", run.Claimed, run.Held)
	}
	return run
}

func benchProcedure() dunning.Procedure {
	return dunning.Procedure{Name: "standard", FirstContact: dunning.FromLevel1, Calendar: "none", Levels: []dunning.Level{
		{Number: 1, AfterDays: 7, Since: dunning.SinceDue, DeadlineDays: 14, Channels: []receivable.Channel{receivable.Email, receivable.Letter}},
		{Number: 2, AfterDays: 14, Since: dunning.SincePrevious, DeadlineDays: 14, Channels: []receivable.Channel{receivable.Email}, Fee: &dunning.Fee{Fixed: decimal.NewFromInt(35), Per: dunning.PerNotice}},
	}}
}

func plan(b *testing.B, book *sqlite.Book) (items int) {
	p := benchProcedure()
	must(b, book.View(b.Context(), func(r store.Reader) error {
		return r.Accounts(store.AccountQuery{}, benchDay, func(a *dunning.Account) error {
			out := dunning.Plan(benchDay, p, law.Pack{Code: "none"}, *a, date.Calendar{})
			items += len(out.LeftOut)
			for i := range out.Notices {
				items += len(out.Notices[i].Lines)
			}
			return nil
		})
	}))
	return items
}

// stopwatch adds up the parts of an iteration. Rates and ratios come from durations, which divide exactly enough for a report.
type stopwatch struct{ insert, scan, sync, again, plan time.Duration }

func timed(total *time.Duration, fn func()) {
	start := time.Now()
	fn()
	*total += time.Since(start)
}

func BenchmarkBook(b *testing.B) {
	for _, items := range []int{10_000, 100_000} {
		b.Run(fmt.Sprintf("items=%d", items), func(b *testing.B) {
			src := makeSource(items)
			var w stopwatch
			for b.Loop() {
				dir := b.TempDir()
				y := newBare(b, filepath.Join(dir, "bare.db"))
				book, id := benchBook(b, filepath.Join(dir, "bench.book"))
				timed(&w.insert, func() { y.insert(b, src) })
				timed(&w.sync, func() { src.sync(b, book, id) })
				timed(&w.again, func() { src.sync(b, book, id) })
				timed(&w.scan, func() { y.scan(b) })
				timed(&w.plan, func() {
					if n := plan(b, book); n != items {
						b.Fatalf("planned %d items of %d", n, items)
					}
				})
				must(b, book.Close())
				must(b, y.db.Close())
			}
			rows := time.Duration(b.N*(len(src.items)+len(src.debtors))) * time.Second
			b.ReportMetric(0, "ns/op") // the sum of the parts says nothing
			b.ReportMetric(rows.Seconds()/w.insert.Seconds(), "bare-insert-rows/s")
			b.ReportMetric(rows.Seconds()/w.scan.Seconds(), "bare-scan-rows/s")
			b.ReportMetric(rows.Seconds()/w.sync.Seconds(), "sync-rows/s")
			b.ReportMetric(rows.Seconds()/w.again.Seconds(), "repeat-sync-rows/s")
			b.ReportMetric(rows.Seconds()/w.plan.Seconds(), "plan-rows/s")
			b.ReportMetric(w.sync.Seconds()/w.insert.Seconds(), "sync/insert")
			b.ReportMetric(w.plan.Seconds()/w.scan.Seconds(), "plan/scan")
		})
	}
}
