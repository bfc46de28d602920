package inbox

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/incoming"
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
	Incoming(ctx context.Context, q desk.IncomingQuery) ([]desk.IncomingMail, error)
	FetchMail(ctx context.Context) (desk.MailFetched, error)
	SettleMail(ctx context.Context, v desk.MailVerdict) error
	PlaceMail(ctx context.Context, mail int64, debtor receivable.DebtorID) error
	DismissMail(ctx context.Context, mail int64, why string) error
	Customers(ctx context.Context, q desk.CustomerQuery) ([]desk.CustomerRow, error)
	Customer(ctx context.Context, id receivable.DebtorID, on date.Date) (desk.CustomerView, error)
}

// Screen is the list of mails and the one that is read.
type Screen struct {
	stage *stage.Stage
	desk  Desk
	model *Model
	open  int64 // to be shown when the mails have been read

	tabs    *widget.Tabs
	table   *widget.Table[*desk.IncomingMail]
	foot    *widget.Footer
	detail  *detail
	empty   *stage.Pages
	right   *stage.Pages
	pages   *stage.Pages
	content fyne.CanvasObject
}

// New makes the screen.
func New(st *stage.Stage, d Desk) *Screen {
	s := &Screen{stage: st, desk: d, model: &Model{Part: ToRead}}
	s.build()
	return s
}

const sideWidth float32 = 360

func (s *Screen) build() {
	s.tabs = widget.NewTabs(nil, string(ToRead), func(id string) { s.Turn(Part(id)) }).Small()
	s.table = widget.NewTable(widget.TableConfig[*desk.IncomingMail]{
		RowHeight: theme.RowTwoLine, Key: func(m *desk.IncomingMail) string { return strconv.FormatInt(m.ID, 10) }, NoMatch: i18n.T("list.no-match"),
		Columns: s.columns(), OnSelect: func(m *desk.IncomingMail) { s.choose(m.ID) }, OnOpen: func(*desk.IncomingMail) { s.likeliest() },
	})
	s.foot = widget.NewFooter()
	head := widget.NewPageHeader(i18n.T("screen.inbox"), widget.NewButton(widget.Secondary, i18n.T("inbox.fetch"), theme.IconRefresh, s.fetch)).
		WithBack(func() { s.stage.OpenScreen(stage.Today) })
	left := widget.Stack(0, head, widget.Inset(0, theme.Edge, theme.Gap, theme.Edge, widget.Row(0, s.tabs, widget.Spacer())), widget.Grow(s.table), s.foot)
	s.detail = newDetail(s)
	s.empty = stage.NewPages(&fyne.Container{})
	s.right = stage.NewPages(s.empty.Container)
	s.content = widget.TopRow(0, widget.Sized(sideWidth, 0, widget.NewSurface(theme.Pane, widget.RightEdge, left)), widget.Grow(s.right.Container))
	s.pages = stage.NewPages(s.content)
}

func (s *Screen) columns() []widget.Column[*desk.IncomingMail] {
	w := s.stage.Words
	return []widget.Column[*desk.IncomingMail]{
		{
			ID: "from", Title: i18n.T("inbox.from"), Width: 120, Flex: 1, Lead: true,
			Text: func(m *desk.IncomingMail) string {
				if m.Name != "" {
					return m.Name
				}
				return sender(m)
			},
			Detail: func(m *desk.IncomingMail) widget.Detail { return widget.Detail{Text: subject(m)} },
		},
		{
			ID: "means", Title: i18n.T("inbox.means"), Width: 128, Text: func(m *desk.IncomingMail) string { return mailState(m).Word }, Cell: widget.FlagCell(mailState),
			Detail: func(m *desk.IncomingMail) widget.Detail { return widget.Detail{Text: w.Moment(m.Arrived)} },
		},
	}
}

// Key names the screen.
func (s *Screen) Key() string { return stage.Inbox }

// Title is the screen's name.
func (s *Screen) Title() string { return i18n.T("screen.inbox") }

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.pages.Container }

// Open chooses a list by its name, or a mail by its number; "" keeps what was shown.
func (s *Screen) Open(id string) {
	switch n, err := strconv.ParseInt(id, 10, 64); {
	case err == nil:
		s.open = n
	case id == string(ToRead) || id == string(ToPlace) || id == string(Rest):
		s.model.Turn(Part(id))
	}
}

