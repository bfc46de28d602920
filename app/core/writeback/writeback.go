// Package writeback holds what the desk wants written into the accounting systems it reads: kinds, states, and how they follow
// one another. It is pure.
package writeback

import (
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// Kind says what is written. Names are stored and are those of the protocol: add, never change.
type Kind string

// Kinds.
const (
	Note       Kind = "note"       // that a reminder left, a promise was made
	Attachment Kind = "attachment" // the letter as it left
	Fee        Kind = "fee"        // an invoice for what a reminder charged
	Hold       Kind = "hold"       // that a customer or an item is not to be reminded
	WriteOff   Kind = "write-off"  // a loss on claims, or with Undoes one taken back
)

// Kinds lists every kind in the order of the screens.
func Kinds() []Kind { return []Kind{Note, Attachment, Fee, Hold, WriteOff} }

// State is where an entry stands: written at most once for its key.
type State string

// States: waiting -> writing -> written, refused, or waiting again when the source surely has not written. What a crash or a
// lost answer leaves in writing is uncertain; the source is searched for its key where that can be done, else a person says.
const (
	Waiting   State = "waiting"
	Writing   State = "writing"
	Written   State = "written"
	Refused   State = "refused"
	Uncertain State = "uncertain"
	Dropped   State = "dropped" // a person, or what undoes it, has taken it back before it was written
)

// Ended reports whether nothing more happens to an entry by itself.
func (s State) Ended() bool { return s == Written || s == Dropped }

// NeedsPerson reports whether an entry does not go on before somebody has looked at it.
func (s State) NeedsPerson() bool { return s == Refused || s == Uncertain }

// Entry is one thing to be written. All but its state is fixed when it is made.
type Entry struct {
	ID         int64
	Key        string // given to the source, which can find it again; never used twice
	Connection receivable.ConnectionID
	Books      string // the connection's name, for people
	Debtor     receivable.DebtorID
	Customer   string // the source's key of the customer
	Name       string // of the customer, for people
	Kind       Kind
	About      string // what in the book it comes from: write-off, reversal, hold, notice
	AboutID    int64
	Undoes     int64 // the entry that this one takes back; 0: none
	On         date.Date
	Title      string
	Text       string
	Reason     string
	Until      date.Date // of a hold
	Amount     money.Amount
	Parts      []Part

	State    State
	Attempts int
	NextTry  time.Time
	Holder   string
	LeaseTo  time.Time
	Code     string // why it is not written
	Detail   string
	Posted   Posted
	Made     time.Time
	Changed  time.Time
	By       string // in whose name it was made
}

// Part is one item of an entry.
type Part struct {
	Item   receivable.ItemID `json:"item"`
	Source string            `json:"source"` // the source's key of the item
	Number string            `json:"number"`
	Minor  int64             `json:"minor,omitempty"` // of the entry's currency
}

// Posted says where in the source an entry lies.
type Posted struct {
	Sources []string `json:"sources,omitempty"` // the source's keys, the main one first
	Number  string   `json:"number,omitempty"`
	Link    string   `json:"link,omitempty"`
}

// Outcome is what became of an attempt.
type Outcome struct {
	State  State // Written, Refused, Waiting (later) or Uncertain
	Posted Posted
	Code   string
	Detail string
	After  time.Duration // of Waiting: how long the source asks to wait, 0: it does not say
}

const (
	firstWait   = time.Minute
	longestWait = 6 * time.Hour
	// maxAttempts is after how many attempts a person has to look: with waits that double, some four days.
	maxAttempts = 24
)

// Again says when an entry that could not be written is tried again: after the waits have doubled from one minute to six
// hours, and never before the source wants to be asked. It reports false when a person has to look at it instead.
func (e *Entry) Again(now time.Time, after time.Duration) (time.Time, bool) {
	if e.Attempts >= maxAttempts {
		return time.Time{}, false
	}
	wait := longestWait
	if e.Attempts < 10 {
		wait = min(longestWait, firstWait<<max(0, e.Attempts-1))
	}
	return now.Add(max(wait, after)), true
}
