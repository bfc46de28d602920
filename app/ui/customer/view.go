package customer

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/retention"
	"github.com/dunningdesk/dunningdesk/app/ui/shell"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/waysout"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Reader is what the screen reads.
type Reader interface {
	Customer(ctx context.Context, id receivable.DebtorID, on date.Date) (desk.CustomerView, error)
	Sheet(ctx context.Context, item receivable.ItemID, to date.Date) (dunning.Statement, error)
	SheetPDF(ctx context.Context, item receivable.ItemID, to date.Date, language string) (desk.Document, error)
	Statement(ctx context.Context, o desk.StatementOrder) (desk.StatementJob, error)
	StatementPDF(ctx context.Context, o desk.StatementOrder) (desk.Document, error)
	SendStatement(ctx context.Context, o desk.SendStatementOrder) (desk.SentPaper, error)
	StatementMail(ctx context.Context, o desk.StatementOrder) (desk.Document, error)
	NoticeDocuments(ctx context.Context, id desk.NoticeID) ([]desk.Document, error)
	Timeline(ctx context.Context, id receivable.DebtorID, before int64, limit int) ([]activity.Entry, error)
	Checklist(ctx context.Context, debtor receivable.DebtorID, items []receivable.ItemID) ([]settlement.Check, error)
	waysout.Desk
}

// Desk is what the screen needs of the desk.
type Desk interface {
	Reader
	Actions
	Requester
	retention.Desk
	stage.Noter
}

// Screen is one customer.
type Screen struct {
	stage   *stage.Stage
	desk    Desk
	id      receivable.DebtorID
	model   *Model
	past    *History
	reading bool // older entries of the log are being read

	allWriteOffs bool   // the older write-offs are shown too
	spot         string // what of the page is to be shown when it has been read: "entry/34"

	header   *widget.PageHeader
	call     *widget.Button
	hold     *widget.Button
	more     *widget.Button
	top      *fyne.Container
	requests *fyne.Container // what waits for a second pair of eyes
	items    *stage.Pages
	table    *widget.Table[*Item]
	count    *widget.Text
	dispute  *widget.Button
	itemHold *widget.Button
	below    *fyne.Container // sums, and the why pane while it is open
	list     *fyne.Container
	footer   *widget.Footer
	timeline *widget.Timeline
	history  *stage.Pages
	matters  *widget.Tabs
	find     *widget.Input
	pages    *stage.Pages
	page     fyne.CanvasObject
	content  fyne.CanvasObject
	asked    bool // a why pane is open
	ways     *waysout.Page
}

// New makes the screen; Open says whom it shows.
func New(st *stage.Stage, d Desk) *Screen {
	s := &Screen{stage: st, desk: d}
	s.build()
	return s
}

func (s *Screen) build() {
	s.call = widget.NewButton(widget.Primary, i18n.T("customer.call"), theme.IconPhone, func() { s.Call(desk.CallReached) })
	s.hold = widget.NewButton(widget.Secondary, i18n.T("customer.hold"), theme.IconPause, s.askHold)
	s.more = widget.NewButton(widget.Secondary, i18n.T("customer.more"), "", s.showMore).WithChevron()
	s.header = widget.NewPageHeader("", s.call,
		widget.NewButton(widget.Secondary, i18n.T("customer.promise"), theme.IconTicked, s.askPromise),
		widget.NewButton(widget.Secondary, i18n.T("customer.terms"), theme.IconCalendar, s.newTerms), s.hold, s.more).
		WithBack(func() { s.stage.OpenScreen(stage.Customers) })
	s.top = widget.Stack(12)
	s.requests = widget.Stack(4)
	s.requests.Hide()
	s.below = widget.Stack(0)
	s.items = stage.NewPages(&fyne.Container{})
	s.list = stage.AsHighAs(s.listHeight, s.items.Container, s.below)
	s.footer = widget.NewFooter(widget.NewKeyHint(i18n.T("customer.why-key"), "F1"))
	s.count = widget.NewText("", widget.Small)
	s.dispute = widget.NewButton(widget.Secondary, i18n.T("items.dispute"), theme.IconDispute, s.askDispute)
	s.itemHold = widget.NewButton(widget.Secondary, i18n.T("items.hold"), theme.IconPause, s.askItemHold)
	itemsHead := widget.Inset(6, theme.Edge, 6, theme.Edge, widget.Row(theme.Gap,
		widget.NewText(i18n.T("items.title"), widget.Group), s.count, widget.Spacer(), s.dispute, s.itemHold,
		widget.NewButton(widget.Secondary, i18n.T("items.sheet"), theme.IconScales, s.Why)))
	left := widget.Stack(0, itemsHead, widget.Grow(s.list), s.footer)
	columns := stage.Beside(left, s.buildTimeline(), timelineLeast, 600, 37)
	s.page = widget.Stack(0, s.header, widget.Inset(0, theme.Edge, 12, theme.Edge, widget.Stack(12, s.top, s.requests)), widget.Rule(), widget.Grow(columns))
	s.pages = stage.NewPages(s.page)
	s.content = s.pages.Container
}

