package text

import (
	"errors"
	"strings"

	"github.com/cbroglie/mustache"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// Codes of templates that cannot be used. The message names template and line, so that an editor can show the place.
const (
	BadTemplate     fault.Code = "template-syntax"   // a tag is not closed, or not allowed
	UnknownVariable fault.Code = "template-variable" // a name that no notice has
	BadMarkup       fault.Code = "template-markup"   // Markdown that no letter can show
	NoTemplate      fault.Code = "template-missing"  // no text for this language and tone
)

// MaxSource is how many bytes a template may have.
const MaxSource = 64 << 10

const (
	maxDepth = 2   // sections within sections
	maxTags  = 400 // of a template
	// mostMarks keeps a reader of Markdown from looking for the ends of thousands of links, stresses and tags.
	mostMarks = 200
)

// Template is a compiled text. It may be used by several goroutines at once.
type Template struct {
	name                   string
	subject, heading, body *mustache.Template
	sms                    *mustache.Template // nil: it has no such form
}

// Compile checks a template and makes it ready. The source begins with the lines "Subject: ..." and "Heading: ..." and,
// where it can be a text message, "SMS: ...", then an empty line, then the body. name is what errors call it.
func Compile(name, source string) (*Template, error) {
	if len(source) > MaxSource {
		return nil, fault.New(BadTemplate, "%s is longer than %d bytes", name, MaxSource)
	}
	if err := sane(name, source); err != nil {
		return nil, err
	}
	source = strings.ReplaceAll(source, "\r\n", "\n")
	if err := checkTags(name, source); err != nil {
		return nil, err
	}
	head, body, bodyLine, err := splitHead(name, source)
	if err != nil {
		return nil, err
	}
	t := &Template{name: name}
	for _, part := range []struct {
		into   **mustache.Template
		source string
		line   int
		escape mustache.EscapeFunc
	}{
		{&t.subject, head[subjectKey].text, head[subjectKey].line, verbatim},
		{&t.heading, head[headingKey].text, head[headingKey].line, verbatim},
		{&t.sms, head[smsKey].text, head[smsKey].line, verbatim},
		{&t.body, body, bodyLine, escapeMarkdown},
	} {
		if part.source == "" && part.into == &t.sms {
			continue
		}
		if *part.into, err = parse(name, part.source, part.line, part.escape); err != nil {
			return nil, err
		}
	}
	// A text that cannot be shown must be refused when it is saved, not when a wave leaves: try it with all values and
	// with none, since sections open and close with them.
	for _, v := range []Vars{sample, {}} {
		if _, err := t.Render(v); err != nil {
			return nil, placed(err, name, body, bodyLine)
		}
	}
	return t, nil
}

// sane refuses a source with more marks of one kind than any letter has.
func sane(name, source string) error {
	bare := anyTag.ReplaceAllString(source, "")
	for _, mark := range []string{"[", "*", "_", "`", "<", "&"} {
		if n := strings.Count(bare, mark); n > mostMarks {
			return fault.New(BadMarkup, "%s has %d times %q", name, n, mark).WithHint("%d at most: a letter can show paragraphs, **bold** and items, and nothing else", mostMarks)
		}
	}
	return nil
}

// Render fills in the values.
func (t *Template) Render(v Vars) (Rendered, error) {
	values := v.values()
	var filled [4]string
	for i, part := range []*mustache.Template{t.subject, t.heading, t.body, t.sms} {
		if part == nil {
			continue
		}
		text, err := part.Render(values)
		if err != nil {
			return Rendered{}, fault.Wrap(err, BadTemplate, "%s cannot be filled in", t.name)
		}
		filled[i] = text
	}
	paragraphs, err := paragraphsOf(t.name, filled[2])
	if err != nil {
		return Rendered{}, err
	}
	keepTogether(paragraphs, v.Phone)
	return Rendered{
		Subject:    oneLine(filled[0]),
		Heading:    oneLine(filled[1]),
		SMS:        oneSpace(filled[3]),
		Paragraphs: paragraphs,
		HTML:       asHTML(paragraphs),
		Plain:      asPlain(paragraphs),
	}, nil
}

// keepTogether has a value stand on one line: a number that a line breaks is dialled wrong.
func keepTogether(paragraphs []Paragraph, value string) {
	if value == "" {
		return
	}
	whole := strings.ReplaceAll(value, " ", "\u00a0")
	for _, p := range paragraphs {
		for i := range p.Spans {
			p.Spans[i].Text = strings.ReplaceAll(p.Spans[i].Text, value, whole)
		}
	}
}

func verbatim(s string) string { return s }

// Keys of the head's lines.
const (
	subjectKey = "Subject"
	headingKey = "Heading"
	smsKey     = "SMS"
)

const headHint = "begin with the lines Subject: and Heading:, and SMS: where there is one, then an empty line, then the text"

// headLine is a line of the head, and where it stands.
type headLine struct {
	text string
	line int
}

// splitHead parts the head's lines from the body and says on which line the body begins.
func splitHead(name, source string) (head map[string]headLine, body string, bodyLine int, err error) {
	top, body, _ := strings.Cut(source, "\n\n")
	head = map[string]headLine{}
	for i, line := range strings.Split(top, "\n") {
		key, value, ok := strings.Cut(line, ":")
		if !ok || (key != subjectKey && key != headingKey && key != smsKey) || head[key].line != 0 {
			return nil, "", 0, noHeadLine(name, i+1, line)
		}
		head[key] = headLine{strings.TrimSpace(value), i + 1}
	}
	if head[subjectKey].text == "" || head[headingKey].text == "" {
		return nil, "", 0, noHead(name)
	}
	return head, body, strings.Count(top, "\n") + 3, nil
}

func noHeadLine(name string, number int, line string) error {
	return fault.New(BadTemplate, "%s line %d: %q is none of Subject, Heading and SMS", name, number, shortened(line)).WithHint(headHint)
}

func noHead(name string) error {
	return fault.New(BadTemplate, "%s has no subject or no heading", name).WithHint(headHint)
}

// oneSpace is one line in which no two spaces meet: what a section leaves behind costs in a text message.
func oneSpace(s string) string { return strings.Join(strings.Fields(oneLine(s)), " ") }

// parse reads Mustache without partials, which would be files, and counts lines from the template's first.
func parse(name, source string, line int, escape mustache.EscapeFunc) (*mustache.Template, error) {
	t, err := mustache.ParseStringPartials(source, &mustache.StaticProvider{})
	if err != nil {
		var p mustache.ParseError
		if errors.As(err, &p) {
			line += p.Line - 1
			p.Line = line
			err = p
		}
		return nil, fault.New(BadTemplate, "%s: %v", name, err).WithHint("every {{#name}} needs its {{/name}}")
	}
	if depth(t.Tags()) > maxDepth {
		return nil, fault.New(BadTemplate, "%s: sections lie more than %d deep", name, maxDepth)
	}
	t.Escape(escape)
	return t, nil
}

func depth(tags []mustache.Tag) int {
	deepest := 0
	for _, tag := range tags {
		if tag.Type() == mustache.Section || tag.Type() == mustache.InvertedSection {
			deepest = max(deepest, 1+depth(tag.Tags()))
		}
	}
	return deepest
}
