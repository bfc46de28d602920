package approval

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// UserID names a user within a book.
type UserID int64

// User is an account at the desk. Person says who is behind it: two accounts of one person never decide on each other's
// requests.
type User struct {
	ID     UserID
	Login  string // lower case, unique
	Name   string // as screens show it
	Person string // who it is in the world, such as a staff number or mail address; lower case
	Role   Role
	Active bool
}

// Delegation hands what somebody decides to another for some days, both included.
type Delegation struct {
	ID       int64
	From, To UserID
	First    date.Date
	Last     date.Date
	Why      string
	Ended    bool
}

// Active reports whether the delegation holds on a day.
func (d *Delegation) Active(on date.Date) bool {
	return !d.Ended && !on.Before(d.First) && !on.After(d.Last)
}

// mostDelegated bounds a delegation: longer than that it is a role.
const mostDelegated = 92

// Check refuses a delegation to oneself, without an end, or backwards.
func (d *Delegation) Check(from, to User, today date.Date) error {
	switch {
	case from.ID == to.ID || samePerson(from, to):
		return fault.New(fault.Invalid, "decisions are handed to somebody else").OnField("to")
	case !to.Active || !to.Role.Changes():
		return fault.New(fault.Invalid, "%s cannot decide anything", to.Name).OnField("to")
	case d.First.IsZero() || d.Last.IsZero() || d.Last.Before(d.First):
		return fault.New(fault.Invalid, "a delegation has a first day and a last one after it").OnField("last")
	case d.Last.Before(today):
		return fault.New(fault.Invalid, "the delegation would end on %s, which is past", d.Last).OnField("last")
	case d.Last.DaysSince(d.First) > mostDelegated:
		return fault.New(fault.Invalid, "a delegation lasts at most %d days", mostDelegated).OnField("last").WithHint("give the other the role instead")
	}
	return nil
}

// CheckUser refuses a user without a usable login, name, person or role.
func CheckUser(u User) error {
	switch {
	case u.Login == "" || len(u.Login) > 64 || u.Login != strings.ToLower(strings.TrimSpace(u.Login)) || strings.ContainsAny(u.Login, " \t\n"):
		return fault.New(fault.Invalid, "%q cannot be a login", u.Login).OnField("login").WithHint("small letters and digits without spaces, at most 64")
	case strings.TrimSpace(u.Name) == "" || len(u.Name) > 200:
		return fault.New(fault.Invalid, "a user has a name").OnField("name")
	case strings.TrimSpace(u.Person) == "" || u.Person != strings.ToLower(u.Person) || len(u.Person) > 200:
		return fault.New(fault.Invalid, "say which person is behind the account, in small letters").OnField("person").WithHint("a staff number or a mail address: two accounts of one person never approve each other")
	case !u.Role.Known():
		return fault.New(fault.Invalid, "%q is no role", string(u.Role)).OnField("role")
	}
	return nil
}

func samePerson(a, b User) bool { return a.Person != "" && a.Person == b.Person }
