package letter

import (
	"bytes"
	"strings"
	"sync"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/courier/pdf"
)

// BadLogo is the code for a letterhead picture that cannot be drawn.
const BadLogo fault.Code = "bad-logo"

const (
	windowWide = 80.0 // text width within the window: 85 less the margin at its left
)

// letterhead is the mark and the name above the window.
func (p *printer) letterhead() {
	p.newPage()
	p.mark(rightEdge)
}

// mark is the logo, or else a plain mark, and the name; they end before edge.
func (p *printer) mark(edge float64) {
	x := left + 9.4
	if len(p.d.Sender.Logo) > 0 {
		box, ok := p.logo()
		if !ok {
			return
		}
		x = left + box.Width + 4
		if box.Width > 2.2*box.Height { // a word mark says the name itself
			return
		}
	} else {
		p.filled(left, 16.1, 6.9, 6.9, 0.9, house)
	}
	size := p.fit("sender.name", p.d.Sender.Name, bold, 13.5, 8, edge-x)
	p.text(x, 21, p.d.Sender.Name, bold, size, black)
}

// logo draws the company's picture and gives where; false when it is none that can be drawn.
func (p *printer) logo() (pdf.Box, bool) {
	picture, err := pictureOf(p.d.Sender.Logo)
	if err != nil {
		p.fail(fault.Wrap(err, BadLogo, "the logo cannot be drawn").OnField("sender.logo"))
		return pdf.Box{}, false
	}
	box := logoBox(picture)
	p.page.Image(picture, box)
	return box, true
}

// logoBox keeps the proportions of a logo: 14 mm high, or 70 mm wide.
func logoBox(picture *pdf.Picture) pdf.Box {
	const high, wide, top = 14.0, 70.0, 12.5
	b := pdf.Box{X: left, Y: top, Height: high, Width: high * float64(picture.Width) / float64(picture.Height)}
	if b.Width > wide {
		b.Height, b.Width = wide*float64(picture.Height)/float64(picture.Width), wide
	}
	b.Y += (high - b.Height) / 2
	return b
}

// pictures keeps the last logo unpacked: all letters of a company have the same.
var pictures struct {
	sync.Mutex
	raw     []byte
	picture *pdf.Picture
}

func pictureOf(raw []byte) (*pdf.Picture, error) {
	pictures.Lock()
	defer pictures.Unlock()
	if bytes.Equal(pictures.raw, raw) {
		return pictures.picture, nil
	}
	picture, err := pdf.NewPicture(raw)
	if err == nil {
		pictures.raw, pictures.picture = bytes.Clone(raw), picture
	}
	return picture, err
}

// window is the return line and the address, as seen through the envelope.
func (p *printer) window() {
	from := strings.Join(append([]string{p.d.Sender.Name}, p.d.Sender.Address...), " · ")
	size := p.fit("sender.address", from, regular, 7, 5, windowWide)
	p.text(left, p.form.back, from, regular, size, grey)
	p.line(left, p.form.back+1.4, left+windowWide, p.form.back+1.4, 0.2, pale)

	if p.d.Registered { // in the zone for the post's marks, DIN 5008
		p.text(left, 53.4, p.words.Registered, bold, 8, black)
	}
	lines := append([]string{p.d.Recipient.Name}, p.d.Recipient.Address...)
	if first := p.wrapped(lines[0], regular, 10, windowWide); len(first) == 2 && len(lines) < p.form.lines {
		lines = append(first, lines[1:]...)
	}
	if len(lines) > p.form.lines {
		p.fail(fault.New(TooLong, "the address of %s has %d lines, the window shows %d", p.d.Recipient.Name, len(lines), p.form.lines).
			OnField("recipient.address").WithHint("shorten the address"))
		return
	}
	apart := min(leading, p.form.window/float64(max(1, len(lines)-1)))
	points := min(10, apart*pdf.PointsPerMillimetre)
	for i, text := range lines {
		size := p.fit("recipient.address", text, regular, points, 7, windowWide)
		p.text(left, p.form.address+float64(i)*apart, text, regular, size, black)
	}
}

// references are the facts for both sides' files, right of the window.
func (p *printer) references() {
	const labels = 125.0
	rows := []struct{ label, value string }{
		{p.words.Date, p.d.Locale().DateLong(p.d.Issued)},
		{p.words.CustomerNumber, p.d.Recipient.CustomerNumber},
		{p.words.OurReference, p.d.Sender.Contact},
		{p.words.Phone, p.d.Sender.Phone},
		{p.words.Email, p.d.Sender.Email},
	}
	x := 143.7
	for _, row := range rows {
		x = max(x, labels+p.width(row.label, regular, 9)+3)
	}
	y := p.form.facts
	for _, row := range rows {
		if row.value == "" {
			continue
		}
		p.text(labels, y, row.label, regular, 9, pale)
		size := p.fit("references", row.value, regular, 9, 6, rightEdge-x)
		p.text(x, y, row.value, regular, size, black)
		y += 4.76
	}
}
