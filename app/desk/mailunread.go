package desk

import (
	"context"
	"slices"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/incoming"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// mostMailTries is how often a mail is asked for that its server does not give, before a person is told of it.
const mostMailTries = 5

// takeArrival takes what came out of the mailbox: a mail, or that there is one which the server does not give.
func (d *Desk) takeArrival(ctx context.Context, s MailInSettings, a Arrival, own []string, f *MailFetched) error {
	a.Mail = writtenToUs(a.Mail, own)
	if a.Unread == "" {
		return d.takeMail(ctx, s, a, own, f)
	}
	var tries int
	if err := d.update(ctx, func(w store.Writer) error {
		before, err := w.MailMark(s.Name())
		if err != nil {
			return err
		}
		mark := MailMark{Validity: a.Validity, UID: a.UID, At: before.At}
		if before.Validity == a.Validity {
			mark.UID = max(a.UID, before.UID)
		}
		if err := w.PutMailMark(s.Name(), mark); err != nil {
			return err
		}
		tries, err = w.PutMailTry(s.Name(), a.Validity, a.UID)
		return err
	}); err != nil {
		return err
	}
	if tries < mostMailTries {
		f.Unread++
		return nil
	}
	a.Mail.Kind = incoming.Unreadable
	a.Mail.Reports = []incoming.Report{{Detail: a.Unread}}
	return d.takeMail(ctx, s, a, own, f)
}

// writtenToUs takes a mail for a person's that came through a mailing list of our own domain: such a list is how a firm reads one
// mailbox together, and marks whatever goes through it. Own are the addresses that we write from.
func writtenToUs(m incoming.Mail, own []string) incoming.Mail {
	if m.Kind != incoming.Automatic || m.List == "" {
		return m
	}
	if slices.ContainsFunc(own, func(a string) bool {
		domain := mailDomain(a)
		return domain != "" && (m.List == domain || strings.HasSuffix(m.List, "."+domain))
	}) {
		m.Kind, m.By = incoming.Answer, ""
	}
	return m
}
