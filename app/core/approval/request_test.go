package approval_test

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

func asFault(err error, into **fault.Error) bool { return errors.As(err, into) }

var (
	today = date.Must(2026, time.November, 23)
	now   = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	kari  = approval.User{ID: 1, Login: "kari", Name: "Kari", Person: "kari@x", Role: approval.Clerk, Active: true}
	berit = approval.User{ID: 2, Login: "berit", Name: "Berit", Person: "berit@x", Role: approval.Approver, Active: true}
	boss2 = approval.User{ID: 3, Login: "kari-boss", Name: "Kari", Person: "kari@x", Role: approval.Approver, Active: true}
	ola   = approval.User{ID: 4, Login: "ola", Name: "Ola", Person: "ola@x", Role: approval.Clerk, Active: true}
)

func asked(by approval.User) approval.Request {
	return approval.Request{
		ID: 1, Version: 1, Measure: approval.Measure{Kind: approval.WriteOff, Amount: nok(12_400_00)}, Subject: "Blåtind ANS", Order: "{}", Facts: "{}",
		Why: "bankrupt", By: by, At: now, Expires: today.AddDays(14), State: approval.Waiting,
	}
}

func unreadable(r approval.Request) approval.Request {
	r.Facts = `{"measures": "many"}`
	return r
}

func TestWhoMayDecide(t *testing.T) {
	p := approval.DefaultPolicy("NOK")
	gone := berit
	gone.Active = false
	for _, tt := range []struct {
		what    string
		request approval.Request
		decider approval.Decider
		on      date.Date
		code    fault.Code
		right   approval.User
	}{
		{"an approver", asked(kari), approval.Decider{User: berit}, today, "", berit},
		{"who asked", asked(berit), approval.Decider{User: berit}, today, approval.OwnRequest, approval.User{}},
		{"the same person under another account", asked(kari), approval.Decider{User: boss2}, today, approval.OwnRequest, approval.User{}},
		{"a clerk", asked(kari), approval.Decider{User: ola}, today, approval.OverLimit, approval.User{}},
		{"a clerk for the approver who is away", asked(kari), approval.Decider{User: ola, For: []approval.User{berit}}, today, "", berit},
		{"a clerk for the approver who asked", asked(berit), approval.Decider{User: ola, For: []approval.User{berit}}, today, approval.OverLimit, approval.User{}},
		{"who asked, for the approver", asked(kari), approval.Decider{User: kari, For: []approval.User{berit}}, today, approval.OwnRequest, approval.User{}},
		{"somebody who left", asked(kari), approval.Decider{User: gone}, today, approval.NotAllowed, approval.User{}},
		{"facts that cannot be read", unreadable(asked(kari)), approval.Decider{User: berit}, today, approval.OverLimit, approval.User{}},
		{"the day after", asked(kari), approval.Decider{User: berit}, today.AddDays(15), approval.RequestExpired, approval.User{}},
	} {
		right, err := p.MayDecide(tt.decider, &tt.request, tt.on)
		if tt.code == "" && (err != nil || right.ID != tt.right.ID) || tt.code != "" && !fault.Has(err, tt.code) {
			t.Errorf("%s: in the right of %q, %v", tt.what, right.Name, err)
		}
	}
}

