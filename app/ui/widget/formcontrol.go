package widget

import (
	"encoding/json"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

// control is the input of one field of a form.
type control interface {
	object() fyne.CanvasObject
	value() string
	set(string)
	problem() string // why what is typed cannot even be read; "" when it can
}

func newControl(field FormField, config FormConfig, changed func(string)) control {
	switch field.Type {
	case FieldBool:
		c := NewCheckbox(field.Label, field.Default == "true", func(on bool) { changed(boolText(on)) })
		return &checkControl{c}
	case FieldChoice:
		s := NewSelect(field.Choices, field.Default, changed).WithPlaceholder(i18n.T("form.choose"))
		return &selectControl{s}
	case FieldDate:
		return newDateControl(field, config, changed)
	case FieldMapping:
		return newMappingControl(field, changed)
	case FieldSecret:
		i := NewSecretInput("")
		i.OnChanged = changed
		return &textControl{i}
	case FieldFile, FieldFolder:
		return newPathControl(field, config, changed)
	case FieldText, FieldURL, FieldNumber, FieldTimezone:
	}
	i := NewInput(field.Default)
	if field.Type == FieldNumber {
		i.OnRight()
	}
	i.OnChanged = changed
	return &textControl{i}
}

func boolText(on bool) string {
	if on {
		return "true"
	}
	return "false"
}

// textControl shows a default as placeholder: an empty field means the default, and stays so when the default changes.
type textControl struct{ input *Input }

func (c *textControl) object() fyne.CanvasObject { return c.input }
func (c *textControl) value() string             { return c.input.Text() }
func (c *textControl) set(v string)              { c.input.SetText(v) }
func (c *textControl) problem() string           { return "" }

type checkControl struct{ box *Checkbox }

func (c *checkControl) object() fyne.CanvasObject { return c.box }
func (c *checkControl) value() string             { return boolText(c.box.Checked()) }
func (c *checkControl) set(v string)              { c.box.SetChecked(v == "true") }
func (c *checkControl) problem() string           { return "" }

type selectControl struct{ list *Select }

func (c *selectControl) object() fyne.CanvasObject { return c.list }
func (c *selectControl) value() string             { return c.list.Selected() }
func (c *selectControl) set(v string)              { c.list.SetSelected(v) }
func (c *selectControl) problem() string           { return "" }

type dateControl struct{ field *DateField }

func newDateControl(f FormField, config FormConfig, changed func(string)) control {
	d := NewDateField(config.Locale, config.Today)
	if v, err := date.Parse(f.Default); err == nil {
		d.SetDate(v)
	}
	c := &dateControl{d}
	d.OnDate = func(date.Date, bool) { changed(c.value()) }
	return c
}

func (c *dateControl) object() fyne.CanvasObject { return c.field.Input }

func (c *dateControl) value() string {
	d, err := c.field.Date()
	if err != nil {
		return ""
	}
	return d.String()
}

func (c *dateControl) set(v string) {
	if d, err := date.Parse(v); err == nil {
		c.field.SetDate(d)
	} else {
		c.field.SetText(v)
	}
}

func (c *dateControl) problem() string {
	if _, err := c.field.Date(); err != nil {
		return i18n.T("form.date")
	}
	return ""
}

// pathControl is a path that is typed or picked.
type pathControl struct {
	input *Input
	row   *fyne.Container
}

func newPathControl(f FormField, config FormConfig, changed func(string)) control {
	c := &pathControl{input: NewInput(f.Default)}
	c.input.OnChanged = changed
	c.row = Row(theme.Gap, Grow(c.input))
	if config.Pick != nil {
		key := "form.pick-file"
		if f.Type == FieldFolder {
			key = "form.pick-folder"
		}
		c.row.Objects = append(c.row.Objects, NewButton(Secondary, i18n.T(key), theme.IconFolder, func() {
			config.Pick(f, func(path string) { c.input.SetText(path) })
		}))
	}
	return c
}

func (c *pathControl) object() fyne.CanvasObject { return c.row }
func (c *pathControl) value() string             { return c.input.Text() }
func (c *pathControl) set(v string)              { c.input.SetText(v) }
func (c *pathControl) problem() string           { return "" }

// mappingControl asks for each target which name of the source it comes from.
type mappingControl struct {
	targets []Choice
	inputs  []*Input
	selects []*Select
	names   []string
	chosen  map[string]string
	column  *fyne.Container
	changed func(string)
}

func newMappingControl(f FormField, changed func(string)) control {
	c := &mappingControl{targets: f.Choices, chosen: map[string]string{}, column: Stack(4), changed: changed}
	c.set(f.Default)
	c.build()
	return c
}

func (c *mappingControl) build() {
	c.column.Objects, c.inputs, c.selects = nil, nil, nil
	for _, target := range c.targets {
		var o fyne.CanvasObject
		if len(c.names) > 0 {
			o = c.newSelect(target.ID)
		} else {
			i := NewInput("")
			i.SetText(c.chosen[target.ID])
			i.OnChanged = func(name string) { c.take(target.ID, name) }
			c.inputs = append(c.inputs, i)
			o = i
		}
		c.column.Objects = append(c.column.Objects, Row(theme.Gap, Sized(140, 0, NewText(target.Text, Body.Cut())), Grow(o)))
	}
}

func (c *mappingControl) newSelect(id string) *Select {
	choices := []Choice{{ID: "", Text: i18n.T("form.not-mapped")}}
	for _, n := range c.names {
		choices = append(choices, Choice{ID: n, Text: n})
	}
	s := NewSelect(choices, c.chosen[id], func(name string) { c.take(id, name) })
	c.selects = append(c.selects, s)
	return s
}

func (c *mappingControl) take(id, name string) {
	if name == "" {
		delete(c.chosen, id)
	} else {
		c.chosen[id] = name
	}
	c.changed(c.value())
}

func (c *mappingControl) setNames(names []string) {
	c.names = names
	c.build()
	c.column.Refresh()
}

func (c *mappingControl) object() fyne.CanvasObject { return c.column }

func (c *mappingControl) value() string {
	if len(c.chosen) == 0 {
		return ""
	}
	raw, err := json.Marshal(c.chosen)
	if err != nil {
		return ""
	}
	return string(raw)
}

func (c *mappingControl) set(v string) {
	chosen := map[string]string{}
	if v != "" && json.Unmarshal([]byte(v), &chosen) != nil {
		return
	}
	c.chosen = chosen
	c.build()
}

func (c *mappingControl) problem() string { return "" }
