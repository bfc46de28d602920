package storetest

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// interest adds 10.00 of interest on its item to a claim.
func interest(n *dunning.Notice) {
	part := money.New(10_00, n.Currency)
	n.Interest, n.Lines[0].Interest, n.Total.Minor = part, part, n.Total.Minor+part.Minor
	n.New = append(n.New, dunning.Charge{Debtor: n.Debtor, Item: n.Lines[0].Item, Kind: dunning.InterestCharge, On: Today, Amount: part, Open: part, Rule: "12 %", Source: "procedure"})
}

// lump adds a lump sum of 40.00 for its item to a claim.
func lump(n *dunning.Notice) {
	part := money.New(40_00, n.Currency)
	n.Lump, n.Lines[0].Lump, n.Fee.Minor, n.Total.Minor = part, part, n.Fee.Minor+part.Minor, n.Total.Minor+part.Minor
	n.New = append(n.New, dunning.Charge{Debtor: n.Debtor, Item: n.Lines[0].Item, Kind: dunning.Compensation, On: n.Date, Amount: part, Open: part, Rule: "lump sum", Source: "directive"})
}

func (o *One) charges() []dunning.Charge {
	o.T.Helper()
	return read(o.Book, func(r store.Reader) ([]dunning.Charge, error) { return r.Charges(o.Debtor.ID, false) })
}

func (o *One) waive(charge, minor int64) {
	o.T.Helper()
	o.Write(func(w store.Writer) error {
		_, err := w.PutWaiver(dunning.ChargeWaiver{Charge: charge, Amount: money.New(minor, "NOK"), Reason: "goodwill"})
		return err
	})
}

func waivers(t *testing.T, engine New) {
	t.Run("what was claimed stays, what is open becomes less, and who did it is kept", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		notice := o.Issue(Claim(o.Item, interest))
		fee := o.charges()[0]
		o.waive(fee.ID, 10_00)
		o.waive(fee.ID, 25_00)
		got := o.charges()[0]
		want(t, "claimed", got.Amount.Minor, int64(35_00))
		want(t, "open", got.Open.Minor, int64(0))
		want(t, "waived", got.Waived.Minor, int64(35_00))
		all := read(o.Book, func(r store.Reader) ([]dunning.ChargeWaiver, error) { return r.Waivers(o.Debtor.ID) })
		same(t, "waivers", all, []dunning.ChargeWaiver{
			{ID: all[0].ID, Charge: fee.ID, On: Today, Amount: money.New(10_00, "NOK"), Reason: "goodwill", By: "kari", After: int64(notice)},
			{ID: all[1].ID, Charge: fee.ID, On: Today, Amount: money.New(25_00, "NOK"), Reason: "goodwill", By: "kari", After: int64(notice)},
		})
		o.Read(func(r store.Reader) error {
			sums, _, err := r.Totals()
			want(t, "charges among the kept totals", sums["NOK"].Charges, int64(10_00))
			return err
		})
	})
	t.Run("no more than is open, and not without a reason", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		o.Issue(Claim(o.Item))
		id := o.charges()[0].ID
		for code, v := range map[fault.Code]dunning.ChargeWaiver{
			fault.Invalid:          {Charge: id, Amount: money.New(35_01, "NOK"), Reason: "goodwill"},
			fault.NotFound:         {Charge: id + 1, Amount: money.New(1, "NOK"), Reason: "goodwill"},
			money.CurrencyMismatch: {Charge: id, Amount: money.New(1, "EUR"), Reason: "goodwill"},
		} {
			o.Refuse(code, func(w store.Writer) error { _, err := w.PutWaiver(v); return err })
		}
		want(t, "open", o.charges()[0].Open.Minor, int64(35_00))
	})
	t.Run("a notice is taken back all the same, and waived interest is not claimed anew", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		id := o.Issue(Claim(o.Item, interest))
		o.waive(o.charges()[0].ID, 5_00)
		o.waive(o.charges()[1].ID, 4_00)
		o.Write(func(w store.Writer) error { return w.CancelNotice(id, "sent in error") })
		it := o.item(o.Item.ExternalID)
		want(t, "level", it.Level, 0)
		want(t, "interest claimed", it.Charged.Minor, int64(4_00))
		for _, c := range o.charges() {
			want(t, "open of "+c.Rule, c.Open.Minor, int64(0))
		}
	})
	t.Run("what was waived of a later notice stays claimed when the one before it is taken back too", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		first := o.Issue(Claim(o.Item, interest))
		second := o.Issue(Claim(o.item(o.Item.ExternalID), interest, lump, func(n *dunning.Notice) { n.Date = Today.AddDays(14) }))
		all := o.charges()
		o.waive(all[3].ID, 10_00)
		o.waive(all[4].ID, 40_00)
		for _, id := range []store.NoticeID{second, first} {
			o.Write(func(w store.Writer) error { return w.CancelNotice(id, "sent in error") })
			it := o.item(o.Item.ExternalID)
			want(t, "lump sum claimed", it.LumpClaimed, true)
			want(t, "level", it.Level, int(id-first))
		}
		it := o.accounts(store.AccountQuery{}, Today)[o.Debtor.ID].Items[0]
		want(t, "interest claimed, for a plan", it.Charged.Minor, int64(10_00))
		want(t, "lump sum claimed, for a plan", it.LumpClaimed, true)
	})
}

