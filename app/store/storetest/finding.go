package storetest

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/admission"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

func (b *Book) findings() []admission.Finding {
	b.T.Helper()
	return read(b, func(r store.Reader) ([]admission.Finding, error) { return r.Findings(store.FindingQuery{}) })
}

// said gives what stands, as "number reason".
func (b *Book) said() (out []string) {
	b.T.Helper()
	for _, f := range b.findings() {
		out = append(out, f.Number+" "+string(f.Reason))
	}
	slices.Sort(out)
	return out
}

func (b *Book) overdue(c money.Currency) int64 {
	b.T.Helper()
	return read(b, func(r store.Reader) (map[money.Currency]receivable.Balance, error) {
		sums, _, err := r.Totals()
		return sums, err
	})[c].Overdue()
}

// told counts log entries of a kind about a customer.
func (b *Book) told(id receivable.DebtorID, kind activity.Kind) int {
	b.T.Helper()
	return len(read(b, func(r store.Reader) ([]activity.Entry, error) {
		return r.Timeline(store.TimelineQuery{Debtor: int64(id), Kinds: []activity.Kind{kind}})
	}))
}

func (b *Book) asks(id receivable.DebtorID) map[string]bool {
	b.T.Helper()
	out := map[string]bool{}
	account := b.accounts(store.AccountQuery{}, Today)[id]
	for i := range account.Items {
		out[account.Items[i].Number] = !account.Items[i].Quarantined
	}
	return out
}

func quarantines(t *testing.T, engine New) {
	t.Run("what cannot be is set aside and the rest goes on", func(t *testing.T) {
		b := NewBook(t, engine)
		id, d := b.Connect(), Debtor()
		good, wrong, stranger := Item(d), Item(d, Left(150_00)), Item(Debtor())
		all := Delivery{Debtors: []store.SourceDebtor{d}, Items: []store.SourceItem{good, wrong, stranger}}
		run := b.Sync(id, all)
		want(t, "agrees", run.Agrees, true)
		want(t, "new items", run.Changes.NewItems, int64(1))
		same(t, "standing", run.Findings, store.RunFindings{
			Standing: map[admission.Reason]int64{admission.OpenExceedsAmount: 1, admission.NoCustomer: 1}, Sums: map[money.Currency]int64{"NOK": 250_00}, New: 2,
		})
		same(t, "said", b.said(), []string{wrong.Number + " open-exceeds-amount", stranger.Number + " no-customer"})
		want(t, "open", b.overdue("NOK"), int64(100_00))
		b.Clock.Advance(time.Hour)
		before := b.findings()
		run = b.Sync(id, all)
		want(t, "set aside anew", run.Findings.New, int64(0))
		want(t, "agrees again", run.Agrees, true)
		same(t, "what an unchanged read writes", b.findings(), before)
		same(t, "the run as it is kept", read(b, func(r store.Reader) ([]store.SyncRun, error) { return r.SyncRuns(id, 1) })[0].Findings, run.Findings)
	})
	t.Run("what was good stays as it was, is asked for no more, and comes back when it is mended", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		good := o.Source.Items[0]
		o.Source.Items[0].Open.Minor = 150_00
		run := o.Sync(o.Connection, o.Source)
		want(t, "agrees", run.Agrees, true)
		want(t, "settled", run.Changes.Settled, int64(0))
		want(t, "open", o.item(good.ExternalID).Open.Minor, int64(100_00))
		want(t, "asked for", o.asks(o.Debtor.ID)[good.Number], false)
		want(t, "in the list", o.item(good.ExternalID).Quarantined, true)
		want(t, "told", o.told(o.Debtor.ID, activity.FindingMade), 1)
		o.Source.Items[0] = good
		run = o.Sync(o.Connection, o.Source)
		want(t, "mended", run.Findings.Mended, int64(1))
		want(t, "asked for again", o.asks(o.Debtor.ID)[good.Number], true)
		want(t, "told", o.told(o.Debtor.ID, activity.FindingEnded), 1)
		want(t, "stands", len(o.findings()), 0)
	})
	t.Run("it ends when the record is gone", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		o.Source.Items[0].Open.Minor = 150_00
		o.Sync(o.Connection, o.Source)
		run := o.Sync(o.Connection, Delivery{Debtors: o.Source.Debtors})
		want(t, "settled", run.Changes.Settled, int64(1))
		want(t, "agrees", run.Agrees, true)
		want(t, "stands", len(o.findings()), 0)
	})
}

