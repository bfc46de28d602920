package desk

import (
	"context"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Carried is a claimed message with the bytes that are to leave.
type Carried struct {
	store.OutMessage
	Docs []store.Document
}

const (
	// mostAhead is how many messages at most are looked at together before the first of them is taken.
	mostAhead = 128
	// mostLooked is after how many messages of which none may leave a transaction ends, so that others come to write.
	mostLooked = 1024
)

// Claims takes messages out of the outbox for one sender, one after another, and writes down what became of them. Whether a
// message may leave is found out for many together; the answers hold as long as nobody but this sender writes to the book and
// the minute is the same, and are asked for again otherwise. One goroutine at a time may use it.
type Claims struct {
	desk   *Desk
	holder string
	lease  time.Duration
	turn   store.Turn // of this sender's last change
	minute time.Time  // of which the answers are: hours are law to the minute
	ahead  int        // how many messages are looked at together next time
	looked int64      // id up to which the outbox was looked through
	ready  []leaving  // may leave
	hand   map[int64]leaving
	moved  map[receivable.DebtorID]bool // customers of whom something was written down since the answers
	ended  int                          // messages that the step at hand took back, as their trial is over
	over   int                          // the same of all steps that are kept
}

// TrialsOver is how many messages were taken back because they were made for a trial that is over.
func (c *Claims) TrialsOver() int { return c.over }

// Claims begins to take messages in a holder's name; lease is how long a claim holds without news.
func (d *Desk) Claims(holder string, lease time.Duration) *Claims {
	c := &Claims{desk: d, holder: holder, lease: lease}
	c.forget()
	return c
}

// forget drops every answer; messages that were looked at are looked at again.
func (c *Claims) forget() {
	c.ahead, c.looked, c.ready, c.hand, c.moved = 1, 0, nil, map[int64]leaving{}, map[receivable.DebtorID]bool{}
}

// Next moves queued messages of the channels that are due to sending, and gives them with their bytes. No channel means all.
// What must not leave any more as things stand now is taken back; a message whose customer may not be written to at this hour
// goes back to waiting until the next hour that is allowed, with the rule that says so.
func (c *Claims) Next(ctx context.Context, limit int, channels ...receivable.Channel) ([]Carried, error) {
	for {
		var out []Carried
		more := false
		if err := c.update(ctx, func(w store.Writer) (err error) {
			out, more, err = c.next(w, limit, channels)
			return err
		}); err != nil || len(out) > 0 || !more {
			return out, err
		}
	}
}

// SentNext is Sent and Next of one message in one step of the book: either both are kept or neither. None is given when many
// were looked at of which none may leave; Next then goes on.
func (c *Claims) SentNext(ctx context.Context, id int64, detail string, channels ...receivable.Channel) (out []Carried, err error) {
	err = c.update(ctx, func(w store.Writer) error {
		if err := c.sent(w, id, detail); err != nil {
			return err
		}
		out, _, err = c.next(w, 1, channels)
		return err
	})
	return out, err
}

// Sent keeps the receiver's word that it has the message.
func (c *Claims) Sent(ctx context.Context, id int64, detail string) error {
	return c.update(ctx, func(w store.Writer) error { return c.sent(w, id, detail) })
}

func (c *Claims) sent(w store.Writer, id int64, detail string) error {
	m, err := c.inHand(w, id)
	if err != nil {
		return err
	}
	return c.desk.sentIn(w, m, c.holder, detail)
}

// Failed keeps that a message will never be taken as it is; see Desk.MessageFailed.
func (c *Claims) Failed(ctx context.Context, id int64, code, detail string, badAddress bool) error {
	return c.update(ctx, func(w store.Writer) error {
		m, err := c.inHand(w, id)
		if err != nil {
			return err
		}
		return c.desk.failedIn(w, m, c.holder, code, detail, badAddress)
	})
}

// Retry puts a message back until a moment; see Desk.MessageRetry.
func (c *Claims) Retry(ctx context.Context, id int64, code, detail string, next time.Time, counts bool) error {
	return c.update(ctx, func(w store.Writer) error {
		if _, err := c.inHand(w, id); err != nil {
			return err
		}
		return w.MarkRetry(id, c.holder, code, detail, next, counts)
	})
}

// Uncertain keeps that nobody knows whether a message arrived. Only a person settles it.
func (c *Claims) Uncertain(ctx context.Context, id int64, code, detail string) error {
	return c.update(ctx, func(w store.Writer) error {
		m, err := c.inHand(w, id)
		if err != nil {
			return err
		}
		if err := w.MarkUncertain(id, c.holder, code, detail); err != nil {
			return err
		}
		return fateOf(w, m, activity.NoticeUncertain, code, detail)
	})
}

// update is a step of this sender. Where somebody else wrote since the one before, or the minute is over, every answer is asked
// for again.
func (c *Claims) update(ctx context.Context, step func(store.Writer) error) error {
	var turn store.Turn
	var minute time.Time
	err := c.desk.update(ctx, func(w store.Writer) (err error) {
		if turn, err = w.Turn(); err != nil {
			return err
		}
		minute = w.Now().Truncate(time.Minute)
		if !turn.Follows(c.turn) || !minute.Equal(c.minute) {
			c.forget()
		}
		c.turn = store.Turn{} // what a step that is done again found is not true
		c.ended = 0
		return step(w)
	})
	if err != nil {
		c.forget()
		return err
	}
	c.turn, c.minute = turn, minute
	c.over += c.ended
	return nil
}

// inHand gives a message that was taken. What was known of it is used once: its fate changes what is known of its customer.
func (c *Claims) inHand(w store.Writer, id int64) (leaving, error) {
	m, known := c.hand[id]
	if !known || c.moved[m.Debtor] {
		row, err := w.OutboxMessage(id)
		if err != nil {
			return m, err
		}
		if m, err = c.desk.leavingNow(w, row); err != nil {
			return m, err
		}
	}
	delete(c.hand, id)
	c.moved[m.Debtor] = true
	return m, nil
}

// next takes up to limit messages. more says that it ended before all were looked at.
func (c *Claims) next(w store.Writer, limit int, channels []receivable.Channel) (out []Carried, more bool, err error) {
	for seen := 0; len(out) < limit; {
		if len(c.ready) == 0 {
			if seen >= mostLooked {
				return out, true, nil
			}
			n, err := c.lookAhead(w, channels)
			if err != nil || n == 0 {
				return out, false, err
			}
			seen += n
			continue
		}
		m := c.ready[0]
		c.ready = c.ready[1:]
		ok, err := c.still(w, &m, channels)
		if err != nil {
			return nil, false, err
		}
		if !ok {
			continue
		}
		one, err := c.take(w, m)
		if err != nil {
			return nil, false, err
		}
		out = append(out, one)
	}
	return out, false, nil
}
