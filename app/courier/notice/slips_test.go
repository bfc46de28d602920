package notice

import (
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

func swiss(iban, reference string) Document {
	return Document{
		Number: "2026-000087", Currency: "CHF", Exponent: 2, Total: 1949_75, Sender: Sender{Name: "Max Muster & Söhne"},
		Payment: Payment{
			IBAN: iban, Reference: reference,
			Creditor: Party{"Max Muster & Söhne", "Musterstrasse 123", "8000", "Seldwyla", "CH"}, Debtor: Party{"Simon Muster", "Musterstrasse 1", "8000", "Seldwyla", "CH"},
		},
	}
}

func TestSwissPaymentPartHoldsItsLines(t *testing.T) {
	b, ok := swiss("CH44 3199 9123 0008 8901 2", "210000000003139471430009017").Swiss()
	if !ok {
		t.Fatal("there is no payment part")
	}
	want := "SPC\n0200\n1\nCH4431999123000889012\nS\nMax Muster & Söhne\nMusterstrasse 123\n\n8000\nSeldwyla\nCH\n\n\n\n\n\n\n\n1949.75\nCHF\n" +
		"S\nSimon Muster\nMusterstrasse 1\n\n8000\nSeldwyla\nCH\nQRR\n210000000003139471430009017\n2026-000087\nEPD"
	if got := b.Payload(); got != want {
		t.Errorf("payload:\n%s\nwant:\n%s", got, want)
	}
	if got := b.GroupedReference(); got != "21 00000 00003 13947 14300 09017" {
		t.Errorf("reference is shown as %s", got)
	}
}

// A QR-IBAN needs a QR reference; another account takes a creditor reference or none.
func TestSwissReferenceFitsItsAccount(t *testing.T) {
	for _, c := range []struct{ iban, reference, kind string }{
		{"CH4431999123000889012", "210000000003139471430009017", "QRR"},
		{"CH4431999123000889012", "210000000003139471430009018", ""},
		{"CH4431999123000889012", "RF18539007547034", ""},
		{"CH9300762011623852957", "RF18539007547034", "SCOR"},
		{"CH9300762011623852957", "RF19539007547034", "NON"},
		{"CH9300762011623852957", "", "NON"},
		{"DE89370400440532013000", "RF18539007547034", ""},
	} {
		b, ok := swiss(c.iban, c.reference).Swiss()
		if ok != (c.kind != "") || b.Kind != c.kind && ok {
			t.Errorf("%s %s: %v %q, want %q", c.iban, c.reference, ok, b.Kind, c.kind)
		}
	}
	d := swiss("CH9300762011623852957", "")
	d.Payment.Creditor.Town = ""
	if _, ok := d.Swiss(); ok {
		t.Error("a creditor without a town is on no payment part")
	}
}

const static = "00020101021126610014COM.GO-JEK.WWW01189360091434506469550210G4506469550303UMI51440014ID.CO.QRIS.WWW0215ID10200300402560303UMI5204581253033605802ID5911TOKO MAKMUR6007JAKARTA61051031062070703A016304872F"

func TestQRISCarriesTheAmount(t *testing.T) {
	if err := receivable.CheckQRIS(static); err != nil {
		t.Fatal(err)
	}
	d := Document{Currency: "IDR", Exponent: 2, Total: 1_250_000_00, Payment: Payment{QRIS: static}}
	got, ok := d.QRIS()
	if !ok || !strings.HasPrefix(got, "000201010212") || !strings.Contains(got, "53033605407125000058") || receivable.CheckQRIS(got) != nil {
		t.Errorf("%v %s", ok, got)
	}
	d.Total = 99_50
	if got, _ = d.QRIS(); !strings.Contains(got, "540599.50") {
		t.Errorf("with a half rupiah: %s", got)
	}
	for why, change := range map[string]func(*Document){
		"too much":          func(d *Document) { d.Total = 10_000_000_01 },
		"not rupiah":        func(d *Document) { d.Currency = "NOK" },
		"a damaged code":    func(d *Document) { d.Payment.QRIS = strings.Replace(d.Payment.QRIS, "MAKMUR", "MAKMVR", 1) },
		"half a code":       func(d *Document) { d.Payment.QRIS = d.Payment.QRIS[:60] },
		"nothing to be had": func(d *Document) { d.Payment.QRIS = "" },
	} {
		bad := d
		change(&bad)
		if _, ok := bad.QRIS(); ok {
			t.Errorf("%s: there is a code", why)
		}
	}
}

func TestGiroLineCarriesAmountAndItsCheckDigit(t *testing.T) {
	d := Document{Currency: "NOK", Total: 19685_31, Payment: Payment{Account: "1234.56.78903", Reference: "001011700220466", ReferenceName: "KID"}}
	if line, ok := d.Giro(); !ok || line != "001011700220466 > 19685 31 < 2 > 12345678903" {
		t.Errorf("%v %q", ok, line)
	}
	d.Payment.ReferenceName = ""
	if _, ok := d.Giro(); ok {
		t.Error("there is a giro line without a KID")
	}
}
