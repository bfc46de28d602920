package scheduler

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"
	"time"
)

// Kind is the rhythm of a schedule.
type Kind int

// The rhythms. All but Every are told on the wall clock of the schedule's zone.
const (
	Daily        Kind = iota + 1 // each day
	BusinessDays                 // each day on which the office works
	Weekly                       // on named weekdays
	Monthly                      // on one day of each month, or its last where the month is shorter
	Every                        // every so many minutes of real time, counted from midnight UTC
)

// TimeOfDay is a wall-clock time in minutes after midnight, 0 to 1439.
type TimeOfDay int

// String writes the time as HH:MM.
func (t TimeOfDay) String() string { return fmt.Sprintf("%02d:%02d", int(t)/60, int(t)%60) }

// Weekdays is a set of days of the week.
type Weekdays uint8

// OnWeekdays makes a set.
func OnWeekdays(days ...time.Weekday) Weekdays {
	var set Weekdays
	for _, day := range days {
		set |= 1 << day
	}
	return set
}

// Has tells whether the day is in the set.
func (w Weekdays) Has(day time.Weekday) bool { return w&(1<<day) != 0 }

// Spec says at which slots a schedule is due. Make one with ParseSpec; the zero Spec is never due.
type Spec struct {
	kind     Kind
	at       TimeOfDay
	weekdays Weekdays
	monthDay int
	minutes  int
}

// lastDay of a month is written so and kept as 31, which every shorter month is clamped to.
const (
	lastDay     = 31
	lastDayText = "last"
	dayMinutes  = 24 * 60
)

var weekdayNames = [7]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// ParseSpec reads a rhythm as it is kept in the book and typed in settings:
//
//	daily 07:00
//	business-days 07:00
//	weekly mon,thu 07:00
//	monthly 1 07:00     monthly last 07:00
//	every 30m
//
// The error says which part is wrong and how it is written right.
func ParseSpec(text string) (Spec, error) {
	words := strings.Fields(text)
	if len(words) == 0 {
		return Spec{}, fmt.Errorf("the schedule is empty: write for example %q", "business-days 07:00")
	}
	switch {
	case words[0] == "every" && len(words) == 2:
		return parseEvery(words[1])
	case words[0] == "daily" && len(words) == 2:
		return atTime(Spec{kind: Daily}, words[1])
	case words[0] == "business-days" && len(words) == 2:
		return atTime(Spec{kind: BusinessDays}, words[1])
	case words[0] == "weekly" && len(words) == 3:
		days, err := parseWeekdays(words[1])
		if err != nil {
			return Spec{}, err
		}
		return atTime(Spec{kind: Weekly, weekdays: days}, words[2])
	case words[0] == "monthly" && len(words) == 3:
		day, err := parseMonthDay(words[1])
		if err != nil {
			return Spec{}, err
		}
		return atTime(Spec{kind: Monthly, monthDay: day}, words[2])
	}
	return Spec{}, fmt.Errorf("the schedule %q is not understood: write for example %q, %q, %q or %q",
		shorten(text), "daily 07:00", "weekly mon,thu 07:00", "monthly last 07:00", "every 30m")
}

// Kind tells the rhythm.
func (s Spec) Kind() Kind { return s.kind }

// IsZero tells a Spec that is never due.
func (s Spec) IsZero() bool { return s.kind == 0 }

// String writes the Spec as ParseSpec reads it.
func (s Spec) String() string {
	switch s.kind {
	case Daily:
		return "daily " + s.at.String()
	case BusinessDays:
		return "business-days " + s.at.String()
	case Weekly:
		return "weekly " + s.weekdays.text() + " " + s.at.String()
	case Monthly:
		day := strconv.Itoa(s.monthDay)
		if s.monthDay == lastDay {
			day = lastDayText
		}
		return "monthly " + day + " " + s.at.String()
	case Every:
		return "every " + strconv.Itoa(s.minutes) + "m"
	}
	return ""
}

func (w Weekdays) text() string {
	names := make([]string, 0, bits.OnesCount8(uint8(w)))
	for offset := range 7 {
		day := (int(time.Monday) + offset) % 7 // the working week begins on Monday
		if w.Has(time.Weekday(day)) {
			names = append(names, weekdayNames[day])
		}
	}
	return strings.Join(names, ",")
}

func atTime(spec Spec, text string) (Spec, error) {
	hour, minute, found := strings.Cut(text, ":")
	h, errHour := digits(hour, 23)
	m, errMinute := digits(minute, 59)
	if !found || len(hour) != 2 || len(minute) != 2 || errHour != nil || errMinute != nil {
		return Spec{}, fmt.Errorf("%q is not a time of day: write hours and minutes as 07:00", shorten(text))
	}
	spec.at = TimeOfDay(h*60 + m)
	return spec, nil
}

func parseEvery(text string) (Spec, error) {
	number, isMinutes := strings.CutSuffix(text, "m")
	minutes, err := digits(number, dayMinutes)
	if !isMinutes || err != nil || minutes == 0 {
		return Spec{}, fmt.Errorf("%q is not a number of minutes: write from 1m to %dm", shorten(text), dayMinutes)
	}
	return Spec{kind: Every, minutes: minutes}, nil
}

func parseWeekdays(text string) (Weekdays, error) {
	var set Weekdays
	for name := range strings.SplitSeq(text, ",") {
		day := weekday(name)
		if day < 0 {
			return 0, fmt.Errorf("%q is not a weekday: write %s", shorten(name), strings.Join(weekdayNames[:], ", "))
		}
		set |= OnWeekdays(time.Weekday(day))
	}
	return set, nil
}

func weekday(name string) int {
	for day, known := range weekdayNames {
		if name == known {
			return day
		}
	}
	return -1
}

func parseMonthDay(text string) (int, error) {
	if text == lastDayText {
		return lastDay, nil
	}
	day, err := digits(text, lastDay)
	if err != nil || day == 0 {
		return 0, fmt.Errorf("%q is not a day of the month: write 1 to 31, or %s", shorten(text), lastDayText)
	}
	return day, nil
}

// digits reads a plain number of at most four digits: no sign, no space, nothing that Atoi is kind about.
func digits(text string, highest int) (int, error) {
	if text == "" || len(text) > 4 || strings.Trim(text, "0123456789") != "" {
		return 0, strconv.ErrSyntax
	}
	number, err := strconv.Atoi(text)
	if err != nil || number > highest {
		return 0, strconv.ErrRange
	}
	return number, nil
}

// shorten keeps a mistyped text from filling the screen that shows the error.
func shorten(text string) string {
	const longest = 40
	letters := []rune(text)
	if len(letters) <= longest {
		return text
	}
	return string(letters[:longest]) + "…"
}
