// Package shot draws a window into a picture without a display. It lays a small driver over the one the program already
// has, so that it works in the real program on a machine with no screen, and in tests; nothing of the toolkit's test
// packages comes along.
package shot

import (
	"image"
	"image/png"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

// Window is a window that exists only as a picture. While it is open it is the program's only one.
type Window struct {
	canvas software.WindowlessCanvas
	title  string
	before fyne.App
	size   fyne.Size
}

// Open makes a window of a size in a look. Close gives the program its driver back. It must be called on the goroutine
// that owns the windows, after the program's app has been made (it is never run).
func Open(size fyne.Size, mode theme.Mode) *Window {
	w := &Window{canvas: software.NewCanvas(), before: fyne.CurrentApp(), size: size}
	w.canvas.SetPadded(false)
	w.canvas.Resize(size)
	fyne.SetCurrentApp(newApp(w.before, w))
	fyne.CurrentApp().Settings().SetTheme(theme.New(mode))
	return w
}

// Close gives the program its own driver back.
func (w *Window) Close() { fyne.SetCurrentApp(w.before) }

// Canvas is what the content is drawn on; keys and taps may be sent to it.
func (w *Window) Canvas() fyne.Canvas { return w.canvas }

// SetTitle keeps the title.
func (w *Window) SetTitle(title string) { w.title = title }

// Title gives the title.
func (w *Window) Title() string { return w.title }

// SetContent fills the window.
func (w *Window) SetContent(content fyne.CanvasObject) {
	w.canvas.SetContent(content)
	w.canvas.Resize(w.size)
}

// Image draws the window. Content that changed its minimum size since it was laid out is laid out again first, which on a
// screen the toolkit does at each frame.
func (w *Window) Image() image.Image {
	for range 2 {
		w.canvas.Resize(w.size.AddWidthHeight(1, 1))
		w.canvas.Resize(w.size)
	}
	return w.canvas.Capture()
}

// WritePNG draws the window and writes it as PNG.
func (w *Window) WritePNG(out io.Writer) error { return png.Encode(out, w.Image()) }

func (w *Window) resize(size fyne.Size) {
	w.size = size
	w.canvas.Resize(size)
}
