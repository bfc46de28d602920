package sqlstore

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// DeadChannels gives every mark that a debtor's channels had, oldest first.
func (r *reader) DeadChannels(debtor receivable.DebtorID) ([]receivable.DeadChannel, error) {
	var out []receivable.DeadChannel
	err := r.deadMarks("debtor = ?", func(c receivable.DeadChannel) { out = append(out, c) }, debtor)
	return out, err
}

func (r *reader) deadMarks(where string, fn func(receivable.DeadChannel), args ...any) error {
	return r.each(func(row scanner) error {
		var c receivable.DeadChannel
		var on, at, revived int64
		err := row.Scan(&c.ID, &c.Debtor, &c.Channel, &c.Cause, &c.Why, &c.Address, &on, &c.By, &at, &revived, &c.RevivedWhy)
		c.On, c.At, c.Revived = undayed(on), unmoment(at), unmoment(revived)
		fn(c)
		return err
	}, "SELECT id, debtor, channel, cause, why, address, day, actor, at, revived, revived_why FROM dead_channel WHERE "+where+" ORDER BY debtor, id", args...)
}

// dead are the marks that stand now, on a condition.
func (r *reader) dead(where string, fn func(receivable.DeadChannel), args ...any) error {
	return r.deadMarks("revived = 0 AND "+where, fn, args...)
}

// MarkDead marks a channel as dead in the place of a mark that it had.
func (w *writer) MarkDead(c receivable.DeadChannel) error {
	d, err := w.Debtor(c.Debtor)
	if err != nil {
		return err
	}
	if err := w.endMarks(d.ID, c.Channel, ""); err != nil {
		return err
	}
	if _, err := w.insert("INSERT INTO dead_channel (debtor, channel, cause, why, address, day, actor, at) VALUES "+marks(8, 1),
		d.ID, string(c.Channel), string(c.Cause), c.Why, c.Address, day(c.On), w.actor.Name, moment(w.now)); err != nil {
		return err
	}
	if slices.Contains(d.Dead, c.Channel) {
		return nil
	}
	return w.putDead(d.ID, append(d.Dead, c.Channel))
}

// Revive ends what marks a channel as dead.
func (w *writer) Revive(id receivable.DebtorID, c receivable.Channel, why string) error {
	d, err := w.Debtor(id)
	if err != nil {
		return err
	}
	if !slices.Contains(d.Dead, c) {
		return fault.New(fault.Conflict, "%s is not marked as dead for %s", c, d.Name).OnField("channel")
	}
	if err := w.endMarks(id, c, why); err != nil {
		return err
	}
	return w.putDead(id, slices.DeleteFunc(d.Dead, func(have receivable.Channel) bool { return have == c }))
}

func (w *writer) endMarks(id receivable.DebtorID, c receivable.Channel, why string) error {
	_, err := w.exec("UPDATE dead_channel SET revived = ?, revived_why = ? WHERE debtor = ? AND channel = ? AND revived = 0", moment(w.now), why, id, string(c))
	return err
}

func (w *writer) putDead(id receivable.DebtorID, dead []receivable.Channel) error {
	_, err := w.exec("UPDATE debtor SET dead = ? WHERE id = ?", joinChannels(dead), id)
	return err
}
