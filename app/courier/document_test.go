package courier

import (
	"testing"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
)

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

// What names the heading in passing says nothing of what the law wants: its sentence stands there all the same.
func TestAHeadingInPassingIsNoMark(t *testing.T) {
	const wanted = "INKASSOVARSEL: Uten betaling kan kravet bli sendt til inkasso."
	for text, want := range map[string]bool{
		"Dette er ikke et inkassovarsel: du har tid til fredag.": false, "Hei.\n\nInkassovarsel: betal.": true, "Purring. INKASSOVARSEL: betal.": true,
		"Acme: INKASSOVARSEL: betal.": true, "Etter dette inkassovarsel: inkasso. Inkassovarsel: betal.": true, "preinkassovarsel: x": false,
	} {
		if marked(text, wanted) != want {
			t.Errorf("%q is marked: %v", text, !want)
		}
	}
}

func TestASentenceOfTheLawIsSaidInWhateverLanguageThereIs(t *testing.T) {
	n := dunning.Notice{Effects: []dunning.Effect{{What: dunning.Why{Key: dunning.EffectText, Args: map[string]string{"text.nb": "Nødvendig.", "rule": "X"}}}}}
	for _, language := range []string{"nb", "de", "en", "sv"} {
		if got := demanded(n, language); len(got) != 1 || got[0] != "Nødvendig." {
			t.Errorf("%s: %q", language, got)
		}
	}
}
