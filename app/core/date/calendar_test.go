package date_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
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

// TestRecordedHolidays holds our calendars against recorded public holidays of six years.
func TestRecordedHolidays(t *testing.T) {
	dir := filepath.Join(root(t), "..", "shared", "vectors", "holidays", "date-holidays")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the recorded holidays are not on this machine")
	}
	for ours, theirs := range map[string]string{"NO": "NO", "DE": "DE", "GB": "GB-ENG", "US": "US"} {
		cal := calendar(t, ours)
		for year := 2024; year <= 2029; year++ {
			data, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("%s-%d.json", theirs, year)))
			if err != nil {
				t.Fatal(err)
			}
			off := recorded(t, data, ours == "GB" || ours == "US")
			for d := date.Must(year, time.January, 1); d != date.Must(year+1, time.January, 1); d = d.AddDays(1) {
				weekday := d.Weekday() != time.Saturday && d.Weekday() != time.Sunday
				if weekday && cal.IsBusinessDay(d) == off[d] {
					t.Errorf("%s %s (%s): a business day for us: %v", ours, d, d.Weekday(), !off[d])
				}
			}
		}
	}
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
