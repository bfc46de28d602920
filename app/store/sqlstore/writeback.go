package sqlstore

import (
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// WriteBacks gives entries of the write-back queue.
func (r *reader) WriteBacks(q store.WriteBackQuery) ([]writeback.Entry, error) {
	where, args := "1 = 1", []any{}
	if q.Debtor != 0 {
		where, args = where+" AND b.debtor = ?", append(args, q.Debtor)
	}
	if q.Connection != 0 {
		where, args = where+" AND b.connection = ?", append(args, q.Connection)
	}
	if q.About != "" {
		where, args = where+" AND b.about = ? AND b.about_id = ?", append(args, q.About, q.AboutID)
	}
	if len(q.States) > 0 {
		where += " AND b.state IN " + marks(len(q.States), 1)
		for _, s := range q.States {
			args = append(args, string(s))
		}
	}
	where += " ORDER BY b.id"
	if q.Newest {
		where += " DESC"
	}
	if q.Limit > 0 {
		where, args = where+" LIMIT ?", append(args, q.Limit)
	}
	return r.writeBacks(where, args...)
}

// WriteBack gives one by id.
func (r *reader) WriteBack(id int64) (writeback.Entry, error) {
	found, err := r.writeBacks("b.id = ?", id)
	if err == nil && len(found) == 0 {
		err = fault.New(fault.NotFound, "there is no posting %d", id).WithHint("see `postings list`")
	}
	if err != nil {
		return writeback.Entry{}, err
	}
	return found[0], nil
}

func (r *reader) writeBacks(where string, args ...any) (out []writeback.Entry, err error) {
	err = r.each(func(row scanner) error {
		var e writeback.Entry
		var on, until, next, lease, made, changed int64
		var parts, posted string
		if err := row.Scan(&e.ID, &e.Key, &e.Connection, &e.Books, &e.Debtor, &e.Customer, &e.Name, &e.Kind, &e.About, &e.AboutID, &e.Undoes, &on, &e.Title, &e.Text,
			&e.Reason, &until, &e.Amount.Currency, &e.Amount.Minor, &parts, &e.State, &e.Attempts, &next, &e.Holder, &lease, &e.Code, &e.Detail, &posted,
			&made, &changed, &e.By); err != nil {
			return err
		}
		e.On, e.Until, e.NextTry, e.LeaseTo, e.Made, e.Changed = undayed(on), undayed(until), unmoment(next), unmoment(lease), unmoment(made), unmoment(changed)
		if err := unpack(parts, &e.Parts, "posting "+e.Key); err != nil {
			return err
		}
		if err := unpack(posted, &e.Posted, "posting "+e.Key); err != nil {
			return err
		}
		out = append(out, e)
		return nil
	}, `SELECT b.id, b.write_key, b.connection, c.name, b.debtor, d.external_id, d.name, b.kind, b.about, b.about_id, b.undoes, b.day, b.title, b.words,
		b.reason, b.until, b.currency, b.minor, b.parts, b.state, b.attempts, b.next_try, b.holder, b.lease_to, b.code, b.detail, b.posted,
		b.made, b.changed, b.actor FROM write_back b JOIN debtor d ON d.id = b.debtor JOIN connection c ON c.id = b.connection WHERE `+where, args...)
	return out, err
}

// UnpostedNotices gives sent messages of which nothing has been written back.
func (r *reader) UnpostedNotices(connection receivable.ConnectionID, kind writeback.Kind, since time.Time, limit int) ([]store.OutMessage, error) {
	where, args := `n.trial = 0 AND o.state = 'sent' AND o.sent_at >= ? AND d.connection = ? AND NOT EXISTS (SELECT 1 FROM write_back b
		WHERE b.connection = d.connection AND b.kind = ? AND b.about = ? AND b.about_id = n.id) ORDER BY o.id`,
		[]any{moment(since), connection, string(kind), store.AboutNotice}
	if limit > 0 {
		where, args = where+" LIMIT ?", append(args, limit)
	}
	return r.messages(where, args...)
}

// PutWriteBack keeps an entry that waits.
func (w *writer) PutWriteBack(e writeback.Entry) (int64, error) {
	return w.insert(`INSERT INTO write_back (write_key, connection, debtor, kind, about, about_id, undoes, day, title, words, reason, until, currency, minor,
		parts, state, made, changed, actor) VALUES `+marks(19, 1),
		e.Key, e.Connection, e.Debtor, string(e.Kind), e.About, e.AboutID, e.Undoes, day(e.On), e.Title, e.Text, e.Reason, day(e.Until),
		string(e.Amount.Currency), e.Amount.Minor, packed(e.Parts), string(writeback.Waiting), moment(w.now), moment(w.now), w.actor.Name)
}

// ClaimWriteBacks takes entries that are due for writing; one that takes another back waits until that one has ended.
func (w *writer) ClaimWriteBacks(connection receivable.ConnectionID, holder string, lease time.Duration, limit int) ([]writeback.Entry, error) {
	found, err := w.writeBacks(`b.state = 'waiting' AND b.next_try <= ? AND b.connection = ? AND NOT EXISTS (SELECT 1 FROM write_back u
		WHERE u.id = b.undoes AND u.state IN ('waiting', 'writing', 'uncertain', 'refused')) ORDER BY b.id LIMIT ?`, moment(w.now), connection, max(limit, 1))
	if err != nil {
		return nil, err
	}
	for i := range found {
		e := &found[i]
		if err := w.takeWriteBack(e.ID, writeback.Waiting, holder, lease, 1); err != nil {
			return nil, err
		}
		e.State, e.Holder, e.LeaseTo, e.Attempts, e.Changed = writeback.Writing, holder, w.now.Add(lease), e.Attempts+1, w.now
	}
	return found, nil
}

// SearchWriteBack takes an uncertain entry to look for it.
func (w *writer) SearchWriteBack(id int64, holder string, lease time.Duration) error {
	return w.takeWriteBack(id, writeback.Uncertain, holder, lease, 0)
}

func (w *writer) takeWriteBack(id int64, from writeback.State, holder string, lease time.Duration, attempts int) error {
	return w.must(fault.Conflict, "a posting has been taken by somebody else", `UPDATE write_back SET state = 'writing', holder = ?, lease_to = ?,
		attempts = attempts + ?, changed = ? WHERE id = ? AND state = ?`, holder, moment(w.now.Add(lease)), attempts, moment(w.now), id, string(from))
}

// EndWriteBack notes what became of an attempt.
func (w *writer) EndWriteBack(id int64, holder string, o writeback.Outcome, next time.Time) error {
	return w.must(fault.Conflict, "the posting is not being written by this program", `UPDATE write_back SET state = ?, holder = '', lease_to = 0, code = ?,
		detail = ?, posted = ?, next_try = ?, changed = ? WHERE id = ? AND state = 'writing' AND holder = ?`,
		string(o.State), o.Code, o.Detail, packed(o.Posted), moment(next), moment(w.now), id, holder)
}

// RecoverWriting marks what a dead program left in writing.
func (w *writer) RecoverWriting(holder string) (int, error) {
	n, err := w.exec(`UPDATE write_back SET state = 'uncertain', holder = '', lease_to = 0, code = 'interrupted', changed = ?
		WHERE state = 'writing' AND (lease_to < ? OR holder = ?)`, moment(w.now), moment(w.now), holder)
	return int(n), err
}

// SettleWriteBack takes a person's word.
func (w *writer) SettleWriteBack(id int64, to writeback.State, why string) error {
	return w.must(fault.Conflict, "this posting needs nobody's word any more", `UPDATE write_back SET state = ?, code = '', detail = ?, next_try = 0, attempts = 0,
		changed = ? WHERE id = ? AND state IN ('waiting', 'uncertain', 'refused')`, string(to), why, moment(w.now), id)
}
