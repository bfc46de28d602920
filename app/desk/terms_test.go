package desk_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/shopspring/decimal"
)

// inThree asks for three instalments of what C1 owes, the first on 15 December, with three days of grace.
func (o *office) inThree() desk.TermsOrder {
	o.t.Helper()
	return desk.TermsOrder{
		Debtor: o.debtorID("C1"), Kind: settlement.Instalments, GraceDays: 3,
		Terms: settlement.Terms{Count: 3, First: day("2026-12-15"), Step: settlement.Step{Day: 15}},
	}
}

func (o *office) agree(order desk.TermsOrder) int64 {
	o.t.Helper()
	agreed, err := o.AgreeTerms(o.t.Context(), order)
	o.done(agreed.Asked, err)
	return agreed.Plan
}

func (o *office) plan(id int64, on string) desk.TermsView {
	o.t.Helper()
	v, err := o.FindTerms(o.t.Context(), id, day(on))
	o.must(err)
	return v
}

// reasons says why C1's items are left out on a day, or at which level they would be reminded of.
func (o *office) reasons(on string) string {
	o.t.Helper()
	p := o.customer("C1", on).Plan
	var out []string
	for _, n := range p.Notices {
		for _, l := range n.Lines {
			out = append(out, fmt.Sprintf("%s level %d", l.Number, l.Level))
		}
	}
	for _, l := range p.LeftOut {
		out = append(out, l.Number+" "+string(l.Reason))
	}
	return strings.Join(out, ", ")
}

// morning reads the books on a day and gives the reasons for which C1 is on the work list.
func (o *office) morning(on string) string {
	o.t.Helper()
	o.clock.to(day(on))
	o.sync()
	v, err := o.WorkList(o.t.Context(), day(on))
	o.must(err)
	for _, w := range v.Work {
		if w.Number == "C1" {
			out := []string{w.Why.Key}
			for _, also := range w.Also {
				out = append(out, also.Key)
			}
			return strings.Join(out, " ")
		}
	}
	return ""
}

func TestAPlanIsQuietWhileItIsKept(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.remind("2026-11-23")
	before := o.customer("C1", "2026-11-24").Items[0]
	if before.Level != 1 {
		t.Fatalf("level %d", before.Level)
	}
	id := o.agree(o.inThree())
	for _, step := range []struct {
		on    string
		open  int64
		state settlement.State
		today string
	}{
		{"2026-12-14", 10_000, settlement.Agreed, ""},
		{"2026-12-15", 10_000, settlement.Agreed, "plan-due"},
		{"2026-12-17", 6_667, settlement.Agreed, ""},
		{"2027-01-15", 3_334, settlement.Agreed, "plan-due"},
		{"2027-02-10", 0, settlement.Kept, ""},
	} {
		o.source.open("1", step.open)
		if got := o.morning(step.on); got != step.today {
			t.Errorf("%s: today says %q, want %q", step.on, got, step.today)
		}
		if got := o.plan(id, step.on).Plan.State; got != step.state {
			t.Errorf("%s: the plan is %s, want %s", step.on, got, step.state)
		}
		if got := o.reasons(step.on); step.open > 0 && got != "F-1 plan" {
			t.Errorf("%s: planning says %q", step.on, got)
		}
	}
	if n := len(o.plan(id, "2027-02-10").Judgement.Rows); n != 3 {
		t.Errorf("%d rows", n)
	}
}

func TestAMissedInstalmentBringsTheItemsBackWhereTheyWere(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.remind("2026-11-23")
	id := o.agree(o.inThree())
	o.source.open("1", 6_667)
	o.morning("2026-12-16")
	if got := o.morning("2027-01-18"); got != "" {
		t.Errorf("within the grace today says %q", got)
	}
	if got := o.morning("2027-01-19"); got != "plan-broken largest-overdue" {
		t.Errorf("after the grace today says %q", got)
	}
	v := o.plan(id, "2027-01-19")
	if v.Plan.State != settlement.Broken || v.Plan.Missed != day("2027-01-15") || v.Judgement.Received != nok(3_333) {
		t.Errorf("%+v", v.Plan)
	}
	it := o.customer("C1", "2027-01-19").Items[0]
	if it.InPlan || it.Level != 1 || o.reasons("2027-01-19") != "F-1 level 2" {
		t.Errorf("in a plan %t, level %d, %s", it.InPlan, it.Level, o.reasons("2027-01-19"))
	}
	entries := o.customer("C1", "2027-01-19").Timeline
	broke := 0
	for _, e := range entries {
		if e.Kind == activity.PlanBroken {
			broke++
			if !strings.Contains(e.Data, `"missed":"2027-01-15"`) || !strings.Contains(e.Data, `"lacking":"33.33"`) {
				t.Errorf("the log says %s", e.Data)
			}
		}
	}
	o.morning("2027-01-20")
	if broke != 1 || o.plan(id, "2027-01-20").Plan.Ended != day("2027-01-19") {
		t.Errorf("broke %d times", broke)
	}
	o.source.open("1", 0)
	o.morning("2027-01-21")
	if got := o.plan(id, "2027-01-21").Plan.State; got != settlement.Broken {
		t.Errorf("money that came after a plan broke made it %s", got)
	}
}

