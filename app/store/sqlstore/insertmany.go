package sqlstore

import (
	"bytes"
	"context"
	"database/sql"
	"strconv"
	"strings"
)

// line is a transaction's connection, on which one thing happens at a time. Inserts may be left to it while their caller makes
// the next rows: they are done in their order, and whatever else comes waits for them.
type line struct {
	tx     *sql.Tx
	left   chan func(*sql.Tx) error // what was left to do; nil when there is nothing
	ended  chan error               // says, when all of it is done, what the first that failed said
	failed error                    // after it nothing more is done
}

// mostLeft bounds how much is left to a line, and with it the memory that rows on their way take.
const mostLeft = 8

// leave has something done after all that was left before it, without waiting. Its error comes out when the line is freed.
func (l *line) leave(do func(*sql.Tx) error) {
	if l.left == nil {
		l.left, l.ended = make(chan func(*sql.Tx) error, mostLeft), make(chan error, 1)
		go l.work(l.left, l.ended, l.failed)
	}
	l.left <- do
}

func (l *line) work(left <-chan func(*sql.Tx) error, ended chan<- error, failed error) {
	for do := range left {
		if failed == nil {
			failed = do(l.tx)
		}
	}
	ended <- failed
}

// free gives the transaction when nothing is left to do on it.
func (l *line) free() (*sql.Tx, error) {
	if l.left != nil {
		close(l.left)
		l.failed = <-l.ended
		l.left = nil
	}
	return l.tx, l.failed
}

// inserting is what a transaction keeps between its inserts of many rows.
type inserting struct {
	full  map[string]*sql.Stmt // statements that take as many rows as one does; see insertFull
	bound []any                // reused between them
	spare chan []any           // rows that were written, whose memory the next ones may have
}

// perStatement is how many values, not rows, one insert takes: longer statements bring nothing.
const perStatement = 1000

// mostShapes bounds how many statements a transaction prepares for the ways in which rows agree; sources know a dozen. One takes some
// hundred kilobytes.
const mostShapes = 64

// statementsBehind is how many statements of rows are left to the engine at once.
const statementsBehind = 8

// rows gives memory for rows that are to be left to the engine.
func (m *inserting) rows() []any {
	select {
	case rows := <-m.spare:
		return rows[:0]
	default:
		return make([]any, 0, (statementsBehind+1)*perStatement)
	}
}

// insertRows adds many rows of the same shape, several to a statement. values holds them one after another.
func (w *writer) insertRows(into string, columns int, values []any) error {
	tx, err := w.tx.free()
	if err != nil {
		return err
	}
	return w.insertInto(tx, into, columns, values)
}

// insertBehind is insertRows that does not wait: the engine writes on one core while the caller makes the next rows on another.
// The values are no longer the caller's. An error comes out at whatever waits next, at the latest when the transaction ends.
func (w *writer) insertBehind(into string, columns int, values []any) {
	if len(values) == 0 {
		return
	}
	if w.many.spare == nil {
		w.many.spare = make(chan []any, mostLeft+2)
	}
	w.tx.leave(func(tx *sql.Tx) error {
		defer func() {
			select {
			case w.many.spare <- values:
			default: // there is enough
			}
		}()
		return w.insertInto(tx, into, columns, values)
	})
}

// execBehind is exec that does not wait, as insertBehind does.
func (w *writer) execBehind(query string, args ...any) {
	w.tx.leave(func(tx *sql.Tx) error {
		_, err := tx.ExecContext(context.Background(), w.d.Rebind(query), args...)
		return w.d.Fault(err)
	})
}

func (w *writer) insertInto(tx *sql.Tx, into string, columns int, values []any) error {
	rows := max(1, perStatement/columns)
	for len(values) > 0 {
		n := min(rows, len(values)/columns)
		if n == rows {
			if err := w.insertFull(tx, into, columns, values[:n*columns]); err != nil {
				return err
			}
		} else if _, err := tx.ExecContext(context.Background(), w.d.Rebind(into+marks(columns, n)), values[:n*columns]...); err != nil {
			return w.d.Fault(err)
		}
		values = values[n*columns:]
	}
	return nil
}

// insertFull adds as many rows as a statement takes. A column that is the same in all of them (the connection, a currency,
// what most sources leave empty) is bound once, since binding costs more than writing; and the statement is prepared once in a
// transaction, since reading a thousand bind marks costs as much again.
func (w *writer) insertFull(tx *sql.Tx, into string, columns int, values []any) error {
	same := sameInAll(columns, values)
	key := into + string(same)
	st := w.many.full[key]
	if st == nil && len(w.many.full) >= mostShapes { // then one that binds every value
		same = bytes.Repeat([]byte{varies}, columns)
		key = into + string(same)
		st = w.many.full[key]
	}
	if st == nil {
		var err error
		if st, err = tx.PrepareContext(context.Background(), w.d.Rebind(into+numberedMarks(columns, len(values)/columns, same))); err != nil {
			return w.d.Fault(err)
		}
		if w.many.full == nil {
			w.many.full = map[string]*sql.Stmt{}
		}
		w.many.full[key] = st // the end of the transaction closes it
	}
	bound := w.many.bound[:0]
	for i, v := range values {
		if i < columns || same[i%columns] == varies {
			bound = append(bound, v)
		}
	}
	w.many.bound = bound
	_, err := st.ExecContext(context.Background(), bound...)
	return w.d.Fault(err)
}

// How a column's values stand to each other in one statement.
const (
	varies  = 'v'
	repeats = 'r'
)

// sameInAll says of each column whether all rows have one value in it.
func sameInAll(columns int, values []any) []byte {
	same := bytes.Repeat([]byte{repeats}, columns)
	for i := columns; i < len(values); i++ {
		if c := i % columns; same[c] == repeats && !plainEqual(values[i], values[c]) {
			same[c] = varies
		}
	}
	return same
}

// plainEqual compares texts and numbers; bytes are never looked at and count as different.
func plainEqual(a, b any) bool {
	switch x := a.(type) {
	case string:
		y, ok := b.(string)
		return ok && x == y
	case int64:
		y, ok := b.(int64)
		return ok && x == y
	}
	return false
}

// numberedMarks writes rows of bind marks that name the first row's mark for a column that repeats: (?1,?2),(?1,?3).
func numberedMarks(columns, rows int, same []byte) string {
	var b strings.Builder
	next := 0
	for row := range rows {
		for c := range columns {
			b.WriteByte("(,"[min(c, 1)])
			if row > 0 && same[c] == repeats {
				b.WriteString("?" + strconv.Itoa(c+1))
				continue
			}
			next++
			b.WriteString("?" + strconv.Itoa(next))
		}
		b.WriteByte(')')
		if row < rows-1 {
			b.WriteByte(',')
		}
	}
	return b.String()
}
