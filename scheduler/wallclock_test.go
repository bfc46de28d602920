package scheduler

import (
	"testing"
	"time"
	_ "time/tzdata" // the test must not depend on what the machine knows of the world's clocks

	"pgregory.net/rapid"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	location, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return location
}

func TestInstantOnDaysWhenTheClocksChange(t *testing.T) {
	cases := []struct {
		name, zone string
		day        civil
		at         TimeOfDay
		want       string
	}{
		{"an ordinary winter day", "Europe/Oslo", civil{2026, 1, 15}, 7 * 60, "2026-01-15T06:00:00Z"},
		{"an ordinary summer day", "Europe/Oslo", civil{2026, 7, 15}, 7 * 60, "2026-07-15T05:00:00Z"},
		{"Oslo skips 02:30: at the change", "Europe/Oslo", civil{2026, 3, 29}, 150, "2026-03-29T01:00:00Z"},
		{"Oslo skips 02:00 itself", "Europe/Oslo", civil{2026, 3, 29}, 120, "2026-03-29T01:00:00Z"},
		{"Oslo has 03:00 on that day", "Europe/Oslo", civil{2026, 3, 29}, 180, "2026-03-29T01:00:00Z"},
		{"Oslo has 01:59 on that day", "Europe/Oslo", civil{2026, 3, 29}, 119, "2026-03-29T00:59:00Z"},
		{"Oslo shows 02:30 twice: the first", "Europe/Oslo", civil{2026, 10, 25}, 150, "2026-10-25T00:30:00Z"},
		{"Oslo shows 03:00 once, after both", "Europe/Oslo", civil{2026, 10, 25}, 180, "2026-10-25T02:00:00Z"},
		{"New York skips 02:30", "America/New_York", civil{2026, 3, 8}, 150, "2026-03-08T07:00:00Z"},
		{"New York shows 01:30 twice", "America/New_York", civil{2026, 11, 1}, 90, "2026-11-01T05:30:00Z"},
		{"Jakarta never changes", "Asia/Jakarta", civil{2026, 3, 29}, 150, "2026-03-28T19:30:00Z"},
		{"Lord Howe moves by half an hour", "Australia/Lord_Howe", civil{2026, 10, 4}, 135, "2026-10-03T15:30:00Z"},
		{"Beirut skips midnight", "Asia/Beirut", civil{2026, 3, 29}, 0, "2026-03-28T22:00:00Z"},
		{"Samoa skipped a whole day", "Pacific/Apia", civil{2011, 12, 30}, 7 * 60, "2011-12-30T10:00:00Z"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := instant(c.day, c.at, zone(t, c.zone)).Format(time.RFC3339); got != c.want {
				t.Errorf("%02d:%02d on %v is %s, want %s", c.at/60, c.at%60, c.day, got, c.want)
			}
		})
	}
}

// Whatever the zone does, each day has one slot, in the order of the days, that shows the wanted time or is the
// moment at which the clocks jumped over it.
func TestInstantIsOnePerDayAndInOrder(t *testing.T) {
	zones := []*time.Location{
		time.UTC, zone(t, "Europe/Oslo"), zone(t, "America/New_York"), zone(t, "Asia/Jakarta"), zone(t, "Africa/Casablanca"),
		zone(t, "Asia/Kathmandu"), zone(t, "Australia/Lord_Howe"), zone(t, "America/Sao_Paulo"), zone(t, "Pacific/Apia"),
	}
	rapid.Check(t, func(t *rapid.T) {
		where := rapid.SampledFrom(zones).Draw(t, "zone")
		at := TimeOfDay(rapid.IntRange(0, dayMinutes-1).Draw(t, "time"))
		start := time.Date(2000, 1, 1+rapid.IntRange(0, 12_000).Draw(t, "day"), 12, 0, 0, 0, time.UTC)
		today, yesterday := civilOf(start), civilOf(start).previous()

		slot := instant(today, at, where)
		if !slot.After(instant(yesterday, at, where)) {
			t.Fatalf("the slot of %v is not after that of %v", today, yesterday)
		}
		wall := time.Date(today.year, today.month, today.day, int(at)/60, int(at)%60, 0, 0, time.UTC)
		if shows(slot, wall, where) {
			return
		}
		if begin, _ := slot.In(where).ZoneBounds(); !begin.Equal(slot) {
			t.Fatalf("%v shows %v there, which is neither %s nor a change of the clocks", slot, slot.In(where), at)
		}
	})
}
