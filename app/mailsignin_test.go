package main

import (
	"bufio"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/courier/mailtest"
)

// An office signs in at its mail provider with a browser, once. In the middle of a wave the access token ends: the program gets
// another, and each mail leaves once. Then the provider withdraws the sign-in: nothing is lost, and the verb says what to do.
func TestAWaveByASignInWithABrowser(t *testing.T) {
	t.Parallel()
	const notices = 12
	o := newOffice(t)
	server, authority := mailtest.Start(t, mailtest.Options{OAuth: true}), mailtest.StartAuthority(t, "at-sign-in", "first", "second")
	o.mailsBy(server, "mail.perminute=1500", "mail.signin=oauth", "mail.clientid=office-app", "mail.authorizeurl="+authority.URL+"/authorize",
		"mail.tokenurl="+authority.URL+"/token", "mail.scopes=mail offline")
	o.owes(crowd(notices)...)
	o.connects()
	o.must("wave", "propose")
	if got := o.refused("unavailable", "wave", "release", "1"); !strings.Contains(got, "nobody has signed in") {
		t.Errorf("before anybody signed in: %s", got)
	}

	o.signsInToMail()
	server.SetToken(t, "first")
	o.must("mail", "check")
	o.later(2 * time.Minute)

	authority.Renews("second")
	server.SetToken(t, "second")
	cmd, ended := started(t, o.command("outbox", "send"))
	until(t, "some mails have arrived", func() bool { return len(server.Messages(t)) >= 4 })
	server.SetToken(t, "third")
	authority.Renews("third")
	<-ended
	if cmd.ProcessState.ExitCode() != 0 || len(o.arrivals(server)) != notices || len(o.outbox()) != 0 {
		t.Errorf("%d arrived, %v is left", len(o.arrivals(server)), o.outbox())
	}

	authority.SetRefresh("withdrawn")
	if got := o.refused("mail-server-unreachable", "mail", "check"); !strings.Contains(got, "sign in again") {
		t.Errorf("after it was withdrawn: %s", got)
	}
	o.whole()
}

// signsInToMail runs the verb and agrees on its page.
func (o *office) signsInToMail() {
	o.t.Helper()
	cmd := o.command("mail", "sign-in")
	out, err := cmd.StdoutPipe()
	if err != nil {
		o.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		o.t.Fatal(err)
	}
	var said strings.Builder
	for lines := bufio.NewScanner(out); lines.Scan(); {
		fmt.Fprintln(&said, lines.Text())
		if strings.HasPrefix(lines.Text(), "http") {
			if err := mailtest.Browser(o.t)(lines.Text()); err != nil {
				o.t.Fatal(err)
			}
		}
	}
	if err := cmd.Wait(); err != nil || !strings.Contains(said.String(), "signed in as") {
		o.t.Fatalf("%v: %s", err, said.String())
	}
}

// The papers that the settings name go with the reminder: its letter and a statement of all that the customer owes.
func TestAReminderCarriesAStatement(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	server := mailtest.Start(t, mailtest.Options{Auth: true})
	o.mailsBy(server, "mail.attach=letter statement invoices")
	o.owes(customer{Number: "C1", Name: "En AS", Email: "c1@lab.test"})
	o.connects()
	o.must("wave", "propose")
	o.must("wave", "release", "1")
	got := server.Messages(t)
	if len(got) != 1 {
		t.Fatalf("%d mails arrived", len(got))
	}
	for _, name := range []string{"notice-2026-000001.pdf", "statement-2026-03-16.pdf"} {
		if !strings.Contains(string(got[0].Bytes), name) {
			t.Errorf("%s is not attached", name)
		}
	}
	if issued := o.log("notice-issued"); len(issued) != 1 || !strings.Contains(issued[0].Data, "no-invoice-copy") {
		t.Errorf("nobody is told of the copy that is missing: %v", issued)
	}
	if !strings.HasPrefix(got[0].From, "dunning+") || !strings.Contains(string(got[0].Bytes), "Reply-To: ") {
		t.Errorf("it comes from %s", got[0].From)
	}
}
