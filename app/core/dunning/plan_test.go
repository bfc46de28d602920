package dunning_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var sameDates = cmp.Comparer(func(a, b date.Date) bool { return a == b })

func TestPlanIsDeterministicAndLeavesItsInputAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyProcedure(t)
		a := anyAccount(t, len(p.Levels))
		before := append([]dunning.Item(nil), a.Items...)
		on := rapid.IntRange(0, 150).Draw(t, "on")
		first, second := plan(on, p, a), plan(on, p, a)
		if diff := cmp.Diff(first, second, sameDates); diff != "" {
			t.Fatalf("two plans differ:\n%s", diff)
		}
		if diff := cmp.Diff(before, a.Items, sameDates); diff != "" {
			t.Fatalf("planning changed the account:\n%s", diff)
		}
	})
}

func TestEveryClaimIsEitherOnANoticeOrLeftOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyProcedure(t)
		a := anyLife(t, anyAccount(t, len(p.Levels)))
		proposal := planBy(rapid.IntRange(0, 150).Draw(t, "on"), p, anyPack(t), a)
		seen := map[receivable.ItemID]int{}
		for _, n := range proposal.Notices {
			for _, line := range n.Lines {
				seen[line.Item]++
			}
		}
		for _, out := range proposal.LeftOut {
			seen[out.Item]++
			if out.Reason == "" || out.Detail.Key == "" {
				t.Fatalf("item %d is left out without a reason", out.Item)
			}
		}
		for _, it := range a.Items {
			want := 1
			if it.Open.Minor < 0 || it.Open.Minor == 0 && it.Kind == receivable.Credit {
				want = 0
			}
			if seen[it.ID] != want {
				t.Fatalf("item %d (%s, open %s) appears %d times", it.ID, it.Kind, it.Open, seen[it.ID])
			}
		}
	})
}

func TestNoticesAddUpExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyProcedure(t)
		a := anyLife(t, anyAccount(t, len(p.Levels)))
		for _, n := range planBy(rapid.IntRange(0, 150).Draw(t, "on"), p, anyPack(t), a).Notices {
			var open, credit, fresh, interest int64
			top := 0
			for _, line := range n.Lines {
				open += line.Open.Minor
				interest += line.Interest.Minor
				top = max(top, line.Level)
			}
			for _, c := range n.Credits {
				credit -= c.Open.Minor
			}
			for _, c := range n.New {
				fresh += c.Amount.Minor
			}
			total := n.Open.Minor - n.Credit.Minor + n.Charges.Minor + n.Fee.Minor + n.Interest.Minor
			if open != n.Open.Minor || interest != n.Interest.Minor || fresh != n.Fee.Minor+n.Interest.Minor || total != n.Total.Minor || n.Event == dunning.NoEvent && top != n.Level {
				t.Fatalf("the notice does not add up: %+v", n)
			}
			if n.Credit.Minor > credit || n.Total.Minor <= 0 && n.Event != dunning.EventThanks || n.Fee.Minor < 0 || n.Interest.Minor < 0 {
				t.Fatalf("the notice asks for what nobody owes: %+v", n)
			}
		}
	})
}

func TestALevelIsNeverSkipped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyProcedure(t)
		p.FirstContact = dunning.FromLevel1
		a := anyLife(t, anyAccount(t, len(p.Levels)))
		pack := anyPack(t)
		for on := 0; on < 150; on += rapid.IntRange(1, 20).Draw(t, "days on") {
			for _, n := range planBy(on, p, pack, a).Notices {
				for _, line := range n.Lines {
					if step := line.Level - line.Previous; step != 1 && (step != 0 || !n.Confirm && n.Event == dunning.NoEvent) {
						t.Fatalf("day %d: item %s goes from level %d to %d", on, line.Number, line.Previous, line.Level)
					}
				}
				a, _ = dunning.Issue(a, n, int64(on))
			}
		}
	})
}

func TestASecondRunOnOneDayFindsNothingMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyProcedure(t)
		a := anyLife(t, anyAccount(t, len(p.Levels)))
		on := rapid.IntRange(0, 150).Draw(t, "on")
		pack := anyPack(t)
		issued := planBy(on, p, pack, a).Notices
		for i, n := range issued {
			a, _ = dunning.Issue(a, n, int64(i+1))
		}
		if len(issued) == 0 {
			return
		}
		if again := planBy(on, p, pack, a).Notices; len(again) > 0 {
			t.Fatalf("a second run finds %d notices more", len(again))
		}
	})
}

