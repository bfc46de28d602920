package cli

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/locale"
)

// customary writes a sum for a person, without its currency: "1311500" for a rupiah sum, as on the screens and in letters, whose decimals
// nobody prints when they are zero. What programs read keeps them.
func customary(a money.Amount) string { return withoutZeros(a.String(), string(a.Currency)) }

// withoutZeros does the same with a sum that is written already.
func withoutZeros(sum, currency string) string {
	if whole, zeros, pointed := strings.Cut(sum, "."); pointed && locale.CustomarilyWhole(currency) && strings.Trim(zeros, "0") == "" {
		return whole
	}
	return sum
}
