package desk_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

const karisPassword = "correct horse battery"

// refusals counts the wrong passwords that the log keeps.
func (o *office) refusals() (n int) {
	o.t.Helper()
	o.must(o.Log(o.t.Context(), func(e activity.Entry) error {
		if e.Kind == activity.SignInRefused {
			n++
		}
		return nil
	}))
	return n
}

// RFC 9106 section 4, the second recommended set. Tests of this package try passwords for less.
func TestAPasswordCostsWhatTheStandardRecommends(t *testing.T) {
	if got := desk.ShippedPasswordCost; got != "$argon2id$v=19$m=65536,t=3,p=4" {
		t.Errorf("passwords are kept as %s", got)
	}
}

func TestGuessingAtOnceUnlocksNobody(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.staffed()
	var wg sync.WaitGroup
	for range 7 {
		wg.Go(func() { _, _ = o.SignIn(context.Background(), "kari", "wrong wrong wrong") })
	}
	wg.Wait()
	if n := o.refusals(); n != 5 {
		t.Errorf("%d wrong passwords were counted; want 5, and none under the lock", n)
	}
	_, err := o.SignIn(t.Context(), "kari", karisPassword)
	o.wantCode(err, desk.SignInRefused)
	o.wantCode(o.as("kari").ChangePassword(t.Context(), karisPassword, "another good pass"), desk.SignInRefused)
	o.clock.at = o.clock.at.Add(14 * time.Minute)
	_, err = o.SignIn(t.Context(), "kari", "wrong wrong wrong") // makes the lock neither longer nor shorter
	o.wantCode(err, desk.SignInRefused)
	o.clock.at = o.clock.at.Add(2 * time.Minute)
	_, err = o.SignIn(t.Context(), "kari", karisPassword)
	o.must(err)
}

func TestAnOldPasswordIsNotGuessedAtAnOpenWindow(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.staffed()
	kari := o.as("kari")
	for i := range 5 {
		o.wantCode(kari.ChangePassword(t.Context(), "guess"+strings.Repeat("x", i), "another good pass"), desk.SignInRefused)
	}
	if n := o.refusals(); n != 5 {
		t.Errorf("the log keeps %d of 5", n)
	}
	o.wantCode(kari.ChangePassword(t.Context(), karisPassword, "another good pass"), desk.SignInRefused)
	o.clock.at = o.clock.at.Add(16 * time.Minute)
	o.must(kari.ChangePassword(t.Context(), karisPassword, "another good pass"))
}

// A refusal does not tell which logins there are.
func TestALockIsNotToldFromAWrongLogin(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.staffed()
	said := map[string]bool{}
	for range 6 {
		for _, login := range []string{"kari", "stranger"} {
			u, err := o.SignIn(t.Context(), login, "wrong")
			o.wantCode(err, desk.SignInRefused)
			if u.ID != 0 {
				t.Errorf("who was refused is handed out: %+v", u)
			}
			said[err.Error()] = true
		}
	}
	if len(said) != 1 {
		t.Errorf("different words: %v", said)
	}
}
