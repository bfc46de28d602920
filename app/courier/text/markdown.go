package text

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	gmtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// paragraphsOf reads the part of Markdown that a letter, a mail and plain text can all show: paragraphs, bullets,
// bold, line breaks. Anything else is refused with a hint rather than dropped.
func paragraphsOf(name, source string) ([]Paragraph, error) {
	raw := []byte(source)
	r := reader{name: name, source: raw}
	root := commonMark.Parse(gmtext.NewReader(raw))
	for block := root.FirstChild(); block != nil; block = block.NextSibling() {
		if err := r.block(block); err != nil {
			return nil, err
		}
	}
	return r.paragraphs, nil
}

var commonMark = goldmark.DefaultParser()

type reader struct {
	name       string
	source     []byte
	paragraphs []Paragraph
}

func (r *reader) block(n ast.Node) error {
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		return r.paragraph(n, false)
	case *ast.List:
		if n.IsOrdered() {
			return r.refuse("a numbered list", "begin each item with a dash")
		}
		for item := n.FirstChild(); item != nil; item = item.NextSibling() {
			for part := item.FirstChild(); part != nil; part = part.NextSibling() {
				if kind := part.Kind(); kind != ast.KindTextBlock && kind != ast.KindParagraph {
					return r.refuse("a list within a list", "keep items to one line of text each")
				}
				if err := r.paragraph(part, true); err != nil {
					return err
				}
			}
		}
		return nil
	}
	return r.refuse("a "+strings.ToLower(n.Kind().String()), "use paragraphs, **bold** and items that begin with a dash")
}

func (r *reader) paragraph(n ast.Node, bullet bool) error {
	p := Paragraph{Bullet: bullet}
	if err := r.inline(&p, n, false); err != nil {
		return err
	}
	if len(p.Spans) > 0 {
		r.paragraphs = append(r.paragraphs, p)
	}
	return nil
}

func (r *reader) inline(p *Paragraph, parent ast.Node, bold bool) error {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			p.add(r.plain(n.Segment.Value(r.source)), bold)
			if n.HardLineBreak() {
				p.add("\n", bold)
			} else if n.SoftLineBreak() {
				p.add(" ", bold)
			}
		case *ast.Emphasis:
			if n.Level != 2 || bold {
				return r.refuse("emphasis other than bold", "write **bold**")
			}
			if err := r.inline(p, n, true); err != nil {
				return err
			}
		case *ast.AutoLink:
			p.add(string(n.Label(r.source)), bold)
		default:
			return r.refuse("a "+strings.ToLower(n.Kind().String()), "write addresses out; use **bold** and nothing else")
		}
	}
	return nil
}

// plain undoes escapes and entities, which are of Markdown, not of the reader.
func (r *reader) plain(raw []byte) string {
	return string(util.UnescapePunctuations(util.ResolveNumericReferences(util.ResolveEntityNames(raw))))
}

func (p *Paragraph) add(text string, bold bool) {
	if text == "" {
		return
	}
	if last := len(p.Spans) - 1; last >= 0 && p.Spans[last].Bold == bold {
		p.Spans[last].Text += text
		return
	}
	p.Spans = append(p.Spans, Span{Text: text, Bold: bold})
}

// mostPlaced is how many lines of a text are looked at one by one.
const mostPlaced = 400

// placed says on which line of the source the markup stands that a letter cannot show. Rendered lines are not those of the source, so it
// looks for the first line with which the bare source is refused too.
func placed(err error, name, body string, bodyLine int) error {
	var coded *fault.Error
	lines := strings.Split(anyTag.ReplaceAllString(body, ""), "\n")
	if !errors.As(err, &coded) || coded.Code != BadMarkup || len(lines) > mostPlaced {
		return err
	}
	for n := range lines {
		if _, bad := paragraphsOf(name, strings.Join(lines[:n+1], "\n")); bad != nil {
			return placedAt(coded, name, bodyLine+n)
		}
	}
	return err
}

// placedAt is an error with the line on which it stands.
func placedAt(err *fault.Error, name string, line int) error {
	at := *err
	at.Message = name + " line " + strconv.Itoa(line) + strings.TrimPrefix(err.Message, name)
	return &at
}

var anyTag = regexp.MustCompile(`\{\{[^}\n]*\}\}`)

func (r *reader) refuse(what, hint string) error {
	return fault.New(BadMarkup, "%s holds %s, which a letter cannot show", r.name, what).WithHint("%s", hint)
}
