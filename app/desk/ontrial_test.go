package desk_test

import (
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Who turns a trial on trusts that no customer gets a mail from then on, also none of those that were waiting.
func TestAMailThatWaitsDoesNotReachItsCustomerDuringATrial(t *testing.T) {
	o := newOffice(t, twoCustomers)
	o.sync()
	o.stuck("2026-11-23")
	server := desk.MailSettings{Mode: desk.MailToServer, Host: "smtp.example.org", Port: 587, Security: "starttls", From: "us@example.org"}
	trial := server
	trial.TestTo = "tester@example.org"
	o.must(o.SetMail(t.Context(), trial, nil))
	claimed, err := o.ClaimMessages(t.Context(), "test", time.Minute, 10, receivable.Email)
	o.must(err)
	if len(claimed) != 0 {
		t.Fatalf("%s gets a mail", claimed[0].To)
	}
	rows, err := o.Outbox(t.Context())
	o.must(err)
	if len(rows) == 0 || rows[0].State != store.OutQueued || rows[0].Code != desk.OnTrial || rows[0].Attempts != 0 {
		t.Errorf("%+v", rows)
	}
	o.must(o.SetMail(t.Context(), server, nil))
	o.clock.add(11 * time.Minute)
	if claimed, err = o.ClaimMessages(t.Context(), "test", time.Minute, 10, receivable.Email); err != nil || len(claimed) != len(rows) {
		t.Errorf("the trial is over, and %d of %d leave: %v", len(claimed), len(rows), err)
	}
}

// A mail that was made for the tester leaves for nobody once the trial is over: the customer has heard nothing, and the next wave
// reminds of the same, this time the customer.
func TestAMailOfATrialDoesNotLeaveAfterIt(t *testing.T) {
	server := desk.MailSettings{Mode: desk.MailToServer, Host: "smtp.example.org", Port: 587, Security: "starttls", From: "us@example.org"}
	trial, elsewhere := server, server
	trial.TestTo, elsewhere.TestTo = "tester@example.org", "another@example.org"
	for name, c := range map[string]struct {
		then    desk.MailSettings
		leave   int
		waits   int
		reminds int
	}{
		"the trial goes on":          {trial, 2, 0, 0},
		"the trial is over":          {server, 0, 0, 2},
		"somebody else tries now":    {elsewhere, 0, 2, 0},
		"mails go into a folder now": {desk.MailSettings{Mode: desk.MailToFolder, TestTo: "tester@example.org"}, 2, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t, twoCustomers)
			o.must(o.SetMail(t.Context(), trial, nil))
			o.sync()
			o.courier.tester = trial.TestTo
			o.stuck("2026-11-23")
			o.must(o.SetMail(t.Context(), c.then, nil))
			claims := o.Claims("test", time.Minute)
			claimed, err := claims.Next(t.Context(), 10)
			o.must(err)
			if len(claimed) != c.leave || o.inState(store.OutQueued) != c.waits || claims.TrialsOver() != 0 { // the change of settings took them back
				t.Errorf("%d leave, %d wait, %d are taken back only now", len(claimed), o.inState(store.OutQueued), claims.TrialsOver())
			}
			for _, m := range claimed {
				if m.To != trial.TestTo {
					t.Errorf("it goes to %s", m.To)
				}
			}
			p, err := o.Plan(t.Context(), day("2026-11-23"))
			o.must(err)
			if len(p.Notices) != c.reminds {
				t.Errorf("the next wave would have %d", len(p.Notices))
			}
		})
	}
}

// What the tester got was heard by no customer: with the trial its levels and its fees end, and until then it proves nothing.
func TestATrialEndsWithWhatTheTesterGot(t *testing.T) {
	server := desk.MailSettings{Mode: desk.MailToServer, Host: "smtp.example.org", Port: 587, Security: "starttls", From: "us@example.org"}
	trial := server
	trial.TestTo = "tester@example.org"
	o := newOffice(t, twoCustomers)
	o.charging()
	o.must(o.SetMail(t.Context(), trial, nil))
	o.courier.tester = trial.TestTo
	o.remind("2026-11-23")
	o.remind("2026-12-21")
	v := o.customer("C1", "2026-12-21")
	if v.Items[0].Level < 2 || len(v.Notices) != 2 || v.Notices[0].State != store.OutSent || v.Behaviour.Contacts != 0 {
		t.Fatalf("level %d, %+v", v.Items[0].Level, v.Notices)
	}
	o.must(o.SetMail(t.Context(), trial, nil)) // it goes on
	if v = o.customer("C1", "2026-12-21"); v.Items[0].Level < 2 {
		t.Errorf("the trial goes on, and the item stands at %d", v.Items[0].Level)
	}
	o.must(o.SetMail(t.Context(), server, nil))
	if v = o.customer("C1", "2026-12-21"); v.Items[0].Level != 0 || len(v.Charges) != 0 || !v.Notices[0].Cancelled || !v.Notices[1].Cancelled {
		t.Errorf("the trial is over: level %d, charges %+v", v.Items[0].Level, v.Charges)
	}
	p, err := o.Plan(t.Context(), day("2026-12-21"))
	o.must(err)
	for _, n := range p.Notices {
		if n.Level != 1 {
			t.Errorf("the customer's first reminder is of level %d", n.Level)
		}
	}
}
