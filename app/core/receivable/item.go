package receivable

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
)

// ItemKind says what an open item is at the source.
type ItemKind string

// Kinds of item. Credits and payments on account have a negative open amount.
const (
	Invoice   ItemKind = "invoice"
	Credit    ItemKind = "credit"  // credit note
	OnAccount ItemKind = "payment" // payment on account: one that no invoice has taken yet
	Other     ItemKind = "other"   // opening balance, journal entry, the source's own fee
)

// OpenItem is one claim or credit as the source holds it. Charges that the desk adds (fees, interest) are not items of
// the source; they are dunning.Charge.
type OpenItem struct {
	ID          ItemID
	Debtor      DebtorID
	Connection  ConnectionID
	ExternalID  string // the source's key, unique within the connection
	Number      string // the invoice number that people use
	Kind        ItemKind
	Issued      date.Date
	Due         date.Date    // zero when the source gives none: then Issued counts as due
	Amount      money.Amount // original principal; negative for credits
	Open        money.Amount // what is left of it; zero when settled
	Reference   string       // payment reference (KID, RF, OCR) to be printed
	OrderRef    string       // the customer's own order number
	Description string
	PayLink     string
	AppliesTo   ItemID    // the invoice that a credit belongs to, 0 when free
	Settled     date.Date // day on which the book saw it settled, zero while open
}

// DueOn is the date from which days overdue are counted.
func (i OpenItem) DueOn() date.Date {
	if i.Due.IsZero() {
		return i.Issued
	}
	return i.Due
}

// DaysOverdue is the number of days since the due date, negative before it.
func (i OpenItem) DaysOverdue(asOf date.Date) int { return asOf.DaysSince(i.DueOn()) }

// Payment is money that came in, as the source or the bank reports it.
type Payment struct {
	ID          PaymentID
	Debtor      DebtorID
	Connection  ConnectionID
	ExternalID  string
	Date        date.Date
	Amount      money.Amount // positive
	Unapplied   money.Amount // what no item has taken
	Reference   string
	Text        string
	Reversed    bool
	Allocations []Allocation
}

// Allocation is the part of a payment or credit that settled part of an item.
type Allocation struct {
	Item   ItemID
	Amount money.Amount // positive
	Date   date.Date
}
