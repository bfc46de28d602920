package incoming_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/incoming"
)

func TestARefusalOfTheSenderIsNoneOfTheRecipient(t *testing.T) {
	for _, c := range []struct {
		status, words string
		code          int
		ofSender      bool
	}{
		{"", "relay not permitted", 550, true}, // Exim
		{"", "authentication is required", 550, true},
		{"", "Sender verify failed", 550, true},
		{"5.1.8", "<us@typo.example>: Sender address rejected: Domain not found", 550, true}, // Postfix, at the recipient
		{"5.1.0", "<us@example.org>: Sender address rejected: User unknown in virtual mailbox table", 550, true},
		{"5.4.5", "Daily user sending limit exceeded", 550, true},
		{"5.1.90", "you have reached your daily limit for message recipients", 550, true},
		{"", "no such user here", 550, false},
		{"", "<policy@customer.example>: Unrouteable address", 550, false},
		{"5.1.1", "User unknown in relay recipient table", 550, false},
	} {
		r := incoming.Report{Action: "failed", Status: c.status, Code: c.code, Detail: c.words}
		if got := incoming.OfSender(c.status, c.words); got != c.ofSender || r.Dead() == c.ofSender {
			t.Errorf("%s %s: of the sender %v, dead %v", c.status, c.words, got, r.Dead())
		}
	}
}
