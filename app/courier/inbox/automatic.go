package inbox

import (
	"regexp"
	"slices"
	"strings"
)

// automaticReply reports whether the mail says of itself that a machine answered.
func (r *reader) automaticReply() bool {
	return firstWord(r.head.get("auto-submitted")) == "auto-replied"
}

// automatic tells by what it is seen that nobody wrote the mail; empty: somebody did, as far as can be seen.
func (r *reader) automatic() string {
	if v := firstWord(r.head.get("auto-submitted")); v != "" && v != "no" {
		return "Auto-Submitted"
	}
	if by := r.passedOn(); by != "" {
		return by
	}
	if kind, _ := r.head.media(); kind == "multipart/report" {
		return "multipart/report"
	}
	if r.m.Bare {
		return "Return-Path"
	}
	if r.fromDaemon() || nobody.MatchString(r.m.From) {
		return "From"
	}
	if found := away.FindString(r.m.Subject); found != "" {
		return strings.TrimSpace(found)
	}
	return ""
}

// passedOn tells by which field a machine has written or passed on the mail. What lists and the systems of a firm's office write onto
// every mail that goes through them says nothing of one that answers another: our own mailbox may be the group of a domain, and a clerk
// of the customer may write in such a system.
func (r *reader) passedOn() string {
	keys, words := []string{"X-Autoreply", "X-Autorespond", "X-Autoresponder"}, []string{"auto_reply", "auto-reply", "bulk", "junk"}
	if !r.head.has("in-reply-to") {
		keys = append(keys, "X-Auto-Response-Suppress")
	}
	for _, key := range keys {
		if v := firstWord(r.head.get(strings.ToLower(key))); v != "" && v != "no" && v != "none" {
			return key
		}
	}
	if slices.Contains(words, firstWord(r.head.get("precedence"))) {
		return "Precedence"
	}
	return ""
}

// byList tells by which field a mailing list has passed on the mail, where it does not answer another one; empty: none has.
func (r *reader) byList() string {
	switch {
	case r.head.has("in-reply-to"):
		return ""
	case firstWord(r.head.get("list-unsubscribe")) != "":
		return "List-Unsubscribe"
	case firstWord(r.head.get("precedence")) == "list":
		return "Precedence"
	}
	return ""
}

// listName is the name of the list (RFC 2919), in lower case: of "Payments <payments.firm.example>" what stands in the brackets.
func (r *reader) listName() string {
	id := r.head.get("list-id")
	if _, inside, ok := strings.Cut(id, "<"); ok {
		id, _, _ = strings.Cut(inside, ">")
	}
	return strings.ToLower(line(id))
}

// nobody are senders behind which no person reads.
var nobody = regexp.MustCompile(`^(?:no-?_?reply|do-?not-?reply|ikke-?svar|nicht-?antworten|autoresponder|autosvar)[+@.]`)

// away are the words of subjects with which machines answer for somebody who is not there: in English, Norwegian, German and
// Indonesian. A subject that only mentions a holiday somewhere is not meant, so they stand at its beginning.
var away = regexp.MustCompile(`(?i)^\s*(?:auto(?:matic|mated)?[ -]?(?:re(?:ply|sponse|spons)|antwort|svar)|automatisk svar|autosvar|automatische (?:antwort|r[üu]ckmeldung)|` +
	`abwesenheits|abwesend|out of (?:the )?office|i am (?:away|out)|away (?:from|until)|on (?:leave|vacation|holiday)\b|vacation (?:reply|response|notice)|` +
	`frav[æa]r|ikke til ?stede|(?:p[åa]|har) ferie|ferieavvikling|balasan otomatis|jawaban otomatis|sedang cuti|di luar kantor|tidak di kantor)`)
