package dunning

import (
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
)

// daysOf counts the interest days after one day up to and including another, by a day count. All counts here add up: the
// days of a span are the sum of the days of its parts.
func (b DayCount) daysOf(after, to date.Date) int {
	if b == Thirty {
		return thirty(to) - thirty(after)
	}
	return to.DaysSince(after)
}

// thirty numbers the days of the European 30/360 calendar (ISDA 2006 s. 4.16(g)): the 31st is the 30th.
func thirty(d date.Date) int {
	y, m, day := d.Parts()
	return 360*y + 30*int(m) + min(day, 30)
}

// yearOf is the number of days of the year by which a day's interest is divided.
func (b DayCount) yearOf(day date.Date) int64 {
	switch b {
	case Act360, Thirty:
		return 360
	case ActualCY:
		if y, _, _ := day.Parts(); date.IsLeap(y) {
			return 366
		}
	case Act365:
	}
	return 365
}

// lastWithSameYear is the last day up to a limit on which the divisor is the same as on the day.
func (b DayCount) lastWithSameYear(day, limit date.Date) date.Date {
	if b != ActualCY {
		return limit
	}
	y, _, _ := day.Parts()
	return date.Earliest(limit, date.Must(y, time.December, 31))
}

func (b DayCount) known() bool {
	switch b {
	case Act365, Act360, Thirty, ActualCY:
		return true
	}
	return false
}
