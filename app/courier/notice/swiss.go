package notice

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// Party is a name with an address in its parts, as payment codes want it.
type Party struct{ Name, Street, PostalCode, Town, Country string }

// SwissBill is what a payment part of the Swiss QR-bill shows (SIX, Implementation Guidelines QR-bill, version 2.3).
type SwissBill struct {
	IBAN             string // in capitals without spaces
	Creditor, Debtor Party  // a debtor without a country is not shown
	Amount           string // with two decimals
	Currency         string
	Kind             string // QRR, SCOR or NON
	Reference        string
	Message          string
}

const (
	swissName, swissTown, swissCode, swissMessage = 70, 35, 16, 140
	swissMost                                     = 999_999_999_99 // rappen
)

var scor = regexp.MustCompile(`^RF[0-9]{2}[0-9A-Z]{1,21}$`)

// Swiss gives the Swiss payment part, and false where there is none: the account must be Swiss or of Liechtenstein, the
// currency CHF or EUR, and the reference of the kind that the account asks for (a QR-IBAN a QR reference, another none or a
// creditor reference of ISO 11649).
func (d Document) Swiss() (SwissBill, bool) {
	iban := strings.ToUpper(compact(d.Payment.IBAN))
	here := strings.HasPrefix(iban, "CH") || strings.HasPrefix(iban, "LI")
	if !here || len(iban) != 21 || !ValidIBAN(iban) || d.Currency != "CHF" && d.Currency != "EUR" || d.Exponent != 2 || d.Total < 1 || d.Total > swissMost {
		return SwissBill{}, false
	}
	b := SwissBill{IBAN: iban, Creditor: d.Payment.Creditor.clipped(), Debtor: d.Payment.Debtor.clipped(), Currency: d.Currency, Amount: decimals(d.Total)}
	b.Creditor.Name = clip(d.Holder(), swissName)
	if b.Creditor.Country == "" || b.Creditor.Town == "" || b.Creditor.PostalCode == "" {
		return SwissBill{}, false
	}
	reference := strings.ToUpper(compact(d.Payment.Reference))
	switch {
	case QRIBAN(iban):
		if len(reference) > 27 || receivable.CheckReference(receivable.QRR, reference) != nil {
			return SwissBill{}, false
		}
		b.Kind, b.Reference = "QRR", strings.Repeat("0", 27-len(reference))+reference
	case scor.MatchString(reference) && mod97(reference):
		b.Kind, b.Reference = "SCOR", reference
	default:
		b.Kind, b.Message = "NON", clip(d.Payment.Reference, swissMessage)
	}
	if b.Message == "" {
		b.Message = clip(d.Number, swissMessage)
	}
	return b, true
}

// QRIBAN reports whether an account takes payments with a QR reference alone: its bank number is one of 30000 to 31999 (QR-IID).
func QRIBAN(iban string) bool {
	iban = strings.ToUpper(compact(iban))
	if len(iban) != 21 || !strings.HasPrefix(iban, "CH") && !strings.HasPrefix(iban, "LI") {
		return false
	}
	iid, err := strconv.Atoi(iban[4:9])
	return err == nil && iid >= 30000 && iid <= 31999
}

func decimals(minor int64) string { return fmt.Sprintf("%d.%02d", minor/100, minor%100) }

func (p Party) clipped() Party {
	return Party{clip(p.Name, swissName), clip(p.Street, swissName), clip(p.PostalCode, swissCode), clip(p.Town, swissTown), p.Country}
}

func (p Party) shown() bool {
	return p.Name != "" && p.PostalCode != "" && p.Town != "" && len(p.Country) == 2
}

// element is the seven lines of a party with a structured address, or seven empty ones.
func (p Party) element() []string {
	if !p.shown() {
		return make([]string, 7)
	}
	return []string{"S", p.Name, p.Street, "", p.PostalCode, p.Town, p.Country}
}

// Payload is the text of the Swiss QR code.
func (b SwissBill) Payload() string {
	lines := []string{"SPC", "0200", "1", b.IBAN}
	lines = append(lines, b.Creditor.element()...)
	lines = append(lines, Party{}.element()...) // the final creditor: for later use
	lines = append(lines, b.Amount, b.Currency)
	lines = append(lines, b.Debtor.element()...)
	return strings.Join(append(lines, b.Kind, b.Reference, b.Message, "EPD"), "\n")
}

// GroupedReference writes a reference as the payment part shows it: a QR reference in two and then fives, another in fours.
func (b SwissBill) GroupedReference() string {
	if b.Kind != "QRR" {
		return GroupedIBAN(b.Reference)
	}
	out := b.Reference[:2]
	for at := 2; at < len(b.Reference); at += 5 {
		out += " " + b.Reference[at:at+5]
	}
	return out
}

// Lines are what the payment part shows of a party.
func (p Party) Lines() []string {
	if !p.shown() {
		return nil
	}
	var lines []string
	for _, line := range []string{p.Name, p.Street, p.PostalCode + " " + p.Town} {
		if line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}
