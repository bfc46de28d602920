package main

import "github.com/dunningdesk/dunningdesk/plugin/spec"

// movement is money that came or went, as a file tells of it.
type movement struct {
	booked, value spec.Date
	minor         int64 // of the booking's currency, positive for money received
	// bankRef is the bank's own reference, by which other files of the bank name the same movement.
	bankRef string
	// archive is the bank's archive reference, where bankRef is one that only this kind of file has.
	archive string
	// structured are references in fields of their own (KID, RF, OCR); others are those that the payer has given (EndToEndId).
	structured []string
	others     []string
	payer      string
	payerAcct  string
	text       string
	// raw is what the movement is recognised by where the file has no fields but only text; empty: the fields above.
	raw      string
	reversal bool
	place    place
}

// booking is one line of a statement. parts are the transactions that it is made of, where the file has them all: their sum
// is the booking's, and they go to the desk instead of it.
type booking struct {
	movement
	account, currency string
	format            string // kind of file
	batch             string // equal for bookings that the bank credits in one sum; empty: nobody says that it does
	credited          string // account on which it is, where account is only a number to which it was paid
	statement         int    // counts the statements of a file: one never lists a movement twice
	parts             []movement
	pending           bool // announced, not booked
	unsplit           bool // a collective booking whose transactions the file does not tell, or not the amounts of
}

// lines are the movements that go to the desk.
func (b *booking) lines() []movement {
	if len(b.parts) > 0 {
		return b.parts
	}
	return []movement{b.movement}
}

// takeBooking gets the bookings of a file, in its order. What it has got counts only when the parser ends without an error:
// control sums stand at the end.
type takeBooking func(*booking) error

// total checks additions: broken files must not make sums that wrap around.
type total struct {
	sum   int64
	count int64
}

func (t *total) add(minor int64) bool {
	sum := t.sum + minor
	if (minor > 0 && sum < t.sum) || (minor < 0 && sum > t.sum) {
		return false
	}
	t.sum, t.count = sum, t.count+1
	return true
}

// longer adds a piece to a text, up to what the desk takes: files may repeat pieces without end.
func longer(text, piece string) string {
	if len(text) >= maxText {
		return text
	}
	return joined(text, piece)
}
