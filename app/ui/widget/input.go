package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var (
	_ fyne.Widget      = (*Input)(nil)
	_ fyne.Tappable    = (*Input)(nil)
	_ fyne.Disableable = (*Input)(nil)
)

// Input is a field for one line of text (or several, see NewTextArea), framed by the theme. Money and other figures
// stand right inside it.
type Input struct {
	fynewidget.DisableableWidget
	OnChanged   func(string) // after each change by the user or by SetText
	OnSubmitted func(string) // Enter
	OnLeft      func(string) // the focus left the field

	entry   *entry
	height  float32
	icon    theme.IconName
	hint    string // the key that focuses the field, drawn at the right while it is empty
	align   Align
	invalid bool
	trail   fyne.CanvasObject
	unit    string
}

// NewInput makes a field 28 high; placeholder is shown while it is empty and is no substitute for a label.
func NewInput(placeholder string) *Input {
	i := &Input{height: theme.ControlHeight}
	i.entry = newEntry(i)
	i.entry.SetPlaceHolder(placeholder)
	i.ExtendBaseWidget(i)
	return i
}

// NewSecretInput makes a field whose text is not shown until the eye at its right is held.
func NewSecretInput(placeholder string) *Input {
	i := NewInput(placeholder)
	i.entry.Password = true
	i.entry.ActionItem = canvas.NewRectangle(nil) // keeps the toolkit from adding its own eye
	eye := NewButton(Quiet, "", theme.IconEye, nil)
	eye.OnTapped = func() {
		i.entry.Password = !i.entry.Password
		i.entry.Refresh()
	}
	i.trail = eye
	return i
}

// NewTextArea makes a field of several lines.
func NewTextArea(placeholder string, lines int) *Input {
	i := NewInput(placeholder)
	i.entry.MultiLine = true
	i.entry.Wrapping = fyne.TextWrapWord
	i.height = float32(lines)*theme.LineHeight(theme.SizeBody) + 10
	return i
}

// Large makes the field 36 high, for panes, decision bars and wizards.
func (i *Input) Large() *Input { i.height = theme.ControlLarge; return i }

// OnRight aligns the text right, as money and figures stand.
func (i *Input) OnRight() *Input { i.align = Right; return i }

// WithIcon puts an icon before the text.
func (i *Input) WithIcon(name theme.IconName) *Input { i.icon = name; return i }

// WithUnit puts a word such as "NOK" or "days" after the text, inside the frame.
func (i *Input) WithUnit(unit string) *Input { i.unit = unit; return i }

// Text gives what is in the field.
func (i *Input) Text() string { return i.entry.Text }

// SetPlaceholder replaces what is shown while the field is empty.
func (i *Input) SetPlaceholder(text string) { i.entry.SetPlaceHolder(text) }

// SetText fills the field.
func (i *Input) SetText(text string) { i.entry.SetText(text) }

// SetInvalid draws the frame of a bad value; Field does so together with the sentence below.
func (i *Input) SetInvalid(invalid bool) {
	if i.invalid != invalid {
		i.invalid = invalid
		i.Refresh()
	}
}

// Focus puts the caret into the field.
func (i *Input) Focus() { focus(i.entry) }

