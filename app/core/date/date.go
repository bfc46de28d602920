// Package date holds civil dates: a day in a calendar, without a time of day and without a zone.
package date

import (
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// BadDate is the code for text that is no civil date.
const BadDate fault.Code = "bad-date"

// Date is a civil date of the proleptic Gregorian calendar. The zero value means "no date". Dates compare with ==.
type Date struct{ n int32 } // days since 0000-12-31, so that 0001-01-01 is 1 and 0 is free for "none"

const unixDay = 719163 // days from 0000-12-31 to 1970-01-01

// Of makes a date; a day that the month does not have is an error.
func Of(year int, month time.Month, day int) (Date, error) {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if year < 1 || year > 9999 || t.Day() != day || t.Month() != month {
		return Date{}, fault.New(BadDate, "%04d-%02d-%02d is not a date", year, int(month), day)
	}
	return Date{int32(t.Unix()/86400) + unixDay}, nil
}

// Must is Of for constants in code and tests; it panics on a wrong date.
func Must(year int, month time.Month, day int) Date {
	d, err := Of(year, month, day)
	if err != nil {
		panic(err)
	}
	return d
}

// Parse reads "2026-11-21" (ISO 8601, extended, years 0001 to 9999).
func Parse(text string) (Date, error) {
	if len(text) != 10 || text[4] != '-' || text[7] != '-' {
		return Date{}, fault.New(BadDate, "%q is not a date", text).WithHint("write it as YYYY-MM-DD")
	}
	num := func(s string) int {
		n := 0
		for i := range len(s) {
			if s[i] < '0' || s[i] > '9' {
				return -1
			}
			n = n*10 + int(s[i]-'0')
		}
		return n
	}
	y, m, d := num(text[:4]), num(text[5:7]), num(text[8:])
	if y < 1 || m < 1 || d < 1 {
		return Date{}, fault.New(BadDate, "%q is not a date", text).WithHint("write it as YYYY-MM-DD")
	}
	return Of(y, time.Month(m), d)
}

// In gives the civil date of an instant in a zone.
func In(t time.Time, zone *time.Location) Date {
	y, m, d := t.In(zone).Date()
	return Must(y, m, d)
}

func (d Date) utc() time.Time { return time.Unix(int64(d.n-unixDay)*86400, 0).UTC() }

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d.n == 0 }

// String writes YYYY-MM-DD, and nothing for no date.
func (d Date) String() string {
	if d.n == 0 {
		return ""
	}
	y, m, day := d.utc().Date()
	return string([]byte{
		byte('0' + y/1000), byte('0' + y/100%10), byte('0' + y/10%10), byte('0' + y%10), '-',
		byte('0' + int(m)/10), byte('0' + int(m)%10), '-', byte('0' + day/10), byte('0' + day%10),
	})
}

// Parts gives year, month and day.
func (d Date) Parts() (int, time.Month, int) { return d.utc().Date() }

// Weekday gives the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// AddDays moves by days, back when negative. No date stays no date.
func (d Date) AddDays(days int) Date {
	if d.n == 0 {
		return d
	}
	return Date{d.n + int32(days)}
}

// DaysSince is the number of days from other to d, negative when d is before other.
func (d Date) DaysSince(other Date) int { return int(d.n - other.n) }

// Before reports whether d is earlier than other.
func (d Date) Before(other Date) bool { return d.n < other.n }

// After reports whether d is later than other.
func (d Date) After(other Date) bool { return d.n > other.n }

// Compare is -1, 0 or 1, for sorting.
func (d Date) Compare(other Date) int {
	switch {
	case d.n < other.n:
		return -1
	case d.n > other.n:
		return 1
	}
	return 0
}

// Latest gives the later of two dates; no date is earlier than every date.
func Latest(a, b Date) Date {
	if a.n > b.n {
		return a
	}
	return b
}

// MarshalText writes the form of String.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the form of Parse, and nothing as no date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	v, err := Parse(string(text))
	*d = v
	return err
}
