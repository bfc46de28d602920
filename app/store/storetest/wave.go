package storetest

import (
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Propose makes a wave with one line for the item.
func (o *One) Propose() (store.Wave, store.WaveLine) {
	o.T.Helper()
	id := write(o.Book, func(w store.Writer) (store.WaveID, error) {
		return w.PutWave(store.Wave{Date: Today, DataAt: Start}, []dunning.Notice{Claim(o.Item)}, nil)
	})
	wave := o.wave(id)
	return wave, read(o.Book, func(r store.Reader) ([]store.WaveLine, error) { return r.WaveLines(id, "") })[0]
}

func (b *Book) wave(id store.WaveID) store.Wave {
	b.T.Helper()
	return read(b, func(r store.Reader) (store.Wave, error) { return r.Wave(id) })
}

func waves(t *testing.T, engine New) {
	t.Run("a proposal comes back as it was put", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		out := dunning.LeftOut{Debtor: o.Debtor.ID, Item: o.Item.ID, Number: "F-1", Open: money.New(5, "NOK"), Reason: dunning.ReasonHold, Detail: dunning.Why{Key: "hold", Args: map[string]string{"until": "2026-12-01"}}, DaysOverdue: 34, Level: 1, Until: Today.AddDays(9)}
		claim := Claim(o.Item)
		id := write(o.Book, func(w store.Writer) (store.WaveID, error) {
			return w.PutWave(store.Wave{Date: Today, DataAt: Start}, []dunning.Notice{claim}, []dunning.LeftOut{out, out})
		})
		expected := store.Wave{ID: id, Date: Today, State: store.WaveProposed, Created: Start, By: "kari", DataAt: Start, Version: 1}
		want(t, "wave", o.wave(id), expected)
		lines := read(o.Book, func(r store.Reader) ([]store.WaveLine, error) { return r.WaveLine(id, o.Debtor.ID) })
		want(t, "name", lines[0].Name, o.Debtor.Name)
		same(t, "claim", lines[0].Notice, claim)
		want(t, "counts", read(o.Book, func(r store.Reader) (map[dunning.Reason]int, error) { return r.WaveLeftOutCounts(id) })[dunning.ReasonHold], 2)
		left := read(o.Book, func(r store.Reader) ([]store.LeftOutRow, error) { return r.WaveLeftOut(id, dunning.ReasonHold) })
		want(t, "left out", left[0].Detail.Args["until"], "2026-12-01")
		want(t, "days overdue of the left out", left[0].DaysOverdue, 34)
		want(t, "level of the left out", left[0].Level, 1)
		want(t, "until when it is left out", left[0].Until, Today.AddDays(9))
		want(t, "name of the left out", left[0].Name, o.Debtor.Name)
		want(t, "left out for another reason", len(read(o.Book, func(r store.Reader) ([]store.LeftOutRow, error) { return r.WaveLeftOut(id, dunning.ReasonPlan) })), 0)
		want(t, "waves", len(read(o.Book, func(r store.Reader) ([]store.Wave, error) { return r.Waves(5) })), 1)
	})
	t.Run("moves only along its states", func(t *testing.T) {
		states := []store.WaveState{store.WaveProposed, store.WaveReleasing, store.WavePaused, store.WaveReleased, store.WaveCancelled}
		allowed := map[store.WaveState][]store.WaveState{
			store.WaveProposed:  {store.WaveReleasing, store.WaveReleased, store.WaveCancelled},
			store.WaveReleasing: {store.WavePaused, store.WaveReleased, store.WaveCancelled},
			store.WavePaused:    {store.WaveReleasing, store.WaveReleased, store.WaveCancelled},
		}
		o := NewOne(NewBook(t, engine))
		for _, from := range states {
			for _, to := range states {
				v, _ := o.Propose()
				for _, step := range map[store.WaveState][]store.WaveState{
					store.WaveReleasing: {store.WaveReleasing}, store.WavePaused: {store.WaveReleasing, store.WavePaused},
					store.WaveReleased: {store.WaveReleasing, store.WaveReleased}, store.WaveCancelled: {store.WaveCancelled},
				}[from] {
					o.Write(func(w store.Writer) error { return w.SetWaveState(v, step, "") })
					v = o.wave(v.ID)
				}
				err := o.Update(t.Context(), Kari, func(w store.Writer) error { return w.SetWaveState(v, to, "why") })
				may := false
				for _, s := range allowed[from] {
					may = may || s == to
				}
				if may != (err == nil) {
					t.Errorf("%s to %s: error = %v, allowed %v", from, to, err, may)
				}
				if !may {
					wantCode(t, err, fault.Conflict)
				}
			}
		}
	})
}

