package money_test

import (
	"math"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestParseReadsAPlainDecimal(t *testing.T) {
	for _, c := range []struct {
		text     string
		currency money.Currency
		minor    int64
		code     fault.Code
	}{
		{text: "1234.50", currency: "NOK", minor: 123450},
		{text: "-0.05", currency: "NOK", minor: -5},
		{text: "+7", currency: "EUR", minor: 700},
		{text: "1500", currency: "JPY", minor: 1500},
		{text: "1.500", currency: "KWD", minor: 1500},
		{text: "12.3400", currency: "EUR", minor: 1234}, // zeros beyond the currency's decimals say nothing
		{text: "10000000000000.00", currency: "EUR", minor: money.MaxMinor},
		{text: "10000000000000.01", currency: "EUR", code: money.AmountTooLarge},
		{text: "99999999999999999999999", currency: "EUR", code: money.AmountTooLarge},
		{text: "12.345", currency: "EUR", code: money.BadAmount},
		{text: "1.5", currency: "JPY", code: money.BadAmount},
		{text: "1,234.50", currency: "EUR", code: money.BadAmount},
		{text: "1e3", currency: "EUR", code: money.BadAmount},
		{text: "", currency: "EUR", code: money.BadAmount},
		{text: ".5", currency: "EUR", code: money.BadAmount},
		{text: "5.", currency: "EUR", code: money.BadAmount},
		{text: "--5", currency: "EUR", code: money.BadAmount},
		{text: "١٢", currency: "EUR", code: money.BadAmount},
		{text: "1.00", currency: "eur", code: money.UnknownCurrency},
		{text: "1.00", currency: "", code: money.UnknownCurrency},
	} {
		got, err := money.Parse(c.text, c.currency)
		if fault.CodeOf(err) != c.code || got.Minor != c.minor {
			t.Errorf("Parse(%q, %s) = %d, %v; want %d, %q", c.text, c.currency, got.Minor, err, c.minor, c.code)
		}
	}
}

func TestStringWritesWhatParseReads(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom([]money.Currency{"NOK", "JPY", "KWD", "CLF", "IDR"}).Draw(t, "currency")
		a := money.New(rapid.Int64Range(-money.MaxMinor, money.MaxMinor).Draw(t, "minor"), c)
		back, err := money.Parse(a.String(), c)
		if err != nil || back != a {
			t.Fatalf("%d was written %q and read as %d, %v", a.Minor, a, back.Minor, err)
		}
	})
	if got := money.FormatMinor(math.MinInt64, 2); got != "-92233720368547758.08" {
		t.Errorf("the smallest int64 is written %q", got)
	}
}

func TestAddRefusesWhatCannotBeOneSum(t *testing.T) {
	if _, err := money.New(1, "NOK").Add(money.New(1, "EUR")); fault.CodeOf(err) != money.CurrencyMismatch {
		t.Errorf("NOK + EUR gives %v", err)
	}
	if _, err := money.New(math.MaxInt64, "NOK").Add(money.New(1, "NOK")); fault.CodeOf(err) != money.AmountTooLarge {
		t.Errorf("a sum beyond int64 gives %v", err)
	}
	if got, err := (money.Amount{}).Add(money.New(5, "NOK")); err != nil || got != money.New(5, "NOK") {
		t.Errorf("nothing + 5 øre = %v, %v", got, err)
	}
	if got, err := money.New(5, "NOK").Sub(money.New(7, "NOK")); err != nil || got.Minor != -2 || got.Sign() != -1 || got.IsZero() {
		t.Errorf("5 - 7 = %v, %v", got, err)
	}
}

