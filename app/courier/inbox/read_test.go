package inbox

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/incoming"
)

// mailOf writes a mail with the line ends of the net.
func mailOf(lines ...string) []byte { return []byte(strings.Join(lines, "\r\n") + "\r\n") }

const report = `From: Mail Delivery System <MAILER-DAEMON@mx.example.net>
To: accounts+n7f3a@firm.example
Return-Path: <>
Message-ID: <r1@mx.example.net>
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=B

--B

This is the mail system. Your message could not be delivered.
--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; Post@Fjordfisk.example
Original-Recipient: rfc822;post@fjordfisk.example
Action: failed
Status: 5.0.0
Diagnostic-Code: smtp; 550 5.1.1 <post@fjordfisk.example>: no such user

--B
Content-Type: message/rfc822

From: accounts@firm.example
Message-ID: <2026-0007.abc@firm.example>
Subject: Reminder

Please pay.
--B--
`

func TestAReportIsRead(t *testing.T) {
	m := Read([]byte(report), Limits{})
	if m.Kind != incoming.Bounce || m.By != "rfc3464" || len(m.Reports) != 1 {
		t.Fatalf("%+v", m)
	}
	want := incoming.Report{
		Recipient: "post@fjordfisk.example", Original: "post@fjordfisk.example", Action: "failed", Status: "5.1.1", Code: 550,
		Detail: "550 5.1.1 <post@fjordfisk.example>: no such user",
	}
	if m.Reports[0] != want || !m.Reports[0].Dead() {
		t.Errorf("%+v", m.Reports[0])
	}
	if !slices.Equal(m.Refs, []string{"2026-0007.abc@firm.example"}) || !slices.Contains(m.To, "accounts+n7f3a@firm.example") {
		t.Errorf("it answers %v, came to %v", m.Refs, m.To)
	}
	if again := Read([]byte("From MAILER-DAEMON Mon Nov 23\n"+report), Limits{}); again.Print != m.Print || again.Kind != incoming.Bounce {
		t.Errorf("the line of an mbox makes another mail of it")
	}
}

func TestAForwardedReportIsAPersonsMail(t *testing.T) {
	m := Read(mailOf("From: Kari <kari@example.net>", "To: accounts@firm.example", "Subject: what is this?", `Content-Type: multipart/mixed; boundary="O"`, "",
		"--O", "Content-Type: text/plain", "", "I got this, please help.", "--O", "Content-Type: message/rfc822", "", report, "--O--"), Limits{})
	if m.Kind != incoming.Answer || m.Text != "I got this, please help." || len(m.Reports) != 0 {
		t.Errorf("%s by %s: %q %+v", m.Kind, m.By, m.Text, m.Reports)
	}
}

