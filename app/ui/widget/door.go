package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var (
	_ fyne.Widget       = (*Door)(nil)
	_ fyne.Tappable     = (*Door)(nil)
	_ fyne.Focusable    = (*Door)(nil)
	_ fyne.Shortcutable = (*Door)(nil)
	_ desktop.Hoverable = (*Door)(nil)
)

// Door is a count that opens the list of what it counts: "41 not due", 22 high, in footers.
type Door struct {
	fynewidget.BaseWidget
	OnTapped func()

	number, words string
	hovered       bool
	focused       bool
}

const doorHeight float32 = 22

// NewDoor makes a door.
func NewDoor(number, words string, onTapped func()) *Door {
	d := &Door{OnTapped: onTapped, number: number, words: words}
	d.ExtendBaseWidget(d)
	return d
}

// Set changes count and words.
func (d *Door) Set(number, words string) {
	d.number, d.words = number, words
	d.Refresh()
}

// Tapped opens the list.
func (d *Door) Tapped(*fyne.PointEvent) {
	if d.OnTapped != nil {
		d.OnTapped()
	}
}

// MouseIn marks the door.
func (d *Door) MouseIn(*desktop.MouseEvent) { d.hovered = true; d.Refresh() }

// MouseMoved does nothing.
func (d *Door) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends what MouseIn began.
func (d *Door) MouseOut() { d.hovered = false; d.Refresh() }

// FocusGained draws the ring.
func (d *Door) FocusGained() { d.focused = true; d.Refresh() }

// FocusLost removes it.
func (d *Door) FocusLost() { d.focused = false; d.Refresh() }

// TypedRune passes letters on to the window.
func (d *Door) TypedRune(r rune) {
	if r != ' ' {
		passRune(d, r)
	}
}

// TypedKey opens the list on Space and Enter.
func (d *Door) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		d.Tapped(nil)
	default:
		passKey(d, ev)
	}
}

// TypedShortcut passes shortcuts on to the window.
func (d *Door) TypedShortcut(s fyne.Shortcut) { passShortcut(d, s) }

// CreateRenderer draws the door.
func (d *Door) CreateRenderer() fyne.WidgetRenderer {
	ground, number, words, ring := newFrame(theme.Radius), canvas.NewText("", nil), canvas.NewText("", nil), newRing(theme.Radius, 1)
	const pad, gap = 6, 4
	strong, plain := Style{Size: theme.SizeSmall, Strong: true}, Small.In(theme.Text2)
	draw := func(size fyne.Size) {
		fill := theme.Work
		if d.hovered {
			fill = theme.Nav
		}
		ground.paint(fill, theme.Line, 1)
		ground.put(0, 0, size.Width, size.Height)
		ring.place(0, 0, size)
		ring.show(d.focused)
		w := ceil(strong.width(d.number))
		showText(number, d.number, strong, Box{pad, 0, w, size.Height})
		showText(words, d.words, plain, Box{pad + w + gap, 0, size.Width - 2*pad - w - gap, size.Height})
	}
	return &renderer{
		objects: fixed(ground.edge, ground.ground, number, words, ring.rect), place: draw,
		min: func() fyne.Size {
			return fyne.NewSize(2*pad+gap+ceil(strong.width(d.number))+ceil(plain.width(d.words))+1, doorHeight)
		},
		refresh: func() { draw(d.Size()) },
	}
}
