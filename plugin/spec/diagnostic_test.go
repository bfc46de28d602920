package spec_test

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

func TestDiagnosticReadsAsASentence(t *testing.T) {
	d := spec.Diagnostic{
		Summary: "31/02 is not a date.", Hint: "Correct it and sync again.",
		Record: spec.Record{File: "items.csv", Line: 12, Column: "Due", Stream: spec.StreamItems, ExternalID: "INV-1"},
	}
	want := "31/02 is not a date. (items.csv, line 12, column Due, items INV-1) Correct it and sync again."
	if got := d.Error(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