func waveLines(t *testing.T, engine New) {
	t.Run("its next lines are the first of those that are in", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		claims := []dunning.Notice{Claim(o.Item), Claim(o.Item), Claim(o.Item)}
		claims[1].Currency, claims[2].Currency = "EUR", "DKK"
		id := write(o.Book, func(w store.Writer) (store.WaveID, error) {
			return w.PutWave(store.Wave{Date: Today, DataAt: Start}, claims, nil)
		})
		all := read(o.Book, func(r store.Reader) ([]store.WaveLine, error) { return r.WaveLines(id, "") })
		o.Write(func(w store.Writer) error { return w.SetLineState(all[0].ID, store.LineExcluded, "talks ongoing") })
		for most, n := range map[int]int{1: 1, 2: 2, 9: 2} {
			o.Read(func(r store.Reader) error {
				next, in, err := r.NextLines(id, most)
				want(t, "lines that are in", in, 2)
				same(t, "the first of them", next, all[1:1+n:1+n])
				return err
			})
		}
	})
}

func waveChanges(t *testing.T, engine New) {
	t.Run("an old version is a conflict", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		wave, line := o.Propose()
		o.Write(func(w store.Writer) error { return w.SetLineState(line.ID, store.LineExcluded, "talks ongoing") })
		o.Refuse(fault.Conflict, func(w store.Writer) error { return w.SetWaveState(wave, store.WaveReleasing, "") })
		got := read(o.Book, func(r store.Reader) ([]store.WaveLine, error) { return r.WaveLines(wave.ID, store.LineExcluded) })
		want(t, "why", got[0].Why, "talks ongoing")
		want(t, "by", got[0].By, "kari")
		wave = o.wave(wave.ID)
		o.Write(func(w store.Writer) error { return w.SetWaveState(wave, store.WaveReleasing, "") })
		releasing := o.wave(wave.ID)
		o.Write(func(w store.Writer) error { return w.SetLineState(line.ID, store.LineDropped, "paid") })
		want(t, "version while it is released", o.wave(wave.ID).Version, releasing.Version)
		o.Write(func(w store.Writer) error { return w.SetWaveState(releasing, store.WaveReleased, "") })
		want(t, "released", o.wave(wave.ID).Released, Start)
		o.Refuse(fault.Conflict, func(w store.Writer) error { return w.SetLineState(line.ID, store.LineIn, "") })
	})
	t.Run("a line is planned anew until it is issued", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		wave, line := o.Propose()
		fresh := line.Notice
		fresh.Why = dunning.Why{Key: "planned-again"}
		o.Write(func(w store.Writer) error { return w.ReplaceLine(line.ID, fresh) })
		want(t, "reason", read(o.Book, func(r store.Reader) ([]store.WaveLine, error) { return r.WaveLines(wave.ID, "") })[0].Notice.Why.Key, "planned-again")
		o.Write(func(w store.Writer) error {
			_, err := o.issue(w, store.Notice{Wave: wave.ID, Line: line.ID, Claim: fresh})
			return err
		})
		o.Refuse(fault.Conflict, func(w store.Writer) error { return w.ReplaceLine(line.ID, fresh) })
		o.Refuse(fault.Conflict, func(w store.Writer) error { return w.SetLineState(line.ID, store.LineExcluded, "too late") })
	})
	t.Run("what is not there is not found", func(t *testing.T) {
		b := NewBook(t, engine)
		wantCode(t, b.View(t.Context(), func(r store.Reader) error { _, err := r.Wave(7); return err }), fault.NotFound)
		b.Refuse(fault.NotFound, func(w store.Writer) error { return w.SetLineState(7, store.LineIn, "") })
	})
}

