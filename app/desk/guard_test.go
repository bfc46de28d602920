package desk_test

import (
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/shopspring/decimal"
)

// guarded gives Norway hours by statute (weekdays 10 to 15 for mail and calls) and one letter or mail in seven days as a
// house rule.
func (o *office) guarded() {
	hours := law.Row{
		ID: "HOURS", Fact: law.ContactHours, Applies: law.Both, By: law.Both, Ref: "s. 1", Source: "test",
		Weekdays: []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}, Hours: date.Window{From: 10 * 60, To: 15 * 60},
		Channels: []receivable.Channel{receivable.Email, receivable.Call},
	}
	often := law.Row{
		ID: "OFTEN", Fact: law.ContactMax, Value: decimal.NewFromInt(1), Unit: "count", Days: 7, Applies: law.Both, By: law.Own, Force: law.House,
		Ref: "house", Source: "test",
	}
	o.Laws = map[string]law.Pack{"NO": {Code: "NO", Name: "Norway", Version: "1", Zone: "Europe/Oslo", Rows: []law.Row{hours, often}}}
}

func TestMailWaitsForTheHoursOfItsCustomer(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.guarded()
	o.sync()
	id := o.propose("2026-11-23") // 08:00 UTC is 9 in Oslo
	res, err := o.Release(t.Context(), id, nil)
	o.must(err)
	if res.Send.Sent != 0 {
		t.Fatalf("%d left before ten", res.Send.Sent)
	}
	waiting, err := o.Outbox(t.Context())
	o.must(err)
	nine := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	if m := waiting[0]; !m.NextTry.Equal(nine) || m.Code != "outside-hours" || m.Attempts != 0 {
		t.Fatalf("it waits until %s with %q after %d attempts", m.NextTry, m.Code, m.Attempts)
	}
	o.clock.at = nine
	p, err := o.SendOutbox(t.Context(), nil)
	o.must(err)
	if p.Sent != 2 {
		t.Fatalf("%d left at ten", p.Sent)
	}
}

func TestHouseRuleIsSetAsideWithAReasonAndAStatuteIsNot(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.guarded()
	o.sync()
	c1 := o.debtorID("C1")
	o.must(o.NoteCall(t.Context(), c1, "no-answer", ""))
	noon := time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)
	may, err := o.MayContact(t.Context(), c1, receivable.Call, noon)
	o.must(err)
	if may.Allowed || may.Rule != "OFTEN" || !may.House || may.Next.Format("2006-01-02 15:04") != "2026-11-30 10:00" {
		t.Fatalf("a second call in the week: %+v", may)
	}
	p, err := o.Plan(t.Context(), day("2026-11-23"))
	o.must(err)
	if len(p.Notices) != 1 || p.LeftOut[0].Reason != dunning.ReasonContactCap || p.LeftOut[0].Until != day("2026-11-30") {
		t.Fatalf("the mail after the call: %+v", p)
	}
	if _, err := o.SetAside(t.Context(), c1, "OFTEN", ""); !fault.Has(err, fault.Invalid) {
		t.Errorf("without a reason: %v", err)
	}
	if _, err := o.SetAside(t.Context(), c1, "HOURS", "urgent"); !fault.Has(err, dunning.RuleIsStatute) {
		t.Errorf("a statute: %v", err)
	}
	o.done(o.SetAside(t.Context(), c1, "OFTEN", "asked us to write"))
	p, err = o.Plan(t.Context(), day("2026-11-23"))
	o.must(err)
	if len(p.Notices) != 2 || p.Notices[0].Effects[0].What.Key != dunning.EffectHouseRuleAside {
		t.Fatalf("after setting it aside: %+v", p.Notices)
	}
}

func TestFinishedVisitIsAContact(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.guarded()
	o.sync()
	c1 := o.debtorID("C1")
	var task int64
	o.must(o.Book.Update(t.Context(), o.Actor, func(w store.Writer) (err error) {
		task, err = w.PutTask(store.Task{Kind: store.TaskVisit, Debtor: c1, Due: day("2026-11-23")})
		return err
	}))
	o.must(o.FinishTask(t.Context(), task, "reached"))
	contacts := 0
	o.must(o.Book.View(t.Context(), func(r store.Reader) error {
		found, err := r.Contacts(c1, day("2026-11-23"))
		contacts = len(found)
		return err
	}))
	if contacts != 1 {
		t.Fatalf("%d contacts after one visit", contacts)
	}
}

// A contact counts from the day on which the message left, by the clock of whoever got it.
func TestAContactIsOfTheDayOnWhichTheMessageLeft(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.guarded()
	o.sync()
	o.stuck("2026-11-23")
	o.clock.at = time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)
	_, err := o.SendOutbox(t.Context(), nil)
	o.must(err)
	c1 := o.debtorID("C1")
	o.must(o.Book.View(t.Context(), func(r store.Reader) error {
		found, err := r.Contacts(c1, day("2026-11-01"))
		if len(found) != 1 || found[0].On != day("2026-11-24") {
			t.Errorf("contacts: %+v", found)
		}
		return err
	}))
	may, err := o.MayContact(t.Context(), c1, receivable.Call, time.Date(2026, 11, 30, 11, 0, 0, 0, time.UTC))
	o.must(err)
	if may.Allowed || may.Next.Format("2006-01-02") != "2026-12-01" {
		t.Errorf("seven days after the day it was made, six after it left: %+v", may)
	}
}

// A message of which a person says that it left has left when it was tried, not when it was made or when the person says so.
func TestAContactThatAPersonSettlesIsOfTheDayOnWhichTheMessageWasTried(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	o.stuck("2026-11-23")
	o.clock.to(day("2026-11-24"))
	messages, err := o.ClaimMessages(t.Context(), "test", time.Minute, 1)
	o.must(err)
	o.must(o.MessageUncertain(t.Context(), "test", messages[0].ID, "cut", "cut"))
	o.clock.to(day("2026-11-26"))
	o.must(o.SettleOutbox(t.Context(), messages[0].ID, true, "it is in the Sent folder"))
	o.must(o.Book.View(t.Context(), func(r store.Reader) error {
		found, err := r.Contacts(messages[0].Debtor, day("2026-11-01"))
		if len(found) != 1 || found[0].On != day("2026-11-24") {
			t.Errorf("contacts: %+v", found)
		}
		return err
	}))
}

func TestMayContactKnowsWhatTheLawSaysOfVisits(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.guarded()
	o.sync()
	pack, noon := o.Laws["NO"], time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)
	visit := func(text string, days int64) desk.MayContact {
		row := law.Row{ID: "VISIT", Fact: law.VisitRule, Applies: law.Both, By: law.Both, Ref: "s. 9", Source: "test", Text: text, Value: decimal.NewFromInt(days)}
		o.Laws["NO"] = law.Pack{Code: "NO", Name: "Norway", Version: "1", Zone: pack.Zone, Rows: append([]law.Row{row}, pack.Rows...)}
		may, err := o.MayContact(t.Context(), o.debtorID("C1"), receivable.Visit, noon)
		o.must(err)
		return may
	}
	if may := visit(law.VisitForbidden, 0); may.Allowed || may.Rule != "VISIT" || may.House {
		t.Errorf("forbidden: %+v", may)
	}
	if may := visit(law.VisitNoticed, 3); !may.Allowed || may.AnnounceDays != 3 || may.Rule != "VISIT" {
		t.Errorf("with notice: %+v", may)
	}
	if may := visit(law.VisitAllowed, 0); !may.Allowed || may.Rule != "" {
		t.Errorf("allowed: %+v", may)
	}
}