func TestAMachinesAnswerIsNoPersons(t *testing.T) {
	for _, c := range []struct {
		name, header, subject, by string
		kind                      incoming.Kind
	}{
		{"RFC 3834", "Auto-Submitted: auto-replied (vacation)", "Re: Reminder", "Auto-Submitted", incoming.Automatic},
		{"a person's own mail may say so", "Auto-Submitted: no", "Re: Reminder", "", incoming.Answer},
		{"an old autoresponder", "X-Autoreply: yes", "Re: Reminder", "X-Autoreply", incoming.Automatic},
		{"Exchange", "X-Auto-Response-Suppress: All", "Re: Reminder", "X-Auto-Response-Suppress", incoming.Automatic},
		{"a list", "Precedence: bulk", "News", "Precedence", incoming.Automatic},
		{"a letter of news", "List-Unsubscribe: <mailto:x@example.net>", "News", "List-Unsubscribe", incoming.Automatic},
		{"a first mail through a group", "Precedence: list\r\nList-ID: Payments <Payments.Firm.example>\r\nList-Unsubscribe: <mailto:x@firm.example>", "Your reminder", "List-Unsubscribe", incoming.Automatic},
		{"an answer through the group of our own domain", "In-Reply-To: <1@firm.example>\r\nPrecedence: list\r\nList-Unsubscribe: <mailto:x@firm.example>", "Re: Reminder", "", incoming.Answer},
		{"an answer from the system of a firm's office", "In-Reply-To: <1@firm.example>\r\nX-Auto-Response-Suppress: All", "Re: Reminder", "", incoming.Answer},
		{"an absence through such a group", "In-Reply-To: <1@firm.example>\r\nPrecedence: list\r\nAuto-Submitted: auto-replied", "Re: Reminder", "Auto-Submitted", incoming.Automatic},
		{"nobody to answer to", "Return-Path: <>", "Re: Reminder", "Return-Path", incoming.Automatic},
		{"English", "X-A: b", "Out of Office: Reminder 2", "Out of Office", incoming.Automatic},
		{"Norwegian", "X-A: b", "Automatisk svar: Purring", "Automatisk svar", incoming.Automatic},
		{"German", "X-A: b", "=?utf-8?q?Abwesenheitsnotiz=3A_Mahnung?=", "Abwesenheits", incoming.Automatic},
		{"Indonesian", "X-A: b", "Balasan otomatis: Pengingat", "Balasan otomatis", incoming.Automatic},
		{"a holiday inside the subject is nobody's absence", "X-A: b", "Re: invoice for the holiday cottage", "", incoming.Answer},
	} {
		m := Read(mailOf("From: Ola <ola@example.net>", "To: a@firm.example", c.header, "Subject: "+c.subject, "", "I am away until Monday."), Limits{})
		if m.Kind != c.kind || m.By != c.by {
			t.Errorf("%s: %s by %q, want %s by %q", c.name, m.Kind, m.By, c.kind, c.by)
		}
	}
}

// A list that marks whatever goes through it is named, so that one of our own is not taken for a machine.
func TestAListIsNamedWhereNothingElseSpeaksForAMachine(t *testing.T) {
	for header, want := range map[string]string{
		"Precedence: list\r\nList-ID: Payments <Payments.Firm.example>":          "payments.firm.example",
		"List-Unsubscribe: <mailto:x@firm.example>\r\nList-ID: firm.example":     "firm.example",
		"Precedence: bulk\r\nList-ID: <news.firm.example>":                       "",
		"Auto-Submitted: auto-replied\r\nList-ID: <n.firm.example>":              "",
		"In-Reply-To: <1@firm.example>\r\nPrecedence: list\r\nList-ID: <n.firm>": "",
		"Precedence: list": "",
	} {
		m := Read(mailOf("From: Ola <ola@example.net>", header, "Subject: Your reminder", "", "We have paid.", "", "-- ", "Ola"), Limits{})
		if m.List != want || m.Text != "We have paid." && want != "" {
			t.Errorf("%q: %q, %q", header, m.List, m.Text)
		}
	}
}

func TestAComplaintIsRead(t *testing.T) {
	m := Read(mailOf("From: abuse@provider.example", "Content-Type: multipart/report; report-type=feedback-report; boundary=B", "", "--B", "", "An abuse report.", "--B",
		"Content-Type: message/feedback-report", "", "Feedback-Type: abuse", "Original-Rcpt-To: <ola@provider.example>", "", "--B", "Content-Type: text/rfc822-headers", "",
		"Message-ID: <m1@firm.example>", "", "--B--"), Limits{})
	if m.Kind != incoming.Complaint || m.Reports[0].Recipient != "ola@provider.example" || !slices.Equal(m.Refs, []string{"m1@firm.example"}) {
		t.Errorf("%+v", m)
	}
}

