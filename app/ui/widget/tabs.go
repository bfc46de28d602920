package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var (
	_ fyne.Widget       = (*Tabs)(nil)
	_ fyne.Tappable     = (*Tabs)(nil)
	_ fyne.Focusable    = (*Tabs)(nil)
	_ fyne.Shortcutable = (*Tabs)(nil)
	_ desktop.Hoverable = (*Tabs)(nil)
)

// Tabs are saved filters or parts of a screen, one of them chosen. Choice.Detail is the count after the word.
type Tabs struct {
	fynewidget.BaseWidget
	OnChanged func(id string)

	choices []Choice
	id      string
	small   bool
	focused bool
	hover   int
}

// NewTabs makes tabs; the one with the ID given is chosen.
func NewTabs(choices []Choice, id string, onChanged func(id string)) *Tabs {
	t := &Tabs{OnChanged: onChanged, choices: choices, id: id, hover: -1}
	t.ExtendBaseWidget(t)
	return t
}

// Small makes the tabs 24 high in small type, for the heading of a group.
func (t *Tabs) Small() *Tabs { t.small = true; return t }

// Selected gives the ID of the chosen tab.
func (t *Tabs) Selected() string { return t.id }

// SetSelected chooses a tab without telling OnChanged.
func (t *Tabs) SetSelected(id string) { t.id = id; t.Refresh() }

// SetChoices replaces the tabs, for instance when their counts have changed.
func (t *Tabs) SetChoices(choices []Choice) { t.choices = choices; t.Refresh() }

func (t *Tabs) current() int {
	for i, c := range t.choices {
		if c.ID == t.id {
			return i
		}
	}
	return -1
}

func (t *Tabs) choose(i int) {
	if i < 0 || i >= len(t.choices) || t.choices[i].ID == t.id {
		return
	}
	t.id = t.choices[i].ID
	t.Refresh()
	if t.OnChanged != nil {
		t.OnChanged(t.id)
	}
}

func (t *Tabs) style(chosen bool) Style {
	s := Style{Colour: theme.Text2}
	if t.small {
		s.Size = theme.SizeSmall
	}
	if chosen {
		s.Strong, s.Colour = true, theme.Accent
	}
	return s
}

func (t *Tabs) height() float32 {
	if t.small {
		return 24
	}
	return theme.ControlHeight
}

func (t *Tabs) pad() float32 {
	if t.small {
		return theme.Gap
	}
	return theme.ControlPad
}

// boxes gives where each tab stands; each has the width of its semi-bold words, so that choosing moves nothing.
func (t *Tabs) boxes() []Box {
	boxes := make([]Box, len(t.choices))
	x := float32(0)
	for i, c := range t.choices {
		w := 2*t.pad() + ceil(t.style(true).width(tabText(c)))
		if c.Icon != "" {
			w += theme.IconRow + 6
		}
		boxes[i] = Box{x, 0, w, t.height()}
		x += w
	}
	return boxes
}

func tabText(c Choice) string {
	if c.Detail == "" {
		return c.Text
	}
	return c.Text + "\u00a0" + c.Detail
}

func (t *Tabs) indexAt(pos fyne.Position) int {
	for i, b := range t.boxes() {
		if pos.X >= b.X && pos.X < b.X+b.Width {
			return i
		}
	}
	return -1
}

// Tapped chooses the tab under the pointer.
func (t *Tabs) Tapped(ev *fyne.PointEvent) { t.choose(t.indexAt(ev.Position)) }

// MouseIn begins to follow the pointer.
func (t *Tabs) MouseIn(ev *desktop.MouseEvent) { t.MouseMoved(ev) }

// MouseMoved marks the tab under the pointer.
func (t *Tabs) MouseMoved(ev *desktop.MouseEvent) {
	if i := t.indexAt(ev.Position); i != t.hover {
		t.hover = i
		t.Refresh()
	}
}

// MouseOut ends it.
func (t *Tabs) MouseOut() { t.hover = -1; t.Refresh() }

// FocusGained draws the ring.
func (t *Tabs) FocusGained() { t.focused = true; t.Refresh() }

// FocusLost removes it.
func (t *Tabs) FocusLost() { t.focused = false; t.Refresh() }

// TypedRune passes letters on to the window.
func (t *Tabs) TypedRune(r rune) { passRune(t, r) }

// TypedKey chooses the neighbour.
func (t *Tabs) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft:
		t.choose(t.current() - 1)
	case fyne.KeyRight:
		t.choose(t.current() + 1)
	default:
		passKey(t, ev)
	}
}

// TypedShortcut passes shortcuts on to the window.
func (t *Tabs) TypedShortcut(s fyne.Shortcut) { passShortcut(t, s) }

// CreateRenderer draws the tabs.
func (t *Tabs) CreateRenderer() fyne.WidgetRenderer {
	ground, hover, ring := canvas.NewRectangle(nil), canvas.NewRectangle(nil), newRing(theme.Radius, 1)
	ground.CornerRadius, hover.CornerRadius = theme.Radius, theme.Radius
	var texts []*canvas.Text
	var icons []*canvas.Image
	objects := []fyne.CanvasObject{hover, ground, ring.rect}
	draw := func(fyne.Size) {
		for len(texts) < len(t.choices) {
			text, icon := canvas.NewText("", nil), newPicture()
			texts, icons = append(texts, text), append(icons, icon)
			objects = append(objects, text, icon)
		}
		setVisible(ground, false)
		setVisible(hover, false)
		ring.show(false)
		for i := range texts {
			texts[i].Hide()
			icons[i].Hide()
		}
		for i, b := range t.boxes() {
			chosen := t.choices[i].ID == t.id
			if chosen {
				paint(ground, theme.Selected)
				put(ground, b.X, b.Y, b.Width, b.Height)
				setVisible(ground, true)
				ring.place(b.X, b.Y, fyne.NewSize(b.Width, b.Height))
				ring.show(t.focused)
			} else if i == t.hover {
				paint(hover, theme.Nav)
				put(hover, b.X, b.Y, b.Width, b.Height)
				setVisible(hover, true)
			}
			t.drawTab(texts[i], icons[i], t.choices[i], chosen, b)
		}
	}
	return &renderer{
		objects: func() []fyne.CanvasObject { return objects }, place: draw,
		min: func() fyne.Size {
			boxes := t.boxes()
			if len(boxes) == 0 {
				return fyne.NewSize(0, t.height())
			}
			last := boxes[len(boxes)-1]
			return fyne.NewSize(last.X+last.Width, t.height())
		},
		refresh: func() { draw(t.Size()) },
	}
}

func (t *Tabs) drawTab(text *canvas.Text, icon *canvas.Image, c Choice, chosen bool, b Box) {
	style := t.style(chosen)
	x := b.X + t.pad()
	if c.Icon != "" {
		setPicture(icon, c.Icon, style.colour(), theme.IconRow)
		put(icon, x, centred(b.Height, theme.IconRow), theme.IconRow, theme.IconRow)
		x += theme.IconRow + 6
	}
	showText(text, tabText(c), style, Box{x, b.Y, b.X + b.Width - x, b.Height})
}
