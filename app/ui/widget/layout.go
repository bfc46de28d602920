package widget

import "fyne.io/fyne/v2"

// flowing is an object whose height depends on its width, such as wrapped text. The toolkit's MinSize cannot say that, so
// the layouts of this package ask for it.
type flowing interface {
	HeightFor(width float32) float32
}

// flowingLayout is the same for the layout of a container.
type flowingLayout interface {
	heightFor(objects []fyne.CanvasObject, width float32) float32
}

// heightFor is the height that an object needs at a width.
func heightFor(o fyne.CanvasObject, width float32) float32 {
	if f, ok := o.(flowing); ok {
		return f.HeightFor(width)
	}
	if c, ok := o.(*fyne.Container); ok {
		if l, ok := c.Layout.(flowingLayout); ok {
			return l.heightFor(c.Objects, width)
		}
	}
	return o.MinSize().Height
}

// grower marks an object that takes the room that is left, with a share when there are several.
type growLayout struct{ share float32 }

func (l *growLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		put(o, 0, 0, size.Width, size.Height)
	}
}

func (l *growLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	for _, o := range objects {
		m = m.Max(o.MinSize())
	}
	return m
}

func (l *growLayout) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	var h float32
	for _, o := range objects {
		h = max(h, heightFor(o, width))
	}
	return h
}

// Grow makes an object take the room that is left in a Row or Stack.
func Grow(o fyne.CanvasObject) fyne.CanvasObject { return GrowBy(1, o) }

// GrowBy is Grow with a share of the room, where several objects grow.
func GrowBy(share float32, o fyne.CanvasObject) fyne.CanvasObject {
	return &fyne.Container{Layout: &growLayout{share}, Objects: []fyne.CanvasObject{o}}
}

// Spacer is empty room that grows: what follows it stands at the right, or at the bottom.
func Spacer() fyne.CanvasObject {
	return &fyne.Container{Layout: &growLayout{1}}
}

func shareOf(o fyne.CanvasObject) float32 {
	if c, ok := o.(*fyne.Container); ok {
		if g, ok := c.Layout.(*growLayout); ok {
			return g.share
		}
	}
	return 0
}

// Stack stands objects under each other, gap apart, each as wide as the stack. Hidden objects take no room.
func Stack(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &stackLayout{gap: gap}, Objects: objects}
}

type stackLayout struct {
	gap   float32
	width float32 // at the last layout; before it, heights are those of unwrapped text
}

func (l *stackLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	used, shares := l.measure(objects, size.Width)
	left := max(0, size.Height-used)
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		h := heightFor(o, size.Width)
		if s := shareOf(o); s > 0 {
			h += left * s / shares
		}
		put(o, 0, y, size.Width, h)
		y += h + l.gap
	}
}

// measure gives the height used by all objects with their gaps, and the sum of the shares.
func (l *stackLayout) measure(objects []fyne.CanvasObject, width float32) (used, shares float32) {
	n := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		n++
		shares += shareOf(o)
		used += heightFor(o, width)
	}
	return used + l.gap*float32(max(0, n-1)), shares
}

func (l *stackLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var w float32
	for _, o := range objects {
		if o.Visible() {
			w = max(w, o.MinSize().Width)
		}
	}
	h, _ := l.measure(objects, max(w, l.width))
	return fyne.NewSize(w, h)
}

func (l *stackLayout) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	h, _ := l.measure(objects, width)
	return h
}

// Row stands objects beside each other, gap apart, each centred on the row's height. Hidden objects take no room.
func Row(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &rowLayout{gap: gap}, Objects: objects}
}

// TopRow is Row with the objects at the top and as high as the row: columns of a page.
func TopRow(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &rowLayout{gap: gap, fill: true}, Objects: objects}
}

type rowLayout struct {
	gap  float32
	fill bool
}

// widths shares the width: growers take what is left; when there is too little, texts that may be cut give way.
func (l *rowLayout) widths(objects []fyne.CanvasObject, width float32) []float32 {
	ws := make([]float32, len(objects))
	used, shares, n := float32(0), float32(0), 0
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		n++
		shares += shareOf(o)
		ws[i] = o.MinSize().Width
		used += ws[i]
	}
	left := max(0, width-used-l.gap*float32(max(0, n-1)))
	for i, o := range objects {
		// A text that may be cut takes its natural width first, as far as there is room.
		if t, ok := o.(*Text); ok && t.style.Shrink && o.Visible() {
			part := min(left, ceil(t.style.width(t.text)))
			ws[i] += part
			left -= part
		}
	}
	for i, o := range objects {
		if s := shareOf(o); s > 0 && o.Visible() {
			part := floor(left * s / shares) // whole pixels; the last one takes what rounding left
			if shares -= s; shares <= 0 {
				part = left
			}
			ws[i] += part
			left -= part
		}
	}
	return ws
}

func (l *rowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	ws := l.widths(objects, size.Width)
	x := float32(0)
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		h := size.Height
		if !l.fill {
			h = min(h, heightFor(o, ws[i]))
		}
		put(o, x, centred(size.Height, h), ws[i], h)
		x += ws[i] + l.gap
	}
}

func (l *rowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	n := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		n++
		s := o.MinSize()
		m.Width += s.Width
		m.Height = max(m.Height, s.Height)
	}
	m.Width += l.gap * float32(max(0, n-1))
	return m
}

func (l *rowLayout) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	var h float32
	for i, w := range l.widths(objects, width) {
		if objects[i].Visible() {
			h = max(h, heightFor(objects[i], w))
		}
	}
	return h
}
