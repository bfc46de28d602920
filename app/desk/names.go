package desk

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/app/store"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// messageID makes the Message-ID of a mail (RFC 5322 s. 3.6.4): unique by notice number, line and moment, and short enough
// to come back whole in a bounce. It is kept in the book before the mail leaves.
func messageID(number string, l store.WaveLine, from string, now time.Time) string {
	sum := sha256.Sum256([]byte(number + "/" + itoa(l.ID) + "/" + itoa(now.UnixNano())))
	return number + "." + hex.EncodeToString(sum[:6]) + "@" + mailDomain(from)
}

// mailDomain is the part after the at sign; a desk without an address writes as localhost.invalid (RFC 2606).
func mailDomain(from string) string {
	if _, domain, ok := strings.Cut(from, "@"); ok && domain != "" {
		return domain
	}
	return "localhost.invalid"
}
