package connections

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

// MappingLine is one thing that would be read in another way, in the words of the connector's form.
type MappingLine struct {
	Key, Setting, Now, Then string
}

// Remapped says changes of how a source is read in lines that a person can compare: a column each, and choices by their names.
func Remapped(k desk.Kind, changes []desk.MappingChange) []MappingLine {
	var out []MappingLine
	for _, c := range changes {
		i := slices.IndexFunc(k.Fields, func(f desk.Field) bool { return f.Key == c.Key })
		switch {
		case i < 0:
			out = append(out, MappingLine{c.Key, c.Key, c.Before, c.After})
		case k.Fields[i].Type == "mapping":
			out = append(out, remappedColumns(k.Fields[i], c)...)
		default:
			f := k.Fields[i]
			out = append(out, MappingLine{c.Key, said(f.Label), settingWord(f, c.Before), settingWord(f, c.After)})
		}
	}
	return out
}

// remappedColumns are the columns that would be others, in the order of the form.
func remappedColumns(f desk.Field, c desk.MappingChange) []MappingLine {
	before, after := columnsIn(c.Before), columnsIn(c.After)
	var out []MappingLine
	add := func(key, label string) {
		was, isNow := columnWord(before, key), columnWord(after, key)
		if was != isNow {
			out = append(out, MappingLine{f.Key + "." + key, label, was, isNow})
		}
		delete(before, key)
		delete(after, key)
	}
	for _, target := range f.Choices {
		label := said(target.Label)
		if label == "" {
			label = target.Value
		}
		add(target.Value, label)
	}
	maps.Copy(before, after) // what an older connector knew
	for _, key := range slices.Sorted(maps.Keys(before)) {
		out = append(out, MappingLine{f.Key + "." + key, key, columnWord(columnsIn(c.Before), key), columnWord(columnsIn(c.After), key)})
	}
	return out
}

func columnsIn(value string) map[string]string {
	columns := map[string]string{}
	if value != "" && json.Unmarshal([]byte(value), &columns) != nil {
		return map[string]string{}
	}
	return columns
}

// columnWord is the heading for a target. An empty one says that there is no such column.
func columnWord(columns map[string]string, key string) string {
	heading, named := columns[key]
	switch {
	case !named:
		return i18n.T("mapping.recognised")
	case heading == "":
		return i18n.T("mapping.none")
	}
	return heading
}

// settingWord says the value of a setting as its form does; without one what the connector does then.
func settingWord(f desk.Field, value string) string {
	if value == "" {
		value = f.Default
	}
	switch {
	case f.Type == "bool" && value == "true":
		return i18n.T("mapping.yes")
	case f.Type == "bool":
		return i18n.T("mapping.no")
	case value == "" && f.Type == "number":
		return i18n.T("mapping.none")
	case value == "":
		return i18n.T("mapping.recognised")
	}
	for _, c := range f.Choices {
		if c.Value == value && said(c.Label) != "" {
			return said(c.Label)
		}
	}
	return value
}
