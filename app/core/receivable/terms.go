package receivable

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
)

// PaymentTerms say when an invoice is due.
type PaymentTerms struct {
	NetDays    int  // days after the invoice date
	EndOfMonth bool // then the last day of that month
}

// Due is the day on which an invoice of a day must be paid.
func (t PaymentTerms) Due(issued date.Date) date.Date {
	due := issued.AddDays(t.NetDays)
	if t.EndOfMonth {
		return due.EndOfMonth()
	}
	return due
}
