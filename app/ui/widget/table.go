package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

// Column is one column of a table, as data: it draws, sorts, searches and copies.
type Column[T any] struct {
	ID     string
	Title  string
	Width  float32 // of the content, in pixels, at least 8; the table adds the padding
	Flex   float32 // share of the width that is left over; 0 keeps Width
	Align  Align
	Text   func(T) string // the words of the cell: drawn, found by the filter, copied
	Style  func(T) Style  // nil is body text
	Cell   func() Cell[T] // draws the cell in place of Text, see FlagCell, MoneyCell, BadgeCell, AgeingCell, CheckCell
	Detail func(T) Detail // the second line, in tables with rows of theme.RowTwoLine
	Less   func(a, b T) bool
	Codes  bool    // the cells end in a currency code: the title stands over the numbers
	OnTap  func(T) // makes the cell a link, drawn in the accent colour ("Why?")
	Lead   bool    // semi-bold while its row is selected
	Rank   int     // columns of a higher rank vanish first when the window is narrow; 0 always stays
}

// Detail is the second line of a cell: small, in the status's colour, with an icon when one is named.
type Detail struct {
	Text   string
	Status theme.Status
	Icon   theme.IconName
}

// TableConfig says what a table shows and whom it tells.
type TableConfig[T any] struct {
	Columns    []Column[T]
	Key        func(T) string // the record's identity: selection and ticks follow it through sorting and filtering
	RowHeight  float32        // theme.RowDense (the default), RowWork or RowTwoLine
	Ticks      bool           // a first column with checkboxes
	Dim        func(T) bool   // rows drawn in grey: left out, closed
	Search     func(T) string // what the filter looks at; nil is the Text of all columns
	SortColumn string         // ID of the column sorted at first; "" keeps the order given
	Descending bool
	Empty      fyne.CanvasObject     // shown when there are no rows at all
	NoMatch    string                // shown when the filter finds none
	OnSelect   func(row T)           // the selection moved
	OnOpen     func(row T)           // Enter or double click
	OnTicks    func(count int)       // the ticks changed
	OnView     func()                // the rows shown changed: rows, filter or order
	OnWhy      func(row T)           // F1 on a row
	Menu       func(row T) []Choice  // right click, and the "⋯" at the end of the row under the pointer or selected
	OnChoice   func(row T, c Choice) // an entry of Menu was chosen
}

var (
	_ fyne.Widget       = (*Table[int])(nil)
	_ fyne.Focusable    = (*Table[int])(nil)
	_ fyne.Shortcutable = (*Table[int])(nil)
)

// Table is the data table: virtual (100,000 rows cost what forty do), sorted by its header, filtered as one types, with
// one selected row and any number of ticked ones.
type Table[T any] struct {
	fynewidget.BaseWidget
	config  TableConfig[T]
	view    view[T]
	marks   marks
	columns []columnBox // where the visible columns stand
	header  *tableHeader[T]
	body    *tableBody[T]
	scroll  *container.Scroll
	shift   bool // the shift key is down
	loaded  bool // rows have been set: only then is an empty table empty, and not just waiting
	noMatch *Text
}

// NewTable makes an empty table.
func NewTable[T any](config TableConfig[T]) *Table[T] {
	if config.RowHeight == 0 {
		config.RowHeight = theme.RowDense
	}
	t := &Table[T]{config: config, marks: newMarks(), noMatch: NewText(config.NoMatch, Body.In(theme.Text3))}
	t.view.search = config.Search
	if t.view.search == nil {
		t.view.search = t.allText
	}
	t.view.sortBy(t.column(config.SortColumn), config.Descending)
	t.header = newTableHeader(t)
	t.body = newTableBody(t)
	t.scroll = container.NewVScroll(t.body)
	t.scroll.OnScrolled = func(fyne.Position) { t.body.update() }
	t.ExtendBaseWidget(t)
	return t
}

// SetRows replaces the rows. Selection and ticks stay with their records; ticks of records that are gone are dropped.
func (t *Table[T]) SetRows(rows []T) { t.SetIndexedRows(rows, nil) }

// SetIndexedRows is SetRows with an index made elsewhere: folding 100,000 rows takes longer than a keystroke may, so a
// screen with that many has the runner make the index together with the rows.
func (t *Table[T]) SetIndexedRows(rows []T, index *RowIndex) {
	t.loaded = true
	t.view.setRows(rows, index)
	t.marks.keepTicks(t.keys(rows))
	t.viewChanged()
	t.ticksChanged()
}

// Filter shows the rows that contain all words of the query; "" shows all.
func (t *Table[T]) Filter(query string) {
	t.view.filter(query)
	t.viewChanged()
}

// Where shows only rows for which keep is true, together with Filter; nil shows all. It serves saved filters and tabs.
func (t *Table[T]) Where(keep func(T) bool) {
	t.view.setWhere(keep)
	t.viewChanged()
}

