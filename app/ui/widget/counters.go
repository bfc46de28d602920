package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var (
	_ fyne.Widget       = (*CounterStrip)(nil)
	_ fyne.Tappable     = (*CounterStrip)(nil)
	_ desktop.Hoverable = (*CounterStrip)(nil)
	_ fyne.Focusable    = (*CounterStrip)(nil)
	_ fyne.Shortcutable = (*CounterStrip)(nil)
)

// Counter is one figure of a strip: "12 to call". A chosen counter filters the list below it.
type Counter struct {
	ID     string
	Icon   theme.IconName
	Number string
	Words  string
	Status theme.Status // of the icon
}

// CounterStrip is a box of counters side by side, 42 high; each is a filter or a door.
type CounterStrip struct {
	fynewidget.BaseWidget
	OnTapped func(id string)

	counters []Counter
	id       string // the chosen one; "" is none
	hover    int
	focused  bool
	cursor   int
}

// NewCounterStrip makes a strip.
func NewCounterStrip(counters []Counter, onTapped func(id string)) *CounterStrip {
	c := &CounterStrip{OnTapped: onTapped, counters: counters, hover: -1}
	c.ExtendBaseWidget(c)
	return c
}

// Set replaces the counters.
func (c *CounterStrip) Set(counters []Counter) { c.counters = counters; c.Refresh() }

// SetChosen marks the counter that filters now; "" marks none.
func (c *CounterStrip) SetChosen(id string) { c.id = id; c.Refresh() }

const counterHeight float32 = 42

func (c *CounterStrip) indexAt(x float32) int {
	for i, b := range c.boxes(c.Size().Width) {
		if x >= b.X && x < b.X+b.Width {
			return i
		}
	}
	return -1
}

// boxes shares the width. Where there is no room for all, counters that count nothing go, the last of them first; then words are cut.
func (c *CounterStrip) boxes(width float32) []Box {
	boxes := make([]Box, len(c.counters))
	total, shown := float32(0), len(boxes)
	for i, n := range c.counters {
		boxes[i].Width = counterWidth(n)
		total += boxes[i].Width
	}
	for i := len(boxes) - 1; i >= 0 && total > width; i-- {
		if n := c.counters[i]; n.Number == "0" && n.ID != c.id {
			total, shown = total-boxes[i].Width, shown-1
			boxes[i].Width = 0
		}
	}
	x, left := float32(0), shown
	for i := range boxes {
		if boxes[i].Width == 0 {
			continue
		}
		share := float32(int((width - total) / float32(shown)))
		if left--; left == 0 {
			share = width - x - boxes[i].Width
		}
		boxes[i].X, boxes[i].Height = x, counterHeight
		boxes[i].Width += share
		x += boxes[i].Width
	}
	return boxes
}

// leastWidth is what the counters need when those that count nothing are left out, and words are cut.
func (c *CounterStrip) leastWidth() (width float32) {
	for _, n := range c.counters {
		if n.Number != "0" || n.ID == c.id {
			width += counterWidth(n) - ceil(Body.width(n.Words)) + leastWord
		}
	}
	return width
}

const leastWord float32 = 24

func counterWidth(n Counter) float32 {
	return 12 + theme.IconRow + theme.Gap + ceil(Title.width(n.Number)) + theme.Gap + ceil(Body.width(n.Words)) + 12
}

// Tapped takes the counter under the pointer.
func (c *CounterStrip) Tapped(ev *fyne.PointEvent) { c.take(c.indexAt(ev.Position.X)) }

func (c *CounterStrip) take(i int) {
	if i >= 0 && i < len(c.counters) && c.OnTapped != nil {
		c.OnTapped(c.counters[i].ID)
	}
}

// MouseIn begins to follow the pointer.
func (c *CounterStrip) MouseIn(ev *desktop.MouseEvent) { c.MouseMoved(ev) }

// MouseMoved marks the counter under the pointer.
func (c *CounterStrip) MouseMoved(ev *desktop.MouseEvent) {
	if i := c.indexAt(ev.Position.X); i != c.hover {
		c.hover = i
		c.Refresh()
	}
}

// MouseOut ends it.
func (c *CounterStrip) MouseOut() { c.hover = -1; c.Refresh() }

// FocusGained draws the ring.
func (c *CounterStrip) FocusGained() { c.focused = true; c.Refresh() }

