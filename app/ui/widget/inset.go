package widget

import "fyne.io/fyne/v2"

// Inset puts empty room around an object: top, right, bottom, left, as in the design's tokens.
func Inset(top, right, bottom, left float32, o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &insetLayout{top, right, bottom, left}, Objects: []fyne.CanvasObject{o}}
}

type insetLayout struct{ top, right, bottom, left float32 }

func (l *insetLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		put(o, l.left, l.top, max(0, size.Width-l.left-l.right), max(0, size.Height-l.top-l.bottom))
	}
}

func (l *insetLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	for _, o := range objects {
		m = m.Max(o.MinSize())
	}
	return m.AddWidthHeight(l.left+l.right, l.top+l.bottom)
}

func (l *insetLayout) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	var h float32
	for _, o := range objects {
		h = max(h, heightFor(o, width-l.left-l.right))
	}
	return h + l.top + l.bottom
}

// Sized gives an object a fixed width, a fixed height, or both; 0 leaves that side to the object.
func Sized(width, height float32, o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &sizedLayout{width, height}, Objects: []fyne.CanvasObject{o}}
}

type sizedLayout struct{ width, height float32 }

func (l *sizedLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		put(o, 0, 0, size.Width, size.Height)
	}
}

func (l *sizedLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	for _, o := range objects {
		m = m.Max(o.MinSize())
	}
	if l.width > 0 {
		m.Width = l.width
	}
	if l.height > 0 {
		m.Height = l.height
	}
	return m
}

func (l *sizedLayout) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	if l.height > 0 {
		return l.height
	}
	var h float32
	for _, o := range objects {
		h = max(h, heightFor(o, width))
	}
	return h
}
