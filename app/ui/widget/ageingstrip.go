package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var _ fyne.Widget = (*AgeingStrip)(nil)

// AgeingStrip is an ageing bar of a header with the label and the sum of each part beneath, empty parts too.
type AgeingStrip struct {
	fynewidget.BaseWidget
	ageing Ageing
	height float32
	labels [5]string
	sums   [5]string
}

// NewAgeingStrip makes a strip; height is the bar's, 10 to 12. Labels are the parts' names, sums are written by the caller.
func NewAgeingStrip(height float32, labels [5]string) *AgeingStrip {
	s := &AgeingStrip{height: height, labels: labels}
	s.ExtendBaseWidget(s)
	return s
}

// Set changes the amounts and how they are written.
func (s *AgeingStrip) Set(ageing Ageing, sums [5]string) {
	s.ageing, s.sums = ageing, sums
	s.Refresh()
}

const (
	legendTop    float32 = 7
	legendSquare float32 = 8
)

// CreateRenderer draws bar, labels and sums.
func (s *AgeingStrip) CreateRenderer() fyne.WidgetRenderer {
	bar := newBarDrawing()
	objects := bar.objects()
	var squares [5]*canvas.Rectangle
	var labels, sums [5]*canvas.Text
	for i := range squares {
		squares[i] = canvas.NewRectangle(nil)
		squares[i].CornerRadius = theme.RadiusBar
		labels[i], sums[i] = canvas.NewText("", nil), canvas.NewText("", nil)
		objects = append(objects, squares[i], labels[i], sums[i])
	}
	small, body := theme.LineHeight(theme.SizeSmall), theme.LineHeight(theme.SizeBody)
	draw := func(size fyne.Size) {
		bar.show(s.ageing, Box{0, 0, size.Width, s.height})
		step := floor(size.Width / 5)
		for i := range squares {
			x, y := float32(i)*step, s.height+legendTop
			paint(squares[i], ageingFills[i])
			put(squares[i], x, y+centred(small, legendSquare), legendSquare, legendSquare)
			label := Small
			if i == len(squares)-1 {
				label.Align = Left
			}
			showText(labels[i], s.labels[i], label, Box{x + legendSquare + 5, y, step - legendSquare - 9, small})
			showText(sums[i], s.sums[i], Style{Size: theme.SizeBody}, Box{x, y + small, step - 4, body})
		}
	}
	return &renderer{
		objects: fixed(objects...), place: draw,
		min: func() fyne.Size {
			return fyne.NewSize(5*72, s.height+legendTop+small+body)
		},
		refresh: func() { draw(s.Size()) },
	}
}
