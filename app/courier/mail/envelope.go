package mail

import (
	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// Unreachable is the code for a mail server that cannot be used now.
const Unreachable fault.Code = "mail-server-unreachable"

// checkEnvelope brings the addresses into the form servers take. A bad one is a refusal before anything is said to
// the server, so that no address can carry a command.
func checkEnvelope(e *Envelope) (Outcome, bool) {
	refuse := func(err error) (Outcome, bool) {
		return Outcome{Kind: Refused, Phase: Addressing, Detail: tidy(err.Error())}, false
	}
	from, err := ParseAddress(e.From)
	if err != nil {
		// Our own address is wrong, not the customer's: no message could leave with it.
		return Outcome{Kind: NotSent, Phase: Sending, Detail: tidy(err.Error())}, false
	}
	if len(e.To) == 0 {
		return refuse(fault.New(BadAddress, "the message has no recipient"))
	}
	to := make([]string, len(e.To))
	for i, addr := range e.To {
		if to[i], err = ParseAddress(addr); err != nil {
			return refuse(err)
		}
	}
	e.From, e.To = from, to
	return Outcome{}, true
}

// unreachable words a failed check of the settings with what to do next.
func unreachable(cfg Config, o Outcome) error {
	err := fault.New(Unreachable, "the mail server %s cannot be used: %s", cfg.address(), o)
	if o.Phase == SigningIn && cfg.Token != nil {
		return err.OnField("sign-in").WithHint("sign in again under Settings, Mail, as the mailbox that is named as user")
	}
	if o.Phase == SigningIn {
		return err.OnField("password").WithHint("check user name and password; some providers want an app password")
	}
	if o.Phase == Securing {
		return err.OnField("security").WithHint("check the port and whether it is tls or starttls, and the server's certificate")
	}
	return err.OnField("host").WithHint("check server name and port, and the network")
}
