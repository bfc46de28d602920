package widget

import (
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/locale"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var (
	_ fyne.Widget       = (*monthView)(nil)
	_ fyne.Focusable    = (*monthView)(nil)
	_ fyne.Tappable     = (*monthView)(nil)
	_ desktop.Hoverable = (*monthView)(nil)
)

// monthView is the sheet from which a date is picked. It counts civil days, so that no clock change can shift one.
type monthView struct {
	fynewidget.BaseWidget
	locale  *locale.Locale
	day     date.Date // the one under the keyboard
	today   date.Date
	hover   date.Date
	onPick  func(date.Date)
	onClose func()
}

const (
	dayCell   float32 = 32
	monthPad  float32 = 12
	monthHead float32 = 32
)

func openMonth(near fyne.CanvasObject, l *locale.Locale, day, today date.Date, pick func(date.Date)) {
	c := canvasOf(near)
	if c == nil {
		return
	}
	m := &monthView{locale: l, day: day, today: today}
	m.ExtendBaseWidget(m)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(near).AddXY(0, near.Size().Height+2)
	pop := newOverlay(c, m, at)
	m.onClose = pop.close
	m.onPick = func(d date.Date) {
		pop.close()
		pick(d)
	}
	pop.onOutside = pop.close
	pop.show()
	c.Focus(m)
}

// first is the Monday of the first week shown (ISO 8601: weeks begin on Monday).
func (m *monthView) first() date.Date {
	y, month, _ := m.day.Parts()
	d := date.Must(y, month, 1)
	return d.AddDays(-((int(d.Weekday()) + 6) % 7))
}

// move goes to another month, to the same day or the month's last.
func (m *monthView) move(months int) {
	y, month, day := m.day.Parts()
	n := y*12 + int(month) - 1 + months
	y, month = n/12, time.Month(n%12+1)
	if y < 1 || y > 9998 {
		return
	}
	for {
		if d, err := date.Of(y, month, day); err == nil {
			m.day = d
			break
		}
		day--
	}
	m.Refresh()
}

func (m *monthView) at(pos fyne.Position) date.Date {
	col := int((pos.X - monthPad) / dayCell)
	row := int((pos.Y - monthPad - monthHead - 24) / dayCell)
	if pos.X < monthPad || pos.Y < monthPad+monthHead+24 || col > 6 || row > 5 {
		return date.Date{}
	}
	return m.first().AddDays(row*7 + col)
}

// Tapped picks a day, or turns the page in the head.
func (m *monthView) Tapped(ev *fyne.PointEvent) {
	if ev.Position.Y < monthPad+monthHead {
		if ev.Position.X < monthPad+dayCell {
			m.move(-1)
		} else if ev.Position.X > monthPad+6*dayCell {
			m.move(1)
		}
		return
	}
	if d := m.at(ev.Position); !d.IsZero() {
		m.onPick(d)
	}
}

// MouseIn begins to follow the pointer.
func (m *monthView) MouseIn(ev *desktop.MouseEvent) { m.MouseMoved(ev) }

// MouseMoved marks the day under the pointer.
func (m *monthView) MouseMoved(ev *desktop.MouseEvent) {
	if d := m.at(ev.Position); d != m.hover {
		m.hover = d
		m.Refresh()
	}
}

// MouseOut ends it.
func (m *monthView) MouseOut() { m.hover = date.Date{}; m.Refresh() }

// FocusGained does nothing: the marked day shows the focus.
func (m *monthView) FocusGained() {}

// FocusLost does nothing.
func (m *monthView) FocusLost() {}

// TypedRune swallows letters.
func (m *monthView) TypedRune(rune) {}

// TypedKey moves by days (arrows) and months (Page Up, Page Down), picks (Enter, Space) or leaves (Esc).
func (m *monthView) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft:
		m.day = m.day.AddDays(-1)
	case fyne.KeyRight:
		m.day = m.day.AddDays(1)
	case fyne.KeyUp:
		m.day = m.day.AddDays(-7)
	case fyne.KeyDown:
		m.day = m.day.AddDays(7)
	case fyne.KeyPageUp:
		m.move(-1)
	case fyne.KeyPageDown:
		m.move(1)
	case fyne.KeyHome:
		m.day = m.today
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		m.onPick(m.day)
		return
	case fyne.KeyEscape, fyne.KeyTab:
		m.onClose()
		return
	}
	m.Refresh()
}

