package paper

import (
	"image/color"
	"strings"

	"golang.org/x/image/font"
)

// Letterhead is what stands over the text of a mail.
type Letterhead struct {
	Subject string
	Lines   []string // "To: regnskap@fjordfisk.example"
}

// Measures of a mail's sheet, in points of its own: 640 wide as the card of the mail.
const (
	mailWidth  float32 = 640
	mailEdge   float32 = 40
	mailBody   float32 = 15
	mailLine   float32 = 22
	mailSmall  float32 = 12
	mailColumn float32 = 560 // right edge of sums
)

var (
	inkText  = color.NRGBA{0x1A, 0x1E, 0x23, 0xFF}
	inkQuiet = color.NRGBA{0x5F, 0x68, 0x73, 0xFF}
	inkRule  = color.NRGBA{0xDD, 0xE1, 0xE6, 0xFF}
)

// Mail sets the plain text of a mail on a sheet as high as it needs. A line whose end is set off by spaces has a sum
// there, and the sums stand in a column.
func Mail(head Letterhead, plain string) Page {
	s := setter{page: Page{Width: mailWidth}, y: mailEdge, d: drawing{scale: 1, faces: map[faceKey]font.Face{}}}
	for _, line := range s.wrap(head.Subject, 18, true) {
		s.put(line, 18, true, inkText, 26)
	}
	for _, line := range head.Lines {
		s.put(line, mailSmall, false, inkQuiet, 18)
	}
	s.y += 6
	s.page.Lines = append(s.page.Lines, Line{mailEdge, s.y, mailWidth - mailEdge, s.y, 1, inkRule})
	s.y += 14
	for line := range strings.Lines(strings.TrimPrefix(plain, head.Subject)) {
		s.line(strings.TrimRight(line, "\r\n"))
	}
	s.page.Height = s.y + mailEdge
	return s.page
}

type setter struct {
	page Page
	y    float32
	d    drawing
}

func (s *setter) line(text string) {
	if strings.TrimSpace(text) == "" {
		s.y += mailLine / 2
		return
	}
	if label, sum, ok := cutColumn(text); ok {
		s.y += mailLine
		s.text(mailEdge, label, mailBody, false, inkText)
		s.text(mailColumn-s.width(sum, mailBody, false), sum, mailBody, false, inkText)
		return
	}
	for _, part := range s.wrap(text, mailBody, false) {
		s.put(part, mailBody, false, inkText, mailLine)
	}
}

func (s *setter) put(text string, size float32, bold bool, ink color.NRGBA, advance float32) {
	s.y += advance
	s.text(mailEdge, text, size, bold, ink)
}

func (s *setter) text(x float32, text string, size float32, bold bool, ink color.NRGBA) {
	s.page.Texts = append(s.page.Texts, Text{X: x, Y: s.y - 6, Size: size, Bold: bold, Ink: ink, Text: text})
}

func (s *setter) width(text string, size float32, bold bool) float32 {
	f := s.d.face(size, bold)
	if f == nil {
		return 0
	}
	return float32(font.MeasureString(f, text)) / 64
}

// wrap breaks a text into lines that fit between the edges.
func (s *setter) wrap(text string, size float32, bold bool) []string {
	var lines []string
	current := ""
	for word := range strings.FieldsSeq(text) {
		next := strings.TrimPrefix(current+" "+word, " ")
		if current != "" && s.width(next, size, bold) > mailWidth-2*mailEdge {
			lines = append(lines, current)
			next = word
		}
		current = next
	}
	return append(lines, current)
}

// cutColumn parts "F-2198  due 5 Oct     30 210,00 NOK" before its last wide gap.
func cutColumn(text string) (label, sum string, ok bool) {
	trimmed := strings.TrimLeft(text, " ")
	at := strings.LastIndex(trimmed, "  ")
	if at <= 0 || !strings.ContainsAny(trimmed[at:], "0123456789") {
		return "", "", false
	}
	return strings.Join(strings.Fields(trimmed[:at]), " "), strings.TrimSpace(trimmed[at:]), true
}
