package desk_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// Beside a request that ends a claim stands what every other way out of the same claim is expected to bring.
func TestTheEvidenceSetsEveryWayOutBesideTheOneAskedFor(t *testing.T) {
	o := newOffice(t, twoCustomers)
	items := o.final() // so that it may be handed over too
	o.staffed()
	o.strict()
	ola, ctx := o.as("ola"), t.Context()
	settle := o.inThree()
	settle.Kind, settle.Pay, settle.By, settle.WithoutCharges = settlement.Discount, nok(60_00), day("2027-04-10"), true
	plan := o.inThree()
	plan.Terms.First, plan.WithoutCharges = day("2027-03-15"), true
	for name, c := range map[string]struct {
		ask    func() (desk.Asked, error)
		way    settlement.Way
		claim  int64
		share  string // assumed of the way asked for, percent
		months int
		checks bool
	}{
		"write-off":  {func() (desk.Asked, error) { return ola.WriteOff(ctx, o.giveUp(40_00)) }, settlement.WayWriteOff, 40_00, "0", 0, false},
		"settlement": {func() (desk.Asked, error) { a, err := ola.AgreeTerms(ctx, settle); return a.Asked, err }, settlement.WaySettle, 100_00, "60", 2, false},
		"plan":       {func() (desk.Asked, error) { a, err := ola.AgreeTerms(ctx, plan); return a.Asked, err }, settlement.WayPlan, 100_00, "100", 3, false},
		"hand-over":  {func() (desk.Asked, error) { return ola.Escalate(ctx, o.handOver(items)) }, settlement.WayAgency, 0, "80", 14, true},
	} {
		asked, err := c.ask()
		o.must(err)
		e, err := o.as("berit").RequestEvidence(ctx, asked.Request)
		o.must(err)
		if e.Ways == nil || e.Way != c.way || len(e.Ways.Lines) != len(settlement.Ways()) || c.claim != 0 && e.Ways.Claim != nok(c.claim) || e.Ways.Country != "NO" {
			t.Fatalf("%s: %s, %+v", name, e.Way, e.Ways)
		}
		for _, l := range e.Ways.Lines {
			if l.Way == c.way && (l.Share.String() != c.share || l.Months != c.months) {
				t.Errorf("%s: share %s in %d months", name, l.Share, l.Months)
			}
		}
		if (len(e.Checks) > 0) != c.checks || (e.Terms != nil) != (c.way == settlement.WayPlan || c.way == settlement.WaySettle) || !e.About(items[0]) {
			t.Errorf("%s: checks %+v, terms %v", name, e.Checks, e.Terms)
		}
	}
	// A waiver ends no claim, and neither does what takes a write-off back.
	o.must(ola.Withdraw(ctx, 1))
	charges, _, err := o.Charges(ctx, o.debtorID("C1"))
	o.must(err)
	if len(charges) > 0 {
		asked, err := ola.Waive(ctx, desk.WaiveOrder{Charge: charges[0].ID, Amount: money.New(1, "NOK"), Why: "x"})
		o.must(err)
		if e, err := o.as("berit").RequestEvidence(ctx, asked.Request); err != nil || e.Ways != nil || e.Measure.Kind != approval.Waive {
			t.Errorf("a waiver has ways out: %+v, %v", e.Ways, err)
		}
	}
}
