package incoming

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Says is what an answer may mean. It is a guess that a person confirms, and nothing follows from it by itself.
type Says string

// What an answer may mean. Names are stored: add, never change.
const (
	AsksTime    Says = "asks-time" // asks for time, or says when the money comes
	SaysPaid    Says = "says-paid"
	Disputes    Says = "disputes"
	WrongPerson Says = "wrong-person" // we write to somebody who is not, or no longer, meant
	Unclear     Says = "unclear"
)

// Suggestion is a guess with what it stands on.
type Suggestion struct {
	Says  Says
	Words []string // as they stand in the text, in their order; none: unclear
}

// Suggest guesses from the words of an answer what it asks for. Each phrase of the lists counts once for its meaning; what has
// most wins, and where two have as much it is unclear, with the words of both.
func Suggest(text string) Suggestion {
	words := wordsOf(text)
	votes := map[Says]int{}
	seen := map[Says][]found{}
	counted := map[string]bool{}
	for at := 0; at < len(words); at++ {
		hit, ok := phraseAt(words, at)
		if !ok {
			continue
		}
		if !counted[hit.text] && !negated(words, at, hit) {
			counted[hit.text] = true
			votes[hit.says] += hit.weight
			seen[hit.says] = append(seen[hit.says], found{at, strings.Join(words[at:at+len(hit.words)], " ")})
		}
		at += len(hit.words) - 1 // a word counts once
	}
	best, second := Unclear, Unclear
	for _, says := range []Says{WrongPerson, Disputes, SaysPaid, AsksTime} {
		switch {
		case votes[says] > votes[best]:
			best, second = says, best
		case votes[says] > votes[second]:
			second = says
		}
	}
	if best == Unclear || votes[best] == votes[second] {
		return Suggestion{Unclear, inOrder(append(seen[best], seen[second]...))}
	}
	return Suggestion{best, inOrder(seen[best])}
}

// found is a phrase and where it stands.
type found struct {
	at   int
	text string
}

func inOrder(list []found) []string {
	slices.SortStableFunc(list, func(a, b found) int { return cmp.Compare(a.at, b.at) })
	var out []string
	for _, f := range list {
		if !slices.Contains(out, f.text) {
			out = append(out, f.text)
		}
	}
	return out
}

// mostWords is how much of an answer is looked at: what it is about stands at its beginning.
const mostWords = 400

// wordsOf gives the words of a text in lower case.
func wordsOf(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '\'' && r != '’' })
	words = words[:min(len(words), mostWords)]
	for i := range words {
		words[i] = strings.Trim(strings.ReplaceAll(words[i], "’", "'"), "'")
	}
	return words
}

// phrase is a run of words that speaks for a meaning. A word that ends in * stands for all that begin so.
type phrase struct {
	text   string
	words  []string
	says   Says
	weight int
	firm   bool // is itself a denial: a "not" before it belongs to it, or changes nothing
}

// phraseAt gives the longest phrase that begins at a word.
func phraseAt(words []string, at int) (phrase, bool) {
	var best phrase
	for _, p := range phrases {
		if len(p.words) > len(best.words) && begins(words[at:], p.words) {
			best = p
		}
	}
	return best, len(best.words) > 0
}

func begins(words, phrase []string) bool {
	if len(words) < len(phrase) {
		return false
	}
	for i, p := range phrase {
		stem, open := strings.CutSuffix(p, "*")
		if words[i] != p && (!open || !strings.HasPrefix(words[i], stem)) {
			return false
		}
	}
	return true
}

// denials turn what follows them around, in the four languages.
var denials = []string{
	"not", "never", "haven't", "hasn't", "isn't", "didn't", "don't", "cannot", "can't", "unpaid", "ikke", "aldri", "ikkje", "nicht", "nie", "noch", "kein", "keine", "belum", "tidak", "bukan",
}

// negated reports whether one of the three words before a phrase denies it.
func negated(words []string, at int, p phrase) bool {
	return !p.firm && slices.ContainsFunc(words[max(0, at-3):at], func(w string) bool { return slices.Contains(denials, w) })
}
