package widget

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var _ fyne.Widget = (*Paragraph)(nil)

// Run is a piece of a paragraph in one style; a run with OnTapped is a link.
type Run struct {
	Text     string
	Strong   bool
	Colour   fyne.ThemeColorName // "" is the paragraph's
	OnTapped func()
}

// Paragraph is text that wraps at words, with pieces in semi-bold or in other colours. A line feed begins a new line.
type Paragraph struct {
	fynewidget.BaseWidget
	style Style
	runs  []Run
	words []word
	feeds int // line feeds since the last word
	lines int
	width float32
	drawn []fyne.CanvasObject
}

type word struct {
	run   int
	text  string
	width float32 // without the space after it
	space bool    // a space follows
	feeds int     // so many lines further than the word before
	line  int
}

// NewParagraph makes a paragraph.
func NewParagraph(style Style, runs ...Run) *Paragraph {
	p := &Paragraph{style: style}
	p.ExtendBaseWidget(p)
	p.SetRuns(runs...)
	return p
}

// NewSentence is a paragraph of one run.
func NewSentence(style Style, text string) *Paragraph { return NewParagraph(style, Run{Text: text}) }

// SetText makes the paragraph one run.
func (p *Paragraph) SetText(text string) { p.SetRuns(Run{Text: text}) }

// SetRuns changes the text.
func (p *Paragraph) SetRuns(runs ...Run) {
	p.runs = runs
	p.words, p.feeds = p.words[:0], 0
	for i, r := range runs {
		for n, line := range strings.Split(r.Text, "\n") {
			if n > 0 {
				p.feed()
			}
			p.addWords(i, line)
		}
	}
	p.width = -1
	p.Refresh()
}

// feed begins a new line; before the first word there is nothing to begin it after.
func (p *Paragraph) feed() {
	if n := len(p.words); n > 0 {
		p.words[n-1].space = true
		p.feeds++
	}
}

func (p *Paragraph) addWords(run int, text string) {
	style := p.styleOf(run)
	for text != "" {
		if text[0] == ' ' {
			if n := len(p.words); n > 0 {
				p.words[n-1].space = true
			}
			text = strings.TrimLeft(text, " ")
			continue
		}
		w, _, found := strings.Cut(text, " ")
		p.words = append(p.words, word{run: run, text: w, width: style.width(w), space: found, feeds: p.feeds})
		p.feeds = 0
		text = strings.TrimLeft(strings.TrimPrefix(text, w), " ")
	}
}

func (p *Paragraph) styleOf(run int) Style {
	r := p.runs[run]
	s := p.style
	s.Strong = s.Strong || r.Strong
	if r.Colour != "" {
		s.Colour = r.Colour
	}
	if r.OnTapped != nil && r.Colour == "" {
		s.Colour = theme.Accent
	}
	return s
}

// flow sets the words into lines of a width.
func (p *Paragraph) flow(width float32) int {
	if width == p.width {
		return p.lines
	}
	p.width = width
	space := p.space()
	x, line := float32(0), 0
	glued := false
	for i := range p.words {
		w := &p.words[i]
		need := w.width
		for j := i; !p.words[j].space && j+1 < len(p.words); j++ {
			need += p.words[j+1].width // runs that meet without a space stay together
		}
		switch {
		case w.feeds > 0:
			x, line = 0, line+w.feeds
		case !glued && x > 0 && x+need > width+0.5:
			x, line = 0, line+1
		}
		w.line = line
		x += w.width
		glued = !w.space
		if w.space {
			x += space
		}
	}
	p.lines = line + 1
	return p.lines
}

func (p *Paragraph) space() float32 { return p.style.width("x x") - p.style.width("xx") }

// HeightFor is the height at a width.
func (p *Paragraph) HeightFor(width float32) float32 {
	if len(p.words) == 0 {
		return p.style.height()
	}
	return float32(p.flow(width)) * p.style.height()
}

// CreateRenderer draws the words of a line and a run as one piece.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer {
	return &renderer{
		objects: func() []fyne.CanvasObject { return p.drawn },
		place:   p.draw,
		min: func() fyne.Size {
			if p.Size().Width > 0 {
				return fyne.NewSize(0, p.HeightFor(p.Size().Width))
			}
			return fyne.NewSize(0, p.style.height())
		},
		refresh: func() { p.draw(p.Size()) },
	}
}

func (p *Paragraph) draw(size fyne.Size) {
	p.drawn = p.drawn[:0]
	if size.Width <= 0 {
		return
	}
	p.flow(size.Width)
	height := p.style.height()
	x, line := float32(0), 0
	for i := 0; i < len(p.words); {
		w := p.words[i]
		if w.line != line {
			x, line = 0, w.line
		}
		j := i
		for j+1 < len(p.words) && p.words[j+1].run == w.run && p.words[j+1].line == w.line {
			j++
		}
		texts := make([]string, 0, j-i+1)
		for _, part := range p.words[i : j+1] {
			texts = append(texts, part.text)
		}
		text := strings.Join(texts, " ")
		p.drawn = append(p.drawn, p.piece(w.run, text, Box{x, float32(w.line) * height, size.Width - x, height}))
		// Measured as one piece: letters of neighbouring words lie closer than words measured one by one.
		x += p.styleOf(w.run).width(text)
		if p.words[j].space {
			x += p.space()
		}
		i = j + 1
	}
	canvas.Refresh(p)
}

func (p *Paragraph) piece(run int, text string, box Box) fyne.CanvasObject {
	style := p.styleOf(run)
	if tapped := p.runs[run].OnTapped; tapped != nil {
		link := NewButton(Link, text, "", tapped)
		put(link, box.X, box.Y, link.MinSize().Width, box.Height)
		return link
	}
	t := style.newText(text)
	putText(t, box.X, box.Y, box.Width, box.Height)
	return t
}
