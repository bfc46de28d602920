package desk_test

import (
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// A bounced mailbox hands over to the letter, which says why, until somebody revives it: that ends the task too.
func TestADeadChannelHandsOverAndIsRevived(t *testing.T) {
	o, id := spokenWith(t)
	bounce := desk.DeadOrder{Debtor: id, Channel: receivable.Email, Cause: receivable.Bounced, Why: "550 5.1.1 no such user", Address: "Post@Firma.example", On: day("2026-11-20")}
	marked, err := o.MarkChannelDead(t.Context(), bounce)
	o.must(err)
	if _, err := o.MarkChannelDead(t.Context(), bounce); err != nil || !marked { // a second bounce of the same
		t.Fatal(marked, err)
	}
	v := o.customer("10", "2026-11-23")
	n := v.Plan.Notices[0]
	if n.Channel != receivable.Letter || len(n.Effects) != 1 || n.Effects[0].What.Key != dunning.EffectChannelDead || n.Effects[0].What.Args["date"] != "2026-11-20" {
		t.Errorf("planned by %s with %+v", n.Channel, n.Effects)
	}
	if l := v.Chain[0]; l.State != receivable.LinkDead || l.Dead.Why != "550 5.1.1 no such user" || v.Chain[1].State != receivable.LinkWorks {
		t.Errorf("the chain: %+v", v.Chain)
	}
	if len(v.Tasks) != 1 || v.Tasks[0].Kind != store.TaskMend {
		t.Errorf("one task to mend it: %+v", v.Tasks)
	}
	o.must(o.ReviveChannel(t.Context(), id, receivable.Email, "the customer rang: it works"))
	v = o.customer("10", "2026-11-23")
	if v.Plan.Notices[0].Channel != receivable.Email || len(v.Tasks) != 0 || len(v.Marks) != 2 || v.Marks[1].RevivedWhy == "" {
		t.Errorf("revived: %s, tasks %+v, marks %+v", v.Plan.Notices[0].Channel, v.Tasks, v.Marks)
	}
	if e := v.Timeline[0]; e.Kind != activity.ChannelRevived || !strings.Contains(e.Data, "the customer rang") {
		t.Errorf("newest entry %+v", e)
	}
	o.wantCode(o.ReviveChannel(t.Context(), id, receivable.Email, "again"), fault.Conflict)
	o.wantCode(o.ReviveChannel(t.Context(), id, receivable.Email, " "), fault.Invalid)
}

// A bounce of an address that the customer has no more says nothing of the one it has now.
func TestABounceOfAnOldAddressMarksNothing(t *testing.T) {
	o, id := spokenWith(t)
	marked, err := o.MarkChannelDead(t.Context(), desk.DeadOrder{Debtor: id, Channel: receivable.Email, Cause: receivable.Bounced, Address: "old@firma.example"})
	o.must(err)
	if v := o.customer("10", "2026-11-23"); marked || len(v.Marks) != 0 || v.Plan.Notices[0].Channel != receivable.Email {
		t.Errorf("marked %t: %+v", marked, v.Marks)
	}
}

// Nothing left: the customer is left out with the reason of what closed, and a person gets a task.
func TestNoLivingChannelIsSaidWithItsReason(t *testing.T) {
	o, id := spokenWith(t)
	for _, c := range []receivable.Channel{receivable.Email, receivable.Letter, receivable.Call} {
		_, err := o.MarkChannelDead(t.Context(), desk.DeadOrder{Debtor: id, Channel: c, Cause: receivable.OtherCause, Why: "moved away"})
		o.must(err)
	}
	v := o.customer("10", "2026-11-23")
	if len(v.Plan.Notices) != 0 || v.Plan.LeftOut[0].Reason != dunning.ReasonNoChannel || v.Plan.LeftOut[0].Detail.Key != dunning.EffectChannelDead || len(v.Tasks) != 3 {
		t.Errorf("%+v, tasks %+v", v.Plan, v.Tasks)
	}
}

// Who answers a wrong number gets no text message either: it would tell a stranger who owes.
func TestAWrongNumberIsNotTextedEither(t *testing.T) {
	o, id := spokenWith(t)
	o.must(o.KeepCall(t.Context(), desk.CallOrder{Debtor: id, Result: desk.CallWrongNumber, Text: "a bakery"}))
	v := o.customer("10", "2026-11-23")
	if v.Debtor.DeadBy(receivable.SMS) == nil || v.Debtor.DeadBy(receivable.Call) == nil || len(v.Tasks) != 1 {
		t.Errorf("%+v, tasks %+v", v.Marks, v.Tasks)
	}
}
