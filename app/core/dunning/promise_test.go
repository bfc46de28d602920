package dunning_test

import (
	"errors"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"pgregory.net/rapid"
)

func TestAPromiseIsJudgedWithItsTolerance(t *testing.T) {
	for _, c := range []struct {
		name string
		tol  dunning.Tolerance
		paid int64
		on   int
		want dunning.PromiseState
	}{
		{"exactly, nothing tolerated", dunning.Tolerance{}, 10000, 21, dunning.PromiseKept},
		{"a cent short, nothing tolerated", dunning.Tolerance{}, 9999, 21, dunning.PromisePartly},
		{"a bank's charge short", dunning.Tolerance{Minor: 500}, 9500, 21, dunning.PromiseKept},
		{"a cent more than tolerated short", dunning.Tolerance{Minor: 500}, 9499, 21, dunning.PromisePartly},
		{"the day after, days tolerated", dunning.Tolerance{Days: 3}, 0, 21, dunning.PromisePending},
		{"the last day tolerated", dunning.Tolerance{Days: 3}, 0, 23, dunning.PromisePending},
		{"the day after that", dunning.Tolerance{Days: 3}, 0, 24, dunning.PromiseBroken},
		{"early", dunning.Tolerance{}, 10000, 15, dunning.PromiseKept},
		{"some of it early", dunning.Tolerance{}, 4000, 15, dunning.PromisePending},
	} {
		p := dunning.Promise{Amount: eur(10000), Made: day(10), By: day(20), Tolerance: c.tol}
		if got := p.Judge(c.paid, day(c.on)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestABadPromiseNamesItsField(t *testing.T) {
	good := dunning.Promise{Amount: eur(10000), Made: day(10), By: day(10)}
	for _, c := range []struct {
		field string
		spoil func(*dunning.Promise)
	}{
		{"amount", func(p *dunning.Promise) { p.Amount.Minor = 0 }},
		{"date", func(p *dunning.Promise) { p.By = day(9) }},
		{"date", func(p *dunning.Promise) { p.By = dunning.Promise{}.By }},
		{"tolerance", func(p *dunning.Promise) { p.Tolerance.Minor = 10000 }},
		{"tolerance", func(p *dunning.Promise) { p.Tolerance.Minor = -1 }},
		{"tolerance", func(p *dunning.Promise) { p.Tolerance.Days = dunning.MaxToleranceDays + 1 }},
	} {
		p := good
		c.spoil(&p)
		var coded *fault.Error
		if err := p.Check(); !errors.As(err, &coded) || coded.Field != c.field {
			t.Errorf("%+v gives %v, not an error of %s", p, err, c.field)
		}
	}
	if err := good.Check(); err != nil {
		t.Error(err)
	}
}

// More money, more tolerance or an earlier look never turn a promise for the worse, and a promise is open for no longer than its
// last day.
func TestJudgingAPromiseHasNoSurprises(t *testing.T) {
	rank := map[dunning.PromiseState]int{dunning.PromiseBroken: 0, dunning.PromisePartly: 1, dunning.PromisePending: 2, dunning.PromiseKept: 3}
	rapid.Check(t, func(t *rapid.T) {
		p := dunning.Promise{Amount: eur(rapid.Int64Range(1, 1e9).Draw(t, "amount")), Made: day(0), By: day(rapid.IntRange(0, 60).Draw(t, "by"))}
		p.Tolerance = dunning.Tolerance{Minor: rapid.Int64Range(0, p.Amount.Minor-1).Draw(t, "short"), Days: rapid.IntRange(0, dunning.MaxToleranceDays).Draw(t, "late")}
		if err := p.Check(); err != nil {
			t.Fatal(err)
		}
		paid, on := rapid.Int64Range(0, 2e9).Draw(t, "paid"), rapid.IntRange(0, 120).Draw(t, "on")
		got := p.Judge(paid, day(on))
		if got == dunning.PromisePending && day(on).After(p.LastDay()) {
			t.Fatalf("pending on %s, after its last day %s", day(on), p.LastDay())
		}
		if (got == dunning.PromiseKept) != (paid > 0 && paid+p.Tolerance.Minor >= p.Amount.Minor) {
			t.Fatalf("%d of %d with %d tolerated is %s", paid, p.Amount.Minor, p.Tolerance.Minor, got)
		}
		if more := p.Judge(paid+rapid.Int64Range(0, 1e9).Draw(t, "more"), day(on)); rank[more] < rank[got] {
			t.Fatalf("more money turns %s to %s", got, more)
		}
		strict := p
		strict.Tolerance = dunning.Tolerance{}
		if s := strict.Judge(paid, day(on)); rank[s] > rank[got] {
			t.Fatalf("without tolerance %s, with it %s", s, got)
		}
	})
}
