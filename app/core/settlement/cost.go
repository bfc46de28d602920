package settlement

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/shopspring/decimal"
)

// DefaultFundingRate is what a house that has said nothing else is taken to pay for its own money, percent a year: the same by which
// the ways out take later money to be worth less.
var DefaultFundingRate = decimal.NewFromInt(8)

// CheckFundingRate refuses a cost of money that nobody pays.
func CheckFundingRate(percent decimal.Decimal) error {
	if bad(percent) {
		return fault.New(fault.Invalid, "%s %% a year is no cost of money", percent).OnField("funding-rate").WithHint("0 to 100 percent")
	}
	return nil
}

// daysOfYear is the year by which a house reckons what its own money costs: the days that pass, of 365.
const daysOfYear = 365

// FundingCost is what a house pays meanwhile for money that comes later than a day: simple interest at its own rate (percent a
// year, the days that pass of 365) on each part to the day on which it comes. Rounded once, half away from zero.
func FundingCost(parts []Part, from date.Date, percent decimal.Decimal) (money.Amount, error) {
	if err := CheckFundingRate(percent); err != nil || len(parts) == 0 {
		return money.Amount{}, err
	}
	sum := decimal.Zero
	for _, p := range parts {
		days := max(p.On.DaysSince(from), 0)
		sum = sum.Add(decimal.NewFromInt(p.Amount.Minor).Mul(decimal.NewFromInt(int64(days))))
	}
	cost := sum.Mul(percent).DivRound(decimal.NewFromInt(100*daysOfYear), 6).Round(0)
	if cost.Abs().GreaterThan(decimal.NewFromInt(money.MaxMinor)) {
		return money.Amount{}, fault.New(money.AmountTooLarge, "waiting so long costs more money than the program can add up").OnField("first")
	}
	return money.New(cost.IntPart(), parts[0].Amount.Currency), nil
}

// Debt is what comes off the debt and when; interest that the schedule bears was never lent, and costs nothing to wait for.
func (s *Schedule) Debt() []Part {
	out := make([]Part, len(s.Rows))
	for i, r := range s.Rows {
		out[i] = Part{On: r.On, Amount: r.OffDebt}
	}
	return out
}
