package casefile

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/shopspring/decimal"
)

// fields reads the entries of a mapping by name. The first error stays; reading on gives zero values, so that a decoder
// reads like a list of fields.
type fields struct {
	of    *value
	taken map[string]bool
	err   *fault.Error
}

// open starts reading a mapping; anything else is an error.
func open(v *value) *fields {
	f := &fields{of: v, taken: map[string]bool{}}
	if v.shape != table {
		f.err = v.wrong("expected a mapping, found %s", v.shape)
	}
	return f
}

func (f *fields) fail(err *fault.Error) {
	if f.err == nil {
		f.err = err
	}
}

// get gives an entry, nil when it is not there. Asking for it makes it a known key.
func (f *fields) get(key string) *value {
	f.taken[key] = true
	for _, e := range f.of.entries {
		if e.key == key {
			return e.value
		}
	}
	return nil
}

// done gives the first error; an entry that nobody asked for is one.
func (f *fields) done() error {
	if f.err != nil {
		return f.err
	}
	for _, e := range f.of.entries {
		if !f.taken[e.key] {
			known := make([]string, 0, len(f.taken))
			for k := range f.taken {
				known = append(known, k)
			}
			slices.Sort(known)
			return e.value.wrong("unknown key, expected one of %s", strings.Join(known, ", "))
		}
	}
	return nil
}

func (f *fields) must(key string) *value {
	v := f.get(key)
	if v == nil {
		f.fail(f.of.wrong("%q is missing", key))
	}
	return v
}

// text reads a word or sentence; fallback when the key is not there.
func (f *fields) text(key, fallback string) string {
	v := f.get(key)
	if v == nil {
		return fallback
	}
	if v.shape == list || v.shape == table || v.shape == empty {
		f.fail(v.wrong("expected text, found %s", v.shape))
	}
	return v.text
}

func (f *fields) mustText(key string) string {
	if v := f.must(key); v == nil || v.text == "" {
		if v != nil {
			f.fail(v.wrong("expected text, found nothing"))
		}
		return ""
	}
	return f.text(key, "")
}

// oneOf reads one of some words.
func (f *fields) oneOf(key, fallback string, words ...string) string {
	s := f.text(key, fallback)
	if s != fallback && !slices.Contains(words, s) {
		f.fail(f.get(key).wrong("expected one of %s, found %q", strings.Join(words, ", "), s))
	}
	return s
}

// flag reads true or false; a flag that is not there is false.
func (f *fields) flag(key string) bool {
	v := f.get(key)
	if v == nil {
		return false
	}
	if v.shape != truth || v.text != "true" && v.text != "false" {
		f.fail(v.wrong("expected true or false, found %q", v.text))
	}
	return v.text == "true"
}

func (f *fields) integer(key string, fallback int) int {
	v := f.get(key)
	if v == nil {
		return fallback
	}
	n, err := wholeNumber(v)
	if err != nil {
		f.fail(err)
	}
	return n
}

func wholeNumber(v *value) (int, *fault.Error) {
	n, err := strconv.Atoi(v.text)
	if err != nil || v.shape != number || strconv.Itoa(n) != v.text {
		return 0, v.wrong("expected a whole number, found %q", v.text)
	}
	return n, nil
}

func (f *fields) date(key string) date.Date {
	v := f.get(key)
	if v == nil {
		return date.Date{}
	}
	d, err := date.Parse(v.text)
	if err != nil {
		f.fail(v.wrong("expected a date as YYYY-MM-DD, found %q", v.text))
	} else if year, _, _ := d.Parts(); year < 1970 || year > 2100 {
		f.fail(v.wrong("expected a day from 1970-01-01 to 2100-12-31, found %q", v.text))
	}
	return d
}

func (f *fields) mustDate(key string) date.Date {
	f.must(key)
	return f.date(key)
}

// decimal reads a figure that must stand in quotes, so that nobody takes it for a binary fraction.
func (f *fields) decimal(key string) *decimal.Decimal {
	v := f.get(key)
	if v == nil {
		return nil
	}
	if v.shape != text {
		f.fail(v.wrong("expected a figure in quotes, as in \"12.50\", found %s", describe(v)))
		return &decimal.Decimal{}
	}
	d, err := decimal.NewFromString(v.text)
	if err != nil || len(v.text) > 40 || strings.ContainsAny(v.text, "eE+") {
		f.fail(v.wrong("expected a plain decimal, found %q", v.text))
		return &decimal.Decimal{}
	}
	return &d
}

func (f *fields) figure(key string) decimal.Decimal {
	if d := f.decimal(key); d != nil {
		return *d
	}
	return decimal.Zero
}

func describe(v *value) string {
	if v.shape == number {
		return v.text + " without quotes"
	}
	return string(v.shape)
}

// amount reads an amount of a currency, in quotes; nil when it is not there.
func (f *fields) amount(key string, c money.Currency) *money.Amount {
	v := f.get(key)
	if v == nil {
		return nil
	}
	a := readAmount(f, v, c)
	return &a
}

func readAmount(f *fields, v *value, c money.Currency) money.Amount {
	if v.shape != text {
		f.fail(v.wrong("expected an amount in quotes, as in \"100.00\", found %s", describe(v)))
		return money.Zero(c)
	}
	a, err := money.Parse(v.text, c)
	if err != nil {
		f.fail(v.wrong("%s", err))
	}
	return a
}

// each reads the members of a list.
func (f *fields) each(key string, read func(v *value) error) {
	v := f.get(key)
	if v == nil || f.err != nil {
		return
	}
	if v.shape != list {
		f.fail(v.wrong("expected a list, found %s", v.shape))
		return
	}
	for _, one := range v.list {
		if err := read(one); err != nil {
			f.fail(asFault(err))
			return
		}
	}
}

// entries reads the pairs of a mapping with free keys.
func (f *fields) entries(key string, read func(name string, v *value) error) {
	v := f.get(key)
	if v == nil || f.err != nil {
		return
	}
	if v.shape != table {
		f.fail(v.wrong("expected a mapping, found %s", v.shape))
		return
	}
	for _, e := range v.entries {
		if err := read(e.key, e.value); err != nil {
			f.fail(asFault(err))
			return
		}
	}
}

func asFault(err error) *fault.Error {
	if e, ok := err.(*fault.Error); ok { //nolint:errorlint // every error of this package is made here and never wrapped
		return e
	}
	return fault.Wrap(err, BadCase, "the case file cannot be used")
}
