// Package admission judges what arrives from a source before the book relies on it: what cannot be is set aside with a reason,
// what is odd is taken with a remark, and the rest goes on.
package admission

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// Reason says why a record was set aside, or what there is to remark about it. Reasons are stored: add, never change.
type Reason string

// Reasons for which a record is set aside: it is shown, in no sum that it was not in before, and nobody is reminded by it.
const (
	UnknownCurrency    Reason = "unknown-currency"     // not an ISO 4217 code that the program knows
	TwoCurrencies      Reason = "two-currencies"       // made out in one, open in another
	AmountTooLarge     Reason = "amount-too-large"     // beyond money.MaxMinor
	DayOutOfRange      Reason = "day-out-of-range"     // before 1970 or after 2100
	NoCustomer         Reason = "no-customer"          // of a customer whom the source has not brought
	SentTwice          Reason = "sent-twice"           // one key came twice in one read, with different contents
	SignAgainstKind    Reason = "sign-against-kind"    // an invoice below zero, a credit note or payment above it
	OpenExceedsAmount  Reason = "open-exceeds-amount"  // more is open than it was made out for
	OpenAgainstAmount  Reason = "open-against-amount"  // a credit of which the customer owes something
	DueFarFromIssue    Reason = "due-far-from-issue"   // due more than FarDays before or after its date
	LeftByConnector    Reason = "left-out"             // the connector could not make a record of it, and says why in its own words
	Overpaid           Reason = "overpaid"             // remark: an invoice with less than nothing open: the rest is a credit
	SameNumber         Reason = "same-number"          // remark: another open invoice of the customer has its number, and it is no instalment
	NumberElsewhere    Reason = "number-elsewhere"     // remark: another customer has an open invoice with its number
	FeeElsewhere       Reason = "fee-elsewhere"        // remark: the invoice for a charge of ours stands at another customer
	CustomerVanished   Reason = "customer-vanished"    // remark: gone from the source with something open or agreed
	ChangedAfter       Reason = "changed-after-notice" // remark: other now than on the last notice that named it
	SettledUnexplained Reason = "settled-unexplained"  // remark: closed at the source with no payment that anybody told of, while the desk waits for money
)

// SetAside lists the reasons for which a record is set aside, Remarks those for which it is taken all the same; in the order in
// which they are listed for people.
func SetAside() []Reason {
	return []Reason{
		UnknownCurrency, TwoCurrencies, AmountTooLarge, DayOutOfRange, NoCustomer, SentTwice, SignAgainstKind, OpenExceedsAmount, OpenAgainstAmount,
		DueFarFromIssue, LeftByConnector,
	}
}

// Remarks lists the reasons for a remark, what needs a person first before what is good to know.
func Remarks() []Reason {
	return []Reason{ChangedAfter, SettledUnexplained, CustomerVanished, FeeElsewhere, SameNumber, NumberElsewhere, Overpaid}
}

// SetsAside reports whether a record is set aside for the reason; else it is taken with a remark.
func (r Reason) SetsAside() bool { return slices.Contains(SetAside(), r) }

// NeedsPerson reports whether somebody should look at a remark; the others are good to know.
func (r Reason) NeedsPerson() bool {
	return r == ChangedAfter || r == SettledUnexplained || r == CustomerVanished || r == FeeElsewhere
}

// TooMany is the code of a read with so many impossible records that the source or its mapping must be wrong as a whole.
const TooMany fault.Code = "too-many-set-aside"

// Most is how many records of one connection may be set aside at a time.
const Most = 10_000
