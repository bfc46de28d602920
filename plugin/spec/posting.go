package spec

import "strings"

// Posting is one thing that the desk wants written in the accounting system.
type Posting struct {
	// Key is the idempotency key: printable ASCII without spaces, at most MaxKey
	// bytes, never used for anything else. The connector writes it where Find
	// finds it again (a reference, an origin, the text of a note).
	Key  string      `json:"key"`
	Kind PostingKind `json:"kind"`
	// DebtorID is the ExternalID of the customer.
	DebtorID string `json:"debtor_id"`
	// Parts are the items it is about. For a write-off each has the amount
	// written off, in minor units.
	Parts []PostingPart `json:"parts,omitempty"`
	// Date is the day it is booked on.
	Date Date `json:"date"`
	// Title is one line, Text some, both in the language of the house.
	Title string `json:"title,omitempty"`
	Text  string `json:"text,omitempty"`
	// Document is what an attachment carries.
	Document Document `json:"document,omitzero"`
	// Currency is ISO 4217, Amount its minor units: of a fee what the customer
	// is charged, of a write-off the sum of the parts. Always positive.
	Currency string `json:"currency,omitempty"`
	Amount   int64  `json:"amount,omitempty"`
	// Reason is the desk's reason code of a write-off ("insolvency").
	Reason string `json:"reason,omitempty"`
	// Until is the last day of a hold.
	Until Date `json:"until,omitempty"`
	// Undoes are the external ids of an earlier posting that this one takes
	// back: a write-off reversed, a hold ended, a fee waived.
	Undoes []string `json:"undoes,omitempty"`
}

// PostingPart is one item that a posting is about.
type PostingPart struct {
	// ItemID is the ExternalID of the item, Number its printed number.
	ItemID string `json:"item_id"`
	Number string `json:"number,omitempty"`
	Amount int64  `json:"amount,omitempty"`
}

// Document is a file, such as a letter as it left.
type Document struct {
	// Name is a base name with extension, without a path.
	Name string `json:"name,omitempty"`
	// MediaType is as in RFC 2046 ("application/pdf").
	MediaType string `json:"media_type,omitempty"`
	Content   []byte `json:"content,omitempty"`
}

// PostingKind says what is written.
type PostingKind string

// The kinds of protocol 1.
const (
	// PostNote is a note on the customer or the items.
	PostNote PostingKind = "note"
	// PostAttachment is a file on the customer or the items.
	PostAttachment PostingKind = "attachment"
	// PostFee is an invoice for a fee or for interest.
	PostFee PostingKind = "fee"
	// PostHold marks the items, or the customer, as not to be reminded.
	PostHold PostingKind = "hold"
	// PostWriteOff books items as lost, whole or in part.
	PostWriteOff PostingKind = "write-off"
)

// Capability returns the capability that a connector needs for the kind.
func (k PostingKind) Capability() Capability { return Capability("write." + string(k)) }

// Posted says where in the source a posting lies.
type Posted struct {
	// ExternalIDs are the source's keys of what was written, the main one first:
	// of a fee that of the item as a later read brings it.
	ExternalIDs []string `json:"external_ids,omitempty"`
	// Number is what people call it there, such as a voucher's number.
	Number string `json:"number,omitempty"`
	// Link leads a person to it.
	Link string `json:"link,omitempty"`
	// Already: it was there under this key before.
	Already bool `json:"already,omitempty"`
}

// Limits of a posting.
const (
	MaxKey      = 40
	MaxDocument = 6 << 20
	MaxParts    = 1000
)

// Validate returns a *Violation for the first rule the posting breaks.
func (p *Posting) Validate() error {
	var c checker
	c.id("key", p.Key)
	if len(p.Key) > MaxKey || !printable(p.Key) {
		c.fail("key", "must be printable ASCII without spaces, at most %d characters: %s", MaxKey, quoteShort(p.Key))
	}
	c.id("debtor_id", p.DebtorID)
	c.date("date", p.Date)
	c.optionalDate("until", p.Until)
	c.line("title", p.Title)
	c.text("text", p.Text)
	c.line("reason", p.Reason)
	c.parts(p)
	c.document(p)
	c.worth(p)
	if c.count("undoes", len(p.Undoes), MaxParts) {
		for _, id := range p.Undoes {
			c.id("undoes", id)
		}
	}
	return c.err()
}

func (c *checker) parts(p *Posting) {
	if !c.count("parts", len(p.Parts), MaxParts) {
		return
	}
	for i := range p.Parts {
		c.id("parts.item_id", p.Parts[i].ItemID)
		c.line("parts.number", p.Parts[i].Number)
		c.amount("parts.amount", p.Parts[i].Amount)
	}
}

func (c *checker) document(p *Posting) {
	d := &p.Document
	c.line("document.name", d.Name)
	c.line("document.media_type", d.MediaType)
	if len(d.Content) > MaxDocument {
		c.fail("document", "holds %d bytes, more than %d", len(d.Content), MaxDocument)
	}
	if p.Kind == PostAttachment && (d.Name == "" || len(d.Content) == 0) {
		c.fail("document", "is missing")
	}
}

// worth checks what the kinds that move money need.
func (c *checker) worth(p *Posting) {
	switch p.Kind {
	case PostNote, PostAttachment, PostHold:
		return
	case PostFee, PostWriteOff:
	default:
		c.fail("kind", "is not a kind of posting: %s", quoteShort(string(p.Kind)))
		return
	}
	c.currency(p.Currency)
	c.amount("amount", p.Amount)
	if p.Amount <= 0 {
		c.fail("amount", "must be more than nothing")
	}
	if p.Kind != PostWriteOff {
		return
	}
	var sum int64
	for _, part := range p.Parts {
		if part.Amount <= 0 {
			c.fail("parts.amount", "must be more than nothing")
		}
		sum += part.Amount
	}
	if sum != p.Amount {
		c.fail("amount", "is %d, and its parts make %d", p.Amount, sum)
	}
}

// Comment is the posting's text behind its key, by which an auditor finds the
// decision, in so many letters at most.
func (p *Posting) Comment(letters int) string {
	text := []rune(strings.TrimSpace(p.Key + " " + CleanLine(p.Text)))
	return string(text[:min(len(text), letters)])
}

func printable(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// Validate returns a *Violation for the first rule the answer breaks.
func (p *Posted) Validate() error {
	var c checker
	if c.count("external_ids", len(p.ExternalIDs), MaxParts) {
		for _, id := range p.ExternalIDs {
			c.id("external_ids", id)
		}
	}
	c.line("number", p.Number)
	c.line("link", p.Link)
	return c.err()
}
