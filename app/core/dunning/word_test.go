package dunning_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// brokenAccount owes 100 that it promised for day 10 and did not pay; level 1 went out on day 6 and its deadline runs.
func brokenAccount() dunning.Account {
	it := invoice(1, 0, 10000)
	it.Level, it.LastNotice, it.LastDeadline = 1, day(6), day(30)
	a := account(it)
	a.Last = day(6)
	a.Promises = []dunning.Promise{{ID: 7, Amount: eur(10000), Made: day(7), By: day(10), State: dunning.PromiseBroken}}
	return a
}

func tells() dunning.Procedure {
	p := ladder()
	p.Levels[1].Since = dunning.SinceDeadline
	p.BrokenPromise = &dunning.BrokenPromise{}
	return p
}

func TestABrokenPromiseIsToldOnceWhereNoLevelIsDue(t *testing.T) {
	a, p := brokenAccount(), tells()
	out := plan(11, p, a)
	if len(out.Notices) != 1 || out.Notices[0].Event != dunning.EventBroken {
		t.Fatalf("%+v", out.Notices)
	}
	n := out.Notices[0]
	if n.Promise == nil || n.Promise.ID != 7 || n.Promise.By != day(10) || n.Total != eur(10000) || n.Fee.Minor != 0 || n.Deadline != day(18) {
		t.Errorf("it says %+v, %s by %s", n.Promise, n.Total, n.Deadline)
	}
	if n.Why.Key != dunning.WhyToldBroken || len(out.LeftOut) != 0 {
		t.Errorf("why %+v, left out %+v", n.Why, out.LeftOut)
	}
	after, charges := dunning.Issue(a, n, 1)
	if len(charges) != 0 || after.Items[0].Level != 1 || after.Promises[0].Told != day(11) || !a.Promises[0].Told.IsZero() {
		t.Fatalf("issued: level %d, told %s", after.Items[0].Level, after.Promises[0].Told)
	}
	if again := plan(13, p, after); len(again.Notices) != 0 {
		t.Errorf("told twice: %+v", again.Notices)
	}
	back, err := dunning.TakeBack(after, n, 1)
	if err != nil || !back.Promises[0].Told.IsZero() {
		t.Errorf("taken back: told %s, %v", back.Promises[0].Told, err)
	}
}

func TestABrokenPromiseIsNotToldWhere(t *testing.T) {
	for name, change := range map[string]func(a *dunning.Account, p *dunning.Procedure, on *int){
		"the procedure does not say so":     func(_ *dunning.Account, p *dunning.Procedure, _ *int) { p.BrokenPromise = nil },
		"the next level is due and says it": func(a *dunning.Account, _ *dunning.Procedure, _ *int) { a.Items[0].LastDeadline = day(0) },
		"it is long ago":                    func(_ *dunning.Account, _ *dunning.Procedure, on *int) { *on = 25 },
		"it was paid":                       func(a *dunning.Account, _ *dunning.Procedure, _ *int) { a.Items[0].Open = eur(0) },
		"the item is disputed": func(a *dunning.Account, _ *dunning.Procedure, _ *int) {
			a.Items[0].Dispute = &dunning.Dispute{Reason: "price"}
		},
		"a new promise was made": func(a *dunning.Account, _ *dunning.Procedure, _ *int) {
			a.Promises = append(a.Promises, dunning.Promise{ID: 8, Amount: eur(10000), Made: day(11), By: day(20), State: dunning.PromisePending})
		},
		"a part came that the account does not show": func(a *dunning.Account, _ *dunning.Procedure, _ *int) { a.Promises[0].State = dunning.PromisePartly },
	} {
		a, p, on := brokenAccount(), tells(), 11
		change(&a, &p, &on)
		for _, n := range plan(on, p, a).Notices {
			if n.Event == dunning.EventBroken {
				t.Errorf("%s: told all the same", name)
			}
		}
	}
}

func TestWordsThatAPersonSends(t *testing.T) {
	rules := dunning.NewRules(ladder(), law.Pack{}, date.Calendar{})
	a := brokenAccount()
	n, err := rules.Word(dunning.EventCallMe, &a, receivable.Letter, day(12))
	if err != nil || n.Event != dunning.EventCallMe || n.Channel != receivable.Letter || n.Total != eur(10000) || !n.Deadline.IsZero() {
		t.Errorf("call me: %+v, %v", n, err)
	}
	if why := rules.Outdated(&n, 1, &a, day(12)); why != "" {
		t.Errorf("it may not leave: %s", why)
	}
	if n, err = rules.Word(dunning.EventBroken, &a, receivable.Email, day(12)); err != nil || n.Promise == nil {
		t.Errorf("broken: %+v, %v", n, err)
	}
	if _, err = rules.Word(dunning.EventPromised, &a, receivable.Email, day(12)); !fault.Has(err, fault.Conflict) {
		t.Errorf("no promise is pending, and it gives %v", err)
	}
	if _, err = rules.Word(dunning.EventThanks, &a, receivable.Email, day(12)); !fault.Has(err, fault.Invalid) {
		t.Errorf("thanks by hand gives %v", err)
	}
	a.Promises = []dunning.Promise{{ID: 9, Items: []receivable.ItemID{1}, Amount: eur(6000), Made: day(11), By: day(20), State: dunning.PromisePending}}
	if n, err = rules.Word(dunning.EventPromised, &a, receivable.Email, day(12)); err != nil || n.Promise.Amount != eur(6000) {
		t.Fatalf("promised: %+v, %v", n, err)
	}
	if why := rules.Outdated(&n, 1, &a, day(12)); why != "" {
		t.Errorf("the confirmation may not leave: %s", why)
	}
	a.Promises[0].State = dunning.PromiseKept
	if why := rules.Outdated(&n, 1, &a, day(12)); why == "" {
		t.Error("a promise that is kept is confirmed")
	}
	if _, err = rules.Word(dunning.EventCallMe, &dunning.Account{}, receivable.Email, day(12)); !fault.Has(err, fault.Conflict) {
		t.Errorf("nobody owes anything, and it gives %v", err)
	}
}

func TestAnExampleIsWhatADebtorCouldGetToday(t *testing.T) {
	rules := dunning.NewRules(ladder(), law.Pack{}, date.Calendar{})
	planned := account(invoice(1, 0, 10000), invoice(2, 90, 500))
	if n, ok := rules.Example(&planned, day(7)); !ok || n.Level != 1 || len(n.Lines) != 1 {
		t.Errorf("planned: %+v", n)
	}
	waiting := brokenAccount()
	if n, ok := rules.Example(&waiting, day(7)); !ok || n.Event != dunning.NoEvent || n.Deadline.IsZero() || n.Total != eur(10000) {
		t.Errorf("nothing planned: %+v", n)
	}
	notDue := account(invoice(2, 90, 500))
	if n, ok := rules.Example(&notDue, day(7)); !ok || n.Total != eur(500) {
		t.Errorf("not due: %+v", n)
	}
	if _, ok := rules.Example(&dunning.Account{}, day(7)); ok {
		t.Error("somebody who owes nothing gets something")
	}
}
