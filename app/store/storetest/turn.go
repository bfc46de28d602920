package storetest

import (
	"errors"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/store"
)

// turn gives the turn of a transaction that changes something.
func turn(t *testing.T, s store.Store, value int) (turn store.Turn) {
	t.Helper()
	ok(t, s.Update(t.Context(), Kari, func(w store.Writer) (err error) {
		if turn, err = w.Turn(); err != nil {
			return err
		}
		return w.PutSetting("n", value)
	}))
	return turn
}

func turns(t *testing.T, engine New) {
	t.Run("one transaction after another", func(t *testing.T) {
		b := NewBook(t, engine)
		first := turn(t, b.Store, 1)
		second := turn(t, b.Store, 2)
		want(t, "the second follows the first", second.Follows(first), true)
		want(t, "the third follows the first", turn(t, b.Store, 3).Follows(first), false)
		want(t, "the first follows nothing", first.Follows(store.Turn{}), false)
		want(t, "a turn follows itself", first.Follows(first), false)
	})
	t.Run("somebody else in the same program wrote", func(t *testing.T) {
		b := NewBook(t, engine)
		first := turn(t, b.Store, 1)
		b.Write(func(w store.Writer) error { return w.PutSetting("other", 1) })
		want(t, "follows", turn(t, b.Store, 2).Follows(first), false)
	})
	t.Run("another program wrote", func(t *testing.T) {
		b := NewBook(t, engine)
		other := b.another(t)
		first := turn(t, b.Store, 1)
		turn(t, other, 7)
		second := turn(t, b.Store, 2)
		want(t, "follows", second.Follows(first), false)
		want(t, "the next one follows", turn(t, b.Store, 3).Follows(second), true)
	})
	t.Run("another program only read", func(t *testing.T) {
		b := NewBook(t, engine)
		other := b.another(t)
		first := turn(t, b.Store, 1)
		ok(t, other.View(t.Context(), func(r store.Reader) error { _, err := r.Setting("n", new(int)); return err }))
		want(t, "follows", turn(t, b.Store, 2).Follows(first), true)
	})
	t.Run("what was undone counts", func(t *testing.T) {
		b := NewBook(t, engine)
		first := turn(t, b.Store, 1)
		_ = b.Update(t.Context(), Kari, func(store.Writer) error { return errors.New("no") })
		want(t, "follows", turn(t, b.Store, 2).Follows(first), false)
	})
}
