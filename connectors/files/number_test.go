package main

import (
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"pgregory.net/rapid"
)

func TestAmounts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, currency string
		decimal        byte
		want           int64
	}{
		{"1190", "EUR", 0, 119000},
		{"1.234,50", "EUR", ',', 123450},
		{"1,234.50", "EUR", '.', 123450},
		{"1 234,50", "NOK", ',', 123450},
		{"1\u00a0234,50", "NOK", ',', 123450},
		{"1\u202f234,50", "EUR", ',', 123450},
		{"1'234.50", "CHF", '.', 123450},
		{"1’234.50", "CHF", '.', 123450},
		{"12,34,567.00", "INR", '.', 123456700},
		{"1.234", "EUR", ',', 123400},
		{"1.234", "KWD", '.', 1234},
		{"-150,25", "EUR", ',', -15025},
		{"\u2212150,25", "EUR", ',', -15025},
		{"150,25-", "EUR", ',', -15025},
		{"(150.25)", "EUR", '.', -15025},
		{"+5", "EUR", 0, 500},
		{"150.25 CR", "USD", '.', -15025},
		{"150.25 DR", "USD", '.', 15025},
		{"1190,-", "NOK", ',', 119000},
		{"kr 1 190,00", "NOK", ',', 119000},
		{"kr. 1 190,00", "NOK", ',', 119000},
		{"€ 1.190,00", "EUR", ',', 119000},
		{"1.190,00 €", "EUR", ',', 119000},
		{"EUR 1.190,00", "EUR", ',', 119000},
		{"Rp 1.250.000", "IDR", ',', 125000000},
		{".50", "EUR", '.', 50},
		{"-.50", "EUR", '.', -50},
		{"5.", "EUR", '.', 500},
		{"0,10", "EUR", ',', 10},
		{"1234567", "JPY", 0, 1234567},
	} {
		n, err := readNumeral(c.text)
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
			continue
		}
		if got, err := n.minor(c.decimal, c.currency); err != nil || got != c.want {
			t.Errorf("%q with %q: %d, %v; want %d", c.text, c.decimal, got, err, c.want)
		}
	}
}

func TestWhatIsNoAmount(t *testing.T) {
	t.Parallel()
	for text, decimal := range map[string]byte{
		"abc": 0, "": 0, "12a": 0, "--5": 0, "-5-": 0, "(-5)": 0, "1.2.3": '.', "1.23.456": ',', "1,234.50": ',', "1.234,50": '.',
		"12 34": 0, "1'23": 0, "1.234.56": ',', "1,2,3": '.', "5 CR -": 0, "€ 5 USD x": 0, "1e5": 0, "0x10": 0, "1.234 567,00": ',',
		"12.345": '.', "12,345": ',', strings.Repeat("9", 30): 0, "５": 0, "1/2": 0, "10%": 0,
	} {
		n, err := readNumeral(text)
		if err == nil {
			_, err = n.minor(decimal, "EUR")
		}
		if err == nil {
			t.Errorf("%q with %q passes for an amount", text, decimal)
		}
	}
}

func TestDecimalSignOfOneCell(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]byte{
		"1190": 0, "1.190,00": ',', "1,190.00": '.', "1.234": '?', "1,234": '?', "12.34": '.', "12,3": ',', "1.234.567": ',', "1,234,567": '.',
		"0.123": '.', "0,123": ',', "1234.567": '.', "1 234,567": ',', "-1.234": '?', "1'234.567": '.', "999.999": '?',
	} {
		n, err := readNumeral(text)
		if err != nil || n.decimal() != want {
			t.Errorf("%q: %q, %v; want %q", text, n.decimal(), err, want)
		}
	}
}

// format writes an amount with any signs.
func format(minor int64, currency string, decimal byte, group string) string {
	text := spec.FormatAmount(minor, currency)
	sign := ""
	if text[0] == '-' {
		sign, text = "-", text[1:]
	}
	whole, fraction, has := strings.Cut(text, ".")
	for i := len(whole) - 3; i > 0 && group != ""; i -= 3 {
		whole = whole[:i] + group + whole[i:]
	}
	if has {
		whole += string(decimal) + fraction
	}
	return sign + whole
}

func TestAmountsComeBackExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		minor := rapid.Int64Range(-spec.MaxAmount, spec.MaxAmount).Draw(t, "minor")
		currency := rapid.SampledFrom([]string{"EUR", "JPY", "KWD", "NOK"}).Draw(t, "currency")
		decimal := rapid.SampledFrom([]byte{',', '.'}).Draw(t, "decimal")
		group := rapid.SampledFrom([]string{"", " ", "\u00a0", "'", map[byte]string{',': ".", '.': ","}[decimal]}).Draw(t, "group")
		text := format(minor, currency, decimal, group)
		n, err := readNumeral(text)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if sign := n.decimal(); sign != 0 && sign != '?' && sign != decimal && currency != "JPY" && group != "" {
			t.Fatalf("%q proves the decimal sign %q", text, sign)
		}
		if got, err := n.minor(decimal, currency); err != nil || got != minor {
			t.Fatalf("%q: %d, %v; want %d", text, got, err, minor)
		}
	})
}

func FuzzNumeral(f *testing.F) {
	for _, seed := range []string{"1.234,50", "(5)", "kr 1 190,-", "1’234.50 CR", "€", "-", "٣"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, err := readNumeral(text)
		if err != nil {
			return
		}
		n.decimal()
		for _, decimal := range []byte{0, '.', ','} {
			plain, err := n.plain(decimal)
			if err != nil {
				continue
			}
			if strings.Trim(strings.TrimPrefix(plain, "-"), "0123456789.") != "" || strings.Count(plain, ".") > 1 {
				t.Errorf("%q became %q", text, plain)
			}
		}
	})
}
