package terms

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
	"github.com/shopspring/decimal"
)

func nok(minor int64) money.Amount { return money.New(minor, "NOK") }

func day(t *testing.T, text string) date.Date {
	t.Helper()
	d, err := date.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func english(t *testing.T) words.Words {
	t.Helper()
	return words.For("en", "NO", "NOK", time.UTC, day(t, "2026-11-23"))
}

// draft spreads 1 000,00 over a deposit and two instalments, the second of which was moved.
func draft(t *testing.T) *desk.TermsDraft {
	t.Helper()
	on := day(t, "2026-11-23")
	schedule, err := settlement.ScheduleOf(nok(100_000), settlement.Terms{Deposit: nok(20_000), Count: 2, First: day(t, "2026-12-15")}, on, date.Calendar{})
	if err != nil {
		t.Fatal(err)
	}
	schedule.Rows[1].Meant = day(t, "2026-12-13")
	return &desk.TermsDraft{
		On: on, Debtor: receivable.Debtor{Name: "Fjordfisk AS"}, Plan: settlement.PaymentPlan{Kind: settlement.Instalments, Debt: nok(100_000), LetGo: nok(0), Schedule: schedule},
		Expected: []settlement.Part{{On: day(t, "2027-02-01"), Amount: nok(30_000)}, {On: day(t, "2027-01-01"), Amount: nok(50_000)}, {On: day(t, "2027-02-01"), Amount: nok(20_000)}},
		Forgone:  nok(1_234),
	}
}

func TestTheScheduleOnTheScreenSums(t *testing.T) {
	lines := Lines(draft(t), english(t))
	var out []string
	for _, l := range lines {
		out = append(out, strings.Join([]string{l.No, l.On, l.Payment, l.Left, l.Note}, "|"))
	}
	got := strings.ReplaceAll(strings.Join(out, "\n"), "\u00a0", " ")
	want := "D|Mon 23 Nov 2026|200,00|800,00|Deposit\n1|Tue 15 Dec 2026|400,00|400,00|moved from 13 Dec\n2|Fri 15 Jan 2027|400,00|0,00|Last money\n|Sum|1 000,00||✓ sums exactly"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestMoneyOverTime(t *testing.T) {
	d := draft(t)
	with := []Step{{day(t, "2026-11-23"), 20_000}, {day(t, "2026-12-15"), 60_000}, {day(t, "2027-01-15"), 100_000}}
	without := []Step{{day(t, "2027-01-01"), 50_000}, {day(t, "2027-02-01"), 100_000}}
	if got := WithPlan(d); !reflect.DeepEqual(got, with) {
		t.Errorf("with the plan %v, want %v", got, with)
	}
	if got := Without(d); !reflect.DeepEqual(got, without) {
		t.Errorf("without it %v, want %v", got, without)
	}
}

func TestWhatStandsBeforeItGoesOut(t *testing.T) {
	d := draft(t)
	heads := func() string {
		var out []string
		for _, c := range Checks(d, english(t)) {
			out = append(out, c.Head)
		}
		return strings.Join(out, " ")
	}
	if got := heads(); got != "You may agree it. Interest given up: To be signed." {
		t.Errorf("says %q", got)
	}
	d.Refused = fault.New(fault.Refused, "over six months: Berit decides")
	d.OverLimit, d.Forgone = true, money.Amount{}
	d.Limitation = []desk.LimitationEffect{
		{Number: "F-2", Before: dunning.Limitation{Last: day(t, "2029-01-01")}, After: dunning.Limitation{Last: day(t, "2029-11-23"), Rule: "NO-LIMIT-1"}},
		{Number: "F-1", Before: dunning.Limitation{Last: day(t, "2028-01-01")}, After: dunning.Limitation{Last: day(t, "2029-11-23"), Rule: "NO-LIMIT-1"}},
	}
	checks := Checks(d, english(t))
	if got := heads(); got != "Needs approval. Restarts limitation. Over the credit limit. To be signed." {
		t.Errorf("says %q", got)
	}
	if !strings.Contains(checks[0].Text, "Berit decides") || !strings.Contains(checks[1].Text, "F-1 is barred after 23 Nov 2029 instead of 1 Jan 2028") {
		t.Errorf("%q, %q", checks[0].Text, checks[1].Text)
	}
	d.Limitation[1].After.Last, d.Limitation = d.Limitation[1].Before.Last, d.Limitation[1:]
	if got := Checks(d, english(t))[1]; got.Head != "Limitation goes on." {
		t.Errorf("says %q", got.Head)
	}
}

// What is guessed is called a guess, and what the comparison rests on is said.
func TestAGuessIsCalledOne(t *testing.T) {
	d, w := draft(t), english(t)
	d.Evidence = settlement.Evidence{
		Funding: decimal.RequireFromString("4.5"), Chance: settlement.Chance{Percent: decimal.RequireFromString("66.7"), From: settlement.FromCustomer, Kept: 4, Ended: 6},
		ChanceWithout: settlement.Chance{Percent: decimal.NewFromInt(20), From: settlement.FromGuess},
	}
	if with, without := percent(d.Evidence.Chance, w), percent(d.Evidence.ChanceWithout, w); !strings.HasPrefix(with, "67") || !strings.HasPrefix(without, "guess: 20") {
		t.Errorf("%q and %q", with, without)
	}
	said := strings.ReplaceAll(Grounds(d, w), "\u00a0", " ")
	for _, want := range []string{"kept 4 of 6 plans and promises", "The chance without it is a guess", "4,5 % a year"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q does not say %q", said, want)
		}
	}
}

func TestWhatIsTypedBecomesAnOrder(t *testing.T) {
	start := Start(day(t, "2026-11-23"))
	if start.First != day(t, "2026-12-15") || Start(day(t, "2026-12-02")).First != day(t, "2027-01-15") {
		t.Errorf("first on %s, and %s", start.First, Start(day(t, "2026-12-02")).First)
	}
	for name, c := range map[string]struct {
		change func(*Typed)
		want   func(*desk.TermsOrder) bool
	}{
		"six months": {func(*Typed) {}, func(o *desk.TermsOrder) bool {
			return o.Kind == settlement.Instalments && o.Terms.Count == 6 && o.Terms.Step.Weeks == 0 && o.Terms.Business && !o.InterestBy.ByLaw && o.GraceDays == 5
		}},
		"every second week, by law": {func(t *Typed) { t.Rhythm, t.Interest = EverySecond, LawInterest }, func(o *desk.TermsOrder) bool {
			return o.Terms.Step.Weeks == 2 && o.InterestBy.ByLaw && o.InterestBy.Agreed.IsZero()
		}},
		"an agreed rate": {func(t *Typed) { t.Interest = "8" }, func(o *desk.TermsOrder) bool { return o.InterestBy.Agreed.String() == "8" && !o.InterestBy.ByLaw }},
		"settlement": {func(t *Typed) { t.Tab, t.Pay = TabSettlement, nok(5) }, func(o *desk.TermsOrder) bool {
			return o.Kind == settlement.Discount && o.Pay == nok(5) && o.By == start.By
		}},
		"later date": {func(t *Typed) { t.Tab = TabLater }, func(o *desk.TermsOrder) bool { return o.Kind == settlement.LaterDate && o.By == start.By }},
	} {
		typed := start
		c.change(&typed)
		o := typed.Order(7, []receivable.ItemID{1})
		if !c.want(&o) || o.Debtor != 7 || len(o.Items) != 1 {
			t.Errorf("%s: %+v", name, o)
		}
	}
}

func TestSumsOfTheAxisAreRound(t *testing.T) {
	for most, want := range map[int64]int64{1: 1, 9: 5, 30_751_03: 10_000_00, 2_080_44: 1_000_00, 100: 50} {
		if got := roundStep(most); got != want {
			t.Errorf("up to %d in steps of %d, want %d", most, got, want)
		}
	}
	for minor, want := range map[int64]string{0: "0", 99_900: "999", 1_000_000: "10 k", 250_000_000: "2 m"} {
		if got := thousands(minor, 2); got != want {
			t.Errorf("%d is %q, want %q", minor, got, want)
		}
	}
}

func TestPaymentsWrittenOneByOneBecomeTerms(t *testing.T) {
	d := draft(t)
	own := OwnOf(d.Plan.Schedule.Rows)
	if len(own) != 3 || !own[0].Deposit || own[1].Rest || !own[2].Rest {
		t.Fatalf("%+v", own)
	}
	own[1].Amount = nok(12_345)
	typed := Start(day(t, "2026-11-23"))
	typed.Own, typed.Business = own, false
	o := typed.Order(7, nil)
	got := o.Terms
	want := settlement.Terms{Deposit: nok(20_000), DepositOn: day(t, "2026-11-23"), Parts: []settlement.Part{
		{On: day(t, "2026-12-15"), Amount: nok(12_345)}, {On: day(t, "2027-01-15"), Amount: nok(40_000), Rest: true},
	}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
	s, err := settlement.ScheduleOf(nok(100_000), got, day(t, "2026-11-23"), date.Calendar{})
	if err != nil || s.Rows[2].Payment != nok(100_000-20_000-12_345) {
		t.Errorf("the last takes %v, %v", s.Rows, err)
	}
}

func TestDayOfMonthAndBusinessDaysAreTheClerks(t *testing.T) {
	typed := Start(day(t, "2026-11-23"))
	typed.Day, typed.Business = 20, false
	if o := typed.Order(7, nil); o.Terms.Step.Day != 20 || o.Terms.Business {
		t.Errorf("%+v", o.Terms)
	}
	typed.Rhythm = EveryWeek
	if o := typed.Order(7, nil); o.Terms.Step.Day != 0 || o.Terms.Step.Weeks != 1 {
		t.Errorf("%+v", o.Terms)
	}
}

// A day for which the law pack has no rate is told in plain words, under the field where something can be done about it.
func TestARateThatNobodyKnowsIsToldAtItsField(t *testing.T) {
	for name, c := range map[string]struct {
		err                 error
		field, inWhat, inDo string
	}{
		"by law":        {fault.New(dunning.RateMissing, "law pack NO has no interest rate for 2026-11-24"), "interest", "no late-payment rate", "own rate"},
		"own, capped":   {fault.New(desk.RateLimitUnknown, "x").OnField("interest"), "interest", "no agreed rate may be higher", "without interest"},
		"an odd rate":   {fault.New(fault.Invalid, "101 %% a year is no rate to agree").OnField("interest"), "rate", "no rate to agree", ""},
		"does not sum":  {fault.New(settlement.DoesNotSum, "the payments come to 5").OnField("payments").WithHint("the last one"), "payments", "come to 5", "The last one"},
		"about nothing": {fault.New(fault.Conflict, "it is in an agreement already"), "", "already", ""},
	} {
		field, what, todo := Complaint(c.err)
		if field != c.field || !strings.Contains(what, c.inWhat) || !strings.Contains(todo, c.inDo) {
			t.Errorf("%s: %q, %q, %q", name, field, what, todo)
		}
	}
}
