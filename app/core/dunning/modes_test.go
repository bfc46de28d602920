package dunning_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"pgregory.net/rapid"
)

// rates are 10 % up to day 99 and 20 % from day 100 on.
func rates(mode string) law.Pack {
	return packOf(
		lawRow("R10", law.InterestRate, func(r *law.Row) { r.Value, r.Unit, r.To = dec("10"), "percent-a-year", day(99) }),
		lawRow("R20", law.InterestRate, func(r *law.Row) { r.Value, r.Unit, r.From = dec("20"), "percent-a-year", day(100) }),
		lawRow("MODE", law.InterestMode, func(r *law.Row) { r.Text = mode }),
	)
}

func interestOf(t *testing.T, it dunning.Item, to int, mode string) dunning.InterestSheet {
	t.Helper()
	s, err := dunning.Sheet(it, day(to), dunning.TermsFor(dunning.Interest{Statutory: true}, nil, rates(mode), receivable.Business))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// 36,500.00 at 10 % bears 10.00 a day. It was due on day 0; half is paid on day 90, the rest is open on day 110.
func TestOneDebtInThreeModes(t *testing.T) {
	it := invoice(1, 0, 36_500_00)
	it.Open.Minor = 18_250_00
	it.History = []dunning.Move{{On: day(90), Amount: eur(-18_250_00)}}
	for mode, want := range map[string]string{
		// 90 days at 10.00, then the half at 5.00 a day for 9 days and at 10.00 for 11.
		law.FollowsSegments: "1055.00",
		// 90 days at 10.00 and 20 at 5.00.
		law.FixedAtStart: "1000.00",
		// The half paid on day 90 at 10 %: 90 x 5.00; the other half at the 20 % of day 110: 110 x 10.00.
		law.RateAtPayment: "1550.00",
	} {
		s := interestOf(t, it, 110, mode)
		if s.Total.String() != want {
			t.Errorf("%s: %s, want %s (%+v)", mode, s.Total, want, s.Spans)
		}
	}
}

func TestPaymentThatWasReversedBearsInterestAnew(t *testing.T) {
	it := invoice(1, 0, 36_500_00)
	it.History = []dunning.Move{{On: day(10), Amount: eur(-36_500_00)}, {On: day(20), Amount: eur(36_500_00)}}
	if s := interestOf(t, it, 30, law.RateAtPayment); s.Total.String() != "200.00" {
		t.Errorf("%s, want 10 days before the payment and 10 after its reversal", s.Total)
	}
}

func TestEveryModeAgreesWhileTheRateDoesNotChange(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		it := invoice(1, 0, rapid.Int64Range(1, 1_000_000).Draw(rt, "amount"))
		paid := rapid.Int64Range(0, it.Amount.Minor).Draw(rt, "paid")
		it.Open.Minor -= paid
		if paid > 0 {
			it.History = []dunning.Move{{On: day(rapid.IntRange(-5, 80).Draw(rt, "paid on")), Amount: eur(-paid)}}
		}
		to := rapid.IntRange(0, 99).Draw(rt, "to")
		want := interestOf(t, it, to, law.FollowsSegments).Total
		for _, mode := range []string{law.FixedAtStart, law.RateAtPayment} {
			if got := interestOf(t, it, to, mode).Total; got != want {
				rt.Fatalf("%s gives %s, segments give %s", mode, got, want)
			}
		}
	})
}

func TestAgreedRateIsCutToTheStatutoryOne(t *testing.T) {
	pack := rates(law.FollowsSegments)
	pack.Rows = append(pack.Rows, lawRow("CAP", law.InterestCap, func(r *law.Row) { r.Text, r.Applies = "statutory", string(receivable.Consumer) }))
	it := invoice(1, 0, 36_500_00)
	agreed := dunning.Interest{Rate: dec("15"), Basis: dunning.Act365}
	for kind, want := range map[receivable.Kind]string{
		receivable.Consumer: "1155.00", // 99 days at 10 %, 11 at the agreed 15 %, which 20 % allows
		receivable.Business: "1650.00",
	} {
		s, err := dunning.Sheet(it, day(110), dunning.TermsFor(agreed, nil, pack, kind))
		if err != nil || s.Total.String() != want {
			t.Errorf("%s: %s, want %s (%v)", kind, s.Total, want, err)
		}
	}
	s, err := dunning.Sheet(it, day(110), dunning.TermsFor(agreed, nil, pack, receivable.Consumer))
	if err != nil || !s.Spans[0].Capped || s.Spans[0].Rule != "R10" || s.Spans[1].Capped {
		t.Errorf("the sheet does not say which rate it took: %+v, %v", s.Spans, err)
	}
}

// Nobody knows the statutory rate: nobody is charged more than may turn out to be allowed.
func TestAgreedRateWithoutAKnownCapIsAnError(t *testing.T) {
	pack := packOf(lawRow("CAP", law.InterestCap, func(r *law.Row) { r.Text = "statutory" }))
	_, err := dunning.Sheet(invoice(1, 0, 100_00), day(10), dunning.TermsFor(dunning.Interest{Rate: dec("15"), Basis: dunning.Act365}, nil, pack, receivable.Consumer))
	if !fault.Has(err, dunning.RateMissing) {
		t.Errorf("%v", err)
	}
}

func TestAShorterYearDoesNotLiftTheCap(t *testing.T) {
	pack := rates(law.FollowsSegments)
	pack.Rows = append(pack.Rows, lawRow("CAP", law.InterestCap, func(r *law.Row) { r.Text = "statutory" }))
	s, err := dunning.Sheet(invoice(1, 0, 36_500_00), day(10), dunning.TermsFor(dunning.Interest{Rate: dec("10"), Basis: dunning.Act360}, nil, pack, receivable.Consumer))
	if err != nil || s.Total.String() != "100.00" {
		t.Errorf("%s, %v", s.Total, err)
	}
}

func TestAMissingRateNamesPackAndDay(t *testing.T) {
	pack := packOf(lawRow("R", law.InterestRate, func(r *law.Row) { r.Value, r.To = dec("10"), day(20) }))
	for _, mode := range []string{law.FollowsSegments, law.RateAtPayment} {
		pack.Rows = append(pack.Rows[:1], lawRow("MODE", law.InterestMode, func(r *law.Row) { r.Text = mode }))
		_, err := dunning.Sheet(invoice(1, 0, 100_00), day(30), dunning.TermsFor(dunning.Interest{Statutory: true}, nil, pack, receivable.Business))
		if !fault.Has(err, dunning.RateMissing) {
			t.Errorf("%s: %v", mode, err)
		}
	}
}