// timelineLeast is how narrow the timeline may become: then the page fits a window 1024 wide.
const timelineLeast float32 = 376

// Key names the screen.
func (s *Screen) Key() string { return stage.Customer }

// Title is the customer's name.
func (s *Screen) Title() string {
	if s.model != nil {
		return s.model.View.Debtor.Name
	}
	return i18n.T("screen.customer")
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Open chooses the customer by the book's id, and a spot of the page behind a slash.
func (s *Screen) Open(id string) {
	id, s.spot, _ = strings.Cut(id, "/")
	n, err := strconv.ParseInt(id, 10, 64)
	if err == nil && receivable.DebtorID(n) != s.id {
		s.id, s.model = receivable.DebtorID(n), nil
		s.asked, s.allWriteOffs = false, false
	}
}

// Show reads the customer; the book may have changed since.
func (s *Screen) Show() { s.load() }

// Hide leaves everything as it is.
func (s *Screen) Hide() {}

// Shortcuts are the keys of this screen.
func (s *Screen) Shortcuts() []shell.Shortcut {
	return []shell.Shortcut{
		{Key: fyne.KeyF2, Name: i18n.T("customer.call"), Do: func() { s.Call(desk.CallReached) }},
		{Key: fyne.KeyF3, Name: i18n.T("customer.promise"), Do: s.askPromise},
		{Key: fyne.KeyF4, Name: i18n.T("customer.terms"), Do: s.newTerms},
	}
}

// Escape closes the why pane, and without one goes back to the list.
func (s *Screen) Escape() bool {
	if s.waysOpen() {
		s.closeWays()
		return true
	}
	if !s.asked {
		s.stage.OpenScreen(stage.Customers)
		return true
	}
	s.closeWhy()
	return true
}

// List is the open items, which have the keyboard first.
func (s *Screen) List() fyne.Focusable { return s.table }

// Table gives the open items, for whoever drives the screen without a pointer.
func (s *Screen) Table() *widget.Table[*Item] { return s.table }

// Model is what is shown; nil until it has been read.
func (s *Screen) Model() *Model { return s.model }

// show draws a customer that has been read.
func (s *Screen) show(m *Model) {
	w := s.stage.Words
	s.id, s.model = m.View.Debtor.ID, m // another id than asked for when the source has joined two customers
	s.header.SetTitle(m.View.Debtor.Name)
	s.header.SetChips(m.chips(w)...)
	s.call.SetText(callText(m))
	if m.Hold() != nil {
		s.hold.SetText(i18n.T("customer.lift"))
		s.hold.SetIcon(theme.IconPlay)
	} else {
		s.hold.SetText(i18n.T("customer.hold"))
		s.hold.SetIcon(theme.IconPause)
	}
	s.top.Objects = []fyne.CanvasObject{
		widget.Inset(0, 0, 4, 0, m.factsLine(w, s.contactsLink())), m.figure(w), widget.Rule(), m.behaviour(w), s.nextBanner(m.withCallMe(m.Next(w), w)),
	}
	for _, line := range append(s.findingLines(), s.handOverLines()...) {
		s.top.Add(line)
	}
	if by := m.GoesBy(); by != "" {
		s.top.Add(widget.NewText(by, small.Cut()))
	}
	s.top.Refresh()
	s.table = s.newTable(m)
	s.table.SetRows(m.Items())
	s.items.Turn(s.table)
	s.count.SetText(strconv.Itoa(len(m.View.Items)))
	s.showSums()
	s.newHistory()
	s.showSelection()
	s.pages.Refresh()
	s.goToSpot()
	s.loadRequests()
}

func callText(m *Model) string {
	if len(m.View.Debtor.Contacts) > 0 && m.View.Debtor.Contacts[0].Name != "" {
		return i18n.T("customer.call-name", i18n.Args{"name": m.View.Debtor.Contacts[0].Name})
	}
	return i18n.T("customer.call")
}

// newTerms makes new terms for the ticked items, or for all that is overdue.
func (s *Screen) newTerms() {
	if s.model == nil || s.table == nil {
		return
	}
	var items []receivable.ItemID
	for _, i := range s.table.Ticked() {
		items = append(items, i.Row.ID)
	}
	s.stage.OpenTerms(s.model.View.Debtor.ID, items)
}

func (s *Screen) newTable(m *Model) *widget.Table[*Item] {
	return widget.NewTable(widget.TableConfig[*Item]{
		Columns: m.columns(s.stage.Words), Key: func(i *Item) string { return strconv.FormatInt(int64(i.Row.ID), 10) }, Ticks: true,
		Empty: widget.NewEmptyState(theme.IconTicked, i18n.T("items.none"), i18n.T("items.none-text")),
		OnSelect: func(*Item) {
			s.showSelection()
			if s.asked {
				s.Why()
			}
		},
		OnTicks: func(int) { s.showSelection() },
		OnOpen:  func(*Item) { s.Why() },
		OnWhy:   func(*Item) { s.Why() },
	})
}

func (s *Screen) listHeight() float32 {
	if s.table == nil || s.table.Total() == 0 {
		return 160
	}
	return theme.HeaderRow + float32(s.table.Total())*theme.RowDense
}

// showSums draws fees, interest and the sum of all under the items, in the items' columns.
func (s *Screen) showSums() {
	m, w := s.model, s.stage.Words
	s.below.Objects = nil
	fees, n := m.Charged(dunning.FeeCharge, dunning.Compensation)
	interest, k := m.Charged(dunning.InterestCharge)
	if n > 0 {
		s.below.Add(sumLine(i18n.N("items.fees", n), fees, false, w, func() { s.whyCharges(dunning.FeeCharge, dunning.Compensation) }))
	}
	if k > 0 {
		s.below.Add(sumLine(i18n.T("items.interest"), interest, false, w, func() { s.whyCharges(dunning.InterestCharge) }))
	}
	if len(m.View.Items) > 0 {
		s.below.Add(sumLine(i18n.T("items.all"), m.AllInAll(), true, w, nil))
	}
	s.showWriteOffs()
	if line := s.marksLine(); line != nil && !s.asked {
		s.below.Add(line)
	}
	s.list.Refresh()
}

const (
	tickColumn float32 = 30
	labelWidth         = numberWidth + dueWidth + overdueWidth + 4*theme.CellPad
)

func sumLine(label string, sum money.Amount, strong bool, w words.Words, why func()) fyne.CanvasObject {
	style, figure := widget.Body.In(theme.Text2), widget.Body
	if strong {
		style, figure = widget.BodyStrong, widget.BodyStrong
	}
	parts := []fyne.CanvasObject{
		widget.Sized(labelWidth, 0, widget.NewText(label, style)),
		widget.Sized(openWidth, 0, widget.NewText(w.Figures(sum), figure.OnRight())),
	}
	if why != nil {
		parts = append(parts, widget.NewButton(widget.Link, i18n.T("why"), "", why))
	}
	line := widget.Row(2*theme.CellPad, append(parts, widget.Spacer())...)
	body := widget.Sized(0, theme.RowDense-1, widget.Inset(0, theme.Edge, 0, theme.Edge+tickColumn, line))
	if strong {
		return body
	}
	return widget.Stack(0, body, widget.Rule())
}

// showSelection says in the footer what is ticked, or all there is.
func (s *Screen) showSelection() {
	if s.model == nil { // another customer is being read, and the table has the focus already
		return
	}
	if s.table == nil {
		return
	}
	chosen := s.table.Ticked()
	text := i18n.T("items.selected")
	if len(chosen) == 0 {
		chosen, text = s.model.Items(), i18n.T("items.listed")
	}
	w := s.stage.Words
	s.footer.Set(widget.Count{Number: strconv.Itoa(len(chosen)), Words: text},
		widget.Count{Number: w.Figures(sumOf(chosen, s.model.Currency())), Words: string(s.model.Currency())})
	if !s.asked {
		s.showSums()
	}
	enable(s.dispute, s.one() != nil)
	enable(s.itemHold, s.one() != nil)
}

func enable(b *widget.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

// one is the item that an action is about: the selected one, or the only one ticked.
func (s *Screen) one() *Item {
	if s.table == nil {
		return nil
	}
	if i, ok := s.table.Selected(); ok {
		return i
	}
	if ticked := s.table.Ticked(); len(ticked) == 1 {
		return ticked[0]
	}
	return nil
}