// A report that a signature was not right, or that a mail was no junk, is no reader's complaint.
func TestNotEveryFeedbackIsAComplaint(t *testing.T) {
	for kind, want := range map[string]incoming.Kind{"auth-failure": incoming.Automatic, "Not-Spam": incoming.Automatic, "opt-out": incoming.Complaint, "fraud": incoming.Complaint} {
		m := Read(mailOf("From: dmarc@provider.example", "Content-Type: multipart/report; report-type=feedback-report; boundary=B", "", "--B", "", "A report.", "--B",
			"Content-Type: message/feedback-report", "", "Feedback-Type: "+kind, "Original-Rcpt-To: <ola@provider.example>", "", "--B", "Content-Type: text/rfc822-headers", "",
			"Message-ID: <m1@firm.example>", "", "--B--"), Limits{})
		if m.Kind != want || !slices.Equal(m.Refs, []string{"m1@firm.example"}) || m.By == "" {
			t.Errorf("%s: %+v", kind, m)
		}
	}
}

func TestAnAnswerIsReadInItsOwnWords(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"English, quoted below", "We pay on Friday.\n\nOn Mon, 23 Nov 2026 at 08:00, Firm AS\n<accounts@firm.example> wrote:\n> Please pay\n> 1000", "We pay on Friday."},
		{"Norwegian", "Hei, vi betaler fredag.\n\nMvh Ola\n\nDen 23.11.2026 08:00, skrev Firma AS:\n> Betal", "Hei, vi betaler fredag.\n\nMvh Ola"},
		{"German", "Schon bezahlt.\n\nAm 23.11.2026 um 08:00 schrieb Firma AS:\n> Bitte zahlen", "Schon bezahlt."},
		{"Indonesian", "Sudah dibayar.\n\nPada Sen, 23 Nov 2026 Firma menulis:\n> Mohon bayar", "Sudah dibayar."},
		{"Outlook", "Kan vi få utsettelse?\n\nFra: Firma AS <a@firm.example>\nSendt: mandag 23. november 2026\nTil: Ola\nEmne: Purring\n\nBetal nå", "Kan vi få utsettelse?"},
		{"a marked original", "Nein.\n\n-----Ursprüngliche Nachricht-----\nVon: Firma", "Nein."},
		{"a signature", "Paid yesterday.\n-- \nOla Nordmann\nDirector", "Paid yesterday."},
		{"from a telephone", "Betaler i morgen\n\nSendt fra min iPhone", "Betaler i morgen"},
		{"between the quotes", "> Please pay 1000\nI did, on Monday.\n> by Friday\nNo.", "I did, on Monday.\nNo."},
		{"nothing of one's own", "> Please pay", "> Please pay"},
		{"a sentence that only sounds like it", "As my colleague wrote:\nwe do not owe this.", "As my colleague wrote:\nwe do not owe this."},
		{"controls and turned lines", "We \x1b[31mpay\u202e gnp.exe\x00 soon", "We [31mpay gnp.exe soon"},
	} {
		raw := mailOf("From: Ola <ola@example.net>", "Subject: Re: Reminder", "Content-Type: text/plain; charset=utf-8", "", c.text)
		if m := Read(raw, Limits{}); m.Kind != incoming.Answer || m.Text != c.want {
			t.Errorf("%s: %s %q, want %q", c.name, m.Kind, m.Text, c.want)
		}
	}
}

func TestOtherEncodingsAndWebPages(t *testing.T) {
	latin := append(mailOf("From: =?iso-8859-1?q?P=E5l?= <pal@example.net>", "Subject: =?iso-8859-1?q?Bel=F8p?=", "Content-Type: text/plain; charset=iso-8859-1", ""), "Bel\xf8pet er betalt"...)
	if m := Read(latin, Limits{}); m.Text != "Beløpet er betalt" || m.Name != "Pål" || m.Subject != "Beløp" {
		t.Errorf("%q %q %q", m.Text, m.Name, m.Subject)
	}
	page := mailOf("From: a@example.net", "Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "",
		"<html><style>p{}</style><body><p>Vi betaler <b>fredag</b>.</p><img src=3D\"http://tracker.example/x\"><script>alert(1)</script>", "<blockquote><p>Betal n=C3=A5</p></blockquote></body>")
	if m := Read(page, Limits{}); m.Text != "Vi betaler fredag." {
		t.Errorf("%q", m.Text)
	}
	packed := mailOf("From: a@example.net", "Content-Type: text/plain", "Content-Transfer-Encoding: base64", "", "V2UgcGF5IG9u", "IEZyaWRheS4=", "-- not base64 --")
	if m := Read(packed, Limits{}); !strings.HasPrefix(m.Text, "We pay on Friday.") {
		t.Errorf("%q", m.Text)
	}
}

