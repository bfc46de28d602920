package remittance_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/remittance"
)

// Banks hand on what payers call a payment, too. A payer who counts his payments has paid nobody else's invoice.
func TestAPayersOwnShortNumberIsNobodysReference(t *testing.T) {
	for name, tc := range map[string]struct {
		reference string
		minor     int64
		payer     string
		want      remittance.Sureness
	}{
		"a number without a check digit":     {"1001", 30, "Ola Berg", remittance.Unknown},
		"letters and digits":                 {"INV-17", 30, "Ola Berg", remittance.Unknown},
		"the sum agrees":                     {"1001", 100, "Ola Berg", remittance.Certain},
		"the payer agrees":                   {"1001", 30, "FJORDFISK", remittance.Certain},
		"mod 10, as KID and OCR have":        {"1004217", 30, "", remittance.Certain},
		"mod 11, as KID has":                 {"12344", 30, "", remittance.Certain},
		"7-3-1, as a Finnish reference has":  {"13094", 30, "", remittance.Certain},
		"ISO 11649":                          {"RF18 5390", 30, "", remittance.Certain},
		"long":                               {"INV/2026/00017", 30, "", remittance.Certain},
		"zeros in front make it no longer":   {"0000001001", 30, "", remittance.Unknown},
		"what is short with a check by luck": {"18", 30, "", remittance.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			c := claim(1, 1, "Fjordfisk AS", "F-1", tc.reference, 100)
			if m := remittance.Find(line(tc.minor, tc.reference, tc.payer, ""), []remittance.Claim{c}); m.Sure != tc.want {
				t.Errorf("%s, want %s: %+v", m.Sure, tc.want, m)
			}
		})
	}
}
