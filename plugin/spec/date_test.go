package spec_test

import (
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/plugin/spec"
	"pgregory.net/rapid"
)

func TestDateValid(t *testing.T) {
	for date, want := range map[spec.Date]bool{
		"2026-11-21": true, "2024-02-29": true, "2000-02-29": true,
		"2026-02-29": false, "1900-02-29": false, "2026-02-31": false, "2026-13-01": false, "2026-00-10": false,
		"2026-1-1": false, "21.11.2026": false, "2026-11-21T00:00:00Z": false, "": false, "2026-11-3१": false, "1899-12-31": false,
	} {
		if got := date.Valid(); got != want {
			t.Errorf("Date(%q).Valid() = %v, want %v", date, got, want)
		}
	}
}

// The calendar of package time is the oracle: a date is valid exactly when
// parsing it and writing it again gives the same text.
func TestDateValidAgreesWithTheCalendar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`(19|20)[0-9]{2}-[0-1][0-9]-[0-3][0-9]`).Draw(t, "date")
		_, err := time.Parse(time.DateOnly, text)
		if got := spec.Date(text).Valid(); got != (err == nil) {
			t.Fatalf("Date(%q).Valid() = %v, the calendar says %v", text, got, err == nil)
		}
	})
}

func TestDateOfUsesTheInstantsOwnZone(t *testing.T) {
	oslo, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		t.Skip("no time zone database: ", err)
	}
	instant := time.Date(2026, 7, 31, 22, 30, 0, 0, time.UTC)
	if got := spec.DateOf(instant); got != "2026-07-31" {
		t.Errorf("in UTC: %s", got)
	}
	if got := spec.DateOf(instant.In(oslo)); got != "2026-08-01" {
		t.Errorf("in Oslo: %s", got)
	}
}
