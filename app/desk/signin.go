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
// whether the login or the password was wrong.
func (d *Desk) SignIn(ctx context.Context, login, password string) (approval.User, error) {
	login = strings.ToLower(strings.TrimSpace(login))
	row, err := d.staffNamed(ctx, login)
	if err != nil {
		return approval.User{}, err
	}
	if d.Clock.Now().Before(row.LockedUntil) {
		return approval.User{}, fault.New(SignInRefused, "too many wrong passwords: %s is locked until %s", login, row.LockedUntil.Format("15:04 MST")).
			WithHint("wait, or ask an administrator for a new password")
	}
	// An unknown login costs the same time as a wrong password.
	hash := row.Password
	if row.ID == 0 || !row.Active || hash == "" {
		hash = noPassword()
	}
	fits := passwordFits(hash, password) && row.ID != 0 && row.Active
	actor := activity.Actor{Name: login, Kind: activity.Person}
	err = d.Book.Update(ctx, actor, func(w store.Writer) error {
		if fits {
			if err := w.SetFailures(row.ID, 0, time.Time{}); err != nil {
				return err
			}
			return w.Append(activity.SignedIn, 0, 0, login, map[string]any{"user": row.ID})
		}
		return refuseSignIn(w, row.ID)
	})
	if err == nil && !fits {
		err = fault.New(SignInRefused, "login or password is wrong")
	}
	return row.User, err
}

// refuseSignIn counts a wrong password. Logins that nobody has are not logged: what was typed there may be a password.
func refuseSignIn(w store.Writer, id approval.UserID) error {
	staff, err := w.Staff() // again: several may be guessing at once
	if err != nil || id == 0 {
		return err
	}
	row := store.StaffRow{}
	for _, u := range staff {
		if u.ID == id {
			row = u
		}
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

// noPassword is a hash that nothing fits.
func noPassword() string {
	return "$argon2id$v=19$m=65536,t=3,p=4$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
}
