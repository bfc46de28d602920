package settings

import (
	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// sheet is a set of labelled fields by key, which read and write a model as text.
type sheet struct {
	boxes   map[string]box
	changed func(key, text string)
	pick    func(field widget.FormField, chosen func(path string))
	filling bool
}

type box struct {
	field *widget.Field
	set   func(text string)
}

func newSheet(pick func(widget.FormField, func(string)), changed func(key, text string)) *sheet {
	return &sheet{boxes: map[string]box{}, changed: changed, pick: pick}
}

func (s *sheet) put(key, label string, control fyne.CanvasObject, set func(string)) *widget.Field {
	f := widget.NewField(label, control)
	s.boxes[key] = box{field: f, set: set}
	return f
}

// tell passes on what a person changed, and nothing that fill did.
func (s *sheet) tell(key string) func(string) {
	return func(text string) {
		if !s.filling {
			s.boxes[key].field.SetError("") // the complaint is about what was there before
			s.changed(key, text)
		}
	}
}

func (s *sheet) input(key, label string, i *widget.Input) *widget.Field {
	i.OnChanged = s.tell(key)
	return s.put(key, label, i, i.SetText)
}

// text is a line of words.
func (s *sheet) text(key, label string) *widget.Field {
	return s.input(key, label, widget.NewInput(""))
}

// hinted is a line of words with an example in it while it is empty.
func (s *sheet) hinted(key, label, hint string) *widget.Field {
	return s.input(key, label, widget.NewInput(hint))
}

// figure is a number, at the right, with what it counts.
func (s *sheet) figure(key, label, unit string) *widget.Field {
	return s.input(key, label, widget.NewInput("").OnRight().WithUnit(unit))
}

func (s *sheet) days(key, label string) *widget.Field {
	return s.figure(key, label, i18n.T("firstrun.days"))
}

// date is a day, typed or picked from a month; its text is the civil date, or what was typed where that is none.
func (s *sheet) date(key, label string, w words.Words) *widget.Field {
	f := widget.NewDateField(w.Dates(), w.Today())
	tell := s.tell(key)
	f.OnDate = func(d date.Date, ok bool) {
		switch {
		case !ok:
			tell(f.Text())
		case d.IsZero():
			tell("")
		default:
			tell(d.String())
		}
	}
	return s.put(key, label, f.Input, func(text string) {
		if d, err := date.Parse(text); err == nil || text == "" {
			f.SetDate(d)
			return
		}
		f.SetText(text)
	})
}

func (s *sheet) choice(key, label string, choices []widget.Choice) *widget.Field {
	list := widget.NewSelect(choices, "", s.tell(key)).WithPlaceholder(i18n.T("form.choose"))
	return s.put(key, label, list, list.SetSelected)
}

// tick is a yes or no; its words stand beside it, level with the fields of its line.
func (s *sheet) tick(key, label, words string) *widget.Field {
	tell := s.tell(key)
	c := widget.NewCheckbox(words, false, func(on bool) { tell(writeTick(on)) })
	return s.put(key, label, widget.Sized(0, theme.ControlHeight, c), func(text string) { c.SetChecked(text != "") })
}

// path is a file or folder, typed or picked.
func (s *sheet) path(key, label string, kind widget.FieldType) *widget.Field {
	i := widget.NewInput("")
	i.OnChanged = s.tell(key)
	button := i18n.T("form.pick-file")
	if kind == widget.FieldFolder {
		button = i18n.T("form.pick-folder")
	}
	row := widget.Row(theme.Gap, widget.Grow(i))
	if s.pick != nil {
		row.Add(widget.NewButton(widget.Secondary, button, theme.IconFolder, func() {
			s.pick(widget.FormField{Key: key, Label: label, Type: kind}, i.SetText)
		}))
	}
	return s.put(key, label, row, i.SetText)
}

// enable lets a field be changed, or not.
func (s *sheet) enable(key string, on bool) {
	control, ok := s.boxes[key].field.Control().(fyne.Disableable)
	switch {
	case !ok:
	case on:
		control.Enable()
	default:
		control.Disable()
	}
}

// fill writes every field anew.
func (s *sheet) fill(get func(key string) string) {
	s.filling = true
	for key, b := range s.boxes {
		b.set(get(key))
	}
	s.filling = false
}

func (s *sheet) clearErrors() {
	for _, b := range s.boxes {
		b.field.SetError("")
	}
}

// setError shows what is wrong under a field; false when there is no such field.
func (s *sheet) setError(key, message string) bool {
	b, ok := s.boxes[key]
	if ok {
		b.field.SetError(message)
	}
	return ok
}

// label is the name of a field, for saying what changed.
func (s *sheet) label(key string) string {
	if b, ok := s.boxes[key]; ok {
		return b.field.Label()
	}
	return ""
}
