package notice

import (
	"strings"
	"testing"
)

func TestEPCCode(t *testing.T) {
	base := sample()
	base.Currency, base.Total = "EUR", 158505
	base.Payment = Payment{IBAN: "de89 3704 0044 0532 0130 00", Reference: "Rechnung 87"}
	for _, c := range []struct {
		name string
		do   func(*Document)
		want string
	}{
		{"free text", func(*Document) {}, "BCD\n002\n1\nSCT\n\nSkagerrak Engros AS\nDE89370400440532013000\nEUR1585.05\n\n\nRechnung 87"},
		{"creditor reference", func(d *Document) { d.Payment.Reference = "RF18 5390 0754 7034" }, "BCD\n002\n1\nSCT\n\nSkagerrak Engros AS\nDE89370400440532013000\nEUR1585.05\n\nRF18539007547034"},
		{"wrong check digits are text", func(d *Document) { d.Payment.Reference = "RF19539007547034" }, "BCD\n002\n1\nSCT\n\nSkagerrak Engros AS\nDE89370400440532013000\nEUR1585.05\n\n\nRF19539007547034"},
		{"line breaks", func(d *Document) { d.Payment.Holder = "A\nEUR0.01" }, "BCD\n002\n1\nSCT\n\nA EUR0.01\nDE89370400440532013000\nEUR1585.05\n\n\nRechnung 87"},
		{"long name", func(d *Document) { d.Payment.Holder = strings.Repeat("Å", 80) }, "BCD\n002\n1\nSCT\n\n" + strings.Repeat("Å", 70) + "\nDE89370400440532013000\nEUR1585.05\n\n\nRechnung 87"},
		{"kroner", func(d *Document) { d.Currency = "NOK" }, ""},
		{"mistyped iban", func(d *Document) { d.Payment.IBAN = "DE89370400440532013001" }, ""},
		{"no iban", func(d *Document) { d.Payment.IBAN = "" }, ""},
		{"nothing to pay", func(d *Document) { d.Total = 0 }, ""},
		{"too much", func(d *Document) { d.Total = epcMost + 1 }, ""},
	} {
		d := base
		c.do(&d)
		got, ok := d.EPC()
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%s: got %q, %v, want %q", c.name, got, ok, c.want)
		}
	}
}

func TestIBAN(t *testing.T) {
	for iban, want := range map[string]bool{
		"NO9386011117947": true, "DE89370400440532013000": true, "GB82WEST12345698765432": true,
		"NO9386011117948": false, "NO": false, "": false, "de89370400440532013000": false, "DE89 3704": false,
	} {
		if got := ValidIBAN(iban); got != want {
			t.Errorf("%q: %v", iban, got)
		}
	}
	if got := GroupedIBAN("no9386011117947"); got != "NO93 8601 1117 947" {
		t.Errorf("grouped: %q", got)
	}
}

func FuzzEPC(f *testing.F) {
	f.Add("DE89370400440532013000", "RF18539007547034", "Holder", int64(1))
	f.Fuzz(func(t *testing.T, iban, reference, holder string, total int64) {
		d := sample()
		d.Currency, d.Total = "EUR", total
		d.Payment = Payment{IBAN: iban, Reference: reference, Holder: holder}
		if code, ok := d.EPC(); ok && strings.Count(code, "\n") > 10 {
			t.Fatalf("a value broke the lines of the code: %q", code)
		}
	})
}
