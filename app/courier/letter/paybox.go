package letter

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/courier/notice"
)

const (
	boxHigh  = 45.5 // with a code to scan
	boxLow   = 40.5 // without
	boxGap   = 12.0 // above the box, less where the page is short
	codeLeft = 147.4

	noteLines   = 3
	noteLeading = 3.7
	longestLink = 80 // characters that somebody may type; a longer one is only scanned

	boxFirst = left + 4.4 // where the box's text begins
)

// payBox holds what a payer needs, the same four facts in every country: by when, how much, to where, with which
// reference; and the code to scan where the country has one.
func (p *printer) payBox() {
	code, scan := p.scanned()
	hasCode, high := code != "", p.boxHigh()
	if !p.room(5 + high) {
		p.y += max(5, min(boxGap, p.form.bottom-high-closingHigh-p.y))
	}
	top := p.y
	p.frame(left, top, rightEdge-left, high, 1.5, 0.35, black)
	edge := rightEdge
	if hasCode {
		edge = codeLeft
		p.line(codeLeft, top+0.2, codeLeft, top+high-0.2, 0.2, rule)
		const side = 30.7
		x := codeLeft + (rightEdge-codeLeft-side)/2
		p.code(code, x, top+4, side)
		p.centred((codeLeft+rightEdge)/2, top+39.4, scan, regular, p.fit("scan", scan, regular, 8, 6, rightEdge-codeLeft-2), grey)
	}
	second := left + 63.4
	if !hasCode {
		second = left + 84
	}
	p.fact(boxFirst, top+6.6, second-boxFirst-4, p.words.PayBy, p.payBy())
	p.fact(second, top+6.6, edge-second-3, p.words.Amount, p.d.Money(p.d.Total))
	lower := top + 21.7
	if lines, _ := p.noteSet(); len(lines) > 2 && !hasCode { // closer, or the note would be set over account and reference
		lower -= noteLeading
	}
	p.fact(boxFirst, lower, second-boxFirst-4, p.words.Account, p.account())
	p.fact(second, lower, edge-second-3, p.referenceName(), p.d.Payment.Reference)
	p.note(boxFirst, top+high-4.8)
	p.y = top + high
}

// boxHigh is how much the box takes; a code to scan needs more.
func (p *printer) boxHigh() float64 {
	if code, _ := p.scanned(); code != "" {
		return boxHigh
	}
	return boxLow
}

// scanned is the code that a payer can scan here, and what to do with it: of the country's own kind, else the link.
func (p *printer) scanned() (code, words string) {
	if code, ok := p.d.EPC(); ok {
		return code, p.words.Scan
	}
	if code, ok := p.d.QRIS(); ok {
		return code, p.paying("scan_qris")
	}
	if p.d.Payment.Link != "" {
		return p.d.Payment.Link, p.paying("scan_link")
	}
	return "", ""
}

// paying says a word about ways to pay.
func (p *printer) paying(word string, pairs ...string) string {
	w, err := notice.WordsOf("pay", p.d.Language)
	if err != nil {
		p.fail(err)
	}
	return w.Say(word, pairs...)
}

func (p *printer) fact(x, y, wide float64, label, value string) {
	if value == "" {
		return
	}
	p.text(x, y, label, regular, 8, grey)
	size := p.fit("payment", value, bold, 12, 7, wide)
	p.text(x, y+4.9, value, bold, size, black)
}

// note stands at the foot of the box, on three lines at most.
func (p *printer) note(x, lastBaseline float64) {
	lines, size := p.noteSet()
	if len(lines) > noteLines {
		p.fail(fault.New(TooLong, "holder, bank and reference of notice %s do not fit the pay box", p.d.Number).OnField("payment.holder"))
	}
	for i, line := range lines {
		p.text(x, lastBaseline-float64(len(lines)-1-i)*noteLeading, line, regular, size, grey)
	}
}

// noteSet breaks the note into lines: its type shrinks before anything is left out.
func (p *printer) noteSet() (lines []string, size float64) {
	edge := rightEdge
	if code, _ := p.scanned(); code != "" {
		edge = codeLeft
	}
	note, wide := p.payNote(), edge-boxFirst-3
	size = 8.0
	lines = p.wrapped(note, regular, size, wide)
	for ; len(lines) > noteLines && size > 5.5; size -= 0.25 {
		lines = p.wrapped(note, regular, size-0.25, wide)
	}
	return lines, size
}

func (p *printer) payBy() string {
	if p.d.PayBy.IsZero() {
		return p.words.PayNow
	}
	return p.d.Locale().DateLong(p.d.PayBy)
}

func (p *printer) account() string {
	if p.d.Payment.Account != "" {
		return p.d.Payment.Account
	}
	return notice.GroupedIBAN(p.d.Payment.IBAN)
}

func (p *printer) referenceName() string {
	if p.d.Payment.ReferenceName != "" {
		return p.d.Payment.ReferenceName
	}
	return p.words.Reference
}

// payNote is who is paid, at which bank, and how to name the payment.
func (p *printer) payNote() string {
	note := notice.Fill(p.words.Payee, "holder", p.d.Holder())
	if p.d.Payment.Bank != "" {
		note += " · " + p.d.Payment.Bank
	}
	if p.d.Payment.IBAN != "" && p.d.Payment.Account != "" {
		note += " · IBAN " + notice.GroupedIBAN(p.d.Payment.IBAN)
	}
	if p.d.Payment.BIC != "" {
		note += " · BIC " + p.d.Payment.BIC
	}
	note += "."
	if p.d.Payment.Reference != "" {
		note += " " + notice.Fill(p.words.UseReference, "reference", p.referenceName())
	}
	if link := p.d.Payment.Link; link != "" && len(link) <= longestLink {
		note += " " + p.paying("online", "link", strings.TrimPrefix(link, "https://"))
	}
	if each, ok := p.d.Each(p.words); ok {
		note += " " + p.paying("each", "reference", each)
	}
	if line, ok := p.d.Giro(); ok {
		note += " " + p.paying("giro", "line", strings.ReplaceAll(line, " ", "\u00a0"))
	}
	return note
}
