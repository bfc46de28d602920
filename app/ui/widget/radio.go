package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var (
	_ fyne.Widget       = (*RadioCards)(nil)
	_ fyne.Focusable    = (*RadioCards)(nil)
	_ fyne.Shortcutable = (*RadioCards)(nil)
)

// Card is one way of several, with a sentence that says what it means.
type Card struct {
	ID       string
	Title    string
	Note     string // beside the title, in the accent colour: "Suggested"
	Sentence string
}

// RadioCards lets the user choose one of a few ways, each with its consequence.
type RadioCards struct {
	fynewidget.BaseWidget
	OnChanged func(id string)

	cards   []*radioCard
	id      string
	focused bool
	column  *fyne.Container
}

// NewRadioCards makes the cards; the safe way is preselected by its ID.
func NewRadioCards(cards []Card, id string, onChanged func(id string)) *RadioCards {
	r := &RadioCards{OnChanged: onChanged, id: id, column: Stack(theme.Gap)}
	for _, c := range cards {
		card := &radioCard{owner: r, card: c, sentence: NewSentence(Body.In(theme.Text2), c.Sentence)}
		card.ExtendBaseWidget(card)
		r.cards = append(r.cards, card)
		r.column.Objects = append(r.column.Objects, card)
	}
	r.ExtendBaseWidget(r)
	return r
}

// Selected gives the ID of the chosen card.
func (r *RadioCards) Selected() string { return r.id }

// SetSelected chooses a card without telling OnChanged.
func (r *RadioCards) SetSelected(id string) {
	r.id = id
	r.Refresh()
}

// Refresh redraws the cards.
func (r *RadioCards) Refresh() {
	for _, c := range r.cards {
		c.Refresh()
	}
	r.BaseWidget.Refresh()
}

func (r *RadioCards) choose(id string) {
	if id == r.id {
		return
	}
	r.SetSelected(id)
	if r.OnChanged != nil {
		r.OnChanged(id)
	}
}

// FocusGained draws the ring.
func (r *RadioCards) FocusGained() { r.focused = true; r.Refresh() }

// FocusLost removes it.
func (r *RadioCards) FocusLost() { r.focused = false; r.Refresh() }

// TypedRune passes letters on to the window.
func (r *RadioCards) TypedRune(c rune) {
	if c != ' ' {
		passRune(r, c)
	}
}

// TypedShortcut passes shortcuts on to the window.
func (r *RadioCards) TypedShortcut(s fyne.Shortcut) { passShortcut(r, s) }

// TypedKey chooses the neighbour.
func (r *RadioCards) TypedKey(ev *fyne.KeyEvent) {
	at := 0
	for i, c := range r.cards {
		if c.card.ID == r.id {
			at = i
		}
	}
	switch ev.Name {
	case fyne.KeyDown, fyne.KeyRight:
		r.choose(r.cards[min(at+1, len(r.cards)-1)].card.ID)
	case fyne.KeyUp, fyne.KeyLeft:
		r.choose(r.cards[max(at-1, 0)].card.ID)
	default:
		passKey(r, ev)
	}
}

// HeightFor is the height at a width.
func (r *RadioCards) HeightFor(width float32) float32 { return heightFor(r.column, width) }

// CreateRenderer stands the cards under each other.
func (r *RadioCards) CreateRenderer() fyne.WidgetRenderer { return wrap(r.column, nil) }

type radioCard struct {
	fynewidget.BaseWidget
	owner    *RadioCards
	card     Card
	sentence *Paragraph
}

// Tapped chooses the card.
func (c *radioCard) Tapped(*fyne.PointEvent) {
	focus(c.owner)
	c.owner.choose(c.card.ID)
}

const (
	cardPad   float32 = 12
	cardText  float32 = 45
	radioSize float32 = 16
)

// HeightFor is the height at a width.
func (c *radioCard) HeightFor(width float32) float32 {
	h := theme.LineHeight(theme.SizeBody) + 2*cardPad
	if c.card.Sentence != "" {
		h += c.sentence.HeightFor(width - cardText - cardPad)
	}
	return h
}

// CreateRenderer draws frame, radio, title and sentence.
func (c *radioCard) CreateRenderer() fyne.WidgetRenderer {
	frame, title, note := newFrame(theme.RadiusGroup), canvas.NewText("", nil), canvas.NewText("", nil)
	circle, hole, dot := canvas.NewCircle(nil), canvas.NewCircle(nil), canvas.NewCircle(nil)
	ring := newRing(theme.RadiusGroup, 3)
	draw := func(size fyne.Size) {
		chosen := c.owner.id == c.card.ID
		frame.paint(theme.Work, theme.Line, 1)
		circle.FillColor, hole.FillColor = theme.Color(theme.Control), theme.Color(theme.Work)
		if chosen {
			frame.paint(theme.AccentSoft, theme.Accent, theme.StrokeFocus)
			circle.FillColor = theme.Color(theme.Accent)
		}
		circle.Refresh()
		hole.Refresh()
		frame.put(0, 0, size.Width, size.Height)
		ring.place(0, 0, size)
		ring.show(chosen && c.owner.focused)
		put(circle, 17, cardPad+1, radioSize, radioSize)
		put(hole, 18, cardPad+2, radioSize-2, radioSize-2)
		setVisible(hole, !chosen)
		dot.FillColor = theme.Color(theme.OnAccent)
		put(dot, 22, cardPad+6, 6, 6)
		setVisible(dot, chosen)
		dot.Refresh()
		line := theme.LineHeight(theme.SizeBody)
		width := ceil(BodyStrong.width(c.card.Title))
		showText(title, c.card.Title, BodyStrong, Box{cardText, cardPad, size.Width - cardText - cardPad, line})
		showText(note, c.card.Note, Small.In(theme.Accent), Box{cardText + width + theme.Gap, cardPad, 160, line})
		setVisible(c.sentence, c.card.Sentence != "")
		put(c.sentence, cardText, cardPad+line, size.Width-cardText-cardPad, size.Height-2*cardPad-line)
	}
	return &renderer{
		objects: fixed(frame.edge, frame.ground, circle, hole, dot, title, note, c.sentence, ring.rect), place: draw,
		min:     func() fyne.Size { return fyne.NewSize(240, c.HeightFor(max(240, c.Size().Width))) },
		refresh: func() { draw(c.Size()) },
	}
}