func notices(t *testing.T, engine New) {
	t.Run("issuing does everything in one transaction", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		wave, line := o.Propose()
		id := write(o.Book, func(w store.Writer) (store.NoticeID, error) {
			return o.issue(w, store.Notice{Wave: wave.ID, Line: line.ID, Claim: line.Notice})
		})
		n := read(o.Book, func(r store.Reader) (store.Notice, error) { return r.Notice(id) })
		want(t, "number", n.Number, "2026-000001")
		want(t, "state", n.State, store.OutQueued)
		want(t, "name", n.Name, o.Debtor.Name)
		want(t, "from", n.From, "desk@example.com")
		docs := read(o.Book, func(r store.Reader) ([]store.Document, error) { return r.Documents(id) })
		want(t, "bytes", string(docs[0].Bytes), "From: desk\r\n\r\n")
		want(t, "level", o.item(o.Item.ExternalID).Level, 1)
		charges := read(o.Book, func(r store.Reader) ([]dunning.Charge, error) { return r.Charges(o.Debtor.ID, true) })
		want(t, "charges", len(charges), 1)
		want(t, "notice of the charge", charges[0].Notice, int64(id))
		lines := read(o.Book, func(r store.Reader) ([]store.WaveLine, error) { return r.WaveLines(wave.ID, store.LineIssued) })
		want(t, "notice of the line", lines[0].Issued, int64(id))
		out := read(o.Book, func(r store.Reader) ([]store.OutMessage, error) { return r.Outbox(0) })
		want(t, "outbox", len(out), 1)
		want(t, "by customer", len(read(o.Book, func(r store.Reader) ([]store.Notice, error) { return r.Notices(o.Debtor.ID, 0) })), 1)
		want(t, "by wave", len(read(o.Book, func(r store.Reader) ([]store.Notice, error) { return r.Notices(0, wave.ID) })), 1)

		o.Refuse(fault.Conflict, func(w store.Writer) error {
			_, err := o.issue(w, store.Notice{Wave: wave.ID, Line: line.ID, Claim: line.Notice})
			return err
		})
		for year, number := range map[int]string{2026: "2026-000002", 2031: "2031-000001"} {
			want(t, "the number ahead", read(o.Book, func(r store.Reader) (string, error) { return r.NoticeNumberAhead(year) }), number)
		}
		next := write(o.Book, func(w store.Writer) (string, error) { return w.NextNoticeNumber(2026) })
		want(t, "number after one that was not used", next, "2026-000002")
	})
}

