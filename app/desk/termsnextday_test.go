package desk_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// A plan with interest is approved on another day as it was asked for, until its first payment is over.
func TestAPlanWithInterestIsApprovedOnAnotherDay(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	o.staffed()
	o.strict()
	order := o.inThree()
	order.InterestBy.Agreed = decimal.NewFromInt(8)
	asked, err := o.as("ola").AgreeTerms(t.Context(), order)
	o.must(err)
	yes := desk.DecisionOrder{Request: asked.Request, Version: 1, To: approval.Approved}
	e, err := o.as("berit").RequestEvidence(t.Context(), asked.Request)
	o.must(err)
	o.clock.to(day("2026-11-27"))
	o.must(o.as("berit").Decide(t.Context(), yes))
	rows, err := o.Terms(t.Context(), o.debtorID("C1"))
	o.must(err)
	if len(rows) != 1 || rows[0].Schedule.Total != e.Terms.Plan.Schedule.Total {
		t.Errorf("agreed: %+v, asked for: %s", rows, e.Terms.Plan.Schedule.Total)
	}
}

func TestAPlanWhoseFirstPaymentIsOverIsNotApproved(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	o.staffed()
	o.strict()
	order := o.inThree()
	order.Terms.First = day("2026-11-25")
	asked, err := o.as("ola").AgreeTerms(t.Context(), order)
	o.must(err)
	o.clock.to(day("2026-11-26"))
	o.wantCode(o.as("berit").Decide(t.Context(), desk.DecisionOrder{Request: asked.Request, Version: 1, To: approval.Approved}), fault.Conflict)
}
