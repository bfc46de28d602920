package widget

import (
	"math/bits"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var _ fyne.Widget = (*AgeingBar)(nil)

// Ageing is what is open by age, in minor units of one currency: not due, 1–30, 31–60, 61–90 and over 90 days overdue.
type Ageing [5]int64

var ageingFills = [5]fyne.ThemeColorName{
	theme.NotDue, theme.Overdue1.Fill(), theme.Overdue2.Fill(), theme.Overdue3.Fill(), theme.Overdue4.Fill(),
}

// AgeingBar draws the five parts in fixed order. A bar never stands alone: some of its colours are below 3:1, so numbers or
// NewAgeingStrip go with it.
type AgeingBar struct {
	fynewidget.BaseWidget
	ageing Ageing
	height float32
}

// NewAgeingBar makes a bar: 6 high in rows, 8 in panes, 10 to 12 in headers.
func NewAgeingBar(ageing Ageing, height float32) *AgeingBar {
	b := &AgeingBar{ageing: ageing, height: height}
	b.ExtendBaseWidget(b)
	return b
}

// Set changes the amounts.
func (b *AgeingBar) Set(ageing Ageing) {
	b.ageing = ageing
	b.Refresh()
}

// CreateRenderer draws the parts.
func (b *AgeingBar) CreateRenderer() fyne.WidgetRenderer {
	d := newBarDrawing()
	draw := func(size fyne.Size) {
		d.show(b.ageing, Box{0, centred(size.Height, b.height), size.Width, b.height})
	}
	return &renderer{
		objects: fixed(d.objects()...), place: draw,
		min:     func() fyne.Size { return fyne.NewSize(5*minPart, b.height) },
		refresh: func() { draw(b.Size()) },
	}
}

const (
	minPart float32 = 3 // a part that exists is seen
	partGap float32 = 1
	maxPart         = int64(1) << 60 // keeps the sum of five within 63 bits
)

// barDrawing is the picture of an ageing bar.
type barDrawing struct {
	parts [5]*canvas.Rectangle
}

func newBarDrawing() *barDrawing {
	d := &barDrawing{}
	for i := range d.parts {
		d.parts[i] = canvas.NewRectangle(nil)
	}
	return d
}

func (d *barDrawing) objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, 0, len(d.parts))
	for _, p := range d.parts {
		objects = append(objects, p)
	}
	return objects
}

func (d *barDrawing) hide() {
	for _, p := range d.parts {
		setVisible(p, false)
	}
}

func (d *barDrawing) show(a Ageing, box Box) {
	widths := partWidths(a, box.Width)
	first, last := -1, -1
	for i, w := range widths {
		if w > 0 {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	x := box.X
	for i, w := range widths {
		setVisible(d.parts[i], w > 0)
		if w == 0 {
			continue
		}
		left, right := float32(0), float32(0)
		if i == first {
			left = theme.RadiusBar
		}
		if i == last {
			right = theme.RadiusBar
		}
		p := d.parts[i]
		p.TopLeftCornerRadius, p.BottomLeftCornerRadius = left, left
		p.TopRightCornerRadius, p.BottomRightCornerRadius = right, right
		p.FillColor = theme.Color(ageingFills[i])
		put(p, x, box.Y, w, box.Height)
		p.Refresh()
		x += w + partGap
	}
}

// partWidths shares a width among the parts in whole pixels, in integers: amounts never become floats.
func partWidths(a Ageing, width float32) [5]float32 {
	var widths [5]float32
	var total uint64
	parts := 0
	for _, v := range a {
		if v > 0 {
			total += uint64(min(v, maxPart))
			parts++
		}
	}
	if total == 0 {
		return widths
	}
	room := uint64(max(0, width-partGap*float32(parts-1)-minPart*float32(parts)))
	last := 0
	used := uint64(0)
	for i, v := range a {
		if v <= 0 {
			continue
		}
		share := mulDiv(uint64(min(v, maxPart)), room, total)
		used += share
		widths[i] = minPart + float32(share)
		last = i
	}
	widths[last] += float32(room - used)
	return widths
}

// mulDiv is v*room/total in 128 bits; v is at most total, so the result is at most room.
func mulDiv(v, room, total uint64) uint64 {
	high, low := bits.Mul64(v, room)
	q, _ := bits.Div64(high, low, total)
	return q
}
