package sqlstore

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// contactDays is how far back contacts are read for a plan: further than any cap looks.
const contactDays = 370

// contacts reads contacts in order of debtor and day. Notices of one channel on one day, as in two currencies, are one.
func (r *reader) contacts(where string, fn func(receivable.DebtorID, dunning.Contact), args ...any) error {
	return r.each(func(row scanner) error {
		var debtor receivable.DebtorID
		var c dunning.Contact
		var on, times int64
		if err := row.Scan(&debtor, &on, &c.Channel, &times); err != nil {
			return err
		}
		c.On = undayed(on)
		for range times {
			fn(debtor, c)
		}
		return nil
	}, `SELECT debtor, day, channel, SUM(CASE WHEN notice = 0 THEN 1 ELSE 0 END) + MAX(CASE WHEN notice = 0 THEN 0 ELSE 1 END)
		FROM contact WHERE `+where+" GROUP BY debtor, day, channel ORDER BY debtor, day, channel", args...)
}

// Contacts gives when a debtor heard from us.
func (r *reader) Contacts(debtor receivable.DebtorID, from date.Date) ([]dunning.Contact, error) {
	var out []dunning.Contact
	err := r.contacts("debtor = ? AND day >= ?", func(_ receivable.DebtorID, c dunning.Contact) { out = append(out, c) }, debtor, day(from))
	return out, err
}

// PutContact keeps a contact that no notice made.
func (w *writer) PutContact(debtor receivable.DebtorID, c dunning.Contact) error {
	_, err := w.exec("INSERT INTO contact (debtor, day, channel, actor, at) VALUES "+marks(5, 1), debtor, day(c.On), string(c.Channel), w.actor.Name, moment(w.now))
	return err
}

// heard keeps the contact that a notice is. A call or a visit is one only when somebody has made it.
func (w *writer) heard(notice int64, claim *dunning.Notice) error {
	if claim.Channel == receivable.Call || claim.Channel == receivable.Visit {
		return nil
	}
	_, err := w.exec("INSERT INTO contact (debtor, day, channel, notice, actor, at) VALUES "+marks(6, 1),
		claim.Debtor, day(claim.Date), string(claim.Channel), notice, w.actor.Name, moment(w.now))
	return err
}

// HeardOn corrects the day of a notice's contact.
func (w *writer) HeardOn(notice store.NoticeID, on date.Date) error {
	_, err := w.exec("UPDATE contact SET day = ? WHERE notice = ?", day(on), notice)
	return err
}

// unheard forgets the contact of a notice that never left.
func (w *writer) unheard(id store.NoticeID) error {
	_, err := w.exec(`DELETE FROM contact WHERE notice = ? AND NOT EXISTS
		(SELECT 1 FROM outbox o WHERE o.notice = contact.notice AND o.state IN ('sent', 'uncertain'))`, id)
	return err
}

func (r *reader) asides(where string, fn func(receivable.DebtorID, dunning.Aside), args ...any) error {
	return r.each(func(row scanner) error {
		var debtor receivable.DebtorID
		var w dunning.Aside
		var on int64
		if err := row.Scan(&debtor, &on, &w.Rule, &w.Reason, &w.By); err != nil {
			return err
		}
		w.On = undayed(on)
		fn(debtor, w)
		return nil
	}, "SELECT debtor, day, rule, reason, actor FROM set_aside WHERE "+where+" ORDER BY debtor, at", args...)
}

// Asides gives the house rules that are set aside for a debtor on a day.
func (r *reader) Asides(debtor receivable.DebtorID, on date.Date) ([]dunning.Aside, error) {
	var out []dunning.Aside
	err := r.asides("debtor = ? AND day = ?", func(_ receivable.DebtorID, w dunning.Aside) { out = append(out, w) }, debtor, day(on))
	return out, err
}

// PutAside sets a house rule aside.
func (w *writer) PutAside(debtor receivable.DebtorID, v dunning.Aside) error {
	_, err := w.exec("INSERT INTO set_aside (debtor, day, rule, reason, actor, at) VALUES "+marks(6, 1),
		debtor, day(v.On), v.Rule, v.Reason, w.actor.Name, moment(w.now))
	return err
}
