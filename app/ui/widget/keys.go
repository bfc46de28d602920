package widget

import (
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// The toolkit gives keys to the focused widget alone. Widgets here pass on what they have no use for, so that the window's
// own keys ("/", F1, F5, Esc, Ctrl+1) work wherever the focus is.

func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	if app := fyne.CurrentApp(); app != nil {
		return app.Driver().CanvasForObject(o)
	}
	return nil
}

// passKey gives a key to the dialog that lies over the window, else to the window.
func passKey(o fyne.CanvasObject, ev *fyne.KeyEvent) {
	typed()
	c := canvasOf(o)
	if c == nil {
		return
	}
	if top, ok := c.Overlays().Top().(*overlay); ok {
		if f, ok := top.content.(fyne.Focusable); ok {
			f.TypedKey(ev)
		}
		return
	}
	if c.OnTypedKey() != nil {
		c.OnTypedKey()(ev)
	}
}

// led is the letter of the key that was just served by the window: the toolkit sends it once more as text, to whatever has the
// keyboard by then. It belongs to the goroutine of the window.
var led rune

// LedBy says that the window serves a key. A field that the key opens does not begin with its letter.
func LedBy(key fyne.KeyName) {
	led = 0
	if r := []rune(string(key)); len(r) == 1 {
		led = unicode.ToUpper(r[0])
	}
}

// isLead reports whether a letter is only the echo of the key that the window has served.
func isLead(r rune) bool {
	echo := led != 0 && unicode.ToUpper(r) == led
	led = 0
	return echo
}

func passRune(o fyne.CanvasObject, r rune) {
	typed()
	led = 0
	if c := canvasOf(o); c != nil && c.OnTypedRune() != nil {
		c.OnTypedRune()(r)
	}
}

func passShortcut(o fyne.CanvasObject, s fyne.Shortcut) {
	typed()
	if c, ok := canvasOf(o).(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
}

// windowKey reports whether a key belongs to the window even while somebody types in a field.
func windowKey(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyEscape, fyne.KeyF1, fyne.KeyF2, fyne.KeyF3, fyne.KeyF4, fyne.KeyF5, fyne.KeyF6,
		fyne.KeyF7, fyne.KeyF8, fyne.KeyF9, fyne.KeyF10, fyne.KeyF11, fyne.KeyF12:
		return true
	}
	return false
}

// windowShortcut reports whether a shortcut is the window's (Ctrl+1, Ctrl+R) and not one of text editing.
func windowShortcut(s fyne.Shortcut) bool {
	_, custom := s.(*desktop.CustomShortcut)
	return custom
}

func focus(o fyne.Focusable) {
	obj, ok := o.(fyne.CanvasObject)
	if !ok {
		return
	}
	if c := canvasOf(obj); c != nil {
		c.Focus(o)
	}
}
