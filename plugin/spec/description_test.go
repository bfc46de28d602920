package spec_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"github.com/google/go-cmp/cmp"
)

func goodDescription() spec.Description {
	return spec.Description{
		Kind: "ledger", Title: spec.Text{"en": "Ledger", "nb": "Reskontro"}, Summary: spec.English("Reads a ledger."),
		Version: "1.0.0", ProtocolVersion: spec.ProtocolVersion, Verified: spec.VerifiedRecorded,
		Streams: []spec.Stream{spec.StreamDebtors, spec.StreamItems}, Fields: fields(),
		Capabilities: spec.Capabilities{spec.CanResume, "write.note"}, Docs: spec.English("Take the file."),
	}
}

func TestDescriptionValidate(t *testing.T) {
	for _, tc := range []struct {
		field  string
		change func(*spec.Description)
	}{
		{"", func(*spec.Description) {}},
		{"kind", func(d *spec.Description) { d.Kind = "../evil" }},
		{"version", func(d *spec.Description) { d.Version = "1" }},
		{"title", func(d *spec.Description) { d.Title = spec.Text{"nb": "Reskontro"} }},
		{"verified", func(d *spec.Description) { d.Verified = "" }},
		{"streams", func(d *spec.Description) { d.Streams = []spec.Stream{spec.StreamItems} }},
		{"fields", func(d *spec.Description) { d.Fields[0].Key = "Base URL" }},
		{"fields.url", func(d *spec.Description) { d.Fields[1].Key = "url" }},
		{"fields.password", func(d *spec.Description) { d.Fields[1].Default = "x" }},
		{"fields.days.default", func(d *spec.Description) { d.Fields[3].Default = "0" }},
		{"fields.kind", func(d *spec.Description) { d.Fields[4].Choices = nil }},
		{"fields.code.pattern", func(d *spec.Description) { d.Fields[9].Pattern = "(" }},
		{"docs", func(d *spec.Description) { d.Docs = spec.English(strings.Repeat("x", 1<<20)) }},
	} {
		d := goodDescription()
		tc.change(&d)
		var v *spec.Violation
		switch err := d.Validate(); {
		case tc.field == "" && err != nil:
			t.Error(err)
		case tc.field != "" && (!errors.As(err, &v) || v.Field != tc.field):
			t.Errorf("want a violation of %s, got %v", tc.field, err)
		}
	}
}

func TestDescriptionSurvivesJSON(t *testing.T) {
	want := goodDescription()
	b, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got spec.Description
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestMarkdownHasARowForEachField(t *testing.T) {
	d := goodDescription()
	d.Fields[0].Help = spec.English("With | and\nnew line.")
	page := d.Markdown("nb-NO")
	for _, want := range []string{"# Reskontro\n", "| `url` | url | yes | Address. With \\| and new line. |", "no, `30`", "Take the file."} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in\n%s", want, page)
		}
	}
}

func TestTextFallsBack(t *testing.T) {
	text := spec.Text{"en": "Book", "nb": "Bok"}
	for lang, want := range map[string]string{"nb": "Bok", "nb-NO": "Bok", "de": "Book", "": "Book"} {
		if got := text.In(lang); got != want {
			t.Errorf("In(%q) = %q, want %q", lang, got, want)
		}
	}
	if got := (spec.Text{"id": "Buku", "de": "Buch"}).In("fr"); got != "Buch" {
		t.Errorf("without English: %q", got)
	}
	if got := spec.Text(nil).In("en"); got != "" {
		t.Errorf("empty text: %q", got)
	}
}
