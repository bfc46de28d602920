package main

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/plugin/conformance"
	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

// Dolibarr closes an invoice whole, so the write-off gives up all of one; the book is put back before the next.
func TestConformanceOfWriting(t *testing.T) {
	s := newServer(t)
	values, secrets := s.settings()
	conformance.RunPostings(t, conformance.Options{Settings: values, Secrets: secrets, Postings: conformance.Postings{
		Date: "2026-11-21", Anew: s.anew, Permanent: []spec.PostingKind{spec.PostFee},
		Samples: map[spec.PostingKind]spec.Posting{spec.PostWriteOff: loss()},
	}})
}

// anew puts the book back as it was recorded.
func (s *server) anew() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.files)
	s.events = nil
	s.load()
}
