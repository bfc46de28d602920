package desk_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
)

func TestWhatIfTriesOneProcedureAmongSeveral(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	p := o.withGentle(dunning.Rule{Procedure: "Gentle", Debtor: o.debtorID("C1")})
	p.GraceDays = 3000
	got, err := o.WhatIf(t.Context(), day("2026-11-23"), p)
	o.must(err)
	if got.Now.Notices != 2 || got.Then.Notices != 1 {
		t.Errorf("%d notices now, %d then", got.Now.Notices, got.Then.Notices)
	}
}

// What is foreseen for a customer is what the book's account and the rules say, and nothing is written.
func TestWhatWouldHappenToACustomerIsForeseen(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	ctx, on := t.Context(), day("2026-11-23")
	head, _, err := o.LogHead(ctx)
	o.must(err)
	p := desk.DefaultProcedure()
	p.Levels[1].Fee = &dunning.Fee{Fixed: decimal.NewFromInt(35)}
	got, err := o.Foresee(ctx, o.debtorID("C1"), p, on)
	o.must(err)
	var want []dunning.Foreseen
	o.must(o.Book.View(ctx, func(r store.Reader) error {
		return r.Accounts(store.AccountQuery{Debtors: []receivable.DebtorID{o.debtorID("C1")}}, on, func(a *dunning.Account) error {
			want = dunning.Foresee(*a, p, law.Pack{}, date.Calendar{}, on, dunning.ForeseeDays)
			return nil
		})
	}))
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(date.Date{}), cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Equal(b) })); diff != "" {
		t.Error(diff)
	}
	if len(got) != 4 || got[0].On != on || got[1].Notice.Fee != nok(3500) || got[3].Stop != dunning.StopNothing {
		t.Errorf("%d steps: %+v", len(got), got)
	}
	if after, _, err := o.LogHead(ctx); err != nil || after.Hash != head.Hash {
		t.Error("looking ahead left a trace in the log")
	}
	o.source.open("1", 0)
	o.sync()
	if got, err = o.Foresee(ctx, o.debtorID("C1"), p, on); err != nil || len(got) != 1 || got[0].Stop != dunning.StopNothing {
		t.Errorf("for somebody who owes nothing: %+v, %v", got, err)
	}
	_, err = o.Foresee(ctx, 999, p, on)
	o.wantCode(err, fault.NotFound)
}

// Thanks and notes before the due date are off by default. A word of thanks leaves although its customer owes nothing any
// more: reading the customer again before the release must not take it for a reminder of something paid.
func TestThanksLeaveWhenTheProcedureSaysSo(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	ctx := t.Context()
	id, err := o.Propose(ctx, day("2026-11-23"))
	o.must(err)
	_, err = o.Release(ctx, id, nil)
	o.must(err)
	o.clock.to(day("2026-12-01"))
	o.source.open("1", 0)
	o.source.payments = []store.SourcePayment{{
		Payment: receivable.Payment{
			ExternalID: "P1", Date: day("2026-12-01"), Amount: nok(10_000), Unapplied: nok(0),
			Allocations: []receivable.Allocation{{Amount: nok(10_000), Date: day("2026-12-01")}},
		},
		DebtorExternal: "C1", ItemExternals: []string{"1"},
	}}
	o.sync()
	_, err = o.Propose(ctx, day("2026-12-01"))
	o.wantCode(err, desk.NothingToPropose)

	p, err := o.Procedure(ctx)
	o.must(err)
	p.ThankYou = &dunning.ThankYou{}
	_, err = o.KeepProcedure(ctx, p.Name, p)
	o.must(err)
	page, err := o.Customer(ctx, o.debtorID("C1"), day("2026-12-01"))
	o.must(err)
	if len(page.Plan.Notices) != 1 || page.Plan.Notices[0].Event != dunning.EventThanks {
		t.Errorf("the customer's page shows %+v", page.Plan)
	}
	ahead, err := o.Foresee(ctx, o.debtorID("C1"), p, day("2026-12-01"))
	o.must(err)
	if len(ahead) != 2 || ahead[0].Notice.Event != dunning.EventThanks {
		t.Errorf("foreseen are %+v", ahead)
	}
	id, err = o.Propose(ctx, day("2026-12-01"))
	o.must(err)
	res, err := o.Release(ctx, id, nil)
	o.must(err)
	if res.Issued != 1 || res.Dropped != 0 {
		t.Errorf("got %+v", res)
	}
}
