package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

// Box is where a cell may draw, in the coordinates of the table's body.
type Box struct{ X, Y, Width, Height float32 }

// Cell draws a column's cells that are more than text. A cell belongs to one row on the screen and is shown again and again
// for other records as the table scrolls, so Show must set everything it draws.
type Cell[T any] interface {
	Objects() []fyne.CanvasObject
	Show(row T, box Box, dim bool)
	Hide()
}

// tableRow is one row on the screen: ground, selection edge, tick, cells, hairline.
type tableRow[T any] struct {
	table  *Table[T]
	ground *canvas.Rectangle
	edge   *canvas.Rectangle
	hair   *canvas.Rectangle
	more   *canvas.Image
	tick   *tickBox
	cells  []tableCell[T] // one for each column of the configuration
	index  int            // the row shown now; -1 is none
}

type tableCell[T any] struct {
	text       *canvas.Text
	custom     Cell[T]
	detail     *canvas.Text
	detailIcon *canvas.Image
}

func newTableRow[T any](t *Table[T]) *tableRow[T] {
	r := &tableRow[T]{
		table: t, index: -1, tick: newTickBox(), more: newPicture(),
		ground: canvas.NewRectangle(nil), edge: canvas.NewRectangle(nil), hair: canvas.NewRectangle(nil),
	}
	for i := range t.config.Columns {
		c := &t.config.Columns[i]
		cell := tableCell[T]{}
		if c.Cell != nil {
			cell.custom = c.Cell()
		} else {
			cell.text = canvas.NewText("", nil)
		}
		if c.Detail != nil {
			cell.detail, cell.detailIcon = canvas.NewText("", nil), newPicture()
		}
		r.cells = append(r.cells, cell)
	}
	return r
}

func (r *tableRow[T]) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.ground, r.edge, r.hair, r.more}
	if r.table.config.Ticks {
		objects = append(objects, r.tick.objects()...)
	}
	for _, c := range r.cells {
		if c.custom != nil {
			objects = append(objects, c.custom.Objects()...)
		} else {
			objects = append(objects, c.text)
		}
		if c.detail != nil {
			objects = append(objects, c.detail, c.detailIcon)
		}
	}
	return objects
}

// show draws the i-th row shown at its place in the body.
func (r *tableRow[T]) show(i int, width float32) {
	t := r.table
	r.index = i
	row := t.view.at(i)
	key := t.config.Key(row)
	selected := key == t.marks.selected
	height := t.config.RowHeight
	y := float32(i) * height

	fill := theme.Transparent
	switch {
	case selected:
		fill = theme.Selected
	case t.body.hover == i:
		fill = theme.Pane
	}
	paint(r.ground, fill)
	put(r.ground, 0, y, width, height-1)
	paint(r.hair, theme.Hair)
	put(r.hair, 0, y+height-1, width, 1)
	paint(r.edge, theme.Accent)
	setVisible(r.edge, selected)
	put(r.edge, 0, y, theme.StrokeMark, height-1)
	setVisible(r.ground, fill != theme.Transparent)
	setVisible(r.hair, true)
	r.showMore(selected || t.body.hover == i, y, width)

	if t.config.Ticks {
		r.tick.show(t.marks.isTicked(key), false)
		r.tick.place(theme.Edge, y+r.firstLine().Y+centred(r.firstLine().Height, tickSize))
	}
	dim := t.config.Dim != nil && t.config.Dim(row)
	shown := make([]bool, len(r.cells))
	for _, b := range t.columns {
		shown[b.index] = true
		r.showCell(b, row, y, selected, dim)
	}
	for c := range r.cells {
		if !shown[c] {
			r.cells[c].hide()
		}
	}
}

