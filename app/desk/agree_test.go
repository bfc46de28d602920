package desk_test

import (
	"context"
	"errors"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// wantField checks that something was refused, with the field that is wrong.
func (o *office) wantField(err error, code fault.Code, field string) {
	o.t.Helper()
	var coded *fault.Error
	if !errors.As(err, &coded) || coded.Code != code || coded.Field != field {
		o.t.Errorf("got %v, want %s of the field %q", err, code, field)
	}
}

// talkative is an office with one customer who owes two invoices.
func talkative(t *testing.T) *office {
	o := newOffice(t, func(s *source) {
		s.debtor("1", "a@example.com")
		s.invoice("1", "1", "2026-10-01", 100_00)
		s.invoice("2", "1", "2026-10-05", 50_00)
		s.debtor("2", "b@example.com")
		s.invoice("3", "2", "2026-10-05", 70_00)
	})
	o.sync()
	return o
}

func (o *office) leftOut(number, on string) map[string]dunning.Why {
	out := map[string]dunning.Why{}
	for _, l := range o.customer(number, on).Plan.LeftOut {
		out[l.Number] = l.Detail
	}
	return out
}

func TestWhatCannotBeAgreedIsRefusedByItsField(t *testing.T) {
	o := talkative(t)
	ctx, id := context.Background(), o.debtorID("1")
	on, err := o.Today(ctx)
	o.must(err)
	items := o.customer("1", on.String()).Items
	other := o.customer("2", on.String()).Items[0].ID
	promise := func(amount int64, in int, tol dunning.Tolerance) error {
		return o.TakePromise(ctx, desk.PromiseOrder{Debtor: id, Amount: nok(amount), By: on.AddDays(in), Tolerance: tol})
	}
	o.wantField(promise(0, 3, dunning.Tolerance{}), fault.Invalid, "amount")
	o.wantField(promise(100, -1, dunning.Tolerance{}), fault.Invalid, "date")
	o.wantField(promise(100, 3, dunning.Tolerance{Minor: 100}), fault.Invalid, "tolerance")
	dispute := func(d desk.DisputeOrder) error {
		d.Debtor = id
		return o.OpenDispute(ctx, d)
	}
	first := desk.DisputeOrder{Item: items[0].ID, Code: dunning.DisputeQuality}
	o.wantField(dispute(desk.DisputeOrder{Item: other, Code: dunning.DisputeQuality}), fault.Invalid, "item")
	o.wantField(dispute(desk.DisputeOrder{Item: items[0].ID, Code: dunning.DisputePrice, Amount: nok(100_01)}), fault.Invalid, "amount")
	o.wantField(dispute(desk.DisputeOrder{Item: items[0].ID}), fault.Invalid, "reason")
	o.must(dispute(first))
	o.wantField(dispute(first), fault.Conflict, "item")
	row := o.customer("1", on.String()).Disputes[0]
	resolve := func(r desk.ResolveOrder) error {
		r.Debtor, r.Dispute = id, row.ID
		return o.ResolveDispute(ctx, r)
	}
	o.wantField(resolve(desk.ResolveOrder{Outcome: "forgotten"}), fault.Invalid, "outcome")
	o.wantField(resolve(desk.ResolveOrder{Outcome: dunning.DisputePartly, Credit: nok(100_01)}), fault.Invalid, "credit")
	o.must(resolve(desk.ResolveOrder{Outcome: dunning.DisputeRejected}))
	o.wantField(resolve(desk.ResolveOrder{Outcome: dunning.DisputeRejected}), fault.Conflict, "dispute")
	o.wantField(o.HoldCustomer(ctx, desk.HoldOrder{Debtor: id, Reason: "talks", Reviewer: "Berit"}), fault.Invalid, "review-on")
	v := o.customer("1", on.String())
	if len(v.Promises) != 0 || len(v.Holds) != 0 || len(v.Disputes) != 1 {
		t.Errorf("what was refused left %d promises, %d holds, %d disputes", len(v.Promises), len(v.Holds), len(v.Disputes))
	}
}

// A promise with days tolerated is quiet for them, and money that falls short by what is tolerated keeps it.
func TestAPromiseIsKeptWithinItsTolerance(t *testing.T) {
	o := talkative(t)
	ctx, id := context.Background(), o.debtorID("1")
	on, err := o.Today(ctx)
	o.must(err)
	items := o.customer("1", on.String()).Items
	o.must(o.TakePromise(ctx, desk.PromiseOrder{
		Debtor: id, Items: []receivable.ItemID{items[0].ID}, Amount: nok(100_00), By: on.AddDays(3), Tolerance: dunning.Tolerance{Minor: 250, Days: 2},
	}))
	if why := o.leftOut("1", on.AddDays(5).String())["F-1"]; why.Key != string(dunning.ReasonPromise) {
		t.Errorf("on the last day tolerated F-1 waits for %+v", why)
	}
	o.clock.to(on.AddDays(5))
	o.source.open("1", 2_50)
	o.sync()
	o.clock.to(on.AddDays(6))
	o.remind(on.AddDays(6).String())
	if p := o.customer("1", on.AddDays(6).String()).Promises[0]; p.State != dunning.PromiseKept {
		t.Errorf("97.50 of 100.00 on the last day tolerated: %s", p.State)
	}
}

// A dispute about a part stops the letters and not the people: what is not disputed is still to be collected.
func TestWhatIsNotDisputedIsStillToBeCollected(t *testing.T) {
	o := talkative(t)
	ctx, id := context.Background(), o.debtorID("1")
	on, err := o.Today(ctx)
	o.must(err)
	collect := func() int64 {
		v, err := o.WorkList(ctx, on)
		o.must(err)
		for _, w := range v.Work {
			if w.Debtor == id {
				return w.ToCollect.Minor
			}
		}
		return 0
	}
	if got := collect(); got != 150_00 {
		t.Fatalf("%d to collect", got)
	}
	items := o.customer("1", on.String()).Items
	o.must(o.OpenDispute(ctx, desk.DisputeOrder{Debtor: id, Item: items[0].ID, Code: dunning.DisputeQuality, Amount: nok(40_00), DueBy: on.AddDays(2), Owner: "Ola"}))
	if got := collect(); got != 110_00 {
		t.Errorf("%d to collect with 40.00 disputed", got)
	}
	if why := o.leftOut("1", on.String())["F-1"]; why.Key != string(dunning.ReasonDispute) {
		t.Errorf("F-1 waits for %+v", why)
	}
	on = on.AddDays(2)
	v, err := o.WorkList(ctx, on)
	o.must(err)
	if !asksFor(v, "dispute-due") {
		t.Errorf("nobody is reminded of the answer that is due: %+v", v.Work)
	}
}

func asksFor(v desk.TodayView, key string) bool {
	for _, w := range v.Work {
		for _, why := range append([]dunning.Why{w.Why}, w.Also...) {
			if why.Key == key {
				return true
			}
		}
	}
	return false
}

// What is to be credited waits until the books bring the credit, and a task sees to it that they do.
func TestACreditThatWasAgreedIsWaitedFor(t *testing.T) {
	o := talkative(t)
	ctx, id := context.Background(), o.debtorID("1")
	on, err := o.Today(ctx)
	o.must(err)
	items := o.customer("1", on.String()).Items
	o.must(o.OpenDispute(ctx, desk.DisputeOrder{Debtor: id, Item: items[0].ID, Code: dunning.DisputePrice, Amount: nok(40_00)}))
	row := o.customer("1", on.String()).Disputes[0]
	o.must(o.ResolveDispute(ctx, desk.ResolveOrder{Debtor: id, Dispute: row.ID, Outcome: dunning.DisputeAccepted, Note: "list price"}))
	if why := o.leftOut("1", on.String())["F-1"]; why.Key != dunning.WhyCreditAwaited {
		t.Errorf("F-1 waits for %+v", why)
	}
	later := on.AddDays(7)
	v, err := o.WorkList(ctx, later)
	o.must(err)
	if !asksFor(v, dunning.WhyCreditAwaited) {
		t.Errorf("nobody sees to it that the credit is booked: %+v", v.Work)
	}
	o.clock.to(later)
	o.source.open("1", 60_00)
	o.sync()
	plan := o.customer("1", later.String()).Plan
	if len(plan.Notices) != 1 || plan.Notices[0].Open != nok(110_00) {
		t.Errorf("with the credit in the books: %+v", plan)
	}
	got := o.customer("1", later.String()).Disputes[0]
	if got.Outcome != string(dunning.DisputeCredited) || got.Credit != nok(40_00) || got.Note != "list price" {
		t.Errorf("the dispute ended as %+v", got)
	}
}

// A hold without an end goes on, and comes back to its reviewer.
func TestAHoldWithoutAnEndComesBackToItsReviewer(t *testing.T) {
	o := talkative(t)
	ctx, id := context.Background(), o.debtorID("1")
	on, err := o.Today(ctx)
	o.must(err)
	o.must(o.HoldCustomer(ctx, desk.HoldOrder{Debtor: id, Reason: "court", Reviewer: "Berit", ReviewOn: on.AddDays(30)}))
	review := func(days int) bool {
		v, err := o.WorkList(ctx, on.AddDays(days))
		o.must(err)
		return asksFor(v, "hold-review")
	}
	if review(29) || !review(30) || !review(200) {
		t.Error("the hold is reviewed from its day, until somebody has")
	}
	v := o.customer("1", on.AddDays(200).String())
	if len(v.Plan.Notices) != 0 {
		t.Errorf("reminded while held: %+v", v.Plan.Notices)
	}
	o.must(o.LiftHold(ctx, id, v.Holds[0].ID, "settled"))
	if review(200) {
		t.Error("a lifted hold is to be reviewed")
	}
}

// Where the source tells of payments, one that is dated within the days tolerated keeps the promise.
func TestAPaymentWithinTheDaysToleratedKeepsThePromise(t *testing.T) {
	for late, want := range map[int]dunning.PromiseState{2: dunning.PromiseKept, 3: dunning.PromiseBroken} {
		o := talkative(t)
		ctx, id := context.Background(), o.debtorID("1")
		on, err := o.Today(ctx)
		o.must(err)
		o.must(o.TakePromise(ctx, desk.PromiseOrder{Debtor: id, Amount: nok(30_00), By: on.AddDays(3), Tolerance: dunning.Tolerance{Days: 2}}))
		o.source.payments = []store.SourcePayment{{DebtorExternal: "1", Payment: receivable.Payment{
			ExternalID: "p1", Date: on.AddDays(3 + late), Amount: nok(30_00), Unapplied: nok(30_00),
		}}}
		o.clock.to(on.AddDays(6))
		o.remind(on.AddDays(6).String())
		if p := o.customer("1", on.AddDays(6).String()).Promises[0]; p.State != want {
			t.Errorf("a payment %d days late with 2 tolerated: %s, want %s", late, p.State, want)
		}
	}
}
