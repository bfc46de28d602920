package storetest

import (
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/store"
)

func nok(minor int64) money.Amount { return money.New(minor, "NOK") }

// writtenOff is a write-off of a part of the one item.
func (o *One) writtenOff(minor int64) settlement.WriteOff {
	zero := nok(0)
	return settlement.WriteOff{
		Debtor: o.Debtor.ID, On: Today, Reason: settlement.Goodwill, Why: "old friend", AtRisk: nok(100_00), By: "kari", Agreed: "berit",
		Items: []settlement.WrittenItem{{Item: o.Item.ID, Number: o.Item.Number, Amount: nok(minor), Posted: zero, Recovered: zero, Reversed: zero}},
	}
}

func (o *One) writeOff(minor int64) int64 {
	o.T.Helper()
	return write(o.Book, func(w store.Writer) (int64, error) { return w.PutWriteOff(o.writtenOff(minor)) })
}

// reread reads the source again and gives what it saw of write-offs.
func (o *One) reread() (out []store.Posting) {
	o.T.Helper()
	o.Clock.Advance(time.Hour)
	o.Sync(o.Connection, o.Source)
	o.Write(func(w store.Writer) (err error) {
		out, err = w.NotePostings(o.Connection, Today)
		return err
	})
	return out
}

// paid has the source settle a part of the item with a payment.
func (o *One) paid(key string, minor int64) {
	o.Source.Items[0].Open.Minor -= minor
	o.Source.Payments = append(o.Source.Payments, store.SourcePayment{
		Payment: receivable.Payment{
			ExternalID: key, Date: Today, Amount: nok(minor), Unapplied: nok(0), Allocations: []receivable.Allocation{{Amount: nok(minor), Date: Today}},
		},
		DebtorExternal: o.Source.Debtors[0].ExternalID, ItemExternals: []string{o.Item.ExternalID},
	})
}

func (o *One) kept(id int64) settlement.WrittenItem {
	o.T.Helper()
	w := read(o.Book, func(r store.Reader) (settlement.WriteOff, error) { return r.WriteOff(id) })
	return w.Items[0]
}

func writeOffs(t *testing.T, engine New) {
	t.Run("it is asked for no more, and shown apart", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		id := o.writeOff(40_00)
		it := o.item(o.Item.ExternalID)
		want(t, "open", it.Open, nok(60_00))
		want(t, "written off", it.Written, nok(40_00))
		a := o.accounts(store.AccountQuery{}, Today)[o.Debtor.ID]
		want(t, "open when planning", a.Items[0].Open, nok(60_00))
		same(t, "history when planning", a.Items[0].History, []dunning.Move{{On: Today, Amount: nok(-40_00), Given: true}})
		o.Read(func(r store.Reader) error {
			sums, _, err := r.Totals()
			want(t, "open among the kept totals", sums["NOK"].Open(), int64(60_00))
			want(t, "written off among them", sums["NOK"].Written, int64(40_00))
			return err
		})
		w := o.writtenOff(40_00)
		w.ID = id
		same(t, "write-offs", read(o.Book, func(r store.Reader) ([]settlement.WriteOff, error) { return r.WriteOffs(o.Debtor.ID) }), []settlement.WriteOff{w})
		past := read(o.Book, func(r store.Reader) (dunning.Past, error) { return r.Past(o.Item.ID) })
		want(t, "open of its past", past.Item.Open, nok(60_00))
		want(t, "written off of its past", past.Item.Written, nok(40_00))
	})
	t.Run("no more than is left", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		o.writeOff(40_00)
		o.Refuse(fault.Conflict, func(w store.Writer) error { _, err := w.PutWriteOff(o.writtenOff(60_01)); return err })
		want(t, "written off", o.item(o.Item.ExternalID).Written, nok(40_00))
		o.writeOff(60_00)
		want(t, "open", o.item(o.Item.ExternalID).Open, nok(0))
	})
	t.Run("reversed it is asked for again", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		id := o.writeOff(40_00)
		o.Write(func(w store.Writer) error {
			off, err := w.WriteOff(id)
			ok(t, err)
			off, _, err = off.Reverse(nil)
			ok(t, err)
			return w.SetWriteOff(off)
		})
		want(t, "open", o.item(o.Item.ExternalID).Open, nok(100_00))
		want(t, "history", len(o.accounts(store.AccountQuery{}, Today)[o.Debtor.ID].Items[0].History), 0)
	})
	t.Run("a customer under a new key keeps it", func(t *testing.T) {
		o := busy(t, engine)
		o.writeOff(40_00)
		o.Write(func(w store.Writer) error { _, err := w.PutEscalation(o.handedOver()); return err })
		d := o.into()
		o.Read(func(r store.Reader) error {
			offs, err := r.WriteOffs(d.ID)
			ok(t, err)
			want(t, "write-offs", len(offs), 1)
			want(t, "whose", offs[0].Debtor, d.ID)
			away, err := r.Escalations(d.ID)
			want(t, "escalations", len(away), 1)
			return err
		})
		want(t, "open", o.accounts(store.AccountQuery{}, Today)[d.ID].Items[0].Open, nok(60_00))
	})
}

