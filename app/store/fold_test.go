package store_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/dunningdesk/dunningdesk/app/store"
	"pgregory.net/rapid"
)

func TestFold(t *testing.T) {
	cases := map[string]string{
		"ÅSE Ørsted":       "ase orsted",
		"Bærum & Sønn A/S": "baerum sonn a s",
		"Straße":           "strasse",
		"ŁÓDŹ":             "lodz",
		"İstanbul":         "istanbul",
		"ﬁsk ①":            "fisk 1",
		"  O'Brien,  Ltd.": "obrien ltd",
		"A\u030Ase":        "ase", // A with a combining ring
		"日本 商事":            "日本 商事",
		"":                 "",
		"--":               "",
	}
	for text, want := range cases {
		if got := store.Fold(text); got != want {
			t.Errorf("Fold(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestAFilterFindsNamesAsPeopleTypeThem(t *testing.T) {
	cases := []struct {
		name  string
		query string
		finds bool
	}{
		{"ÅSE BAKKE", "åse", true},
		{"ÅSE BAKKE", "aase", true},
		{"ÅSE BAKKE", "ase bak", true},
		{"Müller GmbH", "mueller", true},
		{"Müller GmbH", "muller", true},
		{"Mueller GmbH", "müller", true},
		{"Sørensen", "sorensen", true},
		{"Sørensen", "soerensen", true},
		{"Bærum", "baerum", true},
		{"Bærum", "barum", true},
		{"Michael", "el", true},
		{"Fjordfisk AS", "as fjord", true}, // the order of words does not matter
		{"Fjordfisk AS", "fjord gmbh", false},
		{"Fjordfisk AS", "", true},
	}
	for _, c := range cases {
		if got := store.Matches(store.SearchText(c.name), store.Fold(c.query)); got != c.finds {
			t.Errorf("%q finds %q = %v, want %v (%q in %q)", c.query, c.name, got, c.finds, store.Fold(c.query), store.SearchText(c.name))
		}
	}
}

// Whatever a name holds, typing it whole or any word of it finds it.
func TestANameFindsItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.String().Draw(t, "name")
		if !store.Matches(store.SearchText(name, "10042"), store.Fold(name)) {
			t.Fatalf("%q does not find itself: %q in %q", name, store.Fold(name), store.SearchText(name))
		}
	})
}

func FuzzFold(f *testing.F) {
	for _, seed := range []string{"ÅSE", "Müller", "a\u0300\u0301", "\xff\xfe", "ǅ", "㎏", "ẞ", strings.Repeat("ä", 300)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		folded := store.Fold(text)
		if !utf8.ValidString(folded) {
			t.Fatalf("Fold(%q) = %q is not UTF-8", text, folded)
		}
		if again := store.Fold(folded); again != folded {
			t.Fatalf("Fold is not stable: %q -> %q -> %q", text, folded, again)
		}
		if strings.Contains(folded, "  ") || strings.TrimSpace(folded) != folded {
			t.Fatalf("Fold(%q) = %q has stray spaces", text, folded)
		}
	})
}
