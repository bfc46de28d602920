package spec

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isClean reports whether a text is UTF-8 and free of control characters. Texts
// of several lines may hold line feeds and tabs.
func isClean(s string, multiline bool) bool {
	for i := range len(s) {
		if b := s[i]; b < ' ' || b >= 0x7f {
			return isCleanSlow(s[i:], multiline)
		}
	}
	return true
}

func isCleanSlow(s string, multiline bool) bool {
	for i, r := range s {
		if r == utf8.RuneError {
			if _, width := utf8.DecodeRuneInString(s[i:]); width == 1 {
				return false
			}
		}
		if isBad(r, multiline) {
			return false
		}
	}
	return true
}

// isBad also counts the line and paragraph separators: mail headers and PDF
// lines must not break where nobody sees why.
func isBad(r rune, multiline bool) bool {
	if multiline && (r == '\n' || r == '\t') {
		return false
	}
	return unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
}

// cleaner mends texts and remembers whether it had to take anything out of one.
type cleaner struct{ mended bool }

// line trims spaces and turns control characters into spaces.
func (c *cleaner) line(s *string) {
	trimmed := strings.TrimSpace(*s)
	if !isClean(trimmed, false) {
		trimmed = strings.TrimSpace(mend(trimmed, false))
		c.mended = true
	}
	*s = trimmed
}

// text does the same for several lines and makes line ends "\n".
func (c *cleaner) text(s *string) {
	t := strings.TrimSpace(*s)
	if strings.Contains(t, "\r") {
		t = strings.ReplaceAll(strings.ReplaceAll(t, "\r\n", "\n"), "\r", "\n")
	}
	if !isClean(t, true) {
		t = strings.TrimSpace(mend(t, true))
		c.mended = true
	}
	*s = t
}

func (c *cleaner) code(s *string) {
	c.line(s)
	*s = strings.ToUpper(*s)
}

// extra returns the map itself when it is clean, else a mended copy.
func (c *cleaner) extra(m map[string]string) map[string]string {
	for k, v := range m {
		if !isTidy(k, false) || !isTidy(v, true) {
			return c.mendExtra(m)
		}
	}
	return m
}

func (c *cleaner) mendExtra(m map[string]string) map[string]string {
	out := make(map[string]string, len(m))
	for k, v := range m {
		c.line(&k)
		c.text(&v)
		if k != "" {
			out[k] = v
		}
	}
	return out
}

func isTidy(s string, multiline bool) bool {
	return isClean(s, multiline) && strings.TrimSpace(s) == s
}

func mend(s string, multiline bool) string {
	return strings.Map(func(r rune) rune {
		if isBad(r, multiline) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}
