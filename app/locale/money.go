package locale

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Number writes minor units with all their decimals and no currency: 123450 with two decimals is "1 234,50" in
// Norwegian. It is the money cell of a table whose header names the currency.
func (l *Locale) Number(minor int64, exponent int) string {
	sign, digits := l.split(minor, exponent)
	return sign + l.digits(digits, exponent)
}

// Money writes a sum with the currency's symbol, as a customer reads it: "1 234,50 kr", "1.234,50 €", "Rp81.000.000".
// Currencies whose decimals nobody prints (customary zero) lose them only when they are zero.
func (l *Locale) Money(minor int64, currency string, exponent int) string {
	return l.money(minor, currency, l.symbol(currency), exponent)
}

// MoneyCode writes a sum with the ISO code: "1 234,50 NOK", "NOK 1,234.50". For lists that mix currencies.
func (l *Locale) MoneyCode(minor int64, currency string, exponent int) string {
	return l.money(minor, currency, currency, exponent)
}

// Figures writes a sum without currency but with the decimals customary for it: "81.000.000" for rupiah.
func (l *Locale) Figures(minor int64, currency string, exponent int) string {
	sign, digits := l.split(minor, exponent)
	return sign + l.customary(digits, currency, exponent)
}

// Aligned writes a sum without currency with all of its decimals, for a column in which one sum has some: "81.000.000,00".
func (l *Locale) Aligned(minor int64, exponent int) string {
	sign, digits := l.split(minor, exponent)
	return sign + l.digits(digits, exponent)
}

// CustomarilyWhole reports whether sums of a currency are written without decimals where they have none.
func CustomarilyWhole(currency string) bool { return customaryWhole[currency] }

// Decimal writes a plain decimal such as "-1234.5" with this language's marks. Text that is no decimal comes back
// as it was.
func (l *Locale) Decimal(plain string) string {
	whole, fraction, pointed := strings.Cut(strings.TrimPrefix(plain, "-"), ".")
	if !allDigits(whole) || (pointed && !allDigits(fraction)) {
		return plain
	}
	text := l.grouped(whole)
	if pointed {
		text += l.decimal + fraction
	}
	if strings.HasPrefix(plain, "-") {
		text = l.minus + text
	}
	return text
}

// Percent writes a rate given as a plain decimal in percent: "12.25" is "12,25 %" in German.
func (l *Locale) Percent(plain string) string { return l.Decimal(plain) + l.percent + "%" }

// customaryWhole are currencies whose subdivision ISO 4217 counts but no price, note or bank uses any more.
var customaryWhole = map[string]bool{"IDR": true, "HUF": true}

func (l *Locale) money(minor int64, currency, symbol string, exponent int) string {
	sign, digits := l.split(minor, exponent)
	return l.beside(symbol, sign, l.customary(digits, currency, exponent), symbol == l.tight)
}

// symbol is how this language writes a currency: its sign, or its code where it has none.
func (l *Locale) symbol(currency string) string {
	if symbol, ok := l.symbols[currency]; ok {
		return symbol
	}
	return currency
}

// beside puts symbol and number together. A first symbol that ends in a letter keeps off the number unless it touches.
func (l *Locale) beside(symbol, sign, number string, touches bool) string {
	switch last, _ := utf8.DecodeLastRuneInString(symbol); {
	case !l.symbolFirst:
		return sign + number + nbsp + symbol
	case l.apart:
		return symbol + nbsp + sign + number
	case unicode.IsLetter(last) && !touches:
		return sign + symbol + nbsp + number
	}
	return sign + symbol + number
}

func (l *Locale) customary(digits, currency string, exponent int) string {
	whole := len(digits) - exponent
	if customaryWhole[currency] && strings.Trim(digits[whole:], "0") == "" {
		return l.grouped(digits[:whole])
	}
	return l.digits(digits, exponent)
}

// split gives the sign and at least exponent+1 digits. The smallest int64 has no positive counterpart, hence uint64.
func (l *Locale) split(minor int64, exponent int) (sign, digits string) {
	magnitude := uint64(minor)
	if minor < 0 {
		sign, magnitude = l.minus, -magnitude
	}
	digits = strconv.FormatUint(magnitude, 10)
	if missing := exponent + 1 - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	return sign, digits
}

func (l *Locale) digits(digits string, exponent int) string {
	if exponent <= 0 {
		return l.grouped(digits)
	}
	whole := len(digits) - exponent
	return l.grouped(digits[:whole]) + l.decimal + digits[whole:]
}

func (l *Locale) grouped(digits string) string {
	if len(digits) <= 3 {
		return digits
	}
	var b strings.Builder
	b.Grow(len(digits) + len(digits)/3*len(l.group))
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(l.group)
		}
		b.WriteByte(digits[i])
	}
	return b.String()
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
