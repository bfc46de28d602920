package terms

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// chart draws two series of steps: money that comes with the plan, and money expected without it.
type chart struct {
	fynewidget.BaseWidget
	from          date.Date
	with, without []Step
	label         func(minor int64) string
	month         func(d date.Date) string
	told          string // for whoever cannot see it
}

const (
	chartHeight float32 = 170
	chartRight  float32 = 48 // for the sums
	chartBelow  float32 = 20 // for the months
)

func newChart() *chart {
	c := &chart{}
	c.ExtendBaseWidget(c)
	return c
}

// AccessibilityLabel tells what the picture shows.
func (c *chart) AccessibilityLabel() string { return c.told }

// AccessibilityRole is that of a picture's words.
func (c *chart) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer draws the chart anew whenever its size or its figures change.
func (c *chart) CreateRenderer() fyne.WidgetRenderer { return &chartRenderer{chart: c} }

type chartRenderer struct {
	chart   *chart
	objects []fyne.CanvasObject
}

func (r *chartRenderer) MinSize() fyne.Size           { return fyne.NewSize(240, chartHeight) }
func (r *chartRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *chartRenderer) Destroy()                     {}
func (r *chartRenderer) Layout(size fyne.Size)        { r.draw(size) }
func (r *chartRenderer) Refresh() {
	r.draw(r.chart.Size())
	canvas.Refresh(r.chart)
}

// scale turns days and sums into places.
type scale struct {
	from          date.Date
	days          int
	most          int64
	width, height float32
}

func (s *scale) x(d date.Date) float32 {
	return s.width * float32(d.DaysSince(s.from)) / float32(max(s.days, 1))
}

func (s *scale) y(sum int64) float32 {
	return s.height - (s.height-8)*float32(sum)/float32(max(s.most, 1))
}

func (r *chartRenderer) draw(size fyne.Size) {
	r.objects = r.objects[:0]
	c := r.chart
	last, most := c.from.AddDays(30), int64(1)
	for _, series := range [][]Step{c.with, c.without} {
		for _, s := range series {
			last, most = date.Latest(last, s.On.AddDays(7)), max(most, s.Sum)
		}
	}
	if c.label == nil || size.Width < chartRight {
		return
	}
	s := &scale{from: c.from, days: last.DaysSince(c.from), most: most, width: size.Width - chartRight, height: size.Height - chartBelow}
	r.grid(s)
	r.series(s, c.without, theme.Text3, true)
	r.series(s, c.with, theme.Accent, false)
}

// grid draws three sums and the months.
func (r *chartRenderer) grid(s *scale) {
	step := roundStep(s.most)
	for sum := int64(0); sum <= s.most; sum += step {
		y := s.y(sum)
		r.line(theme.Hair, 1, 0, y, s.width, y)
		r.words(r.chart.label(sum), s.width+8, y-8)
	}
	first := s.from.EndOfMonth().AddDays(1)
	every := max(1, s.days/180)
	for i := 0; ; i += every {
		d := first.AddMonths(i)
		if d.DaysSince(s.from) > s.days || s.x(d)+24 > s.width+chartRight {
			return
		}
		r.line(theme.Line, 1, s.x(d), s.height, s.x(d), s.height+4)
		r.words(r.chart.month(d), s.x(d)+2, s.height+3)
	}
}

// roundStep is a round sum of which three or four reach the top: 1, 2 or 5 with zeros.
func roundStep(most int64) int64 {
	for step := int64(1); ; step *= 10 {
		for _, by := range []int64{1, 2, 5} {
			if step*by*4 >= most {
				return step * by
			}
		}
	}
}

func (r *chartRenderer) series(s *scale, steps []Step, colour fyne.ThemeColorName, dashed bool) {
	x, y := float32(0), s.y(0)
	draw := func(toX, toY float32) {
		if dashed {
			r.dashes(colour, x, y, toX, toY)
		} else {
			r.line(colour, 2, x, y, toX, toY)
		}
		x, y = toX, toY
	}
	for _, step := range steps {
		draw(s.x(step.On), y)
		draw(x, s.y(step.Sum))
	}
	if len(steps) > 0 {
		draw(s.width, y)
	}
}

// dashes draws an upright or level line as dashes of four with gaps of three.
func (r *chartRenderer) dashes(colour fyne.ThemeColorName, x1, y1, x2, y2 float32) {
	dx, dy := sign(x2-x1), sign(y2-y1)
	length := (x2-x1)*dx + (y2-y1)*dy
	for at := float32(0); at < length; at += 7 {
		end := min(at+4, length)
		r.line(colour, 2, x1+dx*at, y1+dy*at, x1+dx*end, y1+dy*end)
	}
}

func sign(v float32) float32 {
	switch {
	case v > 0:
		return 1
	case v < 0:
		return -1
	}
	return 0
}

func (r *chartRenderer) line(colour fyne.ThemeColorName, wide, x1, y1, x2, y2 float32) {
	l := canvas.NewLine(theme.Color(colour))
	l.StrokeWidth = wide
	l.Position1, l.Position2 = fyne.NewPos(x1, y1), fyne.NewPos(x2, y2)
	r.objects = append(r.objects, l)
}

func (r *chartRenderer) words(text string, x, y float32) {
	t := widget.NewText(text, widget.Small)
	t.Move(fyne.NewPos(x, y))
	t.Resize(t.MinSize())
	r.objects = append(r.objects, t)
}

// thousands writes a sum of an axis: "20 k".
func thousands(minor int64, exponent int) string {
	whole := minor
	for range exponent {
		whole /= 10
	}
	switch {
	case whole >= 1_000_000:
		return i18n.T("terms.millions", i18n.Args{"n": strconv.FormatInt(whole/1_000_000, 10)})
	case whole >= 1000:
		return i18n.T("terms.thousands", i18n.Args{"n": strconv.FormatInt(whole/1000, 10)})
	}
	return strconv.FormatInt(whole, 10)
}
