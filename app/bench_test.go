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

// How fast reading and planning are, as ratios to what the same driver does with the same rows bare, in one run: a hundred thousand open items and the customers they belong to. Run them
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

// The bare tables hold what the book keeps of a customer and of an item, without an index.
const (
	bareTables = `CREATE TABLE item (id INTEGER PRIMARY KEY, debtor INTEGER, external TEXT, number TEXT, kind TEXT, issued INTEGER, due INTEGER,
		currency TEXT, amount INTEGER, open INTEGER, reference TEXT, order_ref TEXT, description TEXT, pay_link TEXT);
		CREATE TABLE debtor (id INTEGER PRIMARY KEY, external TEXT, number TEXT, name TEXT, kind TEXT, country TEXT, language TEXT, timezone TEXT,
		currency TEXT, org_number TEXT, owner TEXT, grp TEXT, email TEXT, phone TEXT, address TEXT, postal_code TEXT, city TEXT)`
	bareItem   = `INSERT INTO item VALUES (NULL,?,?,?,?,?,?,?,?,?,?,?,?,?)`
	bareDebtor = `INSERT INTO debtor VALUES (NULL,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`
)

// bareRows makes a database of its own with the same number of rows of the same shape.
func bareRows(b *testing.B, rows int) *sql.DB {
	b.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(b.TempDir(), "bare.db")+"?_journal_mode=WAL&_synchronous=NORMAL&_txlock=immediate")
	if err != nil {
		b.Fatal(err)
	}
	if _, err := db.ExecContext(b.Context(), bareTables); err != nil {
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
	item, err := tx.PrepareContext(context.Background(), bareItem)
	if err != nil {
		b.Fatal(err)
	}
	defer item.Close()
	debtor, err := tx.PrepareContext(context.Background(), bareDebtor)
	if err != nil {
		b.Fatal(err)
	}
	defer debtor.Close()
	for i := range rows {
		number := fmt.Sprintf("F-%08d", i)
		if i%4 == 0 {
			who := fmt.Sprintf("1%05d", i/4)
			if _, err := debtor.ExecContext(context.Background(), who, who, "Fjordfisk "+who+" AS", "business", "NO", "nb", "Europe/Oslo", "NOK", "9"+who, "Kari Nordby",
				"wholesale", "post@fjordfisk-"+who+".example", "+47 22 00 00 00", "Havnegata "+who, "0150", "Oslo"); err != nil {
				b.Fatal(err)
			}
		}
		if _, err := item.ExecContext(context.Background(), i/4, number, number, "invoice", 20_000+i%700, 20_014+i%700, "NOK", 1_000+i, 1_000+i, number+"7", "PO-"+number,
			"Delivery "+number, ""); err != nil {
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
	rows, err := db.QueryContext(context.Background(), "SELECT * FROM item ORDER BY id")
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	got := 0
	for rows.Next() {
		var id, debtor, issued, due, amount, open int64
		var external, number, kind, currency, reference, order, description, link string
		if err := rows.Scan(&id, &debtor, &external, &number, &kind, &issued, &due, &currency, &amount, &open, &reference, &order, &description, &link); err != nil {
			b.Fatal(err)
		}
		got++
	}
	if err := rows.Err(); err != nil || got != want {
		b.Fatalf("%d rows, %v", got, err)
	}
	return time.Since(begin)
}
