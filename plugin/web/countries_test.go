package web_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/web"
)

func TestCountriesAreKnownByCodeAndName(t *testing.T) {
	for text, want := range map[string]string{
		"NO": "NO", "gb": "GB", "UK": "GB", " Norway ": "NO", "Norge": "NO", "DEUTSCHLAND": "DE", "New Zealand": "NZ", "Viet Nam": "VN",
		"Côte d'Ivoire": "CI", "USA": "US", "ZW": "ZW", "": "", "XX": "", "Atlantis": "", "N": "",
	} {
		if got := web.Country(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}
