package dunning_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
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

// 36,500.00 at 10 % up to day 99 and at 20 % after it bears 1,210.00 in 110 days by act/365.
func TestRowsAboutInterestHoldOnTheirOwnDaysAlone(t *testing.T) {
	statutory, agreed := dunning.Interest{Statutory: true}, dunning.Interest{Rate: dec("30"), Basis: dunning.Act365}
	about := func(fact law.Fact, text string, from, to date.Date) law.Row {
		return lawRow("OWN", fact, func(r *law.Row) { r.Text, r.From, r.To = text, from, to })
	}
	house := about(law.InterestBasis, "act/360", date.Date{}, date.Date{})
	house.Force = law.House
	for name, c := range map[string]struct {
		by   dunning.Interest
		row  law.Row
		want string
	}{
		"a basis from a later day":              {statutory, about(law.InterestBasis, "act/360", day(200), date.Date{}), "1210.00"},
		"a basis that has ended":                {statutory, about(law.InterestBasis, "act/360", date.Date{}, day(0)), "1210.00"},
		"a basis from the change of the rate":   {statutory, about(law.InterestBasis, "act/360", day(100), date.Date{}), "1213.06"}, // 11 days at 20.2778
		"a basis for some days":                 {statutory, about(law.InterestBasis, "act/360", day(1), day(36)), "1215.00"},       // 36 days at 10.1389
		"a house rule beside a statute":         {statutory, house, "1210.00"},
		"a mode that ended before the debt":     {statutory, about(law.InterestMode, law.FixedAtStart, date.Date{}, day(0)), "1210.00"},
		"a mode that began on its first day":    {statutory, about(law.InterestMode, law.FixedAtStart, day(1), date.Date{}), "1100.00"},
		"a mode from a later day":               {statutory, about(law.InterestMode, law.FixedAtStart, day(2), date.Date{}), "1210.00"},
		"a cap that has ended":                  {agreed, about(law.InterestCap, law.CapStatutory, date.Date{}, day(0)), "3300.00"},
		"a cap from a later day":                {agreed, about(law.InterestCap, law.CapStatutory, day(111), date.Date{}), "3300.00"},
		"a cap from the fiftieth day":           {agreed, about(law.InterestCap, law.CapStatutory, day(51), date.Date{}), "2210.00"}, // 50 x 30, 49 x 10, 11 x 20
		"a cap that ends with the rate it knew": {agreed, about(law.InterestCap, law.CapStatutory, date.Date{}, day(99)), "1320.00"},
	} {
		pack := rates(law.FollowsSegments)
		pack.Rows = append(pack.Rows[:2:2], lawRow("BASIS", law.InterestBasis, func(r *law.Row) {
			r.Text = "act/365"
			if c.row.Fact == law.InterestBasis && c.row.Force != law.House {
				r.From, r.To = day(1000), day(1001)
			}
		}), c.row)
		s, err := dunning.Sheet(invoice(1, 0, 36_500_00), day(110), dunning.TermsFor(c.by, nil, pack, receivable.Business))
		if err != nil || s.Total.String() != c.want {
			t.Errorf("%s: %s, want %s (%v)", name, s.Total, c.want, err)
		}
	}
}
