package settings

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// look is how the window looks. It belongs to this desk alone, not to the book, and counts at once.
type look struct {
	mode     *widget.Select
	language *widget.Select
	column   *fyne.Container
}

func newLook(l Look) *look {
	names := map[theme.Mode]string{
		theme.Auto: i18n.T("look.auto"), theme.Light: i18n.T("look.light"), theme.Dark: i18n.T("look.dark"), theme.HighContrast: i18n.T("look.contrast"),
	}
	var modes []widget.Choice
	for _, m := range theme.Modes() {
		modes = append(modes, widget.Choice{ID: string(m), Text: names[m]})
	}
	v := &look{}
	v.mode = widget.NewSelect(modes, string(l.Mode), func(id string) { l.SetMode(theme.Mode(id)) })
	v.language = widget.NewSelect([]widget.Choice{{ID: "en", Text: "English"}, {ID: "nb", Text: "Norsk bokmål"}}, i18n.Language(), func(id string) { l.SetLanguage(id) })
	v.column = widget.Stack(theme.Edge, widget.NewField(i18n.T("look.mode"), v.mode), widget.NewField(i18n.T("look.language"), v.language),
		widget.NewSentence(widget.Small, i18n.T("look.text")))
	return v
}

func (l *look) key() string                { return "look" }
func (l *look) title() string              { return i18n.T("settings.look") }
func (l *look) verb() string               { return "" }
func (l *look) content() fyne.CanvasObject { return l.column }
func (l *look) show(all)                   {}
func (l *look) failed(error) bool          { return false }

func (l *look) save() (func(context.Context) error, error) {
	return func(context.Context) error { return nil }, nil
}
