package dunning_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// anyTerms draws a rate table without gaps.
func anyTerms(t *rapid.T) dunning.Terms {
	terms := dunning.Terms{Name: "drawn", Basis: anyBasis(t)}
	from := date.Date{}
	for i := range rapid.IntRange(1, 5).Draw(t, "rates") {
		r := dunning.TermRate{From: from, Percent: decimal.New(rapid.Int64Range(0, 3000000).Draw(t, "rate"), -4)}
		if i > 0 {
			terms.Rates[i-1].To = from.AddDays(-1)
		}
		terms.Rates = append(terms.Rates, r)
		from = date.Latest(from, day(-30)).AddDays(rapid.IntRange(1, 400).Draw(t, "days"))
	}
	if n := len(terms.Rates); n > 1 { // the first rate is open to the past, so it needs its end
		terms.Rates[0].To = terms.Rates[1].From.AddDays(-1)
	}
	return terms
}

// anyHistory draws payments and credits that leave the item with its open amount.
func anyHistory(t *rapid.T, it *dunning.Item) {
	on := 0
	for range rapid.IntRange(0, 5).Draw(t, "moves") {
		on += rapid.IntRange(0, 200).Draw(t, "days between moves")
		part := rapid.Int64Range(0, it.Open.Minor).Draw(t, "paid")
		it.Open.Minor -= part
		it.History = append(it.History, dunning.Move{On: day(on), Amount: eur(-part)})
	}
}

func TestInterestOverASpanIsTheSumOverItsParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		it := invoice(1, rapid.IntRange(0, 60).Draw(t, "due"), rapid.Int64Range(1, money.MaxMinor/2000).Draw(t, "amount"))
		anyHistory(t, &it)
		terms := anyTerms(t)
		end := it.Due.AddDays(rapid.IntRange(0, 1500).Draw(t, "days"))
		whole, err := dunning.Sheet(it, end, terms)
		if err != nil {
			t.Fatal(err)
		}
		// Cut the time into parts: interest to a later day is interest to an earlier one and the spans after it.
		middle := it.Due.AddDays(rapid.IntRange(0, end.DaysSince(it.Due)).Draw(t, "cut"))
		first, err := dunning.Sheet(it, middle, terms)
		if err != nil {
			t.Fatal(err)
		}
		rest := it
		rest.Due = middle
		second, err := dunning.Sheet(rest, end, terms)
		if err != nil {
			t.Fatal(err)
		}
		if sum := first.Exact.Plus(second.Exact); !sum.Equal(whole.Exact) {
			t.Fatalf("%s to %s in one is %s, in two parts %s", it.Due, end, whole.Exact.Major("EUR", 12), sum.Major("EUR", 12))
		}
		var spans dunning.Exact
		for i, s := range whole.Spans {
			spans = spans.Plus(s.Exact)
			if i > 0 && !s.From.After(whole.Spans[i-1].To) {
				t.Fatalf("the spans overlap at %s", s.From)
			}
		}
		if !spans.Equal(whole.Exact) {
			t.Fatal("the spans do not add up to the sheet")
		}
	})
}

func TestADayWithoutARateIsAnError(t *testing.T) {
	it := invoice(1, 0, 10000)
	terms := dunning.Terms{Name: "law pack XX", Basis: dunning.Act365, Rates: []dunning.TermRate{{From: day(1), To: day(30), Percent: dec("8")}}}
	if _, err := dunning.Sheet(it, day(30), terms); err != nil {
		t.Errorf("within the table: %v", err)
	}
	_, err := dunning.Sheet(it, day(31), terms)
	if fault.CodeOf(err) != dunning.RateMissing || err.Error() != "law pack XX has no interest rate for 2024-02-01 (add the rate that is in force on that day, with its source)" {
		t.Errorf("beyond the table: %v", err)
	}
	paid := it
	paid.Open.Minor, paid.History = 0, []dunning.Move{{On: day(20), Amount: eur(-10000)}}
	if s, err := dunning.Sheet(paid, day(60), terms); err != nil || len(s.Spans) != 1 || s.Spans[0].To != day(20) {
		t.Errorf("paid within the table: %v, %v", s, err)
	}
}

