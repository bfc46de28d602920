package receivable

import (
	"slices"
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// DeadCause says why a channel reaches a debtor no more. Causes are stored: add, never change.
type DeadCause string

// Causes. That somebody does not want to be written to is none of them: see Consent.
const (
	Bounced     DeadCause = "bounced"      // a mail server says that there is no such mailbox
	CameBack    DeadCause = "came-back"    // the post brought a letter back
	Unreachable DeadCause = "unreachable"  // a number out of use, or one that takes no text messages
	WrongPerson DeadCause = "wrong-person" // the address or number is somebody else's
	OtherCause  DeadCause = "other"        // says the reason
)

// BadNumber is the code of a number that no text message reaches: no number at all, or one of a fixed line.
const BadNumber fault.Code = "bad-number"

// DeadCauses lists the causes in the order in which a clerk is offered them.
func DeadCauses() []DeadCause {
	return []DeadCause{Bounced, CameBack, Unreachable, WrongPerson, OtherCause}
}

// DeadChannel is a channel that does not reach a debtor, from a day on, until somebody revives it or the source brings another
// address.
type DeadChannel struct {
	ID         int64
	Debtor     DebtorID
	Channel    Channel
	Cause      DeadCause
	Why        string    // what was said: the server's word, what stood on the envelope
	Address    string    // that failed; empty: not known any more
	On         date.Date // zero in books that did not keep it
	By         string
	At         time.Time
	Revived    time.Time // zero: it is dead
	RevivedWhy string
}

// Check refuses what cannot be marked, as fault.Invalid with the field.
func (c DeadChannel) Check(today date.Date) error {
	switch {
	case !slices.Contains(Channels(), c.Channel):
		return fault.New(fault.Invalid, "%q is no channel", string(c.Channel)).OnField("channel").WithHint("email, letter, sms, call or visit")
	case !slices.Contains(DeadCauses(), c.Cause):
		return fault.New(fault.Invalid, "%q is no cause", string(c.Cause)).OnField("cause").WithHint("bounced, came-back, unreachable, wrong-person or other")
	case c.Cause == OtherCause && strings.TrimSpace(c.Why) == "":
		return fault.New(fault.Invalid, "say why nobody is reached there").OnField("why")
	case len(c.Why) > 500:
		return fault.New(fault.Invalid, "this is longer than 500 bytes").OnField("why")
	}
	if err := c.On.Check("on"); err != nil {
		return err
	}
	if c.On.After(today) {
		return fault.New(fault.Invalid, "%s is to come", c.On).OnField("on").WithHint("the day on which it failed, at the latest today")
	}
	return nil
}

// Channels lists the ways to a debtor.
func Channels() []Channel { return []Channel{Email, Letter, SMS, Call, Visit} }

// At is the debtor's address by a channel as people write it; empty when there is none.
func (d *Debtor) At(c Channel) string {
	switch c {
	case Email:
		return d.Email
	case SMS, Call:
		return d.Phone
	case Letter, Visit:
		return strings.Join(slices.DeleteFunc(append(slices.Clone(d.Address.Lines), strings.TrimSpace(d.Address.PostalCode+" "+d.Address.City)), func(line string) bool { return line == "" }), ", ")
	}
	return ""
}

// DeadBy gives why a channel is dead, nil when it is not. Where only the fact is known the cause is OtherCause.
func (d *Debtor) DeadBy(c Channel) *DeadChannel {
	if !slices.Contains(d.Dead, c) {
		return nil
	}
	for i := range d.Marks {
		if d.Marks[i].Channel == c && d.Marks[i].Revived.IsZero() {
			return &d.Marks[i]
		}
	}
	return &DeadChannel{Debtor: d.ID, Channel: c, Cause: OtherCause}
}

// LinkState is how one link of a chain of channels stands.
type LinkState string

// States of a link.
const (
	LinkWorks   LinkState = "works"
	LinkDead    LinkState = "dead"
	LinkRefused LinkState = "refused"    // consent to it was withdrawn
	LinkMissing LinkState = "no-address" // there is no address for it
)

// Link is one channel of a chain as it stands towards a debtor.
type Link struct {
	Channel Channel
	State   LinkState
	Dead    *DeadChannel // why it is dead
	Refused *Consent     // the withdrawn consent
}

// Chain says of each channel, in their order, whether it reaches the debtor and if not why.
func (d *Debtor) Chain(channels []Channel) []Link {
	out := make([]Link, 0, len(channels))
	for _, c := range channels {
		l := Link{Channel: c, State: LinkWorks, Dead: d.DeadBy(c), Refused: d.Refuses(c)}
		switch {
		case l.Dead != nil:
			l.State = LinkDead
		case l.Refused != nil:
			l.State = LinkRefused
		case !d.Reaches(c):
			l.State = LinkMissing
		}
		out = append(out, l)
	}
	return out
}
