package admission

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// FarDays is how far an item's due date may lie from its date: further is a typing mistake. Books that were taken over from another
// program have due dates years before the day of taking over.
const FarDays = 3650

// Known is what the book and the read know of a record beside what it says itself.
type Known struct {
	Customer  bool // the source has brought its customer
	Disagrees bool // the same read brought another record under the same key
}

// Item judges an item as it arrives: the reason to set it aside, a remark, or nothing.
func Item(it *receivable.OpenItem, k Known) Reason {
	switch {
	case !known(it.Amount.Currency) || !known(it.Open.Currency):
		return UnknownCurrency
	case it.Amount.Currency != it.Open.Currency:
		return TwoCurrencies
	case tooLarge(it.Amount.Minor) || tooLarge(it.Open.Minor):
		return AmountTooLarge
	case it.Issued.Check("issued") != nil || it.Due.Check("due") != nil:
		return DayOutOfRange
	case !k.Customer:
		return NoCustomer
	case k.Disagrees:
		return SentTwice
	}
	switch r := sums(it); {
	case r != "" && r != Overpaid:
		return r
	case far(it.Issued, it.Due):
		return DueFarFromIssue
	default:
		return r
	}
}

// sums judges amount and open of an item by its kind. What the customer owes is positive; of an opening balance or a journal entry
// nobody knows which it is.
func sums(it *receivable.OpenItem) Reason {
	amount, open := it.Amount.Minor, it.Open.Minor
	switch it.Kind {
	case receivable.Invoice:
		if amount < 0 {
			return SignAgainstKind
		}
	case receivable.Credit, receivable.OnAccount:
		if amount > 0 {
			return SignAgainstKind
		}
	case receivable.Other:
	}
	switch {
	case max(open, -open) > max(amount, -amount):
		return OpenExceedsAmount
	case amount < 0 && open > 0:
		return OpenAgainstAmount
	case amount > 0 && open < 0:
		return Overpaid
	}
	return ""
}

func known(c money.Currency) bool {
	_, err := c.Exponent()
	return err == nil
}

func tooLarge(minor int64) bool { return minor > money.MaxMinor || minor < -money.MaxMinor }

func far(issued, due date.Date) bool {
	if issued.IsZero() || due.IsZero() {
		return false
	}
	days := due.DaysSince(issued)
	return days > FarDays || days < -FarDays
}

// Lessens reports whether an item that was set aside may lower what its customer owes. Then nobody knows what the customer owes at all,
// and none of the customer's items is asked for.
func Lessens(it *receivable.OpenItem) bool {
	return it.Kind == receivable.Credit || it.Kind == receivable.OnAccount || it.Amount.Minor < 0 || it.Open.Minor < 0
}

// Payment judges a payment as it arrives. It explains what came off an item and moves no sum by itself, so that only what the book
// cannot hold is set aside.
func Payment(p *receivable.Payment, k Known) Reason {
	switch {
	case !known(p.Amount.Currency):
		return UnknownCurrency
	case tooLarge(p.Amount.Minor) || tooLarge(p.Unapplied.Minor):
		return AmountTooLarge
	case p.Date.Check("date") != nil:
		return DayOutOfRange
	case !k.Customer:
		return NoCustomer
	}
	return ""
}
