package widget

import (
	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

// Question is one decision. A dialog asks exactly one and never opens another.
type Question struct {
	Title    string
	Text     string
	Content  fyne.CanvasObject // a form between text and buttons; may be nil
	Verb     string            // the button that does it: "Release 214 reminders"; empty: there is nothing to do but to read
	Icon     theme.IconName
	Danger   bool // it costs money or reputation: then Enter does not do it
	Cancel   string
	OnDo     func() bool // does it; false keeps the dialog open, because the content is not right yet
	Second   string      // another way to do it, beside the verb: "Keep, and call the next"; empty: there is none
	OnSecond func()
	OnCancel func()
	Width    float32 // 440 when 0
}

var (
	_ fyne.Widget    = (*Dialog)(nil)
	_ fyne.Focusable = (*Dialog)(nil)
)

// Dialog is an open Question.
type Dialog struct {
	fynewidget.BaseWidget
	question Question
	canvas   fyne.Canvas
	overlay  *overlay
	do       *Button
	cancel   *Button
	column   *fyne.Container
	back     fyne.Focusable
}

// Ask opens a dialog over the window of an object. Esc always cancels; Enter does what the safe button says: the verb, or
// Cancel when the verb is dangerous.
func Ask(near fyne.CanvasObject, q Question) *Dialog {
	c := canvasOf(near)
	if c == nil {
		return nil
	}
	return AskOn(c, q)
}

// AskOn is Ask for a canvas.
func AskOn(c fyne.Canvas, q Question) *Dialog {
	if q.Width == 0 {
		q.Width = 440
	}
	d := &Dialog{question: q, canvas: c, back: c.Focused()}
	kind := Primary
	if q.Danger {
		kind = Danger
	}
	d.do = NewButton(kind, q.Verb, q.Icon, d.Do)
	d.cancel = NewButton(Secondary, q.Cancel, "", d.Cancel)
	parts := []fyne.CanvasObject{NewSentence(Title, q.Title)}
	if q.Text != "" {
		parts = append(parts, NewSentence(Body.In(theme.Text2), q.Text))
	}
	if q.Content != nil {
		parts = append(parts, q.Content)
	}
	buttons := []fyne.CanvasObject{Spacer(), d.cancel}
	if q.Second != "" {
		buttons = append(buttons, NewButton(Secondary, q.Second, "", q.OnSecond))
	}
	if q.Verb != "" {
		buttons = append(buttons, d.do)
	}
	parts = append(parts, Row(theme.Gap, buttons...))
	d.column = Stack(theme.Edge, parts...)
	d.ExtendBaseWidget(d)
	d.overlay = newModal(c, d)
	d.overlay.show()
	d.focusFirst()
	return d
}

func (d *Dialog) focusFirst() {
	if first := firstFocusable(d.question.Content); first != nil {
		d.canvas.Focus(first)
		return
	}
	d.canvas.Focus(d)
}

// Do presses the verb.
func (d *Dialog) Do() {
	if d.question.OnDo != nil && !d.question.OnDo() {
		return
	}
	d.Close()
}

// Cancel presses Cancel.
func (d *Dialog) Cancel() {
	d.Close()
	if d.question.OnCancel != nil {
		d.question.OnCancel()
	}
}

// Close takes the dialog away without an answer.
func (d *Dialog) Close() {
	d.overlay.close()
	d.canvas.Focus(d.back)
}

// FocusGained does nothing: the dialog itself holds the focus until Tab moves it to a button.
func (d *Dialog) FocusGained() {}

// FocusLost does nothing.
func (d *Dialog) FocusLost() {}

// TypedRune swallows letters.
func (d *Dialog) TypedRune(rune) {}

// TypedKey answers with Esc and Enter.
func (d *Dialog) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyEscape:
		d.Cancel()
	case fyne.KeyReturn, fyne.KeyEnter:
		if d.question.Danger || d.question.Verb == "" {
			d.Cancel()
		} else {
			d.Do()
		}
	}
}

const dialogPad float32 = 24

// HeightFor is the height at a width.
func (d *Dialog) HeightFor(width float32) float32 {
	return heightFor(d.column, width-2*dialogPad) + 2*dialogPad
}

// CreateRenderer draws the box.
func (d *Dialog) CreateRenderer() fyne.WidgetRenderer {
	box := newFrame(theme.RadiusGroup)
	draw := func(size fyne.Size) {
		box.paint(theme.Work, theme.Line, 1)
		box.put(0, 0, size.Width, size.Height)
		put(d.column, dialogPad, dialogPad, size.Width-2*dialogPad, size.Height-2*dialogPad)
	}
	return &renderer{
		objects: fixed(box.edge, box.ground, d.column), place: draw,
		min:     func() fyne.Size { return fyne.NewSize(d.question.Width, d.HeightFor(d.question.Width)) },
		refresh: func() { draw(d.Size()) },
	}
}

// firstFocusable finds the first control of a form.
func firstFocusable(o fyne.CanvasObject) fyne.Focusable {
	switch o := o.(type) {
	case nil:
		return nil
	case *Input:
		return o.Focusable()
	case *Field:
		return firstFocusable(o.control)
	case *fyne.Container:
		for _, child := range o.Objects {
			if f := firstFocusable(child); f != nil {
				return f
			}
		}
	case interface{ First() fyne.Focusable }:
		return o.First()
	case fyne.Focusable:
		return o
	}
	return nil
}
