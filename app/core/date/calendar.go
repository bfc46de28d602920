package date

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// Calendar says which days are business days. The zero value knows no weekend and no holiday: every day counts.
type Calendar struct {
	Name    string
	weekend [7]bool // by time.Weekday
	rules   []holiday
}

// holiday is one rule by which a day off falls in a year.
type holiday struct {
	Name       string `json:"name"`
	Date       string `json:"date,omitempty"`        // "05-17" every year, "2026-04-03" once
	Easter     *int   `json:"easter,omitempty"`      // days from Easter Sunday (Gregorian)
	Weekday    string `json:"weekday,omitempty"`     // with Nth and Month: "the fourth Thursday of November"; with OnOrAfter: "the Saturday from 20 June on"
	OnOrAfter  string `json:"on_or_after,omitempty"` // "06-20": the first such weekday on that day or later
	Nth        int    `json:"nth,omitempty"`         // 1 to 4, or -1 for the last
	Month      int    `json:"month,omitempty"`       // 1 to 12
	Substitute string `json:"substitute,omitempty"`  // "next-monday": a weekend day is made up for on the next free weekday; "nearest": Saturday on Friday, Sunday on Monday
	Moved      string `json:"moved,omitempty"`       // "off-sunday": on a Sunday it is kept the day before instead (the Dutch King's Day)
	From       int    `json:"from,omitempty"`        // first year
	To         int    `json:"to,omitempty"`          // last year

	month, day int  // of Date or OnOrAfter
	once       Date // of Date
	weekday    time.Weekday
}

// Ways in which a holiday on a weekend is made up for.
const (
	substituteNext    = "next-monday"
	substituteNearest = "nearest"
	movedOffSunday    = "off-sunday"
)

// ParseCalendar reads a calendar from JSON: {"name": "NO", "weekend": ["saturday", "sunday"], "holidays": [{"name":
// "Constitution Day", "date": "05-17"}, {"name": "Good Friday", "easter": -2}, ...]}. Unknown fields and rules without a
// meaning are errors that name the holiday.
func ParseCalendar(data []byte) (Calendar, error) {
	var in struct {
		Name     string    `json:"name"`
		Note     string    `json:"note"`
		Weekend  []string  `json:"weekend"`
		Holidays []holiday `json:"holidays"`
	}
	dec := json.NewDecoder(strings.NewReader(string(data)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&in); err != nil {
		return Calendar{}, fault.Wrap(err, fault.Invalid, "the calendar cannot be read")
	}
	c := Calendar{Name: in.Name}
	for _, name := range in.Weekend {
		day, ok := weekdayNamed(name)
		if !ok {
			return Calendar{}, fault.New(fault.Invalid, "calendar %s: %q is not a day of the week", in.Name, name).OnField("weekend")
		}
		c.weekend[day] = true
	}
	if c.weekend == [7]bool{true, true, true, true, true, true, true} {
		return Calendar{}, fault.New(fault.Invalid, "calendar %s has no business day at all", in.Name).OnField("weekend")
	}
	for _, h := range in.Holidays {
		if err := h.prepare(); err != nil {
			return Calendar{}, fault.Wrap(err, fault.Invalid, "calendar %s: holiday %q", in.Name, h.Name).OnField("holidays")
		}
		c.rules = append(c.rules, h)
	}
	return c, nil
}

func weekdayNamed(name string) (time.Weekday, bool) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if strings.EqualFold(d.String(), name) {
			return d, true
		}
	}
	return 0, false
}

// IsBusinessDay reports whether work is done on the day.
func (c Calendar) IsBusinessDay(d Date) bool {
	if c.weekend[d.Weekday()] {
		return false
	}
	_, off := c.Holiday(d)
	return !off
}

// Next is the first business day on or after the day. A calendar that has none within a year gives the day itself.
func (c Calendar) Next(d Date) Date {
	for n := range 366 {
		if next := d.AddDays(n); c.IsBusinessDay(next) {
			return next
		}
	}
	return d
}

// AddBusinessDays moves forward by n business days; the day itself is not counted. n below 1 gives Next.
func (c Calendar) AddBusinessDays(d Date, n int) Date {
	d = c.Next(d)
	for ; n > 0; n-- {
		d = c.Next(d.AddDays(1))
	}
	return d
}
