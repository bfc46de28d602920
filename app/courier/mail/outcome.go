package mail

import (
	"fmt"
	"slices"
)

// Kind is what is known of a message after an attempt to send it.
type Kind string

// Kinds of outcome. Only Uncertain leaves open whether the message left.
const (
	Delivered Kind = "delivered" // the server took responsibility (RFC 5321 section 4.1.1.4)
	Refused   Kind = "refused"   // the server said 5xx: this message will never be taken as it is
	Temporary Kind = "temporary" // the server said 4xx: the same bytes may be tried again later
	NotSent   Kind = "not-sent"  // it never came to the message: no connection, no TLS, no sign-in, or lost before its end
	Uncertain Kind = "uncertain" // the end of the message was on its way and no answer came
)

// Phase is the step of the conversation in which an attempt ended.
type Phase string

// Phases in their order.
const (
	Connecting Phase = "connect"
	Greeting   Phase = "greeting"
	Securing   Phase = "tls"
	SigningIn  Phase = "auth"
	Sending    Phase = "sender" // the server will not take mail from this sender
	Addressing Phase = "recipients"
	Content    Phase = "data"
	Answer     Phase = "answer" // waiting for the word after the end of the message
)

// Outcome is the result of one attempt.
type Outcome struct {
	Kind    Kind
	Phase   Phase
	Code    int    // SMTP reply code, 0 when there was none
	Status  string // enhanced status "5.1.1" (RFC 3463), empty when there was none
	Detail  string // the server's words or the network's, on one line, without secrets
	Refused []RefusedRecipient
}

// RefusedRecipient is an address the server would not take. A message with several addresses may be Delivered to the
// others: it is not sent a second time, so somebody has to mend the address.
type RefusedRecipient struct {
	Addr      string
	Code      int
	Status    string
	Detail    string
	Permanent bool
}

// Settled reports whether the fate of the message is known.
func (o Outcome) Settled() bool { return o.Kind != Uncertain }

// ServerWide reports whether the obstacle concerns the server and not this message: every other message would meet it
// too, so a wave should pause.
func (o Outcome) ServerWide() bool {
	before := []Phase{Connecting, Greeting, Securing, SigningIn, Sending}
	return o.Kind == NotSent && slices.Contains(before, o.Phase)
}

// String is one line for a person: "refused: 550 5.1.1 no such user".
func (o Outcome) String() string {
	s := string(o.Kind)
	if o.Code != 0 {
		s += fmt.Sprintf(": %d", o.Code)
		if o.Status != "" {
			s += " " + o.Status
		}
	}
	if o.Detail != "" {
		if o.Code == 0 {
			s += ":"
		}
		s += " " + o.Detail
	}
	return s
}
