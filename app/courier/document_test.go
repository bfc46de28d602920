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

func TestASentenceThatTheLawWantsStandsOnce(t *testing.T) {
	const wanted = "INKASSOVARSEL: Uten betaling kan kravet bli sendt til inkasso."
	if !marked("Hei,\n\nInkassovarsel: Er beløpet ikke betalt, kan vi sende kravet til inkasso.", wanted) {
		t.Error("a letter that is marked already would be marked twice")
	}
	if marked("Hei, dette er siste purring før inkassovarsel.", wanted) || marked("", "No heading at all") {
		t.Error("a letter that only mentions the word passes as marked")
	}
}
