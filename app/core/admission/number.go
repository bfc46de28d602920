package admission

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
)

// Numbered is an open invoice among others of the same customer with the same number.
type Numbered struct {
	Issued, Due date.Date
	Currency    money.Currency
}

// ShareNumber reports whether invoices of one customer have a number in common that they should not have. Instalments of one invoice
// may: they are of one day and one currency, and each falls due on a day of its own.
func ShareNumber(of []Numbered) bool {
	due := map[date.Date]bool{}
	for _, n := range of {
		if n.Issued != of[0].Issued || n.Currency != of[0].Currency || due[n.Due] {
			return true
		}
		due[n.Due] = true
	}
	return false
}
