package settings

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
	if got := GroupIBAN("no9386011117947"); got != "NO93 8601 1117 947" {
		t.Errorf("on paper %q", got)
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

func FuzzIBAN(f *testing.F) {
	for _, seed := range []string{"NO93 8601 1117 947", "", "ÅÆØ", "NO93\x00", "gb82west12345698765432"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if ValidIBAN(text) && !ValidIBAN(GroupIBAN(text)) {
			t.Errorf("%q is good, and as written on paper it is not", text)
		}
	})
}
