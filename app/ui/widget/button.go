package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var (
	_ fyne.Widget        = (*Button)(nil)
	_ fyne.Tappable      = (*Button)(nil)
	_ fyne.Focusable     = (*Button)(nil)
	_ fyne.Shortcutable  = (*Button)(nil)
	_ fyne.Disableable   = (*Button)(nil)
	_ fyne.Accessible    = (*Button)(nil)
	_ desktop.Hoverable  = (*Button)(nil)
	_ desktop.Cursorable = (*Button)(nil)
)

// ButtonKind is the weight of a button on its screen.
type ButtonKind int

// The kinds. A screen has exactly one Primary; a Danger is never the default and its words end in "…", because it asks
// for a reason; a Quiet has no frame; a Link is a word among other words ("Why?").
const (
	Secondary ButtonKind = iota
	Primary
	Danger
	Quiet
	Link
)

// Button says a verb and its object: "Release 214 reminders", never "OK".
type Button struct {
	fynewidget.DisableableWidget
	OnTapped func()

	kind     ButtonKind
	text     string
	icon     theme.IconName
	trailing theme.IconName
	height   float32
	minWidth float32
	hovered  bool
	focused  bool
}

// NewButton makes a button 28 high. An empty icon leaves the words alone; empty words leave the icon alone, which needs
// SetLabel for those who cannot see it.
func NewButton(kind ButtonKind, text string, icon theme.IconName, onTapped func()) *Button {
	b := &Button{OnTapped: onTapped, kind: kind, text: text, icon: icon, height: theme.ControlHeight}
	if kind == Link {
		b.height = theme.LineHeight(theme.SizeBody)
	}
	b.ExtendBaseWidget(b)
	return b
}

// Large makes the button 36 high, for panes, decision bars and wizards.
func (b *Button) Large() *Button {
	b.height = theme.ControlLarge
	return b
}

// WithChevron marks a button that opens a menu.
func (b *Button) WithChevron() *Button {
	b.trailing = theme.IconChevronDown
	return b
}

// Text gives the words on the button.
func (b *Button) Text() string { return b.text }

// SetText changes the words, for instance when the number in them changes.
func (b *Button) SetText(text string) {
	if b.text != text {
		b.text = text
		b.Refresh()
	}
}

// SetIcon changes the icon; "" removes it.
func (b *Button) SetIcon(icon theme.IconName) {
	b.icon = icon
	b.Refresh()
}

// Tapped runs the action.
func (b *Button) Tapped(*fyne.PointEvent) {
	if !b.Disabled() && b.OnTapped != nil {
		b.OnTapped()
	}
}

// FocusGained draws the ring.
func (b *Button) FocusGained() { b.focused = true; b.Refresh() }

// FocusLost removes the ring.
func (b *Button) FocusLost() { b.focused = false; b.Refresh() }

// TypedRune passes letters on to the window.
func (b *Button) TypedRune(r rune) {
	if r != ' ' {
		passRune(b, r)
	}
}

// TypedKey runs the action on Space and Enter.
func (b *Button) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		b.Tapped(nil)
	default:
		passKey(b, ev)
	}
}

// TypedShortcut passes shortcuts on to the window.
func (b *Button) TypedShortcut(s fyne.Shortcut) { passShortcut(b, s) }

// MouseIn darkens the button.
func (b *Button) MouseIn(*desktop.MouseEvent) { b.hovered = true; b.Refresh() }

// MouseMoved does nothing.
func (b *Button) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends what MouseIn began.
func (b *Button) MouseOut() { b.hovered = false; b.Refresh() }

// Cursor is a hand over a link.
func (b *Button) Cursor() desktop.Cursor {
	if b.kind == Link {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// AccessibilityLabel is the words on the button.
func (b *Button) AccessibilityLabel() string { return b.text }

// AccessibilityRole is button, or link.
func (b *Button) AccessibilityRole() fyne.AccessibleRole {
	if b.kind == Link {
		return fyne.AccessibleRoleLink
	}
	return fyne.AccessibleRoleButton
}

// CreateRenderer draws the button.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	d := &buttonDrawing{
		button: b, ground: newFrame(theme.Radius), text: canvas.NewText("", nil),
		icon: newPicture(), trailing: newPicture(), ring: newRing(theme.Radius, 2),
	}
	d.refresh()
	return &renderer{
		objects: fixed(d.ground.edge, d.ground.ground, d.text, d.icon, d.trailing, d.ring.rect),
		place:   d.place, min: d.min, refresh: func() { d.refresh(); d.place(b.Size()) },
	}
}
