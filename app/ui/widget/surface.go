package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var _ fyne.Widget = (*Surface)(nil)

// Edges are the sides of a surface that carry a 1-pixel line.
type Edges uint8

// The sides; combine with |.
const (
	NoEdge  Edges = 0
	TopEdge Edges = 1 << iota
	RightEdge
	BottomEdge
	LeftEdge
)

// Surface is an area in one of the theme's colours, with lines at chosen edges or a line all round with rounded corners.
type Surface struct {
	fynewidget.BaseWidget
	fill    fyne.ThemeColorName
	edges   Edges
	radius  float32
	outline fyne.ThemeColorName
	content fyne.CanvasObject
}

// NewSurface colours the ground behind content and draws lines at the edges.
func NewSurface(fill fyne.ThemeColorName, edges Edges, content fyne.CanvasObject) *Surface {
	s := &Surface{fill: fill, edges: edges, content: content, outline: theme.Transparent}
	s.ExtendBaseWidget(s)
	return s
}

// NewBox is a group with a line all round and rounded corners.
func NewBox(fill fyne.ThemeColorName, content fyne.CanvasObject) *Surface {
	s := &Surface{fill: fill, radius: theme.RadiusGroup, content: content, outline: theme.Line}
	s.ExtendBaseWidget(s)
	return s
}

// SetOutline changes the colour of the line all round.
func (s *Surface) SetOutline(colour fyne.ThemeColorName) {
	s.outline = colour
	s.Refresh()
}

// HeightFor is the content's height at a width.
func (s *Surface) HeightFor(width float32) float32 { return heightFor(s.content, width) }

// CreateRenderer draws ground, content and edges.
func (s *Surface) CreateRenderer() fyne.WidgetRenderer {
	ground := newFrame(s.radius)
	objects := append(ground.objects(), s.content)
	lines := map[Edges]*canvas.Rectangle{}
	for _, e := range []Edges{TopEdge, RightEdge, BottomEdge, LeftEdge} {
		if s.edges&e != 0 {
			lines[e] = canvas.NewRectangle(theme.Color(theme.Line))
			objects = append(objects, lines[e])
		}
	}
	refresh := func() {
		ground.paint(s.fill, s.outline, 1)
		for _, l := range lines {
			l.FillColor = theme.Color(theme.Line)
			l.Refresh()
		}
	}
	refresh()
	return &renderer{
		objects: fixed(objects...),
		place: func(size fyne.Size) {
			ground.put(0, 0, size.Width, size.Height)
			put(s.content, 0, 0, size.Width, size.Height)
			for e, l := range lines {
				switch e {
				case TopEdge:
					put(l, 0, 0, size.Width, 1)
				case BottomEdge:
					put(l, 0, size.Height-1, size.Width, 1)
				case LeftEdge:
					put(l, 0, 0, 1, size.Height)
				case RightEdge:
					put(l, size.Width-1, 0, 1, size.Height)
				}
			}
		},
		min:     func() fyne.Size { return s.content.MinSize() },
		refresh: refresh,
	}
}

// Rule is a 1-pixel line across a column.
func Rule() fyne.CanvasObject {
	return Sized(0, 1, NewSurface(theme.Line, NoEdge, &fyne.Container{}))
}

// UprightRule is a 1-pixel line between columns of a TopRow.
func UprightRule() fyne.CanvasObject {
	return Sized(1, 0, NewSurface(theme.Line, NoEdge, &fyne.Container{}))
}
