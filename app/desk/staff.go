package desk

import (
	"context"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// StaffMember is a user as the desk shows it: never with the password's hash.
type StaffMember struct {
	approval.User
	CanSignIn bool // has a password
	Locked    bool
}

// Staff gives every user, by login.
func (d *Desk) Staff(ctx context.Context) (out []StaffMember, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		rows, err := r.Staff()
		for _, u := range rows {
			out = append(out, StaffMember{User: u.User, CanSignIn: u.Password != "", Locked: d.Clock.Now().Before(u.LockedUntil)})
		}
		return err
	})
	return out, err
}

// PutUser adds a user, or changes the one of its id; an administrator's work. A password that is not empty is set. The first
// user is an administrator, and one with a password always remains: else nobody could ever change anything again.
func (d *Desk) PutUser(ctx context.Context, u approval.User, password string) (approval.UserID, error) {
	u.Login, u.Person = strings.ToLower(strings.TrimSpace(u.Login)), strings.ToLower(strings.TrimSpace(u.Person))
	if err := approval.CheckUser(u); err != nil {
		return 0, err
	}
	hash := ""
	if password != "" {
		if err := checkPassword(u.Login, password); err != nil {
			return 0, err
		}
		hash = hashPassword(password)
	}
	err := d.administer(ctx, func(w store.Writer) error {
		before, err := w.Staff()
		if err != nil {
			return err
		}
		if u.ID, err = w.PutStaff(u); err != nil {
			return err
		}
		if hash != "" {
			if err := w.SetPassword(u.ID, hash); err != nil {
				return err
			}
		}
		after, err := w.Staff()
		if err != nil {
			return err
		}
		if err := governable(after); err != nil {
			return err
		}
		return w.Append(activity.StaffChanged, 0, 0, u.Login, map[string]any{"before": userIn(before, u.ID), "after": u, "password-set": hash != ""})
	})
	return u.ID, err
}

// governable refuses a staff without an administrator who can sign in, once there is anybody to sign in.
func governable(staff []store.StaffRow) error {
	if len(staff) == 1 && staff[0].Role != approval.Admin {
		return fault.New(fault.Invalid, "the first user is an administrator").OnField("role").WithHint("add yourself first, then the others")
	}
	for _, u := range staff {
		if u.Active && u.Role == approval.Admin && (u.Password != "" || len(staff) == 1) {
			return nil
		}
	}
	return fault.New(fault.Invalid, "somebody with a password must stay administrator").OnField("role").WithHint("give the administrator a password first")
}

func userIn(staff []store.StaffRow, id approval.UserID) any {
	for _, u := range staff {
		if u.ID == id {
			return u.User
		}
	}
	return nil
}

// ChangePassword sets one's own password; the old one must be known where there was one. A wrong one counts as it does at the
// door, and is kept in the log: whoever finds an open window does not guess there either.
func (d *Desk) ChangePassword(ctx context.Context, old, password string) error {
	row, err := d.staffNamed(ctx, d.Actor.Name)
	if err != nil {
		return err
	}
	if row.ID == 0 {
		return fault.New(fault.NotFound, "%s is no user of this book", d.Actor.Name)
	}
	// Auditors have passwords too, so that nobody is asked here whether he may change anything.
	if _, err := d.Seat(ctx); err != nil {
		return err
	}
	if err := checkPassword(row.Login, password); err != nil {
		return err
	}
	fits := row.Password == "" || passwordFits(row.Password, old)
	hash := hashPassword(password)
	refused, err := d.tried(ctx, d.Actor, row, fits, func(w store.Writer) error {
		if err := w.SetPassword(row.ID, hash); err != nil {
			return err
		}
		return w.Append(activity.StaffChanged, 0, 0, row.Login, map[string]any{"password-set": true, "by-self": true})
	})
	if err == nil && refused != nil {
		err = fault.New(SignInRefused, "the old password is wrong, or there were too many wrong ones").OnField("old").
			WithHint("after five wrong passwords a user is locked for 15 minutes: wait, or ask an administrator for a new password")
	}
	return err
}

// DelegationView is a delegation with the names of both.
type DelegationView struct {
	approval.Delegation
	FromName, ToName string
	Holds            bool // today
}

// Delegations gives who decides for whom, newest first.
func (d *Desk) Delegations(ctx context.Context) (out []DelegationView, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		staff, err := r.Staff()
		if err != nil {
			return err
		}
		names := map[approval.UserID]string{}
		for _, u := range staff {
			names[u.ID] = u.Name
		}
		on, err := d.clockDay(r)
		if err != nil {
			return err
		}
		rows, err := r.Delegations()
		for _, row := range rows {
			out = append(out, DelegationView{row, names[row.From], names[row.To], row.Active(on)})
		}
		return err
	})
	return out, err
}

// Delegate hands one's decisions to somebody else for some days; an administrator may do so for others.
func (d *Desk) Delegate(ctx context.Context, o approval.Delegation) error {
	return d.update(ctx, func(w store.Writer) error {
		on, err := d.clockDay(w)
		if err != nil {
			return err
		}
		seat, err := seatOf(w, w.Actor(), on)
		if err != nil {
			return err
		}
		if o.From == 0 {
			o.From = seat.User.ID
		}
		if !seat.FourEyes || o.From != seat.User.ID && !seat.User.Role.Sets() {
			return fault.New(approval.NotAllowed, "only an administrator hands on what others decide")
		}
		staff, err := w.Staff()
		if err != nil {
			return err
		}
		from, to := member(staff, o.From), member(staff, o.To)
		if err := o.Check(from, to, on); err != nil {
			return err
		}
		if o.ID, err = w.PutDelegation(o); err != nil {
			return err
		}
		return w.Append(activity.StaffChanged, 0, 0, from.Login, map[string]any{
			"delegation": o.ID, "to": to.Login, "first": o.First.String(), "last": o.Last.String(), "why": o.Why,
		})
	})
}

func member(staff []store.StaffRow, id approval.UserID) approval.User {
	for _, u := range staff {
		if u.ID == id {
			return u.User
		}
	}
	return approval.User{}
}

// EndDelegation ends a delegation at once; whoever handed it on may, and an administrator.
func (d *Desk) EndDelegation(ctx context.Context, id int64) error {
	return d.update(ctx, func(w store.Writer) error {
		seat, err := seatOf(w, w.Actor(), date.Date{})
		if err != nil {
			return err
		}
		all, err := w.Delegations()
		if err != nil {
			return err
		}
		for _, del := range all {
			if del.ID == id && (del.From == seat.User.ID || seat.User.Role.Sets()) {
				if err := w.EndDelegation(id); err != nil {
					return err
				}
				return w.Append(activity.StaffChanged, 0, 0, seat.User.Login, map[string]any{"delegation": id, "ended": true})
			}
		}
		return fault.New(fault.NotFound, "there is no delegation %d that you may end", id)
	})
}
