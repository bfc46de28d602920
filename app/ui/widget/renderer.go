package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

var _ fyne.WidgetRenderer = (*renderer)(nil)

// renderer is the one renderer of the package: a widget gives its objects and up to three functions.
type renderer struct {
	objects func() []fyne.CanvasObject
	place   func(fyne.Size)
	min     func() fyne.Size
	refresh func()
}

// fixed makes an objects function for a widget whose objects never change.
func fixed(objects ...fyne.CanvasObject) func() []fyne.CanvasObject {
	return func() []fyne.CanvasObject { return objects }
}

func (r *renderer) Destroy()                     {}
func (r *renderer) Layout(size fyne.Size)        { r.place(size) }
func (r *renderer) MinSize() fyne.Size           { return r.min() }
func (r *renderer) Objects() []fyne.CanvasObject { return r.objects() }
func (r *renderer) Refresh()                     { r.refresh() }

// put moves and resizes in one line.
func put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

// putText stands a line of text in a box, with its capitals in the middle. The toolkit centres the line's full height and
// rounds up to a pixel, which sets words one or two pixels below the icons beside them; the numbers here are those of
// the typeface (ascent 0.96875, descent 0.2412 of the size) as a browser rounds them.
func putText(t *canvas.Text, x, y, w, h float32) {
	ascent, descent := round(0.96875*t.TextSize), round(0.2412*t.TextSize)
	drawn := ceil(0.96875 * t.TextSize) // where the toolkit draws the baseline below the object's top
	top := centred(h, ascent+descent) + ascent - drawn
	put(t, x, y+top, w, t.TextSize)
}

func round(v float32) float32 { return float32(int(v + 0.5)) }

// centred is the offset that puts inner in the middle of outer, on a whole pixel so that text and strokes stay crisp.
func centred(outer, inner float32) float32 { return floor((outer - inner) / 2) }

// wrap makes the renderer of a widget that is one other object, with a minimum size of its own when least is given.
func wrap(content fyne.CanvasObject, least func() fyne.Size) fyne.WidgetRenderer {
	if least == nil {
		least = content.MinSize
	}
	return &renderer{
		objects: fixed(content),
		place:   func(size fyne.Size) { put(content, 0, 0, size.Width, size.Height) },
		min:     least,
		refresh: content.Refresh,
	}
}

// floor rounds down to a whole unit.
func floor(v float32) float32 {
	n := float32(int(v))
	if n > v {
		n--
	}
	return n
}
