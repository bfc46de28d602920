// Package letter draws a notice as a business letter: with the address in the window of the country's envelopes, fold marks, the
// items with their interest, what is added and taken off, and a box with all that is needed to pay. The same notice
// gives the same bytes.
package letter

import (
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/courier/notice"
	"github.com/dunningdesk/dunningdesk/app/courier/pdf"
)

// Measures in millimetres; what depends on the form of the letter stands there.
const (
	left, rightEdge = 25.0, 190.0
	continued       = 36.0 // first baseline of the second page and later
	leading         = 5.03 // body, 10 points
)

// Document is what a letter is drawn from.
type Document = notice.Document

// Render draws the letter. Errors are coded: SumsDiffer and Incomplete from the check of the figures, GlyphMissing for a
// character the font lacks, TooLong for a text that does not fit; each names notice and field. One bad letter never
// takes others with it: a defect in drawing is an error of code Internal.
func Render(d Document) (out []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			out, err = nil, fault.New(fault.Internal, "drawing notice %s failed: %v", d.Number, r)
		}
	}()
	if err := d.Check(); err != nil {
		return nil, err
	}
	fonts, err := loaded()
	if err != nil {
		return nil, err
	}
	words, err := notice.WordsFor(d.Language)
	if err != nil {
		return nil, err
	}
	d = copied(d)
	if err := checkGlyphs(&d, fonts); err != nil {
		return nil, err
	}
	p := &printer{sheet: newSheet(&d, fonts, formOf(d.Form)), d: d, words: words}
	p.letterhead()
	p.window()
	p.references()
	p.heading()
	p.body()
	bill, swiss := d.Swiss()
	swiss = swiss && !d.Settled && p.form.size == pdf.A4
	if !d.Settled {
		p.table()
		p.sums()
	}
	if !d.Settled && !swiss {
		p.payBox()
	}
	p.closing()
	if swiss {
		p.swissSlip(bill)
	}
	p.feet()
	return p.bytes()
}

// printer goes down the page; y is the baseline or edge last used.
type printer struct {
	*sheet
	d     Document
	words notice.Words
	y     float64

	slipped bool // the last page ends with a payment slip, and its foot stands above that
}

// room makes sure that height millimetres follow y on this page, else turns to a new one; it reports a new page.
func (p *printer) room(height float64) bool {
	if p.y+height <= p.form.bottom {
		return false
	}
	p.turnOver()
	return true
}

// turnOver goes to a new page, which says whose and which letter it belongs to.
func (p *printer) turnOver() {
	p.newPage()
	p.text(left, 20, p.d.Sender.Name, bold, 9, black)
	p.right(rightEdge, 20, notice.Fill(p.words.Letter, "number", p.d.Number)+" · "+p.d.Recipient.Name, regular, 8, pale)
	p.line(left, 23, rightEdge, 23, 0.2, rule)
	p.y = continued - leading
}

func (p *printer) newPage() { p.side() }

// marks are where to fold and punch; none stands on a payment slip.
func (p *printer) marks(end float64) {
	for _, mark := range p.form.folds {
		if mark < end {
			p.line(0, mark, 4, mark, 0.2, pale)
		}
	}
	if p.form.punch > 0 {
		p.line(0, p.form.punch, 6, p.form.punch, 0.2, pale)
	}
}
