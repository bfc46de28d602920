package scheduler

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// at reads a moment written as RFC 3339; an empty text is the zero time.
func at(t testing.TB, text string) time.Time {
	t.Helper()
	if text == "" {
		return time.Time{}
	}
	moment, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return moment.UTC()
}

func mustSpec(t testing.TB, text string) Spec {
	t.Helper()
	spec, err := ParseSpec(text)
	if err != nil {
		t.Fatal(err)
	}
	return spec
}

// closedAtChristmas is a business calendar with holidays.
func closedAtChristmas(year int, month time.Month, day int) bool {
	return MondayToFriday(year, month, day) && (month != time.December || day < 24 || day > 26)
}

func TestDue(t *testing.T) {
	const oslo, newYork, jakarta = "Europe/Oslo", "America/New_York", "Asia/Jakarta"
	cases := []struct {
		name, spec, zone string
		policy           Policy
		from, last, now  string
		action           Action
		slot             string
		missed           int
		behind           time.Duration
	}{
		// The ordinary day
		{name: "a minute early nothing is owed", spec: "daily 07:00", zone: oslo, last: "2026-01-14T06:00:00Z", now: "2026-01-15T05:59:59Z"},
		{name: "on the minute it is", spec: "daily 07:00", zone: oslo, last: "2026-01-14T06:00:00Z", now: "2026-01-15T06:00:00Z", action: RunNow, slot: "2026-01-15T06:00:00Z"},
		{name: "a slot that ran is not owed again", spec: "daily 07:00", zone: oslo, last: "2026-01-15T06:00:00Z", now: "2026-01-15T06:00:30Z"},
		{name: "the same hour is another moment in Jakarta", spec: "daily 07:00", zone: jakarta, last: "2026-01-14T00:00:00Z", now: "2026-01-15T00:00:10Z", action: RunNow, slot: "2026-01-15T00:00:00Z"},
		{name: "a new schedule does not owe the past", spec: "daily 07:00", zone: oslo, from: "2026-01-15T09:00:00Z", now: "2026-01-15T10:00:00Z"},
		{name: "a new schedule owes its first morning", spec: "daily 07:00", zone: oslo, from: "2026-01-15T09:00:00Z", now: "2026-01-16T06:00:05Z", action: RunNow, slot: "2026-01-16T06:00:00Z"},

		// Business days
		{name: "no business on Sunday", spec: "business-days 07:00", zone: oslo, last: "2026-01-16T06:00:00Z", now: "2026-01-18T12:00:00Z"},
		{name: "Monday follows Friday without a miss", spec: "business-days 07:00", zone: oslo, last: "2026-01-16T06:00:00Z", now: "2026-01-19T06:00:00Z", action: RunNow, slot: "2026-01-19T06:00:00Z"},
		{name: "a holiday is no business day", spec: "business-days 07:00", zone: oslo, last: "2026-12-23T06:00:00Z", now: "2026-12-25T12:00:00Z"},
		{name: "after the holidays", spec: "business-days 07:00", zone: oslo, last: "2026-12-23T06:00:00Z", now: "2026-12-28T06:01:00Z", action: RunNow, slot: "2026-12-28T06:00:00Z"},

		// Weekly and monthly
		{name: "weekly waits for its day", spec: "weekly mon,thu 07:00", zone: oslo, last: "2026-01-12T06:00:00Z", now: "2026-01-14T12:00:00Z"},
		{name: "weekly on its second day", spec: "weekly mon,thu 07:00", zone: oslo, last: "2026-01-12T06:00:00Z", now: "2026-01-15T06:00:00Z", action: RunNow, slot: "2026-01-15T06:00:00Z"},
		{name: "the 30th of February is the 28th", spec: "monthly 30 07:00", zone: oslo, last: "2026-01-30T06:00:00Z", now: "2026-02-28T06:00:00Z", action: RunNow, slot: "2026-02-28T06:00:00Z"},
		{name: "the last day of a leap February", spec: "monthly last 07:00", zone: oslo, last: "2028-01-31T06:00:00Z", now: "2028-02-29T06:00:00Z", action: RunNow, slot: "2028-02-29T06:00:00Z"},
		{name: "and not the day before", spec: "monthly last 07:00", zone: oslo, last: "2028-01-31T06:00:00Z", now: "2028-02-28T12:00:00Z"},

		// Every so many minutes
		{name: "between two intervals", spec: "every 30m", last: "2026-01-15T06:00:00Z", now: "2026-01-15T06:29:59Z"},
		{name: "at the interval", spec: "every 30m", last: "2026-01-15T06:00:00Z", now: "2026-01-15T06:30:00Z", action: RunNow, slot: "2026-01-15T06:30:00Z"},
		{name: "intervals missed in the night", spec: "every 30m", last: "2026-01-15T00:00:00Z", now: "2026-01-15T06:10:00Z", action: RunNow, slot: "2026-01-15T06:00:00Z", missed: 11},

		// Downtime
		{name: "three days closed: one run, two missed", spec: "daily 07:00", zone: oslo, last: "2026-01-12T06:00:00Z", now: "2026-01-15T09:00:00Z", action: RunNow, slot: "2026-01-15T06:00:00Z", missed: 2},
		{name: "closed over the weekend of the change", spec: "daily 02:30", zone: oslo, last: "2026-03-27T01:30:00Z", now: "2026-03-30T06:00:00Z", action: RunNow, slot: "2026-03-30T00:30:00Z", missed: 2},
		{name: "skip leaves all three out", spec: "daily 07:00", zone: oslo, policy: Skip, last: "2026-01-12T06:00:00Z", now: "2026-01-15T09:00:00Z", action: SkipNow, slot: "2026-01-15T06:00:00Z", missed: 2},
		{name: "skip still meets a slot a little late", spec: "daily 07:00", zone: oslo, policy: Skip, last: "2026-01-14T06:00:00Z", now: "2026-01-15T06:09:00Z", action: RunNow, slot: "2026-01-15T06:00:00Z"},
		{name: "years closed are not counted to the end", spec: "every 1m", last: "2006-01-01T00:00:00Z", now: "2026-01-15T06:00:00Z", action: RunNow, slot: "2026-01-15T06:00:00Z", missed: maxMissed},
		{name: "years closed, daily", spec: "daily 07:00", zone: oslo, last: "2006-01-01T00:00:00Z", now: "2026-01-15T06:00:00Z", action: RunNow, slot: "2026-01-15T06:00:00Z", missed: maxMissed},

		// The clock was set
		{name: "set back an hour: the slot does not run again", spec: "daily 07:00", zone: oslo, last: "2026-01-15T06:00:00Z", now: "2026-01-15T05:30:00Z", behind: 30 * time.Minute},
		{name: "and not when its time comes again", spec: "daily 07:00", zone: oslo, last: "2026-01-15T06:00:00Z", now: "2026-01-15T06:00:00Z"},
		{name: "set back a week: nothing runs for a day that was done", spec: "daily 07:00", zone: oslo, last: "2026-01-15T06:00:00Z", now: "2026-01-08T12:00:00Z", behind: 6*24*time.Hour + 18*time.Hour},

		// Spring forward
		{name: "Oslo, 02:30 does not exist: owed at the change", spec: "daily 02:30", zone: oslo, last: "2026-03-28T01:30:00Z", now: "2026-03-29T01:00:00Z", action: RunNow, slot: "2026-03-29T01:00:00Z"},
		{name: "Oslo, a second before the change it is not", spec: "daily 02:30", zone: oslo, last: "2026-03-28T01:30:00Z", now: "2026-03-29T00:59:59Z"},
		{name: "Oslo, and only once", spec: "daily 02:30", zone: oslo, last: "2026-03-29T01:00:00Z", now: "2026-03-29T01:30:00Z"},
		{name: "New York, 02:30 does not exist", spec: "daily 02:30", zone: newYork, last: "2026-03-07T07:30:00Z", now: "2026-03-08T07:10:00Z", action: RunNow, slot: "2026-03-08T07:00:00Z"},
		{name: "Jakarta knows nothing of it", spec: "daily 02:30", zone: jakarta, last: "2026-03-28T19:30:00Z", now: "2026-03-29T19:00:00Z"},

		// Autumn back
		{name: "Oslo, the first 02:30", spec: "daily 02:30", zone: oslo, last: "2026-10-24T00:30:00Z", now: "2026-10-25T00:30:00Z", action: RunNow, slot: "2026-10-25T00:30:00Z"},
		{name: "Oslo, not the second", spec: "daily 02:30", zone: oslo, last: "2026-10-25T00:30:00Z", now: "2026-10-25T01:30:00Z"},
		{name: "New York, not the second 01:30", spec: "daily 01:30", zone: newYork, last: "2026-11-01T05:30:00Z", now: "2026-11-01T06:30:00Z"},
		{name: "the day of 25 hours has one 07:00", spec: "daily 07:00", zone: newYork, last: "2026-10-31T11:00:00Z", now: "2026-11-01T12:00:00Z", action: RunNow, slot: "2026-11-01T12:00:00Z"},
		{name: "every 30 minutes goes on through the change", spec: "every 30m", zone: oslo, last: "2026-10-25T00:30:00Z", now: "2026-10-25T01:00:00Z", action: RunNow, slot: "2026-10-25T01:00:00Z"},

		// Nothing to do
		{name: "a schedule without a rhythm is never due", now: "2026-01-15T06:00:00Z"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			schedule := Schedule{ID: "x", Policy: c.policy, From: at(t, c.from), Last: at(t, c.last)}
			if c.spec != "" {
				schedule.Spec = mustSpec(t, c.spec)
			}
			if c.zone != "" {
				schedule.Zone = zone(t, c.zone)
			}
			want := Decision{Action: c.action, Slot: at(t, c.slot), Missed: c.missed, Behind: c.behind}
			if diff := cmp.Diff(want, Due(schedule, at(t, c.now), closedAtChristmas)); diff != "" {
				t.Errorf("at %s (-want +got):\n%s", c.now, diff)
			}
		})
	}
}

