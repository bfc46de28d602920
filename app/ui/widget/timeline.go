package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var _ fyne.Widget = (*Timeline)(nil)

// Entry is one thing that happened. The status colours the heading only for what is broken, disputed, promised or paid;
// everything else is Neutral and is drawn in the colour of text.
type Entry struct {
	Date   string // as the desk's locale writes it; drawn only where it changes
	Icon   theme.IconName
	Status theme.Status
	What   string
	Detail string
	Chosen bool // the one that somebody came for: on the ground of what is selected
}

// Timeline is the history of a customer, the newest first: date, a rail of icons, what happened.
type Timeline struct {
	fynewidget.BaseWidget
	OnTapped func(i int)

	more    *Button // under the last entry; nil: nothing is older
	dates   float32 // width of the column of dates
	entries []Entry
	column  *fyne.Container
	scroll  *container.Scroll
}

// NewTimeline makes an empty timeline.
func NewTimeline() *Timeline {
	t := &Timeline{column: Stack(0), dates: timelineDate}
	t.scroll = container.NewVScroll(t.column)
	t.ExtendBaseWidget(t)
	return t
}

// WithYears leaves room for dates that name their year.
func (t *Timeline) WithYears() *Timeline { t.dates = timelineLongDate; return t }

// SetEntries replaces what is shown.
func (t *Timeline) SetEntries(entries []Entry) {
	t.entries = entries
	t.column.Objects = t.column.Objects[:0]
	date := ""
	for i, e := range entries {
		shown := e
		if e.Date == date {
			shown.Date = ""
		}
		date = e.Date
		t.column.Objects = append(t.column.Objects, newTimelineRow(t, i, shown, i == len(entries)-1))
	}
	if t.more != nil {
		t.column.Objects = append(t.column.Objects, Row(0, Spacer(), t.more, Spacer()))
	}
	t.column.Refresh()
	t.scroll.Refresh()
}

// ShowChosen scrolls to the entry that somebody came for; without one nothing moves.
func (t *Timeline) ShowChosen() {
	y := float32(0)
	for _, o := range t.column.Objects {
		r, ok := o.(*timelineRow)
		if !ok {
			return
		}
		if r.entry.Chosen {
			t.scroll.ScrollToOffset(fyne.NewPos(0, y))
			return
		}
		y += r.HeightFor(t.scroll.Size().Width)
	}
}

// SetMore puts a button for older entries under the last one; empty words take it away. It shows with the next SetEntries.
func (t *Timeline) SetMore(text string, onTapped func()) {
	t.more = nil
	if text != "" {
		t.more = NewButton(Quiet, text, theme.IconChevronDown, onTapped)
	}
}

// CreateRenderer draws the scrolled rows.
func (t *Timeline) CreateRenderer() fyne.WidgetRenderer {
	return &renderer{
		objects: fixed(t.scroll),
		place: func(size fyne.Size) {
			if l, ok := t.column.Layout.(*stackLayout); ok {
				l.width = size.Width // the rows' heights depend on it
			}
			put(t.scroll, 0, 0, size.Width, size.Height)
			t.scroll.Refresh()
		},
		min:     func() fyne.Size { return fyne.NewSize(240, 120) },
		refresh: func() { t.scroll.Refresh() },
	}
}

type timelineRow struct {
	fynewidget.BaseWidget
	owner  *Timeline
	index  int
	entry  Entry
	last   bool
	detail *Paragraph
}

func newTimelineRow(owner *Timeline, index int, entry Entry, last bool) *timelineRow {
	r := &timelineRow{owner: owner, index: index, entry: entry, last: last, detail: NewSentence(Body.In(theme.Text2), entry.Detail)}
	r.ExtendBaseWidget(r)
	return r
}

const (
	timelineDate     float32 = 52
	timelineLongDate float32 = 84
	timelineEnd      float32 = 8 // for the bar of the scroll
	timelineRail     float32 = 24
	timelineGap      float32 = 9
)

// Tapped tells which entry was meant.
func (r *timelineRow) Tapped(*fyne.PointEvent) {
	if r.owner.OnTapped != nil {
		r.owner.OnTapped(r.index)
	}
}

func (r *timelineRow) textX() float32 { return r.owner.dates + timelineRail }

// HeightFor is the height at a width.
func (r *timelineRow) HeightFor(width float32) float32 {
	h := theme.LineHeight(theme.SizeBody)
	if r.entry.Detail != "" {
		h += r.detail.HeightFor(width - r.textX() - timelineEnd)
	}
	return h + timelineGap
}

// CreateRenderer draws date, icon, rail and words.
func (r *timelineRow) CreateRenderer() fyne.WidgetRenderer {
	date, icon, rail, what := canvas.NewText("", nil), newPicture(), canvas.NewRectangle(nil), canvas.NewText("", nil)
	ground := canvas.NewRectangle(nil)
	line := theme.LineHeight(theme.SizeBody)
	draw := func(size fyne.Size) {
		paint(ground, theme.Selected)
		setVisible(ground, r.entry.Chosen)
		put(ground, 0, 0, size.Width, max(0, size.Height-timelineGap/2))
		showText(date, r.entry.Date, Small, Box{0, 0, r.owner.dates, line})
		ink := theme.Text
		if r.entry.Status != theme.Neutral {
			ink = r.entry.Status.Text()
		}
		name := r.entry.Icon
		if name == "" {
			name = r.entry.Status.Icon()
		}
		iconInk := ink
		if r.entry.Status == theme.Neutral {
			iconInk = theme.Text2
		}
		setPicture(icon, name, iconInk, theme.IconRow)
		put(icon, r.owner.dates-1, 2, theme.IconRow, theme.IconRow)
		paint(rail, theme.Line)
		setVisible(rail, !r.last)
		put(rail, r.owner.dates+theme.IconRow/2-1, theme.IconRow+6, 1, max(0, size.Height-theme.IconRow-10))
		x := r.textX()
		showText(what, r.entry.What, BodyStrong.In(ink), Box{x, 0, size.Width - x, line})
		setVisible(r.detail, r.entry.Detail != "")
		put(r.detail, x, line, size.Width-x-timelineEnd, max(0, size.Height-line-timelineGap))
	}
	return &renderer{
		objects: fixed(ground, date, icon, rail, what, r.detail), place: draw,
		min:     func() fyne.Size { return fyne.NewSize(r.textX()+80, r.HeightFor(max(r.Size().Width, 320))) },
		refresh: func() { draw(r.Size()) },
	}
}
