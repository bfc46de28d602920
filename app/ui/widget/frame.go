package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

// frame is a filled area with an edge. It is two rectangles, one in the edge's colour and one inside it, because the
// toolkit's painters place strokes differently (inside on the graphics card, across the edge in pictures) and smear a
// stroke of one pixel over two; filled rectangles are crisp in both.
type frame struct {
	edge, ground *canvas.Rectangle
	radius       float32
	width        float32 // of the edge; 0 draws none
	x, y, w, h   float32
}

func newFrame(radius float32) *frame {
	f := &frame{edge: canvas.NewRectangle(nil), ground: canvas.NewRectangle(nil), radius: radius}
	f.edge.CornerRadius = radius
	return f
}

func (f *frame) objects() []fyne.CanvasObject { return []fyne.CanvasObject{f.edge, f.ground} }

// paint colours the area and its edge; theme.Transparent leaves either out. An edge needs a ground that is not.
func (f *frame) paint(fill, edge fyne.ThemeColorName, width float32) {
	if edge == theme.Transparent {
		width = 0
	}
	f.width = width
	f.ground.CornerRadius = max(0, f.radius-width)
	paint(f.edge, edge)
	paint(f.ground, fill)
	setVisible(f.edge, width > 0)
	setVisible(f.ground, fill != theme.Transparent)
	f.put(f.x, f.y, f.w, f.h)
}

func (f *frame) put(x, y, w, h float32) {
	f.x, f.y, f.w, f.h = x, y, w, h
	put(f.edge, x, y, w, h)
	put(f.ground, x+f.width, y+f.width, max(0, w-2*f.width), max(0, h-2*f.width))
}

func (f *frame) hide() {
	setVisible(f.edge, false)
	setVisible(f.ground, false)
}