// onAccount has the source tell of money on account of the debtor.
func (o *One) onAccount(key string, minor int64) {
	d := o.Source.Debtors[0]
	for i := range o.Source.Items {
		if o.Source.Items[i].ExternalID == key {
			o.Source.Items[i].Amount.Minor, o.Source.Items[i].Open.Minor = -minor, -minor
			return
		}
	}
	o.Source.Items = append(o.Source.Items, Item(d, func(it *store.SourceItem) {
		it.ExternalID, it.Number, it.Kind, it.Amount, it.Open = key, key, receivable.OnAccount, nok(-minor), nok(-minor)
	}))
}

func (o *One) credits() (out []store.OnAccount) {
	o.T.Helper()
	o.Clock.Advance(time.Hour)
	o.Sync(o.Connection, o.Source)
	o.Write(func(w store.Writer) (err error) {
		out, err = w.NoteCredits(o.Connection)
		return err
	})
	return out
}

func moneyOnAccount(t *testing.T, engine New) {
	o := NewOne(NewBook(t, engine))
	o.onAccount("B1", 5_00)
	want(t, "of a customer without a write-off", len(o.credits()), 0)
	id := o.writeOff(40_00)
	want(t, "what was there before", len(o.credits()), 0)
	o.onAccount("B1", 7_00)
	o.onAccount("B2", 30_00)
	seen := o.credits()
	want(t, "moved", len(seen), 2)
	want(t, "more of what was there", seen[0].Came, nok(2_00))
	want(t, "new", seen[1].Came, nok(30_00))
	want(t, "whose", seen[1].Debtor, o.Debtor.ID)
	want(t, "number", seen[1].Number, "B2")
	want(t, "seen again", len(o.credits()), 0)
	o.onAccount("B2", 0)
	seen = o.credits()
	want(t, "taken by an invoice", seen[0].Came, nok(-30_00))
	want(t, "left of it", seen[0].Free, nok(0))
	o.Write(func(w store.Writer) error {
		off, err := w.WriteOff(id)
		ok(t, err)
		off, _, err = off.Reverse(nil)
		ok(t, err)
		return w.SetWriteOff(off)
	})
	o.onAccount("B3", 9_00)
	want(t, "when nothing is written off any more", len(o.credits()), 0)
}

func postings(t *testing.T, engine New) {
	t.Run("booked by the source it is not counted twice", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		id := o.writeOff(40_00)
		o.Source.Items[0].Open.Minor = 60_00
		same(t, "what the read saw", o.reread(), []store.Posting{{Debtor: o.Debtor.ID, Item: o.Item.ID, Number: o.Item.Number, Posted: nok(40_00), Recovered: nok(0)}})
		want(t, "seen again", len(o.reread()), 0)
		it := o.item(o.Item.ExternalID)
		want(t, "open", it.Open, nok(60_00))
		want(t, "written off and not booked", it.Written, nok(0))
		want(t, "posted", o.kept(id).Posted, nok(40_00))
		want(t, "posted on", o.kept(id).PostedOn, Today)
	})
	t.Run("a whole read that no longer brings the item", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		id := o.writeOff(100_00)
		o.Source.Items = nil
		want(t, "seen", len(o.reread()), 1)
		want(t, "posted", o.kept(id).Posted, nok(100_00))
		want(t, "open", o.item(o.Item.ExternalID).Open, nok(0))
	})
	t.Run("money for the rest leaves it as it is", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		id := o.writeOff(40_00)
		o.paid("P1", 60_00)
		want(t, "recovered", len(o.reread()), 0)
		want(t, "open", o.item(o.Item.ExternalID).Open, nok(0))
		kept := o.kept(id)
		want(t, "waiting", kept.Waiting(), nok(40_00))
	})
	t.Run("money after all is told once", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		id := o.writeOff(100_00)
		o.paid("P1", 30_00)
		same(t, "recovered", o.reread(), []store.Posting{{Debtor: o.Debtor.ID, Item: o.Item.ID, Number: o.Item.Number, Posted: nok(0), Recovered: nok(30_00)}})
		want(t, "told again", len(o.reread()), 0)
		want(t, "recovered", o.kept(id).Recovered, nok(30_00))
		want(t, "open", o.item(o.Item.ExternalID).Open, nok(0))
	})
	t.Run("money on what the source had booked already", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		id := o.writeOff(100_00)
		o.Source.Items[0].Open.Minor = 0
		o.reread()
		o.Source.Items[0].Open.Minor = 30_00 // it takes a part of the credit note back, and sets the payment against it
		o.paid("P1", 30_00)
		want(t, "recovered", len(o.reread()), 1)
		want(t, "recovered", o.kept(id).Recovered, nok(30_00))
		want(t, "posted", o.kept(id).Posted, nok(70_00))
	})
	t.Run("a read that was cut off asks for nothing that was given up", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		o.writeOff(100_00)
		o.Source.Items[0].Open.Minor = 20_00
		o.Write(func(w store.Writer) error {
			run, err := w.BeginSync(o.Connection, true)
			ok(t, err)
			ok(t, w.PutDebtors(&run, o.Source.Debtors))
			return w.PutItems(&run, o.Source.Items)
		})
		want(t, "open", o.item(o.Item.ExternalID).Open, nok(0))
		want(t, "open when planning", o.accounts(store.AccountQuery{}, Today)[o.Debtor.ID].Items[0].Open, nok(0))
	})
}

