package widget

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/locale"
)

// ParseDate reads a date as people type it: ISO ("2026-11-23"), the locale's own order with any mark between
// ("23.11.2026", "23/11-26", "11/23/2026" in the United States), without a year ("23.11", the one nearest to today), and
// days from today ("+14", "-3"). A two-digit year is of this century.
func ParseDate(text string, l *locale.Locale, today date.Date) (date.Date, error) {
	text = strings.TrimSpace(text)
	bad := func() (date.Date, error) {
		sample := date.Must(2026, time.November, 23)
		return date.Date{}, fault.New(date.BadDate, "%q is not a date", text).WithHint("write it as %s or %s", l.Date(sample), sample)
	}
	if d, err := date.Parse(text); err == nil {
		return d, nil
	}
	if len(text) > 1 && (text[0] == '+' || text[0] == '-') {
		n, err := strconv.Atoi(text)
		if err != nil || n > 36_500 || n < -36_500 {
			return bad()
		}
		return today.AddDays(n), nil
	}
	parts, ok := dateParts(text)
	if !ok {
		return bad()
	}
	day, month, year, ok := inOrder(parts, dateOrder(l))
	if !ok {
		return bad()
	}
	if year < 0 {
		return nearest(day, month, today, bad)
	}
	d, err := date.Of(year, time.Month(month), day)
	if err != nil {
		return bad()
	}
	return d, nil
}

// dateParts cuts text into its two or three numbers; -1 stands for no year.
func dateParts(text string) ([]string, bool) {
	parts := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsDigit(r) })
	for _, r := range text {
		if !unicode.IsDigit(r) && !strings.ContainsRune("./- \u00a0", r) {
			return nil, false
		}
	}
	for _, p := range parts {
		if len(p) > 4 {
			return nil, false
		}
	}
	return parts, len(parts) == 2 || len(parts) == 3
}

// dateOrder tells in which order a locale writes day, month and year: "dmy", "mdy" or "ymd".
func dateOrder(l *locale.Locale) string {
	sample := l.Date(date.Must(2033, time.November, 22))
	d, m, y := strings.Index(sample, "22"), strings.Index(sample, "11"), strings.Index(sample, "2033")
	switch {
	case y >= 0 && y < d:
		return "ymd"
	case m >= 0 && m < d:
		return "mdy"
	}
	return "dmy"
}

func inOrder(parts []string, order string) (day, month, year int, ok bool) {
	if len(parts[0]) == 4 {
		order = "ymd"
	}
	if len(parts) == 2 {
		order = strings.ReplaceAll(order, "y", "")
	}
	year = -1
	for i, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil {
			return 0, 0, 0, false
		}
		switch order[i] {
		case 'd':
			day = n
		case 'm':
			month = n
		case 'y':
			year = n
			if len(p) <= 2 {
				year += 2000
			} else if len(p) == 3 {
				return 0, 0, 0, false
			}
		}
	}
	return day, month, year, month >= 1 && month <= 12 && day >= 1
}

// nearest gives the day and month of the year in which they are nearest to today.
func nearest(day, month int, today date.Date, bad func() (date.Date, error)) (date.Date, error) {
	this, _, _ := today.Parts()
	var best date.Date
	for year := this - 1; year <= this+1; year++ {
		d, err := date.Of(year, time.Month(month), day)
		if err != nil {
			continue
		}
		if best.IsZero() || distance(d, today) < distance(best, today) {
			best = d
		}
	}
	if best.IsZero() {
		return bad()
	}
	return best, nil
}

func distance(a, b date.Date) int {
	n := a.DaysSince(b)
	if n < 0 {
		return -n
	}
	return n
}
