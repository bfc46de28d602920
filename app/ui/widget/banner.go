package widget

import (
	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var _ fyne.Widget = (*Banner)(nil)

// BannerKind is what a banner means. A screen has at most one banner.
type BannerKind int

// The kinds.
const (
	NextStep   BannerKind = iota // what the program will do and why
	Checked                      // green: read again, all sums agree
	Blocked                      // red: something stands still until a person acts
	Unverified                   // orange: a rule that nobody has verified
)

func (k BannerKind) colours() (icon theme.IconName, ink, ground fyne.ThemeColorName) {
	switch k {
	case Checked:
		return theme.IconTick, theme.Promised.Text(), theme.Promised.Soft()
	case Blocked:
		return theme.IconCrossed, theme.Overdue4.Text(), theme.Overdue4.Soft()
	case Unverified:
		return theme.IconTriangle, theme.Overdue2.Text(), theme.Overdue2.Soft()
	}
	return theme.IconWaves, theme.Accent, theme.AccentSoft
}

// Banner says one thing in a sentence: first words in semi-bold, then the rest, and one button at the right.
type Banner struct {
	fynewidget.BaseWidget
	kind   BannerKind
	icon   *Icon
	text   *Paragraph
	button *Button
	row    *fyne.Container
}

// NewBanner makes a banner; button may be nil. Runs after the first words may hold a link ("Why?").
func NewBanner(kind BannerKind, first string, rest []Run, button *Button) *Banner {
	b := &Banner{button: button}
	b.icon = NewIcon("", theme.Text, theme.IconNav)
	b.text = NewSentence(Body, "")
	b.ExtendBaseWidget(b)
	objects := []fyne.CanvasObject{Grow(&fyne.Container{Layout: &hangLayout{}, Objects: []fyne.CanvasObject{b.icon, b.text}})}
	if button != nil {
		objects = append(objects, button)
	}
	b.row = Row(theme.Gap, objects...)
	b.Set(kind, first, rest...)
	return b
}

// Set changes kind and words.
func (b *Banner) Set(kind BannerKind, first string, rest ...Run) {
	b.kind = kind
	icon, ink, _ := kind.colours()
	b.icon.Set(icon, ink)
	lead := Run{Text: first + " ", Strong: true}
	if kind == Checked {
		lead.Colour = ink
	}
	b.text.SetRuns(append([]Run{lead}, rest...)...)
	b.Refresh()
}

// hangLayout stands an icon on the first line of the text beside it.
type hangLayout struct{}

const hang = theme.IconNav + theme.Gap

func (l *hangLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	put(objects[0], 0, 0, theme.IconNav, theme.LineHeight(theme.SizeBody))
	put(objects[1], hang, 0, size.Width-hang, size.Height)
}

func (l *hangLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[1].MinSize().AddWidthHeight(hang, 0)
}

func (l *hangLayout) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return heightFor(objects[1], width-hang)
}

const (
	bannerPadX float32 = 12
	bannerPadY float32 = 8
)

// HeightFor is the height at a width.
func (b *Banner) HeightFor(width float32) float32 {
	return max(44, heightFor(b.row, width-2*bannerPadX)+2*bannerPadY)
}

// CreateRenderer draws the ground and the row.
func (b *Banner) CreateRenderer() fyne.WidgetRenderer {
	ground := newFrame(theme.Radius)
	draw := func(size fyne.Size) {
		_, ink, fill := b.kind.colours()
		edge := theme.Transparent
		if theme.IsHighContrast() {
			edge = ink
		}
		ground.paint(fill, edge, 1)
		ground.put(0, 0, size.Width, size.Height)
		put(b.row, bannerPadX, bannerPadY, size.Width-2*bannerPadX, size.Height-2*bannerPadY)
	}
	return &renderer{
		objects: fixed(ground.edge, ground.ground, b.row), place: draw,
		min: func() fyne.Size {
			w := max(b.Size().Width, b.row.MinSize().Width+2*bannerPadX)
			return fyne.NewSize(b.row.MinSize().Width+2*bannerPadX, b.HeightFor(w))
		},
		refresh: func() { draw(b.Size()) },
	}
}
