package wording

import (
	"html"
	"strings"
	"unicode"
)

// asRead is a line in small letters as a reader sees it: without Markdown's marks and what takes no room, with entities and characters
// of other alphabets as the letters that they look like, and with one space between words. Who hides a threat from the program has
// written it to the reader all the same.
func asRead(text string) string {
	var out []rune
	for _, r := range strings.ToLower(html.UnescapeString(text)) {
		if r >= '\uff01' && r <= '\uff5e' { // the wide forms of ASCII
			r = unicode.ToLower(r - '\uff01' + '!')
		}
		if like, ok := lookalikes[r]; ok {
			r = like
		}
		switch last := len(out) - 1; {
		case unicode.Is(unicode.Cf, r), r == '*', r == '\\':
		case unicode.Is(unicode.Mn, r):
			if last >= 0 {
				out[last] = withMark(out[last], r)
			}
		case unicode.IsSpace(r), unicode.Is(unicode.Zs, r):
			if last >= 0 && out[last] != ' ' {
				out = append(out, ' ')
			}
		default:
			out = append(out, r)
		}
	}
	return string(out)
}

// withMark is a letter with a mark that was written behind it, where one of our languages has that letter.
func withMark(r, mark rune) rune {
	if marked, ok := composed[[2]rune{r, mark}]; ok {
		return marked
	}
	return r
}

var composed = map[[2]rune]rune{
	{'a', '\u0308'}: 'ä', {'o', '\u0308'}: 'ö', {'u', '\u0308'}: 'ü', {'a', '\u030a'}: 'å', {'e', '\u0301'}: 'é',
}

// lookalikes are letters of other alphabets that look like Latin ones (Unicode Technical Standard 39, confusables).
var lookalikes = map[rune]rune{
	'а': 'a', 'е': 'e', 'о': 'o', 'р': 'p', 'с': 'c', 'у': 'y', 'х': 'x', 'і': 'i', 'ј': 'j', 'ѕ': 's', 'һ': 'h', 'ԁ': 'd', 'ԛ': 'q', 'ԝ': 'w', 'к': 'k', 'т': 't', 'м': 'm',
	'α': 'a', 'ο': 'o', 'ι': 'i', 'ν': 'v', 'ρ': 'p', 'κ': 'k', 'τ': 't', 'υ': 'u', 'ı': 'i',
}
