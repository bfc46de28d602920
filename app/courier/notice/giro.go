package notice

import (
	"fmt"
	"strings"
)

// Giro gives the line of a Norwegian giro: the KID, kroner, øre and the amount's check digit (modulus 10), and the account; false
// where there is none to be written, since it needs kroner, a KID and an account of eleven digits.
func (d Document) Giro() (string, bool) {
	account := strings.NewReplacer(".", "", " ", "", "\u00a0", "").Replace(d.Payment.Account)
	if d.Currency != "NOK" || d.Payment.ReferenceName != "KID" || d.Total < 1 || len(account) != 11 || strings.Trim(account, "0123456789") != "" {
		return "", false
	}
	return fmt.Sprintf("%s > %d %02d < %d > %s", d.Payment.Reference, d.Total/100, d.Total%100, luhn(fmt.Sprint(d.Total)), account), true
}

// luhn is the digit that makes the sum of weighted digits a multiple of ten.
func luhn(digits string) int {
	sum := 0
	for i := range len(digits) {
		n := int(digits[len(digits)-1-i] - '0')
		if i%2 == 0 {
			n = n*2/10 + n*2%10
		}
		sum += n
	}
	return (10 - sum%10) % 10
}
