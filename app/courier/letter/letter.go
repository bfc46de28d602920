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

	tightReach = 170.0 // a last page that is filled no further may be saved by closer lines
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
	p := draw(&d, fonts, words, false)
	if len(p.sides) > 1 && p.y < tightReach {
		if q := draw(&d, fonts, words, true); q.err == nil && len(q.sides) < len(p.sides) {
			p = q
		}
	}
	p.feet()
	return p.bytes()
}

// draw sets everything but the feet, whose number of pages is known only then.
func draw(d *Document, fonts *faces, words notice.Words, tight bool) *printer {
	p := &printer{sheet: newSheet(d, fonts, formOf(d.Form)), d: *d, words: words, tight: tight}
	p.letterhead()
	p.window()
	p.references()
	p.heading()
	p.body()
	bill, swiss := d.Swiss()
	p.slip = swiss && !d.Settled && p.form.size == pdf.A4
	if !d.Settled {
		p.table()
		p.sums()
	}
	if !d.Settled && !p.slip {
		p.payBox()
	}
	p.closing()
	if p.slip {
		p.swissSlip(bill)
	}
	return p
}

// printer goes down the page; y is the baseline or edge last used.
type printer struct {
	*sheet
	d     Document
	words notice.Words
	y     float64
	tight bool // the lines stand closer, so that what is left over costs no sheet

	slip    bool // it is paid with a slip in place of a box
	slipped bool // the last page ends with a payment slip, and its foot stands above that
}

// space is a height, or another where lines stand closer.
func (p *printer) space(wide, tight float64) float64 {
	if p.tight {
		return tight
	}
	return wide
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