// Nobody breaks an agreement over a read that failed: the money may be there.
func TestAPlanDoesNotBreakOverDataThatMayNotBeUsed(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	id := o.agree(o.inThree())
	o.clock.to(day("2026-12-19"))
	o.source.fail = fault.New(fault.Unavailable, "the server is away")
	if _, err := o.Sync(t.Context(), o.conn.ID, true, nil); err == nil {
		t.Fatal("the read did not fail")
	}
	o.must(o.Roll(t.Context(), day("2026-12-19")))
	if got := o.plan(id, "2026-12-19").Plan.State; got != settlement.Agreed {
		t.Errorf("the plan is %s", got)
	}
	o.source.fail = nil
	o.source.open("1", 6_667)
	o.morning("2026-12-20")
	if got := o.plan(id, "2026-12-20").Plan.State; got != settlement.Agreed {
		t.Errorf("the plan is %s although the money was there", got)
	}
}

func TestTheDraftTellsWhatItMeans(t *testing.T) {
	o := newOffice(t, func(s *source) {
		twoCustomers(s)
		s.invoice("3", "C1", "2026-11-10", 30_000)
	})
	o.charging()
	o.Laws = threeYears()
	o.Laws["NO"] = law.Pack{Code: "NO", Rows: append(o.Laws["NO"].Rows, law.Row{
		ID: "NO-INT", Fact: law.InterestRate, Value: decimal.NewFromInt(12), Applies: law.Both, By: law.Both, Ref: "s. 2",
	})}
	o.remind("2026-11-23")
	items := o.customer("C1", "2026-11-23").Items
	o.must(o.OpenDispute(t.Context(), desk.DisputeOrder{Debtor: o.debtorID("C1"), Item: items[1].ID, Reason: "quality"}))
	o.done(o.SetCreditLine(t.Context(), o.debtorID("C1"), settlement.CreditLine{Limit: nok(39_999), Review: day("2027-11-23")}))
	order := o.inThree()
	draft, err := o.ProposeTerms(t.Context(), order)
	o.must(err)
	owed := int64(10_000)
	charges, _, err := o.Charges(t.Context(), o.debtorID("C1"))
	o.must(err)
	for _, c := range charges {
		if c.Item != items[1].ID {
			owed += c.Open.Minor
		}
	}
	if draft.Plan.Debt != nok(owed) || owed == 10_000 || len(draft.Items) != 1 || len(draft.Outside) != 1 || draft.Outside[0].Number != "F-3" {
		t.Errorf("debt %s of %d, %d items, outside %v", draft.Plan.Debt, owed, len(draft.Items), draft.Outside)
	}
	if draft.Forgone.Minor <= 0 || draft.Rate != nil || !draft.OverLimit {
		t.Errorf("forgone %s, rate %v, over the limit %t", draft.Forgone, draft.Rate, draft.OverLimit)
	}
	if l := draft.Limitation; len(l) != 1 || !l[0].Restarts() || l[0].Before.Last != day("2029-11-01") || l[0].After.Last != day("2036-11-23") {
		t.Errorf("limitation %+v", l)
	}
	order.InterestBy.ByLaw = true
	draft, err = o.ProposeTerms(t.Context(), order)
	o.must(err)
	if draft.Rate == nil || draft.Rate.Rule != "NO-INT" || draft.Plan.Schedule.Interest.Minor <= 0 || draft.Forgone != nok(0) {
		t.Errorf("with interest: %+v, forgone %s", draft.Plan.Schedule, draft.Forgone)
	}
	if rows, err := o.Terms(t.Context(), 0); err != nil || len(rows) != 0 {
		t.Errorf("a draft was kept: %v, %v", rows, err)
	}
}