// handedOver is a hand-over of the one item.
func (o *One) handedOver() settlement.Escalation {
	e, err := settlement.NewEscalation(settlement.ToAgency, "Inkasso AS", []settlement.EscalatedItem{{Item: o.Item.ID, Number: o.Item.Number, Amount: nok(135_00)}}, "no answer", Today)
	ok(o.T, err)
	e.Debtor = o.Debtor.ID
	return e
}

func escalations(t *testing.T, engine New) {
	t.Run("its items are silent while it lives, and what was said is kept", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		id := write(o.Book, func(w store.Writer) (int64, error) { return w.PutEscalation(o.handedOver()) })
		escalated := func() bool {
			return o.accounts(store.AccountQuery{}, Today)[o.Debtor.ID].Items[0].Escalated && o.item(o.Item.ExternalID).Escalated
		}
		want(t, "silent", escalated(), true)
		for _, ev := range []settlement.EscalationEvent{
			{Kind: settlement.SaidHandedOver},
			{Kind: settlement.SaidAccepted, Note: "case 7"},
			{Kind: settlement.SaidPaid, Amount: nok(100_00)},
			{Kind: settlement.SaidWithheld, Amount: nok(10_00)},
			{Kind: settlement.SaidRemitted, Amount: nok(90_00)},
		} {
			ev.On = Today
			o.Write(func(w store.Writer) error { _, err := w.SayEscalation(id, ev); return err })
		}
		o.Write(func(w store.Writer) error { return w.SetEscalationReference(id, "K-7") })
		e := read(o.Book, func(r store.Reader) (settlement.Escalation, error) { return r.Escalation(id) })
		want(t, "state", e.State, settlement.Paying)
		want(t, "reference", e.Reference, "K-7")
		want(t, "open", e.Open(), nok(35_00))
		want(t, "came in", e.Net(), nok(90_00))
		want(t, "who said it", e.Events[1].By, "kari")
		o.Write(func(w store.Writer) error {
			_, err := w.SayEscalation(id, settlement.EscalationEvent{Kind: settlement.SaidRecalled, On: Today})
			return err
		})
		want(t, "silent after the recall", escalated(), false)
	})
	t.Run("one item is with one of them alone, and no event that cannot follow is kept", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		id := write(o.Book, func(w store.Writer) (int64, error) { return w.PutEscalation(o.handedOver()) })
		o.Refuse(fault.Conflict, func(w store.Writer) error { _, err := w.PutEscalation(o.handedOver()); return err })
		o.Refuse(fault.Conflict, func(w store.Writer) error {
			_, err := w.SayEscalation(id, settlement.EscalationEvent{Kind: settlement.SaidPaid, Amount: nok(1)})
			return err
		})
		all := read(o.Book, func(r store.Reader) ([]settlement.Escalation, error) { return r.Escalations(0) })
		want(t, "escalations", len(all), 1)
		want(t, "events", len(all[0].Events), 0)
	})
}

func enclosures(t *testing.T, engine New) {
	t.Run("are kept as they were made", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		id := write(o.Book, func(w store.Writer) (int64, error) {
			return w.PutEnclosure(store.Enclosure{About: store.AboutWriteOff, AboutID: 7, Document: store.Document{Kind: "csv", Name: "slip.csv", Bytes: []byte("a;b")}})
		})
		o.Read(func(r store.Reader) error {
			all, err := r.Enclosures(store.AboutWriteOff, 7)
			ok(t, err)
			want(t, "papers", len(all), 1)
			want(t, "bytes in a list", len(all[0].Bytes), 0)
			one, err := r.Enclosure(id)
			want(t, "bytes", string(one.Bytes), "a;b")
			want(t, "by", one.By, "kari")
			return err
		})
	})
}
