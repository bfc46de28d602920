package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/admission"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

var errUndone = errors.New("undone")

// begun is a whole read of which the first batch is committed: an impossible invoice, and one that comes once more.
type begun struct {
	*Book
	id    receivable.ConnectionID
	run   store.SyncRun
	all   Delivery
	first Delivery
}

func beginWhole(t *testing.T, engine New) *begun {
	t.Helper()
	b := &begun{Book: NewBook(t, engine)}
	b.id = b.Connect()
	d := Debtor()
	good, wrong := Item(d), Item(d, Left(150_00))
	b.all = Delivery{Debtors: []store.SourceDebtor{d}, Items: []store.SourceItem{wrong, good, good}}
	b.first = Delivery{Debtors: b.all.Debtors, Items: b.all.Items[:2]}
	b.begin()
	return b
}

func (b *begun) begin() {
	b.T.Helper()
	b.run = write(b.Book, func(w store.Writer) (store.SyncRun, error) { return w.BeginSync(b.id, true) })
	b.Write(func(w store.Writer) error {
		if err := w.PutDebtors(&b.run, b.first.Debtors); err != nil {
			return err
		}
		return w.PutItems(&b.run, b.first.Items)
	})
}

// goesOn brings the last batch, and looks whether the read still knows what the first one brought.
func (b *begun) goesOn() {
	b.T.Helper()
	b.Write(func(w store.Writer) error {
		return b.deliver(w, &b.run, Delivery{Items: b.all.Items[2:]}, func(run *store.SyncRun) {
			for c, minor := range run.Repeats {
				run.Claimed[c] -= minor
			}
			for i := range b.first.Items {
				run.Claimed["NOK"] += b.first.Items[i].Open.Minor
			}
		})
	})
	want(b.T, "repeated", b.run.Findings.Repeated, int64(1))
	want(b.T, "mended", b.run.Findings.Mended, int64(0))
	want(b.T, "agrees", b.run.Agrees, true)
	same(b.T, "said", b.said(), []string{b.all.Items[0].Number + " " + string(admission.OpenExceedsAmount)})
}

// What one read remembers goes with its own batches and with no other's.
func overlapping(t *testing.T, engine New) {
	t.Run("a batch of another connection that is undone takes nothing from a read", func(t *testing.T) {
		b := beginWhole(t, engine)
		other := b.Connect()
		d := Debtor()
		run := write(b.Book, func(w store.Writer) (store.SyncRun, error) { return w.BeginSync(other, true) })
		err := b.Update(context.Background(), Kari, func(w store.Writer) error {
			ok(t, w.PutDebtors(&run, []store.SourceDebtor{d}))
			return errUndone
		})
		want(t, "undone", errors.Is(err, errUndone), true)
		b.goesOn()
	})
	t.Run("a read that was overtaken takes nothing from the newer one", func(t *testing.T) {
		b := beginWhole(t, engine)
		older := b.run
		b.begin()
		b.Refuse(fault.Conflict, func(w store.Writer) error { return w.PutItems(&older, b.all.Items[:1]) })
		b.Refuse(fault.Conflict, func(w store.Writer) error { return w.FinishSync(&older, Today) })
		b.goesOn()
	})
	t.Run("a beginning that is undone takes nothing from the read that goes on", func(t *testing.T) {
		b := beginWhole(t, engine)
		err := b.Update(context.Background(), Kari, func(w store.Writer) error {
			run, err := w.BeginSync(b.id, true)
			ok(t, err)
			ok(t, w.PutDebtors(&run, b.all.Debtors))
			return errUndone
		})
		want(t, "undone", errors.Is(err, errUndone), true)
		b.goesOn()
	})
	t.Run("no id is given twice, whoever else reads and whatever is undone", idsOnce(engine))
}

// idsOnce has two connections and another program bring new items by turns, every third batch of each undone and brought again.
func idsOnce(engine New) func(*testing.T) {
	return func(t *testing.T) {
		b := NewBook(t, engine)
		programs := []store.Store{b.Store, b.Store, b.another(t)}
		runs, debtors := make([]store.SyncRun, len(programs)), make([]store.SourceDebtor, len(programs))
		for i, program := range programs {
			id := b.Connect()
			debtors[i] = Debtor()
			ok(t, program.Update(context.Background(), Kari, func(w store.Writer) (err error) {
				if runs[i], err = w.BeginSync(id, true); err != nil {
					return err
				}
				return w.PutDebtors(&runs[i], debtors[i:i+1])
			}))
		}
		brought := map[string]bool{}
		for round := range 9 {
			for i, program := range programs {
				batch := make([]store.SourceItem, 1+round*7)
				for n := range batch {
					batch[n] = Item(debtors[i])
					brought[batch[n].Number] = true
				}
				put := func(end error) error {
					return program.Update(context.Background(), Kari, func(w store.Writer) error {
						if err := w.PutItems(&runs[i], batch); err != nil {
							return err
						}
						return end
					})
				}
				if round%3 == i {
					want(t, "undone", errors.Is(put(errUndone), errUndone), true)
				}
				ok(t, put(nil))
			}
		}
		got, ids := 0, map[receivable.ItemID]string{}
		b.Read(func(r store.Reader) error {
			return r.Items(store.ItemQuery{}, func(it store.ItemRow) error {
				if before, twice := ids[it.ID]; twice || !brought[it.Number] {
					return fmt.Errorf("item %s has the id of %s", it.Number, before)
				}
				ids[it.ID] = it.Number
				got++
				return nil
			})
		})
		want(t, "items in the book", got, len(brought))
	}
}
