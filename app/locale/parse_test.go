package locale

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
)

func TestParseAmountAsTyped(t *testing.T) {
	for _, c := range []struct {
		text     string
		exponent int
		want     int64
	}{
		{"1 234,50", 2, 123450},
		{"1\u00a0234,50", 2, 123450},
		{"1.234,50", 2, 123450},
		{"1,234.50", 2, 123450},
		{"1'234.50", 2, 123450},
		{"1234,5", 2, 123450},
		{"1234", 2, 123400},
		{" 35 ", 2, 3500},
		{"-35,00", 2, -3500},
		{"\u221235,00", 2, -3500},
		{"1.234.567", 2, 123456700},
		{"1.234.567,8", 2, 123456780},
		{"1 234 567.8", 2, 123456780},
		{"0.500", 3, 500},
		{"1234.567", 3, 1234567},
		{"81000000", 0, 81000000},
		{"92233720368547758,07", 2, math.MaxInt64},
	} {
		got, err := ParseAmount(c.text, c.exponent)
		if err != nil || got != c.want {
			t.Errorf("%q: got %d, %v, want %d", c.text, got, err, c.want)
		}
	}
}

func TestParseAmountRefuses(t *testing.T) {
	for _, c := range []struct {
		text     string
		exponent int
		code     fault.Code
	}{
		{"1.234", 2, AmbiguousAmount},
		{"1,234", 2, AmbiguousAmount},
		{"1.234", 3, AmbiguousAmount},
		{"1.234", 0, AmbiguousAmount},
		{"", 2, BadAmount},
		{"-", 2, BadAmount},
		{",50", 2, BadAmount},
		{"12,", 2, BadAmount},
		{"12,345", 1, AmbiguousAmount},
		{"1234,567", 2, BadAmount},
		{"0,500", 2, BadAmount},
		{"1.23.456", 2, BadAmount},
		{"1.2345,00", 2, BadAmount},
		{"1.234 567,00", 2, BadAmount},
		{"1 23", 2, BadAmount},
		{"1e9", 2, BadAmount},
		{"١٢٣", 2, BadAmount},
		{"--5", 2, BadAmount},
		{"92233720368547758,08", 2, BadAmount},
	} {
		if _, err := ParseAmount(c.text, c.exponent); fault.CodeOf(err) != c.code {
			t.Errorf("%q with %d decimals: got %v, want code %s", c.text, c.exponent, err, c.code)
		}
	}
}

func TestOwnThousandsMarkIsBelieved(t *testing.T) {
	if got, err := For("de").ParseAmount("1.234", 2); err != nil || got != 123400 {
		t.Errorf("German 1.234: %d, %v", got, err)
	}
	if got, err := For("en").ParseAmount("1,234", 2); err != nil || got != 123400 {
		t.Errorf("English 1,234: %d, %v", got, err)
	}
	if got, err := For("de").ParseAmount("1,234", 3); err != nil || got != 1234 {
		t.Errorf("German 1,234 with three decimals: %d, %v", got, err)
	}
	if _, err := For("nb").ParseAmount("1.234", 2); !fault.Has(err, AmbiguousAmount) {
		t.Errorf("Norwegian has no dot of its own: %v", err)
	}
}

// Whatever a language prints, it reads back.
func TestPrintedAmountsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := &tables[rapid.IntRange(0, len(tables)-1).Draw(t, "locale")]
		minor := rapid.Int64Range(-math.MaxInt64, math.MaxInt64).Draw(t, "minor")
		exponent := rapid.SampledFrom([]int{0, 2, 3}).Draw(t, "exponent")
		text := l.Number(minor, exponent)
		got, err := l.ParseAmount(text, exponent)
		if err != nil || got != minor {
			t.Fatalf("%s printed %q for %d and read %d, %v", l.tag, text, minor, got, err)
		}
	})
}

func TestASumIsReadWithItsCurrencyBesideIt(t *testing.T) {
	for _, c := range []struct {
		tag, text, currency string
		want                int64
	}{
		{"nb", "1\u00a0234,50\u00a0kr", "NOK", 123450},
		{"nb", "\u22125 kr", "NOK", -500},
		{"nb", "NOK 1 234,50", "NOK", 123450},
		{"en", "-£5.00", "GBP", -500},
		{"nl", "€\u00a0-1.234,50", "EUR", -123450},
		{"fr", "1\u202f234,50 €", "EUR", 123450},
		{"id", "Rp81.000.000", "IDR", 8100000000},
		{"da", "100 kr.", "DKK", 10000},
		{"da", "100", "DKK", 10000},
	} {
		if got, err := For(c.tag).ParseMoney(c.text, c.currency, 2); err != nil || got != c.want {
			t.Errorf("%s %q: got %d, %v, want %d", c.tag, c.text, got, err, c.want)
		}
	}
	for _, text := range []string{"€5", "NOK", "kr kr 5", "-kr -5", "", "5 NOK kr"} {
		if got, err := For("nb").ParseMoney(text, "NOK", 2); !fault.Has(err, BadAmount) {
			t.Errorf("%q is taken for %d kroner: %v", text, got, err)
		}
	}
}

// Whatever a letter prints, a person can copy into a field.
func TestPrintedMoneyReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := &tables[rapid.IntRange(0, len(tables)-1).Draw(t, "locale")]
		minor := rapid.Int64Range(-math.MaxInt64, math.MaxInt64).Draw(t, "minor")
		currency := rapid.SampledFrom([]string{"NOK", "SEK", "DKK", "EUR", "USD", "GBP", "CHF", "IDR", "HUF", "JPY", "KWD"}).Draw(t, "currency")
		exponent, err := money.Currency(currency).Exponent()
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{l.Money(minor, currency, exponent), l.MoneyCode(minor, currency, exponent)} {
			if got, err := l.ParseMoney(text, currency, exponent); err != nil || got != minor {
				t.Fatalf("%s printed %q for %d and read %d, %v", l.tag, text, minor, got, err)
			}
		}
	})
}

func FuzzParseAmount(f *testing.F) {
	for _, seed := range []string{"1 234,50", "1.234", "-0,05", "1'234.50", "9999999999999999999", "..", "1,2,3"} {
		f.Add(seed, 2)
	}
	f.Fuzz(func(t *testing.T, text string, exponent int) {
		if exponent < 0 || exponent > 4 {
			return
		}
		minor, err := ParseAmount(text, exponent)
		if err != nil {
			return
		}
		again, err := For("en").ParseAmount(For("en").Number(minor, exponent), exponent)
		if err != nil || again != minor {
			t.Fatalf("%q read as %d, printed and read again as %d, %v", text, minor, again, err)
		}
	})
}

func FuzzParseMoney(f *testing.F) {
	for _, seed := range []string{"1 234,50 kr", "€\u00a0-1.234,50", "-NOK 5", "kr", "- - 5", "NOK NOK"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for i := range tables {
			l := &tables[i]
			minor, err := l.ParseMoney(text, "NOK", 2)
			if err != nil {
				continue
			}
			if again, err := l.ParseMoney(l.Money(minor, "NOK", 2), "NOK", 2); err != nil || again != minor {
				t.Fatalf("%s read %q as %d, printed it and read %d, %v", l.tag, text, minor, again, err)
			}
		}
	})
}
