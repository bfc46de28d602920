package words

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// Sum makes a cell of a column of sums. The code is named only where a list mixes currencies.
func (w Words) Sum(a money.Amount, mixed bool) widget.Sum {
	figures := w.Figures(a)
	s := widget.Sum{Number: figures, Whole: !strings.HasSuffix(figures, w.decimals(a))}
	if mixed {
		s.Code = string(a.Currency)
	}
	return s
}

// SumOrDash is Sum, with an en dash for "none".
func (w Words) SumOrDash(a money.Amount, mixed bool) widget.Sum {
	if !a.IsZero() {
		return w.Sum(a, mixed)
	}
	s := widget.Sum{Number: Dash, NoneGiven: true}
	if mixed {
		s.Code = string(a.Currency)
	}
	return s
}

// decimals are the mark and the decimals that a sum would have if all were written.
func (w Words) decimals(a money.Amount) string {
	exp := exponent(a.Currency)
	if exp == 0 {
		return "\x00" // never found: such a currency has no decimals to stand under
	}
	full := w.numbers.Number(a.Minor, exp)
	runes := []rune(full)
	return string(runes[len(runes)-exp-1:])
}
