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

func (b *Book) changes() map[string]string {
	b.T.Helper()
	out := map[string]string{}
	for _, c := range read(b, func(r store.Reader) ([]store.ItemChange, error) { return r.Changes(Start, 0) }) {
		out[c.Number] += c.What + " " + c.Before.String() + ">" + c.After.String() + ";"
	}
	return out
}

func widening(t *testing.T, engine New) {
	t.Run("a read of what changed becomes one of everything", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		before := read(o.Book, func(r store.Reader) (store.Connection, error) { return r.Connection(o.Connection) })
		o.Write(func(w store.Writer) error {
			run, err := w.BeginSync(o.Connection, false)
			ok(t, err)
			ok(t, w.WidenSync(&run))
			want(t, "full", run.Full, true)
			ok(t, w.PutDebtors(&run, o.Source.Debtors))
			run.Complete = true
			ok(t, w.SettleAbsent(&run, Today))
			return w.FinishSync(&run, Today)
		})
		after := read(o.Book, func(r store.Reader) (store.Connection, error) { return r.Connection(o.Connection) })
		want(t, "generation", after.Generation, before.Generation+1)
		want(t, "what is absent", o.item(o.Item.ExternalID).Open.Minor, 0)
		runs := read(o.Book, func(r store.Reader) ([]store.SyncRun, error) { return r.SyncRuns(o.Connection, 10) })
		want(t, "the run is full", runs[0].Full, true)
		want(t, "runs", len(runs), 2)
	})
}

func rereads(t *testing.T, engine New) {
	widening(t, engine)
	t.Run("the same again changes nothing", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		run := o.Sync(o.Connection, o.Source)
		want(t, "changes", run.Changes, store.SyncChanges{})
		want(t, "rows of what changed", len(o.changes()), 0)
	})
	t.Run("changes are told apart", func(t *testing.T) {
		b := NewBook(t, engine)
		id, d := b.Connect(), Debtor()
		items := []store.SourceItem{Item(d), Item(d), Item(d, Left(0)), Item(d)}
		b.Sync(id, Delivery{Debtors: []store.SourceDebtor{d}, Items: items})
		items[0].Open.Minor = 60_00                // part paid
		items[1].Open.Minor = 0                    // paid
		items[2].Open.Minor = 100_00               // its payment bounced
		items[3].Due = items[3].Due.AddDays(14)    // more time at the source
		items = append(items, Item(d))             // new
		items = append(items, items[len(items)-1]) // and brought twice in one read
		run := b.Sync(id, Delivery{Debtors: []store.SourceDebtor{d}, Items: items}, func(r *store.SyncRun) { r.Claimed["NOK"] -= 100_00 })
		want(t, "changes", run.Changes, store.SyncChanges{NewItems: 1, ChangedItems: 2, Settled: 1, Reopened: 1})
		expected := map[string]string{
			items[0].Number: "changed 100.00>60.00;", items[1].Number: "settled 100.00>0.00;", items[2].Number: "reopened 0.00>100.00;",
			items[3].Number: "changed 100.00>100.00;", items[4].Number: "new 0.00>100.00;",
		}
		same(t, "changes", b.changes(), expected)
		want(t, "day on which it was seen settled", b.item(items[1].ExternalID).Settled, Today)
		want(t, "settled day of what is open again", b.item(items[2].ExternalID).Settled.IsZero(), true)
	})
	t.Run("a renumbered customer keeps its history", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		o.Issue(Claim(o.Item))
		o.Source.Debtors[0].Number = "77777"
		run := o.Sync(o.Connection, o.Source)
		want(t, "changes", run.Changes, store.SyncChanges{ChangedDebtors: 1})
		want(t, "id", o.debtor("77777").ID, o.Debtor.ID)
		want(t, "level", o.item(o.Item.ExternalID).Level, 1)
	})
	t.Run("a merged customer's items move with their history", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		o.Issue(Claim(o.Item))
		o.Write(func(w store.Writer) error {
			_, err := w.PutDispute(store.DisputeRow{Dispute: dunning.Dispute{Reason: "quality"}, Debtor: o.Debtor.ID, Item: o.Item.ID})
			return err
		})
		into := Debtor()
		o.Source.Debtors = []store.SourceDebtor{into}
		o.Source.Items[0].DebtorExternal = into.ExternalID
		o.Sync(o.Connection, o.Source)
		want(t, "the old customer is gone", o.debtor(o.Debtor.ExternalID).Gone, true)
		target := o.debtor(into.ExternalID)
		account := o.accounts(store.AccountQuery{}, Today)[target.ID]
		want(t, "items of the new customer", len(account.Items), 1)
		want(t, "level", account.Items[0].Level, 1)
		want(t, "disputed", account.Items[0].Dispute != nil, true)
	})
	t.Run("a new address mends a dead channel, and a chosen owner stays", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		o.Write(func(w store.Writer) error {
			ok(t, w.MarkDead(receivable.DeadChannel{Debtor: o.Debtor.ID, Channel: receivable.Email, Cause: receivable.Bounced, Why: "bounced", On: Today}))
			ok(t, w.MarkDead(receivable.DeadChannel{Debtor: o.Debtor.ID, Channel: receivable.Letter, Cause: receivable.Bounced, Why: "came back", On: Today}))
			return w.SetOwner([]receivable.DebtorID{o.Debtor.ID}, "Berit")
		})
		o.Source.Debtors[0].Email, o.Source.Debtors[0].Owner = "new@example.com", "Ola"
		o.Sync(o.Connection, o.Source)
		d := o.debtor(o.Debtor.ExternalID)
		same(t, "dead channels", d.Dead, []receivable.Channel{receivable.Letter})
		want(t, "owner", d.Owner, "Berit")
		o.Write(func(w store.Writer) error { return w.Revive(o.Debtor.ID, receivable.Letter, "mended") })
		want(t, "dead channels", len(o.debtor(o.Debtor.ExternalID).Dead), 0)
		marks := read(o.Book, func(r store.Reader) ([]receivable.DeadChannel, error) { return r.DeadChannels(o.Debtor.ID) })
		want(t, "marks", len(marks), 2)
		want(t, "the source mended the first", marks[0].RevivedWhy+marks[0].Revived.String(), "another address"+Start.String())
		want(t, "a person the second", marks[1].RevivedWhy, "mended")
		o.Refuse(fault.Conflict, func(w store.Writer) error { return w.Revive(o.Debtor.ID, receivable.Letter, "again") })
	})
}

