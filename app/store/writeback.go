package store

import (
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/writeback"
)

// WriteBackQuery narrows entries of the write-back queue; zero fields do not.
type WriteBackQuery struct {
	Debtor     receivable.DebtorID
	Connection receivable.ConnectionID
	About      string
	AboutID    int64
	States     []writeback.State
	Limit      int
	Newest     bool // in descending order of id, so that a limit keeps the newest
}

// WriteBackReader reads what is to be written into the accounting systems.
type WriteBackReader interface {
	// WriteBacks gives entries in order of id, or the newest first.
	WriteBacks(q WriteBackQuery) ([]writeback.Entry, error)
	WriteBack(id int64) (writeback.Entry, error)
	// UnpostedNotices gives sent messages of a connection's customers, sent from a moment on, of which no entry of a kind
	// exists: limit 0 is however many. What a tester got is not among them, here and below.
	UnpostedNotices(connection receivable.ConnectionID, kind writeback.Kind, since time.Time, limit int) ([]OutMessage, error)
	// UninvoicedCharges gives fees and lump sums with something open, of notices to a connection's customers that were sent from a
	// moment on, of which no entry exists; interest goes on accruing, and is not among them.
	UninvoicedCharges(connection receivable.ConnectionID, since time.Time, limit int) ([]dunning.Charge, error)
	// UncreditedFees gives the entries by which charges were invoiced of which nothing is left to ask since, waived whole or taken
	// back with their notice, and no entry takes them back.
	UncreditedFees(connection receivable.ConnectionID) ([]writeback.Entry, error)
}

// WriteBackWriter moves entries. Every move is a conflict when the entry is not in the state it moves from, or when another
// holder has it.
type WriteBackWriter interface {
	// PutWriteBack keeps an entry that waits. There is at most one of a kind about one thing of the book for a connection:
	// a second one is fault.Conflict.
	PutWriteBack(e writeback.Entry) (int64, error)
	// ClaimWriteBacks takes waiting entries of a connection that are due, none of which waits for another: they are writing
	// afterwards.
	ClaimWriteBacks(connection receivable.ConnectionID, holder string, lease time.Duration, limit int) ([]writeback.Entry, error)
	// EndWriteBack notes what became of an attempt of this holder. next is when a waiting one is due again.
	EndWriteBack(id int64, holder string, o writeback.Outcome, next time.Time) error
	// RecoverWriting marks as uncertain what is being written under a lease that ran out, or under this holder (a restart).
	RecoverWriting(holder string) (int, error)
	// SearchWriteBack takes an uncertain entry to look for it in the source: it is writing afterwards.
	SearchWriteBack(id int64, holder string, lease time.Duration) error
	// SettleWriteBack is a person's word on an entry that is uncertain, refused or waiting: it is written, waits again, or is
	// dropped.
	SettleWriteBack(id int64, to writeback.State, why string) error
	// InvoiceCharge notes where in the accounting system a charge has been invoiced, or credited. What reads bring under these
	// keys is no item of the book from now on: what is open of the charge follows it.
	InvoiceCharge(charge int64, connection receivable.ConnectionID, posted writeback.Posted) error
}
