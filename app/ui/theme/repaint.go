package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
)

// Looks remembers in which look pages were last shown. The toolkit repaints only what is on the window when the look
// changes; a page that comes back later still has the colours it went away with.
type Looks struct {
	born color.Color // what pages wear that have not been shown yet
	seen map[any]color.Color
}

// NewLooks begins to remember, in the look of now.
func NewLooks() *Looks {
	return &Looks{born: Color(Text), seen: map[any]color.Color{}}
}

// Showing is called once a page is on the window; it has everything repainted when the page wears another look.
func (l *Looks) Showing(page any) {
	now := Color(Text) // differs between all looks
	wears, known := l.seen[page]
	if !known {
		wears = l.born
	}
	l.seen[page] = now
	if app := fyne.CurrentApp(); wears != now && app != nil {
		app.Settings().SetTheme(app.Settings().Theme())
	}
}
