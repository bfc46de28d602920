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
