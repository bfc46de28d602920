package store

import "github.com/dunningdesk/dunningdesk/app/core/receivable"

// ConsentReader reads what debtors said about being contacted. Debtor and Accounts bring what is withdrawn along.
type ConsentReader interface {
	// Consents gives all that a debtor and its contacts said about channels, oldest first; what a later word replaced is Past.
	Consents(debtor receivable.DebtorID) ([]receivable.Consent, error)
}

// ConsentWriter keeps it. Nothing is ever deleted.
type ConsentWriter interface {
	// PutConsent keeps a word in the actor's name; what the same contact said of the same channel before is past from then on.
	PutConsent(c receivable.Consent) (int64, error)
}
