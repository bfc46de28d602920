package desk_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/shopspring/decimal"
)

// visited has customers in a country with a rule about visits, and a pack with office hours.
func visited(t *testing.T) (o *office, id receivable.DebtorID, rule func(text string, days int64)) {
	o = newOffice(t, twoCustomers)
	o.guarded()
	o.sync()
	pack := o.Laws["NO"]
	rule = func(text string, days int64) {
		row := law.Row{ID: "VISIT", Fact: law.VisitRule, Applies: law.Both, By: law.Both, Ref: "s. 9", Source: "test", Text: text, Value: decimal.NewFromInt(days)}
		o.Laws["NO"] = law.Pack{Code: "NO", Name: "Norway", Version: "1", Zone: pack.Zone, Rows: append([]law.Row{row}, pack.Rows...)}
	}
	return o, o.debtorID("C1"), rule
}

// visitAt orders a visit in so many days at an hour.
func (o *office) visitAt(id receivable.DebtorID, in int, at string) desk.VisitOrder {
	o.t.Helper()
	on, err := o.Today(o.t.Context())
	o.must(err)
	order := desk.VisitOrder{Debtor: id, On: on.AddDays(in), Who: "Kari Nordby", Why: "shop looks closed"}
	if at != "" {
		order.At, err = date.ParseTimeOfDay(at)
		o.must(err)
	}
	return order
}

func TestAVisitIsPlannedOnlyAsTheLawAllows(t *testing.T) {
	o, id, rule := visited(t)
	ctx := t.Context()
	rule(law.VisitForbidden, 0)
	err := o.PlanVisit(ctx, o.visitAt(id, 5, "10:00"))
	o.wantField(err, fault.Refused, "date")
	if !strings.Contains(err.Error(), "s. 9") {
		t.Errorf("%v does not name the law", err)
	}
	if v := o.customer("C1", "2026-11-23"); v.MayVisit.Reason != dunning.ReasonLaw {
		t.Errorf("the page does not know that visits are forbidden: %+v", v.MayVisit)
	}
	rule(law.VisitNoticed, 3)
	o.wantField(o.PlanVisit(ctx, o.visitAt(id, 2, "10:00")), desk.NeedsNotice, "date")
	o.wantField(o.PlanVisit(ctx, o.visitAt(id, 3, "")), fault.Invalid, "at")
	rule(law.VisitAllowed, 0)
	o.wantField(o.PlanVisit(ctx, o.visitAt(id, -1, "")), fault.Invalid, "date")
	if v := o.customer("C1", "2026-11-23"); len(v.Tasks) != 0 || len(v.Notices) != 0 {
		t.Fatalf("refused visits left %+v and %+v", v.Tasks, v.Notices)
	}
}

// Where the law wants it, the visit is announced by the program: one letter, with day, hour and who comes.
func TestAVisitIsAnnouncedByALetter(t *testing.T) {
	o, id, rule := visited(t)
	ctx := t.Context()
	rule(law.VisitNoticed, 3)
	o.must(o.PlanVisit(ctx, o.visitAt(id, 3, "14:30")))
	v := o.customer("C1", "2026-11-23")
	if len(v.Notices) != 1 || v.Notices[0].State != store.OutSent || v.Notices[0].Claim.Channel != receivable.Letter {
		t.Fatalf("announced with %+v", v.Notices)
	}
	claim := v.Notices[0].Claim
	if claim.Event != dunning.EventVisit || claim.Visit.At.String() != "14:30" || claim.Visit.On != day("2026-11-26") || claim.Visit.Who != "Kari Nordby" || claim.Effects[0].Rule != "VISIT" {
		t.Errorf("the notice says %+v, %+v", claim.Visit, claim.Effects)
	}
	if len(o.courier.made) != 1 {
		t.Errorf("%d letters were made", len(o.courier.made))
	}
	o.wantCode(o.PlanVisit(ctx, o.visitAt(id, 4, "14:30")), desk.VisitPlanned)
	if sent, err := o.SendOutbox(ctx, nil); err != nil || sent.Sent != 0 {
		t.Errorf("sent again: %+v, %v", sent, err)
	}
	if items := v.Items; items[0].Level != 0 {
		t.Errorf("the notice of a visit took a level: %+v", items[0])
	}
	later := day("2026-11-26")
	o.clock.to(later)
	if list, err := o.WorkList(ctx, later); err != nil || !asksFor(list, "visit-planned") {
		t.Errorf("the visit is not on the list: %+v, %v", list.Work, err)
	}
	o.must(o.KeepCall(ctx, desk.CallOrder{Debtor: id, Channel: receivable.Visit, Result: desk.CallReached}))
	if tasks := o.customer("C1", later.String()).Tasks; len(tasks) != 0 {
		t.Errorf("still to be done: %+v", tasks)
	}
}

