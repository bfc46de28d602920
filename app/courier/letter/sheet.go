package letter

import (
	"strings"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/courier/notice"
	"github.com/dunningdesk/dunningdesk/app/courier/pdf"
)

// TooLong is the code for a text that does not fit its place even in the smallest readable type.
const TooLong fault.Code = "too-long"

// weight is one of the two of the typeface.
type weight string

const (
	regular weight = ""
	bold    weight = "B"
)

type ink = pdf.Ink

// Inks of the letter; it is printed black on white, so greys only mark what is secondary.
var (
	black = ink{0x1A, 0x1E, 0x23}
	grey  = ink{0x43, 0x4B, 0x55}
	pale  = ink{0x5F, 0x68, 0x73}
	rule  = ink{0xDD, 0xE1, 0xE6}
	house = ink{0x1E, 0x3A, 0x5F}
)

// sheet is the paper: it puts text on baselines and draws lines, in millimetres and points. The first error stays.
type sheet struct {
	paper *pdf.Paper
	page  *pdf.Page
	sides []*pdf.Page
	faces *faces
	form  form
	err   error
}

func newSheet(d *notice.Document, f *faces, form form) *sheet {
	// Same notice, same bytes: the only clock is the day printed on the letter.
	y, m, day := d.Issued.Parts()
	about := pdf.About{
		Title: d.Text.Heading, Author: d.Sender.Name, Subject: d.Number, Language: d.TextTag(), Made: time.Date(y, m, day, 12, 0, 0, 0, time.UTC),
	}
	return &sheet{paper: pdf.New(about, form.size), faces: f, form: form}
}

// side turns to a new page.
func (s *sheet) side() {
	s.page = s.paper.Page()
	s.sides = append(s.sides, s.page)
}

func (s *sheet) fail(err error) {
	if s.err == nil {
		s.err = err
	}
}

// width of a text in millimetres.
func (s *sheet) width(text string, w weight, points float64) float64 {
	return s.faces.of(w).Width(text, points) / pdf.PointsPerMillimetre
}

// text writes on a baseline.
func (s *sheet) text(x, baseline float64, text string, w weight, points float64, colour ink) {
	s.page.Text(x, baseline, text, s.faces.of(w), points, colour)
}

// right writes so that the text ends at x.
func (s *sheet) right(x, baseline float64, text string, w weight, points float64, colour ink) {
	s.text(x-s.width(text, w, points), baseline, text, w, points, colour)
}

// centred writes around x.
func (s *sheet) centred(x, baseline float64, text string, w weight, points float64, colour ink) {
	s.text(x-s.width(text, w, points)/2, baseline, text, w, points, colour)
}

// fit finds the type size, from points down to least, in which a text is at most wide. What does not fit then cannot
// be printed without losing a part, so it is an error.
func (s *sheet) fit(field, text string, w weight, points, least, wide float64) float64 {
	for size := points; size >= least; size -= 0.25 {
		if s.width(text, w, size) <= wide {
			return size
		}
	}
	s.fail(fault.New(TooLong, "%q does not fit on the letter", text).OnField(field).WithHint("shorten the text"))
	return least
}

func (s *sheet) line(x1, y1, x2, y2, thick float64, colour ink) {
	s.page.Line(x1, y1, x2, y2, thick, colour)
}

func (s *sheet) filled(x, y, w, h, radius float64, colour ink) {
	if radius == 0 {
		s.page.Fill(colour, pdf.Box{X: x, Y: y, Width: w, Height: h})
		return
	}
	s.page.FillRound(pdf.Box{X: x, Y: y, Width: w, Height: h}, radius, colour)
}

func (s *sheet) frame(x, y, w, h, radius, thick float64, colour ink) {
	s.page.Frame(pdf.Box{X: x, Y: y, Width: w, Height: h}, radius, thick, colour)
}

// wrapped breaks a text into lines at most wide. No-break spaces hold; a word longer than a line is cut.
func (s *sheet) wrapped(text string, w weight, points, wide float64) []string {
	var lines []string
	current := ""
	for _, word := range strings.Split(text, " ") {
		next := word
		if current != "" {
			next = current + " " + word
		}
		if s.width(next, w, points) <= wide {
			current = next
			continue
		}
		if current != "" {
			lines = append(lines, current)
		}
		head, tail := s.cut(word, w, points, wide)
		for tail != "" {
			lines = append(lines, head)
			head, tail = s.cut(tail, w, points, wide)
		}
		current = head
	}
	return append(lines, current)
}

// cut splits a word at the last character that still fits.
func (s *sheet) cut(word string, w weight, points, wide float64) (head, tail string) {
	runes := []rune(word)
	for n := len(runes); n > 1; n-- {
		if s.width(string(runes[:n]), w, points) <= wide {
			return string(runes[:n]), string(runes[n:])
		}
	}
	return string(runes[:min(1, len(runes))]), string(runes[min(1, len(runes)):])
}

func (s *sheet) bytes() ([]byte, error) {
	if s.err != nil {
		return nil, s.err
	}
	return s.paper.Bytes(), nil
}
