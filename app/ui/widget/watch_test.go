package widget_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

func TestAWatchHearsAndTakesNothing(t *testing.T) {
	test.NewTempApp(t)
	moves, keys, taps := 0, 0, 0
	widget.OnTyped(func() { keys++ })
	t.Cleanup(func() { widget.OnTyped(nil) })
	button := widget.NewButton(widget.Primary, "Go", "", func() { taps++ })
	watch := widget.NewWatch(func() { moves++ })
	w := test.NewWindow(container.NewStack(button, watch))
	w.Resize(fyne.NewSize(200, 80))
	watch.Cursor()
	test.TapCanvas(w.Canvas(), fyne.NewPos(100, 40))
	list := widget.NewSideList(nil)
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if moves != 1 || keys != 1 || taps != 1 {
		t.Errorf("heard %d moves, %d keys; the button under it was pressed %d times", moves, keys, taps)
	}
}

func TestACoverLiesOverDialogsThatComeLater(t *testing.T) {
	test.NewTempApp(t)
	w := test.NewWindow(&fyne.Container{})
	w.Resize(fyne.NewSize(640, 480))
	field := widget.NewInput("")
	cover := widget.CoverOn(w.Canvas(), widget.Sized(200, 0, field))
	if w.Canvas().Focused() == nil {
		t.Error("nothing on the cover has the keyboard")
	}
	dialog := widget.AskOn(w.Canvas(), widget.Question{Title: "A customer", Verb: "Do", Cancel: "Cancel"})
	if w.Canvas().Overlays().Top() != fyne.CanvasObject(cover) || len(w.Canvas().Overlays().List()) != 2 {
		t.Error("the dialog lies over the cover")
	}
	cover.Close()
	if w.Canvas().Overlays().Top() == nil {
		t.Error("the dialog has gone with the cover")
	}
	dialog.Close()
}
