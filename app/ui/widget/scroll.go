package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynewidget "fyne.io/fyne/v2/widget"
)

var _ fyne.Widget = (*Scroll)(nil)

// Scroll scrolls a column that is higher than its place. Unlike the toolkit's, it lets wrapped text inside find its height
// at the width there is.
type Scroll struct {
	fynewidget.BaseWidget
	inner  *fyne.Container
	scroll *container.Scroll
	width  float32
}

// NewScroll scrolls content upright.
func NewScroll(content fyne.CanvasObject) *Scroll {
	s := &Scroll{}
	s.inner = &fyne.Container{Layout: &scrollLayout{s}, Objects: []fyne.CanvasObject{content}}
	s.scroll = container.NewVScroll(s.inner)
	s.ExtendBaseWidget(s)
	return s
}

// SetContent replaces what is scrolled and goes to its top.
func (s *Scroll) SetContent(content fyne.CanvasObject) {
	s.inner.Objects = []fyne.CanvasObject{content}
	s.inner.Refresh()
	s.scroll.ScrollToTop()
	s.scroll.Refresh()
}

// Refresh takes a new height of the content into account.
func (s *Scroll) Refresh() {
	s.inner.Refresh()
	s.scroll.Refresh()
	s.BaseWidget.Refresh()
}

// ScrollToTop shows the beginning.
func (s *Scroll) ScrollToTop() { s.scroll.ScrollToTop() }

// ScrollTo shows what lies from y on, in the content's own measure, as far as there is something below.
func (s *Scroll) ScrollTo(y float32) { s.scroll.ScrollToOffset(fyne.NewPos(0, y)) }

// Offset is how far the content is scrolled.
func (s *Scroll) Offset() float32 { return s.scroll.Offset.Y }

// CreateRenderer draws the scrolled content.
func (s *Scroll) CreateRenderer() fyne.WidgetRenderer {
	return &renderer{
		objects: fixed(s.scroll),
		place: func(size fyne.Size) {
			s.width = size.Width
			put(s.scroll, 0, 0, size.Width, size.Height)
			s.scroll.Refresh()
		},
		min:     func() fyne.Size { return fyne.NewSize(s.inner.Objects[0].MinSize().Width, 48) },
		refresh: func() {},
	}
}

type scrollLayout struct{ owner *Scroll }

func (l *scrollLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	put(objects[0], 0, 0, size.Width, size.Height)
}

func (l *scrollLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if l.owner.width > 0 {
		return fyne.NewSize(0, heightFor(objects[0], l.owner.width))
	}
	return objects[0].MinSize()
}
