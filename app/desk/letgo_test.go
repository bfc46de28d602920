package desk_test

import (
	"slices"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// The fee of a reminder that waits is waived: the reminder is taken back, since it says otherwise, and the next one does not ask for
// that fee anew.
func TestAWaivedFeeIsNotChargedAnew(t *testing.T) {
	o, id := secondWaits(t)
	waits := o.customer("C1", "2026-12-08").Notices[0]
	if waits.Claim.Fee.IsZero() {
		t.Fatalf("the reminder that waits charges nothing: %+v", waits.Claim)
	}
	charges, _, err := o.Charges(t.Context(), id)
	o.must(err)
	at := slices.IndexFunc(charges, func(c dunning.Charge) bool { return c.Notice == int64(waits.ID) && c.Kind == dunning.FeeCharge })
	o.done(o.Waive(t.Context(), desk.WaiveOrder{Charge: charges[at].ID, Why: "goodwill"}))
	_, err = o.ClaimMessages(t.Context(), "test", time.Minute, 10)
	o.must(err)
	if !o.customer("C1", "2026-12-08").Notices[0].Cancelled {
		t.Fatal("the reminder stands, and asks for a fee that nobody owes")
	}
	n := o.customer("C1", "2026-12-08").Plan.Notices
	if len(n) != 1 || !n[0].Fee.IsZero() || n[0].Level != waits.Claim.Level || n[0].Effects[len(n[0].Effects)-1].What.Key != dunning.EffectFeeLetGo {
		t.Errorf("the next reminder: %+v", n)
	}
}

// A fee of a reminder as a whole knows the claims that it was made for: when all of them are disputed nobody asks for it.
func TestAFeeRestsWithAllItsClaims(t *testing.T) {
	o := newOffice(t, func(s *source) {
		s.debtor("C1", "c1@example.com")
		s.invoice("1", "C1", "2026-11-01", 1_000_000)
		s.invoice("2", "C1", "2026-11-01", 500_000)
		s.invoice("9", "C1", "2026-11-28", 200_000)
	})
	o.charging()
	o.remind("2026-11-23")
	id := o.debtorID("C1")
	dispute := func(number string) {
		o.must(o.OpenDispute(t.Context(), desk.DisputeOrder{Debtor: id, Item: o.item(number).ID, Reason: "quality"}))
	}
	asks := func() int64 {
		n := o.customer("C1", "2026-12-08").Plan.Notices
		if len(n) != 1 || len(n[0].Lines) != 1 || n[0].Lines[0].Number != "F-9" {
			t.Fatalf("planned %+v", n)
		}
		var fees int64
		charges, _, err := o.Charges(t.Context(), id)
		o.must(err)
		for _, c := range charges {
			if c.Item == 0 && slices.Contains(n[0].Asks, c.ID) {
				fees += c.Open.Minor
			}
		}
		return fees
	}
	o.clock.to(day("2026-12-08"))
	o.sync()
	o.must(o.HoldCustomer(t.Context(), desk.HoldOrder{Debtor: id, Item: o.item("F-2").ID, Until: day("2027-01-30"), Reason: "talks"}))
	dispute("F-1")
	if asks() == 0 {
		t.Error("with one claim left the fee is not asked for")
	}
	dispute("F-2")
	if fees := asks(); fees != 0 {
		t.Errorf("a fee of %d is asked for although all its claims are disputed", fees)
	}
}
