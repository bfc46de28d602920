// Package store says what the book keeps and what its transactions promise. It holds no SQL; engines live in
// sqlstore and the packages beside it, and all pass the suite in storetest.
package store

import (
	"context"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// Codes of the book.
const (
	NotABook    fault.Code = "not-a-book" // the file is something else, or damaged
	NewerBook   fault.Code = "newer-book" // written by a newer program
	ReadOnly    fault.Code = "book-read-only"
	Locked      fault.Code = "book-locked"  // another program holds it
	Truncated   fault.Code = "book-damaged" // a part of the file is missing or broken
	DiskFull    fault.Code = "disk-full"
	ClockBehind fault.Code = "clock-behind" // the machine's clock is behind the newest entry of the log
)

// Store is a book. Both calls run fn in one transaction that sees one state of the book; an error from fn undoes all of it.
// A transaction must not be opened inside another.
type Store interface {
	// View reads. Many views run beside each other and beside one update.
	View(ctx context.Context, fn func(Reader) error) error
	// Update writes. Time and actor are fixed for the whole transaction. Where the engine retries after a serialization
	// failure fn runs again, so it must not have effects outside the Writer.
	Update(ctx context.Context, actor activity.Actor, fn func(Writer) error) error
	// About tells what the book is.
	About() About
	// Backup writes a consistent copy to a new file while the book is in use.
	Backup(ctx context.Context, path string) error
	Close() error
}

// About describes an opened book.
type About struct {
	Engine  string // sqlite or postgres
	Where   string // path or address, without secrets
	Version int    // schema version
	Bytes   int64
}

// Reader sees the book at one moment.
type Reader interface {
	Now() time.Time // the transaction's time, UTC
	SettingReader
	ConnectionReader
	DebtorReader
	ItemReader
	AccountReader
	WaveReader
	NoticeReader
	OutboxReader
	PrintReader
	DeskReader
	ApprovalReader
	TermsReader
	WayOutReader
	WriteBackReader
	BankReader
	FindingReader
	PersonReader
	ConsentReader
	IncomingReader
	TextReader
	ScheduleReader
	LogReader
}

// Writer is a Reader that can change the book.
type Writer interface {
	Reader
	Actor() activity.Actor
	// Turn tells this transaction from the others on the book.
	Turn() (Turn, error)
	SettingWriter
	ConnectionWriter
	SyncWriter
	DebtorWriter
	WaveWriter
	NoticeWriter
	OutboxWriter
	PrintWriter
	DeskWriter
	ApprovalWriter
	TermsWriter
	WayOutWriter
	WriteBackWriter
	BankWriter
	FindingWriter
	PersonWriter
	ConsentWriter
	IncomingWriter
	TextWriter
	ScheduleWriter
	LogWriter
}

// Turn is the place of a writing transaction among all that changed the book. What one transaction found stays true in the next
// only where its turn follows: otherwise somebody may have written in between.
type Turn struct {
	Number    int64  // among the transactions of this opening of the book, also those that were undone
	Elsewhere string // moves when another opening changes the book
}

// Follows reports whether nobody wrote between an earlier turn and this one. The zero turn is followed by none.
func (t Turn) Follows(earlier Turn) bool {
	return earlier.Number > 0 && t.Number == earlier.Number+1 && t.Elsewhere == earlier.Elsewhere
}

// SettingReader reads settings: small JSON values by key (company, mail, wave, procedures).
type SettingReader interface {
	// Setting unmarshals the value into into; it reports false when the key was never set.
	Setting(key string, into any) (bool, error)
}

// SettingWriter changes settings.
type SettingWriter interface {
	PutSetting(key string, value any) error
}

// LogReader reads the chained log.
type LogReader interface {
	// Timeline gives entries about one debtor, newest first.
	Timeline(q TimelineQuery) ([]activity.Entry, error)
	// Log walks the whole chain from the oldest entry; fn returning an error ends it.
	Log(fromSeq int64, fn func(activity.Entry) error) error
	// LogHead is the newest entry, false when the log is empty.
	LogHead() (activity.Entry, bool, error)
}

// TimelineQuery chooses entries of a debtor.
type TimelineQuery struct {
	Debtor int64
	Kinds  []activity.Kind // empty: all
	Limit  int
	Before int64 // entries with a smaller sequence number, 0: from the newest
}

// LogWriter appends to the chained log.
type LogWriter interface {
	// Append adds an entry: time, actor, sequence number and hashes are filled in by the store. data is marshalled with sorted keys.
	Append(kind activity.Kind, debtor, item int64, subject string, data any) error
}
