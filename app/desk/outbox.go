package desk

import (
	"context"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Outbox gives the messages that are not sent: waiting, failed and uncertain ones.
func (d *Desk) Outbox(ctx context.Context) (rows []store.OutMessage, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		if rows, err = r.Outbox(10_000); err != nil {
			return err
		}
		if err := d.measureMessages(r, rows); err != nil {
			return err
		}
		seen, err := d.sightOf(r)
		seen.messages(rows)
		return err
	})
	return rows, err
}

// SendOutbox looks once more at what waits, takes back what must not leave any more, and sends the rest. It is safe to call at
// any time and from two desks at once: each message has one sender.
func (d *Desk) SendOutbox(ctx context.Context, progress func(SendProgress)) (SendProgress, error) {
	if progress == nil {
		progress = func(SendProgress) {}
	}
	if err := d.refreshQueued(ctx); err != nil {
		return SendProgress{}, err
	}
	sent, err := d.Courier.Send(d.inName(ctx), progress)
	// What left waits to be told to the books. That it cannot is no trouble of the messages: whoever lists postings hears of it.
	_ = d.gatherPostings(context.WithoutCancel(ctx))
	return sent, err
}

// SettleOutbox is a person's word on a message of which nobody knows whether it arrived, or that failed: it was sent, or it
// shall be sent again.
func (d *Desk) SettleOutbox(ctx context.Context, id int64, sent bool, why string) error {
	if why == "" {
		return fault.New(fault.Invalid, "settling a message needs a reason: how do you know?").OnField("why")
	}
	return d.update(ctx, func(w store.Writer) error {
		m, err := w.OutboxMessage(id)
		if err != nil {
			return err
		}
		if err := w.SettleOutbox(id, sent, why); err != nil {
			return err
		}
		as := "resend"
		if sent {
			as = "sent"
			// it left when it was tried last
			if err := d.heard(w, m, m.Changed); err != nil {
				return err
			}
		}
		return w.Append(activity.NoticeSettled, int64(m.Debtor), 0, m.Number, map[string]any{"message": id, "as": as, "why": why})
	})
}

// heard puts the contact that a message is onto the day that its customer had at a moment.
func (d *Desk) heard(w store.Writer, m store.OutMessage, at time.Time) error {
	debtor, err := w.Debtor(m.Debtor)
	if err != nil {
		return err
	}
	on, err := d.dayAt(w, debtor, at)
	if err != nil {
		return err
	}
	return w.HeardOn(m.Notice, on)
}
