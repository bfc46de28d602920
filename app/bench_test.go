package main

import (
	"context"
	"database/sql"
	"fmt"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/desk"
	_ "github.com/mattn/go-sqlite3" // the driver whose bare speed is the yardstick
)

// How fast reading and planning are, as ratios to what the same driver does with the same rows bare, in one run. Run them
// with `make bench`.

// benchSizes are open items; four to a customer.
var benchSizes = []int{10_000, 100_000}

// BenchmarkSync reads a whole accounting system through its connector's process into a new book. Beside rows a second it
// reports how often longer it takes than a bare prepared insert of the same rows: at most 3 is the goal.
func BenchmarkSync(b *testing.B) {
	folder := benchConnectors(b)
	for _, items := range benchSizes {
		b.Run(fmt.Sprintf("items=%d", items), func(b *testing.B) {
			var took, bare time.Duration
			for b.Loop() {
				b.StopTimer()
				d, done := benchBook(b, folder, items)
				bare += bareInsert(b, items)
				b.StartTimer()
				begin := time.Now()
				benchSync(b, d)
				took += time.Since(begin)
				b.StopTimer()
				done()
				b.StartTimer()
			}
			perRound := float64(items*b.N) / took.Seconds()
			b.ReportMetric(perRound, "items/s")
			b.ReportMetric(float64(items*b.N)/bare.Seconds(), "bare-insert-rows/s")
			b.ReportMetric(took.Seconds()/bare.Seconds(), "x-bare-insert")
		})
	}
}

// BenchmarkPlan plans a whole book. Beside items a second it reports how often longer it takes than a bare scan of the
// same rows: at most 2.5 is the goal.
func BenchmarkPlan(b *testing.B) {
	folder := benchConnectors(b)
	for _, items := range benchSizes {
		b.Run(fmt.Sprintf("items=%d", items), func(b *testing.B) {
			d, done := benchBook(b, folder, items)
			defer done()
			benchSync(b, d)
			db := bareRows(b, items)
			defer func() { _ = db.Close() }()
			var took, bare time.Duration
			for b.Loop() {
				begin := time.Now()
				p, err := d.Plan(b.Context(), benchDay)
				if err != nil || len(p.Notices) == 0 {
					b.Fatalf("%d notices, %v", len(p.Notices), err)
				}
				took += time.Since(begin)
				b.StopTimer()
				bare += bareScan(b, db, items)
				b.StartTimer()
			}
			b.ReportMetric(float64(items*b.N)/took.Seconds(), "items/s")
			b.ReportMetric(float64(items*b.N)/bare.Seconds(), "bare-scan-rows/s")
			b.ReportMetric(took.Seconds()/bare.Seconds(), "x-bare-scan")
		})
	}
}

var benchDay = date.Must(2026, time.November, 23)

// benchConnectors builds the demo connector, which can be as large a company as one likes.
func benchConnectors(b *testing.B) string {
	b.Helper()
	folder := b.TempDir()
	out, err := exec.CommandContext(b.Context(), "go", "build", "-o", filepath.Join(folder, "demo"), "../connectors/demo").CombinedOutput()
	if err != nil {
		b.Fatalf("building the demo connector: %v\n%s", err, out)
	}
	return folder
}

func benchBook(b *testing.B, connectors string, items int) (*desk.Desk, func()) {
	b.Helper()
	folder := b.TempDir()
	b.Setenv(dataVariable, folder)
	b.Setenv(connectorsVariable, connectors)
	b.Setenv("DUNNINGDESK_SECRETS", "file")
	d, done, err := createBook(b.Context(), filepath.Join(folder, "bench.book"), benchDay, realClock)
	if err != nil {
		b.Fatal(err)
	}
	if err := d.Begin(b.Context(), desk.Company{Name: "Bench", Country: "NO", Currency: "NOK", Zone: "Europe/Oslo"}); err != nil {
		b.Fatal(err)
	}
	_, err = d.AddConnection(b.Context(), desk.NewConnection{
		Name: "Bench", Kind: "demo", Approve: true, Settings: map[string]string{"customers": fmt.Sprint(items / 4), "open_items": "4"},
	})
	if err != nil {
		b.Fatal(err)
	}
	return d, done
}

func benchSync(b *testing.B, d *desk.Desk) {
	b.Helper()
	runs, err := d.SyncAll(b.Context(), true, nil)
	if err != nil {
		b.Fatal(err)
	}
	if run := runs["Bench"]; !run.Agrees {
		b.Fatalf("sums do not agree: %+v", run)
	}
}

const (
	bareTable = `CREATE TABLE item (id INTEGER PRIMARY KEY, debtor INTEGER, external TEXT UNIQUE, number TEXT, kind TEXT, issued INTEGER, due INTEGER,
		currency TEXT, amount INTEGER, open INTEGER, reference TEXT)`
	bareStatement = `INSERT INTO item (debtor, external, number, kind, issued, due, currency, amount, open, reference) VALUES (?,?,?,?,?,?,?,?,?,?)`
)

// bareRows makes a database of its own with the same number of rows of the same shape.
func bareRows(b *testing.B, rows int) *sql.DB {
	b.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(b.TempDir(), "bare.db")+"?_journal_mode=WAL&_synchronous=NORMAL&_txlock=immediate")
	if err != nil {
		b.Fatal(err)
	}
	if _, err := db.ExecContext(b.Context(), bareTable); err != nil {
		b.Fatal(err)
	}
	insertBare(b, db, rows)
	return db
}

func insertBare(b *testing.B, db *sql.DB, rows int) {
	b.Helper()
	tx, err := db.BeginTx(context.Background(), nil)
	if err != nil {
		b.Fatal(err)
	}
	st, err := tx.PrepareContext(context.Background(), bareStatement)
	if err != nil {
		b.Fatal(err)
	}
	for i := range rows {
		number := fmt.Sprintf("F-%08d", i)
		if _, err := st.ExecContext(context.Background(), i/4, number, number, "invoice", 20_000+i%700, 20_014+i%700, "NOK", 1_000+i, 1_000+i, number+"7"); err != nil {
			b.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
}

func bareInsert(b *testing.B, rows int) time.Duration {
	b.Helper()
	db := bareRows(b, 0)
	defer func() { _ = db.Close() }()
	begin := time.Now()
	insertBare(b, db, rows)
	return time.Since(begin)
}

func bareScan(b *testing.B, db *sql.DB, want int) time.Duration {
	b.Helper()
	begin := time.Now()
	rows, err := db.QueryContext(context.Background(), "SELECT id, debtor, external, number, kind, issued, due, currency, amount, open, reference FROM item ORDER BY id")
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	got := 0
	for rows.Next() {
		var id, debtor, issued, due, amount, open int64
		var external, number, kind, currency, reference string
		if err := rows.Scan(&id, &debtor, &external, &number, &kind, &issued, &due, &currency, &amount, &open, &reference); err != nil {
			b.Fatal(err)
		}
		got++
	}
	if err := rows.Err(); err != nil || got != want {
		b.Fatalf("%d rows, %v", got, err)
	}
	return time.Since(begin)
}
