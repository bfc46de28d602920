package outbox

import (
	"context"
	"fmt"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/incoming"
	"github.com/dunningdesk/dunningdesk/app/courier/mail"
)

// RecipientRefused is the code of a message whose every address was refused for good: the addresses are dead.
const RecipientRefused fault.Code = "recipient-refused"

// MailSender is what hands a message to a mail server; mail.Sender is one.
type MailSender interface {
	Send(ctx context.Context, envelope mail.Envelope, eml []byte) mail.Outcome
}

// ByMail carries messages to a mail server.
type ByMail struct{ Sender MailSender }

// Carry sends the bytes of the job as they are.
func (c ByMail) Carry(ctx context.Context, job Job) Result {
	o := c.Sender.Send(ctx, mail.Envelope{From: job.From, To: job.To}, job.Bytes)
	r := Result{Detail: o.String(), Code: "mail-" + string(o.Kind)}
	switch o.Kind {
	case mail.Delivered:
		r.Fate, r.Code = Gone, ""
		r.Detail = joinRefused(r.Detail, o.Refused)
	case mail.Refused:
		r.Fate = Never
		switch {
		case o.Phase == mail.Addressing && deadAddress(o):
			r.Code = string(RecipientRefused)
		case o.Phase == mail.Addressing || incoming.OfSender(o.Status, o.Detail):
			// Relaying denied, a policy, a daily limit: it would most likely meet every other message too.
			r.Fate, r.Doubt = Later, true
		}
		r.Detail = joinRefused(r.Detail, o.Refused)
	case mail.Temporary:
		r.Fate = Later
	case mail.NotSent:
		r.Fate = Later
		switch {
		case ctx.Err() != nil:
			r.Code = string(Stopped)
		case o.ServerWide():
			r.Code, r.Blocked = string(Blocked), true
		}
	default:
		r.Fate = Unknown
	}
	return r
}

// deadAddress reports whether what the server said is about the mailbox: enhanced status 5.1.x (addressing) or 5.2.1
// (disabled), RFC 3463 s. 3.2 and 3.3; without a status the codes by which servers refuse a mailbox (RFC 5321 s. 4.2.3). An
// address that we refused ourselves was never said to a server and has no code.
func deadAddress(o mail.Outcome) bool {
	for _, r := range o.Refused {
		switch {
		case incoming.OfSender(r.Status, r.Detail):
			return false
		case r.Status == "" && r.Code != 550 && r.Code != 551 && r.Code != 553:
			return false
		case r.Status != "" && !strings.HasPrefix(r.Status, "5.1.") && r.Status != "5.2.1":
			return false
		}
	}
	return true
}

// joinRefused names the addresses that were not taken: nobody else will.
func joinRefused(detail string, refused []mail.RefusedRecipient) string {
	for _, r := range refused {
		detail += fmt.Sprintf("; %s was refused: %d %s", r.Addr, r.Code, strings.TrimSpace(r.Status+" "+r.Detail))
	}
	return detail
}
