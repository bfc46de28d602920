package date_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

func root(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test's folder")
		}
		dir = filepath.Dir(dir)
	}
}

func calendar(t *testing.T, name string) date.Calendar {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root(t), "assets", "law", "calendar", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	cal, err := date.ParseCalendar(data)
	if err != nil {
		t.Fatal(err)
	}
	return cal
}

func TestNextSkipsWeekendsAndHolidays(t *testing.T) {
	no := calendar(t, "NO")
	for from, want := range map[date.Date]date.Date{
		date.Must(2024, 5, 16):  date.Must(2024, 5, 16),
		date.Must(2024, 5, 17):  date.Must(2024, 5, 21), // Constitution Day, weekend, Whit Monday
		date.Must(2024, 3, 28):  date.Must(2024, 4, 2),  // Easter
		date.Must(2024, 12, 25): date.Must(2024, 12, 27),
	} {
		if got := no.Next(from); got != want {
			t.Errorf("the business day from %s on is %s, want %s", from, got, want)
		}
	}
	if got := no.AddBusinessDays(date.Must(2024, 5, 16), 2); got != date.Must(2024, 5, 22) {
		t.Errorf("two business days after 16 May are %s", got)
	}
	if !(date.Calendar{}).IsBusinessDay(date.Must(2024, 5, 18)) {
		t.Error("without a calendar every day counts")
	}
}

func TestHolidaysAreMadeUpFor(t *testing.T) {
	gb, us := calendar(t, "GB"), calendar(t, "US")
	for _, c := range []struct {
		cal date.Calendar
		day date.Date
		off bool
	}{
		{gb, date.Must(2021, 12, 27), true}, // Christmas on a Saturday: Monday
		{gb, date.Must(2021, 12, 28), true}, // Boxing Day on a Sunday: Tuesday
		{gb, date.Must(2021, 12, 29), false},
		{gb, date.Must(2022, 12, 26), true}, // Boxing Day itself
		{gb, date.Must(2022, 12, 27), true}, // Christmas on a Sunday
		{gb, date.Must(2022, 12, 28), false},
		{gb, date.Must(2022, 1, 3), true},   // New Year's Day on a Saturday
		{us, date.Must(2021, 12, 24), true}, // Christmas on a Saturday: Friday
		{us, date.Must(2021, 12, 31), true}, // New Year's Day of the next year
		{us, date.Must(2023, 1, 2), true},   // and on a Sunday: Monday
		{us, date.Must(2024, 11, 28), true}, // Thanksgiving
	} {
		if c.cal.IsBusinessDay(c.day) == c.off {
			t.Errorf("%s: %s off: %v, want %v", c.cal.Name, c.day, !c.off, c.off)
		}
	}
}

func TestHolidaysThatMove(t *testing.T) {
	se, nl, sn := calendar(t, "SE"), calendar(t, "NL"), calendar(t, "DE-SN")
	for _, c := range []struct {
		cal date.Calendar
		day date.Date
		off bool
	}{
		{se, date.Must(2020, 6, 20), true}, // the earliest midsummer
		{se, date.Must(2021, 6, 26), true}, // the latest
		{se, date.Must(2021, 6, 19), false},
		{se, date.Must(2020, 10, 31), true}, // the earliest All Saints
		{nl, date.Must(2025, 4, 26), true},  // King's Day, 27 April being a Sunday
		{nl, date.Must(2025, 4, 27), false},
		{nl, date.Must(2026, 4, 27), true},
		{sn, date.Must(2022, 11, 16), true}, // the Wednesday before 23 November
		{sn, date.Must(2023, 11, 22), true},
	} {
		if _, off := c.cal.Holiday(c.day); off != c.off {
			t.Errorf("%s: %s off: %v, want %v", c.cal.Name, c.day, off, c.off)
		}
	}
}

func TestEasterSundays(t *testing.T) {
	for year, want := range map[int]date.Date{
		2024: date.Must(2024, 3, 31), 2025: date.Must(2025, 4, 20), 2026: date.Must(2026, 4, 5), 2038: date.Must(2038, 4, 25), 1818: date.Must(1818, 3, 22),
	} {
		if got := date.Easter(year); got != want {
			t.Errorf("Easter %d is %s, want %s", year, got, want)
		}
	}
}

