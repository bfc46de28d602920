package desk_test

import (
	"fmt"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/shopspring/decimal"
)

// chance is what the calculator says of a way for a customer.
func (o *office) chance(number, on string, way settlement.Way) settlement.WayOut {
	o.t.Helper()
	all, err := o.WayOut(o.t.Context(), o.debtorID(number), day(on))
	o.must(err)
	for _, l := range all[0].Lines {
		if l.Way == way {
			return l
		}
	}
	o.t.Fatalf("there is no way %s", way)
	return settlement.WayOut{}
}

// Nineteen cases are too few to know anything by: the chance is a guess until the twentieth.
func TestTheBookSpeaksFromTwentyCasesOn(t *testing.T) {
	o := newOffice(t, func(s *source) {
		for i := range 22 {
			s.debtor(fmt.Sprintf("C%d", i), "")
			s.debtors[i].Email = fmt.Sprintf("c%d@example.com", i)
			s.invoice(fmt.Sprint(i), fmt.Sprintf("C%d", i), "2026-11-01", 10_000)
		}
	})
	o.remind("2026-11-23")
	for i := range 19 {
		o.source.remove(fmt.Sprint(i))
	}
	o.sync()
	guess := settlement.GuessedAssumptions()
	if w := o.chance("C21", "2026-11-23", settlement.WayWait); w.Cases != 0 || !w.Chance.Equal(guess.Of(settlement.WayWait).Chance) {
		t.Errorf("with 19 cases: %s %% from %d", w.Chance, w.Cases)
	}
	o.source.remove("19")
	o.sync()
	if w := o.chance("C21", "2026-11-23", settlement.WayWait); w.Cases != 20 || w.Chance.String() != "100" {
		t.Errorf("with 20 cases: %s %% from %d", w.Chance, w.Cases)
	}
	a, err := o.Assumptions(t.Context(), "NO")
	o.must(err)
	a.Of(settlement.WayWait).Own = true
	o.must(o.SetAssumptions(t.Context(), "NO", a))
	if w := o.chance("C21", "2026-11-23", settlement.WayWait); w.Cases != 0 || w.Chance.String() != "20" {
		t.Errorf("the house's own word: %s %% from %d", w.Chance, w.Cases)
	}
	o.must(o.ForgetAssumptions(t.Context(), "NO"))
	if w := o.chance("C21", "2026-11-23", settlement.WayWait); w.Cases != 20 {
		t.Errorf("forgotten: %+v", w)
	}
}

// Of twenty hand-overs to an agency that ended, five brought something; two that we recalled say nothing, nor does one to a court.
func TestHandOversThatEndedAreTheBooksOwnChance(t *testing.T) {
	o := newOffice(t, func(s *source) {
		s.debtor("C1", "c1@example.com")
		for i := range 24 {
			s.invoice(fmt.Sprint(i), "C1", "2026-11-01", 10_000)
		}
	})
	items := o.final()
	end := func(i int, to settlement.EscalationTo, said ...settlement.EscalationKind) {
		order := o.handOver(items[i : i+1])
		order.To = to
		o.done(o.Escalate(t.Context(), order))
		id := o.escalation().ID
		for _, kind := range said {
			if kind == settlement.SaidRecalled {
				o.done(o.Recall(t.Context(), id, "x"))
				continue
			}
			o.must(o.SayEscalation(t.Context(), desk.AgencySays{Escalation: id, Kind: kind, Amount: nok(amountOf(kind))}))
		}
	}
	const left, took, done = settlement.SaidHandedOver, settlement.SaidAccepted, settlement.SaidClosed
	for i := range 19 {
		switch {
		case i < 5:
			end(i, settlement.ToAgency, left, took, settlement.SaidPaid, settlement.SaidRemitted, done)
		case i < 8:
			end(i, settlement.ToAgency, left, settlement.SaidRefused)
		default:
			end(i, settlement.ToAgency, left, took, done)
		}
	}
	end(19, settlement.ToAgency, left, settlement.SaidRecalled)
	end(20, settlement.ToAgency, left, took, settlement.SaidRecalled)
	end(21, settlement.ToCourt, left, took, done)
	if w := o.chance("C1", "2027-02-15", settlement.WayAgency); w.Cases != 0 || w.Chance.String() != "35" {
		t.Errorf("with 19 that ended: %s %% from %d", w.Chance, w.Cases)
	}
	end(22, settlement.ToAgency, left, took, done)
	if w := o.chance("C1", "2027-02-15", settlement.WayAgency); w.Cases != 20 || w.Chance.String() != "25" {
		t.Errorf("with 20 that ended: %s %% from %d", w.Chance, w.Cases)
	}
	if w := o.chance("C1", "2027-02-15", settlement.WayCourt); w.Cases != 0 {
		t.Errorf("one to a court: %+v", w)
	}
}

// amountOf is with which amount a test says something.
func amountOf(k settlement.EscalationKind) int64 {
	if k.Bears() {
		return 10_00
	}
	return 0
}

// What the company's money costs it stands for the rate, until a country has a rate of its own.
func TestLaterMoneyIsWorthLessByWhatMoneyCosts(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	rate := func() (string, bool) {
		all, err := o.WayOut(t.Context(), o.debtorID("C1"), day("2026-11-23"))
		o.must(err)
		return all[0].Discount.String(), all[0].OwnRate
	}
	company, err := o.Company(t.Context())
	o.must(err)
	costs := decimal.RequireFromString("4.5")
	company.FundingRate = &costs
	o.must(o.SetCompany(t.Context(), company))
	if got, own := rate(); got != "4.5" || own {
		t.Errorf("%s, own %v", got, own)
	}
	a, err := o.Assumptions(t.Context(), "NO")
	o.must(err)
	a.Discount, a.OwnRate = decimal.NewFromInt(11), true
	o.must(o.SetAssumptions(t.Context(), "NO", a))
	if got, own := rate(); got != "11" || !own {
		t.Errorf("%s, own %v", got, own)
	}
}
