package desk_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// takeBack takes a reminder back in a book of one person.
func (o *office) takeBack(id receivable.DebtorID, number, why string) error {
	_, err := o.CancelNotice(o.t.Context(), id, number, why)
	return err
}

// Taking back a reminder that has left lets its charges go, so it is held against the limit of waivers.
func TestTakingBackASentReminderNeedsWhoDecidesOnItsCharges(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	c := o.feed()
	o.staffed()
	o.strict()
	id := o.debtorID("C1")
	number := o.customer("C1", "2026-11-23").Notices[0].Number
	asked, err := o.as("ola").CancelNotice(t.Context(), id, number, "our mistake")
	o.must(err)
	if now, err := o.FindCharge(t.Context(), c.ID); err != nil || asked.Done || now.Open != c.Open {
		t.Fatalf("a clerk let %s go alone: %+v, %v", c.Open, asked, err)
	}
	e, err := o.as("berit").RequestEvidence(t.Context(), asked.Request)
	o.must(err)
	if e.TakeBack != number || e.Measure.Kind != approval.Waive || e.Measure.Amount.Minor < c.Open.Minor || e.Changed != nil {
		t.Errorf("what lies before Berit: %q, %+v, %v", e.TakeBack, e.Measure, e.Changed)
	}
	o.must(o.as("berit").Decide(t.Context(), desk.DecisionOrder{Request: asked.Request, Version: 1, To: approval.Approved}))
	if v := o.customer("C1", "2026-11-23"); !v.Notices[0].Cancelled || v.Notices[0].Number != number || v.Items[0].Level != 0 {
		t.Errorf("approved, and not taken back: %+v", v.Notices[0])
	}
}

// What nobody has got yet is taken back by whoever sits at the desk.
func TestAReminderThatWaitsIsTakenBackAlone(t *testing.T) {
	o, id := secondWaits(t)
	o.staffed()
	o.strict()
	number := o.customer("C1", "2026-12-08").Notices[0].Number
	o.done(o.as("ola").CancelNotice(t.Context(), id, number, "our mistake"))
}

// A reminder that should not have gone is taken back with what it charged, and the next one is that level again.
func TestATakenBackReminderLeavesNothingBehind(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.charging()
	o.remind("2026-11-23")
	id := o.debtorID("C1")
	before := o.customer("C1", "2026-11-23")
	number := before.Notices[0].Number
	o.wantCode(o.takeBack(id, number, " "), fault.Invalid)
	o.wantCode(o.takeBack(id, "2026-9999", "our mistake"), fault.NotFound)
	o.must(o.takeBack(id, number, "our mistake"))
	o.wantCode(o.takeBack(id, number, "twice"), fault.Conflict)

	after := o.customer("C1", "2026-11-23")
	if !after.Notices[0].Cancelled || len(after.Charges) != 0 || after.Items[0].Level != 0 || before.Items[0].Level != 1 {
		t.Errorf("charges %+v, level %d", after.Charges, after.Items[0].Level)
	}
	if e := after.Timeline[0]; e.Kind != activity.NoticeCancelled || e.Subject != number {
		t.Errorf("the timeline says %+v", e)
	}
	if n := after.Plan.Notices; len(n) != 1 || n[0].Level != 1 || n[0].Charges.Minor != 0 {
		t.Errorf("the plan is %+v", n)
	}
}

// What a later reminder builds on cannot be taken back before it.
func TestAReminderWithALaterOneStaysUntilThatIsTakenBack(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.charging()
	o.remind("2026-11-23")
	o.remind("2026-12-14")
	id := o.debtorID("C1")
	notices := o.customer("C1", "2026-12-14").Notices
	if len(notices) != 2 {
		t.Fatalf("%d notices", len(notices))
	}
	o.wantCode(o.takeBack(id, notices[1].Number, "our mistake"), fault.Conflict)
	o.must(o.takeBack(id, notices[0].Number, "our mistake"))
	o.must(o.takeBack(id, notices[1].Number, "our mistake"))
	if v := o.customer("C1", "2026-12-14"); v.Items[0].Level != 0 || len(v.Charges) != 0 {
		t.Errorf("level %d, charges %+v", v.Items[0].Level, v.Charges)
	}
}

// A reminder that has left asks for charges of one that is taken back afterwards: somebody must tell the customer.
func TestTakingBackSaysWhichReminderStillAsksForItsCharges(t *testing.T) {
	o, id := secondWaits(t)
	_, err := o.SendOutbox(t.Context(), nil)
	o.must(err)
	notices := o.customer("C1", "2026-12-08").Notices
	o.must(o.takeBack(id, notices[1].Number, "our mistake"))
	tasks, err := o.Tasks(t.Context(), id)
	o.must(err)
	if len(tasks) != 1 || tasks[0].Kind != store.TaskCall || tasks[0].Why.Args["by"] != notices[0].Number || tasks[0].Why.Args["number"] != notices[1].Number {
		t.Errorf("tasks %+v", tasks)
	}
}

// Interest that was waived on a later reminder is not asked for again when that and the one before it are taken back.
func TestWaivedInterestStaysWaivedWhenTwoRemindersAreTakenBack(t *testing.T) {
	o := newOffice(t, func(s *source) {
		s.debtor("C1", "c1@example.com")
		s.invoice("1", "C1", "2026-11-01", 1_000_000)
	})
	o.charging()
	o.remind("2026-11-23")
	o.remind("2026-12-14")
	id := o.debtorID("C1")
	before := o.customer("C1", "2026-12-14")
	interest := before.Notices[0].Claim.Interest.Minor + before.Notices[1].Claim.Interest.Minor
	waived := before.Charges[len(before.Charges)-1]
	o.done(o.Waive(t.Context(), desk.WaiveOrder{Charge: waived.ID, Why: "goodwill"}))
	for _, n := range before.Notices {
		o.must(o.takeBack(id, n.Number, "our mistake"))
	}
	plan := o.customer("C1", "2026-12-14").Plan
	if len(plan.Notices) != 1 || plan.Notices[0].Interest.Minor != interest-waived.Amount.Minor {
		t.Errorf("%s of interest is waived of %d, and the next reminder asks for %+v", waived.Amount, interest, plan.Notices)
	}
}

// A call that is taken back is nobody's task any more.
func TestATakenBackCallEndsItsTask(t *testing.T) {
	o := newOffice(t, func(s *source) {
		s.debtor("C1", "")
		s.debtors[0].Address = receivable.Address{}
		s.invoice("1", "C1", "2026-11-01", 10_000)
	})
	p := desk.DefaultProcedure()
	p.Levels[0].Channels = []receivable.Channel{receivable.Call}
	o.must(o.SetProcedure(t.Context(), p))
	o.remind("2026-11-23")
	id := o.debtorID("C1")
	tasks, err := o.Tasks(t.Context(), id)
	o.must(err)
	n := o.customer("C1", "2026-11-23").Notices
	if len(n) != 1 || len(tasks) != 1 || tasks[0].Kind != store.TaskCall || tasks[0].Notice != n[0].ID {
		t.Fatalf("%d notices, tasks %+v", len(n), tasks)
	}
	o.must(o.takeBack(id, n[0].Number, "paid in cash"))
	tasks, err = o.Tasks(t.Context(), id)
	o.must(err)
	if len(tasks) != 0 {
		t.Errorf("still to be done: %+v", tasks)
	}
}
