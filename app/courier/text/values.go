package text

import (
	"net/url"
	"reflect"
	"strings"
	"unicode"
)

// names are the values a template may use, in the order of Vars.
var names = func() []string {
	t := reflect.TypeFor[Vars]()
	all := make([]string, t.NumField())
	for i := range all {
		all[i] = t.Field(i).Tag.Get("notice")
	}
	return all
}()

// Names lists what a template may name, for the editor's help.
func Names() []string { return append([]string(nil), names...) }

// values gives the variables by name. A value is one line: a line break or a control character in a debtor's name
// must not make a paragraph or a header.
func (v Vars) values() map[string]any {
	r := reflect.ValueOf(v)
	m := make(map[string]any, len(names))
	for i, name := range names {
		if s, ok := r.Field(i).Interface().(string); ok {
			m[name] = shortened(oneLine(s))
			if name == linkName && !isLink(s) {
				m[name] = ""
			}
			continue
		}
		m[name] = r.Field(i).Interface()
	}
	return m
}

// mostValue is how many characters of a value are shown: no name is longer, and what is longer was not meant to be read.
const mostValue = 400

func shortened(s string) string {
	if len(s) <= mostValue {
		return s
	}
	n := 0
	for at := range s {
		if n++; n > mostValue {
			return s[:at] + "…"
		}
	}
	return s
}

// linkName is the value that mail and phone make a link of: it must be one that opens a page and nothing else.
const linkName = "pay_link"

func isLink(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && !strings.ContainsAny(s, " \t\r\n\"<>")
}

func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\u2028' || r == '\u2029' || unicode.IsControl(r):
			return ' '
		case r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
	return strings.Trim(s, " ")
}

// escapeMarkdown makes a value mean itself: every ASCII punctuation mark may be escaped (CommonMark 0.31 section 2.4).
func escapeMarkdown(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r < unicode.MaxASCII && (unicode.IsPunct(r) || unicode.IsSymbol(r)) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
