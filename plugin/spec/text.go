package spec

import "strings"

// Text is one text in several languages: BCP 47 language tag to wording.
// English ("en") must be there; other languages are a courtesy.
type Text map[string]string

// English makes a Text that has only its English wording.
func English(s string) Text { return Text{"en": s} }

// In returns the wording for the first of the wanted languages that is there:
// exactly ("nb-NO"), then by its base ("nb"), then English, then anything.
// Among "anything" the alphabetically first language wins, so that the answer
// does not change between two calls.
func (t Text) In(languages ...string) string {
	for _, want := range append(languages, "en") {
		if s, ok := t[want]; ok {
			return s
		}
		base, _, _ := strings.Cut(want, "-")
		if s, ok := t[base]; ok {
			return s
		}
	}
	first, found := "", false
	for lang := range t {
		if !found || lang < first {
			first, found = lang, true
		}
	}
	return t[first]
}
