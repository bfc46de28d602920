package locale

import (
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
)

// A demand differs from CLDR on purpose in three things, and these are the forms without the difference, for whoever has
// to write as other programs do: CLDR rounds a sum to the decimals it gives the currency, parts the rupiah's sign from the
// figures, and shortens the year of some short dates. Money, MoneyCode and Date never do.

// CLDRDecimals stands for the number of decimals that CLDR gives the currency.
const CLDRDecimals = -1

// CLDRSum is a sum to be written as CLDR 48 has it.
type CLDRSum struct {
	Minor    int64
	Exponent int // decimals that Minor counts
	Currency string
	Code     bool // the ISO code in place of the symbol
	Decimals int  // to be written, or CLDRDecimals
}

// MoneyCLDR writes a sum exactly as CLDR has it, rounded half away from zero to the decimals asked for.
func (l *Locale) MoneyCLDR(s CLDRSum) string {
	places := s.Decimals
	if places == CLDRDecimals {
		places = cldrDecimals(s.Currency)
	}
	symbol := s.Currency
	if !s.Code {
		symbol = l.symbol(s.Currency)
	}
	sign, digits := l.split(s.Minor, s.Exponent)
	return l.beside(symbol, sign, l.digits(rounded(digits, s.Exponent, max(places, 0)), places), false)
}

// DateShortCLDR writes the short form exactly as CLDR has it, with two digits of the year in some languages: "23.11.26".
func (l *Locale) DateShortCLDR(d date.Date) string {
	if l.short == "" {
		return l.fillDate(l.numeric, d)
	}
	return l.fillDate(l.short, d)
}

// cldrWhole are the currencies that ISO 4217 gives decimals and CLDR none.
const cldrWhole = "AFN ALL COP HUF IDR IQD IRR KPW LAK LBP MGA MMK PKR RSD SOS SYP YER"

func cldrDecimals(currency string) int {
	if len(currency) == 3 && strings.Contains(cldrWhole, currency) {
		return 0
	}
	if exponent, err := money.Currency(currency).Exponent(); err == nil {
		return exponent
	}
	return 2 // CLDR's own default
}

// rounded gives the digits of a number of so many decimals with other decimals, half away from zero. There are as many
// digits behind the point as asked for and at least one before it.
func rounded(digits string, exponent, places int) string {
	for ; exponent < places; exponent++ {
		digits += "0"
	}
	if exponent == places {
		return digits
	}
	cut := len(digits) - (exponent - places)
	kept, up := digits[:cut], digits[cut] >= '5'
	if !up {
		return kept
	}
	n, _ := strconv.ParseUint(kept, 10, 64) // fits: it is shorter than what was printed from 64 bits
	next := strconv.FormatUint(n+1, 10)
	for len(next) < len(kept) {
		next = "0" + next
	}
	return next
}
