package receivable

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAnIBANIsKnownByItsCheckDigits(t *testing.T) {
	for text, want := range map[string]bool{
		"NO93 8601 1117 947": true, "no9386011117947": true, "DE89 3704 0044 0532 0130 00": true, "GB82 WEST 1234 5698 7654 32": true,
		"NO93 8601 1117 974": false, // two digits swapped
		"NO94 8601 1117 947": false, "": false, "NO93": false, "93NO86011117947": false, "NO93 8601 1117 94Ø": false,
		"DE89370400440532013000" + strings.Repeat("0", 30): false,
	} {
		if got := ValidIBAN(text); got != want {
			t.Errorf("ValidIBAN(%q) = %v", text, got)
		}
	}
}

// ISO 7064 MOD 97-10 finds every wrong digit.
func TestOneWrongDigitIsAlwaysFound(t *testing.T) {
	const good = "DE89370400440532013000"
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.IntRange(2, len(good)-1).Draw(t, "at")
		digit := byte('0' + rapid.IntRange(0, 9).Draw(t, "digit"))
		wrong := good[:at] + string(digit) + good[at+1:]
		if ValidIBAN(wrong) != (digit == good[at]) {
			t.Fatalf("%s", wrong)
		}
	})
}

func TestANorwegianAccountIsKnownByItsLastDigit(t *testing.T) {
	for text, wrong := range map[string]bool{
		"8601.11.17947": false, "8601 11 17947": false, "12345678903": false,
		"8601.11.17974": true, "8601.11.17948": true,
		"": false, "20-00-00 55779911": false, "860111": false, // not of eleven digits
	} {
		if got := WrongNorwegianAccount(text); got != wrong {
			t.Errorf("WrongNorwegianAccount(%q) = %v", text, got)
		}
	}
}

func TestABICIsKnownByItsForm(t *testing.T) {
	for text, want := range map[string]bool{"DNBANOKK": true, "dnba no kk xxx": true, "DNB": false, "DNBANOKKX": false, "12345678": false, "": false} {
		if got := ValidBIC(text); got != want {
			t.Errorf("ValidBIC(%q) = %v", text, got)
		}
	}
}
