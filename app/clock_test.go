package main

import (
	"strings"
	"testing"
	"time"
)

// The machine's clock was three years ahead for a day, and somebody synced and made schedules under it. With the clock right
// again nothing is written until a person confirms it; then the data counts as of unknown age until it is read again, and
// schedules do not wait for three years.
func TestClockSetBack(t *testing.T) {
	o := newOffice(t)
	o.owes(customer{Number: "C1", Name: "En AS", Email: "c1@lab.test"})
	o.connects()
	before := o.must("items", "--json")

	const ahead = 3 * 365 * 24 * time.Hour
	o.later(ahead)
	o.must("sync", "books")
	o.must("settings", "waves.autosync=true")
	o.later(-ahead)

	for _, verb := range [][]string{{"sync", "books"}, {"wave", "propose"}, {"settings", "company.phone=1"}} {
		if got := o.refused("clock-behind", verb...); !strings.Contains(got, "2026-03-16") || !strings.Contains(got, "2029-03-15") ||
			!strings.Contains(got, "doctor --trust-clock") {
			t.Errorf("it should name both times and what to do: %s", got)
		}
	}
	if now := o.must("items", "--json"); now != before {
		t.Errorf("the items have changed: %s", now)
	}

	if got := o.must("doctor", "--trust-clock"); !strings.Contains(got, "2026-03-16") {
		t.Errorf("got %s", got)
	}
	if got := o.log("clock-trusted"); len(got) != 1 || !strings.Contains(got[0].Data, "2029-03-15") {
		t.Errorf("the log tells of %v", got)
	}
	if p := o.plan(); len(p.Notices) != 0 || p.LeftOut[0].Reason != "stale-data" {
		t.Errorf("data from a day that is still to come was used: %+v", p)
	}
	o.must("sync", "books")
	if p := o.plan(); len(p.Notices) != 1 {
		t.Errorf("after a read: %+v", p)
	}
	for _, s := range o.schedules() {
		if s.LastSlot.Year() != 2026 {
			t.Errorf("schedule %s waits until %s", s.ID, s.LastSlot)
		}
	}
	o.whole()

	// A clock that is right needs no confirming, and the log is not filled with it.
	o.must("doctor", "--trust-clock")
	if got := o.log("clock-trusted"); len(got) != 1 {
		t.Errorf("the log tells of %v", got)
	}
}

// A time service that sets the clock back by some minutes disturbs nobody.
func TestClockSetBackALittle(t *testing.T) {
	o := newOffice(t)
	o.owes(customer{Number: "C1", Name: "En AS", Email: "c1@lab.test"})
	o.connects()
	o.later(-5 * time.Minute)
	o.must("wave", "propose")
	o.must("wave", "release", "1")
	o.whole()
}
