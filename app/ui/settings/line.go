package settings

import (
	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var _ fyne.Widget = (*line)(nil)

// line stands fields beside each other, each with its share of the width whatever its words need, so that fields of
// several lines stand under each other.
type line struct {
	fynewidget.BaseWidget
	shares  []float32
	objects []fyne.CanvasObject
}

// newLine makes a line of fields, all as wide as their shares say; a share without an object stays empty.
func newLine(shares []float32, objects ...fyne.CanvasObject) *line {
	l := &line{shares: shares, objects: objects}
	l.ExtendBaseWidget(l)
	return l
}

func even(objects ...fyne.CanvasObject) *line {
	shares := make([]float32, len(objects))
	for i := range shares {
		shares[i] = 1
	}
	return newLine(shares, objects...)
}

func (l *line) widths(width float32) []float32 {
	sum := float32(0)
	for _, s := range l.shares {
		sum += s
	}
	room := width - theme.Edge*float32(len(l.shares)-1)
	ws := make([]float32, len(l.shares))
	for i, s := range l.shares {
		ws[i] = float32(int(room * s / sum))
	}
	return ws
}

// HeightFor is the height of the highest field at a width.
func (l *line) HeightFor(width float32) float32 {
	height, ws := float32(0), l.widths(width)
	for i, o := range l.objects {
		h := o.MinSize().Height
		if f, ok := o.(interface{ HeightFor(float32) float32 }); ok {
			h = f.HeightFor(ws[i])
		}
		height = max(height, h)
	}
	return height
}

// CreateRenderer stands the fields at the top of the line.
func (l *line) CreateRenderer() fyne.WidgetRenderer { return &lineRenderer{l} }

type lineRenderer struct{ line *line }

func (r *lineRenderer) Layout(size fyne.Size) {
	x := float32(0)
	for i, w := range r.line.widths(size.Width) {
		if i < len(r.line.objects) {
			r.line.objects[i].Move(fyne.NewPos(x, 0))
			r.line.objects[i].Resize(fyne.NewSize(w, size.Height))
		}
		x += w + theme.Edge
	}
}

// MinSize asks for room enough to write in, and for the height at the width there is.
func (r *lineRenderer) MinSize() fyne.Size {
	width := float32(96 * len(r.line.shares))
	return fyne.NewSize(width, r.line.HeightFor(max(width, r.line.Size().Width)))
}

func (r *lineRenderer) Objects() []fyne.CanvasObject { return r.line.objects }

func (r *lineRenderer) Refresh() {
	r.Layout(r.line.Size())
	for _, o := range r.line.objects {
		o.Refresh()
	}
}

func (r *lineRenderer) Destroy() {}
