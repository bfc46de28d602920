package desk_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// A settlement is kept by money: who waives a fee of its sum, or takes the reminder back, has let nothing else go by that.
func TestNoSettlementIsKeptByWaiving(t *testing.T) {
	for name, letGo := range map[string]func(*office, int64){
		"waived": func(o *office, charge int64) {
			o.done(o.Waive(o.t.Context(), desk.WaiveOrder{Charge: charge, Why: "goodwill"}))
		},
		"reminder taken back": func(o *office, _ int64) {
			v := o.customer("C1", "2026-11-23")
			o.done(o.CancelNotice(o.t.Context(), v.Debtor.ID, v.Notices[0].Number, "it was wrong"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, twoCustomers)
			o.sync()
			fee := o.feed()
			id := o.agree(desk.TermsOrder{Debtor: o.debtorID("C1"), Kind: settlement.Discount, Pay: fee.Open, By: day("2026-12-15")})
			letGo(o, fee.ID)
			o.clock.to(day("2026-11-24"))
			o.sync()
			if v := o.plan(id, "2026-11-24"); v.Plan.State != settlement.Agreed || v.Judgement.Received.Minor != 0 {
				t.Fatalf("nothing came, and it is %s with %s", v.Plan.State, v.Judgement.Received)
			}
			if p := o.proposed("C1"); len(p) != 0 {
				t.Fatalf("a write-off is proposed: %+v", p)
			}
			o.came("P1", fee.Open.Minor)
			o.sync()
			if v := o.plan(id, "2026-11-24"); v.Plan.State != settlement.Kept {
				t.Errorf("the money came, and it is %s", v.Plan.State)
			}
		})
	}
}
