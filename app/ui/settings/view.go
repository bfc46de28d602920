// Package settings is the screen for the company, its mail, how customers are reminded, when things run, and the look of
// the window. Every change is logged; nothing needs a text editor.
package settings

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/shell"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// Desk is what the screen needs of the desk.
type Desk interface {
	Company(ctx context.Context) (desk.Company, error)
	SetCompany(ctx context.Context, c desk.Company) error
	Mail(ctx context.Context) (desk.MailSettings, error)
	SetMail(ctx context.Context, m desk.MailSettings, password *string) error
	CheckMail(ctx context.Context, m desk.MailSettings, password *string) error
	Procedure(ctx context.Context) (dunning.Procedure, error)
	SetProcedure(ctx context.Context, p dunning.Procedure) error
	WaveRules(ctx context.Context) (desk.WaveSettings, error)
	SetWaveRules(ctx context.Context, s desk.WaveSettings) error
}

// Look is how the window looks, and who is told when it changes.
type Look struct {
	Mode        theme.Mode
	SetMode     func(theme.Mode)
	SetLanguage func(string)
}

// all is everything that the screen shows.
type all struct {
	company   desk.Company
	mail      desk.MailSettings
	procedure dunning.Procedure
	waves     desk.WaveSettings
}

// section is one part of the settings.
type section interface {
	key() string
	title() string
	content() fyne.CanvasObject
	// verb is the words of the button that saves; "" where changes count at once.
	verb() string
	show(a all)
	// save reads the fields. The work runs away from the window.
	save() (work func(context.Context) error, err error)
	// failed shows an error under its field; false when it has no such field.
	failed(err error) bool
}

// Screen is the settings.
type Screen struct {
	stage    *stage.Stage
	desk     Desk
	sections []section
	current  section

	side    *widget.Table[section]
	header  *widget.PageHeader
	save    *widget.Button
	extra   *stage.Pages
	problem *widget.Paragraph
	body    *widget.Scroll
	pages   *stage.Pages
	page    fyne.CanvasObject
}

// New makes the screen.
func New(st *stage.Stage, d Desk, look Look) *Screen {
	s := &Screen{stage: st, desk: d}
	s.sections = []section{newCompany(st, d), newMail(st, d), newProcedure(st, d), newWaves(st, d), newLook(look)}
	s.build()
	return s
}

func (s *Screen) build() {
	s.side = widget.NewTable(widget.TableConfig[section]{
		RowHeight: theme.RowWork, Key: func(x section) string { return x.key() },
		Columns:  []widget.Column[section]{{ID: "title", Title: i18n.T("settings.part"), Width: 120, Flex: 1, Text: func(x section) string { return x.title() }, Lead: true}},
		OnSelect: s.turn,
	})
	s.side.SetRows(s.sections)
	s.header = widget.NewPageHeader("")
	s.save = widget.NewButton(widget.Primary, "", theme.IconTick, s.keep).Large()
	s.extra = stage.NewPages(&fyne.Container{})
	s.problem = widget.NewSentence(widget.Body.In(theme.Overdue4.Text()), "")
	s.body = widget.NewScroll(&fyne.Container{})
	bar := widget.NewSurface(theme.Pane, widget.TopEdge, widget.Sized(0, theme.DecisionBar, widget.Inset(0, theme.Edge, 0, theme.Edge,
		widget.Row(theme.Gap, widget.Grow(s.problem), s.extra.Container, s.save))))
	right := widget.Stack(0, s.header, widget.Grow(s.body), bar)
	left := widget.Stack(0, widget.NewPageHeader(i18n.T("screen.settings")), widget.Grow(s.side))
	s.page = widget.TopRow(0, widget.Sized(220, 0, widget.NewSurface(theme.Pane, widget.RightEdge, left)), widget.Grow(right))
	s.pages = stage.NewPages(s.page)
	s.side.SelectIndex(0)
}

// Key names the screen.
func (s *Screen) Key() string { return stage.Settings }

// Title is the screen's name.
func (s *Screen) Title() string { return i18n.T("screen.settings") }

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.pages.Container }

// Open chooses a part by its key: company, mail, procedure, waves, look.
func (s *Screen) Open(part string) {
	for i, x := range s.sections {
		if x.key() == part {
			s.side.SelectIndex(i)
		}
	}
}

// Show reads the settings.
func (s *Screen) Show() { s.load() }

// Hide leaves everything as it is.
func (s *Screen) Hide() {}

// Shortcuts are the keys of this screen.
func (s *Screen) Shortcuts() []shell.Shortcut {
	return []shell.Shortcut{{Key: fyne.KeyS, Modifier: fyne.KeyModifierShortcutDefault, Name: i18n.T("settings.save"), Do: s.keep}}
}

func (s *Screen) load() {
	runner.Go(s.stage.Run, s.look, func(a all, err error) {
		if err != nil {
			s.pages.TurnToFailure(err, s.load)
			return
		}
		s.pages.Turn(s.page)
		for _, x := range s.sections {
			x.show(a)
		}
		s.body.Refresh()
	})
}

func (s *Screen) look(ctx context.Context) (a all, err error) {
	if a.company, err = s.desk.Company(ctx); err != nil {
		return a, err
	}
	if a.mail, err = s.desk.Mail(ctx); err != nil {
		return a, err
	}
	if a.procedure, err = s.desk.Procedure(ctx); err != nil {
		return a, err
	}
	a.waves, err = s.desk.WaveRules(ctx)
	return a, err
}

func (s *Screen) turn(x section) {
	s.current = x
	s.header.SetTitle(x.title())
	s.problem.SetText("")
	s.save.SetText(x.verb())
	if x.verb() == "" {
		s.save.Hide()
	} else {
		s.save.Show()
	}
	s.extra.Turn(&fyne.Container{})
	if m, ok := x.(interface{ extra() fyne.CanvasObject }); ok {
		s.extra.Turn(m.extra())
	}
	column := widget.Sized(640, 0, x.content())
	s.body.SetContent(widget.Inset(4, theme.Edge, theme.GroupGap, theme.Edge, widget.Row(0, column, widget.Spacer())))
	s.pages.Refresh()
}

func (s *Screen) keep() {
	x := s.current
	if x == nil || x.verb() == "" {
		return
	}
	work, err := x.save()
	if err != nil {
		s.fail(x, err)
		return
	}
	s.problem.SetText("")
	runner.Go(s.stage.Run, func(ctx context.Context) (struct{}, error) { return struct{}{}, work(ctx) }, func(_ struct{}, err error) {
		if err != nil {
			s.fail(x, err)
			return
		}
		s.stage.Changed()
		s.stage.Tell(i18n.T("settings.saved", i18n.Args{"part": x.title()}))
		s.load()
	})
}

func (s *Screen) fail(x section, err error) {
	if !x.failed(err) {
		s.problem.SetText(sentence(err))
	}
	s.body.Refresh()
}
