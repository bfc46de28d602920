package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/store"
)

func writeBacks(t *testing.T, engine New) {
	t.Run("what was put is read back", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		e := o.entry()
		same(t, "entry", o.writeBacks()[0], e)
	})
	t.Run("one of a kind about one thing", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		o.entry()
		wantCode(t, o.tryEntry("k2", store.AboutWriteOff, 1, 0), fault.Conflict)
		wantCode(t, o.tryEntry("k1", store.AboutWriteOff, 2, 0), fault.Conflict)
		ok(t, o.tryEntry("k3", store.AboutReversal, 1, 0))
		ok(t, o.tryEntry("k4", store.AboutReversal, 1, 0))
	})
	t.Run("the newest of them", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		o.entry()
		ok(t, o.tryEntry("k2", store.AboutWriteOff, 2, 0))
		got := read(o.Book, func(r store.Reader) ([]writeback.Entry, error) {
			return r.WriteBacks(store.WriteBackQuery{Debtor: o.Item.Debtor, Newest: true, Limit: 1})
		})
		want(t, "entries", len(got), 1)
		want(t, "key", got[0].Key, "k2")
		want(t, "books", got[0].Books != "", true)
	})
	t.Run("a claim takes what is due, once", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		o.entry()
		first := o.claimWriteBacks("a")
		want(t, "claimed", len(first), 1)
		same(t, "as it is in the book", o.writeBacks()[0], first[0])
		want(t, "state", first[0].State, writeback.Writing)
		want(t, "attempts", first[0].Attempts, 1)
		want(t, "claimed again", len(o.claimWriteBacks("b")), 0)
	})
	t.Run("what takes another back waits until that has ended", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		first := o.entry()
		ok(t, o.tryEntry("k2", store.AboutReversal, 1, first.ID))
		want(t, "claimed", o.claimWriteBacks("a")[0].Key, "k1")
		want(t, "claimed meanwhile", len(o.claimWriteBacks("a")), 0)
		o.endWriteBack(first.ID, "a", writeback.Outcome{State: writeback.Written, Posted: writeback.Posted{Sources: []string{"9"}, Number: "V 9"}})
		want(t, "posted", o.writeBacks()[0].Posted.Number, "V 9")
		want(t, "claimed afterwards", o.claimWriteBacks("a")[0].Key, "k2")
	})
	t.Run("a later try waits for its time", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		e := o.entry()
		o.claimWriteBacks("a")
		o.Write(func(w store.Writer) error {
			return w.EndWriteBack(e.ID, "a", writeback.Outcome{State: writeback.Waiting, Code: "rate-limited"}, Start.Add(time.Hour))
		})
		want(t, "claimed early", len(o.claimWriteBacks("a")), 0)
		o.Clock.Advance(time.Hour)
		want(t, "claimed in time", len(o.claimWriteBacks("a")), 1)
	})
	t.Run("nobody ends what another is writing", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		e := o.entry()
		o.claimWriteBacks("a")
		o.Refuse(fault.Conflict, func(w store.Writer) error {
			return w.EndWriteBack(e.ID, "b", writeback.Outcome{State: writeback.Written}, time.Time{})
		})
	})
}

func lostWriteBacks(t *testing.T, engine New) {
	t.Run("what a dead program left is uncertain, and a person or a search settles it", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		e := o.entry()
		o.claimWriteBacks("a")
		revive := func(holder string) int {
			return write(o.Book, func(w store.Writer) (int, error) { return w.RecoverWriting(holder) })
		}
		want(t, "recovered while the lease runs", revive("b"), 0)
		want(t, "recovered at a restart", revive("a"), 1)
		want(t, "state", o.writeBacks()[0].State, writeback.Uncertain)
		want(t, "claimed", len(o.claimWriteBacks("a")), 0)
		o.Write(func(w store.Writer) error { return w.SearchWriteBack(e.ID, "c", time.Minute) })
		o.Refuse(fault.Conflict, func(w store.Writer) error { return w.SearchWriteBack(e.ID, "d", time.Minute) })
		o.Clock.Advance(2 * time.Minute)
		want(t, "recovered after the lease", revive(""), 1)
		o.Write(func(w store.Writer) error { return w.SettleWriteBack(e.ID, writeback.Waiting, "it is not there") })
		want(t, "claimed again", len(o.claimWriteBacks("a")), 1)
		o.Refuse(fault.Conflict, func(w store.Writer) error { return w.SettleWriteBack(e.ID, writeback.Dropped, "no") })
	})
}

// entry puts a write-off into the queue.
func (o *One) entry() writeback.Entry {
	o.T.Helper()
	ok(o.T, o.tryEntry("k1", store.AboutWriteOff, 1, 0))
	all := o.writeBacks()
	return all[len(all)-1]
}

func (o *One) tryEntry(key, about string, id, undoes int64) error {
	return o.Update(context.Background(), Kari, func(w store.Writer) error {
		_, err := w.PutWriteBack(writeback.Entry{
			Key: key, Connection: o.Item.Connection, Debtor: o.Item.Debtor, Kind: writeback.WriteOff, About: about, AboutID: id, Undoes: undoes, On: Today,
			Title: "Write-off 1", Text: "gone", Reason: "insolvency", Amount: money.New(100, "NOK"),
			Parts: []writeback.Part{{Item: o.Item.ID, Source: o.Item.ExternalID, Number: o.Item.Number, Minor: 100}},
		})
		return err
	})
}

func (o *One) writeBacks() []writeback.Entry {
	o.T.Helper()
	return read(o.Book, func(r store.Reader) ([]writeback.Entry, error) {
		return r.WriteBacks(store.WriteBackQuery{Debtor: o.Item.Debtor})
	})
}

func (o *One) claimWriteBacks(holder string) []writeback.Entry {
	o.T.Helper()
	return write(o.Book, func(w store.Writer) ([]writeback.Entry, error) {
		return w.ClaimWriteBacks(o.Item.Connection, holder, time.Minute, 1)
	})
}

func (o *One) endWriteBack(id int64, holder string, out writeback.Outcome) {
	o.T.Helper()
	o.Write(func(w store.Writer) error { return w.EndWriteBack(id, holder, out, time.Time{}) })
}
