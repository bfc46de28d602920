package shell

import (
	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
)

// Screen is one page of the program. A screen is built once, shown and hidden often, and thrown away when the language
// changes.
type Screen interface {
	Key() string   // stable name: "customers"
	Title() string // for the window's title and the navigation
	Content() fyne.CanvasObject
	Show()                 // the screen came to the front: look whether the data is new
	Hide()                 // another screen came to the front
	Shortcuts() []Shortcut // keys that work while the screen is in front
}

// Searcher is a screen with a filter: "/" goes to it.
type Searcher interface{ FocusSearch() }

// Lister is a screen with a list: it has the keyboard as soon as the screen comes to the front.
type Lister interface{ List() fyne.Focusable }

// Asker is a screen whose numbers can be asked "why?": F1 asks about the one that is selected.
type Asker interface{ Why() }

// Escaper is a screen that closes something of its own on Esc, such as a why pane; it reports whether there was anything.
type Escaper interface{ Escape() bool }

// Opener is a screen that shows one record: Go("customer", "10042") gives it the record's key before Show.
type Opener interface{ Open(id string) }

// Leaver is a screen on which something may be unsaved. Leave reports whether it may be left; when it may not, it asks the
// person and calls goOn once they agree.
type Leaver interface{ Leave(goOn func()) bool }

// Item is an entry of the navigation.
type Item struct {
	Key    string // of the screen
	Icon   theme.IconName
	Gap    bool     // room above, before the settings
	Beside []string // keys of screens that belong to this entry, such as "customer" to "customers"
}

// Badge is what stands at the right of a navigation entry: a count, or a sign that something is to mend.
type Badge struct {
	Count string
	Icon  theme.IconName
	State theme.Status
}

// Status is the block at the foot of the navigation.
type Status struct {
	State   theme.Status
	Icon    theme.IconName
	Synced  string // "Synced 07:02"
	Company string
	User    string
	Signed  bool // the user has signed in, and may sign out
}
