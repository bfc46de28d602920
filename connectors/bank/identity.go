package main

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"unicode"
)

// key names a movement or booking so that other files name it alike.
type key [16]byte

func (k key) String() string { return hex.EncodeToString(k[:]) }

func keyOf(parts ...string) key {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(strconv.Itoa(len(p)) + ":" + p))
	}
	return key(h.Sum(nil)[:16])
}

// blanks are what banks write where they have no reference.
var blanks = map[string]bool{
	"NONREF": true, "NOTPROVIDED": true, "NOTAVAILABLE": true, "NOREF": true, "UNKNOWN": true, "NULL": true, "NA": true, "NONE": true,
	// Rabobank's names of fields that follow.
	"EREF": true, "KREF": true, "PREF": true, "MARF": true, "TRF": true,
}

// isReference reports whether a reference names anything.
func isReference(ref string) bool {
	plain := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToUpper(r)
		}
		return -1
	}, ref)
	return strings.Trim(plain, "0") != "" && !blanks[plain]
}

// namesMovement reports whether a bank's reference is one by which the movement is found again. Short ones are numbers of
// lines or kinds of bookings.
func namesMovement(ref string) bool { return len(ref) >= 6 && isReference(ref) }

// namer gives keys. A statement never lists a movement twice: what is the same in everything within one statement is told
// apart by its number among its like. Two statements may both list a movement: there the keys are the same.
type namer struct {
	statement int
	seen      map[key]int
}

func (n *namer) tell(statement int, k key) key {
	if n.seen == nil || statement != n.statement {
		n.statement, n.seen = statement, map[key]int{}
	}
	n.seen[k]++
	if again := n.seen[k]; again > 1 {
		return keyOf(string(k[:]), strconv.Itoa(again))
	}
	return k
}

// booking names a booking as a whole.
func (n *namer) booking(b *booking) key {
	parts := []string{"booking", b.account, b.currency, string(b.booked), strconv.FormatInt(b.minor, 10)}
	if namesMovement(b.bankRef) {
		return n.tell(b.statement, keyOf(append(parts, b.bankRef)...))
	}
	lines := b.lines()
	for i := range lines {
		parts = append(parts, lines[i].content()...)
	}
	return n.tell(b.statement, keyOf(parts...))
}

// line names one of the movements that a booking sends.
func (n *namer) line(b *booking, m *movement) key {
	parts := []string{"line", b.account, b.currency, string(m.booked), strconv.FormatInt(m.minor, 10)}
	switch {
	case namesMovement(m.bankRef) && (len(b.parts) <= 1 || m.bankRef != b.bankRef):
		parts = append(parts, m.bankRef)
	case namesMovement(b.bankRef):
		parts = append(append(parts, b.bankRef), m.short()...)
	default:
		parts = append(parts, m.content()...)
	}
	return n.tell(b.statement, keyOf(parts...))
}

// content is all that a movement without a reference of the bank is recognised by.
func (m *movement) content() []string {
	if m.raw != "" {
		return []string{m.raw}
	}
	return append(m.short(), m.payer, m.payerAcct, strings.Join(strings.Fields(m.text), " "))
}

// short is what is the same in every file that tells of a movement: its references.
func (m *movement) short() []string {
	out := []string{strconv.FormatInt(m.minor, 10)}
	for _, refs := range [][]string{m.structured, m.others} {
		for _, r := range refs {
			if isReference(r) {
				out = append(out, strings.Join(strings.Fields(r), ""))
			}
		}
		out = append(out, "|")
	}
	return out
}

// telling says how much a booking tells of who paid and why: of two files that list it, the one that tells more is believed.
func (b *booking) telling() int {
	score := 0
	lines := b.lines()
	for i := range lines {
		m := &lines[i]
		score += 4 * len(m.structured)
		for _, r := range m.others {
			if isReference(r) {
				score += 2
			}
		}
		for _, s := range []string{m.payer, m.payerAcct, m.text} {
			if s != "" {
				score++
			}
		}
	}
	return score
}
