package desk

import (
	"strings"

	"golang.org/x/net/idna"
)

// sameMailbox reports whether two spellings are of one mail address: a domain is written in its own letters in the books, and in ASCII
// where a mail left to it (RFC 5890). Capitals make no difference.
func sameMailbox(a, b string) bool { return mailboxName(a) == mailboxName(b) }

func mailboxName(address string) string {
	address = strings.ToLower(strings.TrimSpace(address))
	at := strings.LastIndexByte(address, '@')
	domain, err := idna.Lookup.ToASCII(address[at+1:])
	if err != nil {
		return address
	}
	return address[:at+1] + domain
}
