package inbox

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/incoming"
)

// Codes as they stand in the words of mail systems: "5.1.1" (RFC 3463) and "550" (RFC 5321). A number within a longer one, an
// address of a machine or a year is none.
var (
	statusCode = regexp.MustCompile(`(?:^|[^0-9.])([245]\.[0-9]{1,3}\.[0-9]{1,3})(?:[^0-9.]|\.(?:[^0-9]|$)|$)`)
	replyCode  = regexp.MustCompile(`(?i)(?:^|[\s:(<>"'=#[])((?:4[2-7]|5[0-7])[0-9])(?:[\s:)>"'-]|$)`)
)

// enhanced finds a status code.
func enhanced(text string) string {
	if m := statusCode.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}

// codes finds the first status and reply codes of a text.
func codes(text string) (string, int) {
	code := 0
	if m := replyCode.FindStringSubmatch(text); m != nil {
		code, _ = strconv.Atoi(m[1])
	}
	return enhanced(text), code
}

// returned is where the words of a mail system end and the message that it returns begins.
var returned = regexp.MustCompile(`(?im)^(?:-+\s*(?:below this line|this is a copy|original message|unsent message|the following is|returned message|returned mail|message header|----- )` +
	`|return-path:|received:|message-id:|bounced e-mail:|.{0,20}original message (?:follows|headers))`)

// failing are the words of subjects and texts in which mail systems say that a message did not arrive.
var failing = regexp.MustCompile(`(?i)undeliver|non.?deliver|not deliver|delivery (?:has )?fail|delivery (?:status )?(?:notification|report)|failure notice|returned mail|` +
	`return(?:ed)? to sender|mail (?:delivery )?(?:system )?error|delivery error|could ?n[o']t be (?:delivered|sent)|unable to deliver|user unknown|unknown user|` +
	`no such (?:user|mailbox|recipient)|does not exist|recipient not found|did(?:n't| not) reach|could not be reached|delivery errors?|unable to send|` +
	`error delivering|mailbox (?:is )?full|unknown recipient|unzustellbar|konnte nicht zugestellt|kunne ikke leveres|ikke levert|tidak (?:dapat|bisa) (?:dikirim|terkirim)`)

// told looks whether a mail system says in words that a message did not arrive. It takes a system that writes, and a code or the
// recipient's address: words alone are nobody's proof.
func (r *reader) told() bool {
	own := r.plain
	if at := returned.FindStringIndex(own); at != nil {
		own = own[:at[0]]
	}
	named, _ := r.head.addresses("x-failed-recipients")
	if !r.fromDaemon() && len(named) == 0 || r.automaticReply() && len(named) == 0 {
		return false
	}
	status, code := codes(own)
	if len(named) == 0 {
		if status == "" && !failing.MatchString(r.m.Subject) && !failing.MatchString(own) {
			return false
		}
		for _, a := range findAddresses(own) {
			if a != r.m.From && !slices.Contains(r.m.To, a) {
				named = []string{a}
				break
			}
		}
	}
	if status == "" && code == 0 && len(named) == 0 {
		return false
	}
	rep := incoming.Report{Status: status, Code: code, Detail: line(around(own))}
	if len(named) > 0 {
		rep.Recipient = named[0]
	}
	r.m.Reports, r.m.By = []incoming.Report{rep}, "text"
	return true
}

// around is the line of a text that holds its code.
func around(text string) string {
	for l := range strings.Lines(text) {
		if statusCode.MatchString(l) || replyCode.MatchString(l) {
			return strings.TrimSpace(l)
		}
	}
	return ""
}

var idLine = regexp.MustCompile(`(?im)^[>\s]*message-id:\s*(<[^<>\s]{1,400}>)`)

// idsInText finds the Message-ID of a message that was returned as text.
func idsInText(text string) []string {
	var out []string
	for _, m := range idLine.FindAllStringSubmatch(text, 5) {
		if id := messageID.FindStringSubmatch(m[1]); id != nil {
			out = append(out, id[1])
		}
	}
	return out
}
