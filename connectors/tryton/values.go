package main

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/dunningdesk/dunningdesk/plugin/web"
)

// Tryton's JSON writes what JSON lacks as objects with a class.

// amount is a Decimal with every digit; null is empty.
type amount struct{ web.Decimal }

// UnmarshalJSON takes {"__class__":"Decimal","decimal":"1190.00"}, null, and a plain number.
func (a *amount) UnmarshalJSON(b []byte) error {
	if len(b) == 0 || b[0] != '{' {
		return a.Decimal.UnmarshalJSON(b)
	}
	var in struct {
		Class   string      `json:"__class__"`
		Decimal web.Decimal `json:"decimal"`
	}
	if err := json.Unmarshal(b, &in); err != nil {
		return err
	}
	if in.Class != "Decimal" {
		return fmt.Errorf("a number was expected and not a %q", in.Class)
	}
	a.Decimal = in.Decimal
	return nil
}

// minor is the amount in minor units; empty is nothing.
func (a amount) minor(currency string) (int64, error) {
	if a.Decimal == "" {
		return 0, nil
	}
	return a.Minor(currency)
}

// day is a civil day; null is empty.
type day spec.Date

// UnmarshalJSON takes {"__class__":"date","year":2026,"month":7,"day":31} and null.
func (d *day) UnmarshalJSON(b []byte) error {
	var in struct {
		Class string `json:"__class__"`
		Year  int    `json:"year"`
		Month int    `json:"month"`
		Day   int    `json:"day"`
	}
	if string(b) == "null" {
		*d = ""
		return nil
	}
	if err := json.Unmarshal(b, &in); err != nil {
		return err
	}
	if in.Class != "date" {
		return fmt.Errorf("a date was expected and not a %q", in.Class)
	}
	*d = day(fmt.Sprintf("%04d-%02d-%02d", in.Year, in.Month, in.Day))
	return nil
}

func decimalValue(minor int64, currency string) map[string]any {
	return map[string]any{"__class__": "Decimal", "decimal": spec.FormatAmount(minor, currency)}
}

// dateValue writes a date that is known to be valid.
func dateValue(d spec.Date) any {
	at, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return nil
	}
	return map[string]any{"__class__": "date", "year": at.Year(), "month": int(at.Month()), "day": at.Day()}
}

func datetimeValue(at time.Time) map[string]any {
	at = at.UTC()
	return map[string]any{
		"__class__": "datetime", "year": at.Year(), "month": int(at.Month()), "day": at.Day(),
		"hour": at.Hour(), "minute": at.Minute(), "second": at.Second(), "microsecond": at.Nanosecond() / 1000,
	}
}

// bytesValue is encoded as standard base64 by package json.
func bytesValue(b []byte) map[string]any {
	return map[string]any{"__class__": "bytes", "base64": b}
}

// yesNo is a boolean, which Tryton on SQLite sends as 0 or 1.
type yesNo bool

// UnmarshalJSON takes true, false, 1, 0 and null.
func (f *yesNo) UnmarshalJSON(b []byte) error {
	switch string(b) {
	case "true", "1":
		*f = true
	case "false", "0", "null":
		*f = false
	default:
		return fmt.Errorf("yes or no was expected and not %s", short(string(b)))
	}
	return nil
}