// SortBy sorts by a column; an unknown ID gives the order in which the rows were set.
func (t *Table[T]) SortBy(columnID string, descending bool) {
	t.config.SortColumn, t.config.Descending = columnID, descending
	t.view.sortBy(t.column(columnID), descending)
	t.viewChanged()
}

// Len is the number of rows shown now.
func (t *Table[T]) Len() int { return len(t.view.shown) }

// Total is the number of rows with no filter.
func (t *Table[T]) Total() int { return len(t.view.rows) }

// At gives the i-th row shown.
func (t *Table[T]) At(i int) T { return t.view.at(i) }

// Selected gives the selected row, if it is shown.
func (t *Table[T]) Selected() (row T, ok bool) {
	if i := t.selectedIndex(); i >= 0 {
		return t.view.at(i), true
	}
	return row, false
}

// Select moves the selection to a record and scrolls to it, without telling OnSelect; a key that is not shown clears it.
func (t *Table[T]) Select(key string) {
	t.marks.selected = key
	t.reveal(t.selectedIndex())
	t.body.redraw()
}

// SelectIndex selects the i-th row shown and tells OnSelect, as a click does.
func (t *Table[T]) SelectIndex(i int) {
	if i < 0 || i >= t.Len() {
		return
	}
	row := t.view.at(i)
	changed := t.marks.selected != t.config.Key(row)
	t.marks.selected = t.config.Key(row)
	t.view.hint = i
	t.reveal(i)
	t.body.redraw()
	if changed && t.config.OnSelect != nil {
		t.config.OnSelect(row)
	}
}

// Focus gives the table the keyboard.
func (t *Table[T]) Focus() { focus(t) }

// Refresh redraws header and rows, for instance after the theme has changed.
func (t *Table[T]) Refresh() {
	t.header.Refresh()
	t.body.redraw()
	t.BaseWidget.Refresh()
}

func (t *Table[T]) viewChanged() {
	t.scroll.Refresh() // the body's height has changed
	t.body.redraw()
	t.header.Refresh()
	t.BaseWidget.Refresh()
	if t.config.OnView != nil {
		t.config.OnView()
	}
}

func (t *Table[T]) column(id string) *Column[T] {
	for i := range t.config.Columns {
		if t.config.Columns[i].ID == id {
			return &t.config.Columns[i]
		}
	}
	return nil
}

func (t *Table[T]) selectedIndex() int {
	return t.view.indexOf(t.marks.selected, t.config.Key)
}

func (t *Table[T]) keys(rows []T) []string {
	if len(t.marks.ticked) == 0 {
		return nil
	}
	keys := make([]string, len(rows))
	for i, r := range rows {
		keys[i] = t.config.Key(r)
	}
	return keys
}

// reveal scrolls just far enough that a row is in sight.
func (t *Table[T]) reveal(i int) {
	height := t.scroll.Size().Height
	if i < 0 || height <= 0 {
		return
	}
	top := float32(i) * t.config.RowHeight
	switch {
	case top < t.scroll.Offset.Y:
		t.scroll.ScrollToOffset(fyne.NewPos(0, top))
	case top+t.config.RowHeight > t.scroll.Offset.Y+height:
		t.scroll.ScrollToOffset(fyne.NewPos(0, top+t.config.RowHeight-height))
	}
	t.body.update()
}

// CreateRenderer stands the header over the scrolled body.
func (t *Table[T]) CreateRenderer() fyne.WidgetRenderer {
	objects := []fyne.CanvasObject{t.scroll, t.header, t.noMatch}
	if t.config.Empty != nil {
		objects = append(objects, t.config.Empty)
	}
	refresh := func() {
		setVisible(t.noMatch, t.Len() == 0 && t.Total() > 0)
		if t.config.Empty != nil {
			empty := t.loaded && t.Total() == 0
			setVisible(t.config.Empty, empty)
			setVisible(t.header, !empty)
		}
	}
	refresh()
	return &renderer{
		objects: fixed(objects...),
		place: func(size fyne.Size) {
			t.columns = layoutColumns(t.config.Columns, size.Width-t.menuRoom(), t.config.Ticks)
			put(t.header, 0, 0, size.Width, theme.HeaderRow)
			put(t.scroll, 0, theme.HeaderRow, size.Width, max(0, size.Height-theme.HeaderRow))
			put(t.noMatch, theme.Edge, theme.HeaderRow+theme.Edge, size.Width-2*theme.Edge, theme.LineHeight(theme.SizeBody))
			if t.config.Empty != nil {
				put(t.config.Empty, 0, 0, size.Width, size.Height)
			}
			t.header.Refresh()
			t.body.redraw()
		},
		min:     func() fyne.Size { return fyne.NewSize(320, theme.HeaderRow+3*t.config.RowHeight) },
		refresh: refresh,
	}
}

func setVisible(o fyne.CanvasObject, visible bool) {
	if visible == o.Visible() {
		return
	}
	if visible {
		o.Show()
	} else {
		o.Hide()
	}
}