func quarantineBounds(t *testing.T, engine New) {
	t.Run("an invoice for a fee of ours stays as it stood", func(t *testing.T) {
		o, _ := invoiced(t, engine)
		o.brings(35_00)
		run := o.brings(70_00)
		want(t, "agrees", run.Agrees, true)
		want(t, "open of the charge", o.charges()[0].Open.Minor, int64(35_00))
		same(t, "said", o.said(), []string{"V 1 open-exceeds-amount"})
		run = o.brings(35_00)
		want(t, "agrees", run.Agrees, true)
		want(t, "stands", len(o.findings()), 0)
	})
	t.Run("where records were refused, absence mends nothing", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		o.Source.Items[0].Open.Minor = 150_00
		o.Sync(o.Connection, o.Source)
		run := o.Sync(o.Connection, Delivery{Debtors: o.Source.Debtors}, func(r *store.SyncRun) { r.Rejected = 1 })
		want(t, "stands", len(o.findings()), 1)
		want(t, "agrees", run.Agrees, true)
	})
	t.Run("nothing of a customer is asked for whose credit was set aside", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		credit := Item(o.Source.Debtors[0], func(it *store.SourceItem) {
			it.Kind, it.Amount.Minor, it.Open.Minor = receivable.Credit, -50_00, -60_00
		})
		o.Source.Items = append(o.Source.Items, credit)
		run := o.Sync(o.Connection, o.Source)
		want(t, "agrees", run.Agrees, true)
		want(t, "asked for", o.asks(o.Debtor.ID)[o.Item.Number], false)
		o.Source.Items[1].Open.Minor = -50_00
		run = o.Sync(o.Connection, o.Source)
		want(t, "agrees", run.Agrees, true)
		want(t, "asked for again", o.asks(o.Debtor.ID)[o.Item.Number], true)
	})
	t.Run("payments too", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		p := store.SourcePayment{DebtorExternal: "nobody", Payment: receivable.Payment{ExternalID: next("P"), Date: Today, Amount: money.New(1, "NOK"), Unapplied: money.New(1, "NOK")}}
		o.Source.Payments = []store.SourcePayment{p}
		run := o.Sync(o.Connection, o.Source)
		want(t, "set aside", run.Findings.Standing[admission.NoCustomer], int64(1))
		want(t, "agrees", run.Agrees, true)
	})
	t.Run("too many are an error of the whole", func(t *testing.T) {
		b := NewBook(t, engine)
		id, d := b.Connect(), Debtor()
		items := make([]store.SourceItem, admission.Most+1)
		for i := range items {
			items[i] = Item(d, Left(150_00))
		}
		err := b.Update(t.Context(), Kari, func(w store.Writer) error {
			run, err := w.BeginSync(id, true)
			ok(t, err)
			ok(t, w.PutDebtors(&run, []store.SourceDebtor{d}))
			return w.PutItems(&run, items)
		})
		wantCode(t, err, admission.TooMany)
		// What an earlier read found does not count: else one bad row more would keep a source that was mended out for ever.
		b.Sync(id, Delivery{Debtors: []store.SourceDebtor{d}, Items: items[:admission.Most]})
		for i := range items[1:] {
			items[i+1].Open.Minor = 100_00
		}
		items[0] = Item(d, Left(150_00))
		b.Clock.Advance(time.Hour)
		run := b.Sync(id, Delivery{Debtors: []store.SourceDebtor{d}, Items: items})
		want(t, "mended", run.Findings.Mended, int64(admission.Most))
		want(t, "stand", len(b.findings()), 1)
	})
}

func twiceInARead(t *testing.T, engine New) {
	t.Run("one that comes twice and alike counts once", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		o.Source.Items = append(o.Source.Items, o.Source.Items[0])
		run := o.Sync(o.Connection, o.Source, func(r *store.SyncRun) { r.Claimed["NOK"] -= r.Repeats["NOK"] })
		want(t, "agrees", run.Agrees, true)
		want(t, "repeated", run.Findings.Repeated, int64(1))
		want(t, "stands", len(o.findings()), 0)
	})
	t.Run("of two that differ nobody knows which is right", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		other := o.Source.Items[0]
		other.Open.Minor = 70_00
		o.Source.Items = append(o.Source.Items, other, other)
		for range 2 {
			run := o.Sync(o.Connection, o.Source, func(r *store.SyncRun) { r.Claimed["NOK"] -= r.Repeats["NOK"] })
			want(t, "agrees", run.Agrees, true)
			same(t, "said", o.said(), []string{o.Item.Number + " sent-twice"})
			want(t, "asked for", o.asks(o.Debtor.ID)[o.Item.Number], false)
		}
		want(t, "told once", o.told(o.Debtor.ID, activity.FindingMade), 1)
		o.Source.Items = o.Source.Items[:1]
		o.Sync(o.Connection, o.Source)
		want(t, "asked for again", o.asks(o.Debtor.ID)[o.Item.Number], true)
	})
}

