// Package settings is the Settings screen: company and bank accounts, mail, the procedure by which customers are reminded,
// waves and schedules, the law that binds, and the look of the program. What is typed stays until it is saved or undone; the side list says
// where something waits.
package settings

import (
	"context"
	"io"
	"slices"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/shell"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// Desk is what the screen needs of the desk.
type Desk interface {
	Company(ctx context.Context) (desk.Company, error)
	SetCompany(ctx context.Context, c desk.Company) error
	SetLogo(ctx context.Context, name string, from io.Reader) error
	Mail(ctx context.Context) (desk.MailSettings, error)
	SetMail(ctx context.Context, m desk.MailSettings, password *string) error
	CheckMail(ctx context.Context, m desk.MailSettings, password *string) error
	MailIn(ctx context.Context) (desk.MailInSettings, error)
	SetMailIn(ctx context.Context, s desk.MailInSettings, password *string) error
	CheckMailIn(ctx context.Context, s desk.MailInSettings, password *string) (desk.MailboxLook, error)
	SecretsWarning() string
	Procedures(ctx context.Context) (desk.Procedures, error)
	KeepProcedure(ctx context.Context, was string, p dunning.Procedure) (dunning.Procedure, error)
	DeleteProcedure(ctx context.Context, name, follows string) error
	EmptyGroups(ctx context.Context, a dunning.Assignment) ([]string, error)
	AssignProcedures(ctx context.Context, a dunning.Assignment) error
	Foresee(ctx context.Context, id receivable.DebtorID, p dunning.Procedure, from date.Date) ([]dunning.Foreseen, error)
	Customers(ctx context.Context, q desk.CustomerQuery) ([]desk.CustomerRow, error)
	FindCustomer(ctx context.Context, text string) (receivable.Debtor, error)
	Debtor(ctx context.Context, id receivable.DebtorID) (receivable.Debtor, error)
	WhatIf(ctx context.Context, on date.Date, p dunning.Procedure) (desk.WhatIf, error)
	CalendarNames() []string
	LevelTexts(ctx context.Context) ([]string, error)
	WaveRules(ctx context.Context) (desk.WaveSettings, error)
	SetWaveRules(ctx context.Context, s desk.WaveSettings) error
	LawPacks(ctx context.Context) ([]desk.LawPack, error)
	ChangeLawRows(ctx context.Context, country, without string, more ...law.Row) error
	MailDesk
	BookingDesk
	SMSDesk
	UsersDesk
	PrivacyDesk
}

// Look is how the window looks, and who is told when it changes.
type Look struct {
	Mode        theme.Mode
	SetMode     func(theme.Mode)
	SetLanguage func(string)
}

// Screen is the settings.
type Screen struct {
	stage   *stage.Stage
	desk    Desk
	look    Look
	model   *Model
	section Section
	asking  bool // whether something typed may be lost

	side      *widget.SideList
	forms     map[Section]*form
	logo      *fyne.Container // the company's picture as it is kept
	mail      *mailPage
	sms       *smsPage
	mailIn    *mailInPage
	reminders *remindersPage
	assigning *assignmentPage
	accounts  *accountsPage
	law       *lawPage
	users     *usersPage
	privacy   *privacyPage
	lookPage  fyne.CanvasObject
	right     *stage.Pages
	pages     *stage.Pages
	content   fyne.CanvasObject
}

// New makes the screen; it reads the book when it is first shown.
func New(st *stage.Stage, d Desk, look Look) *Screen {
	s := &Screen{stage: st, desk: d, look: look, model: NewModel(st.Words.Locale()), section: Company, forms: map[Section]*form{}}
	s.build()
	return s
}

func (s *Screen) build() {
	s.forms[Company] = s.newCompanyForm()
	s.mail = s.newMailPage()
	s.forms[Mail] = s.mail.form
	s.sms = s.newSMSPage()
	s.forms[SMS] = s.sms.form
	s.mailIn = s.newMailInPage()
	s.forms[MailIn] = s.mailIn.form
	s.reminders = s.newRemindersPage()
	s.forms[Reminders] = s.reminders.form
	s.assigning = s.newAssignmentPage()
	s.forms[Waves] = s.newWavesForm()
	s.forms[Booking] = s.newBookingForm()
	s.accounts = s.newAccountsPage()
	s.law = s.newLawPage()
	s.users = s.newUsersPage()
	s.privacy = s.newPrivacyPage()
	s.lookPage = s.newLookPage()
	s.side = widget.NewSideList(func(id string) {
		if id == stage.Texts { // a screen of its own: a list, an editor and a preview need the room
			s.side.Select(string(s.section))
			s.stage.OpenScreen(stage.Texts)
			return
		}
		s.choose(Section(id))
	})
	left := widget.Stack(0, widget.NewPageHeader(i18n.T("screen.settings")), widget.Grow(s.side))
	s.right = stage.NewPages(s.page(s.section))
	s.content = widget.TopRow(0, widget.Sized(sideWidth, 0, widget.NewSurface(theme.Pane, widget.RightEdge, left)), widget.Grow(s.right.Container))
	s.pages = stage.NewPages(s.content)
	s.showSide()
	s.side.Select(string(s.section))
	for _, f := range s.forms {
		f.show(nil)
	}
}

// Inherit takes over what was typed and not saved, and the section shown, from the screen that stood here before the language
// or the day changed; nil is none.
func (s *Screen) Inherit(from *Screen) {
	if from == nil {
		return
	}
	s.model.Inherit(from.model)
	s.show()
	s.choose(from.section)
}

// sideWidth leaves the fields their room on the smallest window.
const sideWidth float32 = 288

// page is what is shown of a section.
func (s *Screen) page(section Section) fyne.CanvasObject {
	switch section {
	case Accounts:
		return s.accounts.content
	case Law:
		return s.law.content
	case Users:
		return s.users.content
	case Privacy:
		return s.privacy.content
	case Assignment:
		return s.assigning.content
	case Appearance:
		return s.lookPage
	case Company, Mail, MailIn, SMS, Reminders, Waves, Booking:
	}
	return s.forms[section].content
}

func (s *Screen) choose(section Section) {
	s.section = section
	s.right.Turn(s.page(section))
	s.side.Select(string(section))
	switch section {
	case Reminders:
		s.reminders.trial.start()
	case Privacy:
		s.privacy.load()
	case Company, Accounts, Mail, MailIn, SMS, Assignment, Waves, Booking, Law, Users, Appearance:
	}
}

// Key names the screen.
func (s *Screen) Key() string { return stage.Settings }

// Title is the screen's name.
func (s *Screen) Title() string { return i18n.T("screen.settings") }

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.pages.Container }

