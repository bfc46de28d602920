package spec

import (
	"fmt"
	"time"
)

// Date is a civil date "YYYY-MM-DD" with no clock and no zone. Empty means that
// the source gives none.
type Date string

// DateOf writes the calendar day of t in t's own location. Convert t to the
// book's zone first where the source stores an instant.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date(fmt.Sprintf("%04d-%02d-%02d", y, int(m), d))
}

// Valid reports whether the date exists in the Gregorian calendar, in the years
// 1900 to 9999.
func (d Date) Valid() bool {
	if len(d) != 10 || d[4] != '-' || d[7] != '-' {
		return false
	}
	year, ok1 := digits(string(d[:4]))
	month, ok2 := digits(string(d[5:7]))
	day, ok3 := digits(string(d[8:]))
	if !ok1 || !ok2 || !ok3 || year < 1900 || month < 1 || month > 12 {
		return false
	}
	return day >= 1 && day <= daysIn(year, month)
}

func digits(s string) (int, bool) {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	default:
		return 31
	}
}
