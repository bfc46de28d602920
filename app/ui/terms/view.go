package terms

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
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
	Customer(ctx context.Context, id receivable.DebtorID, on date.Date) (desk.CustomerView, error)
	ProposeTerms(ctx context.Context, o desk.TermsOrder) (desk.TermsDraft, error)
	AgreeTerms(ctx context.Context, o desk.TermsOrder) (desk.AgreedTerms, error)
	PreviewTerms(ctx context.Context, o desk.TermsOrder, language string) (desk.Document, error)
	SetCreditLine(ctx context.Context, debtor receivable.DebtorID, l settlement.CreditLine) error
	KeptDesk
	FinanceDesk
}

// Screen makes new terms with one customer.
type Screen struct {
	stage *stage.Stage
	desk  Desk
	id    receivable.DebtorID
	items []receivable.ItemID // chosen on the customer's page; empty: what is overdue
	tab   Tab
	view  desk.CustomerView
	form  *form
	draft *desk.TermsDraft // what the fields come to; nil while they come to nothing
	later *runner.Later

	header  *widget.PageHeader
	preview *widget.Button
	agree   *widget.Button
	tabs    *widget.Tabs
	debt    *widget.Text
	debtOf  *widget.Text
	count   *widget.Text
	last    *widget.Text
	fields  *fyne.Container
	trouble *widget.Banner
	table   *widget.Table[Line]
	work    *stage.Pages
	falls   *widget.Paragraph
	grace   *fyne.Container
	footer  *widget.Footer
	side    *fyne.Container
	chart   *chart
	kept    *keptTerms
	finance *financeTab
	reckons fyne.CanvasObject // the tabs on which new terms are reckoned
	body    *stage.Pages
	pages   *stage.Pages
	page    fyne.CanvasObject
}

// New makes the screen; Open says with whom.
func New(st *stage.Stage, d Desk) *Screen {
	s := &Screen{stage: st, desk: d, tab: TabInstalments, later: runner.NewLater(st.Run, 150*time.Millisecond)}
	s.build()
	return s
}

func (s *Screen) build() {
	s.preview = widget.NewButton(widget.Secondary, i18n.T("terms.preview"), theme.IconLetter, s.askPreview)
	s.agree = widget.NewButton(widget.Primary, i18n.T("terms.agree"), theme.IconTicked, s.askAgree)
	s.header = widget.NewPageHeader(i18n.T("screen.terms"), s.preview, s.agree).WithBack(s.back)
	s.tabs = widget.NewTabs([]widget.Choice{
		{ID: string(TabLater), Text: i18n.T("terms.kind-later-date"), Icon: theme.IconClock},
		{ID: string(TabInstalments), Text: i18n.T("terms.kind-instalments"), Icon: theme.IconCalendar},
		{ID: string(TabSettlement), Text: i18n.T("terms.kind-settlement"), Icon: theme.IconBanknote},
		{ID: string(TabCredit), Text: i18n.T("terms.kind-credit"), Icon: theme.IconMinus},
		{ID: string(TabFinance), Text: i18n.T("terms.kind-finance"), Icon: theme.IconAgency},
		{ID: string(TabAgreements), Text: i18n.T("terms.agreements"), Icon: theme.IconLetter},
	}, string(s.tab), func(id string) { s.Turn(Tab(id)) })
	s.debt, s.debtOf = widget.NewText("", widget.Figure), widget.NewText("", widget.Small)
	s.count, s.last = widget.NewText("", widget.Figure), widget.NewText("", widget.Small)
	s.fields = widget.Stack(0)
	s.trouble = widget.NewBanner(widget.Blocked, "", nil, nil)
	s.trouble.Hide()
	s.falls = widget.NewParagraph(widget.Body)
	s.footer = widget.NewFooter()
	s.table = newTable()
	s.work = stage.NewPages(s.table)
	s.chart = newChart()
	s.side = widget.Stack(12)
	figures := widget.TopRow(theme.GroupGap, widget.Stack(0, s.debt, s.debtOf), widget.NewIcon(theme.IconChevronRight, theme.Text3, theme.IconNav),
		widget.Stack(0, s.count, s.last), widget.Spacer())
	s.grace = widget.Row(theme.Gap)
	fallback := widget.Inset(0, theme.Edge, theme.Edge, theme.Edge, widget.NewBox(theme.Pane, widget.Inset(8, 12, 8, 12, widget.Row(theme.Gap, widget.Grow(s.falls), s.grace))))
	left := widget.Stack(0, widget.Inset(12, theme.Edge, 8, theme.Edge, widget.Stack(12, figures, s.fields, s.trouble)), widget.Grow(s.work.Container), fallback, s.footer)
	pane := widget.NewSurface(theme.Pane, widget.LeftEdge, widget.NewScroll(widget.Inset(theme.Edge, theme.Edge, theme.Edge, theme.Edge, s.side)))
	s.reckons = stage.Beside(left, pane, 360, 480, 36)
	s.kept = newKeptTerms(s)
	s.body = stage.NewPages(s.reckons)
	s.page = widget.Stack(0, s.header, widget.Inset(0, theme.Edge, 10, theme.Edge, s.tabs), widget.Rule(), widget.Grow(s.body.Container))
	s.pages = stage.NewPages(s.page)
}

