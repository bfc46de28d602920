package settings

import (
	"bytes"
	"image/png"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

func (s *Screen) newCompanyForm() *form {
	sh := newSheet(s.stage.Pick, func(key, text string) { s.wrote(Company, key, text) })
	street := sh.input("street", i18n.T("company.street"), widget.NewTextArea("", 2))
	body := widget.Stack(theme.GroupGap,
		group(i18n.T("settings.on-letters"), i18n.T("settings.on-letters-text"),
			newLine([]float32{2, 1}, sh.text("name", i18n.T("company.name")), sh.text("org-number", i18n.T("company.org"))),
			newLine([]float32{2, 1}, street, sh.text("register", i18n.T("company.register"))),
			newLine([]float32{1, 2, 1.5}, sh.text("post-code", i18n.T("company.postcode")), sh.text("city", i18n.T("company.city")),
				sh.choice("country", i18n.T("settings.country"), countryChoices()))),
		s.newLetterGroup(sh),
		group(i18n.T("settings.who-answers"), i18n.T("settings.who-answers-text"),
			even(sh.text("contact", i18n.T("company.contact")), sh.text("phone", i18n.T("company.phone"))),
			even(sh.text("email", i18n.T("company.email")), sh.text("website", i18n.T("company.website")))),
		group(i18n.T("settings.reckoning"), i18n.T("settings.reckoning-text"),
			newLine([]float32{1, 1, 1}, sh.choice("currency", i18n.T("customers.currency"), currencyChoices("")), sh.hinted("zone", i18n.T("company.zone"), "Europe/Oslo"),
				sh.figure("funding-rate", i18n.T("company.funding"), "%"))),
	)
	return s.newForm(Company, i18n.T("settings.company"), i18n.T("settings.save-company"), sh, body)
}

// newLetterGroup is how letters look: the logo with its picture, and the paper and envelope.
func (s *Screen) newLetterGroup(sh *sheet) fyne.CanvasObject {
	s.logo = widget.Stack(0)
	forms := []widget.Choice{{ID: "", Text: i18n.T("settings.form-of-country")}}
	for _, form := range desk.LetterForms() {
		forms = append(forms, widget.Choice{ID: form, Text: i18n.T("letter-form." + form)})
	}
	return group(i18n.T("settings.letter-look"), i18n.T("settings.letter-look-text"),
		newLine([]float32{2, 1}, sh.path("logo", i18n.T("company.logo"), widget.FieldFile).WithHelp(i18n.T("company.logo-help")),
			sh.choice("letter_form", i18n.T("company.letter-form"), forms)),
		s.logo)
}

// logoHigh is the height of the picture on the screen.
const logoHigh float32 = 48

// showLogo draws the picture that letters bear; none leaves no room.
func (s *Screen) showLogo(raw []byte) {
	s.logo.Objects = nil
	if picture, err := png.Decode(bytes.NewReader(raw)); err == nil {
		b := picture.Bounds()
		image := canvas.NewImageFromImage(picture)
		image.FillMode = canvas.ImageFillContain
		wide := logoHigh * float32(b.Dx()) / float32(b.Dy())
		s.logo.Add(widget.Row(0, widget.Sized(min(wide, columnWidth), logoHigh, image), widget.Spacer()))
	}
	s.logo.Refresh()
}

func countryChoices() []widget.Choice {
	codes := words.Countries()
	choices := make([]widget.Choice, 0, len(codes))
	for _, code := range codes {
		choices = append(choices, widget.Choice{ID: code, Text: words.Country(code)})
	}
	return choices
}

// currencyChoices are the currencies of the countries that the screens know, and one more that is in use.
func currencyChoices(also string) []widget.Choice {
	codes := []string{"CHF", "DKK", "EUR", "GBP", "IDR", "NOK", "PLN", "SEK", "USD"}
	if also != "" && !slices.Contains(codes, also) {
		codes = append(codes, also)
	}
	choices := make([]widget.Choice, 0, len(codes))
	for _, code := range codes {
		choices = append(choices, widget.Choice{ID: code, Text: code})
	}
	return choices
}

func (s *Screen) newWavesForm() *form {
	sh := newSheet(s.stage.Pick, func(key, text string) { s.wrote(Waves, key, text) })
	body := widget.Stack(theme.GroupGap,
		group(i18n.T("settings.schedule"), i18n.T("schedule.days"),
			newLine([]float32{1, 3}, sh.hinted("sync-at", i18n.T("schedule.sync-at"), "07:00"), sh.tick("auto-sync", "", i18n.T("schedule.sync"))),
			newLine([]float32{1, 3}, sh.hinted("propose-at", i18n.T("schedule.propose-at"), "07:30"),
				sh.tick("auto-propose", "", i18n.T("schedule.propose")).WithHelp(i18n.T("schedule.propose-help")))),
		group(i18n.T("settings.release"), i18n.T("settings.release-text"),
			newLine([]float32{1, 3}, sh.figure("max-age", i18n.T("settings.max-age"), i18n.T("settings.hours"))),
			newLine([]float32{2, 1}, sh.choice("letters", i18n.T("schedule.letters"), []widget.Choice{
				{ID: "", Text: i18n.T("schedule.letters-files")}, {ID: desk.LettersInRuns, Text: i18n.T("schedule.letters-run")},
			}), widget.Spacer()),
			newLine([]float32{1}, sh.tick("omr", "", i18n.T("schedule.omr")).WithHelp(i18n.T("schedule.omr-help"))),
			even(sh.path("letter-folder", i18n.T("schedule.folder"), widget.FieldFolder).WithHelp(i18n.T("schedule.folder-help")))),
	)
	return s.newForm(Waves, i18n.T("settings.waves"), i18n.T("settings.save-waves"), sh, body)
}
