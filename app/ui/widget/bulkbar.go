package widget

import (
	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var _ fyne.Widget = (*BulkBar)(nil)

// BulkBar stands above the footer while something is ticked: count, sum, and actions that name the count. 44 high. It
// begins hidden.
type BulkBar struct {
	fynewidget.BaseWidget
	count   *Text
	sum     *Text
	row     *fyne.Container
	surface *Surface
}

// NewBulkBar makes a bar with its actions.
func NewBulkBar(actions ...fyne.CanvasObject) *BulkBar {
	b := &BulkBar{count: NewText("", BodyStrong), sum: NewText("", Body.In(theme.Text2))}
	b.row = Row(theme.Gap, append([]fyne.CanvasObject{b.count, b.sum, Spacer()}, actions...)...)
	b.surface = NewSurface(theme.Selected, TopEdge, Inset(0, theme.Edge, 0, theme.Edge, b.row))
	b.ExtendBaseWidget(b)
	b.Hide()
	return b
}

// Set shows "2 selected" and a sum; an empty count hides the bar. The container that holds the bar must be refreshed by
// its owner when the bar comes or goes; SetIn does both.
func (b *BulkBar) Set(count, sum string) {
	b.count.SetText(count)
	b.sum.SetText(sum)
	setVisible(b, count != "")
	b.row.Refresh()
	b.Refresh()
}

// SetIn is Set followed by a new layout of the container that holds the bar.
func (b *BulkBar) SetIn(parent *fyne.Container, count, sum string) {
	was := b.Visible()
	b.Set(count, sum)
	if b.Visible() != was {
		parent.Refresh()
	}
}

// CreateRenderer draws the bar.
func (b *BulkBar) CreateRenderer() fyne.WidgetRenderer {
	return wrap(b.surface, func() fyne.Size {
		return fyne.NewSize(b.row.MinSize().Width+2*theme.Edge, theme.BulkBarHeight)
	})
}