// twoCustomers is a book that has read two customers with an item each.
func twoCustomers(t *testing.T, engine New) (*Book, receivable.ConnectionID, Delivery) {
	t.Helper()
	b := NewBook(t, engine)
	id, d, e := b.Connect(), Debtor(), Debtor()
	all := Delivery{Debtors: []store.SourceDebtor{d, e}, Items: []store.SourceItem{Item(d), Item(e)}}
	b.Sync(id, all)
	return b, id, all
}

// withoutSecond is a delivery that lacks the second customer.
func withoutSecond(all Delivery) Delivery {
	return Delivery{Debtors: all.Debtors[:1], Items: all.Items[:1]}
}

func absences(t *testing.T, engine New) {
	t.Run("a complete read settles what it did not bring", func(t *testing.T) {
		b, id, all := twoCustomers(t, engine)
		run := b.Sync(id, withoutSecond(all))
		want(t, "changes", run.Changes, store.SyncChanges{Settled: 1, Gone: 1})
		want(t, "open", b.item(all.Items[1].ExternalID).Open.Minor, int64(0))
		want(t, "settled", b.item(all.Items[1].ExternalID).Settled, Today)
		want(t, "gone", b.debtor(all.Debtors[1].ExternalID).Gone, true)
		run = b.Sync(id, all)
		want(t, "changes when it comes back", run.Changes, store.SyncChanges{ChangedDebtors: 1, Reopened: 1})
		want(t, "gone", b.debtor(all.Debtors[1].ExternalID).Gone, false)
	})
	t.Run("an interrupted read settles nothing", func(t *testing.T) {
		b, id, all := twoCustomers(t, engine)
		b.Refuse(fault.Refused, func(w store.Writer) error {
			run, err := w.BeginSync(id, true)
			ok(t, err)
			ok(t, w.PutItems(&run, nil))
			return w.SettleAbsent(&run, Today)
		})
		run := b.Sync(id, withoutSecond(all), func(r *store.SyncRun) { r.Complete, r.Code = false, "connector-crashed" })
		want(t, "changes", run.Changes, store.SyncChanges{})
		want(t, "generation", read(b, func(r store.Reader) (store.Connection, error) { return r.Connection(id) }).Generation, 1)
		want(t, "open", b.item(all.Items[1].ExternalID).Open.Minor, int64(100_00))
	})
	t.Run("a read after an interrupted one judges by itself alone", func(t *testing.T) {
		b, id, all := twoCustomers(t, engine)
		b.Write(func(w store.Writer) error { // dies after it has seen an item that is paid before the next read
			run, err := w.BeginSync(id, true)
			ok(t, err)
			ok(t, w.PutDebtors(&run, all.Debtors))
			return w.PutItems(&run, all.Items)
		})
		run := b.Sync(id, withoutSecond(all))
		want(t, "settled", run.Changes.Settled, int64(1))
		want(t, "agrees", run.Agrees, true)
	})
}

