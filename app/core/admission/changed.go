package admission

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// Said is what a notice said of an invoice, or what the source says of it now.
type Said struct {
	Number string
	Amount money.Amount // original; what is open falls by payments, which is no change of the invoice
	Due    date.Date
	Debtor receivable.DebtorID
	Name   string // of the debtor
}

// Changes gives what an invoice was on the last notice and is now, as facts: was-... and is-... of amount, currency, due, number and
// customer; empty when nothing that the customer was told has changed.
func Changes(notice, now Said) map[string]string {
	out := map[string]string{}
	add := func(what, was, is string) { out["was-"+what], out["is-"+what] = was, is }
	if notice.Amount != now.Amount {
		add("amount", notice.Amount.String(), now.Amount.String())
		add("currency", string(notice.Amount.Currency), string(now.Amount.Currency))
	}
	if notice.Due != now.Due {
		add("due", notice.Due.String(), now.Due.String())
	}
	if notice.Number != now.Number {
		add("number", notice.Number, now.Number)
	}
	if notice.Debtor != now.Debtor {
		add("customer", notice.Name, now.Name)
	}
	return out
}

// Closing is how an item came to be settled at its source.
type Closing struct {
	Tells    bool // the source tells of payments at all
	Paid     bool // a payment for it is known, from the source or a bank
	Credited bool // a credit of the customer moved in the same read, or one was made for it
	GivenUp  bool // the desk has written some of it off: the source has booked that
	Waits    bool // the desk has a promise, an agreement or a hand-over that waits for money for it
}

// Unexplained reports whether a person should ask why the source has closed an item: the desk waits for money for it, and nobody told
// of any. A source that tells of no payments is believed.
func (c Closing) Unexplained() bool {
	return c.Waits && c.Tells && !c.Paid && !c.Credited && !c.GivenUp
}
