package sqlstore

import (
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Staff gives every user by login.
func (r *reader) Staff() ([]store.StaffRow, error) {
	var out []store.StaffRow
	err := r.each(func(row scanner) error {
		var u store.StaffRow
		var locked, created int64
		err := row.Scan(&u.ID, &u.Login, &u.Name, &u.Person, &u.Role, &u.Active, &u.Password, &u.Failures, &locked, &created)
		u.LockedUntil, u.Created = unmoment(locked), unmoment(created)
		out = append(out, u)
		return err
	}, "SELECT id, login, name, person, role, active, password, failures, locked_until, created FROM staff ORDER BY login")
	return out, err
}

// PutStaff adds or changes a user.
func (w *writer) PutStaff(u approval.User) (approval.UserID, error) {
	var taken approval.UserID
	if _, err := w.one("SELECT id FROM staff WHERE login = ?", []any{u.Login}, &taken); err != nil {
		return 0, err
	}
	if taken != 0 && taken != u.ID {
		return 0, fault.New(fault.Conflict, "somebody has the login %q already", u.Login).OnField("login")
	}
	if u.ID == 0 {
		id, err := w.insert("INSERT INTO staff (login, name, person, role, active, created) VALUES "+marks(6, 1), u.Login, u.Name, u.Person, string(u.Role), bit(u.Active), moment(w.now))
		return approval.UserID(id), err
	}
	return u.ID, w.must(fault.NotFound, "there is no such user", "UPDATE staff SET login = ?, name = ?, person = ?, role = ?, active = ? WHERE id = ?",
		u.Login, u.Name, u.Person, string(u.Role), bit(u.Active), u.ID)
}

// SetPassword keeps the hash of a password, and forgets wrong ones.
func (w *writer) SetPassword(id approval.UserID, hash string) error {
	return w.must(fault.NotFound, "there is no such user", "UPDATE staff SET password = ?, failures = 0, locked_until = 0 WHERE id = ?", hash, id)
}

// SetFailures keeps how many wrong passwords came in a row.
func (w *writer) SetFailures(id approval.UserID, failures int, lockedUntil time.Time) error {
	return w.must(fault.NotFound, "there is no such user", "UPDATE staff SET failures = ?, locked_until = ? WHERE id = ?", failures, moment(lockedUntil), id)
}

// Delegations gives every delegation, newest first.
func (r *reader) Delegations() ([]approval.Delegation, error) {
	var out []approval.Delegation
	err := r.each(func(row scanner) error {
		var d approval.Delegation
		var first, last int64
		err := row.Scan(&d.ID, &d.From, &d.To, &first, &last, &d.Why, &d.Ended)
		d.First, d.Last = undayed(first), undayed(last)
		out = append(out, d)
		return err
	}, "SELECT id, from_user, to_user, first_day, last_day, why, ended FROM delegation ORDER BY id DESC")
	return out, err
}

// PutDelegation keeps a new delegation.
func (w *writer) PutDelegation(d approval.Delegation) (int64, error) {
	return w.insert("INSERT INTO delegation (from_user, to_user, first_day, last_day, why, at) VALUES "+marks(6, 1), d.From, d.To, day(d.First), day(d.Last), d.Why, moment(w.now))
}

// EndDelegation ends a delegation before its last day.
func (w *writer) EndDelegation(id int64) error {
	return w.must(fault.Conflict, "this delegation is over already", "UPDATE delegation SET ended = 1 WHERE id = ? AND ended = 0", id)
}
