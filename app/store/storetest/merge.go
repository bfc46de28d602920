package storetest

import (
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// busy is a customer with everything that can be noted about one.
func busy(t *testing.T, engine New) *One {
	t.Helper()
	o := NewOne(NewBook(t, engine))
	o.Source.Debtors[0].OrgNumber = "987654325"
	o.Sync(o.Connection, o.Source)
	o.Issue(Claim(o.Item, interest))
	id := o.Debtor.ID
	o.Write(func(w store.Writer) error {
		ok(t, w.Append(activity.NoteAdded, int64(id), 0, "before", nil))
		ok(t, w.PutAnswer(id, dunning.AsksTime, "next month"))
		ok(t, w.SetOwner([]receivable.DebtorID{id}, "Berit"))
		_, err := w.PutHold(store.Hold{Hold: dunning.Hold{Until: Today.AddDays(7), Reason: "talks"}, Debtor: id})
		ok(t, err)
		_, err = w.PutPromise(store.PromiseRow{Promise: dunning.Promise{Amount: money.New(50_00, "NOK"), By: Today.AddDays(7)}, Debtor: id})
		ok(t, err)
		_, err = w.PutDispute(store.DisputeRow{Dispute: dunning.Dispute{Reason: "quality"}, Debtor: id, Item: o.Item.ID})
		ok(t, err)
		_, err = w.PutTask(store.Task{Kind: store.TaskCall, Debtor: id, Due: Today})
		return err
	})
	return o
}

// into brings the source's customer under a new key.
func (o *One) into(change ...func(*store.SourceDebtor)) receivable.Debtor {
	o.T.Helper()
	d := Debtor(append([]func(*store.SourceDebtor){func(d *store.SourceDebtor) { d.OrgNumber = "987654325" }}, change...)...)
	o.Source.Debtors = []store.SourceDebtor{d}
	for i := range o.Source.Items {
		o.Source.Items[i].DebtorExternal = d.ExternalID
	}
	o.Clock.Advance(time.Hour)
	o.Sync(o.Connection, o.Source)
	return read(o.Book, func(r store.Reader) (receivable.Debtor, error) { return r.FindDebtor(d.ExternalID) })
}

func merged(t *testing.T, engine New) {
	t.Run("all that was noted is found at the new one", func(t *testing.T) {
		o := busy(t, engine)
		before := o.charges()
		d := o.into()
		a := o.accounts(store.AccountQuery{}, Today)[d.ID]
		want(t, "level", a.Items[0].Level, 1)
		want(t, "disputed", a.Items[0].Dispute != nil, true)
		want(t, "charges, that of the notice as a whole too", len(a.Charges), len(before))
		want(t, "holds", len(a.Holds), 1)
		want(t, "promises", len(a.Promises), 1)
		want(t, "answer", a.Answer, dunning.AsksTime)
		want(t, "last notice", a.Last, Today)
		want(t, "owner", d.Owner, "Berit")
		o.Read(func(r store.Reader) error {
			notices, err := r.Notices(d.ID, 0)
			ok(t, err)
			want(t, "notices", len(notices), 1)
			want(t, "whose notice it is", notices[0].Claim.Debtor, d.ID)
			tasks, err := r.Tasks(d.ID, true)
			ok(t, err)
			want(t, "tasks", len(tasks), 1)
			return nil
		})
	})
	t.Run("the log is added to, never changed, and read as one", func(t *testing.T) {
		o := busy(t, engine)
		d := o.into()
		entries := read(o.Book, func(r store.Reader) ([]activity.Entry, error) {
			return r.Timeline(store.TimelineQuery{Debtor: int64(d.ID)})
		})
		want(t, "entries", len(entries), 2)
		want(t, "newest", entries[0].Kind, activity.DebtorMerged)
		want(t, "oldest, of the old customer still", entries[1].Debtor, int64(o.Debtor.ID))
		again := o.into() // and once more under another key
		entries = read(o.Book, func(r store.Reader) ([]activity.Entry, error) {
			return r.Timeline(store.TimelineQuery{Debtor: int64(again.ID)})
		})
		want(t, "entries of a chain", len(entries), 3)
		chain := activity.Chain{}
		o.Read(func(r store.Reader) error { return r.Log(0, chain.Check) })
		want(t, "found by the old key", o.debtor(o.Debtor.ExternalID).ID, again.ID)
	})
	t.Run("what a wave proposed goes along", func(t *testing.T) {
		o := busy(t, engine)
		var id store.WaveID
		o.Write(func(w store.Writer) (err error) {
			id, err = w.PutWave(store.Wave{Date: Today, State: store.WaveProposed}, []dunning.Notice{Claim(o.Item)}, nil)
			return err
		})
		d := o.into()
		lines := read(o.Book, func(r store.Reader) ([]store.WaveLine, error) { return r.WaveLines(id, store.LineIn) })
		want(t, "lines", len(lines), 1)
		want(t, "whose", lines[0].Notice.Debtor, d.ID)
	})
	t.Run("a notice can be taken back at the new one", func(t *testing.T) {
		o := busy(t, engine)
		d := o.into()
		o.Write(func(w store.Writer) error {
			all, err := w.Notices(d.ID, 0)
			ok(t, err)
			return w.CancelNotice(all[0].ID, "sent in error")
		})
		a := o.accounts(store.AccountQuery{}, Today)[d.ID]
		want(t, "level", a.Items[0].Level, 0)
		want(t, "last notice", a.Last.IsZero(), true)
	})
}

func mergedOrNot(t *testing.T, engine New) {
	for name, change := range map[string]func(o *One, d *store.SourceDebtor){
		"another registration number": func(_ *One, d *store.SourceDebtor) { d.OrgNumber = "123456785" },
		"a number on one side only":   func(o *One, d *store.SourceDebtor) { d.OrgNumber, d.Name = "", o.Debtor.Name },
		"of one name, and another mail address": func(o *One, d *store.SourceDebtor) {
			o.Source.Debtors[0].OrgNumber = ""
			o.Sync(o.Connection, o.Source)
			d.OrgNumber, d.Name, d.Email = "", o.Debtor.Name, "another@person.example"
		},
		"an item that did not come back": func(o *One, _ *store.SourceDebtor) {
			o.Source.Items = append(o.Source.Items, Item(o.Source.Debtors[0]))
			o.Sync(o.Connection, o.Source)
			o.Source.Items = o.Source.Items[:1]
		},
	} {
		t.Run("not merged: "+name, func(t *testing.T) {
			o := busy(t, engine)
			d := o.into(func(d *store.SourceDebtor) { change(o, d) })
			want(t, "found by the old key", o.debtor(o.Debtor.ExternalID).ID, o.Debtor.ID)
			want(t, "holds of the new customer", len(o.accounts(store.AccountQuery{}, Today)[d.ID].Holds), 0)
			want(t, "level goes with the item", o.item(o.Item.ExternalID).Level, 1)
		})
	}
	t.Run("a re-read of the old key alone came in between", func(t *testing.T) {
		o := busy(t, engine)
		o.Write(func(w store.Writer) error { // it finds nothing there any more
			run, err := w.BeginSync(o.Connection, false)
			ok(t, err)
			run.Partial, run.Complete = true, true
			ok(t, w.SettleAbsent(&run, Today, o.Debtor.ID))
			return w.FinishSync(&run, Today)
		})
		want(t, "gone", o.debtor(o.Debtor.ExternalID).Gone, true)
		d := o.into()
		want(t, "found by the old key", o.debtor(o.Debtor.ExternalID).ID, d.ID)
		want(t, "level", o.item(o.Item.ExternalID).Level, 1)
		want(t, "holds", len(o.accounts(store.AccountQuery{}, Today)[d.ID].Holds), 1)
	})
	t.Run("without numbers the name decides", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		o.Issue(Claim(o.Item))
		d := o.into(func(d *store.SourceDebtor) { d.OrgNumber, d.Name, d.Email = "", o.Debtor.Name, o.Debtor.Email })
		want(t, "found by the old key", o.debtor(o.Debtor.ExternalID).ID, d.ID)
		want(t, "last notice", o.accounts(store.AccountQuery{}, Today)[d.ID].Last, Today)
	})
	t.Run("an invoice that was renumbered keeps everything", func(t *testing.T) {
		o := busy(t, engine)
		o.Source.Items[0].Number, o.Source.Debtors[0].Number = "R-1", "77777"
		o.Sync(o.Connection, o.Source)
		it := o.item("R-1")
		want(t, "id", it.ID, o.Item.ID)
		want(t, "level", it.Level, 1)
		want(t, "disputed", it.Dispute != nil, true)
		want(t, "notices", len(read(o.Book, func(r store.Reader) (dunning.Past, error) { return r.Past(it.ID) }).Notices), 1)
	})
}

