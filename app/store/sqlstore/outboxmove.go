package sqlstore

import (
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// ClaimOutbox takes queued messages for sending.
func (w *writer) ClaimOutbox(holder string, lease time.Duration, limit int, channels ...receivable.Channel) ([]store.OutMessage, error) {
	found, err := w.DueOutbox(0, limit, channels...)
	if err != nil {
		return nil, err
	}
	for i := range found {
		if err := w.taken(&found[i], holder, lease); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// TakeOutbox takes one queued message.
func (w *writer) TakeOutbox(m store.OutMessage, holder string, lease time.Duration) (store.OutMessage, error) {
	err := w.taken(&m, holder, lease)
	return m, err
}

// PutOffOutbox has queued messages wait.
func (w *writer) PutOffOutbox(ids []int64, code, detail string, next time.Time) error {
	return inChunks(ids, func(list string, args []any) error {
		n, err := w.exec("UPDATE outbox SET code = ?, detail = ?, next_try = ?, changed = ? WHERE state = 'queued' AND id IN "+list,
			append([]any{code, detail, moment(next), moment(w.now)}, args...)...)
		if err == nil && n != int64(len(args)) {
			err = fault.New(fault.Conflict, "a message does not wait any more")
		}
		return err
	})
}

// taken moves a queued message to sending.
func (w *writer) taken(m *store.OutMessage, holder string, lease time.Duration) error {
	m.State, m.Holder, m.LeaseTo, m.Attempts, m.Changed = store.OutSending, holder, w.now.Add(lease), m.Attempts+1, w.now
	return w.must(fault.Conflict, "a message has been taken by somebody else", `UPDATE outbox SET state = 'sending', holder = ?, lease_to = ?,
		attempts = attempts + 1, changed = ? WHERE id = ? AND state = 'queued'`, holder, moment(m.LeaseTo), moment(w.now), m.ID)
}

// ExtendOutbox keeps what a holder is sending its own for another lease.
func (w *writer) ExtendOutbox(holder string, lease time.Duration) error {
	_, err := w.exec("UPDATE outbox SET lease_to = ? WHERE state = 'sending' AND holder = ?", moment(w.now.Add(lease)), holder)
	return err
}

// leave moves a message out of sending, if this holder is sending it.
func (w *writer) leave(id int64, holder string, to store.OutboxState, code, detail string, next time.Time) error {
	sent := int64(0)
	if to == store.OutSent {
		sent = moment(w.now)
	}
	n, err := w.exec(`UPDATE outbox SET state = ?, holder = '', lease_to = 0, code = ?, detail = ?, next_try = ?, sent_at = ?, changed = ?
		WHERE id = ? AND state = 'sending' AND holder = ?`, string(to), code, detail, moment(next), sent, moment(w.now), id, holder)
	if err != nil || n == 1 {
		return err
	}
	m, err := w.OutboxMessage(id)
	if err != nil {
		return err
	}
	return fault.New(fault.Conflict, "message %d is %s and not being sent by %s, so it cannot become %s", id, m.State, holder, to)
}

// MarkSent notes the server's word that it has the message.
func (w *writer) MarkSent(id int64, holder, detail string) error {
	return w.leave(id, holder, store.OutSent, "", detail, time.Time{})
}

// MarkFailed notes that the message was refused for good.
func (w *writer) MarkFailed(id int64, holder, code, detail string) error {
	return w.leave(id, holder, store.OutFailed, code, detail, time.Time{})
}

// CancelMessage keeps a message that waits from leaving.
func (w *writer) CancelMessage(id int64, why string) error {
	return w.must(fault.Conflict, "this message does not wait any more", "UPDATE outbox SET state = 'cancelled', detail = ?, changed = ? WHERE id = ? AND state = 'queued'",
		why, moment(w.now), id)
}

// MarkRetry puts a message that surely did not leave back into the queue.
func (w *writer) MarkRetry(id int64, holder, code, detail string, next time.Time, counts bool) error {
	if err := w.leave(id, holder, store.OutQueued, code, detail, next); err != nil || counts {
		return err
	}
	_, err := w.exec("UPDATE outbox SET attempts = attempts - 1 WHERE id = ? AND attempts > 0", id)
	return err
}

// MarkUncertain notes that nobody knows whether the message left.
func (w *writer) MarkUncertain(id int64, holder, code, detail string) error {
	return w.leave(id, holder, store.OutUncertain, code, detail, time.Time{})
}

// RecoverSending marks what a dead program left in sending.
func (w *writer) RecoverSending(holder string) (int, error) {
	n, err := w.exec(`UPDATE outbox SET state = 'uncertain', holder = '', lease_to = 0, code = 'interrupted', changed = ?
		WHERE state = 'sending' AND (lease_to < ? OR holder = ?)`, moment(w.now), moment(w.now), holder)
	return int(n), err
}

// SettleOutbox takes a person's word.
func (w *writer) SettleOutbox(id int64, sent bool, why string) error {
	m, err := w.OutboxMessage(id)
	if err != nil {
		return err
	}
	if m.State != store.OutUncertain && m.State != store.OutFailed {
		return fault.New(fault.Conflict, "message %d is %s; only an uncertain or failed one needs a person's word", id, m.State)
	}
	n, err := w.Notice(m.Notice)
	if err != nil {
		return err
	}
	if n.Cancelled && !sent {
		return fault.New(fault.Conflict, "notice %s has been cancelled and cannot be sent again", n.Number)
	}
	to, at := store.OutQueued, int64(0)
	if sent {
		to, at = store.OutSent, moment(w.now)
	}
	_, err = w.exec("UPDATE outbox SET state = ?, detail = ?, code = '', next_try = 0, sent_at = ?, changed = ? WHERE id = ?", string(to), why, at, moment(w.now), id)
	return err
}
