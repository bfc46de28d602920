package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Shortcut is a key that does something: one table of them feeds the window and the list of keys.
type Shortcut struct {
	Key      fyne.KeyName
	Modifier fyne.KeyModifier // 0 for a key alone, such as F5
	Name     string           // what it does, in the language of the screens; "" keeps it out of the list
	Do       func()
}

// matches reports whether a key alone triggers the shortcut.
func (s Shortcut) matches(key fyne.KeyName) bool { return s.Modifier == 0 && s.Key == key }

// custom gives the toolkit's form of a shortcut with a modifier.
func (s Shortcut) custom() *desktop.CustomShortcut {
	return &desktop.CustomShortcut{KeyName: s.Key, Modifier: s.Modifier}
}

// Label writes the keys as people know them: "Ctrl+R".
func (s Shortcut) Label() string {
	label := ""
	for _, m := range []struct {
		modifier fyne.KeyModifier
		name     string
	}{
		{fyne.KeyModifierControl, "Ctrl+"},
		{fyne.KeyModifierSuper, "Cmd+"},
		{fyne.KeyModifierAlt, "Alt+"},
		{fyne.KeyModifierShift, "Shift+"},
	} {
		if s.Modifier&m.modifier != 0 {
			label += m.name
		}
	}
	return label + string(s.Key)
}
