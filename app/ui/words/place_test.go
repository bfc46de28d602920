package words_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

func TestAPlaceIsSaidInTheLanguageOfTheScreens(t *testing.T) {
	if err := i18n.Use("nb"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = i18n.Use("en") }) // it is there
	for text, want := range map[string]string{
		"items.csv, line 107":           "items.csv, linje 107",
		"a, b.csv, line 7, column Open": "a, b.csv, linje 7, kolonne Open",
		"line 9":                        "linje 9",
		"journal-201":                   "journal-201",
		"line of business":              "line of business",
	} {
		if got := words.Place(text); got != want {
			t.Errorf("%q is said as %q", text, got)
		}
	}
}
