package main

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/conformance"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

func TestConformanceOfWriting(t *testing.T) {
	values, secrets := newServer(t).settings()
	conformance.RunPostings(t, conformance.Options{Settings: values, Secrets: secrets, Postings: conformance.Postings{
		Date: "2026-11-22", Permanent: []spec.PostingKind{spec.PostWriteOff},
	}})
}
