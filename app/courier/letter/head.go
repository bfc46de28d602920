package letter

import (
	"bytes"
	"net/http"
	"strings"

	"codeberg.org/go-pdf/fpdf"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// BadLogo is the code for a letterhead picture that cannot be drawn.
const BadLogo fault.Code = "bad-logo"

const (
	windowWide  = 80.0 // text width within the window: 85 less the margin at its left
	windowLines = 6    // DIN 5008: six lines for the address
)

// letterhead is the mark and the name above the window.
func (p *printer) letterhead() {
	p.newPage()
	if len(p.d.Sender.Logo) > 0 {
		p.logo()
	} else {
		p.filled(left, 16.1, 6.9, 6.9, 0.9, house)
	}
	const x = left + 9.4
	size := p.fit("sender.name", p.d.Sender.Name, bold, 13.5, 8, rightEdge-x)
	p.text(x, 21, p.d.Sender.Name, bold, size, black)
}

func (p *printer) logo() {
	kind, known := map[string]string{"image/png": "PNG", "image/jpeg": "JPG"}[http.DetectContentType(p.d.Sender.Logo)]
	if !known {
		p.fail(fault.New(BadLogo, "the logo is neither PNG nor JPEG").OnField("sender.logo"))
		return
	}
	options := fpdf.ImageOptions{ImageType: kind}
	p.pdf.RegisterImageOptionsReader("logo", options, bytes.NewReader(p.d.Sender.Logo))
	if !p.pdf.Ok() {
		p.fail(fault.Wrap(p.pdf.Error(), BadLogo, "the logo cannot be read").OnField("sender.logo"))
		return
	}
	p.pdf.ImageOptions("logo", left, 16.1, 0, 6.9, false, options, 0, "")
}

// window is the return line and the address, as seen through the envelope.
func (p *printer) window() {
	from := strings.Join(append([]string{p.d.Sender.Name}, p.d.Sender.Address...), " · ")
	size := p.fit("sender.address", from, regular, 7, 5, windowWide)
	p.text(left, 47.4, from, regular, size, grey)
	p.line(left, 48.8, left+windowWide, 48.8, 0.2, pale)

	if p.d.Registered { // in the zone for the post's marks, DIN 5008
		p.text(left, 53.4, p.words.Registered, bold, 8, black)
	}
	lines := append([]string{p.d.Recipient.Name}, p.d.Recipient.Address...)
	if first := p.wrapped(lines[0], regular, 10, windowWide); len(first) == 2 && len(lines) < windowLines {
		lines = append(first, lines[1:]...)
	}
	if len(lines) > windowLines {
		p.fail(fault.New(TooLong, "the address of %s has %d lines, the window shows %d", p.d.Recipient.Name, len(lines), windowLines).
			OnField("recipient.address").WithHint("shorten the address"))
		return
	}
	for i, text := range lines {
		size := p.fit("recipient.address", text, regular, 10, 7, windowWide)
		p.text(left, 58.2+float64(i)*leading, text, regular, size, black)
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
	y := 53.4
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
