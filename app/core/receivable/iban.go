package receivable

import (
	"regexp"
	"strings"
)

var (
	ibanForm = regexp.MustCompile(`^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$`)
	bicForm  = regexp.MustCompile(`^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$`)
)

// ValidIBAN checks the form and the check digits of an IBAN in any spacing (ISO 13616; ISO 7064 MOD 97-10: the first four
// characters move to the end, letters count from ten, and the number leaves one when divided by 97).
func ValidIBAN(text string) bool {
	iban := compactNumber(text)
	if !ibanForm.MatchString(iban) {
		return false
	}
	rest, err := mod97(iban[4:] + iban[:4])
	return err == nil && rest == 1
}

// ValidBIC checks the form of a business identifier code in any spacing (ISO 9362): eight or eleven characters.
func ValidBIC(text string) bool { return bicForm.MatchString(compactNumber(text)) }

// WrongNorwegianAccount reports a number of eleven digits, points and spaces aside, whose last is not the check digit of the ten before
// it (Bits, modulus 11 with weights 5 4 3 2 7 6 5 4 3 2). A number of any other length is another country's: it is not judged.
func WrongNorwegianAccount(text string) bool {
	plain := strings.ReplaceAll(compactNumber(text), ".", "")
	return len(plain) == 11 && digits(plain) && mod11(plain[:10]) != plain[10:]
}

// compactNumber is an account number as machines hold it: capitals, no spaces.
func compactNumber(text string) string {
	return strings.ToUpper(strings.Join(strings.Fields(text), ""))
}
