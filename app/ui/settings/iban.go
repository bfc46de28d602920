package settings

import (
	"regexp"
	"strings"
)

var (
	ibanForm = regexp.MustCompile(`^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$`)
	bicForm  = regexp.MustCompile(`^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$`)
)

// compact is an account number as machines hold it: capitals, no spaces.
func compact(text string) string {
	return strings.ToUpper(strings.Join(strings.Fields(text), ""))
}

// ValidIBAN checks the form and the check digits of an IBAN in any spacing (ISO 13616; ISO 7064 MOD 97-10: the first four
// characters move to the end, letters count from ten, and the number leaves one when divided by 97).
func ValidIBAN(text string) bool {
	iban := compact(text)
	if !ibanForm.MatchString(iban) {
		return false
	}
	rest := 0
	for _, r := range iban[4:] + iban[:4] {
		if r >= 'A' {
			rest = (rest*100 + int(r-'A') + 10) % 97
		} else {
			rest = (rest*10 + int(r-'0')) % 97
		}
	}
	return rest == 1
}

// GroupIBAN writes an IBAN in fours, as on paper.
func GroupIBAN(text string) string {
	iban := compact(text)
	var b strings.Builder
	for i, r := range iban {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// validBIC checks the form of a business identifier code (ISO 9362): eight or eleven characters.
func validBIC(bic string) bool { return bicForm.MatchString(bic) }
