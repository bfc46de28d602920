package outbox

import (
	"context"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/courier/sms"
)

// TextSender is what hands a text message to a gateway; sms.Sender is one.
type TextSender interface {
	Send(ctx context.Context, t sms.Text) sms.Outcome
}

// BySMS carries text messages to a gateway. The bytes of a job are its text.
type BySMS struct{ Sender TextSender }

// Carry sends the text once. The notice's number is the reference, by which a gateway that looks knows a message again.
func (c BySMS) Carry(ctx context.Context, job Job) Result {
	t := sms.Text{From: job.From, Text: string(job.Bytes), Reference: job.Number}
	if len(job.To) > 0 {
		t.To = job.To[0]
	}
	o := c.Sender.Send(ctx, t)
	r := Result{Code: "sms-" + string(o.Kind), Detail: said(o)}
	switch o.Kind {
	case sms.Taken:
		r.Fate, r.Code = Gone, ""
	case sms.Refused:
		r.Fate = Never
	case sms.Later:
		r.Fate = Later
		if ctx.Err() != nil {
			r.Code = string(Stopped)
		}
	case sms.Closed:
		r.Fate, r.Code, r.Blocked = Later, string(Blocked), true
	default:
		r.Fate = Unknown
	}
	return r
}

func said(o sms.Outcome) string {
	parts := []string{string(o.Kind)}
	if o.Status != 0 {
		parts = append(parts, strconv.Itoa(o.Status))
	}
	if o.ID != "" {
		parts = append(parts, "id "+o.ID)
	}
	if o.Words != "" {
		parts = append(parts, o.Words)
	}
	return strings.Join(parts, ": ")
}
