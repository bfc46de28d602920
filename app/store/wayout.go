package store

import (
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
)

// Enclosure is a paper that belongs to a decision: a booking slip, an evidence bundle.
type Enclosure struct {
	ID      int64
	About   string // write-off, reversal, escalation or invoice
	AboutID int64
	At      time.Time
	By      string
	Document
}

// Abouts of enclosures. Names are stored: add, never change.
const (
	AboutWriteOff   = "write-off"
	AboutReversal   = "reversal"
	AboutEscalation = "escalation"
	AboutInvoice    = "invoice" // a copy that somebody attached; AboutID is the item
	AboutNotice     = "notice"
	AboutHold       = "hold"
	AboutLift       = "hold-lifted"
	AboutCharge     = "charge"
	AboutCredit     = "charge-credited" // a charge that was let go after the accounting system had its invoice
)

// Posting is what a read saw of an item that had been written off: amounts that are new, of the item's currency.
type Posting struct {
	Debtor    receivable.DebtorID
	Item      receivable.ItemID
	Number    string
	Posted    money.Amount // booked by the source; below zero: a booking was taken back
	Recovered money.Amount // came in all the same
}

// OnAccount is money on account of a debtor of whom something is written off, that has changed since the last look.
type OnAccount struct {
	Debtor receivable.DebtorID
	Item   receivable.ItemID // the payment on account
	Number string
	Free   money.Amount // of it, what no invoice has taken yet
	Came   money.Amount // of that, what is new; below zero: an invoice took it, or it was paid back
}

// WayOutReader reads what was given up and what was handed over.
type WayOutReader interface {
	// WriteOffs gives a debtor's write-offs, oldest first, those of items that came from another debtor too; 0: all.
	WriteOffs(debtor receivable.DebtorID) ([]settlement.WriteOff, error)
	WriteOff(id int64) (settlement.WriteOff, error)
	// Escalations gives what was handed over of a debtor, oldest first; 0: all.
	Escalations(debtor receivable.DebtorID) ([]settlement.Escalation, error)
	Escalation(id int64) (settlement.Escalation, error)
	// CollectedElsewhere gives the escalations with items that MarkCollected has marked.
	CollectedElsewhere() ([]settlement.Escalation, error)
	// PaidAfter counts the items that a reminder took to a level when they were of an age, and how many of them were paid. One
	// that is open counts only when the reminder went out up to a day.
	PaidAfter(level int, age receivable.AgeBucket, until date.Date) (cases, paid int, err error)
	// Proof is the last word of the server to a message of a notice, or what was done with the letter; empty when none has left.
	Proof(notice NoticeID) (string, error)
	// Enclosures gives the papers of a decision, oldest first, without their bytes.
	Enclosures(about string, id int64) ([]Enclosure, error)
	// Enclosure gives one with its bytes.
	Enclosure(id int64) (Enclosure, error)
}

// WayOutWriter keeps them. It checks no conditions: the desk does, in the same transaction.
type WayOutWriter interface {
	// PutWriteOff keeps a write-off; its items are asked for less at once. More than is asked for is fault.Conflict.
	PutWriteOff(w settlement.WriteOff) (int64, error)
	// SetWriteOff writes what became of the items of a write-off, as when it is reversed.
	SetWriteOff(w settlement.WriteOff) error
	// NotePostings compares written-off items of a connection with what its read brought (see settlement.NotePosting), and
	// gives what is new. Call it when a read is complete, before FinishSync.
	NotePostings(connection receivable.ConnectionID, on date.Date) ([]Posting, error)
	// NoteCredits gives the money on account of a connection's debtors that has changed since something of them was written off,
	// or since it was last asked for. Call it after NotePostings.
	NoteCredits(connection receivable.ConnectionID) ([]OnAccount, error)
	// PutEscalation keeps a hand-over that was prepared; its items are silent from then on. One that somebody else has
	// already is fault.Conflict.
	PutEscalation(e settlement.Escalation) (int64, error)
	// SayEscalation adds an event that settlement.Escalation.Say has taken, and gives the escalation as it stands then.
	SayEscalation(id int64, ev settlement.EscalationEvent) (settlement.Escalation, error)
	// MarkCollected says whether the books still lack what the other was paid for the items of an escalation that has ended.
	MarkCollected(id int64, lacking bool) error
	SetEscalationReference(id int64, reference string) error
	PutEnclosure(e Enclosure) (int64, error)
}
