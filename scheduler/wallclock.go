package scheduler

import "time"

// civil is a calendar day without a zone.
type civil struct {
	year  int
	month time.Month
	day   int
}

func civilOf(t time.Time) civil {
	year, month, day := t.Date()
	return civil{year, month, day}
}

// previous is the day before, by the calendar: adding hours would stumble over days of 23 or 25.
func (c civil) previous() civil {
	return civilOf(time.Date(c.year, c.month, c.day-1, 12, 0, 0, 0, time.UTC))
}

func (c civil) weekday() time.Weekday {
	return time.Date(c.year, c.month, c.day, 12, 0, 0, 0, time.UTC).Weekday()
}

// lastOfMonth is the number of days that the month has.
func (c civil) lastOfMonth() int { return time.Date(c.year, c.month+1, 0, 12, 0, 0, 0, time.UTC).Day() }

// instant is the one moment that stands for a wall-clock time on a day. Where the clocks skip that time, it is the
// moment of the change; where they show it twice, the first of the two. So each day has exactly one slot.
func instant(day civil, at TimeOfDay, zone *time.Location) time.Time {
	wall := time.Date(day.year, day.month, day.day, int(at)/60, int(at)%60, 0, 0, time.UTC)

	// The offsets a day before and a day after are the only ones that can hold at that wall-clock time.
	_, before := wall.Add(-24 * time.Hour).In(zone).Zone()
	_, after := wall.Add(24 * time.Hour).In(zone).Zone()
	early := wall.Add(-time.Duration(max(before, after)) * time.Second)
	late := wall.Add(-time.Duration(min(before, after)) * time.Second)

	if shows(early, wall, zone) {
		return early
	}
	if shows(late, wall, zone) {
		return late
	}
	_, change := early.In(zone).ZoneBounds()
	return change.UTC()
}

// shows tells whether a clock in the zone shows the wall-clock time at the moment.
func shows(moment, wall time.Time, zone *time.Location) bool {
	there := moment.In(zone)
	return civilOf(there) == civilOf(wall) && there.Hour() == wall.Hour() && there.Minute() == wall.Minute()
}