// Show reads what came back.
func (s *Screen) Show() { s.load() }

// Hide leaves everything as it is.
func (s *Screen) Hide() {}

// List is the list of mails, which has the keyboard first.
func (s *Screen) List() fyne.Focusable { return s.table }

// FocusSearch puts the caret where the customer of a mail is searched.
func (s *Screen) FocusSearch() {
	if s.model.Part == ToPlace && s.model.Current() != nil {
		s.detail.search.Focus()
	}
}

// Escape leaves a search.
func (s *Screen) Escape() bool {
	if s.model.Query == "" {
		return false
	}
	s.detail.search.SetText("")
	s.table.Focus()
	return true
}

// Shortcuts are the keys of this screen.
func (s *Screen) Shortcuts() []shell.Shortcut {
	say := func(says incoming.Says) func() { return func() { s.ask(says) } }
	return []shell.Shortcut{
		{Key: fyne.KeyT, Name: i18n.T("inbox.do.time"), Do: say(incoming.AsksTime)},
		{Key: fyne.KeyP, Name: i18n.T("inbox.do.paid"), Do: say(incoming.SaysPaid)},
		{Key: fyne.KeyI, Name: i18n.T("inbox.do.dispute"), Do: say(incoming.Disputes)},
		{Key: fyne.KeyW, Name: i18n.T("inbox.do.person"), Do: say(incoming.WrongPerson)},
		{Key: fyne.KeyN, Name: i18n.T("inbox.do.nothing"), Do: s.nothing},
		{Key: fyne.KeyO, Name: i18n.T("inbox.search-key"), Do: s.FocusSearch},
	}
}

// Model is what is shown, for whoever drives the screen without a pointer.
func (s *Screen) Model() *Model { return s.model }

// Ask says what the mail shown means, as a key does.
func (s *Screen) Ask(says incoming.Says) { s.ask(says) }

// Place puts the mail shown to a customer that a search has brought, as a key does.
func (s *Screen) Place(c desk.CustomerRow) { s.place(c) }

// Find searches for the customer of the mail shown, as typing does.
func (s *Screen) Find(text string) { s.detail.search.SetText(text) }

// Turn shows another list.
func (s *Screen) Turn(p Part) {
	s.model.Turn(p)
	s.showAll()
}

func (s *Screen) choose(id int64) {
	s.model.Choose(id)
	s.showDetail()
}

// showAll draws the list and the mail that is shown.
func (s *Screen) showAll() {
	w := s.stage.Words
	tab := func(p Part, key string) widget.Choice {
		c := widget.Choice{ID: string(p), Text: i18n.T(key)}
		if p != Rest {
			c.Detail = w.Count(s.model.Count(p))
		}
		return c
	}
	s.tabs.SetChoices([]widget.Choice{tab(ToRead, "inbox.to-read"), tab(ToPlace, "inbox.to-place"), tab(Rest, "inbox.rest")})
	s.tabs.SetSelected(string(s.model.Part))
	rows := s.model.Rows()
	s.table.SetRows(rows)
	s.table.Select(strconv.FormatInt(s.model.Selected, 10))
	s.foot.Set(widget.Count{Number: w.Count(len(rows)), Words: i18n.N("inbox.counted", len(rows))})
	s.showDetail()
}

func (s *Screen) showDetail() {
	if m := s.model.Current(); m != nil {
		s.detail.show(m)
		s.right.Turn(s.detail.content)
		s.right.Refresh()
		return
	}
	title, text := i18n.T("inbox.empty"), i18n.T("inbox.empty-text")
	switch s.model.Part {
	case ToPlace:
		title, text = i18n.T("inbox.none-to-place"), i18n.T("inbox.none-to-place-text")
	case Rest:
		title, text = i18n.T("inbox.none-rest"), i18n.T("inbox.none-rest-text")
	case ToRead:
	}
	s.empty.Turn(widget.NewEmptyState(theme.IconTicked, title, text,
		widget.NewButton(widget.Quiet, i18n.T("inbox.set-up"), theme.IconSettings, func() { s.stage.OpenScreen(stage.Settings + "/mail-in") })))
	s.right.Turn(s.empty.Container)
}