func noticesOnce(t *testing.T, engine New) {
	t.Run("two waves do not remind of one thing twice", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		first, a := o.Propose()
		second, b := o.Propose()
		o.Write(func(w store.Writer) error {
			_, err := o.issue(w, store.Notice{Wave: first.ID, Line: a.ID, Claim: a.Notice})
			return err
		})
		o.Refuse(fault.Conflict, func(w store.Writer) error {
			_, err := o.issue(w, store.Notice{Wave: second.ID, Line: b.ID, Claim: b.Notice})
			return err
		})
	})
	t.Run("a confirmation, which leaves the level, is not sent twice either", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		o.Issue(Claim(o.Item))
		stands := o.item(o.Item.ExternalID)
		confirm := Claim(stands, func(n *dunning.Notice) {
			n.Date, n.Level, n.Confirm, n.New, n.Fee = Today.AddDays(1), 1, true, nil, money.Zero("NOK")
			n.Lines[0].Level = 1
		})
		o.Issue(confirm)
		o.Refuse(fault.Conflict, func(w store.Writer) error { _, err := o.issue(w, store.Notice{Claim: confirm}); return err })
	})
	t.Run("what was settled, excluded or given to another customer is not issued", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		wave, line := o.Propose()
		o.Write(func(w store.Writer) error { return w.SetLineState(line.ID, store.LineExcluded, "") })
		issue := func(w store.Writer) error {
			_, err := o.issue(w, store.Notice{Wave: wave.ID, Line: line.ID, Claim: line.Notice})
			return err
		}
		o.Refuse(fault.Conflict, issue)
		o.Write(func(w store.Writer) error { return w.SetLineState(line.ID, store.LineIn, "") })
		o.Source.Items[0].Open.Minor = 0
		o.Sync(o.Connection, o.Source)
		o.Refuse(fault.Conflict, issue)
	})
	t.Run("a call leaves no message", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		o.Issue(Claim(o.Item, func(n *dunning.Notice) { n.Channel = receivable.Call }))
		want(t, "outbox", len(read(o.Book, func(r store.Reader) ([]store.OutMessage, error) { return r.Outbox(0) })), 0)
	})
	t.Run("an answer is heard once, and a judged promise is behind us", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		o.Write(func(w store.Writer) error {
			id, err := w.PutPromise(store.PromiseRow{Debtor: o.Debtor.ID, Promise: dunning.Promise{Amount: money.New(1, "NOK"), By: Today}})
			ok(t, err)
			ok(t, w.SetPromiseState(id, dunning.PromiseBroken))
			return w.PutAnswer(o.Debtor.ID, dunning.AsksTime, "")
		})
		a := o.accounts(store.AccountQuery{}, Today)[o.Debtor.ID]
		want(t, "promises before", len(a.Promises), 1)
		o.Clock.Advance(time.Second)
		o.Issue(Claim(o.Item))
		a = o.accounts(store.AccountQuery{}, Today)[o.Debtor.ID]
		want(t, "answer", a.Answer, dunning.NoAnswer)
		want(t, "promises after", len(a.Promises), 0)
	})
}

// A note before the due date and a word of thanks take no level and start no clock; a contact they are.
func events(t *testing.T, engine New) {
	o := NewOne(NewBook(t, engine))
	early := Claim(o.Item, func(n *dunning.Notice) {
		n.Event, n.Level, n.New, n.Fee = dunning.EventEarly, 0, nil, money.Zero("NOK")
		n.Lines[0].Level = 0
	})
	account := func() dunning.Account { return o.accounts(store.AccountQuery{Paid: true}, Today)[o.Debtor.ID] }
	id := o.Issue(early)
	it := o.item(o.Item.ExternalID)
	want(t, "level", it.Level, 0)
	want(t, "note before due", it.EarlyNotice, Today)
	want(t, "last notice of the customer", account().Last.IsZero(), true)
	want(t, "contacts", len(account().Contacts), 1)
	o.Refuse(fault.Conflict, func(w store.Writer) error { _, err := o.issue(w, store.Notice{Claim: early}); return err })
	o.Write(func(w store.Writer) error { return w.CancelNotice(id, "not wanted") })
	want(t, "note before due after taking it back", o.item(o.Item.ExternalID).EarlyNotice.IsZero(), true)
	want(t, "contacts after taking back what never left", len(account().Contacts), 0)

	reminder := o.Issue(Claim(o.item(o.Item.ExternalID)))
	o.Source.Items[0].Open.Minor = 0
	o.Source.Payments = append(o.Source.Payments, store.SourcePayment{
		Payment: receivable.Payment{
			ExternalID: "thanks", Date: Today, Amount: o.Item.Open, Unapplied: money.Zero("NOK"),
			Allocations: []receivable.Allocation{{Amount: o.Item.Open, Date: Today}},
		},
		DebtorExternal: o.Debtor.ExternalID, ItemExternals: []string{o.Item.ExternalID},
	})
	o.Sync(o.Connection, o.Source)
	paid := account().Items
	want(t, "paid items", len(paid), 1)
	want(t, "paid on", paid[0].PaidOn, Today)
	thanks := Claim(o.item(o.Item.ExternalID), func(n *dunning.Notice) {
		n.Event, n.Level, n.New, n.Fee = dunning.EventThanks, 0, nil, money.Zero("NOK")
		n.Lines[0].Level = n.Lines[0].Previous
	})
	thanked := o.Issue(thanks)
	want(t, "thanked once", len(account().Items), 0)
	want(t, "without payments asked for", len(o.accounts(store.AccountQuery{}, Today)), 0)
	o.Write(func(w store.Writer) error { return w.CancelNotice(reminder, "sent in error") })
	want(t, "level after taking back the reminder under the thanks", o.item(o.Item.ExternalID).Level, 0)
	o.Write(func(w store.Writer) error { return w.CancelNotice(thanked, "it bounced") })
	back := o.item(o.Item.ExternalID)
	want(t, "thanked after taking that back too", back.Thanked, false)
	want(t, "and the level, which thanks do not touch", back.Level, 0)
}

