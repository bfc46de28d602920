package main

import (
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// A day is counted from 1 January 1970, a month from January of year 0. Whole
// numbers keep the story in plain sums; calendar turns them into dates.
type calendar struct {
	firstMonth int
	starts     []int // day on which each month begins, and one more
	firstDay   int
	dates      []spec.Date
}

// beyond is how many days after its last month a calendar still knows: an
// invoice of that month may be paid this much later.
const beyond = 560

func newCalendar(firstMonth, lastMonth int) *calendar {
	c := &calendar{firstMonth: firstMonth}
	for m := firstMonth; m <= lastMonth+1; m++ {
		c.starts = append(c.starts, dayOf(time.Date(m/12, time.Month(m%12+1), 1, 0, 0, 0, 0, time.UTC)))
	}
	c.firstDay = c.starts[0] - beyond
	for d := c.firstDay; d <= c.starts[len(c.starts)-1]+beyond; d++ {
		c.dates = append(c.dates, spec.DateOf(time.Unix(int64(d)*86400, 0).UTC()))
	}
	return c
}

// month returns the day on which the month begins and its number of days.
func (c *calendar) month(m int) (start, days int) {
	i := m - c.firstMonth
	return c.starts[i], c.starts[i+1] - c.starts[i]
}

func (c *calendar) date(day int) spec.Date { return c.dates[day-c.firstDay] }

// dayOf returns the civil day of t in t's own zone.
func dayOf(t time.Time) int {
	y, m, d := t.Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// parseDay reads a valid civil date.
func parseDay(d spec.Date) (int, error) {
	t, err := time.Parse(time.DateOnly, string(d))
	return dayOf(t), err
}

// monthOf returns the month that holds the day.
func monthOf(day int) int {
	y, m, _ := time.Unix(int64(day)*86400, 0).UTC().Date()
	return y*12 + int(m) - 1
}

// weekday is 0 for Sunday; 1 January 1970 was a Thursday.
func weekday(day int) int { return (day + 4) % 7 }

// onWorkday moves a Saturday or Sunday to the Monday after.
func onWorkday(day int) int {
	switch weekday(day) {
	case 6:
		return day + 2
	case 0:
		return day + 1
	default:
		return day
	}
}

// onNext moves the day forward to the given weekday.
func onNext(day, wanted int) int { return day + (wanted-weekday(day)+7)%7 }
