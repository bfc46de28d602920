package dunning_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

var decimals = cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Equal(b) })

func foresee(from int, p dunning.Procedure, a dunning.Account) []dunning.Foreseen {
	return dunning.Foresee(a, p, law.Pack{}, date.Calendar{}, day(from), dunning.ForeseeDays)
}

func TestALadderIsForeseenToItsEnd(t *testing.T) {
	p := ladder()
	p.Levels[0].DeadlineDays = 20
	got := foresee(0, p, account(invoice(1, 0, 10000)))
	type step struct {
		on, level    int
		fee, total   int64
		waits, until string
	}
	want := []step{
		{5, 1, 0, 10000, "not-due", day(5).String()},
		{26, 2, 500, 10500, "deadline-running", day(26).String()},
		{36, 3, 750, 11366, "too-soon", day(36).String()},
	}
	if len(got) != len(want)+1 {
		t.Fatalf("%d steps: %+v", len(got), got)
	}
	for i, w := range want {
		g := got[i]
		last := g.Waits[len(g.Waits)-1]
		if g.On != day(w.on) || g.Notice.Level != w.level || g.Notice.Fee != eur(w.fee) || g.Notice.Total != eur(w.total) || string(last.Reason) != w.waits || last.Until.String() != w.until {
			t.Errorf("step %d: on %s level %d fee %s total %s, waited %s until %s; want %+v", i+1, g.On, g.Notice.Level, g.Notice.Fee, g.Notice.Total, last.Reason, last.Until, w)
		}
	}
	end := got[3]
	if end.Notice != nil || end.Stop != dunning.StopNothing || end.On != day(37) || len(end.Waits) != 1 || end.Waits[0].Reason != dunning.ReasonFinalLevel {
		t.Errorf("the end is %+v", end)
	}
}

func TestWhatStopsIsSaid(t *testing.T) {
	disputed := invoice(1, 0, 10000)
	disputed.Dispute = &dunning.Dispute{Reason: "quality"}
	held := invoice(1, 0, 10000)
	held.Hold = &dunning.Hold{Until: day(50)}
	for _, c := range []struct {
		name    string
		account dunning.Account
		days    int
		notices int
		stop    dunning.Stop
		reason  dunning.Reason
	}{
		{"a dispute", account(disputed), 400, 0, dunning.StopNothing, dunning.ReasonDispute},
		{"a hold that ends", account(held), 400, 3, dunning.StopNothing, dunning.ReasonFinalLevel},
		{"days that are over", account(held), 40, 0, dunning.StopHorizon, dunning.ReasonHold},
		{"nothing open", account(), 400, 0, dunning.StopNothing, ""},
		{"no days at all", account(held), -5, 0, dunning.StopHorizon, ""},
	} {
		got := dunning.Foresee(c.account, ladder(), law.Pack{}, date.Calendar{}, day(0), c.days)
		end := got[len(got)-1]
		reason := dunning.Reason("")
		if len(end.Waits) > 0 {
			reason = end.Waits[0].Reason
		}
		if len(got)-1 != c.notices || end.Stop != c.stop || reason != c.reason {
			t.Errorf("%s: %d notices, then %s because of %q", c.name, len(got)-1, end.Stop, reason)
		}
	}
}

func TestForeseeingEndsWhenNobodyWouldReadOn(t *testing.T) {
	a := account()
	for n := range 70 { // a new invoice falls due every other day, and each is written about by itself
		a.Items = append(a.Items, invoice(receivable.ItemID(n+1), n*2, 10000))
	}
	got := foresee(0, dunning.Procedure{Levels: []dunning.Level{{Number: 1, AfterDays: 1}}}, a)
	if end := got[len(got)-1]; len(got) != 61 || end.Stop != dunning.StopMany {
		t.Errorf("%d steps, the last %+v", len(got), end)
	}
}

