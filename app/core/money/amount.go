// Package money holds exact amounts: integer minor units with an ISO 4217 currency. No float ever touches one.
package money

import (
	"math"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// MaxMinor bounds every amount that enters the program (10^15 minor units), so that sums of thousands of them
// cannot overflow an int64.
const MaxMinor = int64(1_000_000_000_000_000)

// Codes of this package.
const (
	BadAmount        fault.Code = "bad-amount"        // text that is no amount, or has too many decimals
	AmountTooLarge   fault.Code = "amount-too-large"  // beyond MaxMinor, or a sum beyond int64
	CurrencyMismatch fault.Code = "currency-mismatch" // two currencies in one sum
	UnknownCurrency  fault.Code = "unknown-currency"  // not an ISO 4217 code that the program knows
)

// Amount is a sum of money in minor units (øre, cent, sen) of one currency. The zero value is no money in no currency.
type Amount struct {
	Minor    int64
	Currency Currency
}

// New makes an amount of minor units.
func New(minor int64, c Currency) Amount { return Amount{Minor: minor, Currency: c} }

// Zero is no money in a currency.
func Zero(c Currency) Amount { return Amount{Currency: c} }

// Parse reads a plain decimal with a point, as in "-1234.50"; no grouping, no exponent, at most as many decimals as the
// currency has (trailing zeros beyond are allowed).
func Parse(text string, c Currency) (Amount, error) {
	exp, err := c.Exponent()
	if err != nil {
		return Amount{}, err
	}
	bad := func() (Amount, error) {
		return Amount{}, fault.New(BadAmount, "%q is not an amount in %s", text, c).WithHint("write digits with a point, at most %d decimals", exp)
	}
	s, neg := text, false
	if strings.HasPrefix(s, "-") || strings.HasPrefix(s, "+") {
		neg, s = s[0] == '-', s[1:]
	}
	whole, frac, _ := strings.Cut(s, ".")
	if whole == "" || strings.HasSuffix(s, ".") {
		return bad()
	}
	for len(frac) > exp && strings.HasSuffix(frac, "0") {
		frac = frac[:len(frac)-1]
	}
	if len(frac) > exp {
		return bad()
	}
	digits := whole + frac + strings.Repeat("0", exp-len(frac))
	var minor int64
	for _, r := range []byte(digits) {
		if r < '0' || r > '9' {
			return bad()
		}
		minor = minor*10 + int64(r-'0')
		if minor > MaxMinor {
			return Amount{}, fault.New(AmountTooLarge, "%q %s is larger than the program accepts", text, c)
		}
	}
	if neg {
		minor = -minor
	}
	return Amount{minor, c}, nil
}

// String writes the plain decimal that Parse reads, with exactly the currency's decimals and without the code.
func (a Amount) String() string {
	exp, err := a.Currency.Exponent()
	if err != nil {
		exp = 2
	}
	return FormatMinor(a.Minor, exp)
}

// FormatMinor writes minor units as a plain decimal with exp decimals.
func FormatMinor(minor int64, exp int) string {
	var buf [32]byte
	i, u, neg := len(buf), uint64(minor), minor < 0
	if neg {
		u = uint64(-(minor + 1)) + 1
	}
	for n := 0; u > 0 || n <= exp; n++ {
		if n == exp && exp > 0 {
			i--
			buf[i] = '.'
		}
		i--
		buf[i] = byte('0' + u%10)
		u /= 10
	}
	if neg {
		i--
		buf[i] = '-'
	}
	return string(buf[i:])
}

// Add gives a + b. Amounts of two currencies, or a sum beyond int64, are errors; an amount without currency and
// without money takes the other's currency.
func (a Amount) Add(b Amount) (Amount, error) {
	if a == (Amount{}) {
		return b, nil
	}
	if b == (Amount{}) {
		return a, nil
	}
	if a.Currency != b.Currency {
		return Amount{}, fault.New(CurrencyMismatch, "%s and %s cannot be added", a.Currency, b.Currency)
	}
	if (b.Minor > 0 && a.Minor > math.MaxInt64-b.Minor) || (b.Minor < 0 && a.Minor < math.MinInt64-b.Minor) {
		return Amount{}, fault.New(AmountTooLarge, "a sum in %s is larger than the program can hold", a.Currency)
	}
	return Amount{a.Minor + b.Minor, a.Currency}, nil
}

// Sub gives a - b, with the errors of Add.
func (a Amount) Sub(b Amount) (Amount, error) { return a.Add(b.Neg()) }

// Neg gives -a.
func (a Amount) Neg() Amount { return Amount{-a.Minor, a.Currency} }

// IsZero reports whether there is no money.
func (a Amount) IsZero() bool { return a.Minor == 0 }

// Sign is -1, 0 or 1.
func (a Amount) Sign() int {
	switch {
	case a.Minor < 0:
		return -1
	case a.Minor > 0:
		return 1
	}
	return 0
}
