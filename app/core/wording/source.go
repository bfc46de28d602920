package wording

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Parts of a source.
const (
	subject = "Subject"
	heading = "Heading"
	sms     = "SMS"
	body    = "body"
)

// line is a line of the source without its tags.
type line struct {
	number int
	part   string
	all    string // what may be read of it
	calm   string // what may be read of it where no warning is given: outside {{#warning}}
	warned string // what is read where one is given: inside {{#warning}}
}

// use is a place where a value is named.
type use struct {
	name string
	line int
	part string
}

// source is a text taken apart.
type source struct {
	lines []line
	uses  []use
}

const warning = "warning"

// mostOpen bounds how deep sections are followed; what lies deeper is refused elsewhere.
const mostOpen = 32

// parse takes a source apart. It never fails: what cannot be read is found by who compiles it.
func parse(text string) source {
	var s source
	var open []string
	part := ""
	for i, raw := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		if part != body {
			key, rest, headed := strings.Cut(raw, ":")
			switch {
			case strings.TrimSpace(raw) == "":
				part = body
			case headed && (key == subject || key == heading || key == sms):
				part, raw = key, rest
			default:
				part = ""
			}
		}
		l := line{number: i + 1, part: part}
		open = s.read(&l, raw, open)
		s.lines = append(s.lines, l)
	}
	return s
}

// read reads one line and gives the sections that are open behind it.
func (s *source) read(l *line, raw string, open []string) []string {
	for raw != "" {
		words, rest, tagged := strings.Cut(raw, "{{")
		l.say(words, open)
		if !tagged {
			break
		}
		tag, after, closed := strings.Cut(rest, "}}")
		if raw = after; !closed { // a reader sees the words all the same
			l.say(valueMark+rest, open)
			break
		}
		switch name := strings.TrimSpace(strings.TrimLeft(tag, "#^/")); {
		case tag == "" || tag[0] == '!':
		case tag[0] == '#' && len(open) < mostOpen:
			open = append(open, name)
		case tag[0] == '^' && len(open) < mostOpen:
			open = append(open, "^"+name)
		case tag[0] == '/':
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
		default:
			s.uses = append(s.uses, use{name, l.number, l.part})
			l.say(valueMark, open)
		}
	}
	return open
}

// valueMark stands where a value is filled in, so that words on both sides of it do not run together.
const valueMark = "\u00a4"

func (l *line) say(words string, open []string) {
	l.all += words
	for _, o := range open {
		if o == warning {
			l.warned += words
			return
		}
	}
	l.calm += words
}

func (s *source) names(name, part string) bool {
	for _, u := range s.uses {
		if u.name == name && (part == "" && u.part != sms || u.part == part) {
			return true
		}
	}
	return false
}

func (s *source) has(part string) bool {
	for _, l := range s.lines {
		if l.part == part {
			return true
		}
	}
	return false
}

// lineOf is the first line of a part, 0 when there is none.
func (s *source) lineOf(part string) int {
	for _, l := range s.lines {
		if l.part == part {
			return l.number
		}
	}
	return 0
}

// find looks for words in a line as a reader does: without regard to case, from the beginning of a word, and to its end unless the
// entry ends in a star. It gives what stands there, each once, in the order of the entries.
func find(text string, entries []string) (out []string) {
	low := asRead(text)
	for _, entry := range entries {
		stem, open := strings.CutSuffix(entry, "*")
		for from := 0; ; {
			at := strings.Index(low[from:], stem)
			if at < 0 {
				break
			}
			at += from
			end := at + len(stem)
			if !letterBefore(low, at) && (open || !letterAt(low, end)) {
				if word := low[at:wordEnd(low, end)]; !slices.Contains(out, word) {
					out = append(out, word)
				}
				break
			}
			from = end
		}
	}
	return out
}

func letterBefore(s string, at int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:at])
	return unicode.IsLetter(r)
}

func letterAt(s string, at int) bool {
	for _, r := range s[at:] {
		return unicode.IsLetter(r)
	}
	return false
}

func wordEnd(s string, at int) int {
	for i, r := range s[at:] {
		if !unicode.IsLetter(r) {
			return at + i
		}
	}
	return len(s)
}
