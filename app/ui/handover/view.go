package handover

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/shell"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Desk is what the screen needs of the desk.
type Desk interface {
	HandOver(ctx context.Context, id int64) (desk.HandOverView, error)
	Escalations(ctx context.Context, debtor receivable.DebtorID) ([]settlement.Escalation, error)
	SayEscalation(ctx context.Context, o desk.AgencySays) error
	Recall(ctx context.Context, id int64, why string) (desk.Asked, error)
	Bundle(ctx context.Context, id int64) (desk.Document, error)
	HandOverFiles(ctx context.Context, id int64) ([]desk.Document, error)
	TellAgency(ctx context.Context, id int64) (desk.Document, error)
	ReadAgencyFile(ctx context.Context, content []byte) (desk.AgencyRead, error)
	AttachInvoices(ctx context.Context, copies ...desk.InvoiceCopy) error
}

// Screen is one hand-over.
type Screen struct {
	stage *stage.Stage
	desk  Desk
	id    int64
	view  *desk.HandOverView // nil until it has been read

	header *widget.PageHeader
	say    *widget.Button
	recall *widget.Button
	open   *widget.Text
	openOf *widget.Text
	sums   *fyne.Container
	next   *fyne.Container
	table  *widget.Table[Line]
	footer *widget.Footer
	side   *fyne.Container
	pages  *stage.Pages
	page   fyne.CanvasObject
}

// New makes the screen; Open says which hand-over.
func New(st *stage.Stage, d Desk) *Screen {
	s := &Screen{stage: st, desk: d}
	s.build()
	return s
}

func (s *Screen) build() {
	s.say = widget.NewButton(widget.Primary, i18n.T("handover.say"), theme.IconEdit, func() { s.askSay("", nil) })
	s.recall = widget.NewButton(widget.Danger, i18n.T("handover.recall"), theme.IconUndo, s.askRecall)
	s.header = widget.NewPageHeader(i18n.T("screen.handover"), widget.NewButton(widget.Secondary, i18n.T("handover.read"), theme.IconUpload, s.askRead), s.recall, s.say).WithBack(s.back)
	s.open, s.openOf = widget.NewText("", widget.Figure), widget.NewText("", widget.Small)
	s.sums, s.next, s.side = widget.Stack(0), widget.Stack(0), widget.Stack(12)
	s.table = newTable()
	s.footer = widget.NewFooter()
	head := widget.Inset(0, theme.Edge, 12, theme.Edge, widget.Stack(12, widget.Stack(0, s.open, s.openOf), s.sums, s.next))
	left := widget.Stack(0, head, widget.Rule(), widget.Grow(s.table), s.footer)
	pane := widget.NewSurface(theme.Pane, widget.LeftEdge, widget.NewScroll(widget.Inset(theme.Edge, theme.Edge, theme.Edge, theme.Edge, s.side)))
	s.page = widget.Stack(0, s.header, widget.Grow(stage.Beside(left, pane, 340, 440, 32)))
	s.pages = stage.NewPages(s.page)
}

func newTable() *widget.Table[Line] {
	return widget.NewTable(widget.TableConfig[Line]{
		Key: func(l Line) string { return l.Key }, RowHeight: theme.RowWork,
		Empty: widget.NewEmptyState(theme.IconAgency, i18n.T("handover.nothing-yet"), i18n.T("handover.nothing-yet-text")),
		Columns: []widget.Column[Line]{
			{ID: "on", Title: i18n.T("handover.on"), Width: 58, Text: func(l Line) string { return l.On }},
			{ID: "what", Title: i18n.T("handover.what"), Width: 160, Flex: 1, Text: func(l Line) string { return l.What }, Style: func(Line) widget.Style { return widget.BodyStrong.Cut() }},
			{ID: "amount", Title: i18n.T("handover.amount"), Width: 84, Align: widget.Right, Text: func(l Line) string { return l.Amount }},
			{ID: "open", Title: i18n.T("handover.open-after"), Width: 92, Align: widget.Right, Text: func(l Line) string { return l.Open }},
			{ID: "note", Title: i18n.T("handover.note"), Width: 110, Flex: 1, Rank: 2, Text: func(l Line) string { return l.Note }, Style: func(Line) widget.Style { return widget.Small.Cut() }},
			{ID: "by", Title: i18n.T("handover.by"), Width: 70, Rank: 1, Text: func(l Line) string { return l.By }, Style: func(Line) widget.Style { return widget.Small.Cut() }},
		},
	})
}

// Key names the screen.
func (s *Screen) Key() string { return stage.HandOver }

// Title is to whom the claims were handed over.
func (s *Screen) Title() string {
	if s.view != nil {
		return s.view.Escalation.Party
	}
	return i18n.T("screen.handover")
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.pages.Container }

// Open chooses the hand-over by the book's id.
func (s *Screen) Open(id string) {
	if n, err := strconv.ParseInt(id, 10, 64); err == nil && n != s.id {
		s.id, s.view = n, nil
	}
}

// Show reads the hand-over; the book may have changed since.
func (s *Screen) Show() {
	if s.id == 0 {
		return
	}
	id := s.id
	runner.Go(s.stage.Run, func(ctx context.Context) (desk.HandOverView, error) { return s.desk.HandOver(ctx, id) }, func(v desk.HandOverView, err error) {
		switch {
		case id != s.id:
			return
		case err != nil:
			s.pages.TurnToFailure(err, s.Show)
			return
		}
		s.show(&v)
	})
}

