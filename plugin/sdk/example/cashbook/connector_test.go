package main

import (
	"path/filepath"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/conformance"
)

func TestConformance(t *testing.T) {
	file, err := filepath.Abs("testdata/export.json")
	if err != nil {
		t.Fatal(err)
	}
	got := conformance.Run(t, conformance.Options{
		Settings: map[string]string{"file": file},
		Rejected: 1, // the export holds an invoice due on 31 February
		Golden:   "testdata/golden.json",
	})
	if sum := got.Last.Sums["EUR"]; sum != 143475 {
		t.Errorf("the items add up to %d cents", sum)
	}
}
