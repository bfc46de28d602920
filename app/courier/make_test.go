package courier

import (
	"bytes"
	"net/mail"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

const token = "abcdefghijklmnop2345"

// madeMail makes the mail of a visit's notice and reads its header.
func madeMail(t *testing.T, change func(*desk.Job)) (desk.Made, *mail.Message) {
	t.Helper()
	job := visitJob("nb", receivable.Email)
	job.ReplyToken, job.References = token, []string{"2026-000051.aa@skagerrak.example"}
	job.Mail = desk.MailSettings{From: "faktura@skagerrak.example", FromName: "Skagerrak", ReplyTo: "kari@skagerrak.example"}
	if change != nil {
		change(&job)
	}
	made, err := (&Courier{}).Make(t.Context(), job)
	if err != nil {
		t.Fatal(err)
	}
	m, err := mail.ReadMessage(bytes.NewReader(made.Docs[0].Bytes))
	if err != nil {
		t.Fatal(err)
	}
	return made, m
}

// What comes back tells what it is about: the address of answers and the one of bounces carry the notice's token, the one that
// the customer sees does not.
func TestAMailIsAnsweredAndBouncedToItsNotice(t *testing.T) {
	for detail, want := range map[desk.ReplyDetail]string{
		desk.DetailBoth:    "faktura+" + token + "@skagerrak.example kari+" + token + "@skagerrak.example",
		desk.DetailReplyTo: "faktura@skagerrak.example kari+" + token + "@skagerrak.example",
		desk.DetailNone:    "faktura@skagerrak.example kari@skagerrak.example",
	} {
		made, m := madeMail(t, func(j *desk.Job) { j.Mail.Detail = detail })
		reply, err := m.Header.AddressList("Reply-To")
		if err != nil || len(reply) != 1 {
			t.Fatal(reply, err)
		}
		if got := made.From + " " + reply[0].Address; got != want {
			t.Errorf("%q: bounces and answers go to %s", detail, got)
		}
		if from, err := m.Header.AddressList("From"); err != nil || from[0].Address != "faktura@skagerrak.example" {
			t.Errorf("it comes from %v, %v", from, err)
		}
	}
}

func TestTheHeaderOfAMail(t *testing.T) {
	_, m := madeMail(t, nil)
	for name, want := range map[string]string{
		"Message-Id": "<x@skagerrak.example>", "References": "<2026-000051.aa@skagerrak.example>", "Content-Language": "nb-NO",
		"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All",
	} {
		if got := m.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	for name := range m.Header {
		if strings.HasPrefix(name, "List-") || name == "Precedence" {
			t.Errorf("a notice is no mailing list: %s", name)
		}
	}
}
