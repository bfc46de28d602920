package storetest

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/shopspring/decimal"
)

// agreement is a plan that spreads the item over three months, the second of whose dates was moved.
func (o *One) agreement() store.PlanRow {
	o.T.Helper()
	terms := settlement.Terms{Count: 3, First: Today.AddDays(10), Step: settlement.Step{Day: 15}}
	schedule, err := settlement.ScheduleOf(o.Item.Open, terms, Today, date.Calendar{})
	ok(o.T, err)
	schedule.Rows[1].Meant, schedule.Rows[1].Why = schedule.Rows[1].On.AddDays(-1), settlement.Weekend
	return store.PlanRow{
		Debtor: o.Debtor.ID, Terms: terms, Evidence: settlement.Evidence{
			Funding: decimal.RequireFromString("7.5"), Cost: money.New(3_21, "NOK"), CostWithout: money.New(1_00, "NOK"), Forgone: money.New(9_99, "NOK"),
			Chance: settlement.Chance{Percent: decimal.NewFromInt(80), From: settlement.FromCustomer, Kept: 4, Ended: 5}, ChanceWithout: settlement.Chance{Percent: decimal.NewFromInt(20), From: settlement.FromGuess},
		},
		PaymentPlan: settlement.PaymentPlan{
			Kind: settlement.Instalments, State: settlement.Agreed, Debt: o.Item.Open, LetGo: money.Zero("NOK"), Schedule: schedule, GraceDays: 5, AgreedOn: Today,
			Basis: settlement.Basis{
				Items:   []settlement.BasisItem{{Item: o.Item.ID, Open: o.Item.Open}},
				Charges: []settlement.BasisCharge{{Charge: 4, Open: money.New(35_00, "NOK")}},
				Credits: []settlement.BasisCredit{{Item: 9, Open: money.New(-5_00, "NOK")}},
			},
		},
	}
}

func (o *One) agree(p store.PlanRow) int64 {
	o.T.Helper()
	return write(o.Book, func(w store.Writer) (int64, error) { return w.PutPlan(p) })
}

func (o *One) plans(q store.PlanQuery) []store.PlanRow {
	o.T.Helper()
	return read(o.Book, func(r store.Reader) ([]store.PlanRow, error) { return r.Plans(q) })
}

// quiet reports whether lists and planning see the item in a plan; they must agree.
func (o *One) quiet() bool {
	o.T.Helper()
	listed := o.item(o.Item.ExternalID).InPlan
	var planned bool
	for _, it := range o.accounts(store.AccountQuery{}, Today)[o.item(o.Item.ExternalID).Debtor].Items {
		planned = planned || it.InPlan
	}
	want(o.T, "in a plan for a list and for planning", listed, planned)
	return listed
}

