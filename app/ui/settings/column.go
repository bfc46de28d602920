package settings

import (
	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

var _ fyne.Widget = (*column)(nil)

// column stands fields at the left, as wide as there is room for up to columnWidth.
type column struct {
	fynewidget.BaseWidget
	content *widget.Surface
}

func newColumn(content fyne.CanvasObject) *column {
	c := &column{content: widget.NewSurface(theme.Work, widget.NoEdge, content)}
	c.ExtendBaseWidget(c)
	return c
}

// HeightFor is the content's height at a width.
func (c *column) HeightFor(width float32) float32 {
	return c.content.HeightFor(min(width, columnWidth))
}

// CreateRenderer stands the content at the left.
func (c *column) CreateRenderer() fyne.WidgetRenderer { return &columnRenderer{c} }

type columnRenderer struct{ column *column }

func (r *columnRenderer) Layout(size fyne.Size) {
	r.column.content.Resize(fyne.NewSize(min(size.Width, columnWidth), size.Height))
}

func (r *columnRenderer) MinSize() fyne.Size {
	least := r.column.content.MinSize()
	return fyne.NewSize(min(least.Width, columnWidth), r.column.HeightFor(max(320, r.column.Size().Width)))
}

func (r *columnRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.column.content} }

func (r *columnRenderer) Refresh() { r.column.content.Refresh(); r.Layout(r.column.Size()) }
func (r *columnRenderer) Destroy() {}
