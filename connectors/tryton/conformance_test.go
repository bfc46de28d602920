package main

import (
	"net/http/httptest"
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/conformance"
)

// The built program keeps the protocol, on the recorded answers.
func TestConformance(t *testing.T) {
	tape := &tape{T: t, file: "testdata/recorded/conformance.json.gz"}
	values, secrets := settingsFor("", "tryton")
	if *record {
		values, secrets = realTryton(t)
		tape.to, tape.database = values["url"], values["database"]
		values["database"] = "tryton"
	} else {
		tape.load()
	}
	server := httptest.NewServer(tape)
	t.Cleanup(server.Close)
	values["url"] = server.URL
	conform(t, values, secrets)
	if *record {
		tape.save()
	}
}

// TestConformanceOfRealTryton is the same on a real server.
func TestConformanceOfRealTryton(t *testing.T) {
	values, secrets := realTryton(t)
	conform(t, values, secrets)
}

func conform(t *testing.T, values, secrets map[string]string) {
	t.Helper()
	got := conformance.Run(t, conformance.Options{Settings: values, Secrets: secrets, Golden: "testdata/golden.json"})
	if len(got.Items) != 13 || len(got.Payments) != 4 || got.Last.Sums["EUR"] != 586525 || got.Last.Control["EUR"] != 586525 {
		t.Errorf("%d items, %d payments, %+v", len(got.Items), len(got.Payments), got.Last)
	}
}

// What is written into a real Tryton keeps the rules of writing.
func TestConformanceOfWritingToRealTryton(t *testing.T) {
	values, secrets := realTryton(t)
	conformance.RunPostings(t, conformance.Options{Settings: values, Secrets: secrets, Postings: conformance.Postings{Date: "2026-11-21"}})
}
