package desk

import (
	"context"
	"time"
	"unicode/utf8"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// ClaimMessages moves queued messages of the channels that are due to sending, in the holder's name, and gives them with
// their bytes; see Claims.Next.
func (d *Desk) ClaimMessages(ctx context.Context, holder string, lease time.Duration, limit int, channels ...receivable.Channel) ([]Carried, error) {
	return d.Claims(holder, lease).Next(ctx, limit, channels...)
}

// ExtendMessages keeps what a holder is sending its own for another lease.
func (d *Desk) ExtendMessages(ctx context.Context, holder string, lease time.Duration) error {
	return d.update(ctx, func(w store.Writer) error { return w.ExtendOutbox(holder, lease) })
}

// MessageSent keeps the receiver's word that it has the message.
func (d *Desk) MessageSent(ctx context.Context, holder string, id int64, detail string) error {
	return d.Claims(holder, 0).Sent(ctx, id, detail)
}

// leaving is a message on its way, with what its fate is written down with.
type leaving struct {
	store.OutMessage
	notice *store.Notice // nil when nobody has it any more
	day    date.Date     // which its customer has now
}

// leavingNow reads a message that is on its way.
func (d *Desk) leavingNow(w store.Writer, m store.OutMessage) (leaving, error) {
	l := leaving{OutMessage: m}
	if n, err := w.Notice(m.Notice); err == nil {
		l.notice = &n
	}
	debtor, err := w.Debtor(m.Debtor)
	if err != nil {
		return l, err
	}
	l.day, err = d.todayAt(w, debtor)
	return l, err
}

func (d *Desk) sentIn(w store.Writer, l leaving, holder, detail string) error {
	if err := w.MarkSent(l.ID, holder, detail); err != nil {
		return err
	}
	if err := d.askTracking(w, l); err != nil {
		return err
	}
	if err := w.HeardOn(l.Notice, l.day); err != nil {
		return err
	}
	return fateOf(w, l, activity.NoticeSent, "", detail)
}

// MessageFailed keeps that a message will never be taken as it is, and asks a person to mend what is wrong. Where the
// receiver says that the mailbox does not exist the channel counts as dead, so that the next notice takes another way.
func (d *Desk) MessageFailed(ctx context.Context, holder string, id int64, code, detail string, badAddress bool) error {
	return d.Claims(holder, 0).Failed(ctx, id, code, detail, badAddress)
}

func (d *Desk) failedIn(w store.Writer, m leaving, holder, code, detail string, badAddress bool) error {
	on, err := d.todayOf(w)
	if err != nil {
		return err
	}
	if err := w.MarkFailed(m.ID, holder, code, detail); err != nil {
		return err
	}
	if badAddress {
		if err := d.deadAddress(w, m.OutMessage, on, detail); err != nil {
			return err
		}
		// It has reached nobody, so no level was taken: the next wave reminds of the same by the next channel. A notice that
		// cannot be taken back any more, because a later one stands on it, keeps its level: its fate is recorded all the same.
		if err := takeBack(w, on, m.Notice, "the mailbox does not exist"); err != nil && !fault.Has(err, fault.Conflict) {
			return err
		}
	}
	if _, err := w.PutTask(store.Task{
		Kind: store.TaskMend, Debtor: m.Debtor, Wave: m.Wave, Due: on,
		Why: dunning.Why{Key: "message-failed", Args: map[string]string{"number": m.Number, "channel": string(m.Channel), "to": m.To, "detail": detail}},
	}); err != nil {
		return err
	}
	return fateOf(w, m, activity.NoticeFailed, code, detail)
}

// deadAddress marks the channel by which a message could not be delivered. The task of the failed message asks to mend it.
func (d *Desk) deadAddress(w store.Writer, m store.OutMessage, on date.Date, detail string) error {
	who, err := w.Debtor(m.Debtor)
	if err != nil {
		return err
	}
	if m.Channel == receivable.Email && !sameMailbox(m.To, who.Email) {
		return nil // a trial, or an address that was mended since: it says nothing of the customer's own
	}
	mark := receivable.DeadChannel{Channel: m.Channel, Cause: receivable.Bounced, Why: shortened(detail, 500), Address: m.To, On: on}
	if m.Channel != receivable.Email {
		mark.Cause = receivable.Unreachable
	}
	return markDead(w, who, mark)
}

// shortened cuts a text to so many bytes, between characters.
func shortened(text string, most int) string {
	for len(text) > most {
		_, size := utf8.DecodeLastRuneInString(text)
		text = text[:len(text)-size]
	}
	return text
}

// MessageRetry puts a message back until a moment; counts is false when the attempt says nothing about the message itself.
func (d *Desk) MessageRetry(ctx context.Context, holder string, id int64, code, detail string, next time.Time, counts bool) error {
	return d.Claims(holder, 0).Retry(ctx, id, code, detail, next, counts)
}

// MessageUncertain keeps that nobody knows whether a message arrived. Only a person settles it.
func (d *Desk) MessageUncertain(ctx context.Context, holder string, id int64, code, detail string) error {
	return d.Claims(holder, 0).Uncertain(ctx, id, code, detail)
}

// RecoverMessages marks as uncertain what a holder left in sending when it last stopped, and what others did whose lease has
// run out, and writes it to the customers' histories.
func (d *Desk) RecoverMessages(ctx context.Context, holder string) (n int, err error) {
	err = d.update(ctx, func(w store.Writer) error {
		before, err := w.Outbox(0, OutSending)
		if err != nil {
			return err
		}
		if n, err = w.RecoverSending(holder); err != nil || n == 0 {
			return err
		}
		for _, m := range before {
			now, err := w.OutboxMessage(m.ID)
			if err != nil {
				return err
			}
			if now.State != OutUncertain {
				continue
			}
			if err := w.Append(activity.NoticeUncertain, int64(m.Debtor), 0, m.Number, map[string]any{
				"number": m.Number, "channel": m.Channel, "to": m.To, "notice": m.Notice, "subject": m.Subject, "wave": m.Wave, "code": now.Code,
			}); err != nil {
				return err
			}
		}
		return nil
	})
	return n, err
}

// OutboxCounts counts messages by state.
func (d *Desk) OutboxCounts(ctx context.Context) (counts map[store.OutboxState]int, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		counts, err = r.OutboxCounts(0)
		return err
	})
	return counts, err
}

// fateOf writes what became of a message to the customer's history.
func fateOf(w store.Writer, m leaving, kind activity.Kind, code, detail string) error {
	facts := map[string]any{"number": m.Number, "channel": m.Channel, "to": m.To, "notice": m.Notice, "subject": m.Subject, "wave": m.Wave}
	if n := m.notice; n != nil {
		facts["level"], facts["total"], facts["currency"], facts["items"] = n.Claim.Level, n.Claim.Total.String(), n.Claim.Currency, len(n.Claim.Lines)
	}
	if code != "" {
		facts["code"] = code
	}
	if detail != "" {
		facts["detail"] = detail
	}
	return w.Append(kind, int64(m.Debtor), 0, m.Number, facts)
}
