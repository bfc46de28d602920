package widget

import (
	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

// NewSearchField makes the filter of a list: a field with a magnifier and the hint "/", the key that focuses it (package
// shell). Esc empties it; OnSubmitted and the arrow down belong to the list, see LeadsTo.
func NewSearchField(placeholder string, onChanged func(string)) *Input {
	i := NewInput(placeholder).WithIcon(theme.IconSearch)
	i.hint = "/"
	i.OnChanged = onChanged
	i.entry.onKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyEscape && i.Text() != "" {
			i.SetText("")
			return true
		}
		return false
	}
	return i
}

// LeadsTo gives the keyboard to a list on Enter and on the arrow down.
func (i *Input) LeadsTo(list interface{ Focus() }) *Input {
	inner := i.entry.onKey
	i.entry.onKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyDown || ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter {
			list.Focus()
			return true
		}
		return inner != nil && inner(ev)
	}
	return i
}
