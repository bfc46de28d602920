package date

import (
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// prepare checks a rule and works out what does not depend on the year.
func (h *holiday) prepare() error {
	ways := 0
	if h.Date != "" {
		ways++
		if err := h.prepareDate(); err != nil {
			return err
		}
	}
	if h.Easter != nil {
		ways++
		if *h.Easter < -100 || *h.Easter > 100 {
			return fault.New(fault.Invalid, "%d days from Easter is too far", *h.Easter)
		}
	}
	if h.Weekday != "" {
		ways++
		if err := h.prepareWeekday(); err != nil {
			return err
		}
	}
	switch {
	case ways != 1:
		return fault.New(fault.Invalid, "needs exactly one of date, easter and weekday")
	case h.OnOrAfter != "" && h.Weekday == "":
		return fault.New(fault.Invalid, "on_or_after needs a weekday")
	case h.Substitute != "" && h.Substitute != substituteNext && h.Substitute != substituteNearest:
		return fault.New(fault.Invalid, "%q is no way of making up for a weekend", h.Substitute)
	case h.Moved != "" && (h.Moved != movedOffSunday || h.Substitute != "" || len(h.Date) != len("05-17")):
		return fault.New(fault.Invalid, "%q can only be off-sunday, for a day of every year without a substitute", h.Moved)
	}
	return nil
}

func (h *holiday) prepareDate() error {
	if len(h.Date) == len("05-17") {
		return h.prepareYearly(h.Date)
	}
	once, err := Parse(h.Date)
	h.once = once
	return err
}

func (h *holiday) prepareYearly(text string) error {
	leap, err := Parse("2000-" + text)
	if err != nil {
		return err
	}
	_, m, d := leap.Parts()
	h.month, h.day = int(m), d
	return nil
}

func (h *holiday) prepareWeekday() error {
	day, ok := weekdayNamed(h.Weekday)
	h.weekday = day
	if h.OnOrAfter != "" {
		if !ok || h.Nth != 0 || h.Month != 0 {
			return fault.New(fault.Invalid, "needs a weekday and on_or_after alone")
		}
		return h.prepareYearly(h.OnOrAfter)
	}
	if !ok || h.Month < 1 || h.Month > 12 || h.Nth < -1 || h.Nth == 0 || h.Nth > 4 {
		return fault.New(fault.Invalid, "needs a weekday, nth 1 to 4 or -1, and month 1 to 12")
	}
	return nil
}

// Holiday gives the name of the day off, if the day is one, weekends aside.
func (c Calendar) Holiday(d Date) (string, bool) {
	if d.IsZero() {
		return "", false
	}
	year, _, _ := d.Parts()
	for i := range c.rules {
		h := &c.rules[i]
		if h.in(year) == d {
			return h.Name, true
		}
	}
	return c.substitute(d, year)
}

// substitute looks for a holiday that falls on a weekend and is made up for on the day. Around New Year the holiday may
// belong to the next year.
func (c Calendar) substitute(d Date, year int) (string, bool) {
	for i := range c.rules {
		h := &c.rules[i]
		if h.Substitute == "" {
			continue
		}
		for y := year; y <= year+1; y++ {
			if on := h.in(y); !on.IsZero() && c.weekend[on.Weekday()] && c.madeUp(h, on) == d {
				return h.Name, true
			}
		}
	}
	return "", false
}

// madeUp is the weekday that stands in for a holiday on a weekend. With "next-monday" two holidays side by side (Christmas
// and Boxing Day) take two weekdays: the earlier holiday the earlier one.
func (c Calendar) madeUp(h *holiday, on Date) Date {
	if h.Substitute == substituteNearest {
		if on.Weekday() == time.Saturday {
			return on.AddDays(-1)
		}
		return on.AddDays(1)
	}
	day, ahead := on, 0
	year, _, _ := on.Parts()
	for i := range c.rules {
		other := c.rules[i].in(year)
		gap := on.DaysSince(other)
		if c.rules[i].Substitute == substituteNext && !other.IsZero() && gap > 0 && gap <= 2 && c.weekend[other.Weekday()] {
			ahead++
		}
	}
	for {
		day = day.AddDays(1)
		if c.weekend[day.Weekday()] || c.fixed(day) {
			continue
		}
		if ahead == 0 {
			return day
		}
		ahead--
	}
}

func (c Calendar) fixed(d Date) bool {
	year, _, _ := d.Parts()
	for i := range c.rules {
		if c.rules[i].in(year) == d {
			return true
		}
	}
	return false
}

// in is the day on which the rule falls in a year, no date when it does not.
func (h *holiday) in(year int) Date {
	if year < 1 || year > 9998 || h.From != 0 && year < h.From || h.To != 0 && year > h.To {
		return Date{}
	}
	switch {
	case !h.once.IsZero():
		return h.once
	case h.month != 0:
		if h.day > DaysIn(year, time.Month(h.month)) {
			return Date{}
		}
		on := Must(year, time.Month(h.month), h.day)
		switch {
		case h.OnOrAfter != "":
			return on.AddDays(int(h.weekday-on.Weekday()+7) % 7)
		case h.Moved != "" && on.Weekday() == time.Sunday:
			return on.AddDays(-1)
		}
		return on
	case h.Easter != nil:
		return Easter(year).AddDays(*h.Easter)
	case h.Nth < 0:
		last := Must(year, time.Month(h.Month), DaysIn(year, time.Month(h.Month)))
		return last.AddDays(-int(last.Weekday()-h.weekday+7) % 7)
	}
	first := Must(year, time.Month(h.Month), 1)
	return first.AddDays(int(h.weekday-first.Weekday()+7)%7 + 7*(h.Nth-1))
}

// Easter is Easter Sunday of the Gregorian calendar (the anonymous algorithm published in Nature, 1876).
func Easter(year int) Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return Must(year, time.Month(n/31), n%31+1)
}