// CreateRenderer draws the sheet.
func (m *monthView) CreateRenderer() fyne.WidgetRenderer {
	frame, marked, hover, today := newFrame(theme.RadiusGroup), canvas.NewRectangle(nil), canvas.NewRectangle(nil), newFrame(theme.Radius)
	back, next, title := newPicture(), newPicture(), canvas.NewText("", nil)
	objects := append(frame.objects(), hover, today.edge, today.ground, marked, back, next, title)
	var texts [49]*canvas.Text // seven names of days, six weeks
	for i := range texts {
		texts[i] = canvas.NewText("", nil)
		objects = append(objects, texts[i])
	}
	cell := func(i int) Box {
		return Box{monthPad + float32(i%7)*dayCell, monthPad + monthHead + 24 + float32(i/7)*dayCell, dayCell, dayCell}
	}
	where := func(d date.Date) (Box, bool) {
		n := d.DaysSince(m.first())
		return cell(max(0, n)), !d.IsZero() && n >= 0 && n < 42
	}
	mark := func(r *canvas.Rectangle, d date.Date) {
		b, seen := where(d)
		setVisible(r, seen)
		put(r, b.X+2, b.Y+2, dayCell-4, dayCell-4)
		r.CornerRadius = theme.Radius
	}
	draw := func(size fyne.Size) {
		frame.paint(theme.Work, theme.Line, 1)
		frame.put(0, 0, size.Width, size.Height)
		paint(hover, theme.Nav)
		paint(marked, theme.Accent)
		mark(hover, m.hover)
		today.paint(theme.Work, theme.Accent, 1)
		if b, seen := where(m.today); seen {
			today.put(b.X+2, b.Y+2, dayCell-4, dayCell-4)
		} else {
			today.hide()
		}
		mark(marked, m.day)
		setPicture(back, theme.IconChevronLeft, theme.Text2, theme.IconNav)
		setPicture(next, theme.IconChevronRight, theme.Text2, theme.IconNav)
		put(back, monthPad+centred(dayCell, 16), monthPad+8, theme.IconNav, theme.IconNav)
		put(next, monthPad+6*dayCell+centred(dayCell, 16), monthPad+8, theme.IconNav, theme.IconNav)
		showText(title, monthTitle(m.locale, m.day), Style{Strong: true, Align: Centre}, Box{monthPad + dayCell, monthPad, 5 * dayCell, monthHead})
		m.drawDays(texts[:], cell)
	}
	return &renderer{
		objects: fixed(objects...), place: draw,
		min: func() fyne.Size {
			return fyne.NewSize(2*monthPad+7*dayCell, 2*monthPad+monthHead+24+6*dayCell)
		},
		refresh: func() { draw(m.Size()) },
	}
}

func (m *monthView) drawDays(texts []*canvas.Text, cell func(int) Box) {
	_, month, _ := m.day.Parts()
	for i := range 42 {
		d := m.first().AddDays(i)
		_, dm, day := d.Parts()
		style := Style{Align: Centre}
		switch {
		case d == m.day:
			style.Colour, style.Strong = theme.OnAccent, true
		case dm != month:
			style.Colour = theme.Text3
		}
		showText(texts[i], strconv.Itoa(day), style, cell(i))
	}
	for i := range 7 {
		b := cell(i)
		b.Y, b.Height = b.Y-24, 24
		showText(texts[42+i], dayName(m.locale, m.first().AddDays(i)), Style{Size: theme.SizeSmall, Colour: theme.Text3, Align: Centre}, b)
	}
}

// monthTitle is the month and year as the locale writes them in full: the long form without its day.
func monthTitle(l *locale.Locale, d date.Date) string {
	y, month, _ := d.Parts()
	first := date.Must(y, month, 1)
	long := l.DateLong(first)
	for _, day := range []string{"1. ", "1 ", " 1,", " 1"} {
		if i := strings.Index(long, day); i == 0 || (i > 0 && day[0] == ' ') {
			long = long[:i] + long[i+len(day):]
			break
		}
	}
	return strings.ToUpper(long[:1]) + long[1:]
}

// dayName is the first two letters of the day's name, from the locale's fullest form.
func dayName(l *locale.Locale, d date.Date) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(l.DateFull(d), " "), " ")
	runes := []rune(strings.TrimRight(name, ","))
	return string(runes[:min(2, len(runes))])
}
