package bank

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/remittance"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/shell"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// Desk is what the screen needs of the desk.
type Desk interface {
	Payments(ctx context.Context) (desk.Payments, error)
	FindClaims(ctx context.Context, line int64, text string) ([]remittance.Candidate, error)
	AssignBankLine(ctx context.Context, id int64, parts []remittance.Part, why string) error
	IgnoreBankLine(ctx context.Context, id int64, why string) error
	UnassignBankLine(ctx context.Context, id int64, why string) error
}

// Screen is the list of payments and the one that is shown.
type Screen struct {
	stage *stage.Stage
	desk  Desk
	model *Model
	last  *desk.BankPayment // of which a person spoke last, to be taken back at once

	tabs    *widget.Tabs
	table   *widget.Table[*desk.BankPayment]
	foot    *widget.Footer
	detail  *detail
	empty   *stage.Pages
	right   *stage.Pages
	pages   *stage.Pages
	content fyne.CanvasObject
}

// New makes the screen.
func New(st *stage.Stage, d Desk) *Screen {
	s := &Screen{stage: st, desk: d, model: &Model{Part: ToPlace}}
	s.build()
	return s
}

const sideWidth float32 = 340

func (s *Screen) build() {
	s.tabs = widget.NewTabs(nil, string(ToPlace), func(id string) { s.Turn(Part(id)) }).Small()
	s.table = widget.NewTable(widget.TableConfig[*desk.BankPayment]{
		RowHeight: theme.RowTwoLine, Key: func(p *desk.BankPayment) string { return strconv.FormatInt(p.ID, 10) }, NoMatch: i18n.T("list.no-match"),
		Columns: s.columns(), OnSelect: func(p *desk.BankPayment) { s.choose(p.ID) }, OnOpen: func(*desk.BankPayment) { s.confirm() },
	})
	s.foot = widget.NewFooter()
	back := func() { s.stage.OpenScreen(stage.Today) }
	head := widget.NewPageHeader(i18n.T("screen.bank")).WithBack(back)
	left := widget.Stack(0, head, widget.Inset(0, theme.Edge, theme.Gap, theme.Edge, widget.Row(0, s.tabs, widget.Spacer())), widget.Grow(s.table), s.foot)
	s.detail = newDetail(s)
	s.empty = stage.NewPages(&fyne.Container{})
	s.right = stage.NewPages(s.empty.Container)
	s.content = widget.TopRow(0, widget.Sized(sideWidth, 0, widget.NewSurface(theme.Pane, widget.RightEdge, left)), widget.Grow(s.right.Container))
	s.pages = stage.NewPages(s.content)
}

func (s *Screen) columns() []widget.Column[*desk.BankPayment] {
	w := s.stage.Words
	return []widget.Column[*desk.BankPayment]{
		{
			ID: "payer", Title: i18n.T("bank.payer"), Width: 120, Flex: 1, Text: payer, Lead: true,
			Detail: func(p *desk.BankPayment) widget.Detail {
				state := lineState(p)
				return widget.Detail{Text: state.Word, Status: state.Status, Icon: state.Icon}
			},
			Less: func(a, b *desk.BankPayment) bool { return payer(a) < payer(b) },
		},
		{
			ID: "amount", Title: i18n.T("bank.amount"), Width: 124, Align: widget.Right, Text: func(p *desk.BankPayment) string { return w.Code(p.Amount) },
			Style:  func(*desk.BankPayment) widget.Style { return widget.Body.OnRight() },
			Detail: func(p *desk.BankPayment) widget.Detail { return widget.Detail{Text: w.Day(p.Booked)} },
			Less:   func(a, b *desk.BankPayment) bool { return a.Amount.Minor < b.Amount.Minor },
		},
	}
}

// Key names the screen.
func (s *Screen) Key() string { return stage.Bank }

// Title is the screen's name.
func (s *Screen) Title() string { return i18n.T("screen.bank") }

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.pages.Container }

// Open chooses a list, or a payment by its number; "" keeps what was shown.
func (s *Screen) Open(id string) {
	if n, err := strconv.ParseInt(id, 10, 64); err == nil {
		s.model.Choose(n)
	}
}

// Show reads what the bank has seen.
func (s *Screen) Show() { s.load() }

// Hide leaves everything as it is.
func (s *Screen) Hide() {}

// List is the list of payments, which has the keyboard first.
func (s *Screen) List() fyne.Focusable { return s.table }

// FocusSearch puts the caret where another customer or invoice is searched.
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

// Shortcuts are the keys of this screen. The number of a suggestion chooses it.
func (s *Screen) Shortcuts() []shell.Shortcut {
	keys := []shell.Shortcut{
		{Key: fyne.KeyO, Name: i18n.T("bank.other-key"), Do: s.FocusSearch},
		{Key: fyne.KeyN, Name: i18n.T("bank.ignore-key"), Do: s.askIgnore},
		{Key: fyne.KeyU, Name: i18n.T("bank.undo-key"), Do: s.askUndo},
	}
	for i, key := range []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9} {
		name := ""
		if i == 0 {
			name = i18n.T("bank.number-key")
		}
		keys = append(keys, shell.Shortcut{Key: key, Name: name, Do: func() { s.detail.choices.SelectIndex(i) }})
	}
	return keys
}

// Model is what is shown, for whoever drives the screen without a pointer.
func (s *Screen) Model() *Model { return s.model }

// AskIgnore asks about the payment shown, as a key does.
func (s *Screen) AskIgnore() { s.askIgnore() }

// Turn shows another list.
func (s *Screen) Turn(p Part) {
	s.model.Turn(p)
	s.showAll()
}

func (s *Screen) choose(id int64) {
	s.model.Choose(id)
	s.showDetail()
}

// showAll draws the list and the payment that is shown.
func (s *Screen) showAll() {
	w := s.stage.Words
	tab := func(p Part, key string) widget.Choice {
		return widget.Choice{ID: string(p), Text: i18n.T(key), Detail: w.Count(s.model.Count(p))}
	}
	s.tabs.SetChoices([]widget.Choice{tab(ToPlace, "bank.to-place"), tab(Waiting, "bank.waiting"), tab(Ignored, "bank.ignored")})
	s.tabs.SetSelected(string(s.model.Part))
	rows := s.model.Rows()
	s.table.SetRows(rows)
	s.table.Select(strconv.FormatInt(s.model.Selected, 10))
	counts := []widget.Count{{Number: w.Count(len(rows)), Words: i18n.N("bank.counted", len(rows))}}
	for i, sum := range Sums(rows) {
		if i == 2 {
			break
		}
		counts = append(counts, widget.Count{Words: w.Code(sum)})
	}
	s.foot.Set(counts...)
	s.showDetail()
}

func (s *Screen) showDetail() {
	if p := s.model.Current(); p != nil {
		s.detail.show(p)
		s.right.Turn(s.detail.content)
		s.right.Refresh()
		return
	}
	title, text := i18n.T("bank.empty"), i18n.T("bank.empty-text")
	switch s.model.Part {
	case Waiting:
		title, text = i18n.T("bank.none-waiting"), i18n.T("bank.none-waiting-text")
	case Ignored:
		title, text = i18n.T("bank.none-ignored"), i18n.T("bank.none-ignored-text")
	case ToPlace:
	}
	s.empty.Turn(widget.NewEmptyState(theme.IconTicked, title, text,
		widget.NewButton(widget.Quiet, i18n.T("sign.open-connections"), theme.IconConnections, func() { s.stage.OpenScreen(stage.Connections) })))
	s.right.Turn(s.empty.Container)
}
