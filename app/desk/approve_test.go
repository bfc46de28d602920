package desk_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// staffed gives the book an administrator, a clerk, an approver, the clerk's second account and an auditor.
func (o *office) staffed() map[string]approval.UserID {
	o.t.Helper()
	ids := map[string]approval.UserID{}
	for _, u := range []approval.User{
		{Login: "kari", Name: "Kari", Person: "kari@x", Role: approval.Admin},
		{Login: "ola", Name: "Ola", Person: "ola@x", Role: approval.Clerk},
		{Login: "berit", Name: "Berit", Person: "berit@x", Role: approval.Approver},
		{Login: "ola2", Name: "Ola", Person: "ola@x", Role: approval.Approver},
		{Login: "rev", Name: "Revisor", Person: "rev@x", Role: approval.Auditor},
	} {
		u.Active = true
		password := ""
		if u.Login == "kari" {
			password = "correct horse battery"
		}
		id, err := o.PutUser(o.t.Context(), u, password)
		o.must(err)
		ids[u.Login] = id
	}
	return ids
}

// as is the same desk with another person at it.
func (o *office) as(login string) *desk.Desk {
	d := *o.Desk
	d.Actor = activity.Actor{Name: login, Kind: activity.Person, SignedIn: true}
	return &d
}

// feed reminds a customer with a fee large enough that a clerk may not waive it alone, and gives the charge.
func (o *office) feed() dunning.Charge {
	o.t.Helper()
	o.charging()
	o.remind("2026-11-23")
	charges, _, err := o.Charges(o.t.Context(), o.debtorID("C1"))
	o.must(err)
	return charges[0]
}

// strict lets nobody do anything alone.
func (o *office) strict() {
	o.t.Helper()
	p, err := o.Policy(o.t.Context())
	o.must(err)
	for i := range p.Limits {
		p.Limits[i].Alone = approval.Bound{}
	}
	o.must(o.SetPolicy(o.t.Context(), p))
}

func TestOnePersonNeedsNobody(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	c := o.feed()
	seat, err := o.Seat(t.Context())
	o.must(err)
	if seat.FourEyes {
		t.Fatal("one person has four eyes")
	}
	o.done(o.Waive(t.Context(), desk.WaiveOrder{Charge: c.ID, Why: "goodwill"}))
}

func TestASecondPairOfEyesDecides(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	c := o.feed()
	o.staffed()
	o.strict()
	ctx := t.Context()
	ola, berit := o.as("ola"), o.as("berit")
	asked, err := ola.Waive(ctx, desk.WaiveOrder{Charge: c.ID, Why: "our mistake"})
	o.must(err)
	if asked.Done || asked.Request == 0 {
		t.Fatalf("a clerk did it alone: %+v", asked)
	}
	if now, err := o.FindCharge(ctx, c.ID); err != nil || now.Open != c.Open {
		t.Fatalf("it was waived before anybody decided: %+v, %v", now, err)
	}
	_, err = ola.Waive(ctx, desk.WaiveOrder{Charge: c.ID, Why: "again"})
	o.wantCode(err, fault.Conflict)
	yes := desk.DecisionOrder{Request: asked.Request, Version: 1, To: approval.Approved}
	for login, code := range map[string]fault.Code{"ola": approval.OwnRequest, "ola2": approval.OwnRequest, "rev": approval.NotAllowed, "nobody": desk.NotSignedIn} {
		o.wantCode(o.as(login).Decide(ctx, yes), code)
	}
	open, _, err := berit.Requests(ctx, 0)
	o.must(err)
	if len(open) != 1 || open[0].Refused != nil || open[0].Right.Login != "berit" {
		t.Fatalf("what Berit sees: %+v", open)
	}
	o.must(berit.Decide(ctx, yes))
	if now, err := o.FindCharge(ctx, c.ID); err != nil || now.Open.Minor != 0 {
		t.Fatalf("approved, and not waived: %+v, %v", now, err)
	}
	o.wantCode(berit.Decide(ctx, yes), fault.Conflict)
}

