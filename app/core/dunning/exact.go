package dunning

import (
	"math/big"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/shopspring/decimal"
)

// Interest is principal x days x rate / 100 / days of the year. All day counts have one of three years, so every span of
// interest is a whole number of one small unit, and sums of spans are exact: 1 / (100 x 10^8 x lcm(360, 365, 366)) of a
// minor unit. Nothing is rounded until the sum of an item is turned into money.
const (
	yearLCM      = 1_603_080 // least common multiple of 360, 365 and 366
	rateDecimals = 8         // decimals of a rate that the program accepts
)

var exactUnit = new(big.Int).Mul(big.NewInt(100*100_000_000), big.NewInt(yearLCM))

// Exact is interest before rounding, in minor units. The zero value is none.
type Exact struct{ units *big.Int }

// exactInterest is the interest on a principal (minor units) over days at a rate in percent a year.
func exactInterest(principal int64, days int, rate decimal.Decimal, daysOfYear int64) Exact {
	n := rate.Shift(rateDecimals).BigInt()
	n.Mul(n, big.NewInt(principal))
	n.Mul(n, big.NewInt(int64(days)*(yearLCM/daysOfYear)))
	return Exact{n}
}

// Plus gives the sum.
func (e Exact) Plus(o Exact) Exact {
	switch {
	case e.units == nil:
		return o
	case o.units == nil:
		return e
	}
	return Exact{new(big.Int).Add(e.units, o.units)}
}

// Equal reports whether two figures are the same to the last digit.
func (e Exact) Equal(o Exact) bool { return e.number().Cmp(o.number()) == 0 }

// Round turns the figure into money; a figure that is too large is an error.
func (e Exact) Round(c money.Currency, r money.Rounding) (money.Amount, error) {
	return money.FromRatio(e.number(), exactUnit, c, r)
}

// Major writes the figure in major units with so many decimals (half away from zero), for reading, never for reckoning.
func (e Exact) Major(c money.Currency, decimals int32) string {
	exp, err := c.Exponent()
	if err != nil {
		exp = 2
	}
	return decimal.NewFromBigInt(e.number(), -int32(exp)).DivRound(decimal.NewFromBigInt(exactUnit, 0), decimals).StringFixed(decimals)
}

// MarshalText writes the figure as minor units with eight decimals.
func (e Exact) MarshalText() ([]byte, error) {
	return []byte(decimal.NewFromBigInt(e.number(), 0).DivRound(decimal.NewFromBigInt(exactUnit, 0), 8).String()), nil
}

func (e Exact) number() *big.Int {
	if e.units == nil {
		return new(big.Int)
	}
	return e.units
}