func newTable() *widget.Table[Line] {
	strong := func(l Line) widget.Style {
		if l.Sum {
			return widget.BodyStrong
		}
		return widget.Body
	}
	return widget.NewTable(widget.TableConfig[Line]{
		RowHeight: theme.RowWork, Key: func(l Line) string { return l.No + l.On },
		Columns: []widget.Column[Line]{
			{ID: "no", Width: 16, Text: func(l Line) string { return l.No }, Style: func(Line) widget.Style { return widget.Small }},
			{ID: "on", Title: i18n.T("terms.pay-on"), Width: 126, Text: func(l Line) string { return l.On }, Style: strong},
			{ID: "interest", Title: i18n.T("terms.interest"), Width: 62, Align: widget.Right, Text: func(l Line) string { return l.Interest }, Style: strong},
			{ID: "off", Title: i18n.T("terms.off"), Width: 84, Align: widget.Right, Text: func(l Line) string { return l.Off }, Style: strong},
			{ID: "payment", Title: i18n.T("terms.payment"), Width: 84, Align: widget.Right, Text: func(l Line) string { return l.Payment }, Style: func(Line) widget.Style { return widget.BodyStrong }},
			{ID: "left", Title: i18n.T("terms.left"), Width: 84, Align: widget.Right, Text: func(l Line) string { return l.Left }, Style: strong},
			{ID: "note", Width: 110, Flex: 1, Text: func(l Line) string { return l.Note }, Style: func(l Line) widget.Style {
				if l.Sum {
					return widget.Small.In(theme.Promised.Text()).Cut()
				}
				return widget.Small.Cut()
			}},
		},
	})
}

// Key names the screen.
func (s *Screen) Key() string { return stage.Terms }

// Title is the screen's name.
func (s *Screen) Title() string { return i18n.T("screen.terms") }

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.pages.Container }

// Record is how Open is told of a customer and some of its items.
func Record(debtor receivable.DebtorID, items []receivable.ItemID) string {
	out := strconv.FormatInt(int64(debtor), 10)
	for _, id := range items {
		out += " " + strconv.FormatInt(int64(id), 10)
	}
	return out
}

// OfAgreements is how Open is told to show the agreements that were made with a customer.
func OfAgreements(debtor receivable.DebtorID) string {
	return Record(debtor, nil) + " " + string(TabAgreements)
}

// Open chooses the customer and the items: "12", or "12 5 6" for two of its items; "12 agreements" shows those that were made.
func (s *Screen) Open(id string) {
	var keys []int64
	tab := TabInstalments
	for _, part := range strings.Fields(id) {
		if part == string(TabAgreements) {
			tab = TabAgreements
			continue
		}
		n, err := strconv.ParseInt(part, 10, 64)
		if err != nil {
			return
		}
		keys = append(keys, n)
	}
	if len(keys) == 0 {
		return
	}
	s.id, s.items, s.form, s.draft, s.tab = receivable.DebtorID(keys[0]), nil, nil, nil, tab
	s.finance = nil
	for _, k := range keys[1:] {
		s.items = append(s.items, receivable.ItemID(k))
	}
}

