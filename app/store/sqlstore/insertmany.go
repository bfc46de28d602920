package sqlstore

import (
	"bytes"
	"context"
	"database/sql"
	"strconv"
	"strings"
)

// line is a transaction's connection, on which one thing happens at a time. An insert may be left running on it while its
// caller makes the next rows; whatever comes after waits for it.
type line struct {
	tx      *sql.Tx
	running chan error // of the insert that was left running, nil when there is none
	failed  error      // what the first of them that failed said: after it nothing more is done
}

// free gives the transaction when nothing runs on it.
func (l *line) free() (*sql.Tx, error) {
	if l.running != nil {
		if err := <-l.running; l.failed == nil {
			l.failed = err
		}
		l.running = nil
	}
	return l.tx, l.failed
}

// inserting is what a transaction keeps between its inserts of many rows.
type inserting struct {
	full  map[string]*sql.Stmt // statements that take as many rows as one does; see insertFull
	bound []any                // reused between them
}

// perStatement is how many values, not rows, one insert takes: longer statements bring nothing.
const perStatement = 1000

// statementsBehind is how many statements of rows are left to the engine at once: fewer, and the cores wait for each other.
const statementsBehind = 8

// insertRows adds many rows of the same shape, several to a statement. values holds them one after another.
func (w *writer) insertRows(into string, columns int, values []any) error {
	tx, err := w.tx.free()
	if err != nil {
		return err
	}
	return w.insertInto(tx, into, columns, values)
}

// insertBehind is insertRows that does not wait: the engine writes on one core while the caller makes the next rows on another.
// The values must be left alone until it is called again. An error comes out at the next statement, at the latest when the
// transaction ends.
func (w *writer) insertBehind(into string, columns int, values []any) error {
	tx, err := w.tx.free()
	if err != nil || len(values) == 0 {
		return err
	}
	done := make(chan error, 1)
	w.tx.running = done
	go func() { done <- w.insertInto(tx, into, columns, values) }()
	return nil
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
