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
	least   float32 // a field that would be narrower moves to a further row; 0: all stay on one
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

// wrapping lets fields stand in several rows rather than become narrower than least.
func (l *line) wrapping(least float32) *line { l.least = least; return l }

// fits is how many fields stand beside each other at a width.
func (l *line) fits(width float32) int {
	n := len(l.shares)
	if l.least == 0 || (width-theme.Edge*float32(n-1))/float32(n) >= l.least {
		return n
	}
	most := max(1, int((width+theme.Edge)/(l.least+theme.Edge)))
	rows := (len(l.objects) + most - 1) / most
	return max(1, (len(l.objects)+rows-1)/max(1, rows))
}

// rows puts the fields of a narrow line into rows.
func (l *line) rows(width float32) [][]fyne.CanvasObject {
	var rows [][]fyne.CanvasObject
	for rest, n := l.objects, l.fits(width); len(rest) > 0; {
		at := min(n, len(rest))
		rows = append(rows, rest[:at])
		rest = rest[at:]
	}
	return rows
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
	if n := l.fits(width); n < len(l.shares) {
		height, each := -lineGap, columnOf(width, n)
		for _, row := range l.rows(width) {
			height += lineGap + highest(row, func(int) float32 { return each })
		}
		return max(0, height)
	}
	ws := l.widths(width)
	return highest(l.objects, func(i int) float32 { return ws[i] })
}

// lineGap is between two rows of one line.
const lineGap float32 = 12

// columnOf is the width of each of n fields beside each other.
func columnOf(width float32, n int) float32 {
	return float32(int((width - theme.Edge*float32(n-1)) / float32(n)))
}

func highest(objects []fyne.CanvasObject, width func(i int) float32) float32 {
	height := float32(0)
	for i, o := range objects {
		h := o.MinSize().Height
		if f, ok := o.(interface{ HeightFor(float32) float32 }); ok {
			h = f.HeightFor(width(i))
		}
		height = max(height, h)
	}
	return height
}

// CreateRenderer stands the fields at the top of the line.
func (l *line) CreateRenderer() fyne.WidgetRenderer { return &lineRenderer{l} }

type lineRenderer struct{ line *line }

func (r *lineRenderer) Layout(size fyne.Size) {
	if n := r.line.fits(size.Width); n < len(r.line.shares) {
		r.grid(size.Width, n)
		return
	}
	x := float32(0)
	for i, w := range r.line.widths(size.Width) {
		if i < len(r.line.objects) {
			r.line.objects[i].Move(fyne.NewPos(x, 0))
			r.line.objects[i].Resize(fyne.NewSize(w, size.Height))
		}
		x += w + theme.Edge
	}
}

func (r *lineRenderer) grid(width float32, n int) {
	y, each := float32(0), columnOf(width, n)
	for _, row := range r.line.rows(width) {
		height := highest(row, func(int) float32 { return each })
		for i, o := range row {
			o.Move(fyne.NewPos(float32(i)*(each+theme.Edge), y))
			o.Resize(fyne.NewSize(each, height))
		}
		y += height + lineGap
	}
}

// MinSize asks for room enough to write in, and for the height at the width there is.
func (r *lineRenderer) MinSize() fyne.Size {
	width := float32(96 * len(r.line.shares))
	if r.line.least > 0 {
		width = r.line.least
	}
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
