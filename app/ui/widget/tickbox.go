package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

// tickBox is the drawing of a checkbox: a 14-pixel box with a tick, or a dash for "some".
type tickBox struct {
	box  *canvas.Rectangle
	mark *canvas.Image
}

func newTickBox() *tickBox {
	t := &tickBox{box: canvas.NewRectangle(nil), mark: newPicture()}
	t.box.CornerRadius = theme.RadiusBox
	t.box.StrokeWidth = 1
	return t
}

func (t *tickBox) objects() []fyne.CanvasObject { return []fyne.CanvasObject{t.box, t.mark} }

func (t *tickBox) show(ticked, some bool) {
	fill, stroke := theme.Color(theme.Work), theme.Color(theme.Control)
	if ticked || some {
		fill, stroke = theme.Color(theme.Accent), theme.Color(theme.Accent)
	}
	if t.box.FillColor != fill || t.box.StrokeColor != stroke {
		t.box.FillColor, t.box.StrokeColor = fill, stroke
		t.box.Refresh()
	}
	setVisible(t.box, true)
	switch {
	case ticked:
		setPicture(t.mark, theme.IconTick, theme.OnAccent, 10)
	case some:
		setPicture(t.mark, theme.IconDash, theme.OnAccent, 10)
	default:
		setVisible(t.mark, false)
	}
}

func (t *tickBox) place(x, y float32) {
	put(t.box, x, y, tickSize, tickSize)
	put(t.mark, x+2, y+2, 10, 10)
}

func (t *tickBox) hide() {
	setVisible(t.box, false)
	setVisible(t.mark, false)
}
