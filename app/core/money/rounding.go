package money

import (
	"math/big"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/shopspring/decimal"
)

// Rounding names how an exact figure becomes whole minor units. There is no default by accident: who rounds, names it.
type Rounding string

// Roundings. HalfAway is what invoices and courts expect and is used for every charge unless a rule says otherwise.
const (
	HalfAway Rounding = "half-away" // 0.5 away from zero: 2.5 -> 3, -2.5 -> -3
	HalfEven Rounding = "half-even" // bank rounding: 2.5 -> 2, 3.5 -> 4
	Up       Rounding = "up"        // away from zero
	Down     Rounding = "down"      // towards zero
)

// FromDecimal rounds an exact number of major units (12.345) to the currency's minor units. An unknown currency, and a
// figure beyond MaxMinor, are errors.
func FromDecimal(major decimal.Decimal, c Currency, r Rounding) (Amount, error) {
	exp, err := c.Exponent()
	if err != nil {
		return Amount{}, err
	}
	scale := int64(major.Exponent()) + int64(exp)
	if scale >= 0 && scale <= 3 && major.NumDigits() <= 15 { // the common case needs no big numbers
		minor := major.CoefficientInt64()
		for range scale {
			minor *= 10
		}
		if minor > MaxMinor || minor < -MaxMinor {
			return Amount{}, tooLarge(c)
		}
		return Amount{minor, c}, nil
	}
	coefficient := major.Coefficient()
	switch {
	case scale > 40 && coefficient.Sign() != 0:
		return Amount{}, tooLarge(c)
	case scale >= 0:
		coefficient.Mul(coefficient, pow10(scale))
		return FromRatio(coefficient, big.NewInt(1), c, r)
	case scale < -int64(len(coefficient.String()))-1: // less than a tenth of a minor unit, however many zeros follow
		scale = -int64(len(coefficient.String())) - 1
	}
	return FromRatio(coefficient, pow10(-scale), c, r)
}

// FromRatio rounds num/den minor units, with den above zero; a result beyond MaxMinor is an error.
func FromRatio(num, den *big.Int, c Currency, r Rounding) (Amount, error) {
	whole, rest := new(big.Int).QuoRem(num, den, new(big.Int))
	if rest.Sign() != 0 && away(whole, rest, den, r) {
		whole.Add(whole, big.NewInt(int64(num.Sign())))
	}
	if !whole.IsInt64() || whole.Int64() > MaxMinor || whole.Int64() < -MaxMinor {
		return Amount{}, tooLarge(c)
	}
	return Amount{whole.Int64(), c}, nil
}

// away reports whether whole, which was cut towards zero, moves one unit away from zero.
func away(whole, rest, den *big.Int, r Rounding) bool {
	switch r {
	case Up:
		return true
	case Down:
		return false
	case HalfAway, HalfEven:
	}
	twice := new(big.Int).Lsh(new(big.Int).Abs(rest), 1)
	switch twice.Cmp(den) {
	case 1:
		return true
	case -1:
		return false
	}
	return r != HalfEven || whole.Bit(0) == 1
}

func pow10(n int64) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(n), nil) }

func tooLarge(c Currency) error {
	return fault.New(AmountTooLarge, "a figure in %s is larger than the program accepts", c)
}

// Decimal gives the amount in major units, exactly.
func (a Amount) Decimal() decimal.Decimal {
	exp, err := a.Currency.Exponent()
	if err != nil {
		exp = 2
	}
	return decimal.New(a.Minor, -int32(exp))
}

// Percent gives so many hundredths of the amount, rounded once.
func (a Amount) Percent(percent decimal.Decimal, r Rounding) (Amount, error) {
	return FromDecimal(a.Decimal().Mul(percent).Shift(-2), a.Currency, r)
}
