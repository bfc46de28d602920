package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var (
	_ fyne.Widget       = (*Checkbox)(nil)
	_ fyne.Tappable     = (*Checkbox)(nil)
	_ fyne.Focusable    = (*Checkbox)(nil)
	_ fyne.Shortcutable = (*Checkbox)(nil)
)

// Checkbox is a yes or no with its words at the right.
type Checkbox struct {
	fynewidget.DisableableWidget
	OnChanged func(bool)

	text    string
	checked bool
	focused bool
}

// NewCheckbox makes a checkbox.
func NewCheckbox(text string, checked bool, onChanged func(bool)) *Checkbox {
	c := &Checkbox{OnChanged: onChanged, text: text, checked: checked}
	c.ExtendBaseWidget(c)
	return c
}

// Checked tells whether it is ticked.
func (c *Checkbox) Checked() bool { return c.checked }

// Text gives its words.
func (c *Checkbox) Text() string { return c.text }

// SetChecked ticks or unticks without telling OnChanged.
func (c *Checkbox) SetChecked(checked bool) { c.checked = checked; c.Refresh() }

// Tapped turns the tick.
func (c *Checkbox) Tapped(*fyne.PointEvent) {
	if c.Disabled() {
		return
	}
	c.checked = !c.checked
	c.Refresh()
	if c.OnChanged != nil {
		c.OnChanged(c.checked)
	}
}

// FocusGained draws the ring.
func (c *Checkbox) FocusGained() { c.focused = true; c.Refresh() }

// FocusLost removes it.
func (c *Checkbox) FocusLost() { c.focused = false; c.Refresh() }

// TypedRune passes letters on to the window.
func (c *Checkbox) TypedRune(r rune) {
	if r != ' ' {
		passRune(c, r)
	}
}

// TypedKey turns the tick on Space.
func (c *Checkbox) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeySpace {
		c.Tapped(nil)
		return
	}
	passKey(c, ev)
}

// TypedShortcut passes shortcuts on to the window.
func (c *Checkbox) TypedShortcut(s fyne.Shortcut) { passShortcut(c, s) }

// CreateRenderer draws box and words.
func (c *Checkbox) CreateRenderer() fyne.WidgetRenderer {
	tick, text, ring := newTickBox(), canvas.NewText("", nil), newRing(theme.RadiusBox, 3)
	draw := func(size fyne.Size) {
		tick.show(c.checked, false)
		y := centred(size.Height, tickSize)
		tick.place(0, y)
		ring.place(0, y, fyne.NewSquareSize(tickSize))
		ring.show(c.focused)
		style := Body
		if c.Disabled() {
			style = Body.In(theme.Text3)
		}
		x := tickSize + theme.Gap
		showText(text, c.text, style, Box{x, 0, size.Width - x, size.Height})
	}
	return &renderer{
		objects: fixed(append(tick.objects(), text, ring.rect)...), place: draw,
		min: func() fyne.Size {
			return fyne.NewSize(tickSize+theme.Gap+ceil(Body.width(c.text)), theme.ControlHeight)
		},
		refresh: func() { draw(c.Size()) },
	}
}
