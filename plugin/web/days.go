package web

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// Day takes the civil day out of what sources send for one: "2026-11-20", with a time behind it, or in Microsoft's JSON form
// "/Date(1546128000000+0000)/", whose day is that in UTC. It is never moved to another zone. Empty and "0001-01-01" are none.
func Day(text string) (spec.Date, error) {
	text = strings.TrimSpace(text)
	if ms, ok := strings.CutPrefix(text, "/Date("); ok {
		ms, _, _ = strings.Cut(ms, ")")
		digits := strings.IndexAny(ms[min(1, len(ms)):], "+-")
		if digits >= 0 {
			ms = ms[:digits+1]
		}
		n, err := strconv.ParseInt(ms, 10, 64)
		if err != nil {
			return "", fmt.Errorf("%q is not a date", shorten(text))
		}
		text = time.UnixMilli(n).UTC().Format(time.DateOnly)
	}
	if len(text) > len(time.DateOnly) && (text[10] == 'T' || text[10] == ' ') {
		text = text[:10]
	}
	day := spec.Date(text)
	if text == "" || text == "0001-01-01" {
		return "", nil
	}
	if !day.Valid() {
		return "", fmt.Errorf("%q is not a date", shorten(text))
	}
	return day, nil
}

// DayAt is Day for sources that write a day as the moment at which it begins in their zone, whatever offset they write it with
// (RFC 3339): "2026-03-31T22:00:00Z" is the first of April in Berlin.
func DayAt(zone *time.Location, text string) (spec.Date, error) {
	at, err := time.Parse(time.RFC3339, strings.TrimSpace(text))
	if err != nil {
		return Day(text)
	}
	return spec.DateOf(at.In(zone)), nil
}

// DayLike is Day for sources that write a day in another way, by Go's layout ("02/01/2006").
func DayLike(layout, text string) (spec.Date, error) {
	if text = strings.TrimSpace(text); text == "" {
		return "", nil
	}
	at, err := time.Parse(layout, text)
	if err != nil {
		return "", fmt.Errorf("%q is not a date", shorten(text))
	}
	return Day(at.Format(time.DateOnly))
}

// ServerTime is when the source says that it answered; zero where it does not.
func ServerTime(h http.Header) time.Time {
	at, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return time.Time{}
	}
	return at
}