// FocusAll puts the caret into the field and marks its text, so that typing replaces it.
func (i *Input) FocusAll() {
	i.Focus()
	i.entry.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// Focusable is the object that holds the focus, for tests and for the order of a form.
func (i *Input) Focusable() fyne.Focusable { return i.entry }

// Tapped focuses the field when the pointer hits its frame beside the text.
func (i *Input) Tapped(*fyne.PointEvent) {
	if !i.Disabled() {
		i.Focus()
	}
}

// Enable lets the user type.
func (i *Input) Enable() { i.entry.Enable(); i.DisableableWidget.Enable() }

// Disable keeps the text and takes the focus away.
func (i *Input) Disable() { i.entry.Disable(); i.DisableableWidget.Disable() }

func (i *Input) changed(text string) {
	if i.OnChanged != nil {
		i.OnChanged(text)
	}
	i.Refresh()
}

func (i *Input) submitted(text string) {
	if i.OnSubmitted != nil {
		i.OnSubmitted(text)
	}
}

func (i *Input) focusChanged(focused bool) {
	if !focused && i.OnLeft != nil {
		i.OnLeft(i.entry.Text)
	}
	i.Refresh()
}

// CreateRenderer draws the frame around the toolkit's text entry.
func (i *Input) CreateRenderer() fyne.WidgetRenderer {
	d := &inputDrawing{input: i, frame: newFrame(theme.Radius), icon: newPicture(), unit: canvas.NewText("", nil), key: newKeyCap(i.hint)}
	objects := append(d.frame.objects(), d.icon, d.unit)
	objects = append(objects, d.key.objects()...)
	objects = append(objects, i.entry)
	if i.trail != nil {
		objects = append(objects, i.trail)
	}
	d.refresh()
	return &renderer{objects: fixed(objects...), place: d.place, min: d.min, refresh: func() { d.refresh(); d.place(i.Size()) }}
}

// entry is the toolkit's text entry without its own frame, passing the window's keys on.
type entry struct {
	fynewidget.Entry
	owner   *Input
	focused bool
	onKey   func(*fyne.KeyEvent) bool // true when the key has been used
}

var (
	_ fyne.Focusable    = (*entry)(nil)
	_ fyne.Shortcutable = (*entry)(nil)
	_ desktop.Keyable   = (*entry)(nil)
)

func newEntry(owner *Input) *entry {
	e := &entry{owner: owner}
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	e.ExtendBaseWidget(e)
	e.OnChanged = owner.changed
	e.OnSubmitted = owner.submitted
	return e
}

// FocusGained tells the frame.
func (e *entry) FocusGained() {
	e.Entry.FocusGained()
	e.focused = true
	e.owner.focusChanged(true)
}

// FocusLost tells the frame.
func (e *entry) FocusLost() {
	e.Entry.FocusLost()
	e.focused = false
	e.owner.focusChanged(false)
}

// TypedKey passes the window's keys on.
func (e *entry) TypedKey(ev *fyne.KeyEvent) {
	typed()
	led = 0
	if e.onKey != nil && e.onKey(ev) {
		return
	}
	if windowKey(ev.Name) {
		passKey(e, ev)
		return
	}
	if enter := ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter; enter && !e.MultiLine && e.owner.OnSubmitted == nil {
		passKey(e, ev) // Enter answers the dialog that the field stands in
		return
	}
	e.Entry.TypedKey(ev)
}

// TypedRune hears of the letter, which the toolkit writes, unless it is the one of the key that opened the field.
func (e *entry) TypedRune(r rune) {
	typed()
	if isLead(r) {
		return
	}
	e.Entry.TypedRune(r)
}

// TypedShortcut passes the window's shortcuts on.
func (e *entry) TypedShortcut(s fyne.Shortcut) {
	if windowShortcut(s) {
		passShortcut(e, s)
		return
	}
	e.Entry.TypedShortcut(s)
}

// CreateRenderer takes the toolkit's frame away; Input draws its own.
func (e *entry) CreateRenderer() fyne.WidgetRenderer {
	return &framelessRenderer{e.Entry.CreateRenderer()}
}

type framelessRenderer struct{ fyne.WidgetRenderer }

// Objects leaves out the rectangles, which are the toolkit's frame and ground.
func (r *framelessRenderer) Objects() []fyne.CanvasObject {
	var kept []fyne.CanvasObject
	for _, o := range r.WidgetRenderer.Objects() {
		if _, frame := o.(*canvas.Rectangle); !frame {
			kept = append(kept, o)
		}
	}
	return kept
}

// Monospaced sets the text in a face whose letters are all of one width, as sources are written.
func (i *Input) Monospaced() *Input {
	i.entry.TextStyle = fyne.TextStyle{Monospace: true}
	return i
}

// Insert writes text where the caret stands, as if it had been typed, and gives the field the keyboard.
func (i *Input) Insert(text string) {
	if i.Disabled() {
		return
	}
	i.Focus()
	for _, r := range text {
		i.entry.Entry.TypedRune(r)
	}
}
