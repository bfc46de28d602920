package firstrun

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// chart draws customers by their oldest overdue invoice: coloured hears from us, grey is held.
type chart struct {
	model   *Model
	words   words.Words
	content *fyne.Container
	bars    []*canvas.Rectangle
	counts  []*widget.Text
	spans   []*widget.Text
	sums    []*widget.Text
	line    *canvas.Rectangle
}

const (
	chartHeight float32 = 172
	barRoom     float32 = 108
	barGap      float32 = 16
)

func newChart(m *Model, w words.Words) *chart {
	c := &chart{model: m, words: w, line: canvas.NewRectangle(theme.Color(theme.Accent))}
	c.content = &fyne.Container{Layout: c}
	middle := func(s widget.Style) widget.Style {
		s.Align = widget.Centre
		return s
	}
	for range m.Review.Buckets {
		bar := canvas.NewRectangle(nil)
		bar.TopLeftCornerRadius, bar.TopRightCornerRadius = theme.RadiusBar, theme.RadiusBar
		c.bars = append(c.bars, bar)
		c.counts = append(c.counts, widget.NewText("", middle(widget.BodyStrong)))
		c.spans = append(c.spans, widget.NewText("", middle(widget.Small)))
		c.sums = append(c.sums, widget.NewText("", middle(widget.Small)))
		i := len(c.bars) - 1
		c.content.Objects = append(c.content.Objects, bar, c.counts[i], c.spans[i], c.sums[i])
	}
	c.content.Objects = append(c.content.Objects, c.line)
	return c
}

// draw takes colours, counts and sums from the model.
func (c *chart) draw() {
	for i, b := range c.model.Review.Buckets {
		if i == len(c.bars) {
			break
		}
		fill := theme.NotDue
		if c.model.Starts(b) {
			fill = theme.Accent
		}
		c.bars[i].FillColor = theme.Color(fill)
		c.bars[i].Refresh()
		c.counts[i].SetText(c.words.Count(b.Customers))
		c.spans[i].SetText(spanName(b))
		c.sums[i].SetText(c.words.Whole(b.Sum))
	}
	c.line.FillColor = theme.Color(theme.Accent)
	c.content.Refresh()
}

// MinSize is the chart's height.
func (c *chart) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(480, chartHeight) }

// Layout stands the bars on one base, as high as their counts.
func (c *chart) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	n := len(c.bars)
	if n == 0 {
		return
	}
	most := 1
	for _, b := range c.model.Review.Buckets {
		most = max(most, b.Customers)
	}
	width := float32(int((size.Width - barGap*float32(n-1)) / float32(n)))
	base := size.Height - 40
	border := -1
	for i, b := range c.model.Review.Buckets[:n] {
		x := float32(i) * (width + barGap)
		h := float32(int(barRoom * float32(b.Customers) / float32(most)))
		place(c.bars[i], x, base-h, width, h)
		place(c.counts[i], x, base-h-20, width, 18)
		place(c.spans[i], x, base+3, width, 16)
		place(c.sums[i], x, base+21, width, 16)
		if c.model.Starts(b) {
			border = i
		}
	}
	if border < 0 || border == n-1 {
		c.line.Hide()
		return
	}
	c.line.Show()
	place(c.line, float32(border+1)*(width+barGap)-barGap/2-1, 0, 2, size.Height)
}

func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}
