package sqlstore

import (
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// Consents gives all that a debtor and its contacts said about channels, oldest first.
func (r *reader) Consents(debtor receivable.DebtorID) ([]receivable.Consent, error) {
	var out []receivable.Consent
	err := r.consents("debtor = ?", func(c receivable.Consent) { out = append(out, c) }, debtor)
	return out, err
}

func (r *reader) consents(where string, fn func(receivable.Consent), args ...any) error {
	return r.each(func(row scanner) error {
		var c receivable.Consent
		var on, at, past int64
		err := row.Scan(&c.ID, &c.Debtor, &c.Contact, &c.Name, &c.Address, &c.Channel, &c.State, &on, &c.Source, &c.By, &at, &past)
		c.On, c.At, c.Past = undayed(on), unmoment(at), past != 0
		fn(c)
		return err
	}, "SELECT id, debtor, contact, name, address, channel, state, day, source, actor, at, past FROM consent WHERE "+where+" ORDER BY debtor, id", args...)
}

// withdrawn are the consents that close a channel now, on a condition.
func (r *reader) withdrawn(where string, fn func(receivable.Consent), args ...any) error {
	return r.consents("past = 0 AND state = 'withdrawn' AND "+where, fn, args...)
}

// PutConsent keeps what somebody said, in the place of what the same contact said of the same channel before.
func (w *writer) PutConsent(c receivable.Consent) (int64, error) {
	if _, err := w.exec("UPDATE consent SET past = ? WHERE debtor = ? AND contact = ? AND channel = ? AND past = 0",
		moment(w.now), c.Debtor, c.Contact, string(c.Channel)); err != nil {
		return 0, err
	}
	return w.insert("INSERT INTO consent (debtor, contact, name, address, channel, state, day, source, actor, at) VALUES "+marks(10, 1),
		c.Debtor, c.Contact, c.Name, c.Address, string(c.Channel), string(c.State), day(c.On), c.Source, w.actor.Name, moment(w.now))
}