func TestAMailMeantToHurtIsReadInTime(t *testing.T) {
	many := strings.Repeat("--B\r\nContent-Type: text/plain\r\n\r\nx\r\n", 10_000)
	deep := ""
	for i := range 2_000 {
		deep += fmt.Sprintf("Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
	}
	for _, c := range []struct {
		name string
		raw  []byte
		cut  bool
	}{
		{"10,000 parts", mailOf("From: a@example.net", "Content-Type: multipart/mixed; boundary=B", "", many), true},
		{"2,000 parts within each other", append(mailOf("From: a@example.net"), deep...), true},
		{"a header of 20 MB", append([]byte("From: a@example.net\r\nX: "), make([]byte, 20<<20)...), true},
		{"a million references", append([]byte("From: a@example.net\r\nReferences: "), strings.Repeat("<a@b> ", 1<<20)...), true},
		{"a million addresses", append([]byte("From: a@example.net\r\nTo: "), strings.Repeat("a@b.example, ", 60_000)...), false},
		{"a boundary that never closes", mailOf("From: a@example.net", "Content-Type: multipart/mixed; boundary=B", "", "--B", "", "still here"), false},
		{"no boundary at all", mailOf("From: a@example.net", "Content-Type: multipart/mixed", "", "hello"), false},
		{"nothing", nil, false},
		{"bytes that are no mail", []byte("\x00\xff\xfe:\n\n\x80\x81"), false},
		{"an unknown alphabet", mailOf("From: a@example.net", "Content-Type: text/plain; charset=klingon", "", "nuqneH"), false},
	} {
		start := time.Now()
		m := Read(c.raw, Limits{})
		if took := time.Since(start); took > 3*time.Second {
			t.Errorf("%s: read in %s", c.name, took)
		}
		if m.Cut != c.cut || len(m.Text) > 16<<10 || len(m.Refs) > mostRefs || len(m.To) > mostTo || m.Kind == incoming.Bounce {
			t.Errorf("%s: cut %v, %d bytes, %d references, %d addresses, %s", c.name, m.Cut, len(m.Text), len(m.Refs), len(m.To), m.Kind)
		}
	}
}

// FuzzRead holds that no bytes make the reading fail, grow or say what may not be shown.
func FuzzRead(f *testing.F) {
	f.Add([]byte(report))
	f.Add(mailOf("From: Ola <ola@example.net>", "Content-Type: text/html", "", "<p>Vi betaler</p>"))
	f.Add([]byte("Content-Type: multipart/mixed; boundary=\r\n\r\n--\r\n--"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		m := Read(raw, Limits{})
		if len(m.Text) > 17<<10 || len(m.Subject) > longLine || len(m.Reports) > mostReports || len(m.Print) != 64 {
			t.Errorf("%d bytes of text, %d of subject, %d reports", len(m.Text), len(m.Subject), len(m.Reports))
		}
		if strings.ContainsFunc(m.Text, func(r rune) bool { return r != '\n' && unwanted(r) }) || strings.ContainsFunc(m.Subject+m.Name, unwanted) {
			t.Errorf("text that cannot be shown: %q %q", m.Subject, m.Text)
		}
		if again := Read(raw, Limits{}); again.Print != m.Print || again.Kind != m.Kind {
			t.Error("read twice, it is two mails")
		}
	})
}
