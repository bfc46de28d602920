package storetest

import (
	"errors"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

func settings(t *testing.T, engine New) {
	b := NewBook(t, engine)
	type company struct {
		Name string
		Days []int
	}
	var got company
	want(t, "a key that was never set", read(b, func(r store.Reader) (bool, error) { return r.Setting("company", &got) }), false)
	for _, value := range []company{{"Fjordfisk AS", []int{1, 2}}, {"Blåtind ANS", nil}} {
		b.Write(func(w store.Writer) error { return w.PutSetting("company", value) })
		got = company{}
		want(t, "a key that was set", read(b, func(r store.Reader) (bool, error) { return r.Setting("company", &got) }), true)
		same(t, "setting", got, value)
	}
}

func connections(t *testing.T, engine New) {
	b := NewBook(t, engine)
	c := store.Connection{
		Name: "tryton", Kind: "tryton", Settings: map[string]string{"url": "https://books.example"}, SecretKeys: []string{"password"}, Checksum: "abc",
		Review: store.Review{Decided: true, Choice: store.ReviewHoldOld, RecentDays: 30},
	}
	c.ID = write(b, func(w store.Writer) (receivable.ConnectionID, error) { return w.PutConnection(c) })
	c.Created = Start

	t.Run("comes back as it was put", func(t *testing.T) {
		got := read(b, func(r store.Reader) (store.Connection, error) { return r.ConnectionNamed("tryton") })
		same(t, "connection", got, c)
	})
	t.Run("a name is taken once", func(*testing.T) {
		b.Refuse(fault.Conflict, func(w store.Writer) error {
			_, err := w.PutConnection(store.Connection{Name: "tryton", Kind: "odoo"})
			return err
		})
	})
	t.Run("a change keeps what reads found out", func(t *testing.T) {
		d := Debtor()
		b.Sync(c.ID, Delivery{Debtors: []store.SourceDebtor{d}, Items: []store.SourceItem{Item(d)}})
		b.Write(func(w store.Writer) error { return w.SaveCursor(c.ID, []byte{1, 2}) })
		changed := c
		changed.Name = "tryton 7"
		b.Write(func(w store.Writer) error { _, err := w.PutConnection(changed); return err })
		got := read(b, func(r store.Reader) (store.Connection, error) { return r.Connection(c.ID) })
		want(t, "name", got.Name, "tryton 7")
		want(t, "generation", got.Generation, 1)
		want(t, "cursor", string(got.Cursor), "\x01\x02")
		want(t, "fresh at", got.FreshAt, Start)
	})
	t.Run("one that brought customers is not removed", func(*testing.T) {
		b.Refuse(fault.Conflict, func(w store.Writer) error { return w.DeleteConnection(c.ID) })
	})
	t.Run("one that brought nothing is removed, and its id never given again", func(t *testing.T) {
		id := b.Connect()
		b.Write(func(w store.Writer) error { return w.DeleteConnection(id) })
		again := b.Connect()
		if again == id {
			t.Errorf("id %d was given again: a secret kept under it would reach another system", id)
		}
		b.Refuse(fault.NotFound, func(w store.Writer) error { return w.DeleteConnection(id) })
	})
}

func reads(t *testing.T, engine New) {
	t.Run("a first read brings debtors and items", func(t *testing.T) {
		b := NewBook(t, engine)
		id := b.Connect()
		limit := money.New(60_000_00, "NOK")
		d := Debtor(func(d *store.SourceDebtor) {
			d.Limit, d.Note, d.Extra, d.Group, d.OrgNumber = &limit, "line\nline", map[string]string{"class": "A"}, "wholesale", "999888777"
			d.Contacts = []receivable.Contact{{ExternalID: "C1", Name: "Ola", Role: "accounts", Email: "ola@example.com"}}
		})
		it := Item(d, Left(40_00), func(it *store.SourceItem) {
			it.OrderRef, it.Description, it.PayLink = "PO-1", "Cod", "https://pay.example/1"
		})
		run := b.Sync(id, Delivery{Debtors: []store.SourceDebtor{d}, Items: []store.SourceItem{it}})
		want(t, "changes", run.Changes, store.SyncChanges{NewDebtors: 1, NewItems: 1})
		want(t, "agrees", run.Agrees, true)
		want(t, "held", run.Held["NOK"], int64(40_00))

		got := b.debtor(d.ExternalID)
		expected := d
		expected.ID, expected.Connection = got.ID, id
		same(t, "debtor", got, expected)
		gotItem := b.item(it.ExternalID).OpenItem
		wantItem := it.OpenItem
		wantItem.ID, wantItem.Debtor, wantItem.Connection = gotItem.ID, got.ID, id
		same(t, "item", gotItem, wantItem)
		want(t, "rows of what changed", len(read(b, func(r store.Reader) ([]store.ItemChange, error) { return r.Changes(Start, 0) })), 0)
	})
	t.Run("an item without a key cannot be kept", func(t *testing.T) {
		b := NewBook(t, engine)
		id := b.Connect()
		err := b.Update(t.Context(), Kari, func(w store.Writer) error {
			run, err := w.BeginSync(id, true)
			if err != nil {
				return err
			}
			return w.PutItems(&run, []store.SourceItem{Item(Debtor(), func(it *store.SourceItem) { it.ExternalID = "" })})
		})
		wantCode(t, err, fault.Invalid)
	})
}

func readEnds(t *testing.T, engine New) {
	t.Run("sums that differ block the connection and leave it as fresh as it was", func(t *testing.T) {
		b := NewBook(t, engine)
		o := NewOne(b)
		b.Clock.Advance(time.Hour)
		run := b.Sync(o.Connection, o.Source, func(r *store.SyncRun) { r.Claimed["NOK"]++ })
		want(t, "agrees", run.Agrees, false)
		c := read(b, func(r store.Reader) (store.Connection, error) { return r.Connection(o.Connection) })
		want(t, "fresh at", c.FreshAt, Start)
		if c.Blocked == "" {
			t.Error("the connection is not blocked")
		}
		b.Sync(o.Connection, o.Source)
		c = read(b, func(r store.Reader) (store.Connection, error) { return r.Connection(o.Connection) })
		want(t, "blocked after sums agree", c.Blocked, "")
		want(t, "fresh at", c.FreshAt, Start.Add(time.Hour))
	})
	t.Run("a batch is kept whole with its cursor or not at all", func(t *testing.T) {
		b := NewBook(t, engine)
		id, d := b.Connect(), Debtor()
		run := write(b, func(w store.Writer) (store.SyncRun, error) { return w.BeginSync(id, true) })
		failed := errors.New("power")
		err := b.Update(t.Context(), Kari, func(w store.Writer) error {
			ok(t, w.PutDebtors(&run, []store.SourceDebtor{d}))
			ok(t, w.SaveCursor(id, []byte("here")))
			return failed
		})
		if !errors.Is(err, failed) {
			t.Fatalf("error = %v", err)
		}
		want(t, "customers", read(b, store.Reader.CountCustomers), 0)
		want(t, "cursor", len(read(b, func(r store.Reader) (store.Connection, error) { return r.Connection(id) }).Cursor), 0)
		b.Write(func(w store.Writer) error { return w.PutDebtors(&run, []store.SourceDebtor{d}) })
		want(t, "customers after the batch came again", read(b, store.Reader.CountCustomers), 1)
	})
	t.Run("a newer run closes the one before", func(t *testing.T) {
		b := NewBook(t, engine)
		id := b.Connect()
		first := write(b, func(w store.Writer) (store.SyncRun, error) { return w.BeginSync(id, true) })
		write(b, func(w store.Writer) (store.SyncRun, error) { return w.BeginSync(id, true) })
		b.Refuse(fault.Conflict, func(w store.Writer) error { return w.PutDebtors(&first, []store.SourceDebtor{Debtor()}) })
		runs := read(b, func(r store.Reader) ([]store.SyncRun, error) { return r.SyncRuns(id, 0) })
		want(t, "runs", len(runs), 2)
		want(t, "code of the older", runs[1].Code, "interrupted")
	})
}
