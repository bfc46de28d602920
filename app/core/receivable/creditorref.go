package receivable

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// The creditor reference of ISO 11649, which every bank of the euro area takes, and Finland's own within it.

const (
	rfAdded = 4  // characters: RF and two check digits
	rfLeast = 5  // characters
	rfMost  = 25 // characters

	viiteLeast = 4  // digits with the check digit
	viiteMost  = 20 // digits with the check digit
)

func checkRF(plain, reference string) error {
	if len(plain) < rfLeast || !strings.HasPrefix(plain, "RF") || !digits(plain[2:4]) {
		return fault.New(BadReference, "%q is not an RF reference", reference).WithHint("it begins with RF and two digits")
	}
	rest, err := mod97(plain[4:] + plain[:4])
	if err != nil {
		return err
	}
	if rest != 1 || len(plain) > rfMost {
		return fault.New(BadReference, "%q does not have the check digits that ISO 11649 asks for", reference)
	}
	return nil
}

func makeRF(number string) (string, error) {
	if number == "" || len(number) > rfMost-rfAdded {
		return "", fault.New(BadReference, "%q cannot be part of a reference", number).WithHint("use 1 to %d letters and digits", rfMost-rfAdded)
	}
	rest, err := mod97(number + "RF00")
	if err != nil {
		return "", err
	}
	check := 98 - rest
	return "RF" + digit(check/10) + digit(check%10) + number, nil
}

// checkViiteRF asks both: the RF check digits, and that the text behind them is a viite.
func checkViiteRF(plain, reference string) error {
	if err := checkRF(plain, reference); err != nil {
		return err
	}
	return CheckReference(Viite, plain[rfAdded:])
}

func makeViiteRF(number string) (string, error) {
	viite, err := MakeReference(Viite, number)
	if err != nil {
		return "", err
	}
	return makeRF(viite)
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
