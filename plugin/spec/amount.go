package spec

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// MaxAmount bounds every amount, in minor units. It leaves room to add ninety
// amounts of that size before a total no longer fits.
const MaxAmount = 100_000_000_000_000_000

// ParseAmount turns a plain decimal ("1190.00", "-3", "+0.5") into minor units
// of the currency, exactly. Digits beyond the currency's decimals are accepted
// only when they are zeros: nothing is ever rounded. There is no thousands
// separator and no exponent; a connector brings its source's form to this one.
func ParseAmount(decimal, currency string) (int64, error) {
	exp, ok := Exponent(currency)
	if !ok {
		return 0, fmt.Errorf("%q is not an ISO 4217 currency", currency)
	}
	if len(decimal) > 64 {
		return 0, fmt.Errorf("%q... is too long to be an amount", decimal[:16])
	}
	digits := strings.TrimLeft(decimal, "+-")
	if len(decimal)-len(digits) > 1 {
		return 0, fmt.Errorf("%q is not a decimal number", decimal)
	}
	whole, fraction, hasPoint := strings.Cut(digits, ".")
	if !allDigits(whole+fraction) || whole+fraction == "" || hasPoint && fraction == "" {
		return 0, fmt.Errorf("%q is not a decimal number", decimal)
	}
	if len(fraction) > exp {
		if strings.Trim(fraction[exp:], "0") != "" {
			return 0, fmt.Errorf("%q has more than the %d decimals of %s", decimal, exp, currency)
		}
		fraction = fraction[:exp]
	}
	minor, err := strconv.ParseInt(whole+fraction+strings.Repeat("0", exp-len(fraction)), 10, 64)
	if err != nil || minor > MaxAmount {
		return 0, fmt.Errorf("%q is too large an amount", decimal)
	}
	if decimal[0] == '-' {
		minor = -minor
	}
	return minor, nil
}

// AmountFromFraction turns num/denom (as GnuCash stores money) into minor units
// of the currency. It is an error when that is not exact.
func AmountFromFraction(num, denom int64, currency string) (int64, error) {
	exp, ok := Exponent(currency)
	if !ok {
		return 0, fmt.Errorf("%q is not an ISO 4217 currency", currency)
	}
	if denom == 0 {
		return 0, fmt.Errorf("the amount %d/0 has no denominator", num)
	}
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(exp)), nil)
	minor, rest := new(big.Int).QuoRem(scale.Mul(scale, big.NewInt(num)), big.NewInt(denom), new(big.Int))
	if rest.Sign() != 0 {
		return 0, fmt.Errorf("%d/%d has more than the %d decimals of %s", num, denom, exp, currency)
	}
	if minor.CmpAbs(big.NewInt(MaxAmount)) > 0 {
		return 0, fmt.Errorf("%d/%d is too large an amount", num, denom)
	}
	return minor.Int64(), nil
}

// FormatAmount writes minor units as a plain decimal with all the currency's
// decimals: 119000 EUR is "1190.00". An unknown currency is written with two.
func FormatAmount(minor int64, currency string) string {
	exp, ok := Exponent(currency)
	if !ok {
		exp = 2
	}
	s := strconv.FormatInt(minor, 10)
	sign := ""
	if s[0] == '-' {
		sign, s = "-", s[1:]
	}
	if exp == 0 {
		return sign + s
	}
	if len(s) <= exp {
		s = strings.Repeat("0", exp-len(s)+1) + s
	}
	return sign + s[:len(s)-exp] + "." + s[len(s)-exp:]
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// Abs is an amount without its sign.
func Abs(minor int64) int64 { return max(minor, -minor) }
