package main

import (
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
)

func TestStampsOfAllGnuCashVersions(t *testing.T) {
	t.Parallel()
	oslo, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		t.Skip("no time zone data on this machine")
	}
	for text, want := range map[string]spec.Date{
		"2026-07-31 00:00:00":       "2026-07-31", // SQLite of GnuCash 3 and later, UTC
		"20260730220000":            "2026-07-31", // SQLite of GnuCash 2
		"2026-07-30 22:00:00 +0000": "2026-07-31", // XML
		"2026-07-31 00:00:00 +0200": "2026-07-31", // XML of GnuCash 2
		"2026-01-30 23:00:00":       "2026-01-31", // in winter
		"2026-07-30 21:59:59":       "2026-07-30",
		"2026-07-31":                "2026-07-31", // gdate in XML
		"20260731":                  "2026-07-31", // gdate in SQLite
		" 2026-07-31 10:59:00 ":     "2026-07-31",
		"":                          "",
		"1970-01-01 00:00:00":       "",
		"19700101000000":            "",
	} {
		s, err := parseStamp(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
		}
		if got := s.date(zone{location: oslo}); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	for _, text := range []string{"2026-02-31", "31.07.2026", "20260231", "yesterday", "2026-07-31 24:00:00", "0000-00-00", "99991231235959999"} {
		if s, err := parseStamp(text); err == nil {
			t.Errorf("%q was read as %+v", text, s)
		}
	}
}

func FuzzStamp(f *testing.F) {
	for _, text := range []string{"2026-07-31 00:00:00", "20260730220000", "2026-07-30 22:00:00 +0000", "20260731", "", "9999-12-31 23:59:59 -1200"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := parseStamp(text)
		if err != nil || s.isZero() {
			return
		}
		for _, z := range []zone{{location: time.UTC}, {location: time.FixedZone("", 14*3600)}, {location: time.FixedZone("", -12*3600)}, {nearest: true}} {
			if day := s.date(z); !day.Valid() {
				t.Errorf("%q became the day %q", text, day)
			}
		}
	})
}
