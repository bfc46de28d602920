package main

import (
	"fmt"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// zone turns instants into the days they stand for.
type zone struct {
	location *time.Location
	// nearest takes the midnight that is nearest in UTC: the best that can be
	// done where no zone fits.
	nearest bool
}

func (z zone) date(t time.Time) spec.Date {
	if z.nearest {
		return spec.DateOf(t.UTC().Add(12 * time.Hour))
	}
	return spec.DateOf(t.In(z.location))
}

// fits reports whether GnuCash could have written the stamp in the zone: due
// dates are local midnights, posting dates either that or an instant just
// before 11:00 UTC that is the same day nearly everywhere.
func fits(s stamp, in *time.Location) bool {
	if s.instant.IsZero() || s.instant.Minute() == 59 && s.instant.Second() == 0 {
		return true
	}
	local := s.instant.In(in)
	if local.Hour() == 0 && local.Minute() == 0 && local.Second() == 0 {
		return true
	}
	// Where clocks go forward at midnight the day has none.
	return local.Hour() == 1 && local.Minute() == 0 && local.Add(-time.Hour).Day() != local.Day()
}

// stamps lists the instants that give a zone away.
func (l *ledger) stamps() []stamp {
	var all []stamp
	for _, t := range l.transactions {
		all = append(all, t.due)
		if t.postedOn.isZero() {
			all = append(all, t.posted)
		}
	}
	return all
}

// misfits counts the stamps that the zone cannot explain.
func misfits(stamps []stamp, in *time.Location) (n int) {
	for _, s := range stamps {
		if !fits(s, in) {
			n++
		}
	}
	return n
}

// zoneFor takes the zone of the setting; without one it recognises the zone of
// this machine or UTC by the book's own dates. The diagnostic says what was
// found, as a warning where dates may be a day off.
func zoneFor(l *ledger, setting string, home *time.Location) (zone, spec.Diagnostic) {
	stamps := l.stamps()
	if setting != "" {
		chosen, err := time.LoadLocation(setting)
		if err != nil {
			chosen = time.UTC
		}
		if n := misfits(stamps, chosen); n > 0 {
			return zone{location: chosen}, zoneWarning(fmt.Sprintf(
				"%d of the dates in the book are no midnights in %s: the book was written in another time zone, too.", n, setting))
		}
		return zone{location: chosen}, zoneFound(setting)
	}
	for _, candidate := range []*time.Location{home, time.UTC} {
		if misfits(stamps, candidate) == 0 {
			return zone{location: candidate}, zoneFound(candidate.String())
		}
	}
	return zone{nearest: true}, zoneWarning(
		"The book was not written in the time zone of this machine. The nearest day was taken; dates may be a day off.")
}

func zoneFound(name string) spec.Diagnostic {
	if name == time.Local.String() {
		name = "of this machine"
	}
	return spec.Diagnostic{
		Severity: spec.SeverityInfo, Code: spec.CodeRecognised, Field: "timezone",
		Summary: fmt.Sprintf("The dates of the book fit the time zone %s.", name),
	}
}

func zoneWarning(summary string) spec.Diagnostic {
	return spec.Diagnostic{
		Severity: spec.SeverityWarning, Code: "timezone-doubtful", Field: "timezone", Summary: summary,
		Hint: "Set the time zone of the computer on which GnuCash is used, and compare a due date.",
	}
}
