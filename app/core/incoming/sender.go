package incoming

import (
	"regexp"
	"slices"
)

// ofSender are the enhanced status codes that say something of the sender alone: its address (RFC 3463 s. 3.2, X.1.7 and X.1.8; also
// RFC 7505 s. 4.2 for X.7.27), its daily limit (5.1.90 of Microsoft 365, 5.4.5 of Google), and that it may not send as whom it does.
var ofSender = []string{"5.1.7", "5.1.8", "5.1.90", "5.2.252", "5.4.5", "5.7.27", "5.7.60"}

// senderWords are what servers that give no code, or one that says nothing, say of the sender: Exim gives none at all, and Postfix gives
// 5.1.0 for a sender that it does not know.
var senderWords = regexp.MustCompile(`(?i)\b(?:sender|relay|relaying|authenticat\w*|auth|spam|junk|policy|blacklist\w*|blocklist\w*|blocked|reputation|limit exceeded|sending limit|daily limit)\b`)

var anyAddress = regexp.MustCompile(`\S+@\S+`)

// OfSender reports whether a refusal is of the sender, by the status (RFC 3463, empty: none) and the words of a server. It would be the
// same for every other recipient, and says nothing of this one.
func OfSender(status, words string) bool {
	switch {
	case slices.Contains(ofSender, status):
		return true
	case status == "" || status == "5.0.0" || status == "5.1.0":
		return senderWords.MatchString(anyAddress.ReplaceAllString(words, ""))
	}
	return false
}