func TestARunDatedBeforeTheLastNoticeFindsNothing(t *testing.T) {
	a := account(invoice(1, 0, 10000))
	n := plan(20, ladder(), a).Notices[0]
	a, _ = dunning.Issue(a, n, 1)
	for _, on := range []int{6, 19, 20} {
		got := plan(on, ladder(), a)
		if len(got.Notices) != 0 || got.LeftOut[0].Reason != dunning.ReasonTooSoon || got.LeftOut[0].Until != day(30) {
			t.Errorf("day %d: %+v", on, got)
		}
	}
}

func TestWhyTellsTheClerkTheFacts(t *testing.T) {
	a := account(invoice(1, 0, 10000))
	first := plan(7, ladder(), a).Notices[0]
	if diff := cmp.Diff(dunning.Why{Key: "overdue-first", Args: map[string]string{"days": "7", "level": "1"}}, first.Why); diff != "" {
		t.Error(diff)
	}
	a, _ = dunning.Issue(a, first, 1)
	second := plan(21, ladder(), a).Notices[0]
	want := map[string]string{"days": "21", "level": "2", "previous": "1", "ago": "14", "date": day(7).String()}
	if diff := cmp.Diff(dunning.Why{Key: "since-level", Args: want}, second.Lines[0].Why); diff != "" {
		t.Error(diff)
	}
}

func TestReasonsAreLookedForInTheOrderOfAClerk(t *testing.T) {
	disputedAndHeld := invoice(1, 0, 100)
	disputedAndHeld.Dispute, disputedAndHeld.Hold = &dunning.Dispute{}, &dunning.Hold{}
	heldNotDue := invoice(2, 50, 100)
	heldNotDue.Hold = &dunning.Hold{}
	paidAndDisputed := invoice(3, 0, 0)
	paidAndDisputed.Dispute = &dunning.Dispute{}
	got := plan(10, ladder(), account(disputedAndHeld, heldNotDue, paidAndDisputed))
	for i, want := range []dunning.Reason{dunning.ReasonHold, dunning.ReasonNotDue, dunning.ReasonPaid} {
		if got.LeftOut[i].Reason != want {
			t.Errorf("item %d is left out for %s, want %s", i+1, got.LeftOut[i].Reason, want)
		}
	}
	exempt := account(invoice(1, 0, 100))
	exempt.Exempt = true
	if got := plan(10, ladder(), exempt); len(got.Notices) != 0 || got.LeftOut[0].Reason != dunning.ReasonHold {
		t.Errorf("an exempt debtor gets %+v", got)
	}
}

func TestMoneyBeyondWhatCanBeAddedMakesNoNotice(t *testing.T) {
	var items []dunning.Item
	for i := range 9300 {
		it := invoice(receivable.ItemID(i+1), 0, money.MaxMinor)
		it.Number = "X"
		items = append(items, it)
	}
	got := plan(10, ladder(), account(items...))
	if len(got.Notices) != 0 || len(got.LeftOut) != len(items) || got.LeftOut[0].Detail.Key != dunning.WhySumTooLarge {
		t.Errorf("%d notices, %d left out", len(got.Notices), len(got.LeftOut))
	}
}

func FuzzPlan(f *testing.F) {
	f.Fuzz(rapid.MakeFuzz(func(t *rapid.T) {
		p, pack := anyProcedure(t), anyPack(t)
		a := anyLife(t, anyAccount(t, len(p.Levels)))
		on := rapid.IntRange(0, 200).Draw(t, "on")
		first := planBy(on, p, pack, a)
		for _, n := range first.Notices {
			if n.Total.Minor < 0 || n.Total.Minor == 0 && n.Event != dunning.EventThanks {
				t.Fatalf("a notice over %s", n.Total)
			}
		}
		if diff := cmp.Diff(first, planBy(on, p, pack, a), cmp.AllowUnexported(date.Date{})); diff != "" {
			t.Fatalf("the same input gave something else: %s", diff)
		}
	}))
}