func pasts(t *testing.T, engine New) {
	past := func(o *One) dunning.Past {
		o.T.Helper()
		return read(o.Book, func(r store.Reader) (dunning.Past, error) { return r.Past(o.Item.ID) })
	}
	t.Run("of a settled item, with its payments, charges and notices", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		id := o.Issue(Claim(o.Item, interest))
		o.waive(o.charges()[0].ID, 35_00)
		o.Source.Items[0].Open.Minor = 0
		o.Source.Payments = []store.SourcePayment{{
			Payment: receivable.Payment{
				ExternalID: "P1", Date: Today, Amount: money.New(100_00, "NOK"), Unapplied: money.New(0, "NOK"), Reference: "KID 7",
				Allocations: []receivable.Allocation{{Amount: money.New(100_00, "NOK"), Date: Today}},
			},
			DebtorExternal: o.Source.Debtors[0].ExternalID, ItemExternals: []string{o.Item.ExternalID},
		}}
		o.Sync(o.Connection, o.Source)
		p := past(o)
		same(t, "history", p.Item.History, []dunning.Move{{On: Today, Amount: money.New(-100_00, "NOK"), Paid: true, Ref: "KID 7"}})
		want(t, "charges", len(p.Charges), 2)
		want(t, "waivers", len(p.Waivers), 1)
		want(t, "notices", len(p.Notices), 1)
		want(t, "notice", p.Notices[0].ID, int64(id))
	})
	t.Run("without a notice that was taken back", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		id := o.Issue(Claim(o.Item, interest))
		o.waive(o.charges()[1].ID, 4_00)
		o.Write(func(w store.Writer) error { return w.CancelNotice(id, "sent in error") })
		p := past(o)
		want(t, "notices", len(p.Notices), 0)
		want(t, "charges", len(p.Charges), 1)
		want(t, "claimed: what was waived", p.Charges[0].Amount.Minor, int64(4_00))
	})
}

func restarts(t *testing.T, engine New) {
	o := NewOne(NewBook(t, engine), Left(60_00))
	o.Source.Payments = []store.SourcePayment{{
		Payment: receivable.Payment{
			ExternalID: "P1", Date: Today.AddDays(-9), Amount: money.New(40_00, "NOK"), Unapplied: money.New(0, "NOK"), Reference: "KID 7",
			Allocations: []receivable.Allocation{{Amount: money.New(40_00, "NOK"), Date: Today.AddDays(-9)}},
		},
		DebtorExternal: o.Source.Debtors[0].ExternalID, ItemExternals: []string{o.Item.ExternalID},
	}}
	o.Sync(o.Connection, o.Source)
	o.Issue(Claim(o.Item)) // waits in the outbox: nobody has demanded anything yet
	o.Write(func(w store.Writer) error {
		if _, err := w.PutPromise(store.PromiseRow{Promise: dunning.Promise{Items: []receivable.ItemID{o.Item.ID}, Amount: money.New(60_00, "NOK"), By: Today}, Debtor: o.Debtor.ID}); err != nil {
			return err
		}
		if _, err := w.PutPromise(store.PromiseRow{Promise: dunning.Promise{Amount: money.New(50_00, "NOK"), By: Today}, Debtor: o.Debtor.ID}); err != nil {
			return err
		}
		_, err := w.PutAcknowledgement(store.Acknowledgement{Item: o.Item.ID, On: Today.AddDays(-2), Note: "mail of the 19th"})
		return err
	})
	for _, q := range []store.RestartQuery{{Demands: true}, {Debtors: []receivable.DebtorID{o.Debtor.ID}, Demands: true}} {
		got := read(o.Book, func(r store.Reader) (store.Restarts, error) { return r.Restarts(q) })
		same(t, "of the item", got.OfItem[o.Item.ID], []dunning.Restart{
			{On: Today.AddDays(-9), Kind: law.PartPayment, Note: "KID 7"},
			{On: Today.AddDays(-2), Kind: law.WrittenAcknowledgement, Note: "mail of the 19th"},
			{On: Today, Kind: law.Promise, Note: "60.00 NOK"},
		})
		same(t, "of the customer", got.OfDebtor[o.Debtor.ID], []dunning.Restart{{On: Today, Kind: law.Promise, Note: "50.00 NOK"}})
	}
}