func TestRoundingIsTheOneNamed(t *testing.T) {
	for _, c := range []struct {
		exact                        string
		halfAway, halfEven, up, down int64
	}{
		{"0.025", 3, 2, 3, 2},
		{"0.035", 4, 4, 4, 3},
		{"-0.025", -3, -2, -3, -2},
		{"0.021", 2, 2, 3, 2},
		{"-0.029", -3, -3, -3, -2},
		{"1.005", 101, 100, 101, 100}, // what binary fractions get wrong
		{"0.02", 2, 2, 2, 2},
		{"7e2", 70000, 70000, 70000, 70000},
		{"1e-60", 0, 0, 1, 0},
		{"0", 0, 0, 0, 0},
	} {
		for rounding, want := range map[money.Rounding]int64{
			money.HalfAway: c.halfAway, money.HalfEven: c.halfEven, money.Up: c.up, money.Down: c.down,
		} {
			got, err := money.FromDecimal(decimal.RequireFromString(c.exact), "EUR", rounding)
			if err != nil || got.Minor != want {
				t.Errorf("%s rounded %s = %d, %v; want %d", c.exact, rounding, got.Minor, err, want)
			}
		}
	}
	for _, huge := range []string{"1e9999", "-1e9999", "10000000000000.01"} {
		if _, err := money.FromDecimal(decimal.RequireFromString(huge), "EUR", money.HalfAway); fault.CodeOf(err) != money.AmountTooLarge {
			t.Errorf("%s gives %v", huge, err)
		}
	}
}

func TestPercentIsRoundedOnce(t *testing.T) {
	// 12.345 % of 1,234.56 is 152.406432.
	got, err := money.New(123456, "EUR").Percent(decimal.RequireFromString("12.345"), money.HalfAway)
	if err != nil || got.Minor != 15241 {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestSplitGivesTheUnitsLeftOverToTheLargestRemainders(t *testing.T) {
	parts, err := money.New(100, "EUR").Split([]int64{1, 1, 1})
	if err != nil || parts[0].Minor != 34 || parts[1].Minor != 33 || parts[2].Minor != 33 {
		t.Errorf("1.00 in three = %v, %v", parts, err)
	}
	parts, err = money.New(-5, "EUR").Split([]int64{3, 7})
	if err != nil || parts[0].Minor != -2 || parts[1].Minor != -3 {
		t.Errorf("-0.05 as 3:7 = %v, %v", parts, err)
	}
	for _, weights := range [][]int64{nil, {0, 0}, {1, -1}} {
		if _, err := money.New(100, "EUR").Split(weights); fault.CodeOf(err) != fault.Invalid {
			t.Errorf("split by %v gives %v", weights, err)
		}
	}
}

func TestSplitNeverLosesAMinorUnit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := money.New(rapid.Int64Range(-money.MaxMinor, money.MaxMinor).Draw(t, "minor"), "IDR")
		weights := rapid.SliceOfN(rapid.Int64Range(0, math.MaxInt64), 1, 40).Draw(t, "weights")
		weights[0] |= 1
		parts, err := a.Split(weights)
		if err != nil {
			t.Fatal(err)
		}
		sum := money.Zero("IDR")
		for i, p := range parts {
			if p.Sign() == -a.Sign() && p.Sign() != 0 || weights[i] == 0 && !p.IsZero() {
				t.Fatalf("part %d of %v is %v", i, a, p)
			}
			if sum, err = sum.Add(p); err != nil {
				t.Fatal(err)
			}
		}
		if sum != a {
			t.Fatalf("%v was split into %v", a, sum)
		}
	})
}

func TestBagKeepsCurrenciesApart(t *testing.T) {
	var b money.Bag
	for _, a := range []money.Amount{money.New(5, "NOK"), money.New(7, "EUR"), money.New(-5, "NOK"), {}} {
		if err := b.Add(a); err != nil {
			t.Fatal(err)
		}
	}
	got := b.Amounts()
	if len(got) != 2 || got[0] != money.New(7, "EUR") || got[1] != money.New(0, "NOK") {
		t.Errorf("the bag holds %v", got)
	}
	if err := b.Add(money.New(math.MaxInt64, "EUR")); fault.CodeOf(err) != money.AmountTooLarge || b.Of("EUR").Minor != 7 {
		t.Errorf("an overflow gives %v and leaves %v", err, b.Of("EUR"))
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"1234.50", "-0.05", "+7", "1,5", "1e9", "", "-", ".", "9999999999999999999"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, err := money.Parse(text, "NOK")
		if err != nil {
			if fault.CodeOf(err) == fault.Internal {
				t.Fatalf("%q gives an error without a code: %v", text, err)
			}
			return
		}
		if back, err := money.Parse(a.String(), "NOK"); err != nil || back != a {
			t.Fatalf("%q is %v, read again %v, %v", text, a, back, err)
		}
	})
}
