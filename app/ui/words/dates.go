package words

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/locale"
)

// Date writes a day with its full year, as in a table where years mix: "17 Nov 2026".
func (w Words) Date(d date.Date) string { return w.dates.DateMedium(d) }

// Day writes a day as people say it: without the year when it is this year or within half a year of today.
func (w Words) Day(d date.Date) string {
	if d.IsZero() {
		return ""
	}
	return w.dropYear(w.dates.DateMedium(d), d)
}

// LongDay is Day with the month in full: "23 November".
func (w Words) LongDay(d date.Date) string {
	if d.IsZero() {
		return ""
	}
	return w.dropYear(w.dates.DateLong(d), d)
}

// Weekday is LongDay with the day of the week in front: "Monday 23 November".
func (w Words) Weekday(d date.Date) string {
	if d.IsZero() {
		return ""
	}
	full := w.dropYear(w.dates.DateFull(d), d)
	full = strings.Replace(full, ",", "", 1)
	return capital(full)
}

const halfYear = 183 // days

func (w Words) dropYear(text string, d date.Date) string {
	year, _, _ := d.Parts()
	now, _, _ := w.today.Parts()
	if year != now && (d.DaysSince(w.today) > halfYear || w.today.DaysSince(d) > halfYear) {
		return text
	}
	return strings.TrimRight(strings.TrimSuffix(text, fmt.Sprint(year)), ", \u00a0")
}

// Clock writes the time of day at the desk: "07:02".
func (w Words) Clock(t time.Time) string { return t.In(w.zone).Format("15:04") }

// DayOf is the civil date of an instant at the desk.
func (w Words) DayOf(t time.Time) date.Date { return date.In(t, w.zone) }

// Moment writes an instant: the time alone when it is today, else day and time.
func (w Words) Moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	if d := w.DayOf(t); d != w.today {
		return w.Day(d) + " " + w.Clock(t)
	}
	return w.Clock(t)
}

// Brief is a moment where there is little room: the time of today, else the day.
func (w Words) Brief(t time.Time) string {
	if d := w.DayOf(t); !t.IsZero() && d != w.today {
		return w.Day(d)
	}
	return w.Moment(t)
}

// capital makes the first letter of a sentence large.
func capital(text string) string {
	if text == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// Dates writes and reads days in the language of the screens, for fields.
func (w Words) Dates() *locale.Locale { return w.dates }

// Sentenced makes a phrase a sentence: a large letter first, a full stop last.
func Sentenced(phrase string) string {
	if phrase == "" {
		return ""
	}
	return strings.TrimRight(capital(phrase), ".") + "."
}