// Whoever looks, however seldom and with whatever clock, no slot is owed twice and each slot that passed is either
// owed or counted as missed.
func TestDueOwesEachSlotOnce(t *testing.T) {
	zones := []*time.Location{zone(t, "Europe/Oslo"), zone(t, "America/New_York"), zone(t, "Asia/Jakarta")}
	specs := []string{"daily 02:30", "daily 00:00", "business-days 07:00", "weekly sun 02:00", "monthly last 23:59", "every 45m"}
	rapid.Check(t, func(t *rapid.T) {
		spec, err := ParseSpec(rapid.SampledFrom(specs).Draw(t, "spec"))
		if err != nil {
			t.Fatal(err)
		}
		now := time.Date(2026, time.Month(rapid.IntRange(1, 12).Draw(t, "month")), 20, 0, 0, 0, 0, time.UTC)
		begin := now
		schedule := Schedule{Spec: spec, Zone: rapid.SampledFrom(zones).Draw(t, "zone"), From: now}
		seen, met := map[time.Time]bool{}, 0
		for range rapid.IntRange(1, 20).Draw(t, "looks") {
			now = now.Add(time.Duration(rapid.IntRange(-600, 3000).Draw(t, "minutes later")) * time.Minute)
			decision := Due(schedule, now, nil)
			if decision.Action == Wait {
				continue
			}
			if seen[decision.Slot] {
				t.Fatalf("the slot %v is owed twice", decision.Slot)
			}
			if decision.Slot.After(now) || !decision.Slot.After(schedule.Last) {
				t.Fatalf("the slot %v is not between %v and %v", decision.Slot, schedule.Last, now)
			}
			seen[decision.Slot], schedule.Last = true, decision.Slot
			met += 1 + decision.Missed
		}
		if schedule.Last.IsZero() {
			return
		}
		_, passed := passedSlots(schedule, begin, schedule.Last, nil)
		if passed != met && passed <= maxMissed {
			t.Fatalf("%d slots passed, %d were met or counted as missed", passed, met)
		}
	})
}

func BenchmarkDueAfterOneYearClosed(b *testing.B) {
	schedule := Schedule{Spec: mustSpec(b, "business-days 07:00"), Zone: zone(b, "Europe/Oslo"), Last: at(b, "2025-01-15T06:00:00Z")}
	now := at(b, "2026-01-15T06:00:00Z")
	for b.Loop() {
		Due(schedule, now, nil)
	}
}
