package widget

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var _ fyne.Widget = (*LevelBadge)(nil)

const badgeHeight float32 = 18

// LevelBadge shows a dunning level in its colour, or a change as "1 → 2".
type LevelBadge struct {
	fynewidget.BaseWidget
	from, to int
}

// NewLevelBadge shows one level.
func NewLevelBadge(level int) *LevelBadge { return NewLevelChange(level, level) }

// NewLevelChange shows the step from one level to the next.
func NewLevelChange(from, to int) *LevelBadge {
	b := &LevelBadge{from: from, to: to}
	b.ExtendBaseWidget(b)
	return b
}

// Set changes the levels.
func (b *LevelBadge) Set(from, to int) {
	b.from, b.to = from, to
	b.Refresh()
}

// CreateRenderer draws the badge.
func (b *LevelBadge) CreateRenderer() fyne.WidgetRenderer {
	d := newBadgeDrawing()
	d.show(b.from, b.to)
	return &renderer{
		objects: fixed(d.objects()...),
		place:   func(size fyne.Size) { d.place(0, centred(size.Height, badgeHeight)) },
		min:     func() fyne.Size { return fyne.NewSize(badgeWidth(b.from, b.to), badgeHeight) },
		refresh: func() {
			d.show(b.from, b.to)
			d.place(0, centred(b.Size().Height, badgeHeight))
		},
	}
}

// badgeDrawing is the picture of a level badge.
type badgeDrawing struct {
	frame     *frame
	from, to  *canvas.Text
	arrow     *canvas.Image
	low, high int
}

func newBadgeDrawing() *badgeDrawing {
	d := &badgeDrawing{frame: newFrame(theme.Radius)}
	d.from, d.to, d.arrow = canvas.NewText("", nil), canvas.NewText("", nil), newPicture()
	return d
}

func (d *badgeDrawing) objects() []fyne.CanvasObject {
	return append(d.frame.objects(), d.from, d.arrow, d.to)
}

func levelStyle(level int) Style {
	s := SmallStrong.In(theme.LevelStatus(level).Text())
	if level <= 0 {
		s = SmallStrong
	}
	s.Align = Centre
	return s
}

const (
	badgeCellWidth float32 = 22
	badgeWide      float32 = 48
	badgeArrow     float32 = 11
)

func badgeWidth(from, to int) float32 {
	if from == to {
		return badgeCellWidth
	}
	return badgeWide
}

func (d *badgeDrawing) show(from, to int) {
	d.low, d.high = from, to
	d.frame.paint(theme.Work, theme.Line, 1)
	levelStyle(to).apply(d.to, strconv.Itoa(to))
	setVisible(d.to, true)
	setVisible(d.from, from != to)
	setVisible(d.arrow, from != to)
	if from != to {
		levelStyle(from).apply(d.from, strconv.Itoa(from))
		setPicture(d.arrow, theme.IconArrowRight, theme.Text3, badgeArrow)
	}
}

func (d *badgeDrawing) place(x, y float32) {
	d.frame.put(x, y, badgeWidth(d.low, d.high), badgeHeight)
	if d.low == d.high {
		putText(d.to, x, y, badgeCellWidth, badgeHeight)
		return
	}
	const digit, arrow = 10, 15
	left := x + floor((badgeWide-2*digit-arrow)/2)
	putText(d.from, left, y, digit, badgeHeight)
	put(d.arrow, left+digit+centred(arrow, badgeArrow), y+centred(badgeHeight, badgeArrow), badgeArrow, badgeArrow)
	putText(d.to, left+digit+arrow, y, digit, badgeHeight)
}

func (d *badgeDrawing) hide() {
	for _, o := range d.objects() {
		setVisible(o, false)
	}
}
