package settlement

import (
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func amount(t *testing.T, text string, c money.Currency) money.Amount {
	t.Helper()
	a, err := money.Parse(text, c)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func day(t *testing.T, text string) date.Date {
	t.Helper()
	d, err := date.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func rate(percent string) *dunning.Terms {
	return &dunning.Terms{Name: "agreed rate", Basis: dunning.Act365, Rates: []dunning.TermRate{{Percent: decimal.RequireFromString(percent), Rule: "agreed rate"}}}
}

func norway(t *testing.T) date.Calendar {
	t.Helper()
	cal, err := date.ParseCalendar([]byte(`{"name":"NO","weekend":["saturday","sunday"],"holidays":[{"name":"Constitution Day","date":"05-17"},{"name":"Whit Monday","easter":50}]}`))
	if err != nil {
		t.Fatal(err)
	}
	return cal
}

// told writes a schedule as a page would: date, interest, off the debt, payment, left.
func told(s Schedule) string {
	lines := make([]string, 0, len(s.Rows))
	for _, r := range s.Rows {
		line := r.On.String() + " " + r.Interest.String() + " " + r.OffDebt.String() + " " + r.Payment.String() + " " + r.Left.String()
		if r.Moved() {
			line += " moved from " + r.Meant.String() + ": " + r.Why
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func TestEqualInstalmentsLeaveTheRestToTheLast(t *testing.T) {
	for _, c := range []struct {
		currency money.Currency
		debt     string
		want     string
	}{
		{"JPY", "1000", "2026-12-15 0 333 333 667\n2027-01-15 0 333 333 334\n2027-02-15 0 334 334 0"},
		{"NOK", "100.00", "2026-12-15 0.00 33.33 33.33 66.67\n2027-01-15 0.00 33.33 33.33 33.34\n2027-02-15 0.00 33.34 33.34 0.00"},
		{"KWD", "10.000", "2026-12-15 0.000 3.333 3.333 6.667\n2027-01-15 0.000 3.333 3.333 3.334\n2027-02-15 0.000 3.334 3.334 0.000"},
	} {
		s, err := ScheduleOf(amount(t, c.debt, c.currency), Terms{Count: 3, First: day(t, "2026-12-15")}, day(t, "2026-11-22"), date.Calendar{})
		if err != nil {
			t.Fatal(err)
		}
		if got := told(s); got != c.want {
			t.Errorf("%s %s in three:\n%s\nwant\n%s", c.debt, c.currency, got, c.want)
		}
	}
}

// By hand: 30 751.03 at 12 % bear 222.4184 in 22 days of 365, and 25 973.45 bear 264.7157 in 31: together 487.13, of which 222.42
// stand in the first row.
func TestDepositInterestAndHoliday(t *testing.T) {
	s, err := ScheduleOf(amount(t, "30751.03", "NOK"), Terms{
		Deposit: amount(t, "5000.00", "NOK"), DepositOn: day(t, "2026-12-15"),
		Count: 6, Each: amount(t, "4450.00", "NOK"), First: day(t, "2027-01-15"), Step: Step{Day: 15}, Business: true, Interest: rate("12"),
	}, day(t, "2026-11-23"), norway(t))
	if err != nil {
		t.Fatal(err)
	}
	want := `2026-12-15 222.42 4777.58 5000.00 25973.45
2027-01-15 264.71 4185.29 4450.00 21788.16
2027-02-15 222.06 4227.94 4450.00 17560.22
2027-03-15 161.65 4288.35 4450.00 13271.87
2027-04-15 135.27 4314.73 4450.00 8957.14
2027-05-18 97.18 4352.82 4450.00 4604.32 moved from 2027-05-15: weekend
2027-06-15 42.38 4604.32 4646.70 0.00`
	if got := told(s); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if s.Total.String() != "31896.70" || s.Interest.String() != "1145.67" {
		t.Errorf("total %s, interest %s", s.Total, s.Interest)
	}
}

func TestDatesOfInstalments(t *testing.T) {
	for name, c := range map[string]struct {
		first string
		step  Step
		want  string
	}{
		"the 31st ends with the month": {"2027-01-31", Step{Day: 31}, "2027-01-31 2027-02-28 2027-03-31"},
		"day of the first date":        {"2027-01-15", Step{}, "2027-01-15 2027-02-15 2027-03-15"},
		"first now, then on the 1st":   {"2026-12-10", Step{Day: 1}, "2026-12-10 2027-01-01 2027-02-01"},
		"every second week":            {"2026-12-10", Step{Weeks: 2}, "2026-12-10 2026-12-24 2027-01-07"},
	} {
		s, err := ScheduleOf(amount(t, "90.00", "NOK"), Terms{Count: 3, First: day(t, c.first), Step: c.step}, day(t, "2026-11-22"), date.Calendar{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got := s.Rows[0].On.String() + " " + s.Rows[1].On.String() + " " + s.Rows[2].On.String()
		if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestRefusedTerms(t *testing.T) {
	nok := func(text string) money.Amount { return amount(t, text, "NOK") }
	on, later := day(t, "2026-11-22"), day(t, "2026-12-15")
	part := func(on, text string) Part { return Part{On: day(t, on), Amount: nok(text)} }
	for name, c := range map[string]struct {
		terms Terms
		code  fault.Code
		field string
	}{
		"no date":                    {Terms{Count: 3}, fault.Invalid, "first"},
		"first date past":            {Terms{Count: 3, First: day(t, "2026-11-21")}, PastDate, "first"},
		"neither number nor amount":  {Terms{First: later}, fault.Invalid, "instalments"},
		"too many":                   {Terms{Count: 121, First: later}, TooMany, "instalments"},
		"too many of that amount":    {Terms{Each: nok("8.00"), First: later}, TooMany, "instalments"},
		"less than a coin":           {Terms{Count: 3, First: later, Deposit: nok("999.99")}, TooSmall, "instalments"},
		"interest not covered":       {Terms{Each: nok("5.00"), First: later, Interest: rate("30")}, TooSmall, "each"},
		"deposit is the debt":        {Terms{Count: 3, First: later, Deposit: nok("1000.00")}, fault.Invalid, "deposit"},
		"deposit after the first":    {Terms{Count: 3, First: later, Deposit: nok("10.00"), DepositOn: day(t, "2027-01-01")}, OutOfOrder, "first"},
		"deposit past":               {Terms{Count: 3, First: later, Deposit: nok("10.00"), DepositOn: day(t, "2026-11-01")}, PastDate, "deposit-on"},
		"deposit in another money":   {Terms{Count: 3, First: later, Deposit: amount(t, "10.00", "EUR")}, money.CurrencyMismatch, "deposit"},
		"paid before the last":       {Terms{Count: 6, Each: nok("250.00"), First: later}, DoesNotSum, "each"},
		"parts do not sum":           {Terms{Parts: []Part{part("2026-12-15", "500.00"), part("2027-01-15", "499.00")}}, DoesNotSum, "payments"},
		"parts out of order":         {Terms{Parts: []Part{part("2027-01-15", "500.00"), part("2026-12-15", "500.00")}}, OutOfOrder, "payments[2]"},
		"a part past":                {Terms{Parts: []Part{part("2026-11-15", "500.00"), part("2026-12-15", "500.00")}}, PastDate, "payments[1]"},
		"a part of nothing":          {Terms{Parts: []Part{part("2026-12-15", "0.00")}}, fault.Invalid, "payments[1]"},
		"no such rhythm":             {Terms{Count: 3, First: later, Step: Step{Weeks: 53}}, fault.Invalid, "weeks"},
		"no such day":                {Terms{Count: 3, First: later, Step: Step{Day: 32}}, fault.Invalid, "day"},
		"no rate for a day":          {Terms{Count: 3, First: later, Interest: &dunning.Terms{Name: "law"}}, dunning.RateMissing, ""},
		"beyond what anybody plans":  {Terms{Count: 3, First: date.Must(9999, time.December, 1)}, fault.Invalid, "first"},
		"two parts on a moved day":   {Terms{Parts: []Part{part("2026-12-12", "500.00"), part("2026-12-13", "500.00")}, Business: true}, OutOfOrder, "payments[2]"},
		"more than is left":          {Terms{Parts: []Part{part("2026-12-15", "500.00"), part("2027-01-15", "500.01")}}, DoesNotSum, "payments[2]"},
		"nothing left for the rest":  {Terms{Parts: []Part{part("2026-12-15", "1000.00"), {On: day(t, "2027-01-15"), Rest: true}}}, DoesNotSum, "payments[2]"},
		"a rest before the last":     {Terms{Parts: []Part{{On: later, Rest: true}, part("2027-01-15", "500.00")}}, fault.Invalid, "payments[1]"},
		"a part under its interest":  {Terms{Parts: []Part{part("2026-12-15", "0.01"), {On: day(t, "2027-01-15"), Rest: true}}, Interest: rate("12")}, TooSmall, "payments[1]"},
		"no instalments, but an odd": {Terms{Count: -1, First: later}, fault.Invalid, "instalments"},
	} {
		_, err := ScheduleOf(nok("1000.00"), c.terms, on, norway(t))
		if fault.CodeOf(err) != c.code || c.field != "" && !fieldIs(err, c.field) {
			t.Errorf("%s: %s on %v, want %s on %q", name, fault.CodeOf(err), err, c.code, c.field)
		}
	}
	if _, err := ScheduleOf(nok("0.00"), Terms{Count: 3, First: later}, on, date.Calendar{}); !fieldIs(err, "items") {
		t.Errorf("nothing to spread: %v", err)
	}
}

// terms draws terms that a clerk could type; not all of them can be reckoned.
func drawTerms(t *rapid.T, c money.Currency, principal int64, on date.Date) Terms {
	terms := Terms{
		First:    on.AddDays(rapid.IntRange(0, 90).Draw(t, "first")),
		Step:     Step{Weeks: rapid.IntRange(0, 6).Draw(t, "weeks"), Day: rapid.IntRange(0, 31).Draw(t, "day")},
		Business: rapid.Bool().Draw(t, "business"),
	}
	if rapid.Bool().Draw(t, "counted") {
		terms.Count = rapid.IntRange(1, 40).Draw(t, "count")
	}
	if terms.Count == 0 || rapid.IntRange(0, 3).Draw(t, "sized") == 0 {
		terms.Each = money.New(rapid.Int64Range(1, max(principal, 2)).Draw(t, "each"), c)
	}
	if rapid.Bool().Draw(t, "deposited") {
		terms.Deposit = money.New(rapid.Int64Range(1, max(principal-1, 1)).Draw(t, "deposit"), c)
	}
	if rapid.Bool().Draw(t, "bears") {
		terms.Interest = rate(rapid.SampledFrom([]string{"0.5", "8", "12.25", "30"}).Draw(t, "rate"))
	}
	return terms
}

func TestSchedulesSumExactly(t *testing.T) {
	cal := norway(t)
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom([]money.Currency{"JPY", "NOK", "KWD"}).Draw(t, "currency")
		principal := rapid.Int64Range(1, 500_000_000).Draw(t, "principal")
		on := date.Must(2026, 1, 1).AddDays(rapid.IntRange(0, 800).Draw(t, "on"))
		s, err := ScheduleOf(money.New(principal, c), drawTerms(t, c, principal, on), on, cal)
		if err != nil {
			if fault.CodeOf(err) == fault.Internal {
				t.Fatalf("not coded: %v", err)
			}
			t.Skip("drawn terms that no schedule can be made of")
		}
		left, total, interest, last := principal, int64(0), int64(0), date.Date{}
		for _, r := range s.Rows {
			left -= r.OffDebt.Minor
			total += r.Payment.Minor
			interest += r.Interest.Minor
			switch {
			case r.Payment.Minor != r.Interest.Minor+r.OffDebt.Minor:
				t.Fatalf("a payment is not interest and debt: %+v", r)
			case r.Left.Minor != left || left < 0 || r.Interest.Minor < 0 || r.Payment.Minor <= 0 || r.Payment.Currency != c:
				t.Fatalf("the debt does not fall as it should: %+v", r)
			case !r.On.After(last) || r.On.Before(on):
				t.Fatalf("%s does not come after %s", r.On, last)
			}
			last = r.On
		}
		if left != 0 || total != s.Total.Minor || interest != s.Interest.Minor || total != principal+interest || len(s.Rows) > MostRows {
			t.Fatalf("left %d, total %d, interest %d of %+v", left, total, interest, s)
		}
	})
}

// Payments that a clerk wrote one by one, of which the last takes what is left, are the debt and its interest in every currency.
func TestPaymentsOneByOneSumExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom([]money.Currency{"JPY", "NOK", "KWD"}).Draw(t, "currency")
		principal := rapid.Int64Range(1, 500_000_000).Draw(t, "principal")
		on := date.Must(2026, 1, 1)
		terms := Terms{}
		if rapid.Bool().Draw(t, "bears") {
			terms.Interest = rate(rapid.SampledFrom([]string{"0.5", "8", "12.25", "30"}).Draw(t, "rate"))
		}
		n := rapid.IntRange(1, 20).Draw(t, "payments")
		for range n {
			on = on.AddDays(rapid.IntRange(1, 60).Draw(t, "days"))
			terms.Parts = append(terms.Parts, Part{On: on, Amount: money.New(rapid.Int64Range(1, max(2*principal/int64(n), 1)).Draw(t, "amount"), c)})
		}
		terms.Parts[n-1].Rest = true
		s, err := ScheduleOf(money.New(principal, c), terms, date.Must(2026, 1, 1), date.Calendar{})
		if err != nil {
			if code := fault.CodeOf(err); code != DoesNotSum && code != TooSmall {
				t.Fatalf("%s: %v", code, err)
			}
			t.Skip("drawn terms that do not sum or are too small")
		}
		off, paid := int64(0), int64(0)
		for i, r := range s.Rows {
			off, paid = off+r.OffDebt.Minor, paid+r.Payment.Minor
			if i < n-1 && r.Payment != terms.Parts[i].Amount {
				t.Fatalf("payment %d is %s, not %s", i+1, r.Payment, terms.Parts[i].Amount)
			}
		}
		if off != principal || paid != principal+s.Interest.Minor || paid != s.Total.Minor {
			t.Fatalf("%d off the debt, %d paid, of %d and %d interest", off, paid, principal, s.Interest.Minor)
		}
	})
}
