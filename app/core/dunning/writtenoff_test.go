package dunning_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"pgregory.net/rapid"
)

func given(t *testing.T, a dunning.Account, item receivable.ItemID, minor int64, on int) dunning.Account {
	t.Helper()
	a, err := dunning.WriteOff(a, item, eur(minor), day(on))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestAPartThatIsWrittenOffIsNotAskedFor(t *testing.T) {
	a := given(t, account(invoice(1, 0, 100_00), invoice(2, 0, 50_00)), 1, 40_00, 3)
	a = given(t, a, 2, 50_00, 3)
	p := plan(10, ladder(), a)
	if len(p.Notices) != 1 || p.Notices[0].Open != eur(60_00) || len(p.Notices[0].Lines) != 1 {
		t.Fatalf("%+v", p.Notices)
	}
	if len(p.LeftOut) != 1 || p.LeftOut[0].Number != "B" || p.LeftOut[0].Reason != dunning.ReasonWrittenOff {
		t.Errorf("left out %+v", p.LeftOut)
	}
}

// 100.00 at 12 percent: 40.00 were given up on day 10, so up to day 20 100.00 bear for 10 days and 60.00 for 10 more:
// (1000 + 600) x 12 / 36500 = 0.53. When the source books the 40.00 on day 15 it stays so, and reversed it is 0.66.
func TestInterestEndsWhereAClaimIsGivenUp(t *testing.T) {
	terms := dunning.Terms{Basis: dunning.Act365, Rates: []dunning.TermRate{{Percent: dec("12")}}}
	sum := func(it dunning.Item) int64 {
		s, err := dunning.Sheet(it, day(20), terms)
		if err != nil {
			t.Fatal(err)
		}
		return s.Total.Minor
	}
	a := given(t, account(invoice(1, 0, 100_00)), 1, 40_00, 10)
	if got := sum(a.Items[0]); got != 53 {
		t.Errorf("given up: %d", got)
	}
	booked := invoice(1, 0, 100_00)
	booked.Open, booked.History = eur(60_00), []dunning.Move{{On: day(15), Amount: eur(-40_00)}}
	booked.BookedSince(eur(40_00), day(10), day(15))
	if got := sum(booked); got != 53 {
		t.Errorf("booked: %d", got)
	}
	back, err := dunning.TakeUp(a, 1, eur(40_00))
	if err != nil || sum(back.Items[0]) != 66 || back.Items[0].Open != eur(100_00) {
		t.Errorf("reversed: %d, %v", sum(back.Items[0]), err)
	}
	if _, err := dunning.TakeUp(back, 1, eur(1)); !fault.Has(err, fault.Conflict) {
		t.Errorf("twice: %v", err)
	}
	if _, err := dunning.TakeUp(a, 1, eur(40_01)); !fault.Has(err, fault.Invalid) {
		t.Errorf("more than was written off: %v", err)
	}
}

func TestTheCreditNoteOfAWriteOffTakesNothingElseOff(t *testing.T) {
	note := dunning.Item{OpenItem: receivable.OpenItem{ID: 3, Debtor: 1, Number: "C", Kind: receivable.Credit, Issued: day(4), Amount: eur(-40_00), Open: eur(-40_00), AppliesTo: 1}}
	for _, written := range []int64{40_00, 30_00, 10_00} { // the credit covers what is left of its invoice, and never the other one
		a := given(t, account(invoice(1, 0, 40_00), invoice(2, 0, 50_00), note), 1, written, 3)
		var total int64
		for _, n := range plan(10, ladder(), a).Notices {
			total += n.Total.Minor
		}
		if total != 50_00 {
			t.Errorf("%d written off: %d is asked for", written, total)
		}
	}
}

func TestWhatIsHandedOverIsSilent(t *testing.T) {
	a := account(invoice(1, 0, 100_00), invoice(2, 0, 50_00))
	a.Charges = []dunning.Charge{{ID: 1, Item: 1, Kind: dunning.FeeCharge, On: day(1), Amount: eur(5_00), Open: eur(5_00)}}
	a, err := dunning.Escalate(a, []receivable.ItemID{1}, true)
	if err != nil {
		t.Fatal(err)
	}
	p := plan(10, ladder(), a)
	if len(p.Notices) != 1 || p.Notices[0].Total != eur(50_00) || p.LeftOut[0].Reason != dunning.ReasonEscalated {
		t.Fatalf("%+v", p)
	}
	if _, err := dunning.Escalate(a, []receivable.ItemID{1}, true); !fault.Has(err, fault.Conflict) {
		t.Errorf("twice: %v", err)
	}
	a.Items[1].Dispute = &dunning.Dispute{Reason: "quality"}
	if _, err := dunning.Escalate(a, []receivable.ItemID{2}, true); !fault.Has(err, fault.Refused) {
		t.Errorf("with an open dispute: %v", err)
	}
	back, err := dunning.Escalate(a, []receivable.ItemID{1}, false)
	if err != nil || len(plan(10, ladder(), back).Notices) != 1 {
		t.Errorf("recalled: %v", err)
	}
}

// Whatever is written off of whatever account, no plan asks for it, and none asks for more than it did before.
func TestNoPlanAsksForWhatIsWrittenOff(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyProcedure(t)
		a := anyAccount(t, len(p.Levels))
		if len(a.Items) == 0 {
			return
		}
		it := a.Items[rapid.IntRange(0, len(a.Items)-1).Draw(t, "item")]
		after, err := dunning.WriteOff(a, it.ID, money.New(rapid.Int64Range(1, 60000).Draw(t, "written"), it.Open.Currency), day(rapid.IntRange(0, 60).Draw(t, "given on")))
		if err != nil {
			return
		}
		left := after.Items[it.ID-1].Open.Minor
		for _, n := range planBy(90, p, law.Pack{}, after).Notices {
			for _, l := range n.Lines {
				if l.Item == it.ID && l.Open.Minor != left {
					t.Fatalf("%d of %s is left and %s is asked for", left, l.Number, l.Open)
				}
			}
		}
	})
}
