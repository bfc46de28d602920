package main

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// transcribed are the letters that have no accent to take off.
var transcribed = map[rune]string{'ø': "o", 'æ': "a", 'œ': "o", 'ß': "ss", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'º': "°"}

// pairs that stand for one letter where the accented one was not at hand:
// "Faelligkeit". They are shortened in every word alike, so that two spellings
// of one word meet and two words do not.
var pairs = strings.NewReplacer("ae", "a", "oe", "o", "ue", "u")

// fold brings a heading or a word into the form by which it is compared: no
// case, no accents, no spaces, no punctuation.
func fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		if long, ok := transcribed[r]; ok {
			b.WriteString(long)
		} else if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("#€£$°", r) {
			b.WriteRune(r)
		}
	}
	return pairs.Replace(b.String())
}
