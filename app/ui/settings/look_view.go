package settings

import (
	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// newLookPage makes the page of what counts at once: colours and language.
func (s *Screen) newLookPage() fyne.CanvasObject {
	mode := widget.NewRadioCards([]widget.Card{
		{ID: string(theme.Auto), Title: modeName(theme.Auto), Sentence: i18n.T("look.auto-text")},
		{ID: string(theme.Light), Title: modeName(theme.Light), Sentence: i18n.T("look.light-text")},
		{ID: string(theme.Dark), Title: modeName(theme.Dark), Sentence: i18n.T("look.dark-text")},
		{ID: string(theme.HighContrast), Title: modeName(theme.HighContrast), Sentence: i18n.T("look.contrast-text")},
	}, string(s.look.Mode), func(id string) {
		s.look.Mode = theme.Mode(id)
		s.look.SetMode(s.look.Mode)
		s.showSide()
	})
	var cards []widget.Card
	for _, language := range i18n.Languages() {
		cards = append(cards, widget.Card{ID: language, Title: ownName(language), Sentence: words.Tongue(language)})
	}
	language := widget.NewRadioCards(cards, i18n.Language(), s.look.SetLanguage)
	column := widget.Stack(theme.GroupGap,
		group(i18n.T("look.mode"), i18n.T("look.mode-text"), mode),
		group(i18n.T("look.language"), i18n.T("look.text"), language))
	return widget.Stack(0, widget.NewPageHeader(i18n.T("settings.look")), widget.Grow(inColumn(column)))
}

func modeName(m theme.Mode) string {
	switch m {
	case theme.Light:
		return i18n.T("look.light")
	case theme.Dark:
		return i18n.T("look.dark")
	case theme.HighContrast:
		return i18n.T("look.contrast")
	case theme.Auto:
	}
	return i18n.T("look.auto")
}

// ownName is a language in its own words, which those find who do not read the one on the screen.
func ownName(language string) string {
	switch language {
	case "en":
		return "English"
	case "nb":
		return "Norsk bokmål"
	}
	return language
}
