package desk

import (
	"context"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// SignInRefused is the code of a login or password that is wrong, or of a user that is locked for a while.
const SignInRefused fault.Code = "sign-in-refused"

// After so many wrong passwords in a row a user is locked for so long.
const (
	mostFailures = 5
	lockedFor    = 15 * time.Minute
)

// SeatedAs is the actor of a user whom SignIn gave.
func SeatedAs(u approval.User) activity.Actor {
	return activity.Actor{Name: u.Login, Kind: activity.Person, SignedIn: true}
}

// NeedsSignIn reports whether the book has several users, so that somebody must sign in before anything is changed.
func (d *Desk) NeedsSignIn(ctx context.Context) (needs bool, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		staff, err := r.Staff()
		needs = active(staff) >= 2
		return err
	})
	return needs, err
}

// SignIn gives the user of a login and password, who from then on sits at the desk: the caller sets Actor. It never says
// whether the login or the password was wrong, nor whether a login that is locked exists.
func (d *Desk) SignIn(ctx context.Context, login, password string) (approval.User, error) {
	login = strings.ToLower(strings.TrimSpace(login))
	row, err := d.staffNamed(ctx, login)
	if err != nil {
		return approval.User{}, err
	}
	// An unknown login costs the same time as a wrong password.
	hash := row.Password
	if row.ID == 0 || !row.Active || hash == "" {
		hash = noPassword()
	}
	fits := passwordFits(hash, password) && row.ID != 0 && row.Active
	refused, err := d.tried(ctx, activity.Actor{Name: login, Kind: activity.Person}, row, fits, func(w store.Writer) error {
		return w.Append(activity.SignedIn, 0, 0, login, map[string]any{"user": row.ID})
	})
	if err == nil {
		err = refused
	}
	if err != nil {
		return approval.User{}, err
	}
	return row.User, nil
}

// tried counts what was tried with a password, and goes on when it fitted. The row is read again where it is counted, since several
// may be guessing at once: while a user is locked nothing fits, nothing is counted, and the lock stays as long as it was. A refusal
// is kept and therefore apart from an error.
func (d *Desk) tried(ctx context.Context, actor activity.Actor, was store.StaffRow, fits bool, then func(store.Writer) error) (refused, err error) {
	err = d.Book.Update(ctx, actor, func(w store.Writer) error {
		staff, err := w.Staff()
		if err != nil {
			return err
		}
		row := rowIn(staff, was.ID)
		if !fits || row.ID == 0 || !row.Active || row.Password != was.Password || w.Now().Before(row.LockedUntil) {
			refused = wrongPassword()
			return refuseSignIn(w, row)
		}
		if err := w.SetFailures(row.ID, 0, time.Time{}); err != nil {
			return err
		}
		return then(w)
	})
	return refused, err
}

// wrongPassword says the same of a wrong login, a wrong password and a lock: else it would tell which logins there are.
func wrongPassword() error {
	return fault.New(SignInRefused, "login or password is wrong, or there were too many wrong ones").
		WithHint("after five wrong passwords a user is locked for 15 minutes: wait, or ask an administrator for a new password")
}

// refuseSignIn counts a wrong password. Logins that nobody has are not logged: what was typed there may be a password.
func refuseSignIn(w store.Writer, row store.StaffRow) error {
	if row.ID == 0 || w.Now().Before(row.LockedUntil) {
		return nil
	}
	failures, until := row.Failures+1, time.Time{}
	if failures >= mostFailures {
		failures, until = 0, w.Now().Add(lockedFor)
	}
	if err := w.SetFailures(row.ID, failures, until); err != nil {
		return err
	}
	return w.Append(activity.SignInRefused, 0, 0, row.Login, map[string]any{"user": row.ID, "locked": !until.IsZero()})
}

func rowIn(staff []store.StaffRow, id approval.UserID) store.StaffRow {
	for _, u := range staff {
		if u.ID == id {
			return u
		}
	}
	return store.StaffRow{}
}

func (d *Desk) staffNamed(ctx context.Context, login string) (row store.StaffRow, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		staff, err := r.Staff()
		for _, u := range staff {
			if u.Login == login {
				row = u
			}
		}
		return err
	})
	return row, err
}
