// Package mail makes messages and hands them to a mail server. A message is built once: the bytes that are kept are
// the bytes that leave. Sending says exactly what is known afterwards, and admits when nothing certain is.
package mail

import "time"

// Message is what Build turns into the bytes of a mail.
type Message struct {
	ID      string // Message-ID without angle brackets, unique for ever: "n-000087.1@dunning.example"
	Date    time.Time
	From    Address
	ReplyTo Address // empty: answers go to From
	To      []Address
	Subject string
	// Language is that of the text, as a tag: "nb". References are the message ids of earlier mails on the same matter.
	Language   string
	References []string
	Plain      string
	HTML       string
	Attach     []Attachment
	Embed      []Attachment // pictures that the HTML shows by cid:NAME
	Sign       *DKIM        // nil: not signed
}

// Address is a mailbox with the name shown beside it.
type Address struct {
	Name string
	Addr string // "kari@skagerrak.example"; an internationalised domain is sent in its ASCII form
}

// Attachment is a file of a message.
type Attachment struct {
	Name  string // file name shown to the reader
	Type  string // media type, "application/pdf"
	Bytes []byte
}

// Envelope is what the mail server is told, as against what the reader sees.
type Envelope struct {
	From string // receives bounces
	To   []string
}
