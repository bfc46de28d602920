package sqlstore

import (
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

func (r *reader) messages(where string, args ...any) ([]store.OutMessage, error) {
	var out []store.OutMessage
	err := r.each(func(row scanner) error {
		var m store.OutMessage
		var next, lease, changed int64
		err := row.Scan(&m.ID, &m.Notice, &m.Wave, &m.Debtor, &m.Name, &m.Number, &m.Channel, &m.From, &m.To, &m.Subject, &m.MessageID, &m.State,
			&m.Attempts, &next, &m.Holder, &lease, &m.Code, &m.Detail, &changed)
		m.NextTry, m.LeaseTo, m.Changed = unmoment(next), unmoment(lease), unmoment(changed)
		out = append(out, m)
		return err
	}, `SELECT o.id, o.notice, o.wave, n.debtor, d.name, n.number, o.channel, n.sender, n.recipient, n.subject, o.message_id, o.state,
		o.attempts, o.next_try, o.holder, o.lease_to, o.code, o.detail, o.changed
		FROM outbox o JOIN notice n ON n.id = o.notice JOIN debtor d ON d.id = n.debtor WHERE `+where, args...)
	return out, err
}

// Outbox gives messages in order of id.
func (r *reader) Outbox(limit int, states ...store.OutboxState) ([]store.OutMessage, error) {
	where, args := "o.state NOT IN ('sent', 'cancelled')", []any{}
	if len(states) > 0 {
		where = "o.state IN " + marks(len(states), 1)
		for _, s := range states {
			args = append(args, string(s))
		}
	}
	where += " ORDER BY o.id"
	if limit > 0 {
		where, args = where+" LIMIT ?", append(args, limit)
	}
	return r.messages(where, args...)
}

// OutboxMessage gives one by id.
func (r *reader) OutboxMessage(id int64) (store.OutMessage, error) {
	found, err := r.messages("o.id = ?", id)
	if err == nil && len(found) == 0 {
		err = fault.New(fault.NotFound, "there is no message %d in the outbox", id)
	}
	if err != nil {
		return store.OutMessage{}, err
	}
	return found[0], nil
}

// DueOutbox gives queued messages that may be taken now.
func (r *reader) DueOutbox(after int64, limit int, channels ...receivable.Channel) ([]store.OutMessage, error) {
	where, args := "o.state = 'queued' AND o.id > ? AND o.next_try <= ?", []any{after, moment(r.now)}
	if len(channels) > 0 {
		where += " AND o.channel IN " + marks(len(channels), 1)
		for _, c := range channels {
			args = append(args, string(c))
		}
	}
	return r.messages(where+` AND NOT EXISTS (SELECT 1 FROM wave v WHERE v.id = o.wave AND v.state IN ('paused', 'cancelled'))
		ORDER BY o.id LIMIT ?`, append(args, max(limit, 1))...)
}

// OutboxCounts counts messages by state.
func (r *reader) OutboxCounts(wave store.WaveID) (map[store.OutboxState]int, error) {
	query, args := "SELECT state, COUNT(*) FROM outbox", []any{}
	if wave != 0 {
		query, args = query+" WHERE wave = ?", append(args, wave)
	}
	out := map[store.OutboxState]int{}
	err := r.each(func(row scanner) error {
		var s store.OutboxState
		var n int
		err := row.Scan(&s, &n)
		out[s] = n
		return err
	}, query+" GROUP BY state", args...)
	return out, err
}
