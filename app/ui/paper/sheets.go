package paper

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fynewidget "fyne.io/fyne/v2/widget"
)

var _ fyne.Widget = (*Sheets)(nil)

// Sheets shows pages under each other, as wide as the place; they are drawn in the pixels of the screen, so that small
// type stays sharp.
type Sheets struct {
	fynewidget.BaseWidget
	column *fyne.Container
	scroll *container.Scroll
	pages  []Page
}

// NewSheets makes a place for pages.
func NewSheets() *Sheets {
	s := &Sheets{}
	s.column = &fyne.Container{Layout: &sheetLayout{s}}
	s.scroll = container.NewVScroll(s.column)
	s.ExtendBaseWidget(s)
	return s
}

// Set replaces the pages and goes to the top.
func (s *Sheets) Set(pages []Page) {
	s.pages = pages
	s.column.Objects = nil
	for _, p := range pages {
		s.column.Objects = append(s.column.Objects, newSheet(p))
	}
	s.scroll.ScrollToTop()
	s.column.Refresh()
	s.scroll.Refresh()
}

// Pages is how many there are.
func (s *Sheets) Pages() int { return len(s.pages) }

// CreateRenderer draws the scrolled column.
func (s *Sheets) CreateRenderer() fyne.WidgetRenderer { return &sheetsRenderer{s} }

type sheetsRenderer struct{ s *Sheets }

func (r *sheetsRenderer) Destroy()                     {}
func (r *sheetsRenderer) MinSize() fyne.Size           { return fyne.NewSize(120, 120) }
func (r *sheetsRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.s.scroll} }

func (r *sheetsRenderer) Layout(size fyne.Size) {
	r.s.scroll.Move(fyne.NewPos(0, 0))
	r.s.scroll.Resize(size)
	r.s.column.Refresh()
	r.s.scroll.Refresh()
}

func (r *sheetsRenderer) Refresh() {
	for _, o := range r.s.column.Objects {
		o.Refresh()
	}
	r.s.scroll.Refresh()
}

// sheetLayout stands the sheets under each other with their own proportions.
type sheetLayout struct{ s *Sheets }

const (
	sheetGap float32 = 12
	barRoom  float32 = 10 // for the scroll bar, which must not lie on the paper
)

func (l *sheetLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y, width := float32(0), size.Width-barRoom
	for i, o := range objects {
		h := l.height(i, width)
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(width, h))
		y += h + sheetGap
	}
}

func (l *sheetLayout) height(i int, width float32) float32 {
	p := l.s.pages[i]
	return float32(int(width * p.Height / p.Width))
}

func (l *sheetLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width, y := l.s.scroll.Size().Width-barRoom, float32(0)
	for i := range objects {
		y += l.height(i, width) + sheetGap
	}
	return fyne.NewSize(0, y)
}

// frame draws the edge of the paper, which is white on nearly white in the light theme.
func frame(img *image.RGBA) {
	b := img.Bounds()
	for x := range b.Dx() {
		img.Set(x, 0, inkRule)
		img.Set(x, b.Dy()-1, inkRule)
	}
	for y := range b.Dy() {
		img.Set(0, y, inkRule)
		img.Set(b.Dx()-1, y, inkRule)
	}
}

// newSheet draws a page in the pixels there are.
func newSheet(p Page) fyne.CanvasObject {
	var drawn *image.RGBA
	paper := canvas.NewRaster(func(w, _ int) image.Image {
		if drawn == nil || drawn.Bounds().Dx() != w {
			drawn = Draw(p, w)
			frame(drawn)
		}
		return drawn
	})
	return paper
}
