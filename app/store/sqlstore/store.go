package sqlstore

import (
	"context"
	"database/sql"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// clockSlack is how far the machine's clock may stand behind the newest log entry. Small steps back are what a machine's
// time service does; the transaction then takes the entry's time, so that the log never runs backwards.
const clockSlack = 10 * time.Minute

// Store runs the book's transactions on an engine's two pools.
type Store struct {
	read    *sql.DB
	write   *sql.DB
	dialect Dialect
	clock   date.Clock
	// reads holds what open runs know of a connection's records; see known.go. It is used under a writing transaction only,
	// of which there is one at a time on every engine that opens one writing connection.
	reads map[receivable.ConnectionID]*runMemory
	turns int64 // writing transactions so far; used under one, like reads
	link  any   // the driver's connection that the last one ran on
}

// New makes a Store. Both pools may be the same; write must hand out one connection at a time.
func New(read, write *sql.DB, d Dialect, clock date.Clock) *Store {
	return &Store{read: read, write: write, dialect: d, clock: clock, reads: map[receivable.ConnectionID]*runMemory{}}
}

// View runs fn on one state of the book.
func (s *Store) View(ctx context.Context, fn func(store.Reader) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	// Statements run under a context that is never done: the driver would otherwise watch each row for a cancellation.
	// The reader itself looks at ctx between rows.
	tx, err := s.read.BeginTx(context.WithoutCancel(ctx), &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return s.dialect.Fault(err)
	}
	defer func() { _ = tx.Rollback() }() // a reading transaction has nothing to commit
	return fn(&reader{tx: &line{tx: tx}, d: s.dialect, ctx: ctx, now: s.clock.Now().UTC().Truncate(time.Microsecond)})
}

// Update runs fn in one writing transaction.
func (s *Store) Update(ctx context.Context, actor activity.Actor, fn func(store.Writer) error) error {
	conn, err := s.write.Conn(ctx) // waits for the update before this one
	if err != nil {
		return s.dialect.Fault(err)
	}
	defer func() { _ = conn.Close() }() // gives the connection back
	if err := s.nextTurn(conn); err != nil {
		return s.dialect.Fault(err)
	}
	plain := context.WithoutCancel(ctx)
	if err := s.dialect.BeforeWrite(plain, conn, store.IsBulk(ctx)); err != nil {
		return s.dialect.Fault(err)
	}
	tx, err := conn.BeginTx(plain, nil)
	if err != nil {
		return s.dialect.Fault(err)
	}
	w := &writer{reader: reader{tx: &line{tx: tx}, d: s.dialect, ctx: ctx}, actor: actor, store: s}
	committed := false
	defer func() {
		if !committed {
			_, _ = w.tx.free() // why it is undone is known
			_ = tx.Rollback()
			w.undo.in(s.reads)
		}
	}()
	if err := w.begin(s.clock.Now()); err != nil {
		return err
	}
	if err := fn(w); err != nil {
		return err
	}
	if err := w.finish(); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if _, err := w.tx.free(); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return s.dialect.Fault(err)
	}
	committed = true
	return nil
}

// begin fixes the transaction's time. A clock that stands far behind the log is refused: reminders dated by it would lie.
func (w *writer) begin(clock time.Time) error {
	w.now = clock.UTC().Truncate(time.Microsecond)
	head, found, err := w.LogHead()
	if err != nil || !found || !w.now.Before(head.At) {
		return err
	}
	switch {
	case head.At.Sub(w.now) <= clockSlack:
		w.now = head.At
		return nil
	case store.TrustsClock(w.ctx):
		if err := w.Append(activity.ClockTrusted, 0, 0, "", map[string]string{"clock": w.now.Format(time.RFC3339), "log": head.At.Format(time.RFC3339)}); err != nil {
			return err
		}
		return w.bringBack()
	}
	return fault.New(store.ClockBehind, "the clock of this machine says %s, but the book was last changed at %s",
		w.now.Format("2006-01-02 15:04"), head.At.Format("2006-01-02 15:04 MST")).
		WithHint("set the clock; if it is right and was wrong before, confirm it with `doctor --trust-clock`")
}