func remarks(t *testing.T, engine New) {
	t.Run("two invoices of a customer with one number, and instalments", func(t *testing.T) {
		b := NewBook(t, engine)
		id, d, e := b.Connect(), Debtor(), Debtor()
		numbered := func(of store.SourceDebtor, number string, due int) store.SourceItem {
			return Item(of, func(it *store.SourceItem) { it.Number, it.Due = number, Today.AddDays(due) })
		}
		all := Delivery{Debtors: []store.SourceDebtor{d, e}, Items: []store.SourceItem{
			numbered(d, "F-A", -30), numbered(d, "F-A", 0), numbered(d, "F-A", 30), // instalments
			numbered(d, "F-B", -30), numbered(d, "F-B", -30), numbered(e, "F-C", -30),
		}}
		b.Sync(id, all)
		same(t, "said", b.said(), []string{"F-B same-number", "F-B same-number"})
		all.Items = all.Items[:4]
		b.Sync(id, all)
		want(t, "stands", len(b.findings()), 0)
	})
	t.Run("two customers with one number", func(t *testing.T) {
		b := NewBook(t, engine)
		id, d, e := b.Connect(), Debtor(), Debtor()
		numbered := func(of store.SourceDebtor, number string) store.SourceItem {
			return Item(of, func(it *store.SourceItem) { it.Number = number })
		}
		all := Delivery{Debtors: []store.SourceDebtor{d, e}, Items: []store.SourceItem{numbered(d, "F-A"), numbered(e, "F-A"), numbered(e, "F-B")}}
		run := b.Sync(id, all)
		want(t, "agrees", run.Agrees, true)
		same(t, "said", b.said(), []string{"F-A number-elsewhere", "F-A number-elsewhere"})
		for _, f := range b.findings() {
			other := map[string]string{d.Number: e.Number, e.Number: d.Number}[f.Facts["other-customer"]]
			if row := read(b, func(r store.Reader) (receivable.Debtor, error) { return r.Debtor(f.Debtor) }); row.Number != other {
				t.Errorf("%s of %s is said to be of %s, too", f.Number, row.Number, f.Facts["other-customer"])
			}
		}
		b.Sync(id, all)
		want(t, "still stands", len(b.findings()), 2)
		all.Items = all.Items[1:]
		b.Sync(id, all)
		want(t, "stands", len(b.findings()), 0)
	})
	t.Run("an invoice that is other than on its notice", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		o.Issue(Claim(o.Item))
		o.Source.Items[0].Open.Minor = 60_00 // paid in part: no change of the invoice
		o.Sync(o.Connection, o.Source)
		want(t, "stands", len(o.findings()), 0)
		o.Source.Items[0].Amount.Minor, o.Source.Items[0].Due = 80_00, Today.AddDays(5)
		o.Sync(o.Connection, o.Source)
		got := o.findings()
		want(t, "findings", len(got), 1)
		facts := maps.Clone(got[0].Facts)
		delete(facts, "notice")
		delete(facts, "sent")
		want(t, "reason", got[0].Reason, admission.ChangedAfter)
		same(t, "facts", facts, map[string]string{
			"was-amount": "100.00", "is-amount": "80.00", "was-currency": "NOK", "is-currency": "NOK", "was-due": o.Item.Due.String(), "is-due": Today.AddDays(5).String(),
		})
		o.Write(func(w store.Writer) error { return w.NoteFinding(got[0].ID, "told the customer") })
		want(t, "calls", o.findings()[0].Calls(), false)
		o.Sync(o.Connection, o.Source)
		want(t, "noted", o.findings()[0].Note, "told the customer")
		o.Source.Items[0].Amount.Minor = 90_00
		o.Sync(o.Connection, o.Source)
		want(t, "calls when it changed once more", o.findings()[0].Calls(), true)
		o.Source.Items[0].Amount.Minor, o.Source.Items[0].Due = 100_00, o.Item.Due
		o.Sync(o.Connection, o.Source)
		want(t, "stands when it is as it was", len(o.findings()), 0)
	})
}