// A visit that is called off is not made; of an announcement that has left a person tells the customer.
func TestAVisitIsCalledOff(t *testing.T) {
	o, id, rule := visited(t)
	ctx := t.Context()
	rule(law.VisitNoticed, 3)
	o.wantCode(o.CancelVisit(ctx, id, "paid"), fault.NotFound)
	o.courier.offline = true
	o.must(o.PlanVisit(ctx, o.visitAt(id, 5, "10:00")))
	o.wantField(o.CancelVisit(ctx, id, " "), fault.Invalid, "why")
	o.must(o.CancelVisit(ctx, id, "paid"))
	o.courier.offline = false
	if sent, err := o.SendOutbox(ctx, nil); err != nil || sent.Sent != 0 {
		t.Errorf("the announcement left: %+v, %v", sent, err)
	}
	if tasks := o.customer("C1", "2026-11-23").Tasks; len(tasks) != 0 {
		t.Errorf("left to do: %+v", tasks)
	}
	o.must(o.PlanVisit(ctx, o.visitAt(id, 5, "10:00")))
	o.must(o.CancelVisit(ctx, id, "paid"))
	tasks := o.customer("C1", "2026-11-23").Tasks
	if len(tasks) != 1 || tasks[0].Kind != store.TaskCall || tasks[0].Why.Key != "visit-called-off" {
		t.Errorf("left to do: %+v", tasks)
	}
}

// An announcement that could not leave in time does not leave at all, and a person plans the visit anew.
func TestAnAnnouncementThatIsTooLateStays(t *testing.T) {
	o, id, rule := visited(t)
	ctx := t.Context()
	rule(law.VisitNoticed, 3)
	o.courier.offline = true
	o.must(o.PlanVisit(ctx, o.visitAt(id, 4, "10:00")))
	o.clock.to(day("2026-11-25"))
	o.courier.offline = false
	if sent, err := o.SendOutbox(ctx, nil); err != nil || sent.Sent != 0 {
		t.Fatalf("it left: %+v, %v", sent, err)
	}
	tasks := o.customer("C1", "2026-11-25").Tasks
	if len(tasks) != 1 || tasks[0].Why.Key != "visit-not-announced" {
		t.Fatalf("left to do: %+v", tasks)
	}
	o.must(o.PlanVisit(ctx, o.visitAt(id, 3, "10:00")))
	v := o.customer("C1", "2026-11-25")
	if len(v.Tasks) != 1 || v.Tasks[0].Kind != store.TaskVisit {
		t.Errorf("after it was planned anew: %+v", v.Tasks)
	}
	if !slices.ContainsFunc(v.Timeline, func(e activity.Entry) bool { return e.Kind == activity.NoticeCancelled }) {
		t.Error("the timeline does not say that the first announcement was taken back")
	}
}

// Nobody is visited at an hour at which the law lets nobody come.
func TestAVisitKeepsToItsHours(t *testing.T) {
	o, id, rule := visited(t)
	rule(law.VisitAllowed, 0)
	pack := o.Laws["NO"]
	hours := pack.Rows[1]
	hours.ID, hours.Channels = "VISITS", []receivable.Channel{receivable.Visit}
	pack.Rows = append(slices.Clone(pack.Rows), hours)
	o.Laws["NO"] = pack
	o.wantField(o.PlanVisit(t.Context(), o.visitAt(id, 1, "21:00")), fault.Refused, "at")
	o.must(o.PlanVisit(t.Context(), o.visitAt(id, 1, "10:00")))
}
