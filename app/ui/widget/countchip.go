package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var (
	_ fyne.Widget       = (*CountChip)(nil)
	_ fyne.Tappable     = (*CountChip)(nil)
	_ fyne.Focusable    = (*CountChip)(nil)
	_ fyne.Shortcutable = (*CountChip)(nil)
	_ desktop.Hoverable = (*CountChip)(nil)
)

// CountChip is a count that leads to what it counts: "41 not due".
type CountChip struct {
	fynewidget.BaseWidget
	OnTapped func()

	number, word     string
	hovered, focused bool
}

// NewCountChip makes a chip 22 high.
func NewCountChip(number, word string, onTapped func()) *CountChip {
	c := &CountChip{OnTapped: onTapped, number: number, word: word}
	c.ExtendBaseWidget(c)
	return c
}

// Text is the count with its word.
func (c *CountChip) Text() string { return c.number + " " + c.word }

// Tapped opens what is counted.
func (c *CountChip) Tapped(*fyne.PointEvent) {
	if c.OnTapped != nil {
		c.OnTapped()
	}
}

// MouseIn marks the chip.
func (c *CountChip) MouseIn(*desktop.MouseEvent) { c.hovered = true; c.Refresh() }

// MouseMoved does nothing.
func (c *CountChip) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends what MouseIn began.
func (c *CountChip) MouseOut() { c.hovered = false; c.Refresh() }

// FocusGained draws the ring.
func (c *CountChip) FocusGained() { c.focused = true; c.Refresh() }

// FocusLost removes it.
func (c *CountChip) FocusLost() { c.focused = false; c.Refresh() }

// TypedRune passes letters on to the window.
func (c *CountChip) TypedRune(r rune) {
	if r != ' ' {
		passRune(c, r)
	}
}

// TypedKey opens on Space and Enter.
func (c *CountChip) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		c.Tapped(nil)
	default:
		passKey(c, ev)
	}
}

// TypedShortcut passes shortcuts on to the window.
func (c *CountChip) TypedShortcut(s fyne.Shortcut) { passShortcut(c, s) }

const countChipHeight float32 = 22

// CreateRenderer draws frame, number and word.
func (c *CountChip) CreateRenderer() fyne.WidgetRenderer {
	frame, number, word, ring := canvas.NewRectangle(nil), canvas.NewText("", nil), canvas.NewText("", nil), newRing(theme.Radius, 2)
	frame.CornerRadius, frame.StrokeWidth = theme.Radius, 1
	strong, plain := SmallStrong.In(theme.Text), Small.In(theme.Text2)
	const pad, gap float32 = 6, 4
	draw := func(size fyne.Size) {
		y := centred(size.Height, countChipHeight)
		frame.FillColor, frame.StrokeColor = theme.Color(theme.Work), theme.Color(theme.Line)
		if c.hovered {
			frame.FillColor = theme.Color(theme.Nav)
		}
		put(frame, 0, y, size.Width, countChipHeight)
		frame.Refresh()
		ring.place(0, y, fyne.NewSize(size.Width, countChipHeight))
		ring.show(c.focused)
		w := ceil(strong.width(c.number))
		showText(number, c.number, strong, Box{pad, y, w, countChipHeight})
		showText(word, c.word, plain, Box{pad + w + gap, y, size.Width - 2*pad - w - gap + 1, countChipHeight})
	}
	return &renderer{
		objects: fixed(frame, number, word, ring.rect), place: draw,
		min: func() fyne.Size {
			return fyne.NewSize(2*pad+ceil(strong.width(c.number))+gap+ceil(plain.width(c.word)), countChipHeight)
		},
		refresh: func() { draw(c.Size()) },
	}
}
