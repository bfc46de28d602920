package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/big"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// Decimal is an amount as the source wrote it, a JSON number or a text, with every digit. null and "" are empty.
type Decimal string

// UnmarshalJSON keeps the token.
func (d *Decimal) UnmarshalJSON(b []byte) error {
	b = bytes.TrimSpace(b)
	if string(b) == "null" {
		*d = ""
		return nil
	}
	if len(b) > 0 && b[0] == '"' {
		var text string
		if err := json.Unmarshal(b, &text); err != nil {
			return err
		}
		*d = Decimal(strings.TrimSpace(text))
		return nil
	}
	var n json.Number
	if err := json.Unmarshal(b, &n); err != nil {
		return err
	}
	*d = Decimal(n)
	return nil
}

// Minor is the amount in minor units of the currency, exactly; an amount with more decimals than the currency has is an
// error. Empty is an error too: what a source leaves out is not nothing.
func (d Decimal) Minor(currency string) (int64, error) {
	r, err := d.rat()
	if err != nil {
		return 0, err
	}
	minor, exact, err := scaled(r, currency)
	if err == nil && !exact {
		err = fmt.Errorf("%s has more decimals than %s", string(d), currency)
	}
	return minor, err
}

// Rounded is Minor for sources that reckon with more decimals than the currency has: half away from zero.
func (d Decimal) Rounded(currency string) (int64, error) {
	r, err := d.rat()
	if err != nil {
		return 0, err
	}
	minor, _, err := scaled(r, currency)
	return minor, err
}

// noise is what a source that reckons in binary floats may be off by, in minor units: 1136.3600000000001 is 1136.36.
var noise = big.NewRat(1, 1000)

// Float is Minor for sources that reckon in binary floats: it takes their noise off, and refuses what is more than that.
func (d Decimal) Float(currency string) (int64, error) {
	r, err := d.rat()
	if err != nil {
		return 0, err
	}
	minor, exact, err := scaled(r, currency)
	if err != nil || exact {
		return minor, err
	}
	exponent, _ := spec.Exponent(currency)
	off := new(big.Rat).Mul(r, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(exponent)), nil)))
	if off.Sub(off, new(big.Rat).SetInt64(minor)).Abs(off).Cmp(noise) > 0 {
		return 0, fmt.Errorf("%s has more decimals than %s", string(d), currency)
	}
	return minor, nil
}

// maxDigits bounds a number's text, exponent included: "1e999999999" would fill memory.
const maxDigits = 40

func (d Decimal) rat() (*big.Rat, error) {
	text := string(d)
	mantissa, exponent, _ := strings.Cut(strings.ToLower(text), "e")
	if text == "" || len(text) > maxDigits || len(strings.TrimLeft(exponent, "+-0")) > 2 || strings.Trim(mantissa, "+-.0123456789") != "" {
		return nil, fmt.Errorf("%q is not an amount", shorten(text))
	}
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		return nil, fmt.Errorf("%q is not an amount", shorten(text))
	}
	return r, nil
}

// scaled rounds to minor units, half away from zero, and reports whether nothing was lost.
func scaled(r *big.Rat, currency string) (minor int64, exact bool, err error) {
	exponent, known := spec.Exponent(currency)
	if !known {
		return 0, false, fmt.Errorf("%q is not an ISO 4217 currency", shorten(currency))
	}
	factor := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(exponent)), nil)
	r = new(big.Rat).Mul(r, new(big.Rat).SetInt(factor))
	twice := new(big.Int).Mul(r.Num(), big.NewInt(2))
	sign := int64(r.Sign())
	twice.Add(twice, new(big.Int).Mul(big.NewInt(sign), r.Denom()))
	whole := twice.Quo(twice, new(big.Int).Mul(big.NewInt(2), r.Denom()))
	if !whole.IsInt64() || whole.Int64() > spec.MaxAmount || whole.Int64() < -spec.MaxAmount {
		return 0, false, fmt.Errorf("%s %s is too large an amount", r.FloatString(0), currency)
	}
	return whole.Int64(), r.IsInt(), nil
}

func shorten(s string) string {
	if len(s) > 40 {
		return s[:40] + "..."
	}
	return s
}

// Text is a text that the source writes as text, as a number or as a truth value; null is empty. Numbers keep their digits.
type Text string

// UnmarshalJSON keeps the token.
func (t *Text) UnmarshalJSON(b []byte) error {
	b = bytes.TrimSpace(b)
	switch {
	case len(b) > 0 && b[0] == '"':
		var text string
		if err := json.Unmarshal(b, &text); err != nil {
			return err
		}
		*t = Text(text)
	case string(b) == "null":
		*t = ""
	case len(b) > 0 && (b[0] == '{' || b[0] == '['):
		return fmt.Errorf("%s is not a text", shorten(string(b)))
	default:
		*t = Text(b)
	}
	return nil
}
