package store

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// special holds letters that Unicode does not take apart into a letter and a mark.
var special = map[rune]string{
	'ø': "o", 'æ': "ae", 'œ': "oe", 'ß': "ss", 'ð': "d", 'đ': "d", 'þ': "th", 'ł': "l", 'ħ': "h", 'ı': "i", 'ŋ': "n", 'ŧ': "t", 'ĸ': "k",
	'\'': "", '’': "", '`': "",
}

// written holds how people without the key write a letter: two letters for one.
var written = map[rune]string{'ä': "ae", 'ö': "oe", 'ü': "ue", 'å': "aa", 'ø': "oe"}

// collapse is the way back, for names that were entered in two letters already: ae is a, oe is o, ue is u, aa is a.
func collapse(folded string) string {
	var out []byte
	for i := 0; i < len(folded); i++ {
		pair := i > 0 && (folded[i] == 'e' && strings.IndexByte("aou", folded[i-1]) >= 0 || folded[i] == 'a' && folded[i-1] == 'a')
		switch {
		case pair && out == nil:
			out = append(make([]byte, 0, len(folded)), folded[:i]...)
		case !pair && out != nil:
			out = append(out, folded[i])
		}
	}
	if out == nil {
		return folded
	}
	return string(out)
}

// Fold makes text comparable: lower case, letters without their marks (Å and å are a, ø is o, æ is ae, ß is ss), width and
// ligature variants made plain (NFKD), and every run of other characters than letters and digits one space.
func Fold(text string) string {
	if folded, ok := foldASCII(text); ok {
		return folded
	}
	return squeeze(strings.ToLower(norm.NFKC.String(text)), nil)
}

// foldASCII is Fold for the plain text that most names are.
func foldASCII(text string) (string, bool) {
	out := make([]byte, 0, len(text))
	gap := false
	for i := range len(text) {
		c := text[i]
		switch {
		case c >= 0x80:
			return "", false
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
		case c == '\'' || c == '`':
			continue
		default:
			gap = len(out) > 0
			continue
		}
		if gap {
			out, gap = append(out, ' '), false
		}
		out = append(out, c)
	}
	return string(out), true
}

// squeeze folds lower-case text letter by letter; spelled says how to write some letters instead.
func squeeze(lower string, spelled map[rune]string) string {
	var b strings.Builder
	gap := false
	put := func(s string) {
		if s != "" && gap && b.Len() > 0 {
			b.WriteByte(' ')
		}
		if s != "" {
			gap = false
		}
		b.WriteString(s)
	}
	for _, r := range lower {
		if r < 0x80 && r != '\'' && r != '`' { // most letters of most names
			if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
				if gap && b.Len() > 0 {
					b.WriteByte(' ')
				}
				gap = false
				b.WriteByte(byte(r))
			} else {
				gap = true
			}
			continue
		}
		if s, ok := spelled[r]; ok {
			put(s)
			continue
		}
		if s, ok := special[r]; ok {
			put(s)
			continue
		}
		for _, part := range norm.NFKD.String(string(r)) {
			switch {
			case unicode.Is(unicode.Mn, part):
			case unicode.IsLetter(part) || unicode.IsDigit(part):
				if s, ok := special[part]; ok {
					put(s)
				} else {
					put(string(unicode.ToLower(part)))
				}
			default:
				gap = true
			}
		}
	}
	return b.String()
}

// SearchText makes what a filter looks in: the folded parts, and for words that people spell in two ways the other
// spellings too, so that mueller, muller and müller all find Müller, and so for Mueller.
func SearchText(parts ...string) string {
	text := strings.Join(parts, " ")
	out, plain := foldASCII(text)
	if !plain {
		lower := strings.ToLower(norm.NFKC.String(text))
		out = addWords(squeeze(lower, nil), squeeze(lower, written))
	}
	if short := collapse(out); short != out {
		out = addWords(out, short)
	}
	return out
}

// addWords appends the words of more that text does not hold yet.
func addWords(text, more string) string {
	for word := range strings.FieldsSeq(more) {
		if !strings.Contains(text, word) {
			text += " " + word
		}
	}
	return text
}

// Matches reports whether every word of a folded query occurs in a search text.
func Matches(search, foldedQuery string) bool {
	for word := range strings.FieldsSeq(foldedQuery) {
		if !strings.Contains(search, word) {
			return false
		}
	}
	return true
}
