package cli

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/money"
)

// CLDR 48 gives the rupiah and the forint no decimals in their countries; all others keep theirs.
func TestASumIsWrittenAsInItsCountry(t *testing.T) {
	for _, c := range []struct {
		minor    int64
		currency money.Currency
		want     string
	}{
		{131_150_000, "IDR", "1311500"},
		{131_150_050, "IDR", "1311500.50"},
		{-100, "IDR", "-1"},
		{0, "IDR", "0"},
		{500_00, "HUF", "500"},
		{131_150_000, "NOK", "1311500.00"},
		{0, "EUR", "0.00"},
		{500, "JPY", "500"},
	} {
		if got := customary(money.New(c.minor, c.currency)); got != c.want {
			t.Errorf("%d %s: %q, want %q", c.minor, c.currency, got, c.want)
		}
	}
	if got := sums(map[string]string{"IDR": "100.00", "NOK": "100.00"}); got != "100 IDR  100.00 NOK" {
		t.Errorf("%q", got)
	}
}
