package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/incoming"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// demoMailbox is where answers to the demo company come in. It is not set up: no program looks into it.
func demoMailbox() MailInSettings {
	return MailInSettings{User: demoCompany().Email, Host: "imap.skagerrak.example"}
}

// mails lets some of those who got the last reminders by mail answer, spread over all of them, and a machine or two.
func (s *story) mails(ctx context.Context, on date.Date) error {
	lines, err := s.writtenTo(ctx)
	if err != nil {
		return err
	}
	kinds := demoMails()
	kinds = kinds[:min(len(kinds), len(lines)/2)]
	at := 0
	for i := range kinds {
		at = max(at, i*len(lines)/len(kinds))
		for answered := false; !answered && at < len(lines); at++ {
			s.arrives(on, i, len(kinds))
			if answered, err = s.answers(ctx, &kinds[i], &lines[at], on, i); err != nil {
				return err
			}
		}
	}
	s.arrives(on, len(kinds), len(kinds)+1)
	return s.takes(ctx, len(kinds), written(incoming.Mail{Kind: incoming.Answer, From: "post@nordreregnskap.example", Name: "Nordre Regnskapsbyrå AS"}, demoStranger))
}

// arrives sets the clock to when the n-th of some mails comes: the last ones this morning, the others on the two days before.
func (s *story) arrives(on date.Date, n, of int) {
	back := 2 - 3*n/(of+1)
	hour := 8 + n
	if back == 0 { // before anybody is at work
		hour = 6
	}
	s.moment(on.AddDays(-back), hour, 3+4*n)
}

// writtenTo are the lines of the last wave that left by mail to customers whose mails a reader would believe.
func (s *story) writtenTo(ctx context.Context) (out []store.WaveLine, err error) {
	if s.last == 0 {
		return nil, nil
	}
	v, err := s.desk.Wave(ctx, s.last)
	if err != nil {
		return nil, err
	}
	for _, l := range v.Lines {
		if l.State == store.LineIssued && l.Notice.Channel == receivable.Email && ordinary(l.Name) {
			out = append(out, l)
		}
	}
	return out, nil
}

// answers has one customer answer the notice of a line; false when somebody speaks with him already, or he owes nothing any more.
func (s *story) answers(ctx context.Context, m *demoMail, l *store.WaveLine, on date.Date, n int) (bool, error) {
	page, err := s.desk.Customer(ctx, l.Notice.Debtor, on)
	if err != nil {
		return false, err
	}
	who := &page.Debtor
	if len(page.Notices) == 0 || page.Notices[0].Cancelled || len(page.Items) == 0 || len(page.Holds)+len(page.Disputes)+len(openPromises(page.Promises))+len(who.Dead) > 0 ||
		page.Answer != dunning.NoAnswer {
		return false, nil
	}
	notice := page.Notices[0]
	text, ok := m.says[who.Language]
	if !ok {
		text = m.says["en"]
	}
	mail := incoming.Mail{Kind: m.kind, By: m.by, From: who.Email, Name: who.Name, Refs: []string{notice.MessageID}}
	if len(who.Contacts) > 0 && who.Contacts[0].Email != "" {
		mail.From, mail.Name = strings.ToLower(who.Contacts[0].Email), who.Contacts[0].Name
	}
	if m.kind == incoming.Bounce {
		rep := incoming.Report{Recipient: notice.To, Action: "failed", Status: m.code, Detail: "552 mailbox full"}
		if m.other {
			rep.Recipient, rep.Detail = "former.colleague@"+mailDomain(notice.To), "550 no such user"
		}
		mail.From, mail.Name, mail.Bare, mail.Reports = "mailer-daemon@"+mailDomain(notice.To), "Mail Delivery System", true, []incoming.Report{rep}
	}
	return true, s.takes(ctx, n, written(mail, text))
}

// written puts subject and text into a mail: the first line, and the others.
func written(m incoming.Mail, text string) incoming.Mail {
	m.Subject, m.Text, _ = strings.Cut(text, "\n")
	if m.Kind == incoming.Answer && m.Name != "" && strings.Contains(m.Text, "\n\n") && !strings.HasSuffix(m.Text, m.Name) {
		m.Text += "\n" + m.Name
	}
	return m
}

// takes reads a mail as if it had just been fetched.
func (s *story) takes(ctx context.Context, n int, m incoming.Mail) error {
	at := s.clock.Now()
	m.ID = "demo-" + itoa(int64(n+1)) + "@" + mailDomain(m.From)
	sum := sha256.Sum256([]byte(m.ID))
	m.Print, m.Sent = hex.EncodeToString(sum[:]), at.UTC()
	a := Arrival{Validity: 1, UID: uint32(n + 1), At: at.UTC(), Mail: m}
	return s.desk.takeArrival(ctx, demoMailbox(), a, nil, &MailFetched{})
}
