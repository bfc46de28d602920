package desk_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// leave makes every user but one inactive.
func (o *office) leave(but string) {
	o.t.Helper()
	staff, err := o.Staff(o.t.Context())
	o.must(err)
	for _, u := range staff {
		if u.Login != but {
			u.Active = false
			_, err := o.as(but).PutUser(o.t.Context(), u.User, "")
			o.must(err)
		}
	}
}

func TestWhoIsLeftAloneDoesNotDecideOnHisOwnRequest(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	c := o.feed()
	ids := o.staffed()
	o.strict()
	ctx := t.Context()
	asked, err := o.as("kari").Waive(ctx, desk.WaiveOrder{Charge: c.ID, Why: "our mistake"})
	o.must(err)
	o.leave("kari")
	yes := desk.DecisionOrder{Request: asked.Request, Version: 1, To: approval.Approved}
	machine := o.As(activity.Actor{Name: "root", Kind: activity.Person}) // nobody signs in where one person works
	for name, d := range map[string]*desk.Desk{"kari": o.as("kari"), "the machine's account": machine} {
		seat, err := d.Seat(ctx)
		o.must(err)
		if seat.FourEyes || seat.User.ID != ids["kari"] {
			t.Errorf("%s sits as %+v", name, seat)
		}
		o.wantCode(d.Decide(ctx, yes), approval.OwnRequest)
	}
	if now, err := o.FindCharge(ctx, c.ID); err != nil || now.Open != c.Open {
		t.Errorf("it was waived: %+v, %v", now, err)
	}
	o.must(machine.Withdraw(ctx, asked.Request))
}

func TestWhoIsLeftAloneDecidesOnWhatOthersAskedFor(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	c := o.feed()
	o.staffed()
	o.strict()
	asked, err := o.as("ola").Waive(t.Context(), desk.WaiveOrder{Charge: c.ID, Why: "our mistake"})
	o.must(err)
	o.leave("kari")
	o.must(o.as("kari").Decide(t.Context(), desk.DecisionOrder{Request: asked.Request, Version: 1, To: approval.Approved}))
}
