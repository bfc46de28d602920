package main

import (
	"path/filepath"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/conformance"
)

func TestConformance(t *testing.T) {
	for form, file := range oddBooks(t) {
		t.Run(form, func(t *testing.T) {
			path, err := filepath.Abs(file)
			if err != nil {
				t.Fatal(err)
			}
			got := conformance.Run(t, conformance.Options{Settings: map[string]string{"file": path, "timezone": "Pacific/Auckland"}})
			if len(got.Items) != 13 || len(got.Payments) != 4 {
				t.Errorf("%d items, %d payments; want 13 and 4", len(got.Items), len(got.Payments))
			}
		})
	}
}
