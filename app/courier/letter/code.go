package letter

import (
	"rsc.io/qr"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/courier/pdf"
)

// code draws a QR code as black bars, one for each run of modules in a row, so that it stays sharp at any size.
// Error level M as EPC069-12 asks; the caller leaves the quiet zone of four modules free.
func (p *printer) code(text string, x, y, side float64) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		p.fail(fault.Wrap(err, TooLong, "the payment code of notice %s cannot be drawn", p.d.Number).OnField("payment"))
		return
	}
	p.bars(code, x, y, side)
}

// bars draws a code; each run of black modules in a row is one bar.
func (p *printer) bars(code *qr.Code, x, y, side float64) {
	module := side / float64(code.Size)
	var bars []pdf.Box
	for row := range code.Size {
		for col := 0; col < code.Size; {
			if !code.Black(col, row) {
				col++
				continue
			}
			run := col
			for run < code.Size && code.Black(run, row) {
				run++
			}
			bars = append(bars, pdf.Box{X: x + float64(col)*module, Y: y + float64(row)*module, Width: float64(run-col) * module, Height: module})
			col = run
		}
	}
	p.page.Fill(ink{}, bars...)
}