func TestACalendarThatSaysNothingIsRefused(t *testing.T) {
	for _, text := range []string{
		`{"holidays": [{"name": "x"}]}`,
		`{"holidays": [{"name": "x", "date": "02-30"}]}`,
		`{"holidays": [{"name": "x", "date": "05-17", "easter": 1}]}`,
		`{"holidays": [{"name": "x", "easter": 400}]}`,
		`{"holidays": [{"name": "x", "weekday": "monday", "nth": 5, "month": 1}]}`,
		`{"holidays": [{"name": "x", "date": "05-17", "substitute": "sometime"}]}`,
		`{"holidays": [{"name": "x", "weekday": "saturday", "on_or_after": "02-30"}]}`,
		`{"holidays": [{"name": "x", "weekday": "saturday", "on_or_after": "06-20", "month": 6}]}`,
		`{"holidays": [{"name": "x", "date": "06-20", "on_or_after": "06-20"}]}`,
		`{"holidays": [{"name": "x", "date": "04-27", "moved": "off-friday"}]}`,
		`{"holidays": [{"name": "x", "date": "2026-04-27", "moved": "off-sunday"}]}`,
		`{"holidays": [{"name": "x", "date": "04-27", "moved": "off-sunday", "substitute": "nearest"}]}`,
		`{"weekend": ["freitag"]}`,
		`{"weekend": ["sunday","monday","tuesday","wednesday","thursday","friday","saturday"]}`,
		`{"colour": "red"}`,
		`[`,
	} {
		if _, err := date.ParseCalendar([]byte(text)); fault.CodeOf(err) != fault.Invalid {
			t.Errorf("%s gives %v", text, err)
		}
	}
}

// recordedElsewhere are the days on which a recorded calendar and ours differ, each with its reason.
var recordedElsewhere = map[string]map[string]string{
	"ID": {
		"2024-06-16": "Idul Adha as reckoned; the decree may set another day",
		"2024-09-15": "Maulid Nabi as reckoned; the decree may set another day",
		"2025-03-30": "Idul Fitri as reckoned; the decree may set another day",
		"2025-06-26": "Tahun Baru Islam as reckoned; the decree may set another day",
		"2026-03-20": "Idul Fitri as reckoned; the decree may set another day",
	},
}

// sundayFeasts are Sundays that our German calendars name and the recorded ones do not take for public holidays.
var sundayFeasts = []string{"Ostersonntag", "Pfingstsonntag"}

// TestRecordedHolidays holds our calendars against recorded public holidays, each day of six years, weekends among them.
func TestRecordedHolidays(t *testing.T) {
	dir := filepath.Join(root(t), "..", "shared", "vectors", "holidays", "date-holidays")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("skipped: the recorded holidays are not on this machine")
	}
	for ours, theirs := range map[string]string{
		"NO": "NO", "SE": "SE", "DK": "DK", "FI": "FI", "DE": "DE", "DE-BY": "DE-BY", "DE-BW": "DE-BW", "DE-SN": "DE-SN", "GB": "GB-ENG",
		"NL": "NL", "FR": "FR", "ID": "ID", "US": "US",
	} {
		cal := calendar(t, ours)
		if cal.Name != ours {
			t.Errorf("%s.json holds the calendar of %s", ours, cal.Name)
		}
		for year := 2024; year <= 2029; year++ {
			data, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("%s-%d.json", theirs, year)))
			if err != nil {
				t.Fatal(err)
			}
			off := recorded(t, data, ours == "GB" || ours == "US")
			for d := date.Must(year, time.January, 1); d != date.Must(year+1, time.January, 1); d = d.AddDays(1) {
				name, is := cal.Holiday(d)
				if is != off[d] && !excepted(ours, name, d) {
					t.Errorf("%s %s (%s): a holiday for us: %v %s", ours, d, d.Weekday(), is, name)
				}
			}
		}
	}
}

func excepted(calendar, name string, d date.Date) bool {
	if calendar == "ID" && d.After(date.Must(2026, 12, 31)) { // moving days of years without a published decree
		return name == ""
	}
	return recordedElsewhere[calendar][d.String()] != "" || d.Weekday() == time.Sunday && slices.Contains(sundayFeasts, name)
}

func recorded(t *testing.T, data []byte, bank bool) map[date.Date]bool {
	t.Helper()
	var days []struct{ Date, Type, Name string }
	if err := json.Unmarshal(data, &days); err != nil {
		t.Fatal(err)
	}
	off := map[date.Date]bool{}
	for _, day := range days {
		d, err := date.Parse(day.Date[:10])
		if err != nil {
			t.Fatal(err)
		}
		if day.Type == "public" || bank && day.Type == "bank" {
			off[d] = true
		}
	}
	return off
}
