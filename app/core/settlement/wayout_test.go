package settlement_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestWaysOutSideBySide(t *testing.T) {
	lines, err := settlement.WaysOut(kroner(12_400_00), settlement.GuessedAssumptions())
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct {
		way                        settlement.Way
		expected, cost, net, today int64
	}{
		// 12 400 x 20 % = 2 480; in 12 months at 8 %: 2 480 / 1.08 = 2 296.30
		{settlement.WayWait, 2480_00, 0, 2480_00, 2296_30},
		// 12 400 x 50 % x 50 % = 3 100; in 2 months: / 1.01333 = 3 059.21
		{settlement.WaySettle, 3100_00, 0, 3100_00, 3059_21},
		// 12 400 x 40 % = 4 960; in 9 months: / 1.06 = 4 679.25
		{settlement.WayPlan, 4960_00, 0, 4960_00, 4679_25},
		// 12 400 x 80 % x 35 % = 3 472, of it 15 % = 520.80; in 14 months: 3 472 / 1.09333 - 520.80 = 2 654.81
		{settlement.WayAgency, 3472_00, 520_80, 2951_20, 2654_81},
		// 12 400 x 90 % x 45 % = 5 022; 1 500 fixed and 1 500 in advance; 5 022 / 1.07333 - 3 000 = 1 678.88
		{settlement.WayCourt, 5022_00, 3000_00, 2022_00, 1678_88},
		// 10 % at once, in a month: 1 240 / 1.00667 = 1 231.79
		{settlement.WaySell, 1240_00, 0, 1240_00, 1231_79},
		{settlement.WayWriteOff, 0, 0, 0, 0},
	} {
		got := lines[i]
		if got.Way != want.way || got.Expected != kroner(want.expected) || got.Cost != kroner(want.cost) || got.Net != kroner(want.net) || got.Today != kroner(want.today) {
			t.Errorf("%s: comes in %s, costs %s, left %s, today %s", got.Way, got.Expected, got.Cost, got.Net, got.Today)
		}
	}
}

// 100 000 lies above the second step: 5 000 in advance. A yen has no decimals: 333 x 20 % = 66.6, rounded 67.
func TestFeesInAdvanceGoByTheClaimAndCurrenciesByTheirDecimals(t *testing.T) {
	lines, err := settlement.WaysOut(kroner(100_000_00), settlement.GuessedAssumptions())
	if err != nil || lines[4].Cost != kroner(6500_00) {
		t.Errorf("%s, %v", lines[4].Cost, err)
	}
	lines, err = settlement.WaysOut(money.New(333, "JPY"), settlement.GuessedAssumptions())
	if err != nil || lines[0].Expected != money.New(67, "JPY") || lines[4].Cost != money.New(3000, "JPY") {
		t.Errorf("%s, %s, %v", lines[0].Expected, lines[4].Cost, err)
	}
	lines, err = settlement.WaysOut(money.New(1000, "KWD"), settlement.GuessedAssumptions())
	if err != nil || lines[4].Cost != money.New(3_000_000, "KWD") {
		t.Errorf("%s, %v", lines[4].Cost, err)
	}
}

func TestAssumptionsThatAreRefused(t *testing.T) {
	n := decimal.NewFromInt
	for name, change := range map[string]func(*settlement.Assumptions){
		"a chance above certainty": func(a *settlement.Assumptions) { a.Ways[0].Chance = n(101) },
		"a share below nothing":    func(a *settlement.Assumptions) { a.Ways[1].Share = n(-1) },
		"a cost below nothing":     func(a *settlement.Assumptions) { a.Ways[2].Fixed = n(-1) },
		"a way twice":              func(a *settlement.Assumptions) { a.Ways[0].Way = settlement.WaySell },
		"a way that nobody knows":  func(a *settlement.Assumptions) { a.Ways[0].Way = "pray" },
		"a way that is missing":    func(a *settlement.Assumptions) { a.Ways = a.Ways[1:] },
		"steps that do not rise":   func(a *settlement.Assumptions) { a.Ways[4].Advance[1].From = n(0) },
		"a rate beyond reason":     func(a *settlement.Assumptions) { a.Discount = n(101) },
		"a time beyond reason":     func(a *settlement.Assumptions) { a.Ways[0].Months = 241 },
	} {
		a := settlement.GuessedAssumptions()
		change(&a)
		if _, err := settlement.WaysOut(kroner(1), a); !fault.Has(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := settlement.WaysOut(kroner(0), settlement.GuessedAssumptions()); !fault.Has(err, fault.Invalid) {
		t.Errorf("no claim: %v", err)
	}
}

// No way brings more than the claim, and none is worth more today than it brings.
func TestNoWayBringsMoreThanTheClaim(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := settlement.GuessedAssumptions()
		for i := range a.Ways {
			a.Ways[i].Chance = decimal.New(rapid.Int64Range(0, 10_000).Draw(t, "chance"), -2)
			a.Ways[i].Share = decimal.New(rapid.Int64Range(0, 10_000).Draw(t, "share"), -2)
			a.Ways[i].Months = rapid.IntRange(0, 240).Draw(t, "months")
		}
		claim := kroner(rapid.Int64Range(1, 1_000_000_000).Draw(t, "claim"))
		lines, err := settlement.WaysOut(claim, a)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range lines {
			if l.Expected.Minor > claim.Minor || l.Today.Minor > l.Net.Minor+1 || l.Net.Minor != l.Expected.Minor-l.Cost.Minor {
				t.Fatalf("%+v of %s", l, claim)
			}
		}
	})
}
