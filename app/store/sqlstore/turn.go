package sqlstore

import (
	"context"
	"database/sql"

	"github.com/dunningdesk/dunningdesk/app/store"
)

// nextTurn counts a writing transaction that is about to begin. What the engine says of other connections holds for one
// connection, so that a new one follows no turn.
func (s *Store) nextTurn(conn *sql.Conn) error {
	s.turns++
	return conn.Raw(func(link any) error {
		if s.link != link {
			s.link = link
			s.turns++
		}
		return nil
	})
}

// Turn tells this transaction from the others on the book.
func (w *writer) Turn() (store.Turn, error) {
	tx, err := w.tx.free()
	if err != nil {
		return store.Turn{}, err
	}
	elsewhere, err := w.d.Elsewhere(context.Background(), tx)
	return store.Turn{Number: w.store.turns, Elsewhere: elsewhere}, w.d.Fault(err)
}
