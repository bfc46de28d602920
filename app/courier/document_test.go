package courier

import "testing"

func TestALetterNamesTheStatuteAndNotWhoReportedIt(t *testing.T) {
	for source, want := range map[string]string{
		"inkassoforskriften § 1-2 (1/20 of the collection rate of 750); calculated from a blog":           "inkassoforskriften § 1-2",
		"inkassoforskriften § 1-2 (1/20 of the collection rate; the claim's due date decides); two blogs": "inkassoforskriften § 1-2",
		"BGB § 288(5); a list": "BGB § 288(5)",
		"our terms of sale":    "our terms of sale",
		"":                     "",
	} {
		if got := statute(source); got != want {
			t.Errorf("%q: %q, want %q", source, got, want)
		}
	}
}
