package courier

import (
	"context"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/courier/outbox"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// queue is the outbox's queue over the desk's book.
type queue struct {
	desk   *desk.Desk
	holder string
	claims *desk.Claims
}

func newQueue(d *desk.Desk, holder string) queue { return queue{d, holder, d.Claims(holder, lease)} }

// Claim takes messages, each with the bytes that its channel carries.
func (q queue) Claim(ctx context.Context, limit int, channels ...outbox.Channel) ([]outbox.Job, error) {
	rows, err := q.claims.Next(ctx, limit, channelsOf(channels)...)
	return jobsOf(rows), err
}

// SentClaim keeps the receiver's word and takes the next message, in one step of the book.
func (q queue) SentClaim(ctx context.Context, id int64, detail string, channels ...outbox.Channel) ([]outbox.Job, error) {
	rows, err := q.claims.SentNext(ctx, id, detail, channelsOf(channels)...)
	return jobsOf(rows), err
}

func channelsOf(channels []outbox.Channel) []receivable.Channel {
	open := make([]receivable.Channel, len(channels))
	for i, c := range channels {
		open[i] = receivable.Channel(c)
	}
	return open
}

func jobsOf(rows []desk.Carried) []outbox.Job {
	jobs := make([]outbox.Job, 0, len(rows)) // the book counts this attempt already, the outbox those before it
	for _, m := range rows {
		jobs = append(jobs, outbox.Job{
			ID: m.ID, Channel: outbox.Channel(m.Channel), Number: m.Number, From: m.From, To: []string{m.To}, Attempts: m.Attempts - 1, Bytes: carriedBytes(m),
		})
	}
	return jobs
}

// carriedBytes are the bytes that leave: the mail as it was built, or the letter.
func carriedBytes(m desk.Carried) []byte {
	kind := "pdf"
	switch m.Channel {
	case receivable.Email:
		kind = "eml"
	case receivable.SMS:
		kind = "sms"
	case receivable.Letter, receivable.Call, receivable.Visit:
	}
	for _, d := range m.Docs {
		if d.Kind == kind {
			return d.Bytes
		}
	}
	return nil
}

// Extend keeps this holder's messages its own.
func (q queue) Extend(ctx context.Context) error { return q.desk.ExtendMessages(ctx, q.holder, lease) }

// Sent keeps the receiver's word.
func (q queue) Sent(ctx context.Context, id int64, detail string) error {
	return q.claims.Sent(ctx, id, detail)
}

// Failed keeps that the receiver will never take the message, and whether it is the address that is wrong.
func (q queue) Failed(ctx context.Context, id int64, code, detail string) error {
	return q.claims.Failed(ctx, id, code, detail, code == string(outbox.RecipientRefused))
}

// Retry puts the message back until a moment.
func (q queue) Retry(ctx context.Context, id int64, code, detail string, next time.Time) error {
	counts := code != string(outbox.Blocked) && code != string(outbox.Stopped)
	return q.claims.Retry(ctx, id, code, detail, next, counts)
}

// Uncertain keeps that nobody knows.
func (q queue) Uncertain(ctx context.Context, id int64, code, detail string) error {
	return q.claims.Uncertain(ctx, id, code, detail)
}

// RecoverSending judges what an earlier stop left in sending.
func (q queue) RecoverSending(ctx context.Context) (int, error) {
	return q.desk.RecoverMessages(ctx, q.holder)
}