func TestWhatChangedSinceItWasAskedNeedsANewLook(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	c := o.feed()
	o.staffed()
	o.strict()
	ctx := t.Context()
	ola, berit := o.as("ola"), o.as("berit")
	asked, err := ola.Waive(ctx, desk.WaiveOrder{Charge: c.ID, Why: "our mistake"})
	o.must(err)
	part := c.Open
	part.Minor /= 2
	o.must(o.Book.Update(ctx, o.Actor, func(w store.Writer) error { // meanwhile a part of it went another way
		_, err := w.PutWaiver(dunning.ChargeWaiver{Charge: c.ID, Amount: part, Reason: "other"})
		return err
	}))
	yes := desk.DecisionOrder{Request: asked.Request, Version: 1, To: approval.Approved}
	o.wantCode(berit.Decide(ctx, yes), approval.RequestChanged)
	open, _, err := berit.Requests(ctx, 0)
	o.must(err)
	if len(open) != 1 || open[0].State != approval.Waiting {
		t.Fatalf("a refused decision changed the request: %+v", open)
	}
	o.must(berit.Decide(ctx, desk.DecisionOrder{Request: asked.Request, Version: 1, To: approval.SentBack, Why: "look again"}))
	o.must(ola.AskAgain(ctx, asked.Request, "the rest of it"))
	o.wantCode(berit.Decide(ctx, yes), approval.RequestChanged) // of the version before
	yes.Version = 2
	o.must(berit.Decide(ctx, yes))
}

func TestOfTwoDecisionsAtOnceExactlyOneHolds(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	c := o.feed()
	o.staffed()
	o.strict()
	asked, err := o.as("ola").Waive(t.Context(), desk.WaiveOrder{Charge: c.ID, Why: "our mistake"})
	o.must(err)
	var group sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		order := desk.DecisionOrder{Request: asked.Request, Version: 1, To: approval.Approved}
		if i%2 == 1 {
			order.To, order.Why = approval.Declined, "no"
		}
		group.Go(func() {
			errs[i] = o.as([]string{"berit", "kari"}[i/4]).Decide(context.WithoutCancel(t.Context()), order)
		})
	}
	group.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
		} else if !fault.Has(err, fault.Conflict) {
			t.Error(err)
		}
	}
	if won != 1 {
		t.Fatalf("%d decisions held: %v", won, errors.Join(errs...))
	}
}

func TestADeputyDecidesForSomeDays(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	c := o.feed()
	ids := o.staffed()
	o.strict()
	ctx := t.Context()
	asked, err := o.as("kari").Waive(ctx, desk.WaiveOrder{Charge: c.ID, Why: "our mistake"})
	o.must(err)
	yes := desk.DecisionOrder{Request: asked.Request, Version: 1, To: approval.Approved}
	o.wantCode(o.as("ola").Decide(ctx, yes), approval.OverLimit)
	away := approval.Delegation{To: ids["ola"], First: day("2026-11-23"), Last: day("2026-11-27"), Why: "holiday"}
	o.must(o.as("berit").Delegate(ctx, away))
	wrong := away
	wrong.To = ids["rev"]
	o.wantCode(o.as("berit").Delegate(ctx, wrong), fault.Invalid)
	o.must(o.as("ola").Decide(ctx, yes))
	_, decided, err := o.Requests(ctx, 0)
	o.must(err)
	if q := decided[0]; q.Decided.By.Login != "ola" || q.Decided.For.Login != "berit" {
		t.Fatalf("decided by %s for %s", q.Decided.By.Login, q.Decided.For.Login)
	}
}

func TestAnAuditorChangesNothing(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	o.staffed()
	rev, c1 := o.as("rev"), o.debtorID("C1")
	o.wantCode(rev.AddNote(t.Context(), c1, "hello"), approval.NotAllowed)
	o.wantCode(o.as("nobody").AddNote(t.Context(), c1, "hello"), desk.NotSignedIn)
	o.wantCode(o.as("berit").SetPolicy(t.Context(), approval.DefaultPolicy("NOK")), approval.NotAllowed)
	o.must(o.as("ola").AddNote(t.Context(), c1, "hello"))
	if _, err := rev.Plan(t.Context(), date.Must(2026, time.November, 23)); err != nil {
		t.Error("an auditor reads everything:", err)
	}
}

// Who the machine says it is has given no password, and is nobody while several work here.
func TestAnAccountOfTheMachineIsNoUser(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	kari := o.As(activity.Actor{Name: "kari", Kind: activity.Person}) // the machine's account, called as the administrator is
	o.must(kari.AddNote(t.Context(), o.debtorID("C1"), "one person works here"))
	o.staffed()
	o.wantCode(kari.AddNote(t.Context(), o.debtorID("C1"), "hello"), desk.NotSignedIn)
	o.wantCode(kari.SetPolicy(t.Context(), approval.DefaultPolicy("NOK")), desk.NotSignedIn)
	_, err := kari.Seat(t.Context())
	o.wantCode(err, desk.NotSignedIn)
	u, err := kari.SignIn(t.Context(), "kari", "correct horse battery")
	o.must(err)
	o.must(kari.As(desk.SeatedAs(u)).AddNote(t.Context(), o.debtorID("C1"), "hello"))
}