// Hide leaves everything as it is.
func (s *Screen) Hide() {}

// Shortcuts are the keys of this screen.
func (s *Screen) Shortcuts() []shell.Shortcut {
	return []shell.Shortcut{{Key: fyne.KeyF2, Name: i18n.T("handover.say"), Do: func() { s.askSay("", nil) }}}
}

// Escape goes back to the customer.
func (s *Screen) Escape() bool { s.back(); return true }

// List is what happened, which has the keyboard first.
func (s *Screen) List() fyne.Focusable { return s.table }

// View is what is shown; nil until it has been read.
func (s *Screen) View() *desk.HandOverView { return s.view }

func (s *Screen) back() {
	if s.view == nil {
		s.stage.OpenScreen(stage.Customers)
		return
	}
	s.stage.OpenCustomer(s.view.Debtor.ID)
}

// show draws a hand-over that has been read.
func (s *Screen) show(v *desk.HandOverView) {
	s.view = v
	w, e := s.stage.Words, &v.Escalation
	s.pages.Turn(s.page)
	s.header.SetTitle(e.Party)
	s.header.SetChips(words.EscalationState(e.State))
	s.header.SetNote(words.Facts(v.Debtor.Name, e.Reference))
	s.open.SetText(w.Money(e.Open()))
	s.openOf.SetText(i18n.T("handover.open-of", i18n.Args{"amount": w.Money(e.Claim()), "date": w.Date(e.On)}))
	s.sums.Objects = []fyne.CanvasObject{widget.NewFacts(figures(e, w)...)}
	s.next.Objects = nil
	if n, ok := next(v, w); ok {
		s.next.Add(s.banner(n))
	}
	s.table.SetRows(Lines(e, w))
	s.footer.Set(widget.Count{Number: strconv.Itoa(len(e.Events)), Words: i18n.T("handover.events")}, widget.Count{Words: i18n.T("handover.sum", i18n.Args{"currency": string(e.Claim().Currency)})})
	enable(s.say, len(v.May) > 0)
	enable(s.recall, v.MayRecall)
	s.showSide()
	s.pages.Refresh()
}

func enable(b *widget.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

func (s *Screen) banner(n Next) fyne.CanvasObject {
	var button *widget.Button
	if n.Verb != "" {
		button = widget.NewButton(widget.Secondary, n.Verb, "", func() { s.askSay(n.Say, &n.Amount) })
	}
	return widget.NewBanner(n.Kind, n.Lead, []widget.Run{{Text: n.Text}}, button)
}

// showSide draws claims and papers.
func (s *Screen) showSide() {
	v, w := s.view, s.stage.Words
	s.side.Objects = []fyne.CanvasObject{widget.NewText(i18n.T("handover.claims"), widget.Group)}
	for i := range v.Items {
		s.side.Add(s.claim(&v.Items[i]))
	}
	s.side.Add(widget.Rule())
	s.side.Add(widget.NewText(i18n.T("handover.evidence"), widget.Group))
	as := i18n.T("handover.evidence-today")
	if v.Left != nil {
		as = i18n.T("handover.evidence-left", i18n.Args{"date": w.Day(w.DayOf(v.Left.At))})
	}
	s.side.Add(line(as, link("handover.open", s.openBundle), link("handover.save", s.saveBundle)))
	s.side.Add(line(i18n.T("handover.file-csv"), link("handover.open", func() { s.openFile(0) })))
	s.side.Add(line(i18n.T("handover.file-xml"), link("handover.open", func() { s.openFile(1) })))
	s.side.Add(line(i18n.T("handover.news"), link("handover.save", s.saveNews)))
	s.side.Add(widget.Rule())
	s.side.Add(widget.NewText(i18n.T("handover.because"), widget.Group))
	s.side.Add(widget.NewSentence(widget.Body.In(theme.Text2), v.Escalation.Why))
	s.side.Refresh()
}

// claim is one claim, with what is open of it now and whether the evidence has its invoice.
func (s *Screen) claim(it *desk.HandOverItem) fyne.CanvasObject {
	w := s.stage.Words
	copied := fyne.CanvasObject(widget.NewFlag(widget.State{Status: theme.Promised, Word: i18n.T("handover.has-copy")}))
	if !it.HasCopy {
		copied = widget.Row(0, link("handover.attach", func() { s.askAttach(it) }))
	}
	top := widget.Row(theme.Gap, widget.Grow(widget.NewText(it.Number, widget.BodyStrong.Cut())), widget.NewText(w.Figures(it.Amount), widget.Body.OnRight()))
	below := widget.Row(theme.Gap, copied, widget.Grow(widget.NewText(i18n.T("handover.open-now", i18n.Args{"amount": w.Figures(it.Open)}), widget.Small.OnRight())))
	return widget.Stack(0, top, below)
}

func link(key string, do func()) fyne.CanvasObject {
	return widget.NewButton(widget.Link, i18n.T(key), "", do)
}

func line(text string, links ...fyne.CanvasObject) fyne.CanvasObject {
	return widget.Row(theme.Gap, append([]fyne.CanvasObject{widget.Grow(widget.NewText(text, widget.Body.Cut()))}, links...)...)
}

// SaveNews writes what the other must be told, for whoever drives the screen without a pointer.
func (s *Screen) SaveNews() { s.saveNews() }

// Say opens the dialog for what happened, for whoever drives the screen without a pointer.
func (s *Screen) Say(k settlement.EscalationKind) { s.askSay(k, nil) }
