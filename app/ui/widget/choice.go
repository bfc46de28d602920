package widget

import (
	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

// Choice is one entry of a menu or of a Select.
type Choice struct {
	ID       string
	Text     string
	Detail   string // a small second text at the right, such as a key
	Icon     theme.IconName
	Danger   bool
	Disabled bool
	Rule     bool // a line above, to separate groups
}

const menuColumn float32 = 22

// menuRoom is what the "⋯" takes at the end of each row.
func (t *Table[T]) menuRoom() float32 {
	if t.config.Menu == nil {
		return 0
	}
	return menuColumn
}

// showMenu opens a row's menu, from a right click or from the "⋯".
func (t *Table[T]) showMenu(i int, at fyne.Position) {
	if t.config.Menu == nil {
		return
	}
	row := t.At(i)
	ShowMenu(t, at, t.config.Menu(row), func(c Choice) {
		if t.config.OnChoice != nil {
			t.config.OnChoice(row, c)
		}
	})
}
