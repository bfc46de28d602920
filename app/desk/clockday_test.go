package desk_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// on is the same desk on a day of its own, as --as-of sets it.
func on(d *desk.Desk, text string) *desk.Desk {
	c := *d
	c.On = day(text)
	return &c
}

func TestARequestThatExpiredIsNotDecidedOnAnEarlierDay(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	c := o.feed()
	o.staffed()
	o.strict()
	asked, err := on(o.as("ola"), "2027-12-01").Waive(t.Context(), desk.WaiveOrder{Charge: c.ID, Why: "our mistake"})
	o.must(err)
	open, _, err := o.as("berit").Requests(t.Context(), 0)
	o.must(err)
	if got := open[0].Expires; got != day("2026-12-07") {
		t.Errorf("it waits until %s; want 14 days by the clock", got)
	}
	o.clock.to(day("2027-03-01"))
	yes := desk.DecisionOrder{Request: asked.Request, Version: 1, To: approval.Approved}
	o.wantCode(on(o.as("berit"), "2026-11-24").Decide(t.Context(), yes), approval.RequestExpired)
}

func TestADelegationHoldsByTheClockAlone(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	ids := o.staffed()
	o.strict()
	o.must(o.as("berit").Delegate(t.Context(), approval.Delegation{To: ids["kari"], First: day("2026-12-01"), Last: day("2026-12-05"), Why: "holiday"}))
	seat, err := on(o.as("kari"), "2026-12-02").Seat(t.Context())
	o.must(err)
	if len(seat.For) != 0 {
		t.Errorf("a delegation that has not begun: %+v", seat.For)
	}
}

func TestADayToComeEndsNoRetention(t *testing.T) {
	o, id := settledOffice(t)
	order := desk.AnonymiseOrder{Debtor: id, Why: "asked to", EvenIfInSource: true}
	_, err := on(o.Desk, "2045-01-01").Anonymise(t.Context(), order)
	o.wantCode(err, desk.NotNow)
	if p, err := on(o.Desk, "2045-01-01").PreviewAnonymise(t.Context(), id); err != nil || !p.OnlyInSource() {
		t.Errorf("what will be possible then: %v, %v", p.Obstacles, err)
	}
	o.clock.to(day("2045-01-01"))
	_, err = o.Anonymise(t.Context(), order)
	o.must(err)
}
