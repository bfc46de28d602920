package sqlstore

import (
	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Requests gives requests, those that are open oldest first.
func (r *reader) Requests(q store.RequestQuery) ([]approval.Request, error) {
	where, args, order := "q.state <> 'alone'", []any{}, " ORDER BY q.id DESC"
	if q.Alone {
		where = "q.state = 'alone'"
	}
	if q.Debtor != 0 {
		where, args = where+" AND q.debtor = ?", append(args, q.Debtor)
	}
	if q.Kind != "" {
		where, args = where+" AND q.kind = ?", append(args, string(q.Kind))
	}
	if q.Order != "" {
		where, args = where+" AND q.what = ?", append(args, q.Order)
	}
	if q.Open {
		where, order = where+" AND q.state IN ('waiting', 'sent-back')", " ORDER BY q.id"
	}
	if q.Limit > 0 {
		order, args = order+" LIMIT ?", append(args, q.Limit)
	}
	return r.requests(where+order, args...)
}

// Request gives one by id.
func (r *reader) Request(id approval.RequestID) (approval.Request, error) {
	found, err := r.requests("q.id = ?", id)
	if err == nil && len(found) == 0 {
		err = fault.New(fault.NotFound, "there is no request %d", id).WithHint("see `approvals list`")
	}
	if err != nil {
		return approval.Request{}, err
	}
	return found[0], nil
}

func (r *reader) requests(rest string, args ...any) ([]approval.Request, error) {
	staff, err := r.Staff()
	if err != nil {
		return nil, err
	}
	people := map[approval.UserID]approval.User{}
	for _, u := range staff {
		people[u.ID] = u.User
	}
	var out []approval.Request
	err = r.each(func(row scanner) error {
		var q approval.Request
		var by, decidedBy, decidedFor approval.UserID
		var at, expires, decidedAt int64
		var currency money.Currency
		err := row.Scan(&q.ID, &q.Version, &q.Measure.Kind, &currency, &q.Measure.Amount.Minor, &q.Measure.Months, &q.Measure.Notices, &q.Measure.Level,
			&q.Debtor, &q.Subject, &q.Order, &q.Facts, &q.Why, &by, &at, &expires, &q.State, &decidedBy, &decidedFor, &decidedAt, &q.Decided.Why)
		q.Measure.Amount.Currency = currency
		q.By, q.At, q.Expires = people[by], unmoment(at), undayed(expires)
		if decidedBy != 0 {
			q.Decided.By, q.Decided.For, q.Decided.At, q.Decided.State = people[decidedBy], people[decidedFor], unmoment(decidedAt), q.State
		}
		out = append(out, q)
		return err
	}, `SELECT q.id, q.version, q.kind, q.currency, q.amount, q.months, q.notices, q.level, q.debtor, q.subject, q.what, q.facts, q.why, q.by_user, q.at, q.expires,
		q.state, q.decided_by, q.decided_for, q.decided_at, q.decided_why FROM request q WHERE `+rest, args...)
	return out, err
}

// PutRequest keeps a new request.
func (w *writer) PutRequest(q approval.Request) (approval.RequestID, error) {
	id, err := w.insert(`INSERT INTO request (version, kind, currency, amount, months, notices, level, debtor, subject, what, facts, why, by_user, at, expires, state)
		VALUES `+marks(16, 1), q.Version, string(q.Measure.Kind), string(q.Measure.Amount.Currency), q.Measure.Amount.Minor, q.Measure.Months, q.Measure.Notices,
		q.Measure.Level, q.Debtor, q.Subject, q.Order, q.Facts, q.Why, q.By.ID, moment(q.At), day(q.Expires), string(q.State))
	return approval.RequestID(id), err
}

// SetRequest writes a request, unless it is another than the one that was read.
func (w *writer) SetRequest(q, was approval.Request) error {
	return w.must(fault.Conflict, "somebody else decided on this request or changed it", `UPDATE request SET version = ?, currency = ?, amount = ?, months = ?, notices = ?, level = ?,
		subject = ?, what = ?, facts = ?, why = ?, expires = ?, state = ?, decided_by = ?, decided_for = ?, decided_at = ?, decided_why = ?
		WHERE id = ? AND version = ? AND state = ?`, q.Version, string(q.Measure.Amount.Currency), q.Measure.Amount.Minor, q.Measure.Months, q.Measure.Notices, q.Measure.Level,
		q.Subject, q.Order, q.Facts, q.Why, day(q.Expires), string(q.State), q.Decided.By.ID, q.Decided.For.ID, moment(q.Decided.At), q.Decided.Why,
		q.ID, was.Version, string(was.State))
}
