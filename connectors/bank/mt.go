package main

import (
	"bufio"
	"regexp"
	"strings"
)

// parseMT reads MT940 as banks write it: with or without SWIFT's blocks, with the codes of German, Dutch, Swiss, Hungarian and
// Polish banks. Interim reports (MT942) tell of what is not booked; they are looked at and noted.
func parseMT(in *bufio.Reader, take takeBooking) error {
	r := &mtReader{lines: &textLines{in: in}, take: take}
	for r.lines.next() {
		if err := r.line(r.lines.text); err != nil {
			return err
		}
	}
	if err := r.lines.failed(); err != nil {
		return err
	}
	if err := r.field(); err != nil {
		return err
	}
	if err := r.end(); err != nil {
		return err
	}
	if r.messages == 0 {
		return truncated(place{line: 1}, "it holds no statement")
	}
	return nil
}

// tagLine is a line that begins a field. Other text between colons goes on with the field before: "12:30:00" does.
var tagLine = regexp.MustCompile(`^:(20|21|25P?|28C?|60[FM]|61|62[FM]|64|65|86|34F|13D?|90[CD]|NS|940|942):(.*)$`)

type mtReader struct {
	lines *textLines
	take  takeBooking

	tag   string // of the field being read; empty: between messages
	text  []string
	held  int // of the movement being read, in bytes
	at    place
	where mtMessage

	messages, bookings, statement int
}

// line takes one line: it begins a field, ends a message, or goes on with the field before.
func (r *mtReader) line(text string) error {
	if m := tagLine.FindStringSubmatch(text); m != nil {
		if err := r.field(); err != nil {
			return err
		}
		if m[1] != "86" {
			r.held = 0 // a movement may have several fields of text
		}
		r.tag, r.text, r.at = m[1], []string{m[2]}, place{line: r.lines.line, column: ":" + m[1] + ":"}
		return r.hold(text)
	}
	if isEnd(text) {
		if err := r.field(); err != nil {
			return err
		}
		return r.end()
	}
	if r.tag == "" {
		return nil
	}
	r.text = append(r.text, text)
	return r.hold(text)
}

// hold bounds what is held of one movement.
func (r *mtReader) hold(text string) error {
	if r.held += len(text) + 1; r.held > maxField {
		return faultAt(r.at, "the fields of a movement hold more than %d KiB", maxField>>10)
	}
	return nil
}

// maxField bounds a movement with its text. SWIFT's text has 400 letters; some banks write more.
const maxField = 32 << 10

// isEnd reports the line between two messages. No line of a field may begin with a dash or a brace.
func isEnd(line string) bool {
	line = strings.TrimSpace(line)
	return line == "-" || strings.HasPrefix(line, "-}") || line == "-XXX" || strings.HasPrefix(line, "{1:")
}

// field takes the field that has been read.
func (r *mtReader) field() error {
	tag, text, at := r.tag, r.text, r.at
	r.tag, r.text = "", nil
	if tag == "" || tag == "940" || tag == "942" {
		return nil
	}
	if tag == "20" {
		if err := r.end(); err != nil {
			return err
		}
	}
	if !r.where.open {
		r.where = mtMessage{open: true, at: at}
	}
	return r.where.field(r, tag, text, at)
}

// end ends a message: what must be in it must be there, and its sums must fit.
func (r *mtReader) end() error {
	m := r.where
	r.where = mtMessage{}
	if !m.open {
		return nil
	}
	if err := m.flush(r); err != nil {
		return err
	}
	r.messages++
	return m.control()
}

// give hands a booking on.
func (r *mtReader) give(b *booking) error {
	if r.bookings++; r.bookings > maxBookings {
		return faultAt(b.place, "it holds more than %d movements", maxBookings)
	}
	return r.take(b)
}
