package store

import (
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/incoming"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// MailMark is how far a mailbox was read: mails have numbers that only grow while Validity stays the same (RFC 3501 s. 2.3.1.1).
type MailMark struct {
	Validity, UID uint32
	At            time.Time // when it was last read; zero: never
	// Again are numbers below UID of mails that the server did not give, in order: they are tried again.
	Again []uint32
}

// IncomingState is where a mail stands.
type IncomingState string

// States of a mail. Names are stored: add, never change.
const (
	MailUnplaced  IncomingState = "unplaced"  // nobody knows whose it is
	MailOpen      IncomingState = "open"      // a person has to read it and say what it means
	MailSettled   IncomingState = "settled"   // a person has
	MailNoted     IncomingState = "noted"     // there is nothing to decide
	MailDismissed IncomingState = "dismissed" // a person said that it is about nobody who owes
)

// Placing is how it was found whose a mail is.
type Placing string

// Ways. What a stranger cannot guess is proof enough to act on; an address is not.
const (
	ByToken     Placing = "token"      // by the detail of our own address
	ByMessageID Placing = "message-id" // by the Message-ID of what it answers or returns
	ByRecipient Placing = "recipient"  // by the address that a report names
	BySender    Placing = "sender"     // by its sender's address
	ByPerson    Placing = "person"
)

// Proven reports whether only who had our message could have written the mail.
func (p Placing) Proven() bool { return p == ByToken || p == ByMessageID }

// Incoming is a mail that came back, as the book keeps it.
type Incoming struct {
	ID            int64
	Mailbox       string
	Validity, UID uint32
	Arrived       time.Time
	Mail          incoming.Mail // without Refs, To and Reports
	Report        incoming.Report
	Debtor        receivable.DebtorID // 0: not placed
	Name          string              // of the debtor
	Notice        NoticeID            // 0: none
	Number        string              // of the notice
	How           Placing
	Guess         incoming.Suggestion
	State         IncomingState
	Verdict       string // what a person said that it means
	Note          string
	Hold          int64 // the pause that waits for the person's word
	Seen, Changed time.Time
	Actor         string // who changed it last
}

// IncomingQuery chooses mails.
type IncomingQuery struct {
	Debtor receivable.DebtorID // 0: all
	States []IncomingState     // none: all
	Kinds  []incoming.Kind     // none: all
	Limit  int                 // 0: all
}

// IncomingReader reads what came back.
type IncomingReader interface {
	// MailMark gives how far a mailbox was read, the zero value for one that never was.
	MailMark(mailbox string) (MailMark, error)
	Incoming(q IncomingQuery) ([]Incoming, error) // newest first
	IncomingMail(id int64) (Incoming, error)
	CountIncoming(q IncomingQuery) (int, error)
	// DebtorsByMail gives who has a mail address, in whatever case, itself or for one of its people.
	DebtorsByMail(address string) ([]receivable.DebtorID, error)
}

// IncomingWriter keeps it.
type IncomingWriter interface {
	// PutIncoming adds a mail; false when the book has it already, by its place in the folder or as the same mail elsewhere.
	PutIncoming(m Incoming) (id int64, fresh bool, err error)
	// SetIncoming changes whose a mail is, its state and all that was said of it; one that is not in the state it was read in is
	// fault.Conflict.
	SetIncoming(from IncomingState, m Incoming) error
	// PutMailMark keeps how far a mailbox was read; Again is kept by the two below. Where Validity changes, what was to be tried again
	// has lost its number and is forgotten.
	PutMailMark(mailbox string, m MailMark) error
	// PutMailTry keeps that a mail could not be read, and gives how often that was so.
	PutMailTry(mailbox string, validity, uid uint32) (tries int, err error)
	// EndMailTries takes a mail off what is tried again; one that is not there is no error.
	EndMailTries(mailbox string, validity, uid uint32) error
	// ForgetIncoming removes the words of mails that are nobody's and arrived before a day, and counts them.
	ForgetIncoming(before date.Date) (int, error)
}
