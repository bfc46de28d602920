package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// reader is a transaction that reads.
type reader struct {
	tx  *line
	d   Dialect
	ctx context.Context // the caller's; looked at between rows
	now time.Time
}

// writer is a transaction that writes.
type writer struct {
	reader
	store    *Store
	actor    activity.Actor
	touched  map[receivable.DebtorID]bool // debtors whose kept totals finish brings up to date
	undo     undo
	many     inserting
	lookedUp lookedUp
}

var (
	_ store.Reader = (*reader)(nil)
	_ store.Writer = (*writer)(nil)
)

// Now is the transaction's time.
func (r *reader) Now() time.Time { return r.now }

// Actor is who writes.
func (w *writer) Actor() activity.Actor { return w.actor }

// scanner is a row under the cursor.
type scanner interface{ Scan(dest ...any) error }

// chunk bounds how many values one statement lists; it is well under every engine's limit.
const chunk = 400

// cancelStride is after how many rows a walk looks whether the caller still wants it.
const cancelStride = 256

// each calls scan for every row.
func (r *reader) each(scan func(scanner) error, query string, args ...any) error {
	tx, err := r.tx.free()
	if err != nil {
		return err
	}
	rows, err := tx.QueryContext(context.Background(), r.d.Rebind(query), args...)
	if err != nil {
		return r.d.Fault(err)
	}
	defer func() { _ = rows.Close() }()
	for n := 0; rows.Next(); n++ {
		if n%cancelStride == 0 && r.ctx.Err() != nil {
			return r.ctx.Err()
		}
		if err := scan(rows); err != nil {
			return err
		}
	}
	return r.d.Fault(rows.Err())
}

// one reads one row into dest and reports whether there was one.
func (r *reader) one(query string, args []any, dest ...any) (bool, error) {
	tx, err := r.tx.free()
	if err != nil {
		return false, err
	}
	err = tx.QueryRowContext(context.Background(), r.d.Rebind(query), args...).Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, r.d.Fault(err)
}

// exec changes rows and tells how many.
func (w *writer) exec(query string, args ...any) (int64, error) {
	tx, err := w.tx.free()
	if err != nil {
		return 0, err
	}
	res, err := tx.ExecContext(context.Background(), w.d.Rebind(query), args...)
	if err != nil {
		return 0, w.d.Fault(err)
	}
	n, err := res.RowsAffected()
	return n, w.d.Fault(err)
}

// insert adds a row whose key the engine gives.
func (w *writer) insert(query string, args ...any) (int64, error) {
	var id int64
	_, err := w.one(query+" RETURNING id", args, &id)
	return id, err
}

// must makes a change of exactly one row, or says in a coded error that there was none to change.
func (w *writer) must(code fault.Code, message string, query string, args ...any) error {
	n, err := w.exec(query, args...)
	if err == nil && n == 0 {
		return fault.New(code, "%s", message)
	}
	return err
}

// marks writes rows of bind marks: (?,?),(?,?).
func marks(columns, rows int) string {
	row := "(" + strings.Repeat("?,", columns-1) + "?)"
	return strings.Repeat(row+",", rows-1) + row
}

// inChunks calls fn with the ids in pieces that fit a statement, as bind marks and arguments.
func inChunks[T any](ids []T, fn func(list string, args []any) error) error {
	for len(ids) > 0 {
		n := min(chunk, len(ids))
		args := make([]any, n)
		for i, id := range ids[:n] {
			args[i] = id
		}
		if err := fn(marks(n, 1), args); err != nil {
			return err
		}
		ids = ids[n:]
	}
	return nil
}

// take reserves n numbers of a counter and gives the first.
func (w *writer) take(counter string, n int64) (int64, error) {
	var last int64
	_, err := w.one("INSERT INTO counter (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = counter.value + excluded.value RETURNING value",
		[]any{counter, n}, &last)
	return last - n + 1, err
}

// reserved gives new ids one by one and reserves them in blocks, each twice as large as the one before.
type reserved struct{ from, to, block int64 }

// mostReserved bounds a block.
const mostReserved = 1 << 14

// next gives an id. most is how many the caller may still ask for; what is left over of the last block is never given again.
func (b *reserved) next(w *writer, counter string, most int64) (int64, error) {
	if b.from == b.to {
		b.block = min(max(most, 2*b.block), max(most, mostReserved))
		first, err := w.take(counter, b.block)
		if err != nil {
			return 0, err
		}
		b.from, b.to = first, first+b.block
	}
	b.from++
	return b.from - 1, nil
}

// Days are kept as YYYYMMDD: they sort, people can read them, and a driver hands them over without text.

func day(d date.Date) int64 {
	if d.IsZero() {
		return 0
	}
	y, m, dd := d.Parts()
	return int64(y)*10000 + int64(m)*100 + int64(dd)
}

func undayed(n int64) date.Date {
	if n == 0 {
		return date.Date{}
	}
	d, err := date.Of(int(n/10000), time.Month(n/100%100), int(n%100))
	if err != nil {
		return date.Date{} // the book never holds one; a hand that wrote into the file is met by "no date", not by a crash
	}
	return d
}

func moment(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func unmoment(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMicro(n).UTC()
}

func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

func (r *reader) today() date.Date { return date.In(r.now, time.UTC) }

// packed writes a small structure as JSON. What the book packs are its own types, which always marshal.
func packed(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// unpack reads what packed wrote; what names the thing for the error of a book that somebody changed by hand.
func unpack(text string, into any, what string) error {
	if err := json.Unmarshal([]byte(text), into); err != nil {
		return fault.Wrap(err, store.Truncated, "%s in the book cannot be read", what).WithHint("restore a backup")
	}
	return nil
}
