package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var (
	_ fyne.Widget       = (*menu)(nil)
	_ fyne.Focusable    = (*menu)(nil)
	_ fyne.Tappable     = (*menu)(nil)
	_ desktop.Hoverable = (*menu)(nil)
)

// menu is the list that drops from a Select or a button.
type menu struct {
	fynewidget.BaseWidget
	choices  []Choice
	current  int
	chosen   string // ID with a tick, in a Select
	minWidth float32
	onChoose func(Choice)
	onClose  func()
}

const menuPad float32 = 4

// ShowMenu opens a menu at a place of the window; choose is told of the entry taken, and of nothing when the menu is left.
func ShowMenu(near fyne.CanvasObject, at fyne.Position, choices []Choice, choose func(Choice)) {
	openMenu(near, at, 0, "", choices, choose)
}

func openMenu(near fyne.CanvasObject, at fyne.Position, width float32, chosen string, choices []Choice, choose func(Choice)) {
	c := canvasOf(near)
	if c == nil || len(choices) == 0 {
		return
	}
	m := &menu{choices: choices, current: -1, chosen: chosen, minWidth: width}
	for i, choice := range choices {
		if choice.ID == chosen && chosen != "" {
			m.current = i
		}
	}
	m.ExtendBaseWidget(m)
	back := c.Focused()
	pop := newOverlay(c, m, at)
	m.onClose = func() {
		pop.close()
		c.Focus(back)
	}
	m.onChoose = func(choice Choice) {
		m.onClose()
		choose(choice)
	}
	pop.onOutside = m.onClose
	pop.show()
	c.Focus(m)
}

func (m *menu) rowHeight() float32 { return theme.RowDense }

func (m *menu) indexAt(pos fyne.Position) int {
	i := int((pos.Y - menuPad) / m.rowHeight())
	if pos.Y < menuPad || i >= len(m.choices) {
		return -1
	}
	return i
}

// Tapped takes the entry under the pointer.
func (m *menu) Tapped(ev *fyne.PointEvent) { m.take(m.indexAt(ev.Position)) }

func (m *menu) take(i int) {
	if i >= 0 && i < len(m.choices) && !m.choices[i].Disabled {
		m.onChoose(m.choices[i])
	}
}

// MouseIn begins to follow the pointer.
func (m *menu) MouseIn(ev *desktop.MouseEvent) { m.MouseMoved(ev) }

// MouseMoved marks the entry under the pointer.
func (m *menu) MouseMoved(ev *desktop.MouseEvent) { m.mark(m.indexAt(ev.Position)) }

// MouseOut leaves the mark.
func (m *menu) MouseOut() {}

// FocusGained does nothing: the marked entry shows the focus.
func (m *menu) FocusGained() {}

// FocusLost does nothing.
func (m *menu) FocusLost() {}

// TypedRune marks the next entry that begins with the letter.
func (m *menu) TypedRune(r rune) {
	want := Fold(string(r))
	for step := 1; step <= len(m.choices); step++ {
		i := (m.current + step + len(m.choices)) % len(m.choices)
		if text := Fold(m.choices[i].Text); text != "" && len(want) > 0 && text[0] == want[0] {
			m.mark(i)
			return
		}
	}
}

// TypedKey moves, takes (Enter, Space) or leaves (Esc, Tab).
func (m *menu) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyDown:
		m.mark(min(m.current+1, len(m.choices)-1))
	case fyne.KeyUp:
		m.mark(max(m.current-1, 0))
	case fyne.KeyHome:
		m.mark(0)
	case fyne.KeyEnd:
		m.mark(len(m.choices) - 1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		m.take(m.current)
	case fyne.KeyEscape, fyne.KeyTab:
		m.onClose()
	}
}

func (m *menu) mark(i int) {
	if i != m.current {
		m.current = i
		m.Refresh()
	}
}

// CreateRenderer draws frame and entries.
func (m *menu) CreateRenderer() fyne.WidgetRenderer {
	frame, mark := newFrame(theme.RadiusGroup), canvas.NewRectangle(nil)
	mark.CornerRadius = theme.Radius
	objects := append(frame.objects(), mark)
	rows := make([]*menuRow, len(m.choices))
	for i := range m.choices {
		rows[i] = newMenuRow()
		objects = append(objects, rows[i].text, rows[i].detail, rows[i].icon, rows[i].rule)
	}
	draw := func() {
		size := m.Size()
		frame.paint(theme.Work, theme.Line, 1)
		frame.put(0, 0, size.Width, size.Height)
		setVisible(mark, m.current >= 0)
		paint(mark, theme.Selected)
		put(mark, menuPad, menuPad+float32(m.current)*m.rowHeight(), size.Width-2*menuPad, m.rowHeight())
		for i, c := range m.choices {
			rows[i].show(c, c.ID == m.chosen && m.chosen != "", Box{menuPad, menuPad + float32(i)*m.rowHeight(), size.Width - 2*menuPad, m.rowHeight()})
		}
	}
	return &renderer{objects: fixed(objects...), place: func(fyne.Size) { draw() }, min: m.size, refresh: draw}
}

func (m *menu) size() fyne.Size {
	w := m.minWidth
	for _, c := range m.choices {
		need := ceil(Body.width(c.Text)) + 2*menuPad + 2*theme.Gap + theme.IconRow + theme.Gap
		if c.Detail != "" {
			need += ceil(Small.width(c.Detail)) + theme.GroupGap
		}
		w = max(w, need)
	}
	return fyne.NewSize(w, 2*menuPad+float32(len(m.choices))*m.rowHeight())
}

type menuRow struct {
	text, detail *canvas.Text
	icon         *canvas.Image
	rule         *canvas.Rectangle
}

func newMenuRow() *menuRow {
	return &menuRow{canvas.NewText("", nil), canvas.NewText("", nil), newPicture(), canvas.NewRectangle(nil)}
}

func (r *menuRow) show(c Choice, chosen bool, box Box) {
	style := Body
	if c.Danger {
		style = style.In(theme.Danger)
	}
	if c.Disabled {
		style = style.In(theme.Text3)
	}
	setVisible(r.rule, c.Rule)
	paint(r.rule, theme.Hair)
	put(r.rule, box.X, box.Y, box.Width, 1)
	icon := c.Icon
	if chosen {
		icon = theme.IconTick
	}
	setPicture(r.icon, icon, style.colour(), theme.IconRow)
	x := box.X + theme.Gap
	put(r.icon, x, box.Y+centred(box.Height, theme.IconRow), theme.IconRow, theme.IconRow)
	x += theme.IconRow + theme.Gap
	showText(r.text, c.Text, style, Box{x, box.Y, box.X + box.Width - x, box.Height})
	showText(r.detail, c.Detail, Small.OnRight(), Box{box.X, box.Y, box.Width - theme.Gap, box.Height})
}
