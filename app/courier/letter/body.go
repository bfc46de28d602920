package letter

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/app/courier/text"
)

const (
	bodySize     = 10.0
	paragraphGap = 2.1
	bulletIndent = 4.5
)

// heading names the level and the day to pay by.
func (p *printer) heading() {
	p.y = p.form.heading - 6
	for _, line := range p.wrapped(p.d.Text.Heading, bold, 13.5, rightEdge-left) {
		p.y += 6
		p.text(left, p.y, line, bold, 13.5, black)
	}
	p.y += 8.3 - leading
}

func (p *printer) body() {
	for i, paragraph := range p.d.Text.Paragraphs {
		if i > 0 && (!paragraph.Bullet || !p.d.Text.Paragraphs[i-1].Bullet) {
			p.y += p.space(paragraphGap, 1.4)
		}
		p.paragraph(paragraph)
	}
}

func (p *printer) paragraph(paragraph text.Paragraph) {
	x := left
	if paragraph.Bullet {
		x += bulletIndent
	}
	for i, line := range p.lines(paragraph.Spans, rightEdge-x) {
		high := p.space(leading, 4.6)
		p.room(high)
		p.y += high
		if i == 0 && paragraph.Bullet {
			p.text(left, p.y, "•", regular, bodySize, black)
		}
		at := x
		for _, span := range line {
			p.text(at, p.y, span.Text, weightOf(span), bodySize, black)
			at += p.width(span.Text, weightOf(span), bodySize)
		}
	}
}

func weightOf(s text.Span) weight {
	if s.Bold {
		return bold
	}
	return regular
}

// lines breaks spans of two weights into lines. Words are joined to spans again, so that a line is few pieces and a
// reader of the PDF's text finds whole sentences.
func (p *printer) lines(spans []text.Span, wide float64) [][]text.Span {
	var lines [][]text.Span
	var line []text.Span
	used := 0.0
	flush := func() {
		lines = append(lines, line)
		line, used = nil, 0
	}
	for _, piece := range pieces(spans) {
		if piece.Text == "\n" {
			flush()
			continue
		}
		w := p.width(piece.Text, weightOf(piece), bodySize)
		bare := strings.TrimRight(piece.Text, " ")
		if len(line) > 0 && used+p.width(bare, weightOf(piece), bodySize) > wide {
			flush()
		}
		for len(line) == 0 && p.width(bare, weightOf(piece), bodySize) > wide {
			head, tail := p.cut(bare, weightOf(piece), bodySize, wide)
			lines = append(lines, []text.Span{{Text: head, Bold: piece.Bold}})
			piece.Text, bare = tail, tail
			w = p.width(tail, weightOf(piece), bodySize)
		}
		used += w
		if last := len(line) - 1; last >= 0 && line[last].Bold == piece.Bold {
			line[last].Text += piece.Text
		} else {
			line = append(line, piece)
		}
	}
	if len(line) > 0 {
		flush()
	}
	return lines
}

// pieces are words with the space that follows, and line breaks.
func pieces(spans []text.Span) []text.Span {
	var all []text.Span
	for _, span := range spans {
		for i, part := range strings.Split(span.Text, "\n") {
			if i > 0 {
				all = append(all, text.Span{Text: "\n"})
			}
			for _, word := range strings.SplitAfter(part, " ") {
				if word != "" {
					all = append(all, text.Span{Text: word, Bold: span.Bold})
				}
			}
		}
	}
	return all
}