func TestADecisionIsOnWhatWasSeen(t *testing.T) {
	p := approval.DefaultPolicy("NOK")
	r := asked(kari)
	changed, err := r.Change(kari, `{"more":1}`, "{}", "Blåtind ANS", "more is lost", approval.Measure{Kind: approval.WriteOff, Amount: nok(20_000_00)}, today.AddDays(14))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Decide(changed, approval.Decider{User: berit}, 1, approval.Approved, "", now, today); !fault.Has(err, approval.RequestChanged) {
		t.Errorf("on the version before: %v", err)
	}
	if _, err := p.Decide(changed, approval.Decider{User: berit}, 2, approval.Declined, " ", now, today); !fault.Has(err, fault.Invalid) {
		t.Errorf("declined without a reason: %v", err)
	}
	back, err := p.Decide(changed, approval.Decider{User: berit}, 2, approval.SentBack, "which invoices?", now, today)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Decide(back, approval.Decider{User: berit}, 2, approval.Approved, "", now, today); !fault.Has(err, fault.Conflict) {
		t.Errorf("approved while it lies with who asked: %v", err)
	}
	if _, err := back.Change(ola, "{}", "{}", "x", "x", r.Measure, today); !fault.Has(err, approval.NotAllowed) {
		t.Errorf("changed by another: %v", err)
	}
	again, err := back.Change(kari, "{}", "{}", "Blåtind ANS", "F-1 and F-2", r.Measure, today.AddDays(14))
	if err != nil || again.Version != 3 || again.State != approval.Waiting {
		t.Fatalf("asked again: %+v, %v", again, err)
	}
	done, err := p.Decide(again, approval.Decider{User: berit}, 3, approval.Approved, "", now, today)
	if err != nil || done.State != approval.Approved || done.Decided.By.ID != berit.ID {
		t.Fatalf("approved: %+v, %v", done, err)
	}
	if _, err := done.Withdraw(kari); !fault.Has(err, fault.Conflict) {
		t.Errorf("withdrawn when it was done: %v", err)
	}
}

// Whatever people do in whatever order, a request is never approved by who asked, nor twice, nor after it was over.
func TestNoPathApprovesTwiceOrByWhoAsked(t *testing.T) {
	people := []approval.User{kari, berit, boss2, ola}
	policy := approval.DefaultPolicy("NOK")
	rapid.Check(t, func(t *rapid.T) {
		r := asked(rapid.SampledFrom(people).Draw(t, "by"))
		approvals := 0
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			who := rapid.SampledFrom(people).Draw(t, "who")
			on := today.AddDays(rapid.IntRange(0, 20).Draw(t, "day"))
			before := r
			var err error
			switch rapid.IntRange(0, 3).Draw(t, "what") {
			case 0:
				to := rapid.SampledFrom([]approval.State{approval.Approved, approval.Declined, approval.SentBack}).Draw(t, "to")
				d := approval.Decider{User: who, For: rapid.SliceOfN(rapid.SampledFrom(people), 0, 2).Draw(t, "for")}
				if r, err = policy.Decide(r, d, rapid.IntRange(1, 3).Draw(t, "version"), to, "because", now, on); err == nil && to == approval.Approved {
					approvals++
					if who.Person == r.By.Person || r.Decided.For.Person == r.By.Person {
						t.Fatalf("%s approved what %s asked for", who.Login, r.By.Login)
					}
				}
			case 1:
				r, err = r.Change(who, "{}", "{}", "s", "w", r.Measure, today.AddDays(14))
			case 2:
				r, err = r.Withdraw(who)
			case 3:
				r = r.Expire(on)
			}
			if err != nil && r != before {
				t.Fatalf("refused, and changed all the same: %+v", r)
			}
			if before.State.Over() && r.State != before.State {
				t.Fatalf("%s became %s", before.State, r.State)
			}
		}
		if approvals > 1 {
			t.Fatalf("approved %d times", approvals)
		}
	})
}

func TestADelegationHasTwoPeopleAndAnEnd(t *testing.T) {
	good := approval.Delegation{First: today, Last: today.AddDays(7)}
	if err := good.Check(berit, ola, today); err != nil {
		t.Error(err)
	}
	if !good.Active(today) || !good.Active(today.AddDays(7)) || good.Active(today.AddDays(8)) || good.Active(today.AddDays(-1)) {
		t.Error("it holds on the wrong days")
	}
	for what, d := range map[string]approval.Delegation{
		"no end": {First: today}, "backwards": {First: today, Last: today.AddDays(-1)}, "past": {First: today.AddDays(-9), Last: today.AddDays(-1)},
		"for ever": {First: today, Last: today.AddDays(400)},
	} {
		if d.Check(berit, ola, today) == nil {
			t.Errorf("%s was taken", what)
		}
	}
	if good.Check(berit, berit, today) == nil || good.Check(kari, boss2, today) == nil {
		t.Error("somebody stands in for himself")
	}
}
