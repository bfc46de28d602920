package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var (
	_ fyne.Widget   = (*Cover)(nil)
	_ fyne.Tappable = (*Cover)(nil)
)

// Cover lies over the whole window and hides everything under it, dialogs too: for a desk that is locked. Dialogs that open
// meanwhile stay under it.
type Cover struct {
	fynewidget.BaseWidget
	canvas  fyne.Canvas
	content fyne.CanvasObject
	back    fyne.Focusable
}

// CoverOn covers a window with content in its middle, and gives the first field the keyboard.
func CoverOn(c fyne.Canvas, content fyne.CanvasObject) *Cover {
	o := &Cover{canvas: c, content: content, back: c.Focused()}
	o.ExtendBaseWidget(o)
	c.Overlays().Add(o)
	o.Resize(c.Size())
	o.Refresh()
	if first := firstFocusable(content); first != nil {
		c.Focus(first)
	}
	return o
}

// Close takes the cover away; whoever had the keyboard has it again.
func (o *Cover) Close() {
	o.canvas.Overlays().Remove(o)
	o.canvas.Focus(o.back)
}

// Tapped keeps clicks from what lies under the cover.
func (o *Cover) Tapped(*fyne.PointEvent) {}

// TappedSecondary does the same.
func (o *Cover) TappedSecondary(*fyne.PointEvent) {}

// CreateRenderer draws an opaque ground and the content.
func (o *Cover) CreateRenderer() fyne.WidgetRenderer {
	ground := canvas.NewRectangle(nil)
	draw := func(size fyne.Size) {
		paint(ground, theme.Nav)
		put(ground, 0, 0, size.Width, size.Height)
		w := min(o.content.MinSize().Width, size.Width-2*theme.Gap)
		h := min(heightFor(o.content, w), size.Height-2*theme.Gap)
		put(o.content, centred(size.Width, w), max(theme.Gap, float32(int((size.Height-h)*2/5))), w, h)
	}
	return &renderer{
		objects: fixed(ground, o.content), place: draw, min: func() fyne.Size { return o.content.MinSize() },
		refresh: func() { draw(o.Size()); o.content.Refresh() },
	}
}

// under puts an overlay under the cover that lies over the window; false when none does.
func under(c fyne.Canvas, o fyne.CanvasObject) bool {
	cover, covered := c.Overlays().Top().(*Cover)
	if !covered {
		return false
	}
	had := c.Focused()
	c.Overlays().Remove(cover)
	c.Overlays().Add(o)
	c.Overlays().Add(cover)
	c.Focus(had)
	return true
}
