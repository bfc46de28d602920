package texts

import (
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/wording"
	"github.com/dunningdesk/dunningdesk/app/desk"
)

func TestATextIsSavedOnlyWhenNothingIsAgainstIt(t *testing.T) {
	m := &Model{}
	m.Take(desk.Text{TextRow: desk.TextRow{Name: "firm", Language: "nb", Version: 2}, Source: "one"})
	if m.Dirty() || m.CanSave() {
		t.Error("nothing was written")
	}
	m.Draft = "two"
	if !m.Dirty() || !m.CanSave() {
		t.Error("it cannot be kept")
	}
	m.Findings = []wording.Finding{{Severity: wording.Warning}, {Severity: wording.Error}}
	if errors, warnings := m.Errors(); m.CanSave() || errors != 1 || warnings != 1 {
		t.Errorf("%d errors, %d warnings", errors, warnings)
	}
	if o := m.Order(); o.After != 2 || o.Source != "two" || o.Name != "firm" || o.Language != "nb" {
		t.Errorf("%+v", o)
	}
}

func TestAnOwnNameIsListedInEveryLanguage(t *testing.T) {
	m := &Model{Language: "en", Rows: []desk.TextRow{
		{Name: "firm", Language: "en", Group: desk.TextOfLevel},
		{Name: "firm", Language: "nb", Group: desk.TextOfLevel},
		{Name: "hotels", Language: "nb", Group: desk.TextOfHouse, Own: true},
	}}
	var names []string
	for _, r := range m.InLanguage() {
		names = append(names, r.Name+" "+r.Language)
	}
	if got := strings.Join(names, ", "); got != "firm en, hotels en" {
		t.Errorf("listed: %s", got)
	}
	if got := strings.Join(m.Languages(), ","); got != "en,nb" {
		t.Errorf("languages: %s", got)
	}
}

func TestCompareTellsWhatChanged(t *testing.T) {
	show := func(changes []Change) string {
		var out []string
		for _, c := range changes {
			switch {
			case c.Added:
				out = append(out, "+"+c.Line)
			case c.Gone:
				out = append(out, "-"+c.Line)
			default:
				out = append(out, " "+c.Line)
			}
		}
		return strings.Join(out, "|")
	}
	for _, c := range []struct{ old, now, want string }{
		{"a\nb\nc\n", "a\nx\nc", " a|-b|+x| c"},
		{"a", "a\nb", " a|+b"},
		{"a\nb", "b", "-a| b"},
		{"", "a", "-|+a"},
		{"same", "same", " same"},
	} {
		if got := show(Compare(c.old, c.now)); got != c.want {
			t.Errorf("%q to %q: %s", c.old, c.now, got)
		}
	}
	if got := Compare(strings.Repeat("a\n", 3000), "b"); len(got) != 3001 {
		t.Errorf("%d lines", len(got))
	}
}
