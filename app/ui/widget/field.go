package widget

import (
	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var _ fyne.Widget = (*Field)(nil)

// Field stands a label above a control and, when its value is bad, a sentence below that says why and what to write.
type Field struct {
	fynewidget.BaseWidget
	label   *Text
	control fyne.CanvasObject
	help    *Paragraph
	problem *Paragraph
	column  *fyne.Container
}

// invalidator is a control that can show that its value is bad.
type invalidator interface{ SetInvalid(bool) }

// setInvalid marks a control, or the controls in a row of them.
func setInvalid(o fyne.CanvasObject, invalid bool) {
	switch o := o.(type) {
	case invalidator:
		o.SetInvalid(invalid)
	case *fyne.Container:
		for _, child := range o.Objects {
			setInvalid(child, invalid)
		}
	}
}

// NewField labels a control.
func NewField(label string, control fyne.CanvasObject) *Field {
	f := &Field{
		label: NewText(label, Small), control: control,
		help: NewSentence(Small, ""), problem: NewSentence(Small.In(theme.Overdue4.Text()), ""),
	}
	f.help.Hide()
	f.problem.Hide()
	f.column = Stack(4, f.label, control, f.problem, f.help)
	f.ExtendBaseWidget(f)
	return f
}

// WithHelp adds a sentence of help below the control.
func (f *Field) WithHelp(help string) *Field {
	f.help.SetText(help)
	setVisible(f.help, help != "")
	return f
}

// Label gives the words above the control.
func (f *Field) Label() string { return f.label.Text() }

// Control gives the control.
func (f *Field) Control() fyne.CanvasObject { return f.control }

// SetError shows why the value is bad; "" says that it is good.
func (f *Field) SetError(message string) {
	f.problem.SetText(message)
	setVisible(f.problem, message != "")
	setInvalid(f.control, message != "")
	f.column.Refresh()
	f.Refresh()
}

// HeightFor is the height at a width.
func (f *Field) HeightFor(width float32) float32 { return heightFor(f.column, width) }

// CreateRenderer stands the parts under each other.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	return wrap(f.column, nil)
}
