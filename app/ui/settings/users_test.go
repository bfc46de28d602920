package settings

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

func (b *book) Seat(context.Context) (desk.Seat, error) { return b.kept.Users.Seat, nil }

func (b *book) Staff(context.Context) ([]desk.StaffMember, error) { return b.kept.Users.Staff, nil }

func (b *book) PutUser(_ context.Context, u approval.User, password string) (approval.UserID, error) {
	if err := approval.CheckUser(u); err != nil {
		return 0, err
	}
	for i := range b.kept.Users.Staff {
		if b.kept.Users.Staff[i].ID == u.ID {
			b.kept.Users.Staff[i].User = u
			return u.ID, nil
		}
	}
	u.ID = approval.UserID(len(b.kept.Users.Staff) + 1)
	b.kept.Users.Staff = append(b.kept.Users.Staff, desk.StaffMember{User: u, CanSignIn: password != ""})
	return u.ID, nil
}

func (b *book) ChangePassword(context.Context, string, string) error { return nil }

func (b *book) Policy(context.Context) (approval.Policy, error) { return b.kept.Users.Policy, nil }

func (b *book) SetPolicy(_ context.Context, p approval.Policy) error {
	b.kept.Users.Policy = p
	return p.Check()
}

func (b *book) Delegations(context.Context) ([]desk.DelegationView, error) {
	return b.kept.Users.Delegations, nil
}

func (b *book) Delegate(_ context.Context, d approval.Delegation) error {
	if d.To == 0 {
		return fault.New(fault.Invalid, "say to whom").OnField("to")
	}
	b.kept.Users.Delegations = append(b.kept.Users.Delegations, desk.DelegationView{Delegation: d, FromName: "Kari Nordby", ToName: "Berit Lund", Holds: true})
	return nil
}

func (b *book) EndDelegation(context.Context, int64) error {
	b.kept.Users.Delegations[0].Ended, b.kept.Users.Delegations[0].Holds = true, false
	return nil
}

func (b *book) IdleLock(context.Context) (int, error)      { return b.kept.Users.Idle, nil }
func (b *book) SetIdleLock(_ context.Context, n int) error { b.kept.Users.Idle = n; return nil }

// staffed gives the book three people, and one of them at the desk.
func (b *book) staffed(sits approval.Role) {
	b.kept.Users = KeptUsers{Policy: approval.DefaultPolicy("NOK"), Idle: 10, Seat: desk.Seat{FourEyes: true}}
	for i, u := range []approval.User{
		{Login: "kari", Name: "Kari Nordby", Person: "kari@x", Role: approval.Admin, Active: true},
		{Login: "ola", Name: "Ola Hauge", Person: "ola@x", Role: approval.Clerk, Active: true},
		{Login: "berit", Name: "Berit Lund", Person: "berit@x", Role: approval.Approver, Active: true},
	} {
		u.ID = approval.UserID(i + 1)
		b.kept.Users.Staff = append(b.kept.Users.Staff, desk.StaffMember{User: u, CanSignIn: u.Role != approval.Clerk})
		if u.Role == sits {
			b.kept.Users.Seat.User = u
		}
	}
}

// asked gives the words of the dialog that is open.
func (o *office) asked() string { return textOf(o.stage.Canvas().Overlays().Top()) }

// type types into a field of the dialog, counted from 1.
func (o *office) typeInto(n int, text string) {
	for _, x := range test.LaidOutObjects(o.stage.Canvas().Overlays().Top()) {
		if i, ok := x.(*widget.Input); ok {
			if n--; n == 0 {
				i.SetText(text)
				return
			}
		}
	}
	panic("no such field")
}

// pressIn presses a button of the dialog by the beginning of its words.
func (o *office) pressIn(verb string) {
	for _, x := range test.LaidOutObjects(o.stage.Canvas().Overlays().Top()) {
		if b, ok := x.(*widget.Button); ok && strings.HasPrefix(b.Text(), verb) {
			b.Tapped(nil)
			return
		}
	}
	panic("no button " + verb)
}

func TestAnAdministratorAddsAUserAndALimit(t *testing.T) {
	b := skagerrak()
	b.staffed(approval.Admin)
	o := inWindow(t, b)
	o.Open("users")
	if seen := textOf(o.users.content); !strings.Contains(seen, "Ola Hauge") || !strings.Contains(seen, "no password yet") || !strings.Contains(seen, "others: any") {
		t.Fatalf("the page shows %s", seen)
	}
	o.users.add.Tapped(nil)
	o.typeInto(1, "Per Vik")
	o.typeInto(2, "per vik")
	o.typeInto(3, "per@x")
	o.pressIn("Add a user")
	if !strings.Contains(o.asked(), "cannot be a login") {
		t.Errorf("a login with a space: %s", o.asked())
	}
	o.typeInto(2, "per")
	o.pressIn("Add a user")
	if n := len(b.kept.Users.Staff); n != 4 || b.kept.Users.Staff[3].Role != approval.Clerk {
		t.Errorf("the staff: %+v", b.kept.Users.Staff)
	}
	o.users.askLimit(approval.Waive)
	o.typeInto(1, "0")
	o.pressIn("Save the limit")
	if !strings.Contains(o.asked(), "Write a sum above 0") {
		t.Errorf("a sum of nothing: %s", o.asked())
	}
	o.typeInto(1, "250")
	o.pressIn("Save the limit")
	if alone, _ := b.kept.Users.Policy.Reach(approval.Clerk, approval.Waive, "NOK"); alone.Amount != 25_000 {
		t.Errorf("a clerk waives %+v alone", alone)
	}
	o.users.askTimes()
	o.typeInto(1, "soon")
	o.pressIn("Save")
	if !strings.Contains(o.asked(), "whole number") {
		t.Errorf("days that are no number: %s", o.asked())
	}
	o.typeInto(1, "7")
	o.typeInto(2, "5")
	o.pressIn("Save")
	if b.kept.Users.Policy.Days != 7 || b.kept.Users.Idle != 5 {
		t.Errorf("days %d, minutes %d", b.kept.Users.Policy.Days, b.kept.Users.Idle)
	}
}

func TestOthersReadUsersAndLimits(t *testing.T) {
	b := skagerrak()
	b.staffed(approval.Clerk)
	o := inWindow(t, b)
	o.Open("users")
	if seen := textOf(o.users.content); !strings.Contains(seen, "Only an administrator changes users") || !o.users.add.Disabled() || !o.users.change.Disabled() {
		t.Errorf("a clerk sees %s", seen)
	}
	o.users.askLimit(approval.Waive)
	o.users.askUser(b.kept.Users.Staff[0])
	o.users.askPassword(b.kept.Users.Staff[0])
	if o.stage.Canvas().Overlays().Top() != nil {
		t.Error("a clerk may change something")
	}
	o.users.askDelegate() // one's own decisions may be handed on
	o.pressIn("Hand decisions on")
	if !strings.Contains(o.asked(), "Say to whom") {
		t.Errorf("to nobody: %s", o.asked())
	}
}

func TestOnePersonIsToldThatNobodyElseIsNeeded(t *testing.T) {
	b := skagerrak()
	b.kept.Users = KeptUsers{Policy: approval.DefaultPolicy("NOK"), Seat: desk.Seat{User: approval.User{Login: "kari", Role: approval.Admin, Active: true}}}
	o := inWindow(t, b)
	o.Open("users")
	if seen := textOf(o.users.content); !strings.Contains(seen, "One person works here: nothing needs a second pair of eyes") {
		t.Errorf("the page shows %s", seen)
	}
}
