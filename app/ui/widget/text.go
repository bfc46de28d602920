package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynewidget "fyne.io/fyne/v2/widget"
)

var (
	_ fyne.Widget     = (*Text)(nil)
	_ fyne.Accessible = (*Text)(nil)
)

// Text is one line in one style.
type Text struct {
	fynewidget.BaseWidget
	text  string
	style Style
	drawn *canvas.Text
}

// NewText makes a line of text.
func NewText(text string, style Style) *Text {
	t := &Text{text: text, style: style}
	t.ExtendBaseWidget(t)
	return t
}

// Text gives the words, uncut.
func (t *Text) Text() string { return t.text }

// SetText changes the words.
func (t *Text) SetText(text string) {
	if t.text != text {
		t.text = text
		t.Refresh()
	}
}

// Set changes words and style together.
func (t *Text) Set(text string, style Style) {
	if t.text != text || t.style != style {
		t.text, t.style = text, style
		t.Refresh()
	}
}

// AccessibilityLabel is the text itself.
func (t *Text) AccessibilityLabel() string { return t.text }

// AccessibilityRole is text.
func (t *Text) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer draws the line.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	t.drawn = t.style.newText(t.text)
	show := func(width float32) {
		shown := t.text
		if t.style.Align != Right { // figures stand right and are never cut
			shown = fit(t.text, width, t.style)
		}
		t.style.apply(t.drawn, shown)
	}
	return &renderer{
		objects: fixed(t.drawn),
		place: func(size fyne.Size) {
			show(size.Width)
			putText(t.drawn, 0, 0, size.Width, size.Height)
		},
		min: func() fyne.Size {
			if t.style.Shrink {
				return fyne.NewSize(0, t.style.height())
			}
			return fyne.NewSize(ceil(t.style.width(t.text)), t.style.height())
		},
		refresh: func() { show(t.Size().Width) },
	}
}

// ceil rounds up to a whole unit, so that neighbours start on a pixel.
func ceil(v float32) float32 {
	n := float32(int(v))
	if n < v {
		n++
	}
	return n
}
