package receivable_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

func TestCountriesAreKnownByTheirCode(t *testing.T) {
	for _, code := range []string{"NO", "ID", "XK", "AT"} {
		if err := receivable.CheckCountry(code); err != nil {
			t.Error(err)
		}
	}
	for _, code := range []string{"", "QQ", "UK", "no", "NOR", "N"} {
		if err := receivable.CheckCountry(code); !fault.Has(err, fault.Invalid) {
			t.Errorf("%q passes: %v", code, err)
		}
	}
}
