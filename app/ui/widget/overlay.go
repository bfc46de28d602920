package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var (
	_ fyne.Widget   = (*overlay)(nil)
	_ fyne.Tappable = (*overlay)(nil)
)

// overlay lays one object over the window: a menu at a place, or a dialog in the middle behind a veil. While it is open
// the window's shortcuts rest, because package shell looks whether the canvas has an overlay.
type overlay struct {
	fynewidget.BaseWidget
	canvas    fyne.Canvas
	content   fyne.CanvasObject
	at        fyne.Position
	modal     bool
	onOutside func() // a click beside the content; nil ignores it
}

func newOverlay(c fyne.Canvas, content fyne.CanvasObject, at fyne.Position) *overlay {
	o := &overlay{canvas: c, content: content, at: at}
	o.ExtendBaseWidget(o)
	return o
}

func newModal(c fyne.Canvas, content fyne.CanvasObject) *overlay {
	o := &overlay{canvas: c, content: content, modal: true}
	o.ExtendBaseWidget(o)
	return o
}

func (o *overlay) show() {
	if !under(o.canvas, o) {
		o.canvas.Overlays().Add(o)
	}
	o.Resize(o.canvas.Size())
	o.Refresh()
}

func (o *overlay) close() { o.canvas.Overlays().Remove(o) }

// Tapped is a click beside the content.
func (o *overlay) Tapped(*fyne.PointEvent) {
	if o.onOutside != nil {
		o.onOutside()
	}
}

// TappedSecondary is the same with the other button.
func (o *overlay) TappedSecondary(ev *fyne.PointEvent) { o.Tapped(ev) }

// CreateRenderer draws veil and content.
func (o *overlay) CreateRenderer() fyne.WidgetRenderer {
	veil := canvas.NewRectangle(nil)
	draw := func(size fyne.Size) {
		name := theme.Transparent
		if o.modal {
			name = theme.Veil
		}
		paint(veil, name)
		put(veil, 0, 0, size.Width, size.Height)
		w := min(o.content.MinSize().Width, size.Width-2*theme.Gap)
		h := min(heightFor(o.content, w), size.Height-2*theme.Gap)
		if o.modal {
			put(o.content, centred(size.Width, w), max(theme.Gap, float32(int((size.Height-h)*2/5))), w, h)
			return
		}
		x := max(theme.Gap, min(o.at.X, size.Width-w-theme.Gap))
		y := max(theme.Gap, min(o.at.Y, size.Height-h-theme.Gap))
		put(o.content, x, y, w, h)
	}
	return &renderer{
		objects: fixed(veil, o.content),
		place:   draw,
		min:     func() fyne.Size { return o.content.MinSize() },
		refresh: func() { draw(o.Size()) },
	}
}
