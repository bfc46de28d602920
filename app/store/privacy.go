package store

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/privacy"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// PersonRow is a row of the book by column: texts, whole numbers, booleans; days as YYYY-MM-DD, moments as RFC 3339, and both
// empty when there is none; money as decimals in the row's currency; structures as json.RawMessage; and []byte.
type PersonRow map[string]any

// PersonTable is what a table of the book holds about a debtor.
type PersonTable struct {
	Name string
	Rows []PersonRow // in the order of their keys
}

// Anonymised is what anonymising a debtor did.
type Anonymised struct {
	Debtor    receivable.DebtorID
	Rows      map[string]int // changed, by table
	Documents int            // whose bytes are gone and whose length and hash stay
	Redacted  []int64        // entries of the log that lost their words
	Kept      []int64        // entries of the log about the debtor that are in the old form and keep theirs
	// Mentions are entries of the log about something else that hold the debtor's name or an address of it: a person looks.
	Mentions []int64
	// BankLines are payments of nobody known that hold a name of the debtor and are not surely its own: a person looks.
	BankLines []int64
}

// PersonReader reads what is stored about persons.
type PersonReader interface {
	// Person gives every row of every table that is about a debtor, or about one that the source merged into it.
	Person(id receivable.DebtorID) ([]PersonTable, error)
	// PersonStanding gives what decides whether a debtor may be anonymised.
	PersonStanding(id receivable.DebtorID) (privacy.Standing, error)
	// SettledSince gives the debtors without anything open, and without an invoice issued or a notice made after a day, that
	// were not anonymised: those among whom retention may have ended.
	SettledSince(day date.Date) ([]receivable.DebtorID, error)
	// LegalHolds gives the legal holds, those in force alone or all, newest first.
	LegalHolds(inForce bool) ([]privacy.Hold, error)
}

// PersonWriter changes it. It checks no rights and no retention: the desk does, in the same transaction.
type PersonWriter interface {
	PutLegalHold(h privacy.Hold) (int64, error)
	LiftLegalHold(id int64, why string) error
	// Anonymise removes all that names a debtor, keeps amounts, days and ids, and takes the words out of the entries of the
	// log about it that have a salt. It writes the entry that tells of the redaction, and no other.
	Anonymise(id receivable.DebtorID, why string) (Anonymised, error)
}