func TestTheRateOfTheFirstDayCanHoldForLife(t *testing.T) {
	it := invoice(1, 0, 36_500_00)
	if s := interestOf(t, it, 110, law.FixedAtStart); s.Total.String() != "1100.00" || len(s.Spans) != 1 {
		t.Errorf("110 days at 10.00 a day: %+v", s)
	}
	if s := interestOf(t, it, 110, law.FollowsSegments); s.Total.String() != "1210.00" || len(s.Spans) != 2 {
		t.Errorf("following the segments: %+v", s)
	}
}

func TestInterestIsExactWhereBinaryFractionsAreNot(t *testing.T) {
	it := invoice(1, 0, money.MaxMinor)
	terms := dunning.Terms{Basis: dunning.ActualCY, Rates: []dunning.TermRate{{Percent: dec("12.34567891")}}}
	s, err := dunning.Sheet(it, date.Must(2024, 12, 31), terms)
	if err != nil {
		t.Fatal(err)
	}
	// 10^13.00 x 12.34567891 % x 365 / 366 = 1,231,194,754,685.79234972...
	if got := s.Exact.Major("EUR", 7); got != "1231194754685.7923497" {
		t.Errorf("got %s", got)
	}
}

func TestThePrincipalOfADayIsThatOfItsMorning(t *testing.T) {
	terms := dunning.Terms{Basis: dunning.Act365, Rates: []dunning.TermRate{{Percent: dec("36.5")}}} // 1.00 a day on 1,000
	for _, c := range []struct {
		name string
		paid int // day on which half is paid
		want int64
	}{
		{"paid on the due date", 0, 500},
		{"paid on the first day of interest", 1, 550},
		{"paid on the last day", 10, 1000},
		{"paid after it", 11, 1000},
	} {
		it := invoice(1, 0, 100000)
		it.Open, it.History = eur(50000), []dunning.Move{{On: day(c.paid), Amount: eur(-50000)}}
		if s, err := dunning.Sheet(it, day(10), terms); err != nil || s.Total != eur(c.want) {
			t.Errorf("%s: %s, %v; want %s", c.name, s.Total, err, eur(c.want))
		}
	}
}

func TestStatementOfAnItem(t *testing.T) {
	p := ladder()
	p.Levels[0].Interest = &dunning.Interest{Rate: dec("36.5"), Basis: dunning.Act365}
	p.Levels[0].Fee = &dunning.Fee{Fixed: dec("7")}
	a := account(invoice(1, 0, 100000), invoice(2, 30, 5000))
	a, _ = dunning.Issue(a, plan(10, p, a).Notices[0], 1)
	s, err := dunning.StatementOf(a, 1, day(15), p, law.Pack{})
	if err != nil {
		t.Fatal(err)
	}
	if s.Interest.Total != eur(1500) || s.Claimed != eur(1000) || s.Fresh != eur(500) || s.Total != eur(100000+1000+700+500) || len(s.Charges) != 2 {
		t.Errorf("the statement says %+v", s)
	}
	if _, err := dunning.StatementOf(a, 9, day(15), p, law.Pack{}); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("an unknown item gives %v", err)
	}
}

func TestStatutoryTermsComeFromThePack(t *testing.T) {
	pack := law.Pack{Code: "XX", Rows: []law.Row{
		{ID: "XX-B", Fact: law.InterestBasis, Text: "act/360", Applies: law.Both, By: law.Own},
		{ID: "XX-1", Fact: law.InterestRate, Value: dec("9"), Applies: "business", By: law.Own, Ref: "s. 1", Source: "gazette", Verified: day(0)},
		{ID: "XX-2", Fact: law.InterestRate, Value: dec("5"), Applies: "consumer", By: law.Own, Ref: "s. 1", Source: "gazette"},
		{ID: "XX-3", Fact: law.InterestRate, Value: dec("90"), Applies: law.Both, By: law.Agency, Ref: "s. 2", Source: "gazette"},
	}}
	terms := dunning.TermsFor(dunning.Interest{Statutory: true}, nil, pack, receivable.Consumer)
	if len(terms.Rates) != 1 || terms.Rates[0].Basis != dunning.Act360 || terms.Rates[0].Rule != "XX-2" || terms.Rates[0].Verified {
		t.Errorf("a consumer's terms are %+v", terms)
	}
	terms = dunning.TermsFor(dunning.Interest{Statutory: true}, nil, pack, receivable.Business)
	if len(terms.Rates) != 1 || terms.Rates[0].Rule != "XX-1" || !terms.Rates[0].Verified || terms.Rates[0].Source != "s. 1; gazette" {
		t.Errorf("a business's terms are %+v", terms)
	}
}
