//go:build unix

package inbox

import (
	"crypto/tls"
	"net/smtp"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/incoming"
	"github.com/dunningdesk/dunningdesk/app/courier/mailtest"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// TestDovecotAndPostfix reads from a real Dovecot what a real Postfix reports of a mailbox that does not exist, and what a person
// answers to an address with a detail.
func TestDovecotAndPostfix(t *testing.T) {
	lab := mailtest.StartLab(t)
	submit := func(from, to string, mail []byte) {
		t.Helper()
		client, err := smtp.Dial("127.0.0.1:2587")
		if err != nil {
			t.Fatal(err)
		}
		defer client.Close()
		steps := []func() error{
			func() error {
				return client.StartTLS(&tls.Config{ServerName: "localhost", RootCAs: mailtest.Roots(lab.Certificate()), MinVersion: tls.VersionTLS12})
			},
			func() error {
				return client.Auth(smtp.PlainAuth("", "dunning@lab.test", mailtest.LabPassword, "127.0.0.1"))
			},
			func() error { return client.Mail(from) },
			func() error { return client.Rcpt(to) },
			func() error {
				w, err := client.Data()
				if err != nil {
					return err
				}
				if _, err := w.Write(mail); err != nil {
					return err
				}
				return w.Close()
			},
		}
		for _, step := range steps {
			if err := step(); err != nil {
				t.Fatal(err)
			}
		}
	}
	submit("replies+n7f3a@lab.test", "gone@bounce.test", mailOf("From: Firm <dunning@lab.test>", "To: gone@bounce.test", "Message-ID: <n1@lab.test>", "Subject: Reminder", "", "Please pay."))
	submit("alice@lab.test", "replies+n8@lab.test", mailOf("From: Alice <alice@lab.test>", "To: Firm <replies+n8@lab.test>", "Message-ID: <a1@lab.test>",
		"In-Reply-To: <n2@lab.test>", "Subject: Re: Reminder", "", "We pay on Friday.", "", "> Please pay."))
	s := desk.MailInSettings{On: true, Host: "127.0.0.1", Port: 2143, Security: "starttls", User: "replies@lab.test", CAFile: filepath.Clean(lab.Certificate())}
	var got []desk.Arrival
	mark := desk.MailMark{}
	for deadline := time.Now().Add(30 * time.Second); len(got) < 2; {
		if time.Now().After(deadline) {
			t.Fatalf("only %d mails have come back", len(got))
		}
		next, err := Mailboxes{}.FetchMail(t.Context(), s, mailtest.LabPassword, mark, func(batch []desk.Arrival) error { got = append(got, batch...); return nil })
		if err != nil {
			t.Fatal(err)
		}
		mark = next
		if len(got) < 2 {
			if err := (Mailboxes{}).AwaitMail(t.Context(), s, mailtest.LabPassword, mark, 5*time.Second); err != nil {
				t.Fatal(err)
			}
		}
	}
	slices.SortFunc(got, func(a, b desk.Arrival) int { return len(a.Mail.Reports) - len(b.Mail.Reports) })
	answer, bounce := got[0].Mail, got[1].Mail
	if answer.Kind != incoming.Answer || answer.Text != "We pay on Friday." || !slices.Contains(answer.To, "replies+n8@lab.test") || !slices.Contains(answer.Refs, "n2@lab.test") {
		t.Errorf("the answer: %+v", answer)
	}
	if bounce.Kind != incoming.Bounce || bounce.Reports[0].Recipient != "gone@bounce.test" || !bounce.Reports[0].Dead() ||
		!slices.Contains(bounce.To, "replies+n7f3a@lab.test") || !slices.Contains(bounce.Refs, "n1@lab.test") {
		t.Errorf("the report: %+v", bounce)
	}
}
