// Package outbox carries queued notices out of the house, each at most once.
//
// A message moves queued -> sending -> sent, failed or queued again. Sending is committed before the first byte leaves,
// sent after the receiver's word. Whatever a crash leaves in sending is uncertain: the program never sends it again by
// itself, a person settles it.
package outbox

import (
	"context"
	"time"
)

// Channel is the way a message leaves.
type Channel string

// Channels that the worker knows carriers for.
const (
	Mail   Channel = "email"
	Letter Channel = "letter"
	SMS    Channel = "sms"
)

// Job is a claimed message: it is in sending, under this worker's lease.
type Job struct {
	ID       int64
	Channel  Channel
	Number   string // of the notice; names the file of a letter
	From     string // envelope sender of a mail
	To       []string
	Attempts int    // earlier attempts that the receiver answered, for the delay before the next
	Bytes    []byte // what leaves, to the byte: an .eml or a .pdf
}

// Queue keeps the messages and their states; the book implements it. Each call commits before it returns. A move of a
// message that is not in sending under this worker is an error of code fault.Conflict.
type Queue interface {
	// Claim moves up to limit queued messages of these channels that are due to sending and gives them; none is no error.
	Claim(ctx context.Context, limit int, channels ...Channel) ([]Job, error)
	// Extend keeps this worker's messages its own for another lease.
	Extend(ctx context.Context) error
	Sent(ctx context.Context, id int64, detail string) error
	Failed(ctx context.Context, id int64, code, detail string) error
	// Retry puts a message back; it is not due before next. Attempts with the code Blocked or Stopped say nothing about
	// the message and should not count in Job.Attempts.
	Retry(ctx context.Context, id int64, code, detail string, next time.Time) error
	Uncertain(ctx context.Context, id int64, code, detail string) error
	// RecoverSending marks as uncertain what this worker left in sending when it last stopped, and what others did whose
	// lease has run out. It gives their number.
	RecoverSending(ctx context.Context) (int, error)
}

// InOneStep is a queue that keeps the receiver's word on a message and takes the next one in one commit. What a stop leaves is the
// same as of two: until the commit the first is in doubt and the second has not begun.
type InOneStep interface {
	Queue
	// SentClaim is Sent and a Claim of one message. Where it fails neither has happened.
	SentClaim(ctx context.Context, id int64, detail string, channels ...Channel) ([]Job, error)
}

// Fate is what became of an attempt.
type Fate string

// Fates.
const (
	Gone    Fate = "gone"    // left the house
	Never   Fate = "never"   // refused for good
	Later   Fate = "later"   // not now; certainly not left
	Unknown Fate = "unknown" // may or may not have left
)

// Result is what a carrier knows after an attempt.
type Result struct {
	Fate   Fate
	Code   string // coded reason, empty when gone
	Detail string // the receiver's word on one line
	// Blocked is set when the way itself is closed (server down, disk full): the worker pauses the channel instead of
	// trying every message.
	Blocked bool
	// Doubt is set when the message was refused by what may concern all: some in a row close the way, while one alone, which
	// its own receiver does not want, is tried again behind all others.
	Doubt bool
}

// Carrier takes one message out of the house. It must not return before it knows all it can know, and it must not
// try again by itself once the message may have left.
type Carrier interface {
	Carry(ctx context.Context, job Job) Result
}
