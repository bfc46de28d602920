package dunning_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/money"
)

// charged is an account whose one invoice had a notice with interest of 10.00 and a fee of 5.00.
func charged(t *testing.T) (dunning.Account, dunning.Notice, dunning.Procedure) {
	t.Helper()
	p := ladder()
	p.Levels[0].Interest = &dunning.Interest{Rate: dec("36.5"), Basis: dunning.Act365}
	p.Levels[0].Fee = &dunning.Fee{Fixed: dec("5")}
	p.Levels[1].Fee, p.Levels[1].Interest = nil, p.Levels[0].Interest
	a := account(invoice(1, 0, 100000))
	n := dunning.Plan(day(10), p, law.Pack{}, a, date.Calendar{}).Notices[0]
	a, _ = dunning.Issue(a, n, 7)
	for i := range a.Charges {
		a.Charges[i].ID = int64(i + 1)
	}
	return a, n, p
}

func TestWaivedChargesDoNotComeBack(t *testing.T) {
	a, _, p := charged(t)
	before := a
	for _, c := range a.Charges {
		var err error
		if a, _, err = dunning.Waive(a, c.ID, c.Open, "goodwill", "kari", day(11)); err != nil {
			t.Fatal(err)
		}
	}
	next := dunning.Plan(day(20), p, law.Pack{}, a, date.Calendar{}).Notices[0]
	if next.Charges != eur(0) || next.Interest != eur(1000) || next.Total != eur(101000) {
		t.Errorf("the next notice asks for %s of earlier charges and %s interest, where 10 more days are 10.00", next.Charges, next.Interest)
	}
	for _, c := range a.Charges {
		if c.Open.Minor != 0 || c.Waived != c.Amount || c.Paid() != eur(0) {
			t.Errorf("%+v", c)
		}
	}
	if before.Charges[0].Open.Minor == 0 {
		t.Error("the account that was given has changed")
	}
}

func TestWhatCannotBeWaived(t *testing.T) {
	a, _, _ := charged(t)
	for _, c := range []struct {
		id     int64
		amount money.Amount
		reason string
		code   fault.Code
	}{
		{9, eur(100), "goodwill", fault.NotFound},
		{1, eur(100), "  ", fault.Invalid},
		{1, eur(0), "goodwill", fault.Invalid},
		{1, eur(-1), "goodwill", fault.Invalid},
		{1, eur(501), "goodwill", fault.Invalid},
		{1, money.New(100, "NOK"), "goodwill", money.CurrencyMismatch},
	} {
		if _, _, err := dunning.Waive(a, c.id, c.amount, c.reason, "kari", day(11)); fault.CodeOf(err) != c.code {
			t.Errorf("%d, %s, %q: %v, want %s", c.id, c.amount, c.reason, err, c.code)
		}
	}
	a, _, err := dunning.Waive(a, 1, eur(500), "goodwill", "kari", day(11))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := dunning.Waive(a, 1, eur(1), "goodwill", "kari", day(11)); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("a second time: %v", err)
	}
}

// A notice is taken back although some of its charges were waived; what was paid of them still stands in the way.
func TestAWaiverDoesNotHoldANotice(t *testing.T) {
	a, n, p := charged(t)
	waived, _, err := dunning.Waive(a, 2, eur(300), "goodwill", "kari", day(11))
	if err != nil {
		t.Fatal(err)
	}
	back, err := dunning.TakeBack(waived, n, 7)
	if err != nil {
		t.Fatal(err)
	}
	if back.Items[0].Level != 0 || back.Items[0].Charged != eur(300) {
		t.Errorf("level %d, interest claimed %s: what was waived stays claimed", back.Items[0].Level, back.Items[0].Charged)
	}
	if again := dunning.Plan(day(10), p, law.Pack{}, back, date.Calendar{}).Notices[0]; again.Interest != eur(700) {
		t.Errorf("the notice made anew claims interest of %s", again.Interest)
	}
	paid, _, err := dunning.Pay(waived, dunning.Receipt{On: day(12), Amount: eur(100100), Item: 1})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := dunning.TakeBack(paid, n, 7); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("taken back although a fee was paid: %v", err)
	}
}
