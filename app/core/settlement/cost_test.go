package settlement

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// By hand: 100.00 for 73 days, a fifth of a year, at 8 % cost 1.60; 50.00 for twice as long cost 1.60 too.
func TestWhatWaitingCosts(t *testing.T) {
	on := day(t, "2026-11-22")
	part := func(days int, text string, c money.Currency) Part {
		return Part{On: on.AddDays(days), Amount: amount(t, text, c)}
	}
	for name, c := range map[string]struct {
		parts   []Part
		percent string
		want    string
	}{
		"a fifth of a year":     {[]Part{part(73, "100.00", "NOK")}, "8", "1.60"},
		"two parts":             {[]Part{part(73, "100.00", "NOK"), part(146, "50.00", "NOK")}, "8", "3.20"},
		"today costs nothing":   {[]Part{part(0, "100.00", "NOK")}, "8", "0.00"},
		"nor does the past":     {[]Part{part(-30, "100.00", "NOK")}, "8", "0.00"},
		"money that is free":    {[]Part{part(73, "100.00", "NOK")}, "0", "0.00"},
		"no decimals":           {[]Part{part(365, "10000", "JPY")}, "3.45", "345"},
		"three decimals":        {[]Part{part(365, "10.000", "KWD")}, "3.45", "0.345"},
		"half a coin rounds up": {[]Part{part(365, "0.10", "NOK")}, "5", "0.01"},
	} {
		got, err := FundingCost(c.parts, on, decimal.RequireFromString(c.percent))
		if err != nil || got.String() != c.want {
			t.Errorf("%s: %s, %v, want %s", name, got, err, c.want)
		}
	}
	for _, percent := range []string{"-1", "100.1"} {
		if _, err := FundingCost(nil, on, decimal.RequireFromString(percent)); !fieldIs(err, "funding-rate") {
			t.Errorf("%s %%: %v", percent, err)
		}
	}
	if _, err := FundingCost([]Part{{On: latest, Amount: money.New(money.MaxMinor, "NOK")}}, on, decimal.NewFromInt(100)); !fault.Has(err, money.AmountTooLarge) {
		t.Errorf("more than can be added up: %v", err)
	}
}

// Money in two parts costs what both cost, but for the rounding, and waiting longer never costs less.
func TestWaitingCostsBySumAndTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		on := date.Must(2026, 1, 1)
		percent := decimal.New(rapid.Int64Range(0, 10_000).Draw(t, "percent"), -2)
		sum := rapid.Int64Range(2, 1_000_000_000).Draw(t, "sum")
		one := rapid.Int64Range(1, sum-1).Draw(t, "one")
		days := rapid.IntRange(0, 3650).Draw(t, "days")
		cost := func(later int, minors ...int64) int64 {
			var parts []Part
			for _, m := range minors {
				parts = append(parts, Part{On: on.AddDays(later), Amount: money.New(m, "NOK")})
			}
			a, err := FundingCost(parts, on, percent)
			if err != nil {
				t.Fatal(err)
			}
			return a.Minor
		}
		if whole, parts := cost(days, sum), cost(days, one, sum-one); whole != parts {
			t.Fatalf("%d whole, %d in two", whole, parts)
		}
		if cost(days+1, sum) < cost(days, sum) {
			t.Fatal("waiting longer costs less")
		}
	})
}
