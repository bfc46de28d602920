package dunning_test

import (
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// hours allows contacts on some days of the week between two hours.
func hours(id string, from, to int, force law.Force, days ...time.Weekday) law.Row {
	return lawRow(id, law.ContactHours, func(r *law.Row) {
		r.Weekdays, r.Force, r.Hours = days, force, date.Window{From: date.TimeOfDay(from * 60), To: date.TimeOfDay(to * 60)}
	})
}

var workdays = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}

func TestHoursOfWeekdaysAndSaturdaysAddUp(t *testing.T) {
	pack := packOf(hours("WEEK", 8, 21, law.Statute, workdays...), hours("SATURDAY", 8, 15, law.Statute, time.Saturday))
	g := dunning.Guard{Pack: &pack}
	monday := day(0) // 1 January 2024
	for _, c := range []struct {
		on   date.Date
		at   string
		rule string
		next string
	}{
		{monday, "08:00", "", ""},
		{monday, "20:59", "", ""},
		{monday, "07:59", "WEEK", "2024-01-01 08:00"},
		{monday, "21:00", "WEEK", "2024-01-02 08:00"},
		{monday.AddDays(5), "14:59", "", ""},
		{monday.AddDays(5), "15:00", "WEEK", "2024-01-08 08:00"}, // Saturday afternoon: on Monday
		{monday.AddDays(6), "12:00", "SATURDAY", "2024-01-08 08:00"},
	} {
		at, err := date.ParseTimeOfDay(c.at)
		if err != nil {
			t.Fatal(err)
		}
		got := g.Moment(receivable.Call, c.on, at)
		switch {
		case got == nil && c.rule != "":
			t.Errorf("%s %s is allowed", c.on, c.at)
		case got != nil && c.rule == "":
			t.Errorf("%s %s is refused by %s", c.on, c.at, got.Row.ID)
		case got != nil && got.Until.String()+" "+got.At.String() != c.next:
			t.Errorf("%s %s: next %s %s, want %s", c.on, c.at, got.Until, got.At, c.next)
		}
	}
}

func TestHolidaysAreNoDaysForContacts(t *testing.T) {
	cal, err := date.ParseCalendar([]byte(`{"name": "XX", "weekend": [], "holidays": [{"name": "New Year", "date": "01-01"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	pack := packOf(hours("WEEK", 8, 21, law.Statute, workdays...))
	g := dunning.Guard{Pack: &pack, Holidays: &cal}
	if r := g.Day(receivable.Email, day(0)); r == nil || r.Until != day(1) {
		t.Errorf("New Year's Day: %+v", r)
	}
	pack.Rows[0].Holidays = true
	if r := g.Day(receivable.Email, day(0)); r != nil {
		t.Errorf("a rule that holds on holidays too refuses: %+v", r)
	}
}

func TestCapsCountEveryChannelTogether(t *testing.T) {
	pack := packOf(lawRow("OFTEN", law.ContactMax, func(r *law.Row) { r.Value, r.Days = decimal.NewFromInt(2), 7 }))
	g := dunning.Guard{Pack: &pack, Contacts: []dunning.Contact{{On: day(0), Channel: receivable.Email}, {On: day(3), Channel: receivable.Call}}}
	for on, want := range map[int]bool{3: false, 6: false, 7: true, 8: true} {
		if r := g.Day(receivable.SMS, day(on)); (r == nil) != want {
			t.Errorf("day %d: %+v", on, r)
		}
	}
	if r := g.Day(receivable.Letter, day(4)); r.Until != day(7) || r.Reason != dunning.ReasonContactCap {
		t.Errorf("the next day that is allowed: %+v", r)
	}
	pack.Rows[0].Channels = []receivable.Channel{receivable.Call}
	if r := g.Day(receivable.Call, day(4)); r != nil {
		t.Errorf("one call of two that are allowed: %+v", r)
	}
}

func TestAHouseRuleMayBeSetAsideAndAStatuteMayNot(t *testing.T) {
	pack := packOf(hours("LAW", 8, 21, law.Statute, workdays...), hours("HOUSE", 10, 12, law.House, workdays...))
	agency := hours("AGENCY", 8, 21, law.Statute, workdays...)
	agency.By = law.Agency
	pack.Rows = append(pack.Rows, agency)
	a := account()
	for _, c := range []struct {
		aside dunning.Aside
		code  fault.Code
	}{
		{dunning.Aside{Rule: "LAW", On: day(0), Reason: "urgent"}, dunning.RuleIsStatute},
		{dunning.Aside{Rule: "HOUSE", On: day(0)}, fault.Invalid},
		{dunning.Aside{Rule: "AGENCY", On: day(0), Reason: "urgent"}, fault.Invalid},
		{dunning.Aside{Rule: "NONE", On: day(0), Reason: "urgent"}, fault.NotFound},
	} {
		if _, err := dunning.SetAside(a, pack, c.aside); !fault.Has(err, c.code) {
			t.Errorf("%+v: %v", c.aside, err)
		}
	}
	a, err := dunning.SetAside(a, pack, dunning.Aside{Rule: "HOUSE", On: day(0), Reason: "asked for a call"})
	if err != nil {
		t.Fatal(err)
	}
	g := dunning.GuardOf(&a, &pack)
	if r := g.Moment(receivable.Call, day(0), 15*60); r != nil {
		t.Errorf("the house rule still refuses: %+v", r)
	}
	if r := g.Moment(receivable.Call, day(0), 22*60); r == nil || r.Row.ID != "LAW" {
		t.Errorf("the law refuses no more: %+v", r)
	}
	if r := g.Moment(receivable.Call, day(1), 15*60); r == nil || r.Row.ID != "HOUSE" {
		t.Errorf("on the next day the house rule holds again: %+v", r)
	}
	// Even a aside that should never have been kept does not open what a statute closes.
	a.SetAside = append(a.SetAside, dunning.Aside{Rule: "LAW", On: day(0), Reason: "no"})
	if r := dunning.GuardOf(&a, &pack).Moment(receivable.Call, day(0), 22*60); r == nil {
		t.Error("a aside set a statute aside")
	}
}

func TestTheNextMomentIsAllowed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pack := anyPack(t)
		a := anyLife(t, account(invoice(1, 0, 100)))
		g := dunning.GuardOf(&a, &pack)
		c := rapid.SampledFrom([]receivable.Channel{receivable.Email, receivable.Call, receivable.Letter}).Draw(t, "channel")
		on, at := day(rapid.IntRange(0, 150).Draw(t, "on")), date.TimeOfDay(rapid.IntRange(0, 1439).Draw(t, "at"))
		r := g.Moment(c, on, at)
		if r == nil || r.Until.IsZero() {
			return
		}
		if r.Until.Before(on) || r.Until == on && r.At <= at {
			t.Fatalf("the next moment %s %s is not after %s %s", r.Until, r.At, on, at)
		}
		if again := g.Moment(c, r.Until, r.At); again != nil {
			t.Fatalf("the next moment %s %s is refused by %s", r.Until, r.At, again.Row.ID)
		}
	})
}
