package store

import (
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// OutboxState is where a message stands on its way out: at most once.
type OutboxState string

// States: queued -> sending -> sent, failed or queued again; what a crash leaves in sending becomes uncertain, and only a
// person settles that.
const (
	OutQueued    OutboxState = "queued"
	OutSending   OutboxState = "sending"
	OutSent      OutboxState = "sent"
	OutFailed    OutboxState = "failed"
	OutUncertain OutboxState = "uncertain"
	OutCancelled OutboxState = "cancelled"
)

// OutMessage is a message in the outbox.
type OutMessage struct {
	ID        int64
	Notice    NoticeID
	Wave      WaveID
	Debtor    receivable.DebtorID
	Name      string
	Number    string // notice number
	Channel   receivable.Channel
	From, To  string // envelope
	Subject   string
	MessageID string
	State     OutboxState
	Attempts  int
	NextTry   time.Time
	Holder    string // who is sending it
	LeaseTo   time.Time
	Code      string // last error
	Detail    string // last word of the server
	Changed   time.Time

	// Segments is what a text message takes; 0 where it is none. The desk fills it in, no table has it.
	Segments int
}

// OutboxReader reads the outbox.
type OutboxReader interface {
	// Outbox gives messages in order of id, limit 0: however many; no state given means all that are not sent.
	Outbox(limit int, states ...OutboxState) ([]OutMessage, error)
	OutboxMessage(id int64) (OutMessage, error)
	OutboxCounts(wave WaveID) (map[OutboxState]int, error) // wave 0: all
	// DueOutbox gives up to limit queued messages behind an id that are due and not of a paused wave, in order of id; no channel
	// given means all.
	DueOutbox(after int64, limit int, channels ...receivable.Channel) ([]OutMessage, error)
}

// OutboxWriter moves messages. Every move is a conflict when the message is not in the state it moves from, or when
// another holder has it.
type OutboxWriter interface {
	// ClaimOutbox takes up to limit queued messages that are due and not of a paused wave: they are sending afterwards.
	ClaimOutbox(holder string, lease time.Duration, limit int, channels ...receivable.Channel) ([]OutMessage, error)
	// TakeOutbox takes one queued message: it is sending afterwards, and given as it stands then.
	TakeOutbox(m OutMessage, holder string, lease time.Duration) (OutMessage, error)
	// PutOffOutbox has queued messages wait until a moment, with why. It is no attempt.
	PutOffOutbox(ids []int64, code, detail string, next time.Time) error
	// ExtendOutbox keeps what a holder is sending its own for another lease.
	ExtendOutbox(holder string, lease time.Duration) error
	MarkSent(id int64, holder, detail string) error
	MarkFailed(id int64, holder, code, detail string) error
	// CancelMessage keeps a message that waits from leaving, and nothing else: its notice stands.
	CancelMessage(id int64, why string) error
	// MarkRetry puts a message that surely did not leave back. An attempt that says nothing about the message, as when the
	// way out was closed for all, does not count.
	MarkRetry(id int64, holder, code, detail string, next time.Time, counts bool) error
	MarkUncertain(id int64, holder, code, detail string) error
	// RecoverSending marks as uncertain what is sending under a lease that ran out, or under this holder (a restart).
	RecoverSending(holder string) (int, error)
	// SettleOutbox is a person's word on an uncertain or failed message: sent, or queued to be sent again.
	SettleOutbox(id int64, sent bool, why string) error
}
