package sms

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

func TestNumbersBecomeInternational(t *testing.T) {
	for _, c := range []struct{ written, region, want string }{
		{"912 34 567", "NO", "+4791234567"},
		{"+47 912 34 567", "DE", "+4791234567"},
		{"0047 91234567", "NO", "+4791234567"},
		{"0812-3456-7890", "ID", "+6281234567890"},
		{"0151 23456789", "de", "+4915123456789"},
		{"(212) 555-0123", "US", "+12125550123"},
		{"38 00 41 10", "NO", ""}, // a fixed line
		{"030 901820", "DE", ""},  // Berlin
		{"800 33 000", "NO", ""},  // free phone
		{"912 34 567", "", ""},    // of no country
		{"not a number", "NO", ""},
		{"", "NO", ""},
		{"+47 1", "NO", ""},
	} {
		got, err := Number(c.written, c.region)
		if got != c.want || (err == nil) != (c.want != "") || err != nil && !fault.Has(err, BadNumber) {
			t.Errorf("%q of %q: %q, %v", c.written, c.region, got, err)
		}
	}
}

func TestSenders(t *testing.T) {
	for from, ok := range map[string]bool{
		"Skagerrak": true, "Nordlys AS": true, "A": true, "ElevenChars": true, "TwelveLetter": false, "Ærlig": false, " x": false, "x ": false,
		"2440": true, "+4791234567": true, "12": false, "1 2": false, "1234567890123456": false, "a\nb": false, "": false, "A-B": false,
	} {
		if err := CheckSender(from); (err == nil) != ok {
			t.Errorf("%q: %v", from, err)
		}
	}
}
