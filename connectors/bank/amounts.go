package main

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// amountAt reads an amount as the file writes it, with a point or a comma before the decimals. It has no sign: the file tells
// that in another field.
func amountAt(at place, text, currency string) (int64, error) {
	plain := strings.ReplaceAll(strings.TrimSpace(text), ",", ".")
	plain = strings.TrimSuffix(plain, ".") // "500," is 500
	if strings.HasPrefix(plain, "-") || strings.HasPrefix(plain, "+") {
		return 0, faultAt(at, "the amount %q has a sign of its own", shorten(text))
	}
	minor, err := spec.ParseAmount(plain, currency)
	if err != nil {
		return 0, faultAt(at, "%s", err)
	}
	return minor, nil
}

// hundredthsAt reads a field of digits of which the last two are decimals.
func hundredthsAt(at place, digits, currency string) (int64, error) {
	if len(digits) < 3 || strings.Trim(digits, "0123456789") != "" {
		return 0, faultAt(at, "%q is not an amount", shorten(digits))
	}
	return amountAt(at, digits[:len(digits)-2]+"."+digits[len(digits)-2:], currency)
}

// numberAt reads a count.
func numberAt(at place, digits string) (int64, error) {
	digits = strings.TrimSpace(digits)
	if digits == "" || len(digits) > 15 || strings.Trim(digits, "0123456789") != "" {
		return 0, faultAt(at, "%q is not a number", shorten(digits))
	}
	var n int64
	for _, d := range digits {
		n = n*10 + int64(d-'0')
	}
	return n, nil
}

// dateAt reads six digits YYMMDD or, with dayFirst, DDMMYY. Years are those of 1970 to 2069.
func dateAt(at place, digits string, dayFirst bool) (spec.Date, error) {
	if len(digits) != 6 || strings.Trim(digits, "0123456789") != "" {
		return "", faultAt(at, "%q is not a date", shorten(digits))
	}
	year, month, day := digits[:2], digits[2:4], digits[4:]
	if dayFirst {
		year, day = day, year
	}
	d := spec.Date(century(year) + year + "-" + month + "-" + day)
	if !d.Valid() {
		return "", faultAt(at, "%q is not a date", digits)
	}
	return d, nil
}

func century(year string) string {
	if year >= "70" {
		return "19"
	}
	return "20"
}

// text of an amount for people.
func money(minor int64, currency string) string {
	return spec.FormatAmount(minor, currency) + " " + currency
}
