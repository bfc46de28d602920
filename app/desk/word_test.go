package desk_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

func TestACustomerIsAskedToCall(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.remind("2026-11-23")
	o.clock.to(day("2026-11-30"))
	before := o.customer("C1", "2026-11-30").Items[0]
	sent, err := o.SendWord(t.Context(), desk.WordOrder{Debtor: o.debtorID("C1"), Event: dunning.EventCallMe})
	o.must(err)
	if sent.State != desk.OutSent || sent.To != "c1@example.com" || sent.Channel != receivable.Email || sent.Number == "" {
		t.Errorf("%+v", sent)
	}
	job := o.courier.made[len(o.courier.made)-1]
	if job.Notice.Event != dunning.EventCallMe || job.Notice.Fee.Minor != 0 || len(job.Notice.New) != 0 || len(job.Notice.Lines) == 0 {
		t.Errorf("%+v", job.Notice)
	}
	v := o.customer("C1", "2026-11-30")
	if it := v.Items[0]; it.Level != before.Level || it.LastNotice != before.LastNotice {
		t.Errorf("the item moved: %+v", it)
	}
	if v.Notices[0].Claim.Event != dunning.EventCallMe {
		t.Errorf("%+v", v.Notices[0])
	}
	for name, c := range map[string]struct {
		order desk.WordOrder
		code  fault.Code
	}{
		"no promise to confirm": {desk.WordOrder{Event: dunning.EventPromised}, fault.Conflict},
		"thanks by hand":        {desk.WordOrder{Event: dunning.EventThanks}, fault.Invalid},
		"by telephone":          {desk.WordOrder{Event: dunning.EventCallMe, By: []receivable.Channel{receivable.Call}}, fault.Invalid},
	} {
		c.order.Debtor = o.debtorID("C1")
		if _, err := o.SendWord(t.Context(), c.order); !fault.Has(err, c.code) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func (o *office) confirming() {
	p, err := o.Procedure(o.t.Context())
	o.must(err)
	p.ConfirmPromise, p.BrokenPromise = &dunning.ConfirmPromise{}, &dunning.BrokenPromise{}
	_, err = o.KeepProcedure(o.t.Context(), p.Name, p)
	o.must(err)
}

func TestAPromiseIsConfirmedWhereTheProcedureSaysSo(t *testing.T) {
	for _, says := range []bool{false, true} {
		o := newOffice(t, twoCustomers)
		o.remind("2026-11-23")
		if says {
			o.confirming()
		}
		made := len(o.courier.made)
		id := o.debtorID("C1")
		o.must(o.TakePromise(t.Context(), desk.PromiseOrder{Debtor: id, Amount: money.New(100_00, "NOK"), By: day("2026-12-01")}))
		if got := len(o.courier.made) - made; (got == 1) != says {
			t.Fatalf("confirmed %d times, the procedure says %t", got, says)
		}
		if !says {
			continue
		}
		n := o.courier.made[made].Notice
		if n.Event != dunning.EventPromised || n.Promise == nil || n.Promise.Amount != money.New(100_00, "NOK") || n.Promise.By != day("2026-12-01") {
			t.Errorf("%+v", n)
		}
		if sent := o.customer("C1", "2026-11-23").Notices[0]; sent.State != desk.OutSent {
			t.Errorf("it is %s", sent.State)
		}
		// A call that ends with a promise confirms it as well; one that cannot be written to keeps the promise all the same.
		o.courier.refuse[id] = fault.New("glyph-missing", "no")
		o.must(o.KeepCall(t.Context(), desk.CallOrder{Debtor: id, Result: desk.CallPromised, Promise: &desk.PromiseOrder{Debtor: id, Amount: money.New(50_00, "NOK"), By: day("2026-12-02")}}))
		if promises := o.customer("C1", "2026-11-23").Promises; len(promises) != 2 {
			t.Errorf("%d promises", len(promises))
		}
	}
}

// A promise that was broken is told in the day's wave, once, where no level is due.
func TestABrokenPromiseIsToldInTheDaysWave(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.remind("2026-11-23")
	o.confirming()
	id := o.debtorID("C1")
	o.must(o.TakePromise(t.Context(), desk.PromiseOrder{Debtor: id, Amount: money.New(100_00, "NOK"), By: day("2026-11-25")}))
	o.clock.to(day("2026-11-26"))
	o.remind("2026-11-26")
	told := 0
	for _, n := range o.customer("C1", "2026-11-26").Notices {
		if n.Claim.Event == dunning.EventBroken {
			told++
			if n.Claim.Promise.By != day("2026-11-25") || n.Claim.Deadline.IsZero() || n.State != desk.OutSent {
				t.Errorf("%+v", n.Claim)
			}
		}
	}
	if told != 1 {
		t.Fatalf("told %d times", told)
	}
	o.clock.to(day("2026-11-27"))
	o.sync()
	plan, err := o.Plan(t.Context(), day("2026-11-27"))
	o.must(err)
	for _, n := range plan.Notices {
		if n.Debtor == id {
			t.Errorf("written to again: %+v", n)
		}
	}
}
