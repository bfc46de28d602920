package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

// tickBox is the drawing of a checkbox: a 14-pixel box with a tick, or a dash for "some".
type tickBox struct {
	box  *frame
	mark *canvas.Image
}

func newTickBox() *tickBox {
	return &tickBox{box: newFrame(theme.RadiusBox), mark: newPicture()}
}

func (t *tickBox) objects() []fyne.CanvasObject { return append(t.box.objects(), t.mark) }

func (t *tickBox) show(ticked, some bool) {
	if ticked || some {
		t.box.paint(theme.Accent, theme.Accent, 1)
	} else {
		t.box.paint(theme.Work, theme.Control, 1)
	}
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
	t.box.put(x, y, tickSize, tickSize)
	put(t.mark, x+2, y+2, 10, 10)
}

func (t *tickBox) hide() {
	t.box.hide()
	setVisible(t.mark, false)
}
