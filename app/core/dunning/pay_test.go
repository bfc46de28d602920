package dunning_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// owed is all that an account owes, charges included and credits taken off.
func owed(a dunning.Account) int64 {
	var sum int64
	for _, it := range a.Items {
		sum += it.Open.Minor
	}
	for _, c := range a.Charges {
		sum += c.Open.Minor
	}
	return sum
}

func charge(kind dunning.ChargeKind, item receivable.ItemID, on int, minor int64) dunning.Charge {
	return dunning.Charge{Kind: kind, Item: item, On: day(on), Amount: eur(minor), Open: eur(minor)}
}

func TestPaymentsNeverLoseOrMakeACent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := account(invoice(1, 0, rapid.Int64Range(0, 100000).Draw(t, "first")), invoice(2, 0, rapid.Int64Range(0, 100000).Draw(t, "second")))
		for range rapid.IntRange(0, 6).Draw(t, "charges") {
			a.Charges = append(a.Charges, charge(
				rapid.SampledFrom([]dunning.ChargeKind{dunning.FeeCharge, dunning.InterestCharge, dunning.Compensation}).Draw(t, "kind"),
				receivable.ItemID(rapid.IntRange(0, 2).Draw(t, "of item")), rapid.IntRange(0, 30).Draw(t, "on"), rapid.Int64Range(0, 5000).Draw(t, "charge")))
		}
		order := rapid.SampledFrom([]dunning.AllocationOrder{dunning.PrincipalFirst, dunning.CostsInterestPrincipal}).Draw(t, "order")
		var settled []dunning.Settlement
		start := a
		for i := range rapid.IntRange(1, 6).Draw(t, "payments") {
			before := owed(a)
			amount := rapid.Int64Range(1, 80000).Draw(t, "paid")
			next, s, err := dunning.Pay(a, dunning.Receipt{
				On: day(40 + i), Amount: eur(amount), Item: receivable.ItemID(rapid.IntRange(0, 2).Draw(t, "for item")), Order: order, Credit: receivable.ItemID(10 + i),
			})
			if err != nil {
				t.Fatal(err)
			}
			parts := s.Principal.Minor + s.Left.Minor
			for _, c := range s.Charges {
				parts += c.Amount.Minor
			}
			if parts != amount || owed(next) != before-amount {
				t.Fatalf("%d came in, %d was settled, what is owed fell by %d", amount, parts, before-owed(next))
			}
			for _, it := range next.Items {
				if it.Open.Minor < 0 && it.Kind != receivable.OnAccount {
					t.Fatalf("item %d is overpaid: %s", it.ID, it.Open)
				}
			}
			a, settled = next, append(settled, s)
		}
		for i := len(settled) - 1; i >= 0; i-- {
			var err error
			if a, err = dunning.Reverse(a, settled[i], day(60)); err != nil {
				t.Fatal(err)
			}
		}
		if owed(a) != owed(start) || len(a.Items) != len(start.Items) {
			t.Fatalf("after all was reversed %d is owed, %d before", owed(a), owed(start))
		}
	})
}

func TestTheOrderOfAllocation(t *testing.T) {
	base := account(invoice(1, 0, 10000))
	base.Charges = []dunning.Charge{
		charge(dunning.InterestCharge, 1, 10, 300), charge(dunning.FeeCharge, 1, 20, 500), charge(dunning.FeeCharge, 0, 10, 200), charge(dunning.FeeCharge, 2, 5, 900),
	}
	for _, c := range []struct {
		order          dunning.AllocationOrder
		paid           int64
		open           int64
		interest, fees int64 // left of what belongs to the item
	}{
		{dunning.PrincipalFirst, 9900, 100, 300, 700},
		{dunning.PrincipalFirst, 10600, 0, 300, 100},
		{"", 10900, 0, 100, 0},
		{dunning.CostsInterestPrincipal, 600, 10000, 300, 100},
		{dunning.CostsInterestPrincipal, 900, 10000, 100, 0},
		{dunning.CostsInterestPrincipal, 1500, 9500, 0, 0},
	} {
		a, _, err := dunning.Pay(base, dunning.Receipt{On: day(30), Amount: eur(c.paid), Item: 1, Order: c.order, Credit: 9})
		if err != nil {
			t.Fatal(err)
		}
		got := [3]int64{a.Items[0].Open.Minor, a.Charges[0].Open.Minor, a.Charges[1].Open.Minor + a.Charges[2].Open.Minor}
		if got != [3]int64{c.open, c.interest, c.fees} || a.Charges[3].Open.Minor != 900 {
			t.Errorf("%s, %d paid: open, interest, fees = %v", c.order, c.paid, got)
		}
		if base.Charges[0].Open.Minor != 300 || base.Items[0].Open.Minor != 10000 {
			t.Fatal("paying changed the account that it was given")
		}
	}
}

func TestWhatCannotBePaidIsRefused(t *testing.T) {
	a := account(invoice(1, 0, 10000))
	for name, c := range map[string]struct {
		r    dunning.Receipt
		code fault.Code
	}{
		"nothing":          {dunning.Receipt{Amount: eur(0), Item: 1}, fault.Invalid},
		"less":             {dunning.Receipt{Amount: eur(-5), Item: 1}, fault.Invalid},
		"unknown item":     {dunning.Receipt{Amount: eur(5), Item: 7}, fault.NotFound},
		"another currency": {dunning.Receipt{Amount: money.New(5, "NOK"), Item: 1}, money.CurrencyMismatch},
	} {
		if _, _, err := dunning.Pay(a, c.r); fault.CodeOf(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAReceiptThatWasUsedCannotBeReversed(t *testing.T) {
	a, s, err := dunning.Pay(account(invoice(1, 0, 10000)), dunning.Receipt{On: day(1), Amount: eur(2000), Credit: 9})
	if err != nil {
		t.Fatal(err)
	}
	used, part, err := dunning.ApplyCredit(a, 9, 1, day(2))
	if err != nil || part != eur(2000) || used.Items[0].Open != eur(8000) {
		t.Fatalf("%v of the credit was used, %v", part, err)
	}
	if _, err := dunning.Reverse(used, s, day(3)); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("reversing it gives %v", err)
	}
	if back, err := dunning.Reverse(a, s, day(3)); err != nil || len(back.Items) != 1 {
		t.Errorf("reversing an unused one gives %v, %v", back, err)
	}
}

func TestTakingBackLeavesTheAccountAsItWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyProcedure(t)
		a := anyAccount(t, len(p.Levels))
		a.Answer = dunning.NoAnswer // what an answer led to is used up by the notice, and stays so
		notices := plan(rapid.IntRange(0, 150).Draw(t, "on"), p, a).Notices
		if len(notices) != 1 {
			return
		}
		issued, charges := dunning.Issue(a, notices[0], 1)
		back, err := dunning.TakeBack(issued, notices[0], 1)
		if err != nil {
			t.Fatal(err)
		}
		for i := range back.Items {
			back.Items[i].Charged.Currency = a.Items[i].Charged.Currency
		}
		if diff := cmp.Diff(a.Items, back.Items, sameDates); diff != "" || back.Last != a.Last || owed(back) != owed(a) {
			t.Fatalf("last %s, want %s; owed %d, want %d\n%s", back.Last, a.Last, owed(back), owed(a), diff)
		}
		if len(notices[0].Lines) > 0 {
			if _, err := dunning.TakeBack(back, notices[0], 1); fault.CodeOf(err) != fault.Conflict && !notices[0].Confirm {
				t.Fatalf("taking it back twice gives %v (%d charges)", err, len(charges))
			}
		}
	})
}
