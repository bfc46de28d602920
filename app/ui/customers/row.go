package customers

import (
	"cmp"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// Row is a customer as the list shows it. A customer who owes in several currencies shows the one with most days behind
// it, the book's own where they are equal, and says how many more there are; sums below the list count all of them.
type Row struct {
	Lead receivable.Balance
	More int
	desk.CustomerRow
}

// rowOf chooses the currency that leads the row.
func rowOf(c desk.CustomerRow, own money.Currency) Row {
	r := Row{CustomerRow: c}
	for i, b := range c.Balances {
		if i == 0 || leads(b, r.Lead, own) {
			r.Lead = b
		}
	}
	r.More = max(0, len(c.Balances)-1)
	if r.Lead.Currency == "" {
		r.Lead.Currency = own
	}
	return r
}

func leads(a, b receivable.Balance, own money.Currency) bool {
	if a.OldestDue != b.OldestDue {
		return a.OldestDue > b.OldestDue
	}
	return a.Currency == own
}

// Open is what is open in the leading currency.
func (r Row) Open() money.Amount { return money.New(r.Lead.Open(), r.Lead.Currency) }

// Overdue is what is overdue in the leading currency.
func (r Row) Overdue() money.Amount { return money.New(r.Lead.Overdue(), r.Lead.Currency) }

// OldestDays is how many days the oldest open claim is overdue, over all currencies; 0 when nothing is.
func (r Row) OldestDays() int {
	days := 0
	for _, b := range r.Balances {
		days = max(days, b.OldestDue)
	}
	return days
}

// IsOverdue reports whether anything is past due in any currency.
func (r Row) IsOverdue() bool {
	for _, b := range r.Balances {
		if b.Overdue() > 0 {
			return true
		}
	}
	return false
}

// State is the one thing about a customer that the list says in colour.
type State int

// The states, gravest first; a customer in several shows the first of them.
const (
	Broken State = iota
	Held
	Disputed
	Promised
	Bounced
	InCredit
	Quiet
)

// StateOf finds the state of a customer.
func StateOf(r Row) State {
	switch {
	case r.Promise == dunning.PromiseBroken:
		return Broken
	case r.Hold:
		return Held
	case r.Disputed > 0:
		return Disputed
	case r.Promise == dunning.PromisePending:
		return Promised
	case r.DeadMail:
		return Bounced
	case r.Lead.Credits < 0:
		return InCredit
	}
	return Quiet
}

// Column names a column of the list, for sorting and export.
type Column string

// The columns.
const (
	ColumnNumber  Column = "number"
	ColumnName    Column = "name"
	ColumnCountry Column = "country"
	ColumnOwner   Column = "owner"
	ColumnLevel   Column = "level"
	ColumnState   Column = "state"
	ColumnAge     Column = "age"
	ColumnOpen    Column = "open"
	ColumnOverdue Column = "overdue"
	ColumnOldest  Column = "oldest"
)

// compare orders two rows by a column, ascending. Sums of different currencies cannot be compared: the book's own currency
// is the largest, the others follow by code, so that each currency is in order by itself.
func compare(column Column, own money.Currency, a, b *Row) int {
	switch column {
	case ColumnNumber:
		return cmp.Or(cmp.Compare(len(a.Number), len(b.Number)), strings.Compare(a.Number, b.Number))
	case ColumnCountry:
		return strings.Compare(a.Country, b.Country)
	case ColumnOwner:
		return strings.Compare(a.Owner, b.Owner)
	case ColumnLevel:
		return cmp.Compare(a.Level, b.Level)
	case ColumnState:
		return cmp.Compare(StateOf(*a), StateOf(*b))
	case ColumnOpen:
		return cmp.Or(compareCurrency(own, a, b), cmp.Compare(a.Lead.Open(), b.Lead.Open()))
	case ColumnOverdue:
		return cmp.Or(compareCurrency(own, a, b), cmp.Compare(a.Lead.Overdue(), b.Lead.Overdue()))
	case ColumnAge, ColumnOldest:
		return cmp.Compare(a.OldestDays(), b.OldestDays())
	}
	return strings.Compare(a.Search, b.Search)
}

func compareCurrency(own money.Currency, a, b *Row) int {
	if a.Lead.Currency == b.Lead.Currency {
		return 0
	}
	rank := func(c money.Currency) string {
		if c == own {
			return "\x7f"
		}
		return string(c)
	}
	return strings.Compare(rank(a.Lead.Currency), rank(b.Lead.Currency))
}
