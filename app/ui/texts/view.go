package texts

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/wording"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/shell"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Desk is what the screen needs of the desk.
type Desk interface {
	TextList(ctx context.Context) ([]desk.TextRow, error)
	Text(ctx context.Context, name, language string) (desk.Text, error)
	CheckText(ctx context.Context, t desk.TextDraft) ([]wording.Finding, error)
	SaveText(ctx context.Context, t desk.TextDraft) (desk.Text, error)
	TextHistory(ctx context.Context, name, language string) ([]desk.TextVersion, error)
	RestoreText(ctx context.Context, name, language string, version int) error
	PreviewText(ctx context.Context, t desk.TextDraft, debtor receivable.DebtorID) (desk.Shown, error)
	TextValues() []string
	FindCustomer(ctx context.Context, text string) (receivable.Debtor, error)
	Customers(ctx context.Context, q desk.CustomerQuery) ([]desk.CustomerRow, error)
}

// Screen is the editor of texts.
type Screen struct {
	stage *stage.Stage
	desk  Desk
	model *Model

	tongue   *widget.Select
	list     *widget.SideList
	name     *widget.Text
	whose    *widget.Text
	editor   *widget.Input
	findings *fyne.Container
	save     *widget.Button
	undo     *widget.Button
	versions *widget.Button
	preview  *preview
	pages    *stage.Pages
	page     fyne.CanvasObject

	filling bool // the editor is filled by the screen, not by a person
	looking bool // a draft is being looked at
	again   bool // and another has been written since
}

// New makes the screen; it reads the book when it is first shown.
func New(st *stage.Stage, d Desk) *Screen {
	s := &Screen{stage: st, desk: d, model: &Model{Name: "friendly"}}
	s.build()
	return s
}

const listWidth float32 = 232

const (
	editorLines = 14
	mostSaid    = 6 // findings that are shown under the editor
)

func (s *Screen) build() {
	s.tongue = widget.NewSelect(nil, "", func(language string) { s.turnTo(s.model.Name, language) })
	s.list = widget.NewSideList(func(name string) { s.turnTo(name, s.model.Language) })
	add := widget.NewButton(widget.Secondary, i18n.T("texts.new"), theme.IconPlus, s.askNew)
	left := widget.Stack(0, widget.NewPageHeader(i18n.T("screen.texts")).WithBack(s.back),
		widget.Inset(0, 12, theme.Gap, 12, widget.Row(theme.Gap, widget.Grow(s.tongue), add)), widget.Grow(s.list))
	s.name, s.whose = widget.NewText("", widget.Group.Cut()), widget.NewText("", widget.Small.Cut())
	s.editor = widget.NewTextArea("", editorLines).Monospaced()
	s.editor.OnChanged = s.wrote
	s.findings = widget.Stack(6)
	s.save = widget.NewButton(widget.Primary, i18n.T("texts.save"), theme.IconTick, s.keep)
	s.undo = widget.NewButton(widget.Secondary, i18n.T("texts.undo"), theme.IconUndo, s.undoDraft)
	s.versions = widget.NewButton(widget.Secondary, i18n.T("texts.versions"), theme.IconClock, s.askVersions)
	head := widget.Stack(2, widget.Row(theme.Gap, widget.Grow(s.name), s.versions, s.undo, s.save), s.whose)
	middle := widget.Inset(theme.Gap, 12, 12, 12, widget.Stack(theme.Gap, head, widget.Grow(s.editor), s.findings))
	s.preview = newPreview(s)
	work := widget.TopRow(0, widget.Sized(listWidth, 0, widget.NewSurface(theme.Pane, widget.RightEdge, left)), widget.Grow(middle))
	s.page = stage.Beside(work, s.preview.content, 320, 560, 36)
	s.pages = stage.NewPages(s.page)
	s.adapt()
}

// Inherit takes over what was written and not saved from the screen that stood here before the language or the day changed; nil is none.
func (s *Screen) Inherit(from *Screen) {
	if from == nil {
		return
	}
	s.model = from.model
	s.filling = true
	s.editor.SetText(s.model.Draft)
	s.filling = false
	s.showList()
	s.adapt()
}

// Turn shows a tab of the preview: mail, letter, sms or values.
func (s *Screen) Turn(tab string) {
	s.preview.tabs.SetSelected(tab)
	s.preview.turn()
}

// Write adds words at the end of the text, as a person would.
func (s *Screen) Write(words string) {
	s.editor.SetText(s.editor.Text() + "\n" + words)
}

// Versions opens what the text was before.
func (s *Screen) Versions() { s.askVersions() }

// Key names the screen.
func (s *Screen) Key() string { return stage.Texts }

// Title is the screen's name.
func (s *Screen) Title() string { return i18n.T("screen.texts") }

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.pages.Container }

// Open chooses a text by "name language"; "" keeps the one that was shown.
func (s *Screen) Open(which string) {
	if name, language, both := strings.Cut(which, " "); both && !s.model.Dirty() {
		s.model.Name, s.model.Language = name, language
	}
}

// Show reads the book; what was written and not kept stays.
func (s *Screen) Show() {
	if s.model.Dirty() {
		s.look()
		return
	}
	s.load()
}

// Hide leaves everything as it is.
func (s *Screen) Hide() {}

