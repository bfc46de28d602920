package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	fynewidget "fyne.io/fyne/v2/widget"
)

// onTyped hears of keys, see OnTyped. It belongs to the goroutine that runs the window.
var onTyped func()

// OnTyped names who hears that a key was used in any control; nil hears nothing.
func OnTyped(hear func()) { onTyped = hear }

func typed() {
	if onTyped != nil {
		onTyped()
	}
}

var _ desktop.Cursorable = (*Watch)(nil)

// Watch lies over a window without taking anything from it, and hears that the pointer moves: the toolkit asks whatever lies
// under the pointer for its cursor.
type Watch struct {
	fynewidget.BaseWidget
	onMoved func()
}

// NewWatch makes a watch; lay it over the window's content.
func NewWatch(onMoved func()) *Watch {
	w := &Watch{onMoved: onMoved}
	w.ExtendBaseWidget(w)
	return w
}

// Cursor hears of the pointer and leaves its shape to what lies below.
func (w *Watch) Cursor() desktop.Cursor {
	w.onMoved()
	return desktop.DefaultCursor
}

// CreateRenderer draws nothing.
func (w *Watch) CreateRenderer() fyne.WidgetRenderer {
	return fynewidget.NewSimpleRenderer(&fyne.Container{})
}
