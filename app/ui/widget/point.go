package widget

import (
	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var _ fyne.Widget = (*Point)(nil)

// Point is one of several things to know: an icon on the first line and a wrapped sentence beside it.
type Point struct {
	fynewidget.BaseWidget
	icon *Icon
	text *Paragraph
}

// NewPoint makes a point in body type.
func NewPoint(icon theme.IconName, colour fyne.ThemeColorName, runs ...Run) *Point {
	p := &Point{icon: NewIcon(icon, colour, theme.IconRow), text: NewParagraph(Body, runs...)}
	p.ExtendBaseWidget(p)
	return p
}

const pointText = theme.IconRow + theme.Gap

// HeightFor is the height at a width.
func (p *Point) HeightFor(width float32) float32 { return p.text.HeightFor(width - pointText) }

// CreateRenderer draws icon and sentence.
func (p *Point) CreateRenderer() fyne.WidgetRenderer {
	line := theme.LineHeight(theme.SizeBody)
	return &renderer{
		objects: fixed(p.icon, p.text),
		place: func(size fyne.Size) {
			put(p.icon, 0, centred(line, theme.IconRow), theme.IconRow, theme.IconRow)
			put(p.text, pointText, 0, size.Width-pointText, size.Height)
		},
		min: func() fyne.Size {
			return fyne.NewSize(pointText+64, p.HeightFor(max(p.Size().Width, pointText+64)))
		},
		refresh: func() { p.icon.Refresh(); p.text.Refresh() },
	}
}
