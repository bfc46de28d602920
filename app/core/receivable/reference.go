package receivable

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// ReferenceKind names a standard of payment references. Which one a bank agreement uses is a setting, never a guess: a
// number can be valid by several.
type ReferenceKind string

// Kinds of payment reference.
const (
	KIDMod10  ReferenceKind = "kid-mod10" // Norway, 2 to 25 digits, last one by modulus 10
	KIDMod11  ReferenceKind = "kid-mod11" // Norway, last character by modulus 11: a digit or "-"
	RF        ReferenceKind = "rf"        // ISO 11649 creditor reference
	OCR       ReferenceKind = "ocr"       // Sweden, last digit by Luhn
	OCRLength ReferenceKind = "ocr-len"   // Sweden, with a digit for the length before the check digit
)

// BadReference is the code for a payment reference that its standard does not allow.
const BadReference fault.Code = "bad-reference"

const maxDigits = 25 // digits of a KID or OCR number

// CheckReference reports what is wrong with a reference, nil when nothing is. Spaces, which people write between groups,
// do not count.
func CheckReference(kind ReferenceKind, reference string) error {
	plain := strings.ReplaceAll(reference, " ", "")
	body, check := "", ""
	if plain != "" {
		body, check = plain[:len(plain)-1], plain[len(plain)-1:]
	}
	if kind == RF {
		return checkRF(plain, reference)
	}
	if kind == OCRLength && body != "" {
		body = body[:len(body)-1]
	}
	want, err := MakeReference(kind, body)
	if err != nil {
		return err
	}
	if want != plain {
		return fault.New(BadReference, "%q does not end as %s asks: %q expected, %q found", reference, kind, want[len(want)-1:], check)
	}
	return nil
}

// MakeReference adds the check digits of a standard to a number: 60224 becomes 602243 as a KID by modulus 10, 539007547034
// becomes RF18539007547034. Only digits are allowed, for RF letters too.
func MakeReference(kind ReferenceKind, number string) (string, error) {
	number = strings.ToUpper(strings.ReplaceAll(number, " ", ""))
	if kind == RF {
		return makeRF(number)
	}
	extra := 1
	if kind == OCRLength {
		extra = 2
	}
	if number == "" || len(number)+extra > maxDigits || !digits(number) {
		return "", fault.New(BadReference, "%q cannot be part of a reference", number).WithHint("use 1 to %d digits", maxDigits-extra)
	}
	switch kind {
	case KIDMod10, OCR:
		return number + luhn(number), nil
	case OCRLength:
		number += string(rune('0' + (len(number)+2)%10))
		return number + luhn(number), nil
	case KIDMod11:
		return number + mod11(number), nil
	default:
	}
	return "", fault.New(fault.Invalid, "%q is not a kind of payment reference", string(kind)).OnField("reference")
}

func digits(s string) bool {
	for _, b := range []byte(s) {
		if b < '0' || b > '9' {
			return false
		}
	}
	return true
}

// luhn is the check digit by modulus 10: weights 2, 1, 2, 1 from the right, digits of products added.
func luhn(number string) string {
	sum := 0
	for i := range len(number) {
		d := int(number[len(number)-1-i] - '0')
		if i%2 == 0 {
			d *= 2
		}
		sum += d/10 + d%10
	}
	return string(rune('0' + (10-sum%10)%10))
}

// mod11 is the check character by modulus 11: weights 2 to 7 from the right, again and again; a remainder of one is "-".
func mod11(number string) string {
	sum := 0
	for i := range len(number) {
		sum += int(number[len(number)-1-i]-'0') * (i%6 + 2)
	}
	switch r := sum % 11; r {
	case 0:
		return "0"
	case 1:
		return "-"
	default:
		return string(rune('0' + 11 - r))
	}
}

func checkRF(plain, reference string) error {
	plain = strings.ToUpper(plain)
	if len(plain) < 5 || !strings.HasPrefix(plain, "RF") || !digits(plain[2:4]) {
		return fault.New(BadReference, "%q is not an RF reference", reference).WithHint("it begins with RF and two digits")
	}
	rest, err := mod97(plain[4:] + plain[:4])
	if err != nil {
		return err
	}
	if rest != 1 || len(plain) > maxDigits {
		return fault.New(BadReference, "%q does not have the check digits that ISO 11649 asks for", reference)
	}
	return nil
}

func makeRF(number string) (string, error) {
	if number == "" || len(number) > maxDigits-4 {
		return "", fault.New(BadReference, "%q cannot be part of a reference", number).WithHint("use 1 to %d letters and digits", maxDigits-4)
	}
	rest, err := mod97(number + "RF00")
	if err != nil {
		return "", err
	}
	check := 98 - rest
	return "RF" + string(rune('0'+check/10)) + string(rune('0'+check%10)) + number, nil
}

// mod97 is the remainder of ISO 7064: letters are numbers from A = 10.
func mod97(s string) (int, error) {
	rest := 0
	for _, b := range []byte(s) {
		switch {
		case b >= '0' && b <= '9':
			rest = (rest*10 + int(b-'0')) % 97
		case b >= 'A' && b <= 'Z':
			rest = (rest*100 + int(b-'A') + 10) % 97
		default:
			return 0, fault.New(BadReference, "%q cannot stand in an RF reference", string(rune(b)))
		}
	}
	return rest, nil
}
