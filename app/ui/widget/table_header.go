package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var (
	_ fyne.Widget       = (*tableHeader[int])(nil)
	_ fyne.Tappable     = (*tableHeader[int])(nil)
	_ desktop.Hoverable = (*tableHeader[int])(nil)
)

// tableHeader shows the titles; a click sorts, a second one turns the order round. The sorted column has a chevron.
type tableHeader[T any] struct {
	fynewidget.BaseWidget
	table *Table[T]
	hover int // the column under the pointer; -1 is none
}

func newTableHeader[T any](t *Table[T]) *tableHeader[T] {
	h := &tableHeader[T]{table: t, hover: -1}
	h.ExtendBaseWidget(h)
	return h
}

// Tapped sorts, or ticks all rows shown.
func (h *tableHeader[T]) Tapped(ev *fyne.PointEvent) {
	t := h.table
	if t.config.Ticks && ev.Position.X < theme.Edge+tickColumn-theme.CellPad {
		_, all := t.shownTicks()
		t.TickShown(!all)
		return
	}
	if c := columnAt(t.columns, ev.Position.X); c >= 0 && t.config.Columns[c].Less != nil {
		column := &t.config.Columns[c]
		desc := column.Align == Right // the largest first: that is why one sorts a sum
		if t.config.SortColumn == column.ID {
			desc = !t.config.Descending
		}
		t.SortBy(column.ID, desc)
	}
}

// MouseIn begins to follow the pointer.
func (h *tableHeader[T]) MouseIn(ev *desktop.MouseEvent) { h.MouseMoved(ev) }

// MouseMoved darkens the title that would sort.
func (h *tableHeader[T]) MouseMoved(ev *desktop.MouseEvent) {
	if c := columnAt(h.table.columns, ev.Position.X); c != h.hover {
		h.hover = c
		h.Refresh()
	}
}

// MouseOut ends it.
func (h *tableHeader[T]) MouseOut() { h.hover = -1; h.Refresh() }

// CreateRenderer draws titles, chevron and the line beneath.
func (h *tableHeader[T]) CreateRenderer() fyne.WidgetRenderer {
	t := h.table
	line, chevron, tick := canvas.NewRectangle(nil), newPicture(), newTickBox()
	objects := []fyne.CanvasObject{line, chevron}
	if t.config.Ticks {
		objects = append(objects, tick.objects()...)
	}
	titles := make([]*canvas.Text, len(t.config.Columns))
	for i := range titles {
		titles[i] = canvas.NewText("", nil)
		objects = append(objects, titles[i])
	}
	refresh := func() {
		size := h.Size()
		paint(line, theme.Line)
		put(line, 0, theme.HeaderRow-1, size.Width, 1)
		if t.config.Ticks {
			some, all := t.shownTicks()
			tick.show(all, some)
			tick.place(theme.Edge, centred(theme.HeaderRow, tickSize))
		}
		chevron.Hide()
		for _, title := range titles {
			title.Hide()
		}
		for _, b := range t.columns {
			h.showTitle(titles[b.index], chevron, b)
		}
	}
	return &renderer{
		objects: fixed(objects...),
		place:   func(fyne.Size) { refresh() },
		min:     func() fyne.Size { return fyne.NewSize(0, theme.HeaderRow) },
		refresh: refresh,
	}
}

func (h *tableHeader[T]) showTitle(title *canvas.Text, chevron *canvas.Image, b columnBox) {
	column := &h.table.config.Columns[b.index]
	style := Style{Size: theme.SizeSmall, Strong: true, Colour: theme.Text3, Align: column.Align}
	sorted := column.ID == h.table.config.SortColumn && column.Less != nil
	if sorted || (column.Less != nil && h.hover == b.index) {
		style.Colour = theme.Text
	}
	box := Box{b.x, 0, b.width, theme.HeaderRow - 1}
	if column.Codes {
		box.Width -= codeWidth
	}
	if sorted {
		const size, gap = 11, 4
		name := theme.IconChevronUp
		if h.table.config.Descending {
			name = theme.IconChevronDown
		}
		setPicture(chevron, name, theme.Text, size)
		x := box.X + ceil(style.width(column.Title)) + gap
		if column.Align == Right {
			x = box.X + box.Width - size
			box.Width -= size + gap
		}
		put(chevron, x, centred(theme.HeaderRow, size), size, size)
	}
	showText(title, column.Title, style, box)
}