func absenceProvesNothing(t *testing.T, engine New) {
	t.Run("refused records make absence prove nothing", func(t *testing.T) {
		b, id, all := twoCustomers(t, engine)
		run := b.Sync(id, withoutSecond(all), func(r *store.SyncRun) { r.Rejected = 1; r.Claimed["NOK"] = 200_00 })
		want(t, "changes", run.Changes, store.SyncChanges{})
		stale := func() bool {
			return b.accounts(store.AccountQuery{}, Today)[b.debtor(all.Debtors[1].ExternalID).ID].Items[0].Stale
		}
		want(t, "stale", stale(), true)
		b.Sync(id, all)
		want(t, "stale when it was seen again", stale(), false)
	})
	t.Run("a read of some customers looks at these alone", func(t *testing.T) {
		b, id, all := twoCustomers(t, engine)
		b.Clock.Advance(time.Hour)
		first := b.debtor(all.Debtors[0].ExternalID)
		run := write(b, func(w store.Writer) (store.SyncRun, error) {
			run, err := w.BeginSync(id, false)
			ok(t, err)
			run.Partial, run.Complete = true, true
			ok(t, w.PutDebtors(&run, all.Debtors[:1]))
			ok(t, w.SettleAbsent(&run, Today, first.ID))
			return run, w.FinishSync(&run, Today)
		})
		want(t, "changes", run.Changes, store.SyncChanges{Settled: 1})
		want(t, "open of the other", b.item(all.Items[1].ExternalID).Open.Minor, int64(100_00))
		c := read(b, func(r store.Reader) (store.Connection, error) { return r.Connection(id) })
		want(t, "fresh at", c.FreshAt, Start)
		want(t, "generation", c.Generation, 1)
	})
	t.Run("connections do not settle each other's items", func(t *testing.T) {
		b, _, all := twoCustomers(t, engine)
		b.Sync(b.Connect(), Delivery{})
		want(t, "open", b.item(all.Items[0].ExternalID).Open.Minor, int64(100_00))
	})
}

