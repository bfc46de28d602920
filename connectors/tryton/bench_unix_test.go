//go:build unix

package main

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/sdk"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

const manyLines = 10_000

// BenchmarkReadingTenThousandLines reads a book of ten thousand open lines and
// 2,500 customers from a real Tryton. Nine tenths of the time are Tryton's.
func BenchmarkReadingTenThousandLines(b *testing.B) {
	values, secrets := realTryton(b)
	fill(b, filepath.Join(trytond.folder, values["database"]+".sqlite"))
	settings := spec.NewSettings(values, secrets)
	if found := ours().Check(b.Context(), settings); len(found) == 0 || found[0].Severity == spec.SeverityError {
		b.Fatal(found) // and Tryton has loaded its modules
	}
	for b.Loop() {
		began, before := time.Now(), spent(b)
		got, err := sdk.Collect(b.Context(), ours(), settings, spec.ReadRequest{Mode: spec.ModeFull})
		if err != nil {
			b.Fatal(err)
		}
		wall, cpu := time.Since(began), spent(b)-before
		last := got.Checkpoints[len(got.Checkpoints)-1]
		if len(got.Items) < manyLines+9 || last.Control["EUR"] != last.Sums["EUR"] {
			b.Fatalf("%d items, %v, Tryton's own total %v", len(got.Items), last.Sums, last.Control)
		}
		share := 100 * cpu.Seconds() / wall.Seconds()
		b.ReportMetric(share, "cpu-%")
		b.ReportMetric(float64(len(got.Items))/wall.Seconds(), "lines/s")
		if share > 10 {
			b.Errorf("of %s our own reckoning takes %s, %.1f %%", wall, cpu, share)
		}
	}
}

// spent is the processor time of this process.
func spent(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// fill adds posted invoices as they come from an earlier program: entries
// without an invoice of Tryton's, on Tryton's own tables.
func fill(b *testing.B, path string) {
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	tx, err := db.BeginTx(b.Context(), nil)
	if err != nil {
		b.Fatal(err)
	}
	run := func(query string, args ...any) {
		if _, err := tx.ExecContext(b.Context(), query, args...); err != nil {
			b.Fatalf("%s: %v", query, err)
		}
	}
	const stamp, customers, base = "2026-11-21 06:00:00", manyLines / 4, 100_000
	for i := range customers {
		id := base + i
		run("INSERT INTO party_party (id, active, code, name, create_date, create_uid) VALUES (?, 1, ?, ?, ?, 1)",
			id, fmt.Sprintf("B%06d", i), fmt.Sprintf("Bulk Customer %06d", i), stamp)
		run("INSERT INTO party_address (id, active, party, street, postal_code, city, create_date, create_uid) VALUES (?, 1, ?, ?, ?, 'Town', ?, 1)",
			id, id, fmt.Sprintf("%d Test Street", i%200+1), fmt.Sprint(10_000+i), stamp)
		run("INSERT INTO party_contact_mechanism (id, active, party, type, value, value_compact, create_date, create_uid) VALUES (?, 1, ?, 'email', ?, ?, ?, 1)",
			id, id, fmt.Sprintf("ap%06d@bulk.example", i), fmt.Sprintf("ap%06d@bulk.example", i), stamp)
	}
	for i := range manyLines {
		amount, id := fmt.Sprintf("%d.%02d", 10+i*7%5000, i%100), base+i
		due := time.Date(2026, 11, 16, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -(i % 115))
		run(`INSERT INTO account_move (id, company, date, journal, number, post_number, period, state, post_date, create_date, create_uid)
			SELECT ?, 1, ?, j.id, ?, ?, p.id, 'posted', ?, ?, 1 FROM account_journal j, account_period p
			WHERE j.type = 'revenue' AND p.type = 'standard' AND ? BETWEEN p.start_date AND p.end_date LIMIT 1`,
			id, due.AddDate(0, 0, -30).Format(time.DateOnly), fmt.Sprintf("BULK%06d", i), fmt.Sprintf("BULK%06d", i),
			due.Format(time.DateOnly), stamp, due.AddDate(0, 0, -30).Format(time.DateOnly))
		run(`INSERT INTO account_move_line (id, move, account, party, debit, credit, maturity_date, state, create_date, create_uid)
			VALUES (?, ?, 5, ?, ?, '0', ?, 'valid', ?, 1)`, 2*id, id, base+i%customers, amount, due.Format(time.DateOnly), stamp)
		run(`INSERT INTO account_move_line (id, move, account, debit, credit, state, create_date, create_uid)
			SELECT ?, ?, id, '0', ?, 'valid', ?, 1 FROM account_account WHERE name = 'Main Revenue'`, 2*id+1, id, amount, stamp)
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
}
