package desk_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
)

func TestOldDebtIsHeldForReviewInTheFirstWave(t *testing.T) {
	o := newOffice(t, func(s *source) {
		s.debtor("C1", "c1@example.com")
		s.invoice("1", "C1", "2026-11-01", 10_000)
		s.debtor("C2", "c2@example.com")
		s.invoice("2", "C2", "2026-02-01", 20_000)
	})
	o.sync()
	p, err := o.Plan(t.Context(), day("2026-11-23"))
	o.must(err)
	if len(p.Notices) != 1 || len(p.LeftOut) != 1 || p.LeftOut[0].Reason != dunning.ReasonFirstRunReview {
		t.Fatalf("got %+v", p)
	}
	r, err := o.Review(t.Context(), o.conn.ID, desk.RecentDays)
	o.must(err)
	if r.Customers != 2 || r.Start != 1 || r.Hold != 1 {
		t.Fatalf("got %+v", r)
	}
	o.must(o.ReleaseReviewed(t.Context(), o.debtorID("C2")))
	p, err = o.Plan(t.Context(), day("2026-11-23"))
	o.must(err)
	if len(p.Notices) != 2 {
		t.Fatalf("a person has looked at it, and it is still held: %+v", p.LeftOut)
	}
}

func TestOldDebtDecisionForAll(t *testing.T) {
	for _, tt := range []struct {
		choice  store.ReviewChoice
		notices int
	}{{store.ReviewStart, 2}, {store.ReviewHoldOld, 1}, {store.ReviewHoldAll, 0}} {
		t.Run(string(tt.choice), func(t *testing.T) {
			o := newOffice(t, func(s *source) {
				s.debtor("C1", "c1@example.com")
				s.invoice("1", "C1", "2026-11-01", 10_000)
				s.debtor("C2", "c2@example.com")
				s.invoice("2", "C2", "2026-02-01", 20_000)
			})
			o.sync()
			o.must(o.DecideReview(t.Context(), o.conn.ID, tt.choice, 60))
			p, err := o.Plan(t.Context(), day("2026-11-23"))
			o.must(err)
			if len(p.Notices) != tt.notices {
				t.Fatalf("%d notices, want %d: %+v", len(p.Notices), tt.notices, p.LeftOut)
			}
		})
	}
}
