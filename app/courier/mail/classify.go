package mail

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"unicode"

	"github.com/emersion/go-smtp"
)

const maxDetail = 300 // characters of a server's words that are kept

// failed is the outcome of an attempt that never came to the message.
func failed(phase Phase, err error) Outcome {
	o := Outcome{Kind: NotSent, Phase: phase}
	o.Code, o.Status, o.Detail = reply(err)
	return o
}

// answered is the outcome of a reply to this message: 4xx may be tried again, 5xx may not (RFC 5321 section 4.2.1).
// Anything that is no reply means the connection is gone, and with it what lost says.
func answered(phase Phase, err error, lost Kind) Outcome {
	o := Outcome{Kind: lost, Phase: phase}
	o.Code, o.Status, o.Detail = reply(err)
	switch {
	case o.Code >= 400 && o.Code < 500:
		o.Kind = Temporary
	case o.Code >= 500 && o.Code < 600:
		o.Kind = Refused
	}
	return o
}

// reply takes code, status and words out of an error.
func reply(err error) (code int, status, detail string) {
	var refused *smtp.SMTPError
	if errors.As(err, &refused) {
		if e := refused.EnhancedCode; e[0] > 0 {
			status = fmt.Sprintf("%d.%d.%d", e[0], e[1], e[2])
		}
		return refused.Code, status, tidy(refused.Message)
	}
	var timeout net.Error
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return 0, "", "stopped"
	case errors.Is(err, os.ErrDeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return 0, "", "the server did not answer in time"
	}
	return 0, "", tidy(err.Error())
}

// tidy makes one printable line.
func tidy(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "?"))
	s = strings.Join(strings.Fields(s), " ")
	if runes := []rune(s); len(runes) > maxDetail {
		s = string(runes[:maxDetail]) + "…"
	}
	return s
}
