package desk

import (
	"strings"
	"unicode"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// checkServer refuses a server that cannot be reached. What can never be right is refused before mail leaves through it: who switches
// it on later does not look at each field again.
func (m MailSettings) checkServer() error {
	switch {
	case m.Mode == MailToServer && (m.Host == "" || m.Port <= 0 || m.Port > 65535):
		return fault.New(fault.Invalid, "the mail server has no name or no port").OnField("host").WithHint("for example smtp.example.org and 587")
	case m.Mode == MailToServer && m.From == "":
		return fault.New(fault.Invalid, "mail needs an address it comes from").OnField("from")
	case m.Port < 0 || m.Port > 65535:
		return fault.New(fault.Invalid, "a mail server has no port %d", m.Port).OnField("port").WithHint("587 for starttls, 465 for tls")
	case strings.ContainsFunc(m.Host, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }):
		return fault.New(fault.Invalid, "%q is not the name of a server", m.Host).OnField("host").WithHint("for example smtp.example.org")
	case m.PerMinute < 0:
		return fault.New(fault.Invalid, "there cannot be %d mails a minute", m.PerMinute).OnField("per-minute").WithHint("0 sets no limit")
	case m.TimeoutSeconds < 0:
		return fault.New(fault.Invalid, "a mail server cannot be waited for %d seconds", m.TimeoutSeconds).OnField("timeout").WithHint("0 waits as long as the mail standard asks")
	}
	return oneLine(map[string]string{"from-name": m.FromName})
}