// Show reads the customer.
func (s *Screen) Show() {
	if s.id == 0 {
		return
	}
	id, on := s.id, s.stage.Words.Today()
	runner.Go(s.stage.Run, func(ctx context.Context) (desk.CustomerView, error) { return s.desk.Customer(ctx, id, on) }, func(v desk.CustomerView, err error) {
		switch {
		case id != s.id:
			return
		case err != nil:
			s.pages.TurnToFailure(err, s.Show)
			return
		}
		s.pages.Turn(s.page)
		s.view = v
		fresh := s.form == nil
		if fresh {
			s.form = newForm(s.stage.Words, currencyOf(&v, s.items), s.changed, s.WriteEach)
		}
		s.Turn(s.tab)
		if fresh && s.tab == TabInstalments {
			s.form.count.FocusAll()
		}
	})
}

// Hide forgets a reckoning that is under way.
func (s *Screen) Hide() { s.later.Cancel() }

// Shortcuts are the keys of this screen.
func (s *Screen) Shortcuts() []shell.Shortcut {
	return []shell.Shortcut{
		{Key: fyne.KeyF2, Name: i18n.T("terms.preview"), Do: s.askPreview},
		{Key: fyne.KeyF3, Name: i18n.T("terms.write-each"), Do: s.WriteEach},
		{Key: fyne.KeyF4, Name: i18n.T("terms.agree"), Do: s.askAgree},
	}
}

// Escape goes back to the customer.
func (s *Screen) Escape() bool { s.back(); return true }

func (s *Screen) back() { s.stage.OpenCustomer(s.id) }

// Draft is what the fields come to, for whoever drives the screen without a pointer; nil when they come to nothing.
func (s *Screen) Draft() *desk.TermsDraft { return s.draft }

// Turn shows a tab with its fields.
func (s *Screen) Turn(tab Tab) {
	s.tab = tab
	s.tabs.SetSelected(string(tab))
	if s.form == nil {
		return
	}
	s.agree.SetText(i18n.T(verbs[tab]))
	s.preview.SetText(i18n.T(papers[tab]))
	s.header.SetNote(s.view.Debtor.Name)
	if s.turnAside(tab) {
		return
	}
	s.body.Turn(s.reckons)
	s.fields.Objects = []fyne.CanvasObject{s.form.row(tab)}
	s.fields.Refresh()
	s.grace.Objects = nil
	if tab != TabCredit {
		s.grace.Objects = []fyne.CanvasObject{widget.NewText(i18n.T("terms.grace"), widget.Small), widget.Sized(84, 0, s.form.grace)}
	}
	s.grace.Refresh()
	if tab == TabCredit {
		s.showCredit()
		return
	}
	s.reckon()
}

// papers are the words on the button that opens a paper.
var papers = map[Tab]string{
	TabLater: "terms.preview", TabInstalments: "terms.preview", TabSettlement: "terms.preview", TabCredit: "terms.preview", TabFinance: "terms.preview",
	TabAgreements: "terms.open-paper",
}

// turnAside shows a tab on which nothing is reckoned; it reports whether it is one.
func (s *Screen) turnAside(tab Tab) bool {
	switch tab {
	case TabAgreements:
		s.draft = nil
		s.preview.Disable()
		s.agree.Disable()
		s.body.Turn(s.kept.content)
		s.kept.load()
	case TabFinance:
		s.draft = nil
		if s.finance == nil {
			s.finance = newFinanceTab(s, s.form.currency)
		}
		s.preview.Disable()
		s.agree.Enable()
		s.body.Turn(s.finance.content)
		s.finance.load()
	case TabInstalments, TabSettlement, TabLater, TabCredit:
		return false
	}
	s.pages.Refresh()
	return true
}

// writeDocument puts a paper where the machine's own programs can open it: a folder of this person alone.
func writeDocument(doc desk.Document) (string, error) {
	dir, err := os.MkdirTemp("", "dunningdesk-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, doc.Name)
	return path, os.WriteFile(path, doc.Bytes, 0o600)
}
