package stage

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Decision is one question to a person, with the fields that it needs and the work that follows.
type Decision struct {
	Title  string
	Text   string
	Verb   string // verb and object: "Hold 2 customers"
	Icon   theme.IconName
	Danger bool
	Width  float32
	Fields []NamedField
	// Columns is how many fields stand beside each other; 0 is one.
	Columns int
	// Content stands the fields in a way of its own; nil: under each other, or in Columns.
	Content fyne.CanvasObject
	// Opened is told how to give the dialog the height that its content needs after a part of it was shown or hidden.
	Opened func(relayout func())
	// Second is another verb, which does the same work and then SecondDone; empty: there is none.
	Second     string
	SecondDone func()
	// Work does it, away from the window. It is asked for after the fields were read; an error of a field keeps the dialog
	// open with the sentence under that field.
	Work func() (func(context.Context) error, error)
	Done func()
}

// NamedField is a field under the name that errors use for it (fault.Error.Field).
type NamedField struct {
	Name  string
	Field *widget.Field
}

// Decide asks. The dialog stays open until the work has been done, so that nothing typed is lost when it fails.
func (st *Stage) Decide(d Decision) {
	problem := widget.NewSentence(widget.Body.In(theme.Overdue4.Text()), "")
	problem.Hide()
	content := widget.Stack(12)
	if d.Content != nil {
		content.Add(d.Content)
	} else {
		content.Add(InLines(d.Fields, max(1, d.Columns)))
	}
	content.Add(problem)
	var dialog *widget.Dialog
	show := func(err error) {
		for _, f := range d.Fields {
			f.Field.SetError("")
		}
		problem.Hide()
		if err != nil && !fieldError(d.Fields, err) {
			problem.SetText(words.Sentence(err))
			problem.Show()
		}
		content.Refresh()
		if dialog != nil {
			dialog.Relayout()
		}
	}
	busy := false
	question := widget.Question{
		Title: d.Title, Text: d.Text, Content: content, Verb: d.Verb, Icon: d.Icon, Danger: d.Danger, Width: d.Width,
		Cancel: i18n.T("dialog.cancel"),
	}
	do := func(done func()) {
		if busy {
			return
		}
		work, err := d.Work()
		show(err)
		if err != nil {
			return
		}
		busy = true
		runner.Go(st.Run, func(ctx context.Context) (struct{}, error) { return struct{}{}, work(ctx) }, func(_ struct{}, err error) {
			busy = false
			show(err)
			if err == nil {
				dialog.Close()
				done()
			}
		})
	}
	question.OnDo = func() bool {
		do(d.Done)
		return false // it is closed when the work is done
	}
	if d.Second != "" {
		question.Second, question.OnSecond = d.Second, func() { do(d.SecondDone) }
	}
	dialog = widget.AskOn(st.Canvas(), question)
	if d.Opened != nil {
		d.Opened(func() {
			content.Refresh()
			dialog.Relayout()
		})
	}
}

// InLines stands fields under each other, so many beside each other in a line.
func InLines(fields []NamedField, columns int) *fyne.Container {
	column := widget.Stack(12)
	for i := 0; i < len(fields); i += columns {
		column.Add(inLine(fields[i:min(i+columns, len(fields))]))
	}
	return column
}

// inLine stands fields of a line beside each other.
func inLine(fields []NamedField) fyne.CanvasObject {
	if len(fields) == 1 {
		return fields[0].Field
	}
	line := widget.TopRow(theme.Edge)
	for _, f := range fields {
		line.Add(widget.Grow(widget.Sized(1, 0, f.Field))) // all equally wide, whatever their words need
	}
	return line
}

// UnderField puts an error under the field that it names; false when there is no such field.
func UnderField(fields []NamedField, err error) bool { return fieldError(fields, err) }

func fieldError(fields []NamedField, err error) bool {
	var coded *fault.Error
	if !errors.As(err, &coded) || coded.Field == "" {
		return false
	}
	for _, f := range fields {
		if f.Name == coded.Field && f.Field.Visible() {
			f.Field.SetError(words.Sentence(err))
			return true
		}
	}
	return false
}

// Missing is the error of a field that must be filled in.
func Missing(field, message string) error {
	return fault.New(fault.Invalid, "%s", message).OnField(field)
}

// Labelled makes a named field.
func Labelled(name, label string, control fyne.CanvasObject) NamedField {
	return NamedField{name, widget.NewField(label, control)}
}

// OnField says which field an error is about.
func OnField(err error, field string) error {
	var coded *fault.Error
	if errors.As(err, &coded) {
		return coded.OnField(field)
	}
	return fault.New(fault.Invalid, "%s", err.Error()).OnField(field)
}
