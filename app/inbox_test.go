package main

import (
	"bytes"
	"fmt"
	"net/mail"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/courier/mailtest"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// answersBy sets the mailbox up into which answers come.
func (o *office) answersBy(s *mailtest.IMAP) {
	o.t.Helper()
	o.must("settings", "mail-in.on=true", "mail-in.host="+s.Host, fmt.Sprint("mail-in.port=", s.Port), "mail-in.security=starttls", "mail-in.user="+mailtest.User, "mail-in.cafile="+s.Certificate)
	cmd := o.command("inbox", "check", "--password")
	cmd.Stdin = strings.NewReader(mailtest.Password + "\n")
	if got := finish(o.t, cmd); got.status != 0 {
		o.t.Fatal(got)
	}
}

// post is the time at which mails arrive in these tests: on the day of the office.
func (o *office) post() time.Time { return time.Now().Add(o.ahead) }

type inboxRow struct {
	ID         int64    `json:"id"`
	Kind       string   `json:"kind"`
	From       string   `json:"from"`
	Text       string   `json:"text"`
	Customer   string   `json:"customer"`
	Notice     string   `json:"notice"`
	How        string   `json:"how"`
	Suggestion string   `json:"suggestion"`
	Words      []string `json:"words"`
	State      string   `json:"state"`
	Verdict    string   `json:"verdict"`
}

func (o *office) inbox(args ...string) (rows []inboxRow) {
	o.t.Helper()
	o.ask(&rows, append([]string{"inbox", "list"}, args...)...)
	return rows
}

// A wave goes out by mail. One address does not exist, one customer is away, one answers, and somebody whom nobody knows writes.
// Each comes to where it belongs, and what follows is what a person would expect.
func TestWhatComesBackFromAWave(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	server, box := mailtest.Start(t, mailtest.Options{Auth: true}), mailtest.StartIMAP(t, mailtest.IMAPOptions{})
	o.mailsBy(server)
	if got := o.refused("mail-in-off", "inbox", "fetch"); !strings.Contains(got, "no mailbox is set up") {
		t.Error(got)
	}
	o.answersBy(box)
	o.owes(
		customer{Number: "C1", Name: "En AS", Email: "c1@lab.test", Street: "Storgata 1"}, customer{Number: "C2", Name: "To AS", Email: "c2@lab.test"},
		customer{Number: "C3", Name: "Tre AS", Email: "c3@lab.test"},
	)
	o.connects()
	o.must("wave", "propose")
	o.must("wave", "release", "1")
	sent := map[string]*mail.Message{}
	from := map[string]string{}
	for _, m := range server.Messages(t) {
		read, err := mail.ReadMessage(bytes.NewReader(m.Bytes))
		if err != nil {
			t.Fatal(err)
		}
		sent[m.To[0]], from[m.To[0]] = read, m.From
	}
	if len(sent) != 3 {
		t.Fatalf("%d mails have left", len(sent))
	}
	lines := func(l ...string) []byte { return []byte(strings.Join(l, "\r\n") + "\r\n") }
	// By the token in the envelope sender alone: the report returns nothing of the message.
	box.Put(o.post(), lines("From: MAILER-DAEMON@mx.example", "To: "+from["c1@lab.test"], "Return-Path: <>", "Message-ID: <b1@mx.example>", "Subject: Undelivered",
		"Content-Type: multipart/report; report-type=delivery-status; boundary=B", "", "--B", "", "Sorry.", "--B", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx.example", "",
		"Final-Recipient: rfc822; c1@lab.test", "Action: failed", "Status: 5.1.1", "Diagnostic-Code: smtp; 550 5.1.1 no such user", "", "--B--"))
	box.Put(o.post(), lines("From: To AS <someone@to.example>", "To: "+sent["c2@lab.test"].Header.Get("Reply-To"), "Message-ID: <a2@to.example>", "Subject: Re: Reminder", "",
		"We have already paid on Friday.", "", "On Mon, 16 Mar 2026, Skagerrak <dunning@lab.test> wrote:", "> Please pay"))
	box.Put(o.post(), lines("From: c3@lab.test", "To: dunning@lab.test", "Message-ID: <a3@lab.test>", "Auto-Submitted: auto-replied", "Subject: Away", "", "Back on Monday."))
	box.Put(o.post(), lines("From: Stranger <stranger@else.example>", "To: dunning@lab.test", "Message-ID: <a4@else.example>", "Subject: Hello", "", "Can we have an extension?"))
	if got := o.must("inbox", "fetch"); !strings.Contains(got, "4 new mails: 2 answers, 1 bounced, 1 automatic; 1 to place") {
		t.Error(got)
	}
	if got := o.must("inbox", "fetch"); !strings.Contains(got, "0 new mails") {
		t.Error(got)
	}
	rows := o.inbox("--all")
	for i, want := range []string{"stranger@else.example  unplaced asks-time", "c3@lab.test Tre AS noted ", "someone@to.example To AS open says-paid", "mailer-daemon@mx.example En AS noted "} {
		if got := strings.Join([]string{rows[i].From, rows[i].Customer, rows[i].State, rows[i].Suggestion}, " "); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if rows[2].Text != "We have already paid on Friday." || strings.Join(rows[2].Words, ", ") != "already paid" || rows[3].How != "token" {
		t.Errorf("%+v", rows[2:])
	}
	if levels := o.levels(); levels["F-C1"] != 0 || levels["F-C2"] != 1 {
		t.Errorf("%v", levels)
	}
	if next := o.plan().Notices; len(next) != 1 || next[0].Debtor != "C1" || next[0].Channel != "letter" {
		t.Errorf("the next wave would be %+v", next)
	}
	o.must("inbox", "settle", fmt.Sprint(rows[2].ID), "--as", "says-paid", "--note", "asked the bank")
	o.refused("conflict", "inbox", "settle", fmt.Sprint(rows[2].ID), "--as", "nothing")
	o.must("inbox", "place", fmt.Sprint(rows[0].ID), "C3")
	o.must("inbox", "settle", fmt.Sprint(rows[0].ID), "--as", "asks-time", "--amount", "10.00", "--by", "2026-03-20")
	if left := o.inbox(); len(left) != 0 {
		t.Errorf("%+v", left)
	}
	if kinds := o.log("notice-bounced", "answer-received", "mail-noted", "mail-settled", "promise-taken", "hold-set", "hold-lifted", "channel-dead"); len(kinds) != 1+2+1+2+1+3+2+1 {
		t.Errorf("%d entries: %+v", len(kinds), kinds)
	}
	if got := o.must("inbox", "show", fmt.Sprint(rows[2].ID)); !strings.Contains(got, "says-paid (“already paid”)") || !strings.Contains(got, "We have already paid on Friday.") {
		t.Error(got)
	}
	o.whole()
}

// The program that is left running is told of new mail by the server, reads it, and says once that the mailbox does not answer.
func TestARunningProgramReadsItsMail(t *testing.T) {
	o := newOffice(t)
	box := mailtest.StartIMAP(t, mailtest.IMAPOptions{})
	o.answersBy(box)
	o.owes(customer{Number: "C1", Name: "En AS", Email: "c1@lab.test"})
	o.connects()
	o.look() // the program of this test finds the office's passwords
	put := 0
	told := o.served(time.Date(2026, 3, 16, 9, 0, 0, 0, time.UTC), func(d *desk.Desk, _ string) bool {
		rows, err := d.Incoming(t.Context(), desk.IncomingQuery{})
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) == put && put < 3 { // the one before has come, so the program waits for the next
			put++
			box.Put(o.post(), []byte(fmt.Sprintf("From: c1@lab.test\r\nMessage-ID: <m%d@lab.test>\r\nSubject: Re\r\n\r\nAnswer %d\r\n", put, put)))
		}
		return len(rows) == 3
	})
	if strings.Contains(told, "inbox") {
		t.Error(told)
	}
	o.must("settings", "mail-in.port=1")
	told = o.served(time.Date(2026, 3, 16, 9, 5, 0, 0, time.UTC), func(_ *desk.Desk, told string) bool { return strings.Contains(told, "inbox") })
	if strings.Count(told, "inbox: ") != 1 {
		t.Error(told)
	}
}