// List is the list of texts.
func (s *Screen) List() fyne.Focusable { return s.list }

// FocusSearch goes to the field in which a customer is looked for.
func (s *Screen) FocusSearch() { s.preview.search.Focus() }

// Shortcuts are the keys of this screen.
func (s *Screen) Shortcuts() []shell.Shortcut {
	return []shell.Shortcut{{Key: fyne.KeyS, Modifier: fyne.KeyModifierShortcutDefault, Name: i18n.T("texts.save"), Do: func() {
		if s.model.CanSave() {
			s.keep()
		}
	}}}
}

func (s *Screen) back() { s.stage.OpenScreen(stage.Settings) }

// Leave asks before something written is lost.
func (s *Screen) Leave(goOn func()) bool {
	if !s.model.Dirty() {
		return true
	}
	s.askToLose(goOn)
	return false
}

func (s *Screen) askToLose(goOn func()) {
	widget.AskOn(s.stage.Canvas(), widget.Question{
		Title: i18n.T("texts.leave-title"), Text: i18n.T("texts.leave-text", i18n.Args{"name": words.TextName(s.model.Name)}),
		Verb: i18n.T("settings.leave"), Danger: true, Cancel: i18n.T("settings.stay"),
		OnCancel: s.showList,
		OnDo: func() bool {
			s.model.Draft = s.model.Kept.Source
			goOn()
			return true
		},
	})
}

// turnTo shows another text; one that is half written is asked about first.
func (s *Screen) turnTo(name, language string) {
	if name == s.model.Name && language == s.model.Language {
		return
	}
	turn := func() {
		s.model.Name, s.model.Language = name, language
		s.load()
	}
	if s.model.Dirty() {
		s.askToLose(turn)
		return
	}
	turn()
}

// showList lists the texts, those that the house has changed with a mark.
func (s *Screen) showList() {
	var tongues []widget.Choice
	for _, l := range s.model.Languages() {
		tongues = append(tongues, widget.Choice{ID: l, Text: words.Tongue(l)})
	}
	s.tongue.SetChoices(tongues)
	s.tongue.SetSelected(s.model.Language)
	var entries []widget.SideEntry
	for _, r := range s.model.InLanguage() {
		e := widget.SideEntry{ID: r.Name, Icon: groupIcons[r.Group], Title: words.TextName(r.Name), Line: i18n.T("texts.group." + string(r.Group))}
		switch {
		case r.Name == s.model.Name && s.model.Dirty():
			e.State = widget.State{Status: theme.Overdue2, Icon: theme.IconEdit, Word: i18n.T("texts.unsaved")}
		case r.Own:
			e.State = widget.State{Status: theme.Credit, Icon: theme.IconEdit, Word: i18n.T("texts.changed")}
		case r.Group == desk.TextOfHouse:
			e.State = widget.State{Status: theme.Overdue2, Icon: theme.IconTriangle, Word: i18n.T("texts.not-written")}
		}
		entries = append(entries, e)
	}
	s.list.SetEntries(entries)
	s.list.Select(s.model.Name)
}

var groupIcons = map[desk.TextGroup]theme.IconName{
	desk.TextOfLevel: theme.IconFlag, desk.TextOfEvent: theme.IconCalendar, desk.TextOfHouse: theme.IconEdit,
}

// adapt shows what follows from what is written: whose it is, what is to be said of it, and whether it can be kept.
func (s *Screen) adapt() {
	m := s.model
	s.name.SetText(words.TextName(m.Name))
	whose := i18n.T("texts.shipped")
	if m.Kept.Own {
		whose = i18n.T("texts.version", i18n.Args{"version": m.Kept.Version, "name": m.Kept.By, "when": s.stage.Words.Moment(m.Kept.At)})
	}
	s.whose.SetText(words.Facts(words.Tongue(m.Language), whose))
	enable(s.save, m.CanSave())
	enable(s.undo, m.Dirty())
	s.showFindings()
}

func enable(b *widget.Button, on bool) {
	if on {
		b.Enable()
		return
	}
	b.Disable()
}

// showFindings says under the editor what is wrong, the errors first, with what to do about each.
func (s *Screen) showFindings() {
	s.findings.Objects = nil
	for i, f := range s.model.Findings {
		if i == mostSaid {
			s.findings.Add(widget.NewText(i18n.N("texts.more-findings", len(s.model.Findings)-i), widget.Small))
			break
		}
		icon, status := theme.IconTriangle, theme.Overdue2
		if f.Severity == wording.Error {
			icon, status = theme.IconCrossed, theme.Overdue4
		}
		says, hint := words.TextFinding(f)
		s.findings.Add(widget.TopRow(6, widget.NewIcon(icon, status.Text(), theme.IconRow),
			widget.Grow(widget.NewParagraph(widget.Body, widget.Run{Text: says + ". ", Strong: true}, widget.Run{Text: hint}))))
	}
	if len(s.model.Findings) == 0 && s.model.Draft != "" {
		s.findings.Add(widget.Row(6, widget.NewIcon(theme.IconTick, theme.Promised.Text(), theme.IconRow), widget.NewText(i18n.T("texts.fine"), widget.Small)))
	}
	s.findings.Refresh()
	if s.pages != nil {
		s.pages.Refresh()
	}
}
