package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	mssql "github.com/microsoft/go-mssqldb"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// row is one row of a result.
type row struct {
	*layout
	cells []any
	zone  *time.Location // nil: moments are refused
}

// float is what SQLite stores as a binary fraction, as it would print it.
type float string

// errMoment: a moment is another day elsewhere.
var errMoment = errors.New("it is a moment with a time zone, and the setting \"Time zone\" does not say whose day is meant")

// notExact is a binary fraction in a column of amounts.
type notExact struct{ column string }

// Error says so.
func (n notExact) Error() string { return n.column + " is a floating point number" }

// cell gives the value in a column; nil where there is none.
func (r row) cell(name string) any {
	if i, there := r.at[name]; there {
		return r.cells[i]
	}
	return nil
}

// text gives a value as it is written. Spaces around it are not part of it:
// CHAR columns are filled up with them.
func (r row) text(name string) string {
	switch v := r.cell(name).(type) {
	case nil:
		return ""
	case string:
		return strings.TrimSpace(v)
	case float:
		return string(v)
	case []byte:
		if len(v) == 16 && r.uuid[r.at[name]] {
			var id mssql.UniqueIdentifier
			if id.Scan(v) == nil {
				return strings.ToLower(id.String())
			}
		}
		return strings.TrimSpace(string(v))
	case int64:
		return strconv.FormatInt(v, 10)
	case time.Time:
		return v.Format("2006-01-02")
	default:
		return strings.TrimSpace(fmt.Sprint(v))
	}
}

// amount gives minor units of the currency, exactly.
func (r row) amount(name, currency string) (int64, error) {
	switch r.cell(name).(type) {
	case float, float64, float32:
		return 0, notExact{name}
	case time.Time, bool:
		return 0, fmt.Errorf("%s is no amount", name)
	}
	text := r.text(name)
	if text == "" {
		return 0, fmt.Errorf("%s is empty", name)
	}
	minor, err := spec.ParseAmount(text, currency)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", name, err)
	}
	return minor, nil
}

// day gives a civil day; empty where there is none.
func (r row) day(name string) (spec.Date, error) {
	switch v := r.cell(name).(type) {
	case time.Time:
		if !r.zoned[r.at[name]] {
			return spec.DateOf(v), nil
		}
		if r.zone == nil {
			return "", fmt.Errorf("%s: %w", name, errMoment)
		}
		return spec.DateOf(v.In(r.zone)), nil
	case float, float64, bool:
		return "", fmt.Errorf("%s is no date", name)
	}
	return r.dayOf(name, r.text(name))
}

// moments are texts with a time zone.
var moments = []string{time.RFC3339Nano, "2006-01-02 15:04:05.999999999Z07:00", "2006-01-02 15:04:05.999999999 Z07:00", "2006-01-02 15:04:05.999999999Z07"}

func (r row) dayOf(name, text string) (spec.Date, error) {
	if text == "" || strings.HasPrefix(text, "0000-00-00") { // MySQL's "no date"
		return "", nil
	}
	if len(text) == 8 && strings.Trim(text, "0123456789") == "" {
		text = text[:4] + "-" + text[4:6] + "-" + text[6:]
	}
	date := spec.Date(text[:min(10, len(text))])
	if !date.Valid() {
		return "", fmt.Errorf("%s is %q, which is no date (YYYY-MM-DD)", name, short(text))
	}
	clock := text[len(date):]
	switch {
	case clock == "":
		return date, nil
	case isClock(clock):
		return date, nil
	}
	for _, form := range moments {
		if t, err := time.Parse(form, text); err == nil {
			if r.zone == nil {
				return "", fmt.Errorf("%s: %w", name, errMoment)
			}
			return spec.DateOf(t.In(r.zone)), nil
		}
	}
	return "", fmt.Errorf("%s is %q, which is no date (YYYY-MM-DD)", name, short(text))
}

// isClock is a time of day without a zone, behind a date.
func isClock(s string) bool {
	for _, form := range []string{"15:04:05.999999999", "15:04"} {
		if _, err := time.Parse(form, s[1:]); err == nil && (s[0] == ' ' || s[0] == 'T') {
			return true
		}
	}
	return false
}

// yes gives a value of yes or no; no where there is none.
func (r row) yes(name string) (bool, error) {
	if v, ok := r.cell(name).(bool); ok {
		return v, nil
	}
	text := r.text(name)
	switch strings.ToLower(text) {
	case "", "0", "f", "false", "n", "no", "\x00":
		return false, nil
	case "1", "t", "true", "y", "yes", "\x01":
		return true, nil
	}
	return false, fmt.Errorf("%s is %q, which is neither yes nor no", name, short(text))
}

func short(s string) string {
	if len(s) > 40 {
		return strings.ToValidUTF8(s[:40], "") + "..."
	}
	return s
}
