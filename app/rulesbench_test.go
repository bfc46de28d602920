package main

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/shopspring/decimal"
)

// rulesSizes are open items; ten to a customer.
var rulesSizes = []int{10_000, 100_000, 1_000_000}

// BenchmarkPlanFullRules plans a book by procedures that use every rule there is: law packs of eleven countries, caps, lump
// sums, statutory interest, the guard of contacts, notes before due, thanks. It reports how often longer that takes than a bare
// scan of the same rows (at most 2 is the goal) and how much memory lives at the most, which must not grow with the book.
func BenchmarkPlanFullRules(b *testing.B) {
	folder := benchConnectors(b)
	for _, items := range rulesSizes {
		b.Run(fmt.Sprintf("items=%d", items), func(b *testing.B) {
			d, done := benchBookOf(b, folder, items/10, 10)
			defer done()
			benchSync(b, d)
			fullRules(b, d)
			bare := bareCopy(b, d.Book.About().Where)
			defer func() { _ = bare.Close() }()
			var took, scanned time.Duration
			var most uint64
			notices := 0
			for b.Loop() {
				runtime.GC()
				begin := time.Now()
				notices = 0
				if err := d.PlanEach(b.Context(), benchDay, func(some dunning.Proposal) error {
					notices += len(some.Notices)
					return nil
				}); err != nil {
					b.Fatal(err)
				}
				took += time.Since(begin)
				b.StopTimer()
				most = max(most, liveHeap())
				scanned += scanBare(b, bare)
				b.StartTimer()
			}
			if notices == 0 {
				b.Fatal("nothing was planned")
			}
			b.ReportMetric(float64(items*b.N)/took.Seconds(), "items/s")
			b.ReportMetric(took.Seconds()/scanned.Seconds(), "x-bare-scan")
			b.ReportMetric(float64(notices), "notices")
			b.ReportMetric(float64(most)/(1<<20), "heap-MiB")
		})
	}
}

// fullRules sets a procedure with every rule, and a second one for consumers.
func fullRules(b *testing.B, d *desk.Desk) {
	b.Helper()
	kept, err := d.Procedures(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	p := kept.List[0]
	p.BeforeDue, p.ThankYou = &dunning.BeforeDue{Days: 5}, &dunning.ThankYou{}
	p.MinDaysBetween, p.Calendar = 5, "NO"
	for i := range p.Levels {
		l := &p.Levels[i]
		l.Compensation, l.DeadlineDays, l.IfSilent = true, 10, receivable.Call
		l.Interest = &dunning.Interest{Rate: decimal.NewFromInt(10), Basis: dunning.Act365}
		l.Fee = &dunning.Fee{Per: dunning.PerNotice, Tiers: []dunning.FeeTier{
			{Fixed: decimal.NewFromInt(5)}, {From: decimal.NewFromInt(1000), Fixed: decimal.NewFromInt(20), Percent: decimal.NewFromInt(1)},
		}}
	}
	if err := d.SetProcedure(b.Context(), p); err != nil {
		b.Fatal(err)
	}
}

// bareCopy copies the columns that a sync writes into a database of their own, without an index.
func bareCopy(b *testing.B, book string) *sql.DB {
	b.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(b.TempDir(), "bare.db")+"?_journal_mode=OFF&_synchronous=OFF&_cache_size=-65536")
	if err != nil {
		b.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(b.Context(), "ATTACH ? AS book", book); err != nil {
		b.Fatal(err)
	}
	for table, columns := range benchTables {
		if _, err := db.ExecContext(b.Context(), "CREATE TABLE "+table+" AS SELECT "+columns+" FROM book."+table); err != nil {
			b.Fatal(err)
		}
	}
	if _, err := db.ExecContext(b.Context(), "DETACH book"); err != nil {
		b.Fatal(err)
	}
	return db
}

// scanBare reads every row of the copy into Go values.
func scanBare(b *testing.B, db *sql.DB) time.Duration {
	b.Helper()
	begin := time.Now()
	for table, columns := range benchTables {
		first := readAll(b, db, "SELECT "+columns+" FROM "+table+" LIMIT 1", columnsOf(columns))[0]
		numbers, texts, to := make([]int64, len(first)), make([]string, len(first)), make([]any, len(first))
		for i, v := range first {
			to[i] = &texts[i]
			if _, number := v.(int64); number {
				to[i] = &numbers[i]
			}
		}
		scanAll(b, db, "SELECT * FROM "+table, to)
	}
	return time.Since(begin)
}

// liveHeap is what the heap has grown to since the last collection, in bytes.
func liveHeap() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapSys - m.HeapReleased
}
