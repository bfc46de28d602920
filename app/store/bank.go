package store

import (
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/remittance"
)

// BankState is where a line of a bank statement stands.
type BankState string

// States. Names are stored: add, never change.
const (
	BankNew       BankState = "new"       // not looked at
	BankMatched   BankState = "matched"   // paid, and not booked yet: it holds reminders
	BankSuggested BankState = "suggested" // a person has to say
	BankUnknown   BankState = "unknown"   // nobody's, as far as can be seen
	BankIgnored   BankState = "ignored"   // a person has said that it is no customer's
	BankBooked    BankState = "booked"    // the books have it
	BankLate      BankState = "late"      // the books should have it by now: it holds nothing any more
	BankReturned  BankState = "returned"  // the bank took it back
	BankDouble    BankState = "double"    // another kind of file tells of the same money: it counts there
	BankForgotten BankState = "forgotten" // nobody's for long: who paid and why was removed
)

// BankStates lists them, in the order in which people are told of them.
func BankStates() []BankState {
	return []BankState{BankMatched, BankSuggested, BankUnknown, BankLate, BankBooked, BankReturned, BankDouble, BankIgnored, BankForgotten, BankNew}
}

// BankLine is a line of a bank statement as the book keeps it.
type BankLine struct {
	remittance.Line
	Connection receivable.ConnectionID
	ExternalID string
	Account    string // ours
	Value      date.Date
	Origin     string
	// What tells whether another kind of file has told of the same money, see remittance.Seen.
	Format        string // kinds of file, with blanks between; empty: it is never compared
	Batch         string
	Collective    bool
	BankReference string
	Credited      string  // where the money lies, when that is another account than Account; else empty
	Same          []int64 // of a double: the lines that count instead
	State         BankState
	How           remittance.How
	Debtor        receivable.DebtorID
	DebtorName    string
	Why           string // a person's
	Parts         []BankPart
	Seen          time.Time
	Changed       time.Time
	By            string
}

// BankPart is how much of a line was paid for an item.
type BankPart struct {
	remittance.Part
	Number string
	Then   int64 // what was open of the item when this was seen, minor units
	Now    int64
}

// BankQuery narrows lines; zero fields do not. Newest first.
type BankQuery struct {
	Connection receivable.ConnectionID
	Debtor     receivable.DebtorID
	Item       receivable.ItemID
	States     []BankState
	// From and To are the first and the last day of booking.
	From, To date.Date
	// Received leaves out money that went out, and what a bank took back.
	Received bool
	Limit    int
}

// BankReader reads what banks have seen.
type BankReader interface {
	BankLines(q BankQuery) ([]BankLine, error)
	// CountBankLines gives how many there are; the limit of the query is no part of it.
	CountBankLines(q BankQuery) (int, error)
	BankLine(id int64) (BankLine, error)
	// EachClaim gives every open claim with what is asked for of it, to match statements with.
	EachClaim(fn func(remittance.Claim) error) error
	// Payers gives the debtors who have paid from accounts before, by account.
	Payers(accounts []string) (map[string][]receivable.DebtorID, error)
	// BankBookedAlready reports whether the books hold a payment of a debtor of the same sum, within some days of the line,
	// that no other line stands for.
	BankBookedAlready(l BankLine, debtor receivable.DebtorID, days int) (bool, error)
}

// BankWriter keeps what banks have seen.
type BankWriter interface {
	// PutBankLines adds lines that the book does not have, as new. One that nobody has understood yet and that is told better now
	// (with a reference, a payer or a text) takes that over and is new again.
	PutBankLines(run *SyncRun, batch []BankLine) error
	// SetBankLine says where a line stands and for what it was paid; its items are held while it is matched. Moving a line that
	// is not in the state it was read in is fault.Conflict.
	SetBankLine(from BankLine, state BankState, how remittance.How, debtor receivable.DebtorID, parts []remittance.Part, why string) error
	// SetDouble says that a line tells once more of what other lines tell; what it held is let go of.
	SetDouble(from BankLine, same []int64) error
	// CompareNever says that a line is money of its own, whatever other files tell: a person's word on a double.
	CompareNever(line int64) error
	// ForgetPayers removes who paid, from where and why, from lines booked before a day that are nobody's, and counts them. The
	// sums stay; no later read brings the rest back.
	ForgetPayers(before date.Date) (int, error)
	// BookBanked looks which matched lines the books have by now, and gives them; those seen before a day and still not there are
	// marked as late, and given too.
	BookBanked(late date.Date) ([]BankLine, error)
}
