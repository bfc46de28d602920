package mail

import (
	"encoding/base64"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Visible takes out of a name or subject what shows nothing and can make the rest be read otherwise: marks that turn the direction
// of the text around ("Trojan source"), and characters without width. Joiners inside a word stay, since Persian and Hindi are
// written with them. Bytes that are no text become a question mark.
func Visible(s string) string {
	runes := []rune(strings.ToValidUTF8(s, "?"))
	out := runes[:0:0]
	for i, r := range runes {
		inWord := i > 0 && i < len(runes)-1 && joins(runes[i-1]) && joins(runes[i+1])
		if !invisible(r) || (r == '\u200c' || r == '\u200d') && inWord {
			out = append(out, r)
		}
	}
	return string(out)
}

// invisible are the characters of the category Cf but those that show, the fillers of Hangul, and tags and selectors.
func invisible(r rune) bool {
	switch {
	case r == '\u00ad', r == '\u034f', r == '\u115f', r == '\u1160', r == '\u17b4', r == '\u17b5', r == '\u3164', r == '\uffa0':
		return true
	case r >= 0xfe00 && r <= 0xfe0e, r >= 0xe0000 && r <= 0xe0fff: // U+FE0F makes an emoji of a sign, and shows
		return true
	case r >= 0x0600 && r <= 0x0605, r == 0x06dd, r == 0x070f, r == 0x08e2: // Arabic signs that show around digits
		return false
	}
	return unicode.Is(unicode.Cf, r)
}

// joins reports whether a joiner between two such characters means something: letters beyond the Latin ones, and emoji.
func joins(r rune) bool {
	return r > 0x0370 && (unicode.IsLetter(r) || unicode.IsMark(r)) || r > 0x1f000 || r == '\ufe0f' || r >= 0x2600 && r < 0x2800
}

// wordBytes is how much text an encoded word holds: with its frame it stays under 76 characters (RFC 2047 section 2).
const wordBytes = 42

// asWords encodes a text that looks like an encoded word itself, which the library would leave as it is: a reader would decode it to
// something that nobody wrote.
func asWords(s string) string {
	if !strings.Contains(s, "=?") {
		return s
	}
	var words []string
	for len(s) > 0 {
		n := 0
		for i, r := range s {
			if i+utf8.RuneLen(r) > wordBytes {
				break
			}
			n = i + utf8.RuneLen(r)
		}
		words = append(words, "=?UTF-8?b?"+base64.StdEncoding.EncodeToString([]byte(s[:n]))+"?=")
		s = s[n:]
	}
	return strings.Join(words, " ")
}
