package desk

import (
	"context"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// NotSignedIn is the code of a desk at which nobody sits whom the book knows.
const NotSignedIn fault.Code = "not-signed-in"

// Seat is who sits at the desk, and whether the house has a second pair of eyes.
type Seat struct {
	User approval.User
	// FourEyes: the book has two active users or more. Without it one person does everything, and screens say so.
	FourEyes bool
	For      []approval.User // whose decisions are handed to this user today
}

// Seat tells who sits at the desk. NotSignedIn when the book has several users and this is none of them.
func (d *Desk) Seat(ctx context.Context) (s Seat, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		on, err := d.clockDay(r)
		if err != nil {
			return err
		}
		s, err = seatOf(r, d.Actor, on)
		return err
	})
	return s, err
}

// seatOf finds the user behind an actor, who has given a password: the name of an account of the machine proves nothing. A book
// with fewer than two active users has one person, who may do everything. Where others left it is the user who remains, so that
// what he asked for while they were here is still his own and he does not decide on it.
func seatOf(r store.Reader, actor activity.Actor, on date.Date) (Seat, error) {
	staff, err := r.Staff()
	if err != nil {
		return Seat{}, err
	}
	s := Seat{User: approval.User{Login: actor.Name, Name: actor.Name, Person: actor.Name, Role: approval.Admin, Active: true}}
	if active(staff) < 2 {
		if left := slices.IndexFunc(staff, func(u store.StaffRow) bool { return u.Active }); left >= 0 && len(staff) > 1 {
			s.User = staff[left].User
		}
		return s, nil
	}
	s.FourEyes = true
	byID := map[approval.UserID]approval.User{}
	found := false
	for _, u := range staff {
		byID[u.ID] = u.User
		if u.Login == actor.Name && u.Active && actor.Kind == activity.Person && actor.SignedIn {
			s.User, found = u.User, true
		}
	}
	if !found {
		return s, fault.New(NotSignedIn, "%s is no user of this book", actor.Name).WithHint("sign in")
	}
	delegations, err := r.Delegations()
	for _, d := range delegations {
		if d.To == s.User.ID && d.Active(on) {
			s.For = append(s.For, byID[d.From])
		}
	}
	return s, err
}

func active(staff []store.StaffRow) (n int) {
	for _, u := range staff {
		if u.Active {
			n++
		}
	}
	return n
}

// mayChange refuses changes by a person whom a book with several users does not know, or who only reads. The program itself
// and its schedules work on.
func mayChange(w store.Writer) error {
	if w.Actor().Kind != activity.Person {
		return nil
	}
	s, err := seatOf(w, w.Actor(), date.Date{})
	if err != nil {
		return err
	}
	if !s.User.Role.Changes() {
		return fault.New(approval.NotAllowed, "%s reads this book and changes nothing", s.User.Name)
	}
	return nil
}

// administer is update for what only an administrator may change: users, limits, rules, connections.
func (d *Desk) administer(ctx context.Context, fn func(store.Writer) error) error {
	return d.update(ctx, func(w store.Writer) error {
		if w.Actor().Kind == activity.Person {
			s, err := seatOf(w, w.Actor(), date.Date{})
			if err != nil {
				return err
			}
			if !s.User.Role.Sets() {
				return fault.New(approval.NotAllowed, "only an administrator changes this; %s is %s", s.User.Name, s.User.Role)
			}
		}
		return fn(w)
	})
}

// mayAdminister refuses whoever may not change settings, before something outside the book changes with them.
func (d *Desk) mayAdminister(ctx context.Context) error {
	return d.administer(ctx, func(store.Writer) error { return nil })
}
