package main

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// fraction is an amount as GnuCash keeps it: exact, with a denominator of its
// own. The zero value is nought.
type fraction struct{ num, denom int64 }

// parseFraction reads "119000/100" or a whole number.
func parseFraction(s string) (fraction, error) {
	num, denom, divided := strings.Cut(strings.TrimSpace(s), "/")
	f := fraction{denom: 1}
	var err error
	if f.num, err = strconv.ParseInt(num, 10, 64); err != nil {
		return fraction{}, fmt.Errorf("%.40q is not an amount", s)
	}
	if divided {
		if f.denom, err = strconv.ParseInt(denom, 10, 64); err != nil || f.denom <= 0 {
			return fraction{}, fmt.Errorf("%.40q is not an amount", s)
		}
	}
	return f, nil
}

// plus adds exactly; it fails only where the sum does not fit 64 bits.
func (f fraction) plus(g fraction) (fraction, error) {
	switch {
	case f == fraction{}:
		return g, g.check()
	case g == fraction{}:
		return f, f.check()
	case f.check() != nil:
		return fraction{}, f.check()
	case g.check() != nil:
		return fraction{}, g.check()
	case f.denom == g.denom:
		if sum := f.num + g.num; (sum > f.num) == (g.num > 0) {
			return fraction{sum, f.denom}, nil
		}
	}
	sum := new(big.Rat).Add(big.NewRat(f.num, f.denom), big.NewRat(g.num, g.denom))
	if !sum.Num().IsInt64() || !sum.Denom().IsInt64() {
		return fraction{}, fmt.Errorf("%d/%d and %d/%d add up to more than can be counted", f.num, f.denom, g.num, g.denom)
	}
	return fraction{sum.Num().Int64(), sum.Denom().Int64()}, nil
}

// check refuses a denominator that is none. An SQL book may hold anything.
func (f fraction) check() error {
	if f.denom <= 0 {
		return fmt.Errorf("%d/%d is not an amount", f.num, f.denom)
	}
	return nil
}

// minor gives the amount in minor units of the currency. It is an error where
// the fraction is no whole number of them: nothing is ever rounded.
func (f fraction) minor(currency string) (int64, error) {
	if f == (fraction{}) {
		return 0, nil
	}
	if err := f.check(); err != nil {
		return 0, err
	}
	return spec.AmountFromFraction(f.num, f.denom, currency)
}
