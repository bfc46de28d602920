package spec_test

import (
	"math"
	"strconv"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"pgregory.net/rapid"
)

func TestParseAmount(t *testing.T) {
	for _, tc := range []struct {
		text, currency string
		want           int64
		bad            bool
	}{
		{text: "1190.00", currency: "EUR", want: 119000},
		{text: "1190", currency: "EUR", want: 119000},
		{text: "-0.5", currency: "EUR", want: -50},
		{text: "+.25", currency: "EUR", want: 25},
		{text: "1.0000", currency: "EUR", want: 100},
		{text: "1234", currency: "JPY", want: 1234},
		{text: "1234.00", currency: "JPY", want: 1234},
		{text: "0.001", currency: "KWD", want: 1},
		{text: "1.005", currency: "EUR", bad: true},
		{text: "1,00", currency: "EUR", bad: true},
		{text: "1.", currency: "EUR", bad: true},
		{text: "--1", currency: "EUR", bad: true},
		{text: "", currency: "EUR", bad: true},
		{text: "-", currency: "EUR", bad: true},
		{text: "1e3", currency: "EUR", bad: true},
		{text: "1000000000000000000", currency: "EUR", bad: true},
		{text: "99999999999999999999999", currency: "EUR", bad: true},
		{text: "1", currency: "QQQ", bad: true},
		{text: "1", currency: "eur", bad: true},
	} {
		got, err := spec.ParseAmount(tc.text, tc.currency)
		if (err != nil) != tc.bad || got != tc.want {
			t.Errorf("ParseAmount(%q, %s) = %d, %v; want %d, error %v", tc.text, tc.currency, got, err, tc.want, tc.bad)
		}
	}
}

func TestAmountFromFraction(t *testing.T) {
	for _, tc := range []struct {
		num, denom int64
		currency   string
		want       int64
		bad        bool
	}{
		{119000, 100, "EUR", 119000, false},
		{-1, 2, "EUR", -50, false},
		{1, 3, "EUR", 0, true},
		{5, 1000, "KWD", 5, false},
		{5, 1000, "EUR", 0, true},
		{1, 0, "EUR", 0, true},
		{math.MaxInt64, 1, "EUR", 0, true},
	} {
		got, err := spec.AmountFromFraction(tc.num, tc.denom, tc.currency)
		if (err != nil) != tc.bad || got != tc.want {
			t.Errorf("AmountFromFraction(%d, %d, %s) = %d, %v", tc.num, tc.denom, tc.currency, got, err)
		}
	}
}

func TestFormatAmountAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		currency := rapid.SampledFrom([]string{"EUR", "NOK", "JPY", "KWD", "IDR", "CLF"}).Draw(t, "currency")
		minor := rapid.Int64Range(-spec.MaxAmount, spec.MaxAmount).Draw(t, "minor")
		text := spec.FormatAmount(minor, currency)
		back, err := spec.ParseAmount(text, currency)
		if err != nil || back != minor {
			t.Fatalf("%d %s -> %q -> %d, %v", minor, currency, text, back, err)
		}
	})
	if got := spec.FormatAmount(-5, "EUR"); got != "-0.05" {
		t.Errorf("FormatAmount(-5, EUR) = %q", got)
	}
}

func FuzzParseAmount(f *testing.F) {
	f.Add("1190.00", "EUR")
	f.Add("-.5", "KWD")
	f.Fuzz(func(t *testing.T, text, currency string) {
		minor, err := spec.ParseAmount(text, currency)
		if err != nil {
			return
		}
		again, err := spec.ParseAmount(spec.FormatAmount(minor, currency), currency)
		if err != nil || again != minor {
			t.Errorf("%q %s = %s, read again as %s", text, currency, strconv.FormatInt(minor, 10), strconv.FormatInt(again, 10))
		}
	})
}

func TestAbsTakesTheSignAway(t *testing.T) {
	for minor, want := range map[int64]int64{-5: 5, 0: 0, 7: 7} {
		if got := spec.Abs(minor); got != want {
			t.Errorf("%d of %d", got, minor)
		}
	}
}
