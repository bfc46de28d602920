package storetest

import (
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// invoiced is a book whose fee of 35.00 the accounting system has as an invoice.
func invoiced(t *testing.T, engine New) (*One, dunning.Charge) {
	t.Helper()
	o := NewOne(NewBook(t, engine))
	o.Issue(Claim(o.Item, interest))
	fee := o.charges()[0]
	o.Write(func(w store.Writer) error {
		return w.InvoiceCharge(fee.ID, o.Connection, writeback.Posted{Sources: []string{"fee 1"}, Number: "V 1"})
	})
	o.Clock.Advance(time.Hour)
	return o, fee
}

// brings has a whole read bring the invoice beside what the source had.
func (o *One) brings(open int64) store.SyncRun {
	o.T.Helper()
	d := o.Source
	d.Items = append(d.Items[:1:1], Item(d.Debtors[0], func(it *store.SourceItem) {
		it.ExternalID, it.Number, it.Amount, it.Open = "fee 1", "V 1", money.New(35_00, "NOK"), money.New(open, "NOK")
	}))
	return o.Sync(o.Connection, d)
}

func feeInvoices(t *testing.T, engine New) {
	t.Run("it is no item, and the sums agree", func(t *testing.T) {
		o, _ := invoiced(t, engine)
		run := o.brings(35_00)
		want(t, "agrees", run.Agrees, true)
		want(t, "new items", run.Changes.NewItems, int64(0))
		want(t, "open of the charge", o.charges()[0].Open.Minor, int64(35_00))
		want(t, "number", o.charges()[0].Invoice, "V 1")
		run = o.brings(5_00)
		want(t, "agrees", run.Agrees, true)
		want(t, "open of the charge", o.charges()[0].Open.Minor, int64(5_00))
		o.Read(func(r store.Reader) error {
			sums, _, err := r.Totals()
			want(t, "charges among the kept totals", sums["NOK"].Charges, o.charges()[1].Open.Minor+5_00)
			return err
		})
	})
	t.Run("what a read says is gone is paid", func(t *testing.T) {
		o, _ := invoiced(t, engine)
		o.brings(35_00)
		o.Write(func(w store.Writer) error {
			run, err := w.BeginSync(o.Connection, false)
			if err != nil {
				return err
			}
			if err := w.Remove(&run, store.Removals{Items: []string{"fee 1"}}, Today); err != nil {
				return err
			}
			run.Complete = true
			return w.FinishSync(&run, Today)
		})
		want(t, "open of the charge", o.charges()[0].Open.Minor, int64(0))
		want(t, "agrees when it comes back", o.brings(35_00).Agrees, true)
		want(t, "open of the charge", o.charges()[0].Open.Minor, int64(35_00))
	})
	t.Run("a read that began before it was written proves nothing", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		o.Issue(Claim(o.Item, interest))
		o.Write(func(w store.Writer) error {
			run, err := w.BeginSync(o.Connection, true)
			if err != nil {
				return err
			}
			if err := w.InvoiceCharge(o.charges()[0].ID, o.Connection, writeback.Posted{Sources: []string{"fee 1"}}); err != nil {
				return err
			}
			return o.deliver(w, &run, o.Source)
		})
		want(t, "open of the charge", o.charges()[0].Open.Minor, int64(35_00))
		o.Clock.Advance(time.Hour)
		o.Sync(o.Connection, o.Source)
		want(t, "open after the next", o.charges()[0].Open.Minor, int64(0))
	})
	t.Run("written twice is kept once", func(t *testing.T) {
		o, fee := invoiced(t, engine)
		o.Write(func(w store.Writer) error {
			return w.InvoiceCharge(fee.ID, o.Connection, writeback.Posted{Sources: []string{"fee 1"}, Number: "V 1"})
		})
		want(t, "agrees", o.brings(35_00).Agrees, true)
	})
}

func feeInvoicesMeanwhile(t *testing.T, engine New) {
	t.Run("one that is written during a read makes the read forget nothing", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		o.Issue(Claim(o.Item, interest))
		d := o.Source
		d.Items = append(d.Items[:0:0], d.Items[0])
		d.Items[0].Open.Minor = 150_00
		late := Item(d.Debtors[0], func(it *store.SourceItem) {
			it.ExternalID, it.Number, it.Amount, it.Open = "fee 1", "V 1", money.New(35_00, "NOK"), money.New(35_00, "NOK")
		})
		run := write(o.Book, func(w store.Writer) (store.SyncRun, error) {
			run, err := w.BeginSync(o.Connection, true)
			if err != nil {
				return run, err
			}
			if err := w.PutDebtors(&run, d.Debtors); err != nil {
				return run, err
			}
			if err := w.PutItems(&run, d.Items); err != nil {
				return run, err
			}
			if err := w.InvoiceCharge(o.charges()[0].ID, o.Connection, writeback.Posted{Sources: []string{"fee 1"}, Number: "V 1"}); err != nil {
				return run, err
			}
			return run, o.deliver(w, &run, Delivery{Items: []store.SourceItem{late}}, func(r *store.SyncRun) { r.Claimed["NOK"] += 150_00 })
		})
		want(t, "agrees", run.Agrees, true)
		same(t, "said", o.said(), []string{o.Item.Number + " open-exceeds-amount"})
		want(t, "asked for", o.asks(o.Debtor.ID)[o.Item.Number], false)
		want(t, "new items", run.Changes.NewItems, int64(0))
	})
	t.Run("one that another desk writes during a read is no item", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		o.Issue(Claim(o.Item, interest))
		fee := o.charges()[0].ID
		run := write(o.Book, func(w store.Writer) (store.SyncRun, error) {
			run, err := w.BeginSync(o.Connection, true)
			if err != nil {
				return run, err
			}
			return run, w.PutItems(&run, nil)
		})
		ok(t, o.another(t).Update(t.Context(), Kari, func(w store.Writer) error {
			return w.InvoiceCharge(fee, o.Connection, writeback.Posted{Sources: []string{"fee 1"}, Number: "V 1"})
		}))
		d := o.Source
		d.Items = append(d.Items[:1:1], Item(d.Debtors[0], func(it *store.SourceItem) {
			it.ExternalID, it.Amount, it.Open = "fee 1", money.New(35_00, "NOK"), money.New(35_00, "NOK")
		}))
		o.Write(func(w store.Writer) error { return o.deliver(w, &run, d) })
		want(t, "new items", run.Changes.NewItems, int64(0))
		want(t, "agrees", run.Agrees, true)
		want(t, "open of the charge", o.charges()[0].Open.Minor, int64(35_00))
	})
}
