package inbox

import (
	"strings"

	"golang.org/x/net/html"
)

// page turns the tokens of a web page into lines.
type page struct {
	out           strings.Builder
	skip, quoting int
}

// plainOf gives the words of a web page, a line for each block. Nothing of it is fetched or run.
func plainOf(text string) string {
	var p page
	tokens := html.NewTokenizer(strings.NewReader(text))
	tokens.SetMaxBuf(1 << 20)
	for {
		switch kind := tokens.Next(); kind {
		case html.ErrorToken:
			return p.out.String()
		case html.TextToken:
			if p.skip == 0 {
				p.words(string(tokens.Text()))
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := tokens.TagName()
			p.tag(string(name), kind)
		case html.CommentToken, html.DoctypeToken:
		}
	}
}

func (p *page) words(text string) {
	words := strings.Join(strings.Fields(html.UnescapeString(text)), " ")
	if words == "" {
		return
	}
	if startsBlank(text) {
		p.out.WriteByte(' ')
	}
	p.out.WriteString(words)
	if endsBlank(text) {
		p.out.WriteByte(' ')
	}
}

func (p *page) tag(name string, kind html.TokenType) {
	step := map[html.TokenType]int{html.StartTagToken: 1, html.EndTagToken: -1}[kind]
	switch name {
	case "script", "style", "title":
		p.skip = max(0, p.skip+step)
	case "blockquote": // a quote, as mail programs mark it
		p.quoting = max(0, p.quoting+step)
		p.newLine()
	case "br", "p", "div", "tr", "li", "table", "h1", "h2", "h3", "hr", "ul", "ol":
		p.newLine()
	}
}

func (p *page) newLine() {
	p.out.WriteByte('\n')
	if p.quoting > 0 {
		p.out.WriteString("> ")
	}
}

func startsBlank(s string) bool { return s != "" && strings.TrimLeft(s[:1], " \t\r\n") == "" }

func endsBlank(s string) bool { return s != "" && strings.TrimLeft(s[len(s)-1:], " \t\r\n") == "" }
