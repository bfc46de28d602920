package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var (
	_ fyne.Widget            = (*tableBody[int])(nil)
	_ fyne.Tappable          = (*tableBody[int])(nil)
	_ fyne.DoubleTappable    = (*tableBody[int])(nil)
	_ fyne.SecondaryTappable = (*tableBody[int])(nil)
	_ desktop.Mouseable      = (*tableBody[int])(nil)
	_ desktop.Hoverable      = (*tableBody[int])(nil)
	_ desktop.Cursorable     = (*tableBody[int])(nil)
)

// tableBody is the scrolled area. It is as high as all rows together but owns only as many drawn rows as fit on the
// screen; a drawn row takes every n-th record, so that scrolling by one row redraws one row.
type tableBody[T any] struct {
	fynewidget.BaseWidget
	table   *Table[T]
	rows    []*tableRow[T]
	objects []fyne.CanvasObject
	hover   int // the row under the pointer; -1 is none
	overTap bool
	pressed bool // MouseDown has done the work of the Tapped that follows it
}

func newTableBody[T any](t *Table[T]) *tableBody[T] {
	b := &tableBody[T]{table: t, hover: -1}
	b.ExtendBaseWidget(b)
	return b
}

// update shows the rows in sight; rows that are drawn already stay as they are.
func (b *tableBody[T]) update() {
	t := b.table
	height := t.scroll.Size().Height
	if height <= 0 || t.scroll.Size().Width <= 0 {
		return
	}
	rowHeight := t.config.RowHeight
	b.grow(int(height/rowHeight) + 2)
	first := max(0, int(t.scroll.Offset.Y/rowHeight))
	last := min(t.Len(), first+len(b.rows))
	inUse := make([]bool, len(b.rows))
	for i := first; i < last; i++ {
		slot := i % len(b.rows)
		inUse[slot] = true
		if b.rows[slot].index != i {
			b.rows[slot].show(i, t.scroll.Size().Width)
		}
	}
	for i, r := range b.rows {
		if !inUse[i] {
			r.hide()
		}
	}
}

// redraw shows all rows in sight anew, after the data, the marks or the columns have changed.
func (b *tableBody[T]) redraw() {
	for _, r := range b.rows {
		if r.index >= b.table.Len() {
			r.hide()
		} else if r.index >= 0 {
			r.index = len(b.table.view.rows) // not a row, so that update shows it anew
		}
	}
	b.update()
}

func (b *tableBody[T]) grow(n int) {
	if len(b.rows) >= n {
		return
	}
	for _, r := range b.rows {
		r.hide() // the slot of every record changes with the number of slots
	}
	for len(b.rows) < n {
		r := newTableRow(b.table)
		r.index = 0
		r.hide()
		b.rows = append(b.rows, r)
		b.objects = append(b.objects, r.objects()...)
	}
}

// CreateRenderer draws the rows.
func (b *tableBody[T]) CreateRenderer() fyne.WidgetRenderer {
	return &renderer{
		objects: func() []fyne.CanvasObject { return b.objects },
		place:   func(fyne.Size) { b.update() },
		min: func() fyne.Size {
			return fyne.NewSize(0, float32(b.table.Len())*b.table.config.RowHeight)
		},
		refresh: b.redraw,
	}
}

func (b *tableBody[T]) rowAt(pos fyne.Position) int {
	i := int(pos.Y / b.table.config.RowHeight)
	if pos.Y < 0 || i >= b.table.Len() {
		return -1
	}
	return i
}

// MouseDown selects at once, before it is known whether a double click follows.
func (b *tableBody[T]) MouseDown(ev *desktop.MouseEvent) {
	b.pressed = true
	if ev.Button == desktop.MouseButtonPrimary {
		b.press(&ev.PointEvent, ev.Modifier&fyne.KeyModifierShift != 0)
	}
}

// MouseUp does nothing.
func (b *tableBody[T]) MouseUp(*desktop.MouseEvent) {}

// Tapped selects, ticks or follows a link where no MouseDown has done so.
func (b *tableBody[T]) Tapped(ev *fyne.PointEvent) {
	if b.pressed {
		b.pressed = false
		return
	}
	b.press(ev, false)
}

// DoubleTapped opens the row.
func (b *tableBody[T]) DoubleTapped(ev *fyne.PointEvent) {
	b.pressed = false
	if !b.onTick(ev.Position) {
		b.table.openIndex(b.rowAt(ev.Position))
	}
}

// TappedSecondary selects the row and shows its menu.
func (b *tableBody[T]) TappedSecondary(ev *fyne.PointEvent) {
	b.pressed = false
	i := b.rowAt(ev.Position)
	if i < 0 {
		return
	}
	b.table.SelectIndex(i)
	b.table.showMenu(i, ev.AbsolutePosition)
}

func (b *tableBody[T]) onTick(pos fyne.Position) bool {
	return b.table.config.Ticks && pos.X < theme.Edge+tickColumn-theme.CellPad
}

func (b *tableBody[T]) press(ev *fyne.PointEvent, shift bool) {
	pos := ev.Position
	t := b.table
	i := b.rowAt(pos)
	focus(t)
	if i < 0 {
		return
	}
	if b.onTick(pos) {
		t.tickIndex(i, shift)
		return
	}
	t.SelectIndex(i)
	if t.config.Menu != nil && pos.X > t.scroll.Size().Width-menuColumn-theme.Edge {
		t.showMenu(i, ev.AbsolutePosition)
		return
	}
	if c := columnAt(t.columns, pos.X); c >= 0 {
		column := &t.config.Columns[c]
		if column.OnTap != nil && (column.Text == nil || column.Text(t.At(i)) != "") {
			column.OnTap(t.At(i))
		}
	}
}

// MouseIn begins to follow the pointer.
func (b *tableBody[T]) MouseIn(ev *desktop.MouseEvent) { b.MouseMoved(ev) }

// MouseMoved marks the row under the pointer.
func (b *tableBody[T]) MouseMoved(ev *desktop.MouseEvent) {
	c := columnAt(b.table.columns, ev.Position.X)
	b.overTap = c >= 0 && b.table.config.Columns[c].OnTap != nil
	b.setHover(b.rowAt(ev.Position))
}

// MouseOut ends it.
func (b *tableBody[T]) MouseOut() { b.setHover(-1) }

// Cursor is a hand over links.
func (b *tableBody[T]) Cursor() desktop.Cursor {
	if b.overTap {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

func (b *tableBody[T]) setHover(i int) {
	if i == b.hover {
		return
	}
	old := b.hover
	b.hover = i
	for _, r := range b.rows {
		if r.index >= 0 && (r.index == old || r.index == i) && r.index < b.table.Len() {
			r.show(r.index, b.table.scroll.Size().Width)
		}
	}
}