func TestASettlementThatIsPaidLetsTheRestGo(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	order := o.inThree()
	order.Kind, order.Pay, order.By = settlement.Discount, nok(6_000), day("2026-12-10")
	id := o.agree(order)
	o.source.open("1", 4_000)
	if got := o.morning("2026-12-09"); got != "settlement-kept" {
		t.Errorf("today says %q", got)
	}
	if v := o.plan(id, "2026-12-09"); v.Plan.State != settlement.Kept || v.Plan.LetGo != nok(4_000) || o.reasons("2026-12-20") != "F-1 plan" {
		t.Errorf("%s, %s", v.Plan.State, o.reasons("2026-12-20"))
	}
	o.source.open("1", 10_000) // the payment was taken back, in time
	o.morning("2026-12-10")
	if got := o.plan(id, "2026-12-10").Plan.State; got != settlement.Agreed {
		t.Errorf("without its money the settlement is %s", got)
	}
	if got := o.morning("2026-12-14"); got != "settlement-lapsed largest-overdue" {
		t.Errorf("today says %q", got)
	}
	if got := o.reasons("2026-12-14"); got != "F-1 level 1" {
		t.Errorf("after it lapsed planning says %q", got)
	}
}

func TestALaterDateAndItsEnd(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	order := o.inThree()
	order.Kind, order.By, order.GraceDays = settlement.LaterDate, day("2027-01-15"), 0
	id := o.agree(order)
	if got := o.reasons("2027-01-15"); got != "F-1 plan" {
		t.Errorf("before the date planning says %q", got)
	}
	o.wantCode(o.CancelTerms(t.Context(), id, " "), fault.Invalid)
	o.must(o.CancelTerms(t.Context(), id, "typed for the wrong customer"))
	o.wantCode(o.CancelTerms(t.Context(), id, "again"), fault.Conflict)
	if got := o.reasons("2026-11-23"); got != "F-1 level 1" {
		t.Errorf("after it was cancelled planning says %q", got)
	}
	if v := o.plan(id, "2026-11-23"); v.Plan.State != settlement.Cancelled || v.Plan.Why != "typed for the wrong customer" {
		t.Errorf("%+v", v.Plan)
	}
}

// A wave that was proposed before the agreement does not remind of it.
func TestAWaveThatWaitsDropsWhatWasAgreedMeanwhile(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	wave := o.propose("2026-11-23")
	o.agree(o.inThree())
	result, err := o.Release(t.Context(), wave, nil)
	o.must(err)
	for _, job := range o.courier.made {
		if job.Debtor.Number == "C1" {
			t.Error("a reminder went out in spite of the agreement")
		}
	}
	if result.Dropped != 1 {
		t.Errorf("%+v", result)
	}
}

func TestCreditLinesAndOffersAreRecorded(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	id := o.debtorID("C1")
	_, err := o.SetCreditLine(t.Context(), id, settlement.CreditLine{Limit: nok(1)})
	o.wantCode(err, fault.Invalid)
	o.done(o.SetCreditLine(t.Context(), id, settlement.CreditLine{Limit: nok(50_000), Review: day("2026-12-23")}))
	o.wantCode(o.NoteFinanceOffer(t.Context(), id, settlement.FinanceOffer{Kind: "loan"}), fault.Invalid)
	o.must(o.NoteFinanceOffer(t.Context(), id, settlement.FinanceOffer{
		Kind: settlement.Factoring, Provider: "Nordfaktor", Quote: nok(9_000), Fee: money.New(10_00, "NOK"), On: day("2026-11-20"),
	}))
	lines, err := o.CreditLines(t.Context(), id)
	o.must(err)
	offers, err := o.FinanceOffers(t.Context(), id)
	o.must(err)
	if len(lines) != 1 || lines[0].Limit != nok(50_000) || len(offers) != 1 || offers[0].Provider != "Nordfaktor" {
		t.Errorf("%+v, %+v", lines, offers)
	}
	if got := o.morning("2026-12-23"); !strings.Contains(got, "credit-review") {
		t.Errorf("today says %q", got)
	}
}
