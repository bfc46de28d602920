package i18n

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// sentenceForm is a sentence of another program as English writes it; names in braces stand for what differs each time.
type sentenceForm struct {
	key   string
	names []string
	shape *regexp.Regexp
	fixed int // letters that must be there as they are
}

var braces = regexp.MustCompile(`\{([a-z]+)\}`)

// formsUnder are the sentences whose keys begin with a prefix, what fixes most first.
var formsUnder = func() func(prefix string) []sentenceForm {
	var known sync.Map
	return func(prefix string) []sentenceForm {
		if forms, ok := known.Load(prefix); ok {
			return forms.([]sentenceForm)
		}
		english, err := Load(Fallback)
		if err != nil {
			return nil
		}
		var forms []sentenceForm
		for key, t := range english.texts {
			if strings.HasPrefix(key, prefix) {
				forms = append(forms, formOf(key, t.Other))
			}
		}
		slices.SortFunc(forms, func(a, b sentenceForm) int {
			if a.fixed != b.fixed {
				return b.fixed - a.fixed
			}
			return strings.Compare(a.key, b.key)
		})
		known.Store(prefix, forms)
		return forms
	}
}()

func formOf(key, english string) sentenceForm {
	f := sentenceForm{key: key}
	shape, end := "^", 0
	for _, at := range braces.FindAllStringSubmatchIndex(english, -1) {
		shape += regexp.QuoteMeta(english[end:at[0]]) + "(.+?)"
		f.names = append(f.names, english[at[2]:at[3]])
		f.fixed += at[0] - end
		end = at[1]
	}
	f.fixed += len(english) - end
	f.shape = regexp.MustCompile("(?s)" + shape + regexp.QuoteMeta(english[end:]) + "$")
	return f
}

// deepestRestated bounds how far sentences may lie within sentences: what is restated was written by other programs.
const deepestRestated = 6

// Restate says in the language of the screens what another program wrote in English, where a key that begins with prefix has
// its English form. The names in braces stand for anything, which is restated in its turn, piece by piece where it is a list
// with semicolons. What has no form stays as it is.
func Restate(prefix, sentence string) string {
	if Language() == Fallback {
		return sentence
	}
	return restate(formsUnder(prefix), sentence, deepestRestated)
}

func restate(forms []sentenceForm, text string, deep int) string {
	if deep == 0 {
		return text
	}
	for _, f := range forms {
		m := f.shape.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		args := Args{}
		for i, name := range f.names {
			args[name] = restate(forms, m[i+1], deep-1)
		}
		return T(f.key, args)
	}
	if pieces := strings.Split(text, "; "); len(pieces) > 1 {
		for i := range pieces {
			pieces[i] = restate(forms, pieces[i], deep-1)
		}
		return strings.Join(pieces, "; ")
	}
	return text
}
