package connections

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/google/go-cmp/cmp"
)

// Nobody has to read JSON, or the connector's own words, to see what a mapping file changes.
func TestAChangedMappingIsSaidInTheWordsOfTheForm(t *testing.T) {
	kind := desk.Kind{Fields: []desk.Field{
		{Key: "mapping", Type: "mapping", Choices: []desk.Choice{
			{Value: "number", Label: map[string]string{"en": "Invoice number", "nb": "Fakturanummer"}},
			{Value: "due", Label: map[string]string{"en": "Due date", "nb": "Forfallsdato"}},
			{Value: "open", Label: map[string]string{"en": "Open amount"}},
			{Value: "text"},
		}},
		{Key: "decimal", Type: "choice", Label: map[string]string{"en": "Decimal sign", "nb": "Desimaltegn"}, Choices: []desk.Choice{
			{Value: "comma", Label: map[string]string{"en": "Comma", "nb": "Komma"}},
		}},
		{Key: "postings", Type: "bool", Label: map[string]string{"en": "Postings hold all"}},
		{Key: "age", Type: "number", Default: "7", Label: map[string]string{"en": "Oldest list"}},
		{Key: "days", Type: "number", Label: map[string]string{"en": "Term"}},
	}}
	changes := []desk.MappingChange{
		{Key: "mapping", Before: `{"number":"No.","due":"Due","old":"X"}`, After: `{"number":"Invoice","due":"Due","open":"","text":"Memo"}`},
		{Key: "decimal", After: "comma"},
		{Key: "postings", After: "true"},
		{Key: "age", Before: "3"},
		{Key: "days", Before: "14"},
		{Key: "unheard", Before: "a", After: "b"},
	}
	want := []MappingLine{
		{"mapping.number", "Fakturanummer", "No.", "Invoice"},
		{"mapping.open", "Open amount", "Gjenkjennes", "Ingen"},
		{"mapping.text", "text", "Gjenkjennes", "Memo"},
		{"mapping.old", "old", "X", "Gjenkjennes"},
		{"decimal", "Desimaltegn", "Gjenkjennes", "Komma"},
		{"postings", "Postings hold all", "Nei", "Ja"},
		{"age", "Oldest list", "3", "7"},
		{"days", "Term", "14", "Ingen"},
		{"unheard", "unheard", "a", "b"},
	}
	if err := i18n.Use("nb"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = i18n.Use("en") }) // it is there
	if diff := cmp.Diff(want, Remapped(kind, changes)); diff != "" {
		t.Error(diff)
	}
}

func TestAMappingThatIsNoneHasNoColumns(t *testing.T) {
	kind := desk.Kind{Fields: []desk.Field{{Key: "mapping", Type: "mapping", Choices: []desk.Choice{{Value: "number"}}}}}
	if got := Remapped(kind, []desk.MappingChange{{Key: "mapping", Before: "{", After: "[]"}}); len(got) != 0 {
		t.Errorf("%v", got)
	}
}