func agreements(t *testing.T, engine New) {
	t.Run("kept whole, and its item is quiet", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		want(t, "quiet before", o.quiet(), false)
		p := o.agreement()
		p.ID = o.agree(p)
		p.Name, p.Made, p.By = o.Debtor.Name, Start, "kari"
		same(t, "plans", o.plans(store.PlanQuery{Debtor: o.Debtor.ID}), []store.PlanRow{p})
		one := read(o.Book, func(r store.Reader) (store.PlanRow, error) { return r.Plan(p.ID) })
		same(t, "plan", one, p)
		want(t, "quiet", o.quiet(), true)
		want(t, "of another customer", len(o.plans(store.PlanQuery{Debtor: 999})), 0)
		want(t, "broken ones", len(o.plans(store.PlanQuery{States: []settlement.State{settlement.Broken}})), 0)
		want(t, "watched", len(o.plans(store.PlanQuery{Watched: true})), 1)
	})
	t.Run("one item, one plan", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		id := o.agree(o.agreement())
		o.Refuse(fault.Conflict, func(w store.Writer) error { _, err := w.PutPlan(o.agreement()); return err })
		o.Write(func(w store.Writer) error {
			return w.MovePlan(id, settlement.Agreed, settlement.Broken, Today, Today.AddDays(-9), "")
		})
		want(t, "quiet once it broke", o.quiet(), false)
		broken := o.plans(store.PlanQuery{States: []settlement.State{settlement.Broken}})[0]
		want(t, "day it ended", broken.Ended, Today)
		want(t, "ended today or later", len(o.plans(store.PlanQuery{EndedFrom: Today})), 1)
		want(t, "ended tomorrow or later", len(o.plans(store.PlanQuery{EndedFrom: Today.AddDays(1)})), 0)
		want(t, "day that was missed", broken.Missed, Today.AddDays(-9))
		o.Refuse(fault.Conflict, func(w store.Writer) error {
			return w.MovePlan(id, settlement.Agreed, settlement.Cancelled, Today, date.Date{}, "")
		})
		o.Refuse(fault.NotFound, func(w store.Writer) error {
			return w.MovePlan(99, settlement.Agreed, settlement.Kept, Today, date.Date{}, "")
		})
		o.agree(o.agreement())
		want(t, "quiet again", o.quiet(), true)
	})
	t.Run("a kept settlement lets the rest go for good, and is watched while something is open", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		p := o.agreement()
		p.Kind = settlement.Discount
		id := o.agree(p)
		o.Write(func(w store.Writer) error {
			return w.MovePlan(id, settlement.Agreed, settlement.Kept, Today, date.Date{}, "")
		})
		want(t, "quiet", o.quiet(), true)
		want(t, "watched", len(o.plans(store.PlanQuery{Watched: true})), 1)
		o.Refuse(fault.Conflict, func(w store.Writer) error { _, err := w.PutPlan(o.agreement()); return err })
		o.Source.Items[0].Open.Minor = 0
		o.Sync(o.Connection, o.Source)
		want(t, "watched once nothing is open", len(o.plans(store.PlanQuery{Watched: true})), 0)
	})
	t.Run("a customer that the source merges brings its plans along", func(t *testing.T) {
		o := busy(t, engine)
		o.agree(o.agreement())
		o.Write(func(w store.Writer) error {
			_, err := w.PutCreditLine(o.Debtor.ID, settlement.CreditLine{Limit: money.New(1, "NOK"), On: Today, Review: Today.AddDays(1)})
			ok(t, err)
			_, err = w.PutFinanceOffer(o.Debtor.ID, settlement.FinanceOffer{Kind: settlement.Factoring, Provider: "Nord", Quote: money.New(1, "NOK"), On: Today})
			return err
		})
		d := o.into()
		want(t, "plans", len(o.plans(store.PlanQuery{Debtor: d.ID})), 1)
		want(t, "plans of the old one", len(o.plans(store.PlanQuery{Debtor: o.Debtor.ID})), 0)
		want(t, "quiet", o.quiet(), true)
		want(t, "credit lines", len(o.creditLines(d.ID)), 1)
		want(t, "offers", len(read(o.Book, func(r store.Reader) ([]settlement.FinanceOffer, error) { return r.FinanceOffers(d.ID) })), 1)
	})
}

func (o *One) creditLines(debtor receivable.DebtorID) []store.CreditLineRow {
	o.T.Helper()
	return read(o.Book, func(r store.Reader) ([]store.CreditLineRow, error) { return r.CreditLines(debtor) })
}

