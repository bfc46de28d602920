package letter

import (
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/courier/notice"
	"github.com/dunningdesk/dunningdesk/app/courier/pdf"
	"github.com/dunningdesk/dunningdesk/app/courier/text"

	"rsc.io/qr"
)

// Measures of the Swiss payment part in millimetres (SIX, Style Guide QR-bill): receipt 62 wide, payment part 148, both 105 high.
const (
	slipTop     = 297 - 105.0
	receiptWide = 62.0
	swissCode   = 46.0
	swissCross  = 7.0
	slipEdge    = 5.0
)

// swissSlip puts receipt and payment part at the foot of a page of their own, unless the last page has room.
func (p *printer) swissSlip(b notice.SwissBill) {
	language := text.LanguageOf(p.d.Language)
	if language != "de" {
		language = "en" // the bill is set in German, French, Italian or English, whatever the payer's language
	}
	w, err := notice.WordsOf("qrbill", language)
	if err != nil {
		p.fail(err)
		return
	}
	if p.y > slipTop-footHigh-4 {
		p.turnOver()
	}
	p.slipped = true
	p.page.Dashed(0, slipTop, 210, slipTop, 0.2, 1, black)
	p.page.Dashed(receiptWide, slipTop, receiptWide, 297, 0.2, 1, black)
	p.receipt(b, w)
	p.paymentPart(b, w)
}

// entry writes a heading with lines beneath and gives the baseline after them.
func (p *printer) entry(x, y, wide, head, size float64, label string, lines ...string) float64 {
	if len(lines) == 0 {
		return y
	}
	leading := (size + 1) / pdf.PointsPerMillimetre
	p.text(x, y, label, bold, head, black)
	y += leading
	for _, line := range lines {
		for _, part := range p.wrapped(line, regular, size, wide) {
			p.text(x, y, part, regular, size, black)
			y += leading
		}
	}
	return y + leading*0.6
}

func (p *printer) receipt(b notice.SwissBill, w notice.SheetWords) {
	const wide = receiptWide - 2*slipEdge
	p.text(slipEdge, slipTop+slipEdge+4, w.Say("receipt"), bold, 11, black)
	y := p.entry(slipEdge, slipTop+15, wide, 6, 8, w.Say("account"), append([]string{notice.GroupedIBAN(b.IBAN)}, b.Creditor.Lines()...)...)
	if b.Reference != "" {
		y = p.entry(slipEdge, y, wide, 6, 8, w.Say("reference"), b.GroupedReference())
	}
	p.entry(slipEdge, y, wide, 6, 8, w.Say("by"), p.payer(b)...)
	p.sumOf(slipEdge, 6, 8, b, w)
	p.right(receiptWide-slipEdge, slipTop+86, w.Say("acceptance"), bold, 6, black)
}

// payer is who pays; one whose address is not complete writes it by hand.
func (p *printer) payer(b notice.SwissBill) []string {
	if lines := b.Debtor.Lines(); len(lines) > 0 {
		return lines
	}
	return []string{p.d.Recipient.Name}
}

func (p *printer) sumOf(x, head, size float64, b notice.SwissBill, w notice.SheetWords) {
	const y, beside = slipTop + 70, 16.0
	p.text(x, y, w.Say("currency"), bold, head, black)
	p.text(x+beside, y, w.Say("amount"), bold, head, black)
	p.text(x, y+4.4, b.Currency, regular, size, black)
	p.text(x+beside, y+4.4, spaced(b.Amount), regular, size, black)
}

// spaced groups an amount by blanks, as the style guide wants it.
func spaced(amount string) string {
	at := len(amount) - 3
	for at -= 3; at > 0; at -= 3 {
		amount = amount[:at] + " " + amount[at:]
	}
	return amount
}

func (p *printer) paymentPart(b notice.SwissBill, w notice.SheetWords) {
	const x, info = receiptWide + slipEdge, receiptWide + 56.0
	p.text(x, slipTop+slipEdge+4, w.Say("payment_part"), bold, 11, black)
	p.swissCode(b.Payload(), x, slipTop+17)
	p.sumOf(x, 8, 10, b, w)
	const wide = 210 - slipEdge - info
	y := p.entry(info, slipTop+slipEdge+3, wide, 8, 10, w.Say("account"), append([]string{notice.GroupedIBAN(b.IBAN)}, b.Creditor.Lines()...)...)
	if b.Reference != "" {
		y = p.entry(info, y, wide, 8, 10, w.Say("reference"), b.GroupedReference())
	}
	y = p.entry(info, y, wide, 8, 10, w.Say("information"), b.Message)
	p.entry(info, y, wide, 8, 10, w.Say("by"), p.payer(b)...)
}

// swissCode draws the code with the Swiss cross in its middle.
func (p *printer) swissCode(payload string, x, y float64) {
	code, err := qr.Encode(payload, qr.M)
	if err != nil {
		p.fail(fault.Wrap(err, TooLong, "the payment code of notice %s cannot be drawn", p.d.Number).OnField("payment"))
		return
	}
	p.bars(code, x, y, swissCode)
	white, dark := ink{255, 255, 255}, ink{}
	at := (swissCode - swissCross) / 2
	cx, cy := x+at, y+at
	p.filled(cx, cy, swissCross, swissCross, 0, white)
	p.filled(cx+0.25, cy+0.25, 6.5, 6.5, 0, dark)
	p.page.Fill(white, pdf.Box{X: cx + 2.93, Y: cy + 1.41, Width: 1.17, Height: 3.89}, pdf.Box{X: cx + 1.56, Y: cy + 2.79, Width: 3.89, Height: 1.17})
}
