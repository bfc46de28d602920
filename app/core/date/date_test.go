package date_test

import (
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"pgregory.net/rapid"
)

func TestParseTakesOnlyRealDays(t *testing.T) {
	for text, valid := range map[string]bool{
		"2024-02-29": true, "2000-02-29": true, "0001-01-01": true, "9999-12-31": true,
		"2023-02-29": false, "1900-02-29": false, "2024-04-31": false, "2024-13-01": false, "2024-00-10": false,
		"0000-01-01": false, "2024-1-01": false, "24-01-01": false, "2024/01/01": false, "": false, "2024-01-01T00:00": false, "٢٠٢٤-٠١": false,
	} {
		d, err := date.Parse(text)
		if (err == nil) != valid || valid && d.String() != text {
			t.Errorf("Parse(%q) = %s, %v", text, d, err)
		}
		if err != nil && fault.CodeOf(err) != date.BadDate {
			t.Errorf("Parse(%q) fails with %q", text, fault.CodeOf(err))
		}
	}
}

func TestDaysCountAcrossLeapYears(t *testing.T) {
	for _, c := range []struct {
		from, to date.Date
		days     int
	}{
		{date.Must(2024, 2, 28), date.Must(2024, 3, 1), 2},
		{date.Must(2023, 2, 28), date.Must(2023, 3, 1), 1},
		{date.Must(2000, 1, 1), date.Must(2001, 1, 1), 366},
		{date.Must(1900, 1, 1), date.Must(1901, 1, 1), 365},
		{date.Must(1, 1, 1), date.Must(9999, 12, 31), 3652058},
	} {
		if got := c.to.DaysSince(c.from); got != c.days || c.from.AddDays(c.days) != c.to {
			t.Errorf("%s to %s: %d days, want %d", c.from, c.to, got, c.days)
		}
	}
}

func anyDate(t *rapid.T, label string) date.Date {
	return date.Must(1, 1, 1).AddDays(rapid.IntRange(0, 3652058).Draw(t, label))
}

func TestDatesAreConsistent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyDate(t, "a"), anyDate(t, "b")
		if back, err := date.Parse(a.String()); err != nil || back != a {
			t.Fatalf("%s is read as %s, %v", a, back, err)
		}
		if a.Compare(b) != -b.Compare(a) || a.Before(b) != b.After(a) || a.AddDays(b.DaysSince(a)) != b {
			t.Fatalf("%s and %s do not agree on their order", a, b)
		}
		if int(a.Weekday()) != (int(b.Weekday())+a.DaysSince(b)%7+7)%7 {
			t.Fatalf("%s is a %s, %s a %s", a, a.Weekday(), b, b.Weekday())
		}
	})
}

func TestAddMonthsClampsToTheEndOfTheMonth(t *testing.T) {
	for _, c := range []struct {
		from   date.Date
		months int
		want   date.Date
	}{
		{date.Must(2024, 1, 31), 1, date.Must(2024, 2, 29)},
		{date.Must(2023, 1, 31), 1, date.Must(2023, 2, 28)},
		{date.Must(2024, 2, 29), 12, date.Must(2025, 2, 28)},
		{date.Must(2024, 2, 29), 1, date.Must(2024, 3, 29)}, // not the last of March: the rule clamps, it does not stretch
		{date.Must(2024, 3, 31), -1, date.Must(2024, 2, 29)},
		{date.Must(2024, 1, 15), -13, date.Must(2022, 12, 15)},
		{date.Must(9999, 6, 15), 12, date.Must(9999, 12, 31)},
		{date.Must(1, 6, 15), -12, date.Must(1, 1, 1)},
		{date.Date{}, 5, date.Date{}},
	} {
		if got := c.from.AddMonths(c.months); got != c.want {
			t.Errorf("%s and %d months is %s, want %s", c.from, c.months, got, c.want)
		}
	}
	if got := date.Must(2024, 2, 3).EndOfMonth(); got != date.Must(2024, 2, 29) {
		t.Errorf("the end of February 2024 is %s", got)
	}
}

func TestNoDateIsKeptApart(t *testing.T) {
	none, day := date.Date{}, date.Must(2024, 1, 1)
	if !none.IsZero() || none.String() != "" || none.AddDays(3) != none {
		t.Errorf("no date becomes %q", none.AddDays(3))
	}
	if date.Latest(none, day) != day || date.Earliest(none, day) != day || date.Earliest(day, none) != day {
		t.Error("no date wins against a date")
	}
	var read date.Date
	if err := read.UnmarshalText(nil); err != nil || !read.IsZero() {
		t.Errorf("nothing is read as %s, %v", read, err)
	}
}

func TestADayDependsOnTheZone(t *testing.T) {
	oslo := time.FixedZone("CET", 3600)
	late := time.Date(2024, 6, 30, 23, 30, 0, 0, time.UTC)
	if got := date.In(late, oslo); got != date.Must(2024, 7, 1) {
		t.Errorf("half past eleven in Greenwich is %s in Oslo", got)
	}
	clock := date.ClockFunc(func() time.Time { return late })
	if !clock.Now().Equal(late) {
		t.Error("the clock does not tell its time")
	}
}

func TestWindowsEndBeforeTheirEnd(t *testing.T) {
	at := func(text string) date.TimeOfDay {
		v, err := date.ParseTimeOfDay(text)
		if err != nil {
			t.Fatal(err)
		}
		if v.String() != text {
			t.Errorf("%s is written %s", text, v)
		}
		return v
	}
	w := date.Window{From: at("08:00"), To: at("21:00")}
	for text, inside := range map[string]bool{"07:59": false, "08:00": true, "20:59": true, "21:00": false, "24:00": false} {
		if w.Contains(at(text)) != inside {
			t.Errorf("%s inside: %v", text, !inside)
		}
	}
	for _, bad := range []string{"", "8:00", "08:60", "24:01", "25:00", "ab:cd", "08-00"} {
		if _, err := date.ParseTimeOfDay(bad); fault.CodeOf(err) != date.BadTime {
			t.Errorf("%q gives %v", bad, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"2024-02-29", "2023-02-29", "0000-00-00", "9999-12-31", "2024-1-1"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := date.Parse(text)
		if err == nil && d.String() != text {
			t.Fatalf("%q is read as %s", text, d)
		}
	})
}

func FuzzParseCalendar(f *testing.F) {
	f.Add([]byte(`{"name": "XX", "weekend": ["sunday"], "holidays": [{"name": "x", "easter": 1}, {"name": "y", "date": "02-29", "substitute": "next-monday"}]}`))
	f.Add([]byte(`{"holidays": [{"weekday": "monday", "nth": -1, "month": 2}]}`))
	f.Fuzz(func(_ *testing.T, data []byte) {
		cal, err := date.ParseCalendar(data)
		if err != nil {
			return
		}
		for _, d := range []date.Date{date.Must(2024, 2, 29), date.Must(1, 1, 1), date.Must(9999, 12, 31)} {
			cal.Next(d)
		}
	})
}
