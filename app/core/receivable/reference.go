package receivable

import (
	"slices"
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
	OCR       ReferenceKind = "ocr"       // Sweden, last digit by Luhn
	OCRLength ReferenceKind = "ocr-len"   // Sweden, with a digit for the length before the check digit
	Viite     ReferenceKind = "viite"     // Finland, 4 to 20 digits, last one by weights 7, 3, 1
	ViiteRF   ReferenceKind = "viite-rf"  // Finland, a viite as the text of an RF reference
	QRR       ReferenceKind = "qrr"       // Switzerland, 27 digits, last one by modulus 10 recursive
	RF        ReferenceKind = "rf"        // ISO 11649 creditor reference, 5 to 25 letters and digits
)

// BadReference is the code for a payment reference that its standard does not allow.
const BadReference fault.Code = "bad-reference"

const qrrLength = 27 // digits of a Swiss QR reference with its check digit

// ReferenceKinds lists every kind, the countries in the order of the alphabet and the one of all countries last.
func ReferenceKinds() []ReferenceKind {
	return []ReferenceKind{Viite, ViiteRF, KIDMod10, KIDMod11, OCR, OCRLength, QRR, RF}
}

// Known reports whether the program can make and check the kind.
func (k ReferenceKind) Known() bool { return slices.Contains(ReferenceKinds(), k) }

// CheckReference reports what is wrong with a reference, nil when nothing is. Spaces, which people write between groups,
// do not count. Zeros that a bank puts before a viite or a QRR, or leaves out there, do not count either.
func CheckReference(kind ReferenceKind, reference string) error {
	plain := unspaced(reference)
	switch kind {
	case RF:
		return checkRF(plain, reference)
	case ViiteRF:
		return checkViiteRF(plain, reference)
	default:
	}
	body := ""
	if added := kind.added(); len(plain) > added {
		body = plain[:len(plain)-added]
	}
	want, err := MakeReference(kind, body)
	if err != nil {
		return err
	}
	if kind == QRR {
		plain = zeros(plain, qrrLength)
	}
	if want != plain {
		return fault.New(BadReference, "%q does not end as %s asks: %q expected, %q found", reference, kind, want[len(want)-1:], plain[len(plain)-1:])
	}
	return nil
}

// MakeReference adds the check digits of a standard to a number: 60224 becomes 602243 as a KID by modulus 10, 539007547034
// becomes RF18539007547034, and a QRR is filled with zeros to its 27 digits. Only digits are allowed, for RF letters too.
func MakeReference(kind ReferenceKind, number string) (string, error) {
	number = unspaced(number)
	switch kind {
	case RF:
		return makeRF(number)
	case ViiteRF:
		return makeViiteRF(number)
	default:
	}
	if !kind.Known() {
		return "", fault.New(fault.Invalid, "%q is not a kind of payment reference", string(kind)).OnField("reference").
			WithHint("one of %s", kindList())
	}
	least, most := kind.digits()
	if len(number) < least || len(number) > most || !digits(number) {
		return "", fault.New(BadReference, "%q cannot be part of a %s reference", number, kind).WithHint("use %d to %d digits", least, most)
	}
	switch kind {
	case KIDMod11:
		return number + mod11(number), nil
	case OCRLength:
		number += string(rune('0' + (len(number)+2)%10))
		return number + luhn(number), nil
	case Viite:
		return number + weights731(number), nil
	case QRR:
		number = zeros(number, qrrLength-1)
		return number + mod10Recursive(number), nil
	default:
	}
	return number + luhn(number), nil
}

// added is how many characters a kind adds to the digits of a number.
func (k ReferenceKind) added() int {
	switch k {
	case OCRLength:
		return 2
	case RF:
		return rfAdded
	case ViiteRF:
		return rfAdded + 1
	default:
	}
	return 1
}

// digits is how many digits a number must have at least and may have at most to become a reference of a kind of digits.
func (k ReferenceKind) digits() (least, most int) {
	switch k {
	case Viite:
		return viiteLeast - 1, viiteMost - 1
	case QRR:
		return 1, qrrLength - 1
	default:
	}
	const longest = 25 // of a KID or OCR number
	return 1, longest - k.added()
}

func kindList() string {
	names := make([]string, 0, len(ReferenceKinds()))
	for _, k := range ReferenceKinds() {
		names = append(names, string(k))
	}
	return strings.Join(names, ", ")
}

func unspaced(s string) string {
	return strings.ToUpper(strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "").Replace(s))
}

// zeros fills a number with zeros in front.
func zeros(number string, length int) string {
	return strings.Repeat("0", max(0, length-len(number))) + number
}

func digits(s string) bool {
	for _, b := range []byte(s) {
		if b < '0' || b > '9' {
			return false
		}
	}
	return true
}