// A demand that starts the limitation anew keeps the claim alive for the demand after it.
func TestAForeseenDemandStartsTheLimitationAnew(t *testing.T) {
	p := dunning.Procedure{Levels: []dunning.Level{{Number: 1, AfterDays: 5}, {Number: 2, AfterDays: 10, Since: dunning.SincePrevious}}}
	for restart, want := range map[string]int{law.Demand: 2, law.PartPayment: 1} {
		got := dunning.Foresee(account(invoice(1, 0, 10000)), p, barredAfter("1", "", law.FromDue, restart), date.Calendar{}, day(360), 100)
		if len(got)-1 != want {
			t.Errorf("where a %s starts it anew %d notices are foreseen, want %d: %+v", restart, len(got)-1, want, got[len(got)-1])
		}
	}
}

// Foreseeing is planning and issuing day by day, and nothing else: no day that it skips would have had a notice.
func TestForeseeingIsPlanningDayByDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyProcedure(t)
		a, pack := anyAccount(t, len(p.Levels)), law.Pack{}
		if rapid.Bool().Draw(t, "under a law") {
			a, pack = anyLife(t, a), anyPack(t)
		}
		if rapid.Bool().Draw(t, "promised") {
			a.Promises = []dunning.Promise{{By: day(rapid.IntRange(0, 60).Draw(t, "promised by")), Amount: eur(1), State: dunning.PromisePending}}
		}
		cal := date.Calendar{}
		if rapid.Bool().Draw(t, "rests") {
			cal = officeDays
		}
		days := rapid.IntRange(0, 200).Draw(t, "days")
		from := rapid.IntRange(0, 60).Draw(t, "from")
		got := dunning.Foresee(a, p, pack, cal, day(from), days)

		var want []dunning.Notice
		next := int64(-1)
		for on := from; on < from+days; on++ {
			for _, n := range dunning.Plan(day(on), p, pack, a, cal).Notices {
				want = append(want, n)
				a, _ = dunning.Issue(a, n, int64(len(want)))
				for i := range a.Charges { // the book gives them ids
					if a.Charges[i].ID == 0 {
						a.Charges[i].ID = next
						next--
					}
				}
			}
		}
		var notices []dunning.Notice
		for i, f := range got {
			if (f.Notice == nil) != (i == len(got)-1) || (f.Stop != "") != (f.Notice == nil) {
				t.Fatalf("step %d of %d: %+v", i+1, len(got), f)
			}
			if f.Notice != nil {
				notices = append(notices, *f.Notice)
			}
		}
		if diff := cmp.Diff(want[:min(60, len(want))], notices, decimals, cmp.AllowUnexported(date.Date{})); diff != "" && len(want)+len(notices) > 0 {
			t.Fatal(diff)
		}
	})
}

// officeDays has weekends, and no holidays.
var officeDays = func() date.Calendar {
	c, err := date.ParseCalendar([]byte(`{"name": "weekdays", "weekend": ["saturday", "sunday"], "holidays": []}`))
	if err != nil {
		panic(err)
	}
	return c
}()

// Whatever stands in a procedure, checked or not, foreseeing comes to an end.
func TestForeseeingNeverPanics(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyProcedure(t)
		p.GraceDays = rapid.IntRange(-10, 10).Draw(t, "any grace")
		for i := range p.Levels {
			p.Levels[i].Number = rapid.IntRange(-1, 9).Draw(t, "any number")
			p.Levels[i].AfterDays = rapid.IntRange(-50, 4000).Draw(t, "any days")
			p.Levels[i].DeadlineDays = rapid.IntRange(-50, 4000).Draw(t, "any deadline")
			if rapid.Bool().Draw(t, "by a table") {
				p.Levels[i].Interest = &dunning.Interest{Table: true, Basis: "no such count"}
			}
		}
		a := anyAccount(t, 9)
		if got := foresee(0, p, a); len(got) == 0 || got[len(got)-1].Stop == "" {
			t.Fatal("it does not say how it ends")
		}
		foresee(0, dunning.Procedure{}, a)
	})
}

func BenchmarkForesee(b *testing.B) {
	a := account()
	for n := range 20 {
		a.Items = append(a.Items, invoice(receivable.ItemID(n+1), n*3, 10000))
	}
	p := ladder()
	for b.Loop() {
		foresee(0, p, a)
	}
}
