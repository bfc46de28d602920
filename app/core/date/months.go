package date

import "time"

// AddMonths moves by calendar months, back when negative. The end-of-month rule is "clamp": a day that the target month
// does not have becomes its last day, so 31 January plus one month is 28 (or 29) February, and that plus one month is the
// 28th (29th) of March, not the 31st. No date stays no date; beyond the years 0001 to 9999 it stops at their ends.
func (d Date) AddMonths(months int) Date {
	if d.n == 0 {
		return d
	}
	y, m, day := d.Parts()
	total := y*12 + int(m) - 1 + months
	switch {
	case total < 12:
		return Must(1, time.January, 1)
	case total >= 10000*12:
		return Must(9999, time.December, 31)
	}
	year, month := total/12, time.Month(total%12+1)
	return Must(year, month, min(day, DaysIn(year, month)))
}

// EndOfMonth is the last day of the date's month.
func (d Date) EndOfMonth() Date {
	if d.n == 0 {
		return d
	}
	y, m, _ := d.Parts()
	return Must(y, m, DaysIn(y, m))
}

// DaysIn is the number of days of a month.
func DaysIn(year int, month time.Month) int {
	switch month {
	case time.April, time.June, time.September, time.November:
		return 30
	case time.February:
		if IsLeap(year) {
			return 29
		}
		return 28
	default:
		return 31
	}
}

// IsLeap reports whether the year has 366 days.
func IsLeap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

// Earliest gives the earlier of two dates; no date is later than every date here, so that an open end loses.
func Earliest(a, b Date) Date {
	if a.n != 0 && (b.n == 0 || a.n < b.n) {
		return a
	}
	return b
}
