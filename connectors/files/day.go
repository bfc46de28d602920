package main

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// written is a day as it was written.
type written struct {
	// year, month and day are set where their places are certain; otherwise
	// first and second are day and month in an order that the column tells.
	year, month, day int
	first, second    int
	// dotted days (31.12.2026) have their day first all over the world, unless
	// the column says otherwise.
	dotted bool
}

func (w written) isOrdered() bool { return w.month != 0 }

// clock behind a day; a time of day is dropped. A zone would have to be
// applied first, so a time in another one is not accepted.
var (
	clock    = regexp.MustCompile(`^[T ]\s*\d{1,2}[:.]\d{2}([:.]\d{2}([.,]\d+)?)?\s*([AaPp]\.?[Mm]\.?)?$`)
	midnight = regexp.MustCompile(`^[T ]00:00(:00(\.0+)?)?(Z|[+-]\d{2}:?\d{2})$`)
)

// readDay takes a date apart. The error completes "line 7: ...".
func readDay(s string) (written, error) {
	text := strings.TrimSpace(s)
	if len(text) > 64 {
		return written{}, fmt.Errorf("%q... is not a date", text[:20])
	}
	if w, ok := plainDay(text); ok {
		return w, nil
	}
	if cut := strings.IndexAny(text, "T "); cut >= 6 && (clock.MatchString(text[cut:]) || midnight.MatchString(text[cut:])) {
		if w, ok := plainDay(text[:cut]); ok {
			return w, nil
		}
	}
	if w, ok := namedDay(text); ok {
		return w, nil
	}
	return written{}, fmt.Errorf("%q is not a date", text)
}

// plainDay reads days of digits.
func plainDay(s string) (written, bool) {
	if len(s) == 8 && strings.Trim(s, "0123456789") == "" {
		return written{year: number(s[:4]), month: number(s[4:6]), day: number(s[6:])}, number(s[:4]) >= 1900 && number(s[4:6]) > 0
	}
	i := strings.IndexAny(s, ".-/")
	if i < 1 {
		return written{}, false
	}
	sign := s[i : i+1]
	parts := strings.Split(strings.TrimSuffix(s, "."), sign)
	if len(parts) != 3 {
		return written{}, false
	}
	for n, p := range parts {
		p = strings.TrimSpace(p)
		parts[n] = p
		if len(p) < 1 || len(p) > 4 || strings.Trim(p, "0123456789") != "" {
			return written{}, false
		}
	}
	a, b, c := number(parts[0]), number(parts[1]), number(parts[2])
	switch {
	case len(parts[0]) == 4 && len(parts[1]) <= 2 && len(parts[2]) <= 2 && b > 0:
		return written{year: a, month: b, day: c}, true
	case len(parts[0]) <= 2 && len(parts[1]) <= 2 && (len(parts[2]) == 4 || len(parts[2]) == 2):
		return written{year: century(c, len(parts[2])), first: a, second: b, dotted: sign == "."}, true
	}
	return written{}, false
}

// namedDay reads "31 Dec 2026", "31. desember 2026", "Dec 31, 2026", "31-Dez-26".
func namedDay(s string) (written, bool) {
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" .,-/", r) })
	if len(parts) == 5 && strings.EqualFold(parts[1], "de") && strings.EqualFold(parts[3], "de") {
		parts = []string{parts[0], parts[2], parts[4]} // 31 de diciembre de 2026
	}
	if len(parts) != 3 {
		return written{}, false
	}
	month, day, year := parts[1], parts[0], parts[2]
	if meaning("month", month) == "" {
		month, day = day, month
	}
	if len(day) == 4 {
		day, year = year, day
	}
	m := number(meaning("month", month))
	isDigits := strings.Trim(day+year, "0123456789") == ""
	if m == 0 || !isDigits || len(day) > 2 || len(year) != 2 && len(year) != 4 {
		return written{}, false
	}
	return written{year: century(number(year), len(year)), month: m, day: number(day)}, true
}

// century completes a year of two digits: 69 is 2069, 70 is 1970.
func century(year, digits int) int {
	switch {
	case digits != 2:
		return year
	case year < 70:
		return 2000 + year
	default:
		return 1900 + year
	}
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// The orders of day, month and year, as in the setting.
const (
	dayFirst   = "dmy"
	monthFirst = "mdy"
	yearFirst  = "ymd"
)

// date puts the parts in order and holds them against the calendar.
func (w written) date(order string) (spec.Date, error) {
	y, m, d := w.year, w.month, w.day
	if !w.isOrdered() {
		switch order {
		case monthFirst:
			m, d = w.first, w.second
		case yearFirst: // years of two digits in front
			y, m, d = century(w.first, 2), w.second, w.year%100
		default:
			d, m = w.first, w.second
		}
	}
	day := spec.Date(fmt.Sprintf("%04d-%02d-%02d", y, m, d))
	if !day.Valid() {
		return "", fmt.Errorf("there is no day %02d in month %02d of %d", d, m, y)
	}
	return day, nil
}

// dayColumn gathers what the cells of a column tell of the order of their parts.
type dayColumn struct {
	days, months       int64
	dayLine, monthLine int64
	doubtful           int64
	dotted             bool
}

func (c *dayColumn) add(w written, line int64) {
	switch {
	case w.isOrdered():
	case w.first > 12 && w.second <= 12:
		c.days++
		first(&c.dayLine, line)
	case w.second > 12 && w.first <= 12:
		c.months++
		first(&c.monthLine, line)
	default:
		if w.dotted {
			c.dotted = true
		} else {
			first(&c.doubtful, line)
		}
	}
}

// order returns the order that the column proves, "" where it does not.
func (c *dayColumn) order() string {
	switch {
	case c.days > 0 && c.months == 0:
		return dayFirst
	case c.months > 0 && c.days == 0:
		return monthFirst
	default:
		return ""
	}
}

// conflict returns the first line that contradicts the majority, 0 where none does.
func (c *dayColumn) conflict() int64 {
	switch {
	case c.days == 0 || c.months == 0:
		return 0
	case c.days < c.months:
		return c.dayLine
	case c.months < c.days:
		return c.monthLine
	default:
		return max(c.dayLine, c.monthLine)
	}
}
