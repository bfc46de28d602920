package notice

import "github.com/dunningdesk/dunningdesk/app/core/receivable"

// QRIS gives the text of the company's QRIS with this notice's amount in it, and false where there is none: it is for rupiah,
// up to the most that a payment may be, and needs a sound code of the company's own.
func (d Document) QRIS() (string, bool) {
	if d.Currency != "IDR" || d.Exponent != 2 {
		return "", false
	}
	return receivable.QRISFor(d.Payment.QRIS, d.Total)
}