// Open chooses a section by its name; "" keeps the one that was shown.
func (s *Screen) Open(section string) {
	if slices.Contains(Sections(), Section(section)) {
		s.choose(Section(section))
	}
}

// Show reads the book; what was typed and not saved stays.
func (s *Screen) Show() { s.load("") }

// Hide leaves everything as it is.
func (s *Screen) Hide() {}

// Leave asks before something typed is lost; true when there is nothing. When the person wants to go, goOn is called.
func (s *Screen) Leave(goOn func()) bool {
	dirty := s.model.Dirty()
	if len(dirty) == 0 {
		return true
	}
	s.askToLose(dirty, goOn, nil)
	return false
}

// ifSaved goes on where nothing typed in a section would be lost; otherwise the person is asked first.
func (s *Screen) ifSaved(section Section, goOn, stay func()) {
	if len(s.model.Changed(section)) == 0 {
		goOn()
		return
	}
	s.askToLose([]Section{section}, goOn, stay)
}

// askToLose asks whether what was typed in some sections may be lost; stay is called when it may not.
func (s *Screen) askToLose(dirty []Section, goOn, stay func()) {
	if s.asking {
		return
	}
	s.asking = true
	s.choose(dirty[0])
	f := s.forms[dirty[0]]
	widget.AskOn(s.stage.Canvas(), widget.Question{
		Title: i18n.T("settings.leave-title"), Text: i18n.T("settings.leave-text", i18n.Args{"what": f.names(s.model.Changed(dirty[0]))}),
		Verb: i18n.T("settings.leave"), Danger: true, Cancel: i18n.T("settings.stay"),
		OnCancel: func() {
			s.asking = false
			if stay != nil {
				stay()
			}
		},
		OnDo: func() bool {
			s.asking = false
			for _, section := range dirty {
				s.undo(section)
			}
			goOn()
			return true
		},
	})
}

// Shortcuts are the keys of this screen.
func (s *Screen) Shortcuts() []shell.Shortcut {
	return []shell.Shortcut{{Key: fyne.KeyS, Modifier: fyne.KeyModifierShortcutDefault, Name: i18n.T("settings.save"), Do: func() {
		if f := s.forms[s.section]; f != nil && !f.save.Disabled() {
			s.keep(s.section)
		}
	}}}
}
