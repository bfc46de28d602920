package inbox

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/incoming"
)

// delivery reads the parts that say in the form of RFC 3464 what became of a message. A part inside a returned message is
// somebody else's story.
func (r *reader) delivery() bool {
	for i := range r.parts {
		p := &r.parts[i]
		if p.nested || p.kind != "message/delivery-status" && p.kind != "message/global-delivery-status" {
			continue
		}
		for _, group := range groups(decodedBody(p.head, p.body), r.limits) {
			if len(r.m.Reports) < mostReports && (group.has("final-recipient") || group.has("original-recipient")) {
				r.m.Reports = append(r.m.Reports, reportOf(group))
			}
		}
	}
	return len(r.m.Reports) > 0
}

// groups splits the fields of a report at its empty lines: first those of the message, then each recipient's.
func groups(body []byte, limits Limits) []header {
	var out []header
	for len(body) > 0 && len(out) <= mostReports {
		body = bytes.TrimLeft(body, "\r\n \t")
		group, rest := splitHeader(body, limits.Header)
		if len(group) > 0 {
			out = append(out, group)
		}
		body = rest
	}
	return out
}

func reportOf(group header) incoming.Report {
	rep := incoming.Report{
		Recipient: typed(group.get("final-recipient")), Original: typed(group.get("original-recipient")), Action: firstWord(group.get("action")),
		Status: enhanced(group.get("status")),
	}
	_, words, typed := strings.Cut(group.get("diagnostic-code"), ";")
	if !typed {
		words = group.get("diagnostic-code")
	}
	rep.Detail = line(words)
	status, code := codes(rep.Detail)
	if rep.Code = code; code == 0 {
		rep.Code, _ = strconv.Atoi(firstWord(group.get("status"))) // a server that gives its reply code for a status
		if rep.Code < 200 || rep.Code > 599 {
			rep.Code = 0
		}
	}
	// A status of "5.0.0" says nothing that the words of the other server do not say better.
	if status != "" && (rep.Status == "" || strings.HasSuffix(rep.Status, ".0.0") && rep.Status[0] == status[0]) {
		rep.Status = status
	}
	return rep
}

// typed takes the address out of "rfc822; someone@example.org".
func typed(value string) string {
	if _, after, ok := strings.Cut(value, ";"); ok {
		value = after
	}
	if found := findAddresses(value); len(found) > 0 {
		return found[0]
	}
	return strings.ToLower(line(strings.Trim(strings.TrimSpace(value), "<>")))
}

func firstWord(value string) string {
	for _, w := range strings.FieldsFunc(value, func(r rune) bool { return r == ' ' || r == '\t' || r == '(' || r == ';' }) {
		return strings.ToLower(line(w))
	}
	return ""
}

// noComplaint are the kinds of feedback reports by which no reader complains, with where they are told of: a signature that was not
// right, and a mail that its reader has taken out of the junk.
var noComplaint = map[string]string{"auth-failure": "rfc6591", "not-spam": "rfc6430"}

// complaint reads a feedback report (RFC 5965): the reader's provider says that the reader wants no such mail, unless it is one of those
// that tell something else.
func (r *reader) complaint() bool {
	for i := range r.parts {
		p := &r.parts[i]
		if p.nested || p.kind != "message/feedback-report" {
			continue
		}
		fields, _ := splitHeader(decodedBody(p.head, p.body), r.limits.Header)
		rep := incoming.Report{Action: "complaint", Detail: firstWord(fields.get("feedback-type"))}
		if by := noComplaint[rep.Detail]; by != "" {
			r.m.Kind, r.m.By = incoming.Automatic, by
			return true
		}
		for _, key := range []string{"original-rcpt-to", "removal-recipient"} {
			if a := typed(fields.get(key)); a != "" && rep.Recipient == "" {
				rep.Recipient = a
			}
		}
		r.m.Kind, r.m.By, r.m.Reports = incoming.Complaint, "rfc5965", []incoming.Report{rep}
		return true
	}
	return false
}

// daemons are the local parts under which mail systems write.
var daemons = []string{"mailer-daemon", "mailerdaemon", "mail-daemon", "maildaemon", "mdaemon", "postmaster", "double-bounce", "bounce", "bounces"}

// fromDaemon reports whether a mail system wrote the mail.
func (r *reader) fromDaemon() bool {
	local, _, _ := strings.Cut(r.m.From, "@")
	if r.m.From == "" { // "MAILER-DAEMON <>"
		local = firstWord(strings.ToLower(r.m.Name))
	}
	return r.m.Bare || slices.Contains(daemons, local)
}
