package desk

import (
	"crypto/rand"
	"strconv"
	"strings"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// messageID makes the Message-ID of a mail (RFC 5322 s. 3.6.4): unique, and short enough to come back whole in a bounce. It is kept
// in the book before the mail leaves. Who knows it may report a bounce, so it is of chance and not of what a customer could reckon
// from the mail that he got himself.
func messageID(number, from string) string {
	return number + "." + strings.ToLower(rand.Text()[:idChance]) + "@" + mailDomain(from)
}

// idChance is how many letters of chance, of 5 bits each, a Message-ID holds.
const idChance = 16

// mailDomain is the part after the at sign; a desk without an address writes as localhost.invalid (RFC 2606).
func mailDomain(from string) string {
	if _, domain, ok := strings.Cut(from, "@"); ok && domain != "" {
		return domain
	}
	return "localhost.invalid"
}
