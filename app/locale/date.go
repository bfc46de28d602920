package locale

import (
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
)

// Date writes digits only with the full year: "23.11.2026". A year of two digits has no place in a demand.
func (l *Locale) Date(d date.Date) string { return l.fillDate(l.numeric, d) }

// DateMedium writes a short form with the month's name where the language has one: "2 Nov 2026".
func (l *Locale) DateMedium(d date.Date) string { return l.fillDate(l.medium, d) }

// DateLong writes the month in full: "23. november 2026".
func (l *Locale) DateLong(d date.Date) string { return l.fillDate(l.long, d) }

// DateFull adds the day of the week: "mandag 23. november 2026".
func (l *Locale) DateFull(d date.Date) string { return l.fillDate(l.full, d) }

// fillDate replaces the capitals of a pattern: D and DD the day, M and MM the month in digits, MMM and MMMM its name,
// Y the year, YY its last two digits, W the day of the week. No date gives no text.
func (l *Locale) fillDate(pattern string, d date.Date) string {
	if d.IsZero() {
		return ""
	}
	var b strings.Builder
	for i := 0; i < len(pattern); {
		run := 1
		for i+run < len(pattern) && pattern[i+run] == pattern[i] {
			run++
		}
		b.WriteString(l.dateField(pattern[i:i+run], d))
		i += run
	}
	return b.String()
}

func (l *Locale) dateField(field string, d date.Date) string {
	year, month, day := d.Parts()
	switch field {
	case "D", "DD":
		return padded(day, len(field))
	case "M", "MM":
		return padded(int(month), len(field))
	case "MMM":
		return l.monthsShort[month-1]
	case "MMMM":
		return l.months[month-1]
	case "Y":
		return padded(year, 4)
	case "YY":
		return padded(year%100, 2)
	case "W":
		return l.weekdays[d.Weekday()]
	default:
		return field
	}
}

func padded(n, width int) string {
	s := strconv.Itoa(n)
	return strings.Repeat("0", max(0, width-len(s))) + s
}
