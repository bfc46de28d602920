package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/conformance"
)

func TestConformance(t *testing.T) {
	got := conformance.Run(t, conformance.Options{
		Settings: map[string]string{"items": data(t, "open-items.csv"), "customers": data(t, "customers.txt")},
		Golden:   "testdata/golden.json",
	})
	if got.Last.Sums["EUR"] != 586525 || got.Last.Sums["USD"] != 125000 {
		t.Errorf("the items add up to %v", got.Last.Sums)
	}
}

func TestConformanceOfAWorkbook(t *testing.T) {
	got := conformance.Run(t, conformance.Options{
		Settings: map[string]string{"items": data(t, "books.xlsx"), "customers": data(t, "books.xlsx")},
	})
	if got.Last.Sums["EUR"] != 586525 || got.Last.Sums["USD"] != 125000 {
		t.Errorf("the items add up to %v", got.Last.Sums)
	}
}

// A folder is read like the files in it.
func TestConformanceOfAFolder(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"open-items.csv", "customers.txt"} {
		content, err := os.ReadFile(data(t, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	conformance.Run(t, conformance.Options{
		Settings: map[string]string{"folder": dir},
		Golden:   "testdata/golden.json",
	})
}

// A list as bad days bring it: each broken row is told, the others are read.
func TestConformanceOfABrokenList(t *testing.T) {
	conformance.Run(t, conformance.Options{
		Settings: map[string]string{"items": data(t, "broken.csv")},
		Rejected: 9,
		Golden:   "testdata/broken.golden.json",
	})
}