func cancelling(t *testing.T, engine New) {
	o := NewOne(NewBook(t, engine))
	first := o.Issue(Claim(o.Item, func(n *dunning.Notice) { n.Lines[0].Interest = money.New(2_00, "NOK") }))
	after := o.item(o.Item.ExternalID)
	o.Clock.Advance(time.Minute)
	o.Write(func(w store.Writer) error { return w.PutAnswer(o.Debtor.ID, dunning.SaysPaid, "") })
	o.Clock.Advance(time.Minute)
	second := o.Issue(Claim(after, func(n *dunning.Notice) { n.Date = Today.AddDays(14); n.New[0].On = n.Date }))
	cancel := func(id store.NoticeID) func(store.Writer) error {
		return func(w store.Writer) error { return w.CancelNotice(id, "wrong customer") }
	}
	o.Refuse(fault.Conflict, cancel(first)) // level 2 stands on it
	o.Write(cancel(second))
	same(t, "item is not as before the cancelled notice", o.item(o.Item.ExternalID).Item, after.Item)
	charges := read(o.Book, func(r store.Reader) ([]dunning.Charge, error) { return r.Charges(o.Debtor.ID, true) })
	want(t, "open charges", len(charges), 1)
	a := o.accounts(store.AccountQuery{}, Today)[o.Debtor.ID]
	want(t, "last notice", a.Last, Today)
	want(t, "answer since that notice", a.Answer, dunning.SaysPaid)
	n := read(o.Book, func(r store.Reader) (store.Notice, error) { return r.Notice(second) })
	want(t, "cancelled", n.Cancelled, true)
	want(t, "message", n.State, store.OutCancelled)
	o.Refuse(fault.Conflict, cancel(second))
	o.Write(cancel(first))
	want(t, "level", o.item(o.Item.ExternalID).Level, 0)
	want(t, "fees charged", o.item(o.Item.ExternalID).FeesCharged, 0)
	want(t, "charges in the totals", o.row(o.Debtor.ID).Balances[0].Charges, int64(0))
	o.Refuse(fault.NotFound, cancel(999))

	t.Run("not while it is being sent", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		id := o.Issue(Claim(o.Item))
		o.Write(func(w store.Writer) error { _, err := w.ClaimOutbox("me", time.Minute, 1); return err })
		o.Refuse(fault.Conflict, func(w store.Writer) error { return w.CancelNotice(id, "") })
	})
}
