package dunning_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

func TestPromisesAreJudgedByWhatCameInTime(t *testing.T) {
	for _, c := range []struct {
		name    string
		moves   []dunning.Move
		on      int
		want    dunning.PromiseState
		changed int
	}{
		{"nothing yet, still time", nil, 20, dunning.PromisePending, 0},
		{"nothing came", nil, 21, dunning.PromiseBroken, 1},
		{"all came early", []dunning.Move{{On: day(15), Amount: eur(-6000)}}, 16, dunning.PromiseKept, 1},
		{"all on the last day", []dunning.Move{{On: day(20), Amount: eur(-6000)}}, 21, dunning.PromiseKept, 1},
		{"a day late", []dunning.Move{{On: day(21), Amount: eur(-6000)}}, 22, dunning.PromiseBroken, 1},
		{"some of it", []dunning.Move{{On: day(15), Amount: eur(-5999)}}, 21, dunning.PromisePartly, 1},
		{"paid before it was promised", []dunning.Move{{On: day(9), Amount: eur(-6000)}}, 21, dunning.PromiseBroken, 1},
		{"came and went back", []dunning.Move{{On: day(15), Amount: eur(-6000)}, {On: day(17), Amount: eur(6000)}}, 21, dunning.PromiseBroken, 1},
	} {
		it := invoice(1, 0, 10000)
		it.History = c.moves
		a, err := dunning.TakePromise(account(it), dunning.Promise{Items: []receivable.ItemID{1}, Amount: eur(6000), Made: day(10), By: day(20)})
		if err != nil {
			t.Fatal(err)
		}
		judged, changed := dunning.JudgePromises(a, day(c.on))
		if judged.Promises[0].State != c.want || len(changed) != c.changed {
			t.Errorf("%s: %s, %d changed", c.name, judged.Promises[0].State, len(changed))
		}
		if a.Promises[0].State != dunning.PromisePending {
			t.Fatal("judging changed the account that it was given")
		}
	}
}

func TestAPromiseAnswersARequestForTime(t *testing.T) {
	a := dunning.NoteAnswer(account(invoice(1, 0, 10000)), dunning.AsksTime)
	a, err := dunning.TakePromise(a, dunning.Promise{Amount: eur(10000), Made: day(5), By: day(9)})
	if err != nil || a.Answer != dunning.Answered {
		t.Errorf("the answer is %q, %v", a.Answer, err)
	}
	if _, err := dunning.TakePromise(a, dunning.Promise{Amount: eur(1), Made: day(5), By: day(4)}); fault.CodeOf(err) != fault.Invalid {
		t.Errorf("a promise for yesterday gives %v", err)
	}
	if _, err := dunning.TakePromise(a, dunning.Promise{Items: []receivable.ItemID{8}, Amount: eur(1), Made: day(5), By: day(9)}); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("a promise for an unknown item gives %v", err)
	}
}

func TestDisputesAreOpenedAndResolvedOnce(t *testing.T) {
	a, err := dunning.OpenDispute(account(invoice(1, 0, 10000)), 1, dunning.Dispute{Reason: "price"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := dunning.OpenDispute(a, 1, dunning.Dispute{}); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("a second dispute gives %v", err)
	}
	if _, err := dunning.ResolveDispute(a, 1, eur(10001), day(9)); fault.CodeOf(err) != fault.Invalid {
		t.Errorf("more than is open gives %v", err)
	}
	a, err = dunning.ResolveDispute(a, 1, eur(2500), day(9))
	if err != nil || a.Items[0].Open != eur(7500) || len(a.Items[0].History) != 1 {
		t.Errorf("open %v, %v", a.Items[0].Open, err)
	}
	if _, err := dunning.ResolveDispute(a, 1, eur(0), day(9)); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("resolving twice gives %v", err)
	}
	if _, err := dunning.OpenDispute(a, 5, dunning.Dispute{}); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("an unknown item gives %v", err)
	}
}

func TestAHoldEndsAfterItsDay(t *testing.T) {
	for _, item := range []receivable.ItemID{0, 1} {
		a, err := dunning.PutHold(account(invoice(1, 0, 10000)), item, dunning.Hold{Until: day(20)})
		if err != nil {
			t.Fatal(err)
		}
		if got := plan(20, ladder(), a); len(got.Notices) != 0 || got.LeftOut[0].Until != day(21) {
			t.Errorf("on the last day of the hold: %+v", got)
		}
		if got := plan(21, ladder(), a); len(got.Notices) != 1 {
			t.Errorf("the day after the hold: %+v", got)
		}
	}
	if _, err := dunning.PutHold(account(), 5, dunning.Hold{}); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("an unknown item gives %v", err)
	}
}

func TestABouncedChannelIsNotUsedAgain(t *testing.T) {
	a := account(invoice(1, 0, 10000))
	once := dunning.Bounce(a, receivable.Email)
	twice := dunning.Bounce(once, receivable.Email)
	if len(a.Debtor.Dead) != 0 || len(twice.Debtor.Dead) != 1 {
		t.Errorf("dead channels: %v, then %v", a.Debtor.Dead, twice.Debtor.Dead)
	}
	if got := plan(10, ladder(), once); len(got.Notices) != 0 || got.LeftOut[0].Reason != dunning.ReasonNoChannel {
		t.Errorf("without a channel: %+v", got)
	}
}

// An invoice that its own credit note covers is left out once, for not being due.
func TestAnEarlyNoteLeavesACoveredInvoiceWhereItWas(t *testing.T) {
	p := ladder()
	p.BeforeDue = &dunning.BeforeDue{Days: 5}
	credit := invoice(2, 10, -100)
	credit.Kind, credit.AppliesTo = receivable.Credit, 1
	got := plan(8, p, account(invoice(1, 10, 100), credit))
	if len(got.Notices) != 0 || len(got.LeftOut) != 1 || got.LeftOut[0].Reason != dunning.ReasonNotDue {
		t.Errorf("%+v", got)
	}
}
