// Package text renders the words of a notice from a template that staff may edit: Mustache for the values, a small
// part of Markdown for the shape. One source gives the mail in HTML, the same in plain text, the letter's body and
// the text message.
package text

import (
	"html"
	"slices"
	"strings"
)

// Rendered is what one notice says, without its table and its figures.
type Rendered struct {
	Subject    string      // of the mail; one line
	Heading    string      // above the body, in mail and letter; one line
	SMS        string      // the text message, one line; empty where the text has no such form
	Paragraphs []Paragraph // for a renderer that sets type itself
	HTML       string      // the paragraphs as HTML: p, ul, li, strong and br only
	Plain      string      // the paragraphs as plain text, parted by empty lines
}

// With is the same with one more paragraph at the end: words that a law wants, which no editor of texts can leave out.
func (r Rendered) With(sentence string) Rendered {
	r.Paragraphs = append(slices.Clip(r.Paragraphs), Paragraph{Spans: []Span{{Text: oneLine(sentence)}}})
	r.HTML, r.Plain = asHTML(r.Paragraphs), asPlain(r.Paragraphs)
	return r
}

// Paragraph is a run of text; a bullet is an item of a list.
type Paragraph struct {
	Bullet bool
	Spans  []Span
}

// Span is text of one weight. A line break is "\n".
type Span struct {
	Text string
	Bold bool
}

// Plain joins the spans.
func (p Paragraph) Plain() string {
	var b strings.Builder
	for _, s := range p.Spans {
		b.WriteString(s.Text)
	}
	return b.String()
}

func (p Paragraph) html() string {
	var b strings.Builder
	for _, s := range p.Spans {
		text := strings.ReplaceAll(html.EscapeString(s.Text), "\n", "<br>")
		if s.Bold {
			text = "<strong>" + text + "</strong>"
		}
		b.WriteString(text)
	}
	return b.String()
}

// asHTML writes paragraphs and lists; everything a person or a debtor's name put in is escaped.
func asHTML(paragraphs []Paragraph) string {
	var b strings.Builder
	inList := false
	for _, p := range paragraphs {
		if p.Bullet != inList {
			b.WriteString(map[bool]string{true: "<ul>\n", false: "</ul>\n"}[p.Bullet])
			inList = p.Bullet
		}
		tag := "p"
		if p.Bullet {
			tag = "li"
		}
		b.WriteString("<" + tag + ">" + p.html() + "</" + tag + ">\n")
	}
	if inList {
		b.WriteString("</ul>\n")
	}
	return b.String()
}

func asPlain(paragraphs []Paragraph) string {
	var b strings.Builder
	for i, p := range paragraphs {
		if i > 0 {
			b.WriteString("\n")
			if !p.Bullet || !paragraphs[i-1].Bullet {
				b.WriteString("\n")
			}
		}
		if p.Bullet {
			b.WriteString("- ")
		}
		b.WriteString(p.Plain())
	}
	return b.String()
}
