package text

import (
	"errors"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// mostFaults is how many errors of one text are told; whoever has mended those looks again.
const mostFaults = 30

// Faults gives all that keeps a source from being a template, in the order of its lines as far as they are known: Compile stops at the
// first. What is found is taken out of a copy, so that it hides nothing else.
func Faults(name, source string) []error {
	_, first := Compile(name, source)
	if first == nil {
		return nil
	}
	if len(source) > MaxSource || sane(name, source) != nil || strings.Count(source, "{{") > maxTags {
		return []error{first}
	}
	f := faults{name: name, lines: strings.Split(strings.ReplaceAll(source, "\r\n", "\n"), "\n")}
	f.tags()
	body := f.head()
	f.markup(body)
	if len(f.found) == 0 { // only what was filled in told it
		f.add(first)
	}
	return f.found
}

// faults are what is found in a source, and its lines without that.
type faults struct {
	name  string
	lines []string
	found []error
}

func (f *faults) add(err error) {
	if len(f.found) < mostFaults {
		f.found = append(f.found, err)
	}
}

// tags takes out the tags that cannot be. Of a pair that opens and closes by a name that nobody knows the first is told of.
func (f *faults) tags() {
	unknown := map[string]bool{}
	for n, line := range f.lines {
		kept := ""
		for line != "" {
			before, after, found := strings.Cut(line, "{{")
			kept += before
			if !found {
				break
			}
			tag, rest, closed := strings.Cut(after, "}}")
			if !closed {
				f.add(unclosedTag(f.name, n+1))
				break
			}
			line = rest
			err := checkTag(tag)
			if err == nil {
				kept += "{{" + tag + "}}"
				continue
			}
			if section := tag != "" && strings.ContainsAny(tag[:1], "#^/"); !section {
				kept += "x" // as something would stand there
			} else if unknown[tag[1:]] {
				continue
			} else {
				unknown[tag[1:]] = true
			}
			f.add(onLine(err, f.name, n+1))
		}
		f.lines[n] = kept
	}
}

// head looks at the lines above the text and at the sections of each part, and gives the index of the text's first line.
func (f *faults) head() int {
	values := map[string]string{}
	n := 0
	for ; n < len(f.lines) && f.lines[n] != ""; n++ {
		key, value, ok := strings.Cut(f.lines[n], ":")
		_, repeated := values[key]
		if !ok || key != subjectKey && key != headingKey && key != smsKey || repeated {
			f.add(noHeadLine(f.name, n+1, f.lines[n]))
			continue
		}
		values[key] = strings.TrimSpace(value)
		f.sections(values[key], n+1)
	}
	if values[subjectKey] == "" || values[headingKey] == "" {
		f.add(noHead(f.name))
	}
	body := min(n+1, len(f.lines))
	f.sections(strings.Join(f.lines[body:], "\n"), body+1)
	return body
}

// sections finds a section that is not closed, or closed before it was opened.
func (f *faults) sections(part string, line int) {
	if _, err := parse(f.name, part, line, verbatim); err != nil {
		f.add(err)
	}
}

// markup finds the lines of the text that hold what a letter cannot show.
func (f *faults) markup(body int) {
	lines := strings.Split(anyTag.ReplaceAllString(strings.Join(f.lines[body:], "\n"), ""), "\n")
	for n := range min(len(lines), mostPlaced) {
		_, err := paragraphsOf(f.name, strings.Join(lines[:n+1], "\n"))
		var coded *fault.Error
		if errors.As(err, &coded) {
			f.add(placedAt(coded, f.name, body+n+1))
			lines[n] = ""
		}
	}
}