func TestSigningIn(t *testing.T) {
	o := newOffice(t, twoCustomers)
	ctx := t.Context()
	if needs, err := o.NeedsSignIn(ctx); needs || err != nil {
		t.Fatal("one person signs in", err)
	}
	o.staffed()
	u, err := o.SignIn(ctx, " Kari ", "correct horse battery")
	o.must(err)
	if u.Role != approval.Admin {
		t.Fatalf("got %+v", u)
	}
	for _, login := range []string{"ola", "stranger"} { // no password yet; nobody
		_, err := o.SignIn(ctx, login, "correct horse battery")
		o.wantCode(err, desk.SignInRefused)
	}
	for range 5 {
		_, err := o.SignIn(ctx, "kari", "wrong")
		o.wantCode(err, desk.SignInRefused)
	}
	_, err = o.SignIn(ctx, "kari", "correct horse battery")
	o.wantCode(err, desk.SignInRefused) // locked
	o.clock.at = o.clock.at.Add(16 * time.Minute)
	_, err = o.SignIn(ctx, "kari", "correct horse battery")
	o.must(err)
	o.must(o.as("ola").ChangePassword(ctx, "", "a long password"))
	o.wantCode(o.as("ola").ChangePassword(ctx, "wrong", "a longer password"), desk.SignInRefused)
	_, err = o.SignIn(ctx, "ola", "a long password")
	o.must(err)
}

func TestUsersThatNobodyCouldGovern(t *testing.T) {
	o := newOffice(t, twoCustomers)
	ctx := t.Context()
	put := func(u approval.User, password string) error {
		_, err := o.PutUser(ctx, u, password)
		return err
	}
	kari := approval.User{Login: "kari", Name: "Kari", Person: "kari@x", Role: approval.Clerk, Active: true}
	o.wantCode(put(kari, ""), fault.Invalid) // the first is the administrator
	kari.Role = approval.Admin
	o.must(put(kari, ""))
	ola := approval.User{Login: "ola", Name: "Ola", Person: "ola@x", Role: approval.Clerk, Active: true}
	o.wantCode(put(ola, ""), fault.Invalid) // nobody could sign in and change anything
	staff, err := o.Staff(ctx)
	o.must(err)
	kari.ID = staff[0].ID
	o.wantCode(put(kari, "short"), fault.Invalid)
	o.must(put(kari, "correct horse battery"))
	o.must(put(ola, ""))
	o.wantCode(put(approval.User{Login: "ola", Name: "Another", Person: "x", Role: approval.Clerk}, ""), fault.Conflict)
	kari.Role = approval.Clerk
	o.wantCode(put(kari, ""), fault.Invalid) // the last administrator
}

func TestAWaveBeyondTheLimitWaitsForSomebody(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	o.staffed()
	o.strict()
	ctx := t.Context()
	ola, berit := o.as("ola"), o.as("berit")
	wave, err := ola.Propose(ctx, day("2026-11-23"))
	o.must(err)
	_, err = ola.Release(ctx, wave, nil)
	o.wantCode(err, approval.NeedsApproval)
	_, err = ola.Release(ctx, wave, nil)
	o.wantCode(err, approval.NeedsApproval)
	open, _, err := berit.Requests(ctx, 0)
	o.must(err)
	if len(open) != 1 || open[0].Measure.Notices != 2 {
		t.Fatalf("what waits: %+v", open)
	}
	asked := func() (state approval.State) {
		v, err := ola.Wave(ctx, wave)
		o.must(err)
		if v.Asked != nil {
			state = v.Asked.State
		}
		return state
	}
	if asked() != approval.Waiting {
		t.Errorf("the wave says %q", asked())
	}
	o.must(berit.Decide(ctx, desk.DecisionOrder{Request: open[0].ID, Version: 1, To: approval.Approved}))
	c1 := o.debtorID("C1")
	if asked() != approval.Approved {
		t.Errorf("the wave says %q", asked())
	}
	o.must(ola.Exclude(ctx, wave, c1, "talks"))
	if asked() != "" {
		t.Errorf("a wave that was changed says %q", asked())
	}
	_, err = ola.Release(ctx, wave, nil)
	o.wantCode(err, approval.NeedsApproval) // another proposal than the one that was approved
	o.must(ola.Include(ctx, wave, c1))
	_, err = ola.Release(ctx, wave, nil)
	o.wantCode(err, approval.NeedsApproval)
	open, _, err = berit.Requests(ctx, 0)
	o.must(err)
	o.must(berit.Decide(ctx, desk.DecisionOrder{Request: open[len(open)-1].ID, Version: 1, To: approval.Approved}))
	o.courier.desk = ola
	res, err := ola.Release(ctx, wave, nil)
	o.must(err)
	if res.Send.Sent != 2 {
		t.Fatalf("released: %+v", res)
	}
}
