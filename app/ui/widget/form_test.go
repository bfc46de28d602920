package widget

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dunningdesk/dunningdesk/app/locale"
)

func connectorForm(t *testing.T) *Form {
	t.Helper()
	f := NewForm([]FormField{
		{Key: "name", Label: "Name", Type: FieldText, Required: true},
		{Key: "url", Label: "Address", Type: FieldURL},
		{Key: "days", Label: "Days", Type: FieldNumber, Min: "1", Max: "90", Default: "30"},
		{Key: "live", Label: "Live", Type: FieldBool, Default: "true"},
		{Key: "from", Label: "From", Type: FieldDate, Min: "2020-01-01"},
		{Key: "columns", Label: "Columns", Type: FieldMapping, Choices: []Choice{{ID: "number", Text: "Number"}, {ID: "due", Text: "Due"}}},
		{Key: "zone", Label: "Zone", Type: FieldTimezone, Advanced: true},
	}, FormConfig{Locale: locale.For("nb"), Today: testDay})
	show(t, NewScroll(f))
	return f
}

func TestFormGivesWhatWasTyped(t *testing.T) {
	f := connectorForm(t)
	f.SetValues(map[string]string{"name": "Books", "url": "https://books.example", "from": "2026-01-01", "columns": `{"number":"Nr"}`, "unknown": "x"})
	want := map[string]string{"name": "Books", "url": "https://books.example", "live": "true", "from": "2026-01-01", "columns": `{"number":"Nr"}`}
	if diff := cmp.Diff(want, f.Values()); diff != "" {
		t.Errorf("values (-want +got):\n%s", diff)
	}
	if !f.Validate() {
		t.Error("good values were refused")
	}
}

func TestFormSaysWhatIsWrongBesideTheField(t *testing.T) {
	f := connectorForm(t)
	f.SetValues(map[string]string{"url": "ftp://books", "days": "0", "from": "31.2.2026", "zone": "Mars/Base"})
	if f.Validate() {
		t.Fatal("bad values were accepted")
	}
	for _, key := range []string{"name", "url", "days", "from", "zone"} {
		if !f.Field(key).problem.Visible() {
			t.Errorf("%s has no message", key)
		}
	}
	if f.Field("live").problem.Visible() {
		t.Error("a good field has a message")
	}
	if !f.advanced.Visible() {
		t.Error("a message in a folded part must unfold it")
	}
	if left := f.SetErrors(map[string]string{"name": "Taken.", "nobody": "The server said no."}); len(left) != 1 {
		t.Errorf("messages without a field = %v", left)
	}
}

func TestMappingOffersTheNamesOfTheSource(t *testing.T) {
	f := connectorForm(t)
	f.SetColumns("columns", []string{"Fakturanr", "Forfall"})
	m, ok := f.controls["columns"].(*mappingControl)
	if !ok || len(m.selects) != 2 {
		t.Fatal("no choices for the columns")
	}
	key(m.selects[1], "Down", "Down")
	if got := f.Values()["columns"]; got != `{"due":"Forfall"}` {
		t.Errorf("mapping = %s", got)
	}
}

func TestCheckOfOneField(t *testing.T) {
	for _, c := range []struct {
		field FormField
		value string
		good  bool
	}{
		{FormField{Type: FieldText}, "", true},
		{FormField{Type: FieldText, Required: true}, " ", false},
		{FormField{Type: FieldText, Required: true, Default: "x"}, "", true},
		{FormField{Type: FieldText, Pattern: "[A-Z]{3}"}, "NOK", true},
		{FormField{Type: FieldText, Pattern: "[A-Z]{3}"}, "NOKK", false},
		{FormField{Type: FieldNumber, Max: "5"}, "6", false},
		{FormField{Type: FieldNumber}, "1.5", false},
		{FormField{Type: FieldDate, Max: "2026-01-01"}, "2026-01-02", false},
		{FormField{Type: FieldChoice, Choices: []Choice{{ID: "a"}}}, "b", false},
		{FormField{Type: FieldTimezone}, "Europe/Oslo", true},
	} {
		if got := c.field.Check(c.value) == ""; got != c.good {
			t.Errorf("%s %q: good = %v, want %v", c.field.Type, c.value, got, c.good)
		}
	}
}
