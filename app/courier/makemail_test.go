package courier

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-message/mail"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// reminderJob is a reminder of one invoice by mail.
func reminderJob(language string) desk.Job {
	job := visitJob(language, receivable.Email)
	job.ReplyToken = token
	job.Company.Accounts = []desk.BankAccount{{Currency: "NOK", Account: "1503 40 12345"}}
	sum := money.New(1_968_531, "NOK")
	job.Notice = dunning.Notice{
		Currency: "NOK", Channel: receivable.Email, Tone: dunning.Reminder, Level: 1, Date: job.Date, Deadline: date.Must(2026, time.December, 7),
		Open: sum, Total: sum, Credit: money.Zero("NOK"), Charges: money.Zero("NOK"), Fee: money.Zero("NOK"), Interest: money.Zero("NOK"), Lump: money.Zero("NOK"),
		Lines: []dunning.Line{{
			Item: 1, Number: "F-2204", Kind: receivable.Invoice, Issued: date.Must(2026, time.October, 1), Due: date.Must(2026, time.October, 15), Amount: sum, Open: sum, Level: 1,
		}},
	}
	job.Mail = desk.MailSettings{From: "faktura@skagerrak.example"}
	return job
}

// attached reads the text of a mail and the names of what is attached.
func attached(t *testing.T, eml []byte) (text string, names []string) {
	t.Helper()
	r, err := mail.CreateReader(bytes.NewReader(eml))
	if err != nil {
		t.Fatal(err)
	}
	for {
		part, err := r.NextPart()
		if errors.Is(err, io.EOF) {
			return text, names
		}
		if err != nil {
			t.Fatal(err)
		}
		switch h := part.Header.(type) {
		case *mail.AttachmentHeader:
			name, err := h.Filename()
			if err != nil {
				t.Fatal(err)
			}
			names = append(names, name)
		case *mail.InlineHeader:
			body, err := io.ReadAll(part.Body)
			if err != nil {
				t.Fatal(err)
			}
			text += string(body)
		}
	}
}

func TestWhatAMailCarries(t *testing.T) {
	statement := &desk.StatementJob{}
	broken := &desk.StatementJob{Debtor: receivable.Debtor{Name: "北京"}} // no typeface of ours has these
	small := desk.InvoiceCopy{Item: 1, Name: "Faktura F-2204 – Østgård.pdf", Bytes: []byte("%PDF-1.7")}
	large := desk.InvoiceCopy{Item: 1, Name: "large.pdf", Bytes: make([]byte, 3<<20)}
	for name, c := range map[string]struct {
		attach    string
		copies    []desk.InvoiceCopy
		none      []string
		statement *desk.StatementJob
		files     string
		warnings  string
	}{
		"as before":         {"", nil, nil, nil, "notice-2026-000087.pdf", ""},
		"nothing":           {"none", nil, nil, nil, "", ""},
		"all":               {"letter invoices statement", []desk.InvoiceCopy{small}, nil, statement, "notice-2026-000087.pdf statement-2026-11-23.pdf Faktura F-2204 – Østgård.pdf", ""},
		"a missing copy":    {"invoices", nil, []string{"F-2204"}, nil, "", "no-invoice-copy"},
		"one does not fit":  {"invoices", []desk.InvoiceCopy{large, small}, nil, nil, "Faktura F-2204 – Østgård.pdf", "attachment-too-large"},
		"no statement made": {"letter statement", nil, nil, broken, "notice-2026-000087.pdf", "no-statement"},
	} {
		job := reminderJob("nb")
		job.Mail.Attach, job.Mail.AttachMB, job.Copies, job.NoCopies = c.attach, 2, c.copies, c.none
		if job.Account = c.statement; job.Account != nil {
			job.Account.Company, job.Account.Printed, job.Account.Language = job.Company, job.Date, "nb"
			job.Account.Statement.To = job.Date
		}
		made, err := (&Courier{}).Make(t.Context(), job)
		if err != nil {
			t.Fatal(err)
		}
		text, files := attached(t, made.Docs[0].Bytes)
		var warnings []string
		for _, w := range made.Warnings {
			warnings = append(warnings, string(w.Code))
		}
		if strings.Join(files, " ") != c.files || strings.Join(warnings, " ") != c.warnings {
			t.Errorf("%s: %q, warned of %q", name, files, warnings)
		}
		if says := strings.Contains(text, "Kopi av fakturaene"); says != slices.Contains(files, small.Name) {
			t.Errorf("%s: the mail speaks of copies: %v", name, says)
		}
	}
}

// A mail of a trial says in both its forms that it is one and where it would have gone, and goes to one mailbox alone.
func TestAMailOfATrialSaysSo(t *testing.T) {
	for language, word := range map[string]string{"en": "TEST", "nb": "TEST", "de": "TEST", "id": "UJI COBA"} {
		job := reminderJob(language)
		for testTo, says := range map[string]bool{"kari@skagerrak.example": true, "": false} {
			job.Mail.TestTo = testTo
			made, err := (&Courier{}).Make(t.Context(), job)
			if err != nil {
				t.Fatal(err)
			}
			text, _ := attached(t, made.Docs[0].Bytes)
			want := 0
			if says {
				want = 2
			}
			if got := strings.Count(text, word+". "); got != want {
				t.Errorf("%s to %q: %d banners\n%s", language, testTo, got, text)
			}
			if says && (made.To != testTo || strings.Count(text, job.Debtor.Email) != 2) || !says && made.To != job.Debtor.Email {
				t.Errorf("%s to %q goes to %s", language, testTo, made.To)
			}
			r, err := mail.CreateReader(bytes.NewReader(made.Docs[0].Bytes))
			if err != nil {
				t.Fatal(err)
			}
			if subject, err := r.Header.Subject(); err != nil || strings.HasPrefix(subject, "[TEST post@nordlys.example] ") != says {
				t.Errorf("%s to %q: %s, %v", language, testTo, subject, err)
			}
		}
	}
}