// FocusLost removes it.
func (c *CounterStrip) FocusLost() { c.focused = false; c.Refresh() }

// TypedRune passes letters on to the window.
func (c *CounterStrip) TypedRune(r rune) {
	if r != ' ' {
		passRune(c, r)
	}
}

// TypedKey moves (left, right) and takes (Enter, Space).
func (c *CounterStrip) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft:
		c.step(-1)
	case fyne.KeyRight:
		c.step(1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		c.take(c.cursor)
	default:
		passKey(c, ev)
	}
	c.Refresh()
}

// step moves to the next counter that is seen.
func (c *CounterStrip) step(by int) {
	boxes := c.boxes(c.Size().Width)
	for at := c.cursor + by; at >= 0 && at < len(boxes); at += by {
		if boxes[at].Width > 0 {
			c.cursor = at
			return
		}
	}
}

// TypedShortcut passes shortcuts on to the window.
func (c *CounterStrip) TypedShortcut(s fyne.Shortcut) { passShortcut(c, s) }

type counterDrawing struct {
	ground, rule  *canvas.Rectangle
	icon          *canvas.Image
	number, words *canvas.Text
}

// CreateRenderer draws the box and its counters.
func (c *CounterStrip) CreateRenderer() fyne.WidgetRenderer {
	frame, ring := newFrame(theme.RadiusGroup), newRing(theme.RadiusGroup, -2)
	objects := frame.objects()
	var drawn []*counterDrawing
	draw := func(size fyne.Size) {
		frame.paint(theme.Work, theme.Line, 1)
		frame.put(0, 0, size.Width, counterHeight)
		for len(drawn) < len(c.counters) {
			d := &counterDrawing{canvas.NewRectangle(nil), canvas.NewRectangle(nil), newPicture(), canvas.NewText("", nil), canvas.NewText("", nil)}
			drawn = append(drawn, d)
			objects = append(objects, d.ground, d.rule, d.icon, d.number, d.words)
		}
		for i, d := range drawn {
			for _, o := range []fyne.CanvasObject{d.ground, d.rule, d.icon, d.number, d.words} {
				setVisible(o, i < len(c.counters))
			}
		}
		ring.show(false)
		for i, b := range c.boxes(size.Width) {
			if b.Width == 0 {
				for _, o := range []fyne.CanvasObject{drawn[i].ground, drawn[i].rule, drawn[i].icon, drawn[i].number, drawn[i].words} {
					setVisible(o, false)
				}
				continue
			}
			c.drawCounter(drawn[i], i, b)
			if c.focused && i == c.cursor {
				ring.place(b.X, 0, fyne.NewSize(b.Width, counterHeight))
				ring.show(true)
			}
		}
	}
	return &renderer{
		objects: func() []fyne.CanvasObject { return append(objects[:len(objects):len(objects)], ring.rect) }, place: draw,
		min: func() fyne.Size {
			return fyne.NewSize(c.leastWidth(), counterHeight)
		},
		refresh: func() { draw(c.Size()) },
	}
}

func (c *CounterStrip) drawCounter(d *counterDrawing, i int, b Box) {
	n := c.counters[i]
	chosen := n.ID == c.id && c.id != ""
	fill := theme.Transparent
	switch {
	case chosen:
		fill = theme.Selected
	case i == c.hover:
		fill = theme.Pane
	}
	paint(d.ground, fill)
	d.ground.CornerRadius = theme.Radius
	put(d.ground, b.X+2, 2, b.Width-4, counterHeight-4)
	paint(d.rule, theme.Line)
	setVisible(d.rule, i > 0)
	put(d.rule, b.X, 0, 1, counterHeight)
	icon := theme.Text2
	if n.Status != theme.Neutral {
		icon = n.Status.Text()
	}
	x := b.X + 12
	setPicture(d.icon, n.Icon, icon, theme.IconRow)
	put(d.icon, x, centred(counterHeight, theme.IconRow), theme.IconRow, theme.IconRow)
	x += theme.IconRow + theme.Gap
	w := ceil(Title.width(n.Number))
	showText(d.number, n.Number, Title, Box{x, 0, w, counterHeight})
	x += w + theme.Gap
	style := Body.In(theme.Text2)
	if chosen {
		style = BodyStrong.In(theme.Accent)
	}
	showText(d.words, n.Words, style, Box{x, 1, b.X + b.Width - x, counterHeight})
}