func cleanSlates(t *testing.T, engine New) {
	for name, settle := range map[string]func(*One){
		"paid":              func(o *One) { o.Source.Items[0].Open.Minor = 0 },
		"no longer brought": func(o *One) { o.Source.Items = nil },
	} {
		t.Run(name, func(t *testing.T) {
			o := busy(t, engine)
			o.Write(func(w store.Writer) error {
				rows, err := w.Promises(o.Debtor.ID)
				ok(t, err)
				return w.SetPromiseState(rows[0].ID, dunning.PromiseBroken)
			})
			first := o.Source.Items
			settle(o)
			o.Clock.Advance(time.Hour)
			o.Sync(o.Connection, o.Source)
			o.Source.Items = append(o.Source.Items, Item(o.Source.Debtors[0]))
			o.Sync(o.Connection, o.Source)
			a := o.accounts(store.AccountQuery{}, Today)[o.Debtor.ID]
			want(t, "answer", a.Answer, dunning.NoAnswer)
			want(t, "promises of old", len(a.Promises), 0)
			want(t, "level of the new debt", a.Items[0].Level, 0)
			next := o.Issue(Claim(o.item(o.Source.Items[len(o.Source.Items)-1].ExternalID)))
			o.Write(func(w store.Writer) error { return w.CancelNotice(next, "sent in error") })
			a = o.accounts(store.AccountQuery{}, Today)[o.Debtor.ID]
			want(t, "answer after a notice was taken back", a.Answer, dunning.NoAnswer)
			want(t, "promises of old after a notice was taken back", len(a.Promises), 0)
			want(t, "charges stay", len(a.Charges), 2)
			o.Source.Items = first
			o.Source.Items[0].Open.Minor = 100_00 // the payment was reversed
			o.Sync(o.Connection, o.Source)
			it := o.item(o.Item.ExternalID)
			want(t, "level of what is open again", it.Level, 1)
			want(t, "its last notice", it.LastNotice, Today)
		})
	}
	t.Run("paid, and merged later", func(t *testing.T) {
		o := busy(t, engine)
		o.Source.Items[0].Open.Minor = 0
		o.Clock.Advance(time.Hour)
		o.Sync(o.Connection, o.Source)
		o.Source.Items = append(o.Source.Items, Item(o.Source.Debtors[0]))
		o.Sync(o.Connection, o.Source)
		d := o.into()
		want(t, "found by the old key", o.debtor(o.Debtor.ExternalID).ID, d.ID)
		want(t, "answer", o.accounts(store.AccountQuery{}, Today)[d.ID].Answer, dunning.NoAnswer)
	})
}
