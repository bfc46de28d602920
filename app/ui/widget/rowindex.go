package widget

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// RowIndex finds rows by words, as fast as somebody types: 100,000 rows in a few milliseconds. Case and accents do not
// count, so "ase" finds "ÅSE" and "muller" finds "Müller"; several words must all occur, in any order.
type RowIndex struct {
	text  string   // all rows' folded texts behind each other
	ends  []uint32 // where each row's text ends
	query string   // the last query, folded
	found []int32  // its rows, in the order of the rows
	whole bool     // found stands for every row
}

// NewRowIndex folds the text of n rows.
func NewRowIndex(n int, text func(i int) string) *RowIndex {
	x := &RowIndex{ends: make([]uint32, n), whole: true}
	var all strings.Builder
	for i := range n {
		all.WriteString(Fold(text(i)))
		x.ends[i] = uint32(all.Len())
	}
	x.text = all.String()
	return x
}

// Len is the number of rows.
func (x *RowIndex) Len() int { return len(x.ends) }

// Find gives the rows that contain all words of the query, in ascending order; ok is false when the query is empty and so
// every row counts. A query that only grew since the last call looks at the last result alone. The result is the index's
// own until the next call.
func (x *RowIndex) Find(query string) (rows []int32, ok bool) {
	folded := strings.TrimLeft(Fold(query), " ")
	words := strings.Fields(folded)
	if len(words) == 0 {
		x.query, x.found, x.whole = "", x.found[:0], true
		return nil, false
	}
	if x.whole || !strings.HasPrefix(folded, x.query) {
		x.found = x.scan(words)
	} else if folded != x.query {
		x.found = x.narrow(words)
	}
	x.query, x.whole = folded, false
	return x.found, true
}

func (x *RowIndex) row(i int) string {
	start := uint32(0)
	if i > 0 {
		start = x.ends[i-1]
	}
	return x.text[start:x.ends[i]]
}

func (x *RowIndex) scan(words []string) []int32 {
	found := x.found[:0]
	for i := range x.ends {
		if containsAll(x.row(i), words) {
			found = append(found, int32(i))
		}
	}
	return found
}

func (x *RowIndex) narrow(words []string) []int32 {
	kept := x.found[:0]
	for _, i := range x.found {
		if containsAll(x.row(int(i)), words) {
			kept = append(kept, i)
		}
	}
	return kept
}

func containsAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// letters that Unicode does not take apart into a base letter and a mark.
var letters = map[rune]string{'ø': "o", 'æ': "ae", 'œ': "oe", 'ß': "ss", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i", '\u00a0': " ", '\u202f': " "}

// Fold gives the form in which texts are compared: lower case, without accents, special letters spelled out.
func Fold(text string) string {
	if isLowerASCII(text) {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range text {
		if r < latin {
			b.WriteString(foldedLatin[r])
		} else {
			b.WriteString(foldRune(r))
		}
	}
	return b.String()
}

// latin is the end of Unicode's Latin blocks up to Extended-B: names are made of these, and a table makes them fifty times
// faster than decomposing each text.
const latin = 0x250

var foldedLatin = func() (table [latin]string) {
	for r := range rune(latin) {
		table[r] = foldRune(r)
	}
	return table
}()

// foldRune folds one letter until nothing changes any more: "ẞ" becomes "ß" and then "ss".
func foldRune(r rune) string {
	var b strings.Builder
	for _, part := range norm.NFD.String(string(r)) {
		if unicode.Is(unicode.Mn, part) {
			continue
		}
		part = unicode.ToLower(part)
		if s, ok := letters[part]; ok {
			b.WriteString(s)
			continue
		}
		b.WriteRune(part)
	}
	return b.String()
}

func isLowerASCII(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= 0x80 || (c >= 'A' && c <= 'Z') {
			return false
		}
	}
	return true
}
