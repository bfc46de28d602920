package desk_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// A clerk raises a credit line within the limit of the house, or asks; lowering it needs nobody.
func TestRaisingACreditLineIsHeldAgainstItsLimit(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	o.staffed()
	o.must(o.SetPolicy(t.Context(), approval.DefaultPolicy("NOK")))
	o.aloneUpTo(approval.CreditLine, approval.Bound{Amount: 1_000_00})
	ola, id := o.as("ola"), o.debtorID("C1")
	line := func(minor int64) settlement.CreditLine {
		return settlement.CreditLine{Limit: nok(minor), Review: day("2027-06-01"), Note: "bought the yard"}
	}
	holds := func() (minor int64) {
		rows, err := o.CreditLines(t.Context(), id)
		o.must(err)
		if len(rows) > 0 {
			minor = rows[len(rows)-1].Limit.Minor
		}
		return minor
	}
	o.done(ola.SetCreditLine(t.Context(), id, line(1_000_00)))
	asked, err := ola.SetCreditLine(t.Context(), id, line(10_000_000_00))
	o.must(err)
	if asked.Done || holds() != 1_000_00 {
		t.Fatalf("ten millions by a clerk alone: %+v, %d holds", asked, holds())
	}
	o.must(o.as("berit").Decide(t.Context(), desk.DecisionOrder{Request: asked.Request, Version: 1, To: approval.Approved}))
	if holds() != 10_000_000_00 {
		t.Fatalf("approved, and %d holds", holds())
	}
	o.done(ola.SetCreditLine(t.Context(), id, line(5_000_00)))
	if holds() != 5_000_00 {
		t.Fatalf("lowered, and %d holds", holds())
	}
}