func payments(t *testing.T, engine New) {
	o := NewOne(NewBook(t, engine))
	p := store.SourcePayment{
		DebtorExternal: o.Debtor.ExternalID, ItemExternals: []string{o.Item.ExternalID, "settled long ago"},
		Payment: receivable.Payment{
			ExternalID: "P1", Date: Today.AddDays(-10), Amount: money.New(70_00, "NOK"), Unapplied: money.New(10_00, "NOK"), Reference: "RF18", Text: "thanks",
			Allocations: []receivable.Allocation{{Amount: money.New(40_00, "NOK"), Date: Today.AddDays(-9)}, {Amount: money.New(20_00, "NOK")}},
		},
	}
	o.Source.Payments = []store.SourcePayment{p}
	o.Source.Items[0].Open.Minor = 60_00
	run := o.Sync(o.Connection, o.Source)
	want(t, "new payments", run.Changes.NewPayments, 1)
	want(t, "new payments when read again", o.Sync(o.Connection, o.Source).Changes.NewPayments, 0)
	got := read(o.Book, func(r store.Reader) ([]receivable.Payment, error) { return r.Payments(o.Debtor.ID) })
	expected := p.Payment
	expected.ID, expected.Debtor, expected.Connection = got[0].ID, o.Debtor.ID, o.Connection
	expected.Allocations = []receivable.Allocation{
		{Amount: money.New(20_00, "NOK"), Date: Today.AddDays(-10)}, // without a day of its own: the payment's
		{Item: o.Item.ID, Amount: money.New(40_00, "NOK"), Date: Today.AddDays(-9)},
	}
	same(t, "payments", got, []receivable.Payment{expected})
	history := func() []dunning.Move {
		return o.accounts(store.AccountQuery{}, Today)[o.Debtor.ID].Items[0].History
	}
	same(t, "history", history(), []dunning.Move{{On: Today.AddDays(-9), Amount: money.New(-40_00, "NOK"), Paid: true}})
	moves := read(o.Book, func(r store.Reader) ([]store.ItemMove, error) { return r.Moves(o.Debtor.ID) })
	same(t, "moves that reads saw", moves, []store.ItemMove{{Item: o.Item.ID, On: Today, Amount: money.New(-40_00, "NOK")}})
	t.Run("a payment that was reversed explains nothing; what reads saw does", func(t *testing.T) {
		o.Source.Payments[0].Reversed = true
		o.Sync(o.Connection, o.Source)
		same(t, "history", history(), []dunning.Move{{On: Today, Amount: money.New(-40_00, "NOK")}})
	})
	t.Run("what was paid before the first read counts from the item's own date", func(t *testing.T) {
		o := NewOne(NewBook(t, engine), Left(30_00))
		h := o.accounts(store.AccountQuery{}, Today)[o.Debtor.ID].Items[0].History
		same(t, "history", h, []dunning.Move{{On: o.Item.Issued, Amount: money.New(-70_00, "NOK")}})
	})
}

func oldDebt(t *testing.T, engine New) {
	cases := map[string]struct {
		review store.Review
		old    map[int]bool // days overdue at the first read -> held
	}{
		"undecided holds what is more than 60 days overdue": {store.Review{}, map[int]bool{10: false, 60: false, 61: true}},
		"hold old":   {store.Review{Decided: true, Choice: store.ReviewHoldOld, RecentDays: 20}, map[int]bool{20: false, 21: true}},
		"hold all":   {store.Review{Decided: true, Choice: store.ReviewHoldAll}, map[int]bool{0: false, 1: true}},
		"start all ": {store.Review{Decided: true, Choice: store.ReviewStart}, map[int]bool{400: false}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			b := NewBook(t, engine)
			id := write(b, func(w store.Writer) (receivable.ConnectionID, error) {
				return w.PutConnection(store.Connection{Name: "books", Kind: "demo", Review: c.review})
			})
			d := Debtor()
			all, byNumber := Delivery{Debtors: []store.SourceDebtor{d}}, map[string]bool{}
			for days, held := range c.old {
				it := Item(d, Due(days))
				all.Items = append(all.Items, it)
				byNumber[it.Number] = held
			}
			b.Sync(id, all)
			later := Item(d, Due(400)) // a later read brings it, as when an empty export is filled: it is old debt all the same
			all.Items = append(all.Items, later)
			byNumber[later.Number] = c.review.Choice != store.ReviewStart
			b.Sync(id, all)
			held := func() map[string]bool {
				got := map[string]bool{}
				for _, a := range b.accounts(store.AccountQuery{}, Today) {
					for _, it := range a.Items {
						got[it.Number] = it.OldDebt
					}
				}
				return got
			}
			same(t, "held items", held(), byNumber)
			for _, it := range all.Items {
				id := b.item(it.ExternalID).ID
				b.Write(func(w store.Writer) error { return w.SetReviewed([]receivable.ItemID{id}) })
				byNumber[it.Number] = false
			}
			same(t, "held items after a person released them", held(), byNumber)
		})
	}
}
