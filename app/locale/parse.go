package locale

import (
	"math"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// Codes of amounts that cannot be read.
const (
	BadAmount       fault.Code = "bad-amount"       // not a number, too many decimals, too large
	AmbiguousAmount fault.Code = "ambiguous-amount" // could be thousands or decimals: "1.234"
)

// maxAmountText bounds what is looked at; the longest sum that fits has 26 characters with its marks.
const maxAmountText = 64

// ParseAmount reads a sum as a clerk types it, whatever their habits: "1 234,50", "1.234,50", "1,234.50", "1234".
// The result is in minor units of a currency with exponent decimals. One mark followed by exactly three digits
// ("1.234") may mean thousands or decimals: it is refused as AmbiguousAmount rather than guessed at.
func ParseAmount(text string, exponent int) (int64, error) { return parse(text, exponent, "") }

// ParseAmount reads a sum in this language: its own thousands mark is believed, so "1.234" is one thousand two
// hundred and thirty-four in German. Foreign marks are read as by the function of the same name.
func (l *Locale) ParseAmount(text string, exponent int) (int64, error) {
	return parse(text, exponent, l.group)
}

// ParseMoney reads a sum with or without its currency beside it, as this language prints it (Money, MoneyCode) or as a
// person copies it from a letter: "1 234,50 kr", "€ -5,00", "-EUR 5.00". The name of another currency is BadAmount.
func (l *Locale) ParseMoney(text, currency string, exponent int) (int64, error) {
	bare, negative := signed(text)
	for _, name := range []string{currency, l.symbol(currency)} {
		before, first := strings.CutPrefix(bare, name)
		if !first {
			before = strings.TrimSuffix(bare, name)
		}
		if rest := strings.TrimSpace(before); name != "" && rest != bare {
			bare = rest
			break
		}
	}
	minor, err := l.ParseAmount(bare, exponent)
	if err != nil || !negative {
		return minor, err
	}
	if _, twice := signed(bare); twice {
		return 0, fault.New(BadAmount, "%q has two signs", text)
	}
	return -minor, nil
}

func parse(text string, exponent int, group string) (int64, error) {
	if len(text) > maxAmountText {
		return 0, fault.New(BadAmount, "the amount is longer than %d characters", maxAmountText)
	}
	bare, negative := unsigned(text)
	whole, fraction, err := marks(bare, exponent, group)
	if err != nil {
		return 0, err.WithHint("write it like 1234,50 or 1234.50")
	}
	if len(fraction) > exponent {
		return 0, fault.New(BadAmount, "%q has %d decimals, the currency has %d", text, len(fraction), exponent)
	}
	digits := whole + fraction + strings.Repeat("0", exponent-len(fraction))
	if !allDigits(digits) {
		return 0, fault.New(BadAmount, "%q is not an amount", text).WithHint("write it like 1234,50 or 1234.50")
	}
	minor, ok := toMinor(digits)
	if !ok {
		return 0, fault.New(BadAmount, "%q is too large", text)
	}
	if negative {
		minor = -minor
	}
	return minor, nil
}

// unsigned drops outer space and a leading sign, and turns every space and apostrophe between digits into one mark.
func unsigned(text string) (bare string, negative bool) {
	bare, negative = signed(text)
	return spaces.Replace(bare), negative
}

// signed drops outer space and a leading sign, and says whether there was one.
func signed(text string) (rest string, negative bool) {
	rest = strings.TrimSpace(text)
	for _, sign := range []string{"-", minus} {
		if bare, ok := strings.CutPrefix(rest, sign); ok {
			return strings.TrimSpace(bare), true
		}
	}
	return rest, false
}

var spaces = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ", "'", " ", "\u2019", " ")

// marks tells the thousands marks from the decimal mark and returns the digits before and after it.
func marks(bare string, exponent int, group string) (whole, fraction string, err *fault.Error) {
	notAmount := fault.New(BadAmount, "%q is not an amount", bare)
	last := strings.LastIndexAny(bare, ".,")
	if last < 0 {
		return ungrouped(bare, ' ', notAmount)
	}
	mark, before, after := bare[last], bare[:last], bare[last+1:]
	other := strings.ContainsAny(before, "., ")
	switch {
	case strings.IndexByte(before, mark) >= 0:
		return ungrouped(bare, mark, notAmount) // the same mark twice can only part thousands
	case !other && len(after) == 3 && len(before) <= 3 && !strings.HasPrefix(before, "0") && before != "":
		if group == string(mark) {
			return before + after, "", nil
		}
		if group == "" || exponent < 3 {
			return "", "", fault.New(AmbiguousAmount, "%q can mean thousands or decimals", bare)
		}
	}
	if other {
		sep := before[strings.IndexAny(before, "., ")]
		whole, _, err = ungrouped(before, sep, notAmount)
	} else {
		whole = before
	}
	if whole == "" || after == "" {
		return "", "", notAmount
	}
	return whole, after, err
}

// ungrouped joins groups that must be of three digits but for the first.
func ungrouped(text string, sep byte, notAmount *fault.Error) (digits, none string, err *fault.Error) {
	groups := strings.Split(text, string(sep))
	for i, g := range groups {
		if !allDigits(g) || (i > 0 && len(g) != 3) || (i == 0 && len(groups) > 1 && len(g) > 3) {
			return "", "", notAmount
		}
	}
	return strings.Join(groups, ""), "", nil
}

func toMinor(digits string) (int64, bool) {
	var n int64
	for i := range len(digits) {
		d := int64(digits[i] - '0')
		if n > (math.MaxInt64-d)/10 {
			return 0, false
		}
		n = n*10 + d
	}
	return n, true
}
