package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var (
	_ fyne.Widget       = (*SideList)(nil)
	_ fyne.Focusable    = (*SideList)(nil)
	_ fyne.Shortcutable = (*SideList)(nil)
)

// SideEntry is one entry of a side list: connections, approvals, waves.
type SideEntry struct {
	ID     string
	Icon   theme.IconName // before the title; "" leaves it out
	Status theme.Status   // of the icon
	Title  string
	Right  string // small, at the right of the title: a time
	Line   string // second line
	State  State  // at the right of the second line
	Small  string // third line, small
	Ticks  bool   // can be ticked, to be done together with others
}

// SideList is a list of a few entries of two or three lines beside a detail, one of them selected.
type SideList struct {
	fynewidget.BaseWidget
	OnSelect func(id string)
	OnTicks  func() // what is ticked has changed

	ticked  map[string]bool
	entries []SideEntry
	id      string
	rows    []*sideRow
	column  *fyne.Container
	scroll  *container.Scroll
}

// NewSideList makes an empty list.
func NewSideList(onSelect func(id string)) *SideList {
	s := &SideList{OnSelect: onSelect, column: Stack(0), ticked: map[string]bool{}}
	s.scroll = container.NewVScroll(s.column)
	s.ExtendBaseWidget(s)
	return s
}

// SetEntries replaces the entries; the selection stays with its ID.
func (s *SideList) SetEntries(entries []SideEntry) {
	s.entries, s.rows = entries, nil
	s.column.Objects = nil
	s.keepTicks()
	for _, e := range entries {
		r := &sideRow{list: s, entry: e}
		r.ExtendBaseWidget(r)
		s.rows = append(s.rows, r)
		s.column.Objects = append(s.column.Objects, r)
	}
	s.column.Refresh()
	s.scroll.Refresh()
}

// Selected gives the ID of the selected entry.
func (s *SideList) Selected() string { return s.id }

// Select selects an entry without telling OnSelect.
func (s *SideList) Select(id string) {
	s.id = id
	for _, r := range s.rows {
		r.Refresh()
	}
}

// Focus gives the list the keyboard.
func (s *SideList) Focus() { focus(s) }

func (s *SideList) choose(id string) {
	changed := id != s.id
	s.Select(id)
	if changed && s.OnSelect != nil {
		s.OnSelect(id)
	}
}

// FocusGained does nothing: the selection is the focus.
func (s *SideList) FocusGained() {}

// FocusLost does nothing.
func (s *SideList) FocusLost() {}

// TypedRune passes letters on to the window.
func (s *SideList) TypedRune(r rune) { passRune(s, r) }

// TypedShortcut passes shortcuts on to the window.
func (s *SideList) TypedShortcut(sc fyne.Shortcut) { passShortcut(s, sc) }

// TypedKey moves the selection.
func (s *SideList) TypedKey(ev *fyne.KeyEvent) {
	typed()
	at := -1
	for i, e := range s.entries {
		if e.ID == s.id {
			at = i
		}
	}
	last := len(s.entries) - 1
	switch ev.Name {
	case fyne.KeyDown:
		at = min(at+1, last)
	case fyne.KeyUp:
		at = max(at-1, 0)
	case fyne.KeyHome:
		at = 0
	case fyne.KeyEnd:
		at = last
	case fyne.KeySpace:
		s.Tick(s.id)
		return
	default:
		passKey(s, ev)
		return
	}
	if at >= 0 && at <= last {
		s.choose(s.entries[at].ID)
	}
}

// Refresh redraws the entries.
func (s *SideList) Refresh() {
	for _, r := range s.rows {
		r.Refresh()
	}
	s.BaseWidget.Refresh()
}

// CreateRenderer draws the scrolled entries.
func (s *SideList) CreateRenderer() fyne.WidgetRenderer {
	return wrap(s.scroll, func() fyne.Size { return fyne.NewSize(200, 120) })
}

type sideRow struct {
	fynewidget.BaseWidget
	list    *SideList
	entry   SideEntry
	hovered bool
}

// Tapped selects the entry, or ticks it when its box was meant.
func (r *sideRow) Tapped(ev *fyne.PointEvent) {
	focus(r.list)
	if r.entry.Ticks && ev != nil && ev.Position.X < theme.Edge+theme.IconRow+4 && ev.Position.Y > 26 {
		r.list.Tick(r.entry.ID)
		return
	}
	r.list.choose(r.entry.ID)
}

// MouseIn marks the entry.
func (r *sideRow) MouseIn(*desktop.MouseEvent) { r.hovered = true; r.Refresh() }

// MouseMoved does nothing.
func (r *sideRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends what MouseIn began.
func (r *sideRow) MouseOut() { r.hovered = false; r.Refresh() }

func (r *sideRow) height() float32 {
	if r.entry.Small != "" {
		return 73
	}
	return 56
}

// CreateRenderer draws the entry.
func (r *sideRow) CreateRenderer() fyne.WidgetRenderer {
	ground, edge, hair := canvas.NewRectangle(nil), canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	icon, stateIcon := newPicture(), newPicture()
	tick := newTickBox()
	title, right, line, word, small := canvas.NewText("", nil), canvas.NewText("", nil), canvas.NewText("", nil), canvas.NewText("", nil), canvas.NewText("", nil)
	draw := func(size fyne.Size) {
		selected := r.entry.ID == r.list.id
		fill := theme.Transparent
		switch {
		case selected:
			fill = theme.Selected
		case r.hovered:
			fill = theme.Nav
		}
		paint(ground, fill)
		put(ground, 0, 0, size.Width, size.Height-1)
		paint(edge, theme.Accent)
		setVisible(edge, selected)
		put(edge, 0, 0, theme.StrokeMark, size.Height-1)
		paint(hair, theme.Hair)
		put(hair, 0, size.Height-1, size.Width, 1)
		x, e := theme.Edge, r.entry
		setPicture(icon, e.Icon, e.Status.Text(), theme.IconRow)
		if e.Icon != "" {
			put(icon, x, 12, theme.IconRow, theme.IconRow)
			x += theme.IconRow + 9
		}
		if e.Ticks {
			tick.show(r.list.ticked[e.ID], false)
			tick.place(theme.Edge, 34)
		} else {
			tick.hide()
		}
		rightWidth := ceil(Small.width(e.Right))
		end := size.Width - theme.Edge
		showText(title, e.Title, BodyStrong, Box{x, 10, end - x - rightWidth - theme.Gap, 18})
		showText(right, e.Right, Small.OnRight(), Box{end - rightWidth, 10, rightWidth, 18})
		lineStyle := Style{Size: theme.SizeSmall, Colour: theme.Text2}
		if e.Small != "" {
			lineStyle = Body
		}
		stateWidth := float32(0)
		if e.State.Word != "" {
			stateWidth = flagIcon + flagGap + ceil(Body.width(e.State.Word))
			drawFlag(stateIcon, word, e.State, Body.In(e.State.Status.Text()), Box{end - stateWidth, 28, stateWidth, 18})
		}
		setVisible(stateIcon, e.State.Word != "")
		setVisible(word, e.State.Word != "")
		showText(line, e.Line, lineStyle, Box{x, 28, end - x - stateWidth - theme.Gap, 18})
		showText(small, e.Small, Small, Box{x, 46, end - x, 16})
	}
	return &renderer{
		objects: fixed(append([]fyne.CanvasObject{ground, edge, hair, icon, title, right, line, stateIcon, word, small}, tick.objects()...)...), place: draw,
		min:     func() fyne.Size { return fyne.NewSize(160, r.height()) },
		refresh: func() { draw(r.Size()) },
	}
}