// showMore draws the "⋯" of the row's menu, on the row under the pointer and on the selected one.
func (r *tableRow[T]) showMore(wanted bool, y, width float32) {
	if r.table.config.Menu == nil || !wanted {
		setVisible(r.more, false)
		return
	}
	setPicture(r.more, theme.IconMore, theme.Text2, theme.IconNav)
	line := r.firstLine()
	put(r.more, width-menuColumn-theme.Gap, y+line.Y+centred(line.Height, theme.IconNav), theme.IconNav, theme.IconNav)
}

// firstLine is where single-line content stands within a row, relative to the row's top.
func (r *tableRow[T]) firstLine() Box {
	if r.table.config.RowHeight >= theme.RowTwoLine {
		return Box{Y: 5, Height: 18}
	}
	return Box{Y: 0, Height: r.table.config.RowHeight - 1}
}

func (r *tableRow[T]) showCell(b columnBox, row T, y float32, selected, dim bool) {
	column, cell := &r.table.config.Columns[b.index], &r.cells[b.index]
	line := r.firstLine()
	box := Box{b.x, y + line.Y, b.width, line.Height}
	if cell.custom != nil {
		cell.custom.Show(row, box, dim)
	} else {
		style := Style{}
		if column.Style != nil {
			style = column.Style(row)
		}
		style.Align = column.Align
		if column.OnTap != nil {
			style.Colour = theme.Accent
		}
		if dim {
			style.Colour = theme.Text3
		}
		style.Strong = style.Strong || (column.Lead && selected)
		text := ""
		if column.Text != nil {
			text = column.Text(row)
		}
		showText(cell.text, text, style, box)
	}
	if cell.detail != nil {
		r.showDetail(cell, column.Detail(row), column.Align, Box{b.x, y + 24, b.width, 17})
	}
}

func (r *tableRow[T]) showDetail(cell *tableCell[T], d Detail, align Align, box Box) {
	style := Style{Size: theme.SizeSmall, Colour: theme.Text3, Align: align}
	if d.Status != theme.Neutral {
		style.Colour = d.Status.Text()
	}
	const icon, gap = theme.IconChip, 4
	if d.Text == "" || d.Icon == "" {
		cell.detailIcon.Hide()
	} else {
		setPicture(cell.detailIcon, d.Icon, style.colour(), icon)
		x := box.X
		if align == Right {
			x = box.X + box.Width - ceil(style.width(fit(d.Text, box.Width-icon-gap, style))) - icon - gap
		} else {
			box.X += icon + gap
		}
		put(cell.detailIcon, x, box.Y+centred(box.Height, icon), icon, icon)
		box.Width -= icon + gap
		if align == Right {
			box.X += icon + gap
		}
	}
	showText(cell.detail, d.Text, style, box)
}

func (r *tableRow[T]) hide() {
	if r.index < 0 {
		return
	}
	r.index = -1
	for _, o := range []fyne.CanvasObject{r.ground, r.edge, r.hair, r.more} {
		o.Hide()
	}
	r.tick.hide()
	for i := range r.cells {
		r.cells[i].hide()
	}
}

func (c *tableCell[T]) hide() {
	if c.custom != nil {
		c.custom.Hide()
	} else {
		setVisible(c.text, false)
	}
	if c.detail != nil {
		setVisible(c.detail, false)
		setVisible(c.detailIcon, false)
	}
}

// paint fills a rectangle, and repaints only when the colour is another.
func paint(r *canvas.Rectangle, name fyne.ThemeColorName) {
	if c := theme.Color(name); r.FillColor != c {
		r.FillColor = c
		r.Refresh()
	}
}

// showText sets a line of text into a box. Words are cut to its width; what stands right are figures, and a figure is never
// cut, because "81 000 …" is another number: it runs over to the left instead.
func showText(t *canvas.Text, text string, style Style, box Box) {
	shown := text
	if style.Align != Right {
		shown = fit(text, box.Width, style)
	}
	style.apply(t, shown)
	setVisible(t, text != "")
	putText(t, box.X, box.Y, box.Width, box.Height)
}
