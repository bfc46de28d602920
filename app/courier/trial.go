package courier

import (
	"context"
	"errors"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/courier/mail"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

// probeToken is what no notice has: a mail to it would be nobody's.
const probeToken = "aaaaaaaaaaaaaaaaaaaa"

// takesAddresses asks the server whether it sends from our address, and from and to the same address with a notice's token, as
// far as the settings use one. Nothing is sent.
func takesAddresses(ctx context.Context, s *mail.Sender, m desk.MailSettings) error {
	if m.From == "" {
		return nil
	}
	replyTo := m.ReplyTo
	if replyTo == "" {
		replyTo = m.From
	}
	plain := mail.Envelope{From: m.From, To: []string{replyTo}}
	if err := s.Accepts(ctx, plain); err != nil {
		return on(err, "from", "enter an address that this mailbox may send from")
	}
	marked := mail.Envelope{From: m.BounceAddress(m.From, probeToken), To: []string{m.AnswerAddress(replyTo, probeToken)}}
	if marked.From == plain.From && marked.To[0] == plain.To[0] {
		return nil
	}
	return on(s.Accepts(ctx, marked), "detail", "choose answers only, or none, where the server knows no addresses with a plus sign")
}

// on puts a refused address under its field, with what to do.
func on(err error, field, todo string) error {
	var coded *fault.Error
	if fault.Has(err, mail.NotTaken) && errors.As(err, &coded) {
		return coded.OnField(field).WithHint("%s", todo)
	}
	return err
}
