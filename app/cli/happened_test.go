package cli

import (
	"strings"
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
)

func TestAnEntryIsReadInWords(t *testing.T) {
	for data, want := range map[string]string{
		`{"amount":"500.00","by":"2026-11-27","tolerance":"5.00","tolerance_days":2}`:  "amount 500.00, by 2026-11-27, tolerance 5.00, tolerance days 2",
		`{"until":"","reason":"an answer waits to be read","hold":0,"review_on":null}`: "reason an answer waits to be read",
		`{"text":"Hello,\n\nwe have paid.\nRegards"}`:                                  "text “Hello, we have paid. Regards”",
		`{"words":["already paid","transferred"],"says":"says-paid"}`:                  "says says-paid, words already paid + transferred",
		`{"plan":{"number":7,"kept":true,"left":false},"minor":12345678901234567}`:     "minor 12345678901234567, plan (kept yes, number 7)",
		`{}`: "", `null`: "", `no json`: "no json",
		`{"text":"` + strings.Repeat("å", 200) + `"}`: "text " + strings.Repeat("å", 120) + "…",
	} {
		if got := happened(&activity.Entry{Data: data}); got != want {
			t.Errorf("%s: %q, want %q", data, got, want)
		}
	}
}
