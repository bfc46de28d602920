package main

import (
	"context"
	"database/sql"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/desk"
	_ "github.com/mattn/go-sqlite3" // the driver whose bare speed is the yardstick
)

// How fast reading and planning are, as ratios to what the same driver does with the same rows bare, in one run: a hundred thousand open items and the customers they belong to. Run them
// with `make bench`.

// benchSizes are open items; four to a customer.
var benchSizes = []int{10_000, 100_000, 1_000_000}

// BenchmarkSync reads a whole accounting system through its connector's process into a new book. Beside items a second it
// reports how often longer it takes than a bare prepared insert of the rows that it writes: at most 2.5 is the goal.
func BenchmarkSync(b *testing.B) {
	folder := benchConnectors(b)
	for _, items := range benchSizes {
		b.Run(fmt.Sprintf("items=%d", items), func(b *testing.B) {
			var took, bare time.Duration
			for b.Loop() {
				b.StopTimer()
				d, done := benchBook(b, folder, items)
				b.StartTimer()
				begin := time.Now()
				benchSync(b, d)
				took += time.Since(begin)
				b.StopTimer()
				rows := rowsOf(b, d.Book.About().Where)
				done()
				_, spent := rows.insert(b)
				bare += spent
				b.StartTimer()
			}
			b.ReportMetric(float64(items*b.N)/took.Seconds(), "items/s")
			b.ReportMetric(float64(items*5/4*b.N)/bare.Seconds(), "bare-insert-rows/s")
			times := took.Seconds() / bare.Seconds()
			b.ReportMetric(times, "x-bare-insert")
			if items >= 1_000_000 && times > mostTimesBare {
				b.Errorf("a read takes %.2f times a bare insert of its rows", times)
			}
		})
	}
}

// mostTimesBare is the goal of a read of a million items.
const mostTimesBare = 2.5

// BenchmarkPlan plans a whole book. Beside items a second it reports how often longer it takes than a bare scan of the
// same rows: at most 2.5 is the goal.
func BenchmarkPlan(b *testing.B) {
	folder := benchConnectors(b)
	for _, items := range benchSizes {
		b.Run(fmt.Sprintf("items=%d", items), func(b *testing.B) {
			d, done := benchBook(b, folder, items)
			defer done()
			benchSync(b, d)
			rows := rowsOf(b, d.Book.About().Where)
			db, _ := rows.insert(b)
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
				bare += rows.scan(b, db)
				b.StartTimer()
			}
			b.ReportMetric(float64(items*b.N)/took.Seconds(), "items/s")
			b.ReportMetric(float64(items*5/4*b.N)/bare.Seconds(), "bare-scan-rows/s")
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
	customers := min(items/4, 200_000) // no demo company is larger
	return benchBookOf(b, connectors, customers, items/customers)
}

func benchBookOf(b *testing.B, connectors string, customers, each int) (*desk.Desk, func()) {
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
		Name: "Bench", Kind: "demo", Approve: true, Settings: map[string]string{"customers": fmt.Sprint(customers), "open_items": fmt.Sprint(each)},
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

// benchTables are what a sync writes: the columns of items and customers that it fills, as the book has them.
var benchTables = map[string]string{
	"item": `id, connection, external_id, first_overdue, debtor, number, kind, issued, due, currency, amount, open, reference, order_ref, description,
		pay_link, applies_to, settled, hash`,
	"debtor": `id, connection, external_id, number, name, kind, country, language, timezone, currency, org_number, owner, debtor_group, email, phone,
		address, postal_code, city, region, address_country, contacts, credit_limit, note, extra, search, hash`,
}

// bareRows are the rows of a book, to be written and read by the driver alone: no index, no book, one transaction.
type bareRows map[string][][]any

// rowsOf reads what a sync has written out of a book.
func rowsOf(b *testing.B, book string) bareRows {
	b.Helper()
	db, err := sql.Open("sqlite3", "file:"+book+"?mode=ro")
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	out := bareRows{}
	for table, columns := range benchTables {
		out[table] = readAll(b, db, "SELECT "+columns+" FROM "+table, columnsOf(columns))
	}
	return out
}

func columnsOf(list string) int { return strings.Count(list, ",") + 1 }

func readAll(b *testing.B, db *sql.DB, query string, columns int) (out [][]any) {
	b.Helper()
	rows, err := db.QueryContext(context.Background(), query)
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		row, to := make([]any, columns), make([]any, columns)
		for i := range to {
			to[i] = &row[i]
		}
		if err := rows.Scan(to...); err != nil {
			b.Fatal(err)
		}
		out = append(out, row)
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
	return out
}

// insert writes the rows by one prepared statement a table.
func (r bareRows) insert(b *testing.B) (*sql.DB, time.Duration) {
	b.Helper()
	ctx := context.Background()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(b.TempDir(), "bare.db")+"?_journal_mode=WAL&_synchronous=NORMAL&_txlock=immediate&_cache_size=-65536")
	if err != nil {
		b.Fatal(err)
	}
	for table, columns := range benchTables {
		if _, err := db.ExecContext(ctx, "CREATE TABLE "+table+" ("+strings.Replace(columns, "id,", "id INTEGER PRIMARY KEY,", 1)+")"); err != nil {
			b.Fatal(err)
		}
	}
	begin := time.Now()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		b.Fatal(err)
	}
	for table, columns := range benchTables {
		insertAll(b, tx, "INSERT INTO "+table+" VALUES (?"+strings.Repeat(",?", strings.Count(columns, ","))+")", r[table])
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
	return db, time.Since(begin)
}

// scan reads the rows into Go values.
func (r bareRows) scan(b *testing.B, db *sql.DB) time.Duration {
	b.Helper()
	begin := time.Now()
	for table := range benchTables {
		first := r[table][0]
		numbers, texts, to := make([]int64, len(first)), make([]string, len(first)), make([]any, len(first))
		for i, v := range first {
			to[i] = &texts[i]
			if _, number := v.(int64); number {
				to[i] = &numbers[i]
			}
		}
		if got := scanAll(b, db, "SELECT * FROM "+table, to); got != len(r[table]) {
			b.Fatalf("%d rows of %s", got, table)
		}
	}
	return time.Since(begin)
}

func insertAll(b *testing.B, tx *sql.Tx, statement string, rows [][]any) {
	b.Helper()
	st, err := tx.PrepareContext(context.Background(), statement)
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	for _, row := range rows {
		if _, err := st.ExecContext(context.Background(), row...); err != nil {
			b.Fatal(err)
		}
	}
}

func scanAll(b *testing.B, db *sql.DB, query string, to []any) (got int) {
	b.Helper()
	rows, err := db.QueryContext(context.Background(), query)
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	for ; rows.Next(); got++ {
		if err := rows.Scan(to...); err != nil {
			b.Fatal(err)
		}
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
	return got
}
