package settings

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

func TestAnIBANIsWrittenInFours(t *testing.T) {
	if got := GroupIBAN("no9386011117947"); got != "NO93 8601 1117 947" {
		t.Errorf("on paper %q", got)
	}
}

func FuzzIBAN(f *testing.F) {
	for _, seed := range []string{"NO93 8601 1117 947", "", "ÅÆØ", "NO93\x00", "gb82west12345698765432"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if receivable.ValidIBAN(text) && !receivable.ValidIBAN(GroupIBAN(text)) {
			t.Errorf("%q is good, and as written on paper it is not", text)
		}
	})
}
