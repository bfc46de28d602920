package main

import (
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

// A list as bad days bring it: each broken row is told, the others are read.
func TestConformanceOfABrokenList(t *testing.T) {
	conformance.Run(t, conformance.Options{
		Settings: map[string]string{"items": data(t, "broken.csv")},
		Rejected: 9,
		Golden:   "testdata/broken.golden.json",
	})
}
