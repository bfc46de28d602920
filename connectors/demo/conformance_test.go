package main

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/conformance"
)

func TestConformance(t *testing.T) {
	got := conformance.Run(t, conformance.Options{Settings: map[string]string{"as_of": "2026-11-21"}})
	if len(got.Debtors) != 400 {
		t.Errorf("%d customers, want 400", len(got.Debtors))
	}
}

// Enough customers for several checkpoints.
func TestConformanceOfALargeCompany(t *testing.T) {
	got := conformance.Run(t, conformance.Options{Settings: map[string]string{"customers": "6000", "open_items": "2", "as_of": "2026-11-21"}})
	if len(got.Items) != 12000 {
		t.Errorf("%d items, want 12000", len(got.Items))
	}
}
