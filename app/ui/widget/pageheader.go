package widget

import (
	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var _ fyne.Widget = (*PageHeader)(nil)

// PageHeader is the head of a screen, 52 high: title, at most two chips, a calm word after them, and buttons at the right.
type PageHeader struct {
	fynewidget.BaseWidget
	title *Text
	note  *Text
	chips *fyne.Container
	row   *fyne.Container
}

// NewPageHeader makes a header; actions stand at the right, the primary button last.
func NewPageHeader(title string, actions ...fyne.CanvasObject) *PageHeader {
	h := &PageHeader{title: NewText(title, Title.Cut()), note: NewText("", Body.In(theme.Text3).Cut()), chips: Row(theme.Gap)}
	h.row = Row(theme.Gap, h.title, h.chips, Grow(h.note))
	h.row.Objects = append(h.row.Objects, actions...)
	h.chips.Hide()
	h.ExtendBaseWidget(h)
	return h
}

// WithBack puts a button before the title that goes back to the list.
func (h *PageHeader) WithBack(onBack func()) *PageHeader {
	h.row.Objects = append([]fyne.CanvasObject{NewButton(Quiet, "", theme.IconChevronLeft, onBack)}, h.row.Objects...)
	return h
}

// Title gives the title.
func (h *PageHeader) Title() string { return h.title.Text() }

// SetTitle changes the title.
func (h *PageHeader) SetTitle(title string) { h.title.SetText(title); h.relayout() }

// SetNote changes the calm word after the title: a count, a number, a state of the list.
func (h *PageHeader) SetNote(note string) { h.note.SetText(note); h.relayout() }

// SetChips shows up to two states beside the title.
func (h *PageHeader) SetChips(states ...State) {
	h.chips.Objects = h.chips.Objects[:0]
	for _, s := range states {
		h.chips.Objects = append(h.chips.Objects, NewChip(s))
	}
	setVisible(h.chips, len(states) > 0)
	h.relayout()
}

func (h *PageHeader) relayout() {
	h.row.Refresh()
	h.Refresh()
}

// CreateRenderer draws the row.
func (h *PageHeader) CreateRenderer() fyne.WidgetRenderer {
	return wrap(Inset(0, theme.Edge, 0, theme.Edge, h.row), func() fyne.Size {
		return fyne.NewSize(h.row.MinSize().Width+2*theme.Edge, theme.HeaderHeight)
	})
}
