package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/privacy"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// IncomingQuery chooses mails that came back.
type IncomingQuery = store.IncomingQuery

// IncomingState is where a mail that came back stands.
type IncomingState = store.IncomingState

// States of mails.
const (
	MailUnplaced  = store.MailUnplaced
	MailOpen      = store.MailOpen
	MailSettledBy = store.MailSettled
	MailNoted     = store.MailNoted
	MailDismissed = store.MailDismissed
)

// Incoming gives what came back, newest first.
func (d *Desk) Incoming(ctx context.Context, q IncomingQuery) (rows []IncomingMail, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		if rows, err = r.Incoming(q); err != nil {
			return err
		}
		seen, err := d.sightOf(r)
		seen.incoming(rows)
		return err
	})
	return rows, err
}

// IncomingMail gives one mail.
func (d *Desk) IncomingMail(ctx context.Context, id int64) (m IncomingMail, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		if m, err = r.IncomingMail(id); err != nil {
			return err
		}
		seen, err := d.sightOf(r)
		rows := []IncomingMail{m}
		seen.incoming(rows)
		m = rows[0]
		return err
	})
	return m, err
}

func (s sight) incoming(rows []store.Incoming) {
	for i := range rows {
		if !s.masked {
			continue
		}
		m := &rows[i]
		m.Mail.From, m.Report.Recipient = maskRecipient(m.Mail.From), maskRecipient(m.Report.Recipient)
		m.Mail.Subject, m.Mail.Text, m.Report.Detail = privacy.MaskText(m.Mail.Subject), privacy.MaskText(m.Mail.Text), privacy.MaskText(m.Report.Detail)
	}
}

// forgetMails removes the words of mails that have been nobody's for as long as who paid is kept, unless everything is to be kept.
// The mail itself is in the mailbox.
func (d *Desk) forgetMails(w store.Writer) error {
	before, err := d.nobodysBefore(w)
	if err != nil || before.IsZero() {
		return err
	}
	n, err := w.ForgetIncoming(before)
	if err != nil || n == 0 {
		return err
	}
	return w.Append(activity.MailsForgotten, 0, 0, "mail", map[string]any{"mails": n, "before": before.String()})
}