func termsFacts(t *testing.T, engine New) {
	t.Run("papers", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		p := store.PlanPaper{Plan: o.agree(o.agreement()), Kind: store.SignedCopy, On: Today, Note: "binder 4", Name: "signed.pdf", Bytes: []byte("%PDF-1.7")}
		p.ID, p.By = write(o.Book, func(w store.Writer) (int64, error) { return w.PutPlanPaper(p) }), "kari"
		same(t, "paper", read(o.Book, func(r store.Reader) (store.PlanPaper, error) { return r.PlanPaper(p.ID) }), p)
		p.Bytes = nil
		same(t, "papers", read(o.Book, func(r store.Reader) ([]store.PlanPaper, error) { return r.PlanPapers(p.Plan) }), []store.PlanPaper{p})
		o.Refuse(fault.NotFound, func(w store.Writer) error { _, err := w.PlanPaper(99); return err })
		o.Refuse(fault.NotFound, func(w store.Writer) error {
			_, err := w.PutPlanPaper(store.PlanPaper{Plan: 99, Kind: store.ByMail, On: Today})
			return err
		})
	})
	t.Run("credit lines", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		first := settlement.CreditLine{Limit: money.New(100_00, "NOK"), On: Today, Review: Today.AddDays(30), Note: "new customer", By: "kari"}
		second := settlement.CreditLine{Limit: money.New(0, "NOK"), On: Today, Review: Today.AddDays(90), By: "kari"}
		for _, l := range []*settlement.CreditLine{&first, &second} {
			l.ID = write(o.Book, func(w store.Writer) (int64, error) { return w.PutCreditLine(o.Debtor.ID, *l) })
		}
		row := func(l settlement.CreditLine) store.CreditLineRow {
			return store.CreditLineRow{CreditLine: l, Debtor: o.Debtor.ID, Name: o.Debtor.Name}
		}
		same(t, "lines", o.creditLines(o.Debtor.ID), []store.CreditLineRow{row(first), row(second)})
		same(t, "the ones that hold", o.creditLines(0), []store.CreditLineRow{row(second)})
	})
	t.Run("offers", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		offer := settlement.FinanceOffer{
			Kind: settlement.Factoring, Provider: "Nordfaktor", Quote: money.New(90_00, "NOK"), Fee: money.New(10_00, "NOK"), On: Today, Until: Today.AddDays(14), Note: "mail", By: "kari",
		}
		offer.ID = write(o.Book, func(w store.Writer) (int64, error) { return w.PutFinanceOffer(o.Debtor.ID, offer) })
		same(t, "offers", read(o.Book, func(r store.Reader) ([]settlement.FinanceOffer, error) { return r.FinanceOffers(o.Debtor.ID) }), []settlement.FinanceOffer{offer})
		o.Refuse(fault.NotFound, func(w store.Writer) error {
			return w.PutFinanceAnswer(99, settlement.FinanceAnswer{Accepted: true, On: Today})
		})
		answer := settlement.FinanceAnswer{Accepted: true, On: Today.AddDays(3), Note: "signed", By: "kari"}
		o.Write(func(w store.Writer) error { return w.PutFinanceAnswer(offer.ID, answer) })
		offer.Answer = &answer
		same(t, "answered", read(o.Book, func(r store.Reader) ([]settlement.FinanceOffer, error) { return r.FinanceOffers(o.Debtor.ID) }), []settlement.FinanceOffer{offer})
		o.Refuse(fault.Conflict, func(w store.Writer) error { return w.PutFinanceAnswer(offer.ID, settlement.FinanceAnswer{On: Today}) })
	})
	t.Run("how plans and promises were kept", func(t *testing.T) {
		o := NewOne(NewBook(t, engine))
		record := func(debtor receivable.DebtorID) settlement.Record {
			return read(o.Book, func(r store.Reader) (settlement.Record, error) { return r.TrackRecord(debtor) })
		}
		want(t, "before", record(0), settlement.Record{})
		o.Write(func(w store.Writer) error {
			for _, s := range []dunning.PromiseState{dunning.PromiseKept, dunning.PromiseKept, dunning.PromisePartly, dunning.PromisePending} {
				if _, err := w.PutPromise(store.PromiseRow{Debtor: o.Debtor.ID, Promise: dunning.Promise{Amount: money.New(1, "NOK"), By: Today, State: s}}); err != nil {
					return err
				}
			}
			return nil
		})
		id := o.agree(o.agreement())
		o.Write(func(w store.Writer) error {
			return w.MovePlan(id, settlement.Agreed, settlement.Broken, Today, Today, "")
		})
		o.agree(o.agreement()) // runs: nobody knows yet
		want(t, "of the customer", record(o.Debtor.ID), settlement.Record{Kept: 2, Ended: 4})
		want(t, "of all", record(0), settlement.Record{Kept: 2, Ended: 4})
		want(t, "of another", record(999), settlement.Record{})
	})
}
