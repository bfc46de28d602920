package widget

import (
	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/locale"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

var _ fyne.Widget = (*Form)(nil)

// FormConfig is what a form needs beside its fields.
type FormConfig struct {
	Locale *locale.Locale
	Today  date.Date
	// Pick opens a file or folder dialog and gives the path chosen. Without it, paths are typed.
	Pick func(field FormField, chosen func(path string))
	// OnChanged is told after each change.
	OnChanged func(key, value string)
}

// Form asks for the values of a list of fields, top down, with the advanced ones folded away. Values travel as text.
type Form struct {
	fynewidget.BaseWidget
	config   FormConfig
	fields   []FormField
	controls map[string]control
	boxes    map[string]*Field
	advanced *fyne.Container
	fold     *Button
	column   *fyne.Container
}

// NewForm makes a form with the fields' defaults in it.
func NewForm(fields []FormField, config FormConfig) *Form {
	if config.Locale == nil {
		config.Locale = locale.For(i18n.Language())
	}
	f := &Form{config: config, fields: fields, controls: map[string]control{}, boxes: map[string]*Field{}, advanced: Stack(theme.Edge)}
	f.column = Stack(theme.Edge)
	for _, field := range fields {
		box := f.build(field)
		if field.Advanced {
			f.advanced.Objects = append(f.advanced.Objects, box)
		} else {
			f.column.Objects = append(f.column.Objects, box)
		}
	}
	if len(f.advanced.Objects) > 0 {
		f.fold = NewButton(Quiet, "", theme.IconChevronRight, func() { f.unfold(!f.advanced.Visible()) })
		f.column.Objects = append(f.column.Objects, Row(0, f.fold, Spacer()), f.advanced)
		f.unfold(false)
	}
	f.ExtendBaseWidget(f)
	return f
}

func (f *Form) build(field FormField) *Field {
	c := newControl(field, f.config, func(value string) {
		f.boxes[field.Key].SetError("") // the complaint is about what was there before
		if f.config.OnChanged != nil {
			f.config.OnChanged(field.Key, value)
		}
	})
	f.controls[field.Key] = c
	label := field.Label
	if field.Type == FieldBool {
		label = ""
	} else if !field.Required {
		label += " " + i18n.T("form.optional")
	}
	box := NewField(label, c.object()).WithHelp(field.Help)
	setVisible(box.label, label != "")
	f.boxes[field.Key] = box
	return box
}

func (f *Form) unfold(open bool) {
	setVisible(f.advanced, open)
	f.fold.SetText(i18n.T("form.advanced"))
	if open {
		f.fold.SetIcon(theme.IconChevronDown)
	} else {
		f.fold.SetIcon(theme.IconChevronRight)
	}
	f.column.Refresh()
	if f.Size().Width > 0 {
		f.Refresh()
	}
}

// Values gives what is in the form by key. Empty values are left out.
func (f *Form) Values() map[string]string {
	values := map[string]string{}
	for key, c := range f.controls {
		if v := c.value(); v != "" {
			values[key] = v
		}
	}
	return values
}

// SetValues fills fields by key; others stay as they are.
func (f *Form) SetValues(values map[string]string) {
	for key, v := range values {
		if c, ok := f.controls[key]; ok {
			c.set(v)
		}
	}
}

// SetColumns tells a mapping which names its source has, so that they can be chosen in place of typed.
func (f *Form) SetColumns(key string, names []string) {
	if m, ok := f.controls[key].(*mappingControl); ok {
		m.setNames(names)
		f.column.Refresh()
	}
}

// Validate checks every field, shows what is wrong beside it and puts the caret into the first; true when all is good.
func (f *Form) Validate() bool {
	problems := map[string]string{}
	for _, field := range f.fields {
		if p := f.controls[field.Key].problem(); p != "" {
			problems[field.Key] = p
		} else if p := field.Check(f.controls[field.Key].value()); p != "" {
			problems[field.Key] = p
		}
	}
	f.SetErrors(problems)
	return len(problems) == 0
}

// SetErrors shows messages beside their fields, for instance a connector's; fields without one are good. Keys that no field
// has are returned, to be shown above the form.
func (f *Form) SetErrors(problems map[string]string) (unplaced []string) {
	first := ""
	for _, field := range f.fields {
		p := problems[field.Key]
		f.boxes[field.Key].SetError(p)
		if p == "" {
			continue
		}
		if field.Advanced {
			f.unfold(true)
		}
		if first == "" {
			first = field.Key
		}
	}
	for key, p := range problems {
		if _, ok := f.boxes[key]; !ok {
			unplaced = append(unplaced, p)
		}
	}
	f.column.Refresh()
	f.Refresh()
	if first != "" {
		if target := firstFocusable(f.controls[first].object()); target != nil {
			focus(target)
		}
	}
	return unplaced
}

// Field gives the labelled box of a key, for tests; nil when there is none.
func (f *Form) Field(key string) *Field { return f.boxes[key] }

// First is the first control that takes the keyboard.
func (f *Form) First() fyne.Focusable { return firstFocusable(f.column) }

// HeightFor is the height at a width.
func (f *Form) HeightFor(width float32) float32 { return heightFor(f.column, width) }

// CreateRenderer stands the fields under each other.
func (f *Form) CreateRenderer() fyne.WidgetRenderer { return wrap(f.column, nil) }
