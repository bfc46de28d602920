package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

// ring is the mark of keyboard focus: 2 pixels of accent outside a control.
type ring struct {
	rect   *canvas.Rectangle
	outset float32
}

func newRing(radius, outset float32) *ring {
	r := &ring{rect: canvas.NewRectangle(color.Transparent), outset: outset}
	r.rect.StrokeWidth = theme.StrokeFocus
	r.rect.CornerRadius = radius + outset
	r.rect.Hide()
	return r
}

func (r *ring) place(x, y float32, size fyne.Size) {
	// The stroke is centred on the rectangle, so its inner edge lies on the control's outer one.
	put(r.rect, x-r.outset+1, y-r.outset+1, size.Width+2*r.outset-2, size.Height+2*r.outset-2)
}

func (r *ring) show(focused bool) {
	if !focused {
		r.rect.Hide()
		return
	}
	r.rect.StrokeColor = theme.Color(theme.Accent)
	r.rect.Show()
	r.rect.Refresh()
}
