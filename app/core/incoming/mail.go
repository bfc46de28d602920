// Package incoming says what a mail that came back is: a report that one of ours did not arrive, a machine's answer or a
// person's. It holds what was read of the mail and what may be followed from it; the bytes are read elsewhere.
package incoming

import (
	"strings"
	"time"
)

// Kind is what a mail is.
type Kind string

// Kinds of mail. Names are stored: add, never change.
const (
	Bounce    Kind = "bounce"    // a message of ours did not arrive, and will not
	Delay     Kind = "delay"     // it has not arrived yet, or did not for a reason that passes
	Receipt   Kind = "receipt"   // it arrived, a machine says
	Complaint Kind = "complaint" // the reader calls it unwanted (RFC 5965)
	Automatic Kind = "automatic" // nobody wrote it: a vacation notice, a list (RFC 3834)
	Answer    Kind = "answer"    // a person wrote it
	// Unreadable is a mail that the mail server does not give, however often it is asked: no more is known of it than its header.
	Unreadable Kind = "unreadable"
)

// Mail is what was read of one.
type Mail struct {
	Kind Kind
	By   string // by what the kind was seen: "rfc3464", "text", a header's name, a word of the subject
	ID   string // Message-ID without brackets; empty where there is none
	// Print tells the mail from all others: a SHA-256, hex, of what stays the same however often it is fetched.
	Print string
	Sent  time.Time // as the mail says; zero when it does not
	From  string    // address, in lower case
	Name  string    // of the sender, as the mail says
	// Bare reports that no answer to the mail is wanted: its envelope sender is empty, as a report's is.
	Bare    bool
	Subject string
	// To are the addresses it came to, in lower case, that the mail names: those with a detail tell what it answers.
	To []string
	// Refs are the Message-IDs that it speaks of, nearest first: of the message that it returns, then what it answers.
	Refs    []string
	Reports []Report
	Text    string // what the sender wrote, without what is quoted and without a signature; plain, of bounded length
	Cut     bool   // there was more than is kept
	// List is the name of the mailing list through which an automatic mail came (the List-Id of RFC 2919), where no more than that speaks
	// for a machine: a person may have written it to a list of our own.
	List string
}

// Report is what a mail system says of one recipient (RFC 3464 s. 2.3).
type Report struct {
	Recipient string // the final one, where it was taken or refused
	Original  string // as we wrote it, where the report knows
	Action    string // failed, delayed, delivered, relayed or expanded; empty where only a text told
	Status    string // enhanced status code (RFC 3463), such as 5.1.1; empty: none
	Code      int    // reply code of SMTP, 0: none
	Detail    string // the words of the system, bounded
}

// Address is the one that we wrote to, as far as the report tells.
func (r *Report) Address() string {
	if r.Original != "" {
		return r.Original
	}
	return r.Recipient
}

// class is the first digit of the codes, 0 where there is none.
func (r *Report) class() byte {
	switch {
	case r.Status != "":
		return r.Status[0]
	case r.Code >= 200 && r.Code < 600:
		return byte('0' + r.Code/100)
	}
	return 0
}

// Kind is what the report says. A message that is given up after days of trying counts as one that did not arrive for a
// reason that passes: its codes begin with 4.
func (r *Report) Kind() Kind {
	switch r.Action {
	case "delivered", "relayed", "expanded":
		return Receipt
	case "delayed":
		return Delay
	}
	switch r.class() {
	case '4':
		return Delay
	case '2':
		if r.Action == "" {
			return Receipt
		}
	}
	return Bounce
}

// Dead reports whether the address itself is wrong, so that no later message reaches it either. A full mailbox, a message too
// large and a server that takes us for a sender of junk say nothing against the address (RFC 3463 s. 3).
func (r *Report) Dead() bool {
	if r.Kind() != Bounce || OfSender(r.Status, r.Detail) {
		return false
	}
	for _, passing := range []string{"5.2.2", "5.2.3", "5.2.4", "5.4.6", "5.4.7", "5.3.", "5.5.", "5.6.", "5.7."} {
		if r.Status == passing || strings.HasSuffix(passing, ".") && strings.HasPrefix(r.Status, passing) {
			return false
		}
	}
	if r.Status == "" {
		return r.Action != "" && r.Code == 0 || r.Code != 0 && r.Code != 552 && r.Code != 554
	}
	return true
}

// Said is the report in a line: "5.1.1 550 no such user".
func (r *Report) Said() string {
	parts := []string{}
	if r.Status != "" {
		parts = append(parts, r.Status)
	}
	if r.Detail != "" {
		parts = append(parts, r.Detail)
	}
	return strings.Join(parts, " ")
}
