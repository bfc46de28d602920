package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var _ fyne.Widget = (*ProgressStrip)(nil)

// ProgressStrip shows long work: its phase and count in words, a bar 4 high, and a button that stops it.
type ProgressStrip struct {
	fynewidget.BaseWidget
	words  *Text
	count  *Text
	cancel *Button
	row    *fyne.Container
	done   int
	total  int
}

// NewProgressStrip makes a strip; an empty cancel word leaves the button out.
func NewProgressStrip(cancelWord string, onCancel func()) *ProgressStrip {
	p := &ProgressStrip{words: NewText("", Body.Cut()), count: NewText("", Small)}
	p.row = Row(theme.Gap, Grow(p.words), p.count)
	if cancelWord != "" {
		p.cancel = NewButton(Secondary, cancelWord, "", onCancel)
		p.row.Objects = append(p.row.Objects, p.cancel)
	}
	p.ExtendBaseWidget(p)
	return p
}

// Set shows the state: words for the phase, words for the count ("61 of 214"), and both numbers for the bar. A total of 0
// draws no bar, because nobody knows how far it is.
func (p *ProgressStrip) Set(phase, count string, done, total int) {
	p.words.SetText(phase)
	p.count.SetText(count)
	p.done, p.total = done, total
	p.row.Refresh()
	p.Refresh()
}

// CreateRenderer draws words and bar.
func (p *ProgressStrip) CreateRenderer() fyne.WidgetRenderer {
	track, bar := canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	track.CornerRadius, bar.CornerRadius = theme.RadiusBar, theme.RadiusBar
	const barHeight = 4
	draw := func(size fyne.Size) {
		put(p.row, 0, 0, size.Width, theme.ControlHeight)
		paint(track, theme.Selected)
		paint(bar, theme.Accent)
		y := theme.ControlHeight + 4
		put(track, 0, y, size.Width, barHeight)
		width := float32(0)
		if p.total > 0 {
			width = float32(int(size.Width) * min(p.done, p.total) / p.total)
		}
		put(bar, 0, y, width, barHeight)
		setVisible(bar, width > 0)
	}
	return &renderer{
		objects: fixed(p.row, track, bar), place: draw,
		min:     func() fyne.Size { return fyne.NewSize(p.row.MinSize().Width, theme.ControlHeight+4+barHeight) },
		refresh: func() { p.row.Refresh(); draw(p.Size()) },
	}
}
