// Package notice is one demand for payment with all its figures, before it is a letter or a mail. The desk fills it
// once; both shapes are drawn from it, so that they can never disagree.
package notice

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/courier/text"
)

// Document is a notice to one debtor in one currency. Sums are in minor units of Currency.
type Document struct {
	Language string // BCP 47; decides words, number and date formats
	Form     string // of the paper: where the address stands and where it is folded (letter.FormNames); empty: din-b
	Number   string // printed on it, e.g. "2026-000087"
	Issued   date.Date

	Sender    Sender
	Recipient Recipient
	Text      text.Rendered

	Currency string // ISO 4217
	Exponent int    // decimals of the currency
	Items    []Item
	Rate     string // yearly interest in percent as a plain decimal, "12.00"; empty when spans have several rates
	Lines    []Line // what is added to and taken from the items, in the order to print
	Total    int64  // must be the sum of Items and Lines
	PayBy    date.Date

	Payment Payment

	// Registered says that the post registers it: the mark stands above the address.
	Registered bool

	// Settled says that the notice asks for nothing: it thanks for what was paid. It has neither table nor payment box.
	Settled bool
}

// Sender is the company that asks.
type Sender struct {
	Name    string
	Address []string // street, postcode and town; country where it differs from the recipient's
	Contact string   // the person whose name stands under it
	Phone   string
	Email   string
	Logo    []byte // PNG or JPEG for the letterhead, about square; nil: a plain mark in the house colour
	// Register holds the lines that a country wants on business letters: register number, register, VAT number.
	Register []string
}

// Recipient is the debtor as it stands in the address window.
type Recipient struct {
	Name           string
	Address        []string // attention, street, postcode and town, country
	CustomerNumber string
}

// Item is an open item as listed.
type Item struct {
	Number   string
	Issued   date.Date
	Due      date.Date
	Days     int   // overdue on the day of the notice
	Open     int64 // minor units; negative for a credit note
	Interest int64 // of this item in this notice; shown, not summed: the interest line carries the sum
	// Reference is by which a payment of this item alone is known, on a notice about several; empty: the notice's own is the one.
	Reference string
}

// LineKind says what a line beneath the table is.
type LineKind string

// Kinds of lines, each with its words in every language.
const (
	Credit       LineKind = "credit"       // payment on account or credit note, negative
	Earlier      LineKind = "earlier"      // fees and interest of earlier notices, still open
	Fee          LineKind = "fee"          // of this notice
	Interest     LineKind = "interest"     // up to the day of the notice
	Compensation LineKind = "compensation" // lump sum for recovery costs, Directive 2011/7/EU article 6
)

// Line is a sum beneath the table.
type Line struct {
	Kind   LineKind
	Label  string // replaces the words of the kind when not empty
	Rule   string // the statute or contract it rests on, printed small beneath; may be empty
	Amount int64
}

// Payment is where the money shall go.
type Payment struct {
	Holder    string // empty: the sender's name
	Account   string // national account number as people write it; empty: the IBAN is shown
	IBAN      string
	BIC       string
	Bank      string
	Reference string // structured reference: KID, OCR, RF; or what to write on the transfer
	// Creditor and Debtor are whom and who pays, in parts; only the Swiss payment part needs them.
	Creditor, Debtor Party
	// QRIS is the text of the company's own code of Indonesia's payment standard; empty: none.
	QRIS string
	// Link is where the notice can be paid online; empty: nowhere.
	Link string
	// ReferenceName is how the country calls it ("KID"); empty: the language's word for reference.
	ReferenceName string
	// ItemReferenceName is how it calls those of single items.
	ItemReferenceName string
}

// Each is how the references of single items are called, and false where none bears one.
func (d Document) Each(words Words) (name string, ok bool) {
	name = d.Payment.ItemReferenceName
	if name == "" {
		name = words.Reference
	}
	for _, item := range d.Items {
		ok = ok || item.Reference != ""
	}
	return name, ok
}