func vanishing(t *testing.T, engine New) {
	t.Run("a customer who vanishes with something open", func(t *testing.T) {
		b, id, all := twoCustomers(t, engine)
		gone := b.debtor(all.Debtors[1].ExternalID)
		b.Sync(id, withoutSecond(all))
		want(t, "said of an export that names nobody who has paid", len(b.findings()), 0)
		b.Sync(id, all)
		one := withoutSecond(all)
		one.Debtors = append(one.Debtors[:1:1], Debtor()) // owes nothing, and is listed all the same
		b.Sync(id, one)
		got := b.findings()
		want(t, "findings", len(got), 1)
		same(t, "facts", got[0].Facts, map[string]string{"invoices": "1", "amount": "100.00", "currency": "NOK"})
		want(t, "whose", got[0].Debtor, gone.ID)
		b.Sync(id, one)
		want(t, "stands when it is still gone", len(b.findings()), 1)
		b.Sync(id, all)
		want(t, "stands when it is back", len(b.findings()), 0)
	})
	t.Run("a customer who vanishes from a source that tells what was paid", func(t *testing.T) {
		b, id, all := twoCustomers(t, engine)
		one := withoutSecond(all)
		one.Items = []store.SourceItem{all.Items[0]}
		one.Items[0].Open.Minor = 0 // its customer is listed all the same
		b.Sync(id, one)
		want(t, "said of a list that says nothing of payments", len(b.findings()), 0)
		b.Sync(id, all)
		one.Payments = []store.SourcePayment{{DebtorExternal: one.Debtors[0].ExternalID, ItemExternals: []string{one.Items[0].ExternalID}, Payment: receivable.Payment{
			ExternalID: next("P"), Date: Today, Amount: money.New(100_00, "NOK"), Unapplied: money.New(0, "NOK"),
			Allocations: []receivable.Allocation{{Amount: money.New(100_00, "NOK")}},
		}}}
		b.Sync(id, one)
		got := b.findings()
		want(t, "findings", len(got), 1)
		want(t, "reason", got[0].Reason, admission.CustomerVanished)
	})
	t.Run("a customer who vanishes with nothing open", func(t *testing.T) {
		b, id, all := twoCustomers(t, engine)
		all.Items[1].Open.Minor = 0
		b.Sync(id, all)
		b.Sync(id, withoutSecond(all))
		want(t, "findings", len(b.findings()), 0)
	})
	t.Run("an overpaid invoice", func(t *testing.T) {
		o := NewOne(NewBook(t, engine), Left(-20_00))
		same(t, "said", o.said(), []string{o.Item.Number + " overpaid"})
		want(t, "taken", o.item(o.Item.ExternalID).Open.Minor, int64(-20_00))
	})
}

func closings(t *testing.T, engine New) {
	for name, c := range map[string]struct {
		paid, promised bool
		want           int
	}{
		"a promise, and nobody told of money": {promised: true, want: 1},
		"a promise, and a payment is known":   {promised: true, paid: true},
		"nobody waits":                        {},
	} {
		t.Run("closed at the source: "+name, func(t *testing.T) {
			o := NewOne(NewBook(t, engine))
			pay := func(item string) store.SourcePayment {
				return store.SourcePayment{DebtorExternal: o.Debtor.ExternalID, ItemExternals: []string{item}, Payment: receivable.Payment{
					ExternalID: next("P"), Date: Today, Amount: money.New(100_00, "NOK"), Unapplied: money.New(0, "NOK"), Allocations: []receivable.Allocation{{Amount: money.New(100_00, "NOK")}},
				}}
			}
			o.Source.Payments = []store.SourcePayment{pay("another")}
			o.Sync(o.Connection, o.Source)
			if c.promised {
				o.Write(func(w store.Writer) error {
					_, err := w.PutPromise(store.PromiseRow{Debtor: o.Debtor.ID, Promise: dunning.Promise{Items: []receivable.ItemID{o.Item.ID}, Amount: money.New(100_00, "NOK"), By: Today.AddDays(7)}})
					return err
				})
			}
			if c.paid {
				o.Source.Payments = append(o.Source.Payments, pay(o.Item.ExternalID))
			}
			o.Source.Items = nil
			o.Sync(o.Connection, o.Source)
			want(t, fmt.Sprint("findings ", o.said()), len(o.findings()), c.want)
			o.Source.Payments = append(o.Source.Payments, pay(o.Item.ExternalID))
			o.Sync(o.Connection, o.Source)
			want(t, "stands when a payment explains it", len(o.findings()), 0)
		})
	}
}
