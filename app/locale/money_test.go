package locale

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dunningdesk/dunningdesk/app/core/date"
)

func TestMoneyReadsAsTheCustomerWritesIt(t *testing.T) {
	for _, c := range []struct {
		tag      string
		minor    int64
		currency string
		exponent int
		want     string
	}{
		{"nb", 1968531, "NOK", 2, "19\u00a0685,31\u00a0kr"},
		{"de", 158500, "EUR", 2, "1.585,00\u00a0€"},
		{"id", 8100000000, "IDR", 2, "Rp81.000.000"},
		{"id", 8100000050, "IDR", 2, "Rp81.000.000,50"}, // never rounded away
		{"en", 8100000000, "IDR", 2, "IDR\u00a081,000,000"},
		{"en-US", 123450, "USD", 2, "$1,234.50"},
		{"en_US", -5, "USD", 2, "-$0.05"},
		{"nb", -123450, "NOK", 2, "\u22121\u00a0234,50\u00a0kr"},
		{"nb", 5, "NOK", 2, "0,05\u00a0kr"},
		{"en", 1234, "KWD", 3, "KWD\u00a01.234"},
		{"de", 500, "JPY", 0, "500\u00a0¥"},
		{"nb", math.MinInt64, "NOK", 2, "\u221292\u00a0233\u00a0720\u00a0368\u00a0547\u00a0758,08\u00a0kr"},
		{"nn-NO", 100, "NOK", 2, "1,00\u00a0kr"},
		{"pl-PL", 100, "EUR", 2, "€1.00"}, // no table: English
		{"fi", 123450, "EUR", 2, "1\u00a0234,50\u00a0€"},
		{"nl", -123450, "EUR", 2, "€\u00a0-1.234,50"},
		{"fr", 123450, "EUR", 2, "1\u202f234,50\u00a0€"},
		{"sv", -123450, "SEK", 2, "\u22121\u00a0234,50\u00a0kr"},
		{"da", 123450, "DKK", 2, "1.234,50\u00a0kr."},
	} {
		if diff := cmp.Diff(c.want, For(c.tag).Money(c.minor, c.currency, c.exponent)); diff != "" {
			t.Errorf("%s %d %s (-want +got):\n%s", c.tag, c.minor, c.currency, diff)
		}
	}
}

// The recorded dates are of three months; these are some of the others (CLDR 48).
func TestMonthsReadAsAtHome(t *testing.T) {
	for _, c := range []struct {
		tag          string
		month        time.Month
		medium, long string
	}{
		{"fi", time.July, "7.7.2026", "7. heinäkuuta 2026"},
		{"fi", time.June, "7.6.2026", "7. kesäkuuta 2026"},
		{"nl", time.March, "7 mrt 2026", "7 maart 2026"},
		{"nl", time.May, "7 mei 2026", "7 mei 2026"},
		{"fr", time.February, "7 févr. 2026", "7 février 2026"},
		{"fr", time.July, "7 juil. 2026", "7 juillet 2026"},
		{"fr", time.August, "7 août 2026", "7 août 2026"},
		{"sv", time.May, "7 maj 2026", "7 maj 2026"},
		{"da", time.October, "7. okt. 2026", "7. oktober 2026"},
	} {
		d := date.Must(2026, c.month, 7)
		if medium, long := For(c.tag).DateMedium(d), For(c.tag).DateLong(d); medium != c.medium || long != c.long {
			t.Errorf("%s: %q and %q, want %q and %q", c.tag, medium, long, c.medium, c.long)
		}
	}
}

func TestPercentAndDecimal(t *testing.T) {
	for _, c := range []struct{ tag, plain, want string }{
		{"nb", "12.00", "12,00\u00a0%"},
		{"de", "11.27", "11,27\u00a0%"},
		{"en", "12.25", "12.25%"},
		{"id", "6", "6%"},
		{"nb", "-0.88", "\u22120,88\u00a0%"},
		{"fr", "12.25", "12,25\u00a0%"},
		{"nl", "12.25", "12,25%"},
		{"nb", "n/a", "n/a\u00a0%"},
	} {
		if got := For(c.tag).Percent(c.plain); got != c.want {
			t.Errorf("%s %s: got %q, want %q", c.tag, c.plain, got, c.want)
		}
	}
}

func TestFiguresKeepTheCurrencysHabit(t *testing.T) {
	if got := For("id").Figures(8100000000, "IDR", 2); got != "81.000.000" {
		t.Errorf("rupiah: %q", got)
	}
	if got := For("nb").Figures(1941550, "NOK", 2); got != "19\u00a0415,50" {
		t.Errorf("kroner: %q", got)
	}
	if got := For("nb").Number(3500, 2); got != "35,00" {
		t.Errorf("plain number: %q", got)
	}
}
