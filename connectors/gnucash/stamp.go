package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// stamp is a date as GnuCash stores one: either a civil day, or an instant that
// stands for a day in the zone of whoever wrote the book.
type stamp struct {
	day     spec.Date
	instant time.Time
}

func (s stamp) isZero() bool { return s.day == "" && s.instant.IsZero() }

// date is the civil day the stamp stands for, empty for no stamp.
func (s stamp) date(z zone) spec.Date {
	switch {
	case s.day != "":
		return s.day
	case s.instant.IsZero():
		return ""
	default:
		return z.date(s.instant)
	}
}

// The forms in which GnuCash 2.2 to 5 write instants: XML with the offset of
// the zone, SQL in UTC, SQL of GnuCash 2 without separators.
var stampForms = []string{"2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05", "20060102150405"}

// parseStamp reads any form of date found in a book. Empty text and the first
// second of 1970, which SQL books write for "none", give no stamp.
func parseStamp(s string) (stamp, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return stamp{}, nil
	}
	for _, form := range stampForms {
		if t, err := time.Parse(form, s); err == nil {
			return instantStamp(t.UTC(), s)
		}
	}
	// SQLite drivers may hand over a column declared as a date in this form.
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return instantStamp(t.UTC(), s)
	}
	for _, form := range []string{time.DateOnly, "20060102"} {
		if t, err := time.Parse(form, s); err == nil {
			if day := spec.DateOf(t); day.Valid() {
				return stamp{day: day}, nil
			}
		}
	}
	return stamp{}, fmt.Errorf("%.40q is not a date that GnuCash writes", s)
}

func instantStamp(t time.Time, text string) (stamp, error) {
	switch {
	case t.Equal(time.Unix(0, 0)):
		return stamp{}, nil
	case t.Year() < 1901 || t.Year() > 9998:
		return stamp{}, fmt.Errorf("%.40q lies outside of the years 1901 to 9998", text)
	default:
		return stamp{instant: t}, nil
	}
}

// stampOrText keeps a text that is no date as it stands: the record that needs
// it is then rejected by itself, with the text, and the others are read.
func stampOrText(s string) stamp {
	parsed, err := parseStamp(s)
	if err != nil {
		return stamp{day: spec.Date(s[:min(len(s), 40)])}
	}
	return parsed
}
