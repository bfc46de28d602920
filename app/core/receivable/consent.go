package receivable

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// ConsentState is what somebody said about being contacted by a channel.
type ConsentState string

// States of consent. They are stored: add, never change.
const (
	ConsentGiven     ConsentState = "given"
	ConsentWithdrawn ConsentState = "withdrawn"
	ConsentUnknown   ConsentState = "unknown" // nobody said, or what was noted is not relied on any more
)

// ConsentStates lists the states in the order in which a clerk is offered them.
func ConsentStates() []ConsentState {
	return []ConsentState{ConsentGiven, ConsentWithdrawn, ConsentUnknown}
}

// ConsentChannels are the channels about which somebody may be asked for consent (ePrivacy directive 2002/58/EC art. 13). A letter
// is none of them: the law lets a creditor write one, and often wants it.
func ConsentChannels() []Channel { return []Channel{Email, SMS, Call} }

// Consent is what a debtor, or one of its contacts, said about one channel.
type Consent struct {
	ID      int64
	Debtor  DebtorID
	Contact string // key of the contact, see Contact.Key; empty: the debtor itself
	Name    string // of the contact when it was noted
	Address string // the contact's mail address or number when it was noted
	Channel Channel
	State   ConsentState
	On      date.Date // when it was given or withdrawn
	Source  string    // where it is written down
	By      string    // who noted it
	At      time.Time
	Past    bool // a later one took its place
}

// Check refuses what cannot be noted, as fault.Invalid with the field. A day to come is none on which anybody has said anything.
func (c Consent) Check(today date.Date) error {
	switch {
	case !slices.Contains(ConsentChannels(), c.Channel):
		return fault.New(fault.Invalid, "nobody is asked for consent to %q", string(c.Channel)).OnField("channel").WithHint("email, sms or call")
	case !slices.Contains(ConsentStates(), c.State):
		return fault.New(fault.Invalid, "%q is no state of a consent", string(c.State)).OnField("state").WithHint("given, withdrawn or unknown")
	case strings.TrimSpace(c.Source) == "":
		return fault.New(fault.Invalid, "say where it is written down").OnField("source").WithHint("a mail, a call with its day, a paper")
	case len(c.Source) > 500:
		return fault.New(fault.Invalid, "this is longer than 500 bytes").OnField("source")
	}
	if err := c.On.Check("on"); err != nil {
		return err
	}
	if c.On.After(today) {
		return fault.New(fault.Invalid, "%s is to come", c.On).OnField("on").WithHint("the day on which it was said, at the latest today")
	}
	return nil
}

// Key names a contact where no key of the book does: the source's, or its name, or its address.
func (c Contact) Key() string {
	for _, key := range []string{c.ExternalID, c.Name, c.Email} {
		if key != "" {
			return key
		}
	}
	return c.Phone
}

// Way is how a contact is reached by a channel; empty when it is not.
func (c Contact) Way(by Channel) string {
	switch by {
	case Email:
		return c.Email
	case SMS, Call:
		return c.Phone
	case Letter, Visit:
	}
	return ""
}

// Closes reports whether a withdrawn consent closes its channel for reminders to the debtor: that of the debtor itself always, that
// of a contact when reminders go to the very address that it spoke of.
func (c *Consent) Closes(d *Debtor) bool {
	if c.Past || c.State != ConsentWithdrawn {
		return false
	}
	if c.Contact == "" {
		return true
	}
	if c.Channel == Email {
		return c.Address != "" && strings.EqualFold(c.Address, d.Email)
	}
	return c.Address != "" && SameNumber(c.Address, d.Phone)
}

// SameNumber reports whether two telephone numbers have the same figures, however they are spaced.
func SameNumber(a, b string) bool { return figuresOf(a) == figuresOf(b) }

func figuresOf(number string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, number)
}

// Refuses gives the withdrawn consent that closes a channel; nil when none does.
func (d *Debtor) Refuses(c Channel) *Consent {
	for i := range d.Withdrawn {
		if d.Withdrawn[i].Channel == c && d.Withdrawn[i].Closes(d) {
			return &d.Withdrawn[i]
		}
	}
	return nil
}
