package customers

import (
	"context"
	"iter"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
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
	Customers(ctx context.Context, q desk.CustomerQuery) ([]desk.CustomerRow, error)
	HoldCustomer(ctx context.Context, o desk.HoldOrder) error
	Assign(ctx context.Context, ids []receivable.DebtorID, owner string) error
}

// Screen is the list of customers.
type Screen struct {
	stage *stage.Stage
	desk  Desk
	model *Model

	header  *widget.PageHeader
	filter  *widget.Input
	tabs    *widget.Tabs
	owners  *widget.Select
	table   *widget.Table[*Row]
	pages   *stage.Pages
	bulk    *widget.BulkBar
	hold    *widget.Button
	assign  *widget.Button
	footer  *widget.Footer
	sorted  *widget.Text
	content *fyne.Container
	stale   bool // the book changed since it was read
}

// New makes the screen; it reads the book when it is first shown.
func New(st *stage.Stage, d Desk) *Screen {
	s := &Screen{stage: st, desk: d, model: NewModel(st.Words.Own()), stale: true}
	s.build()
	return s
}

func (s *Screen) build() {
	s.table = widget.NewTable(widget.TableConfig[*Row]{
		Columns: columns(s.stage.Words), Key: key, Ticks: true, Search: search,
		SortColumn: string(ColumnOverdue), Descending: true,
		Empty:   s.emptyState(),
		NoMatch: i18n.T("customers.no-match"),
		OnOpen:  func(r *Row) { s.stage.OpenCustomer(r.ID) },
		OnTicks: func(int) { s.showTicks() },
		OnView:  func() { s.showFooter() },
	})
	s.filter = widget.NewSearchField(i18n.T("customers.filter"), func(text string) { s.table.Filter(searchQuery(text)) })
	s.filter.LeadsTo(s.table)
	s.header = widget.NewPageHeader(i18n.T("screen.customers"),
		widget.Sized(264, 0, s.filter), widget.NewButton(widget.Secondary, i18n.T("customers.export"), theme.IconDownload, s.export))
	s.tabs = widget.NewTabs(tabChoices(), string(s.model.Tab()), func(id string) {
		s.model.SetTab(Tab(id))
		s.applyTab()
	})
	s.owners = widget.NewSelect(ownerChoices(nil), anyOwner, func(id string) {
		s.model.SetOwner(ownerOf(id))
		s.applyTab()
	})
	s.hold = widget.NewButton(widget.Secondary, "", theme.IconPause, s.askHold)
	s.assign = widget.NewButton(widget.Secondary, "", theme.IconPerson, s.askAssign)
	s.bulk = widget.NewBulkBar(s.hold, s.assign, widget.NewButton(widget.Secondary, i18n.T("list.clear"), "", s.table.ClearTicks))
	s.sorted = widget.NewText(i18n.T("customers.by-currency"), widget.Small)
	s.footer = widget.NewFooter(s.sorted)
	s.pages = stage.NewPages(s.table)
	bar := widget.Inset(0, theme.Edge, theme.Gap, theme.Edge, widget.Row(theme.Gap, s.tabs, widget.Spacer(), widget.Sized(160, 0, s.owners)))
	s.content = widget.Stack(0, s.header, bar, widget.Grow(s.pages.Container), s.bulk, s.footer)
	s.applyTab()
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Show reads the book when it has changed since.
func (s *Screen) Show() {
	if s.stale {
		s.load()
	}
}

// Reload says that the book changed; it is read again when the screen is next shown.
func (s *Screen) Reload() { s.stale = true }

// Key names the screen.
func (s *Screen) Key() string { return stage.Customers }

// Title is the screen's name.
func (s *Screen) Title() string { return i18n.T("screen.customers") }

// Hide leaves everything as it is.
func (s *Screen) Hide() {}

// Shortcuts are none: the list's keys are the list's.
func (s *Screen) Shortcuts() []shell.Shortcut { return nil }

// List is the customers, which have the keyboard first.
func (s *Screen) List() fyne.Focusable { return s.table }

// FocusSearch puts the caret into the filter.
func (s *Screen) FocusSearch() { s.filter.Focus() }

// Table gives the list, for whoever drives the screen without a pointer.
func (s *Screen) Table() *widget.Table[*Row] { return s.table }

// Filter narrows the list as if somebody had typed.
func (s *Screen) Filter(text string) { s.filter.SetText(text) }

func key(r *Row) string { return strconv.FormatInt(int64(r.ID), 10) }

func (s *Screen) emptyState() fyne.CanvasObject {
	return widget.NewEmptyState(theme.IconCustomers, i18n.T("customers.empty"), i18n.T("customers.empty-text"),
		widget.NewButton(widget.Primary, i18n.T("connections.connect"), theme.IconConnections, func() { s.stage.OpenScreen(stage.Connections) }))
}

func tabChoices() []widget.Choice {
	texts := map[Tab]string{
		TabOverdue: i18n.T("customers.tab-overdue"), TabAll: i18n.T("customers.tab-all"), TabOver90: i18n.T("customers.tab-over-90"),
		TabBroken: i18n.T("customers.tab-broken"), TabHeld: i18n.T("customers.tab-held"), TabDisputed: i18n.T("customers.tab-disputed"),
		TabBounced: i18n.T("customers.tab-bounced"),
	}
	var choices []widget.Choice
	for _, t := range Tabs() {
		choices = append(choices, widget.Choice{ID: string(t), Text: texts[t]})
	}
	return choices
}

const anyOwner = "*"

func ownerOf(id string) string {
	if id == anyOwner {
		return ""
	}
	return id
}

func ownerChoices(owners []string) []widget.Choice {
	choices := []widget.Choice{{ID: anyOwner, Text: i18n.T("customers.any-owner")}}
	for _, o := range owners {
		choices = append(choices, widget.Choice{ID: o, Text: o})
	}
	return choices
}

func (s *Screen) applyTab() { s.table.Where(s.model.Keep) }

// shown walks the rows in the order shown.
func (s *Screen) shown() iter.Seq[*Row] {
	return func(yield func(*Row) bool) {
		for i := range s.table.Len() {
			if !yield(s.table.At(i)) {
				return
			}
		}
	}
}

func (s *Screen) showFooter() {
	if s.footer == nil {
		return
	}
	w := s.stage.Words
	counts := []widget.Count{{Number: w.Count(s.table.Len()), Words: i18n.T("customers.of", i18n.Args{"total": w.Count(s.table.Total())})}}
	if !s.model.Whole() {
		counts[0].Words = i18n.T("list.loading")
	}
	sums := SumUp(s.shown(), w.Own())
	for i, b := range sums {
		if b.Overdue() == 0 {
			continue
		}
		overdue := money.New(b.Overdue(), b.Currency)
		if i == 0 {
			counts = append(counts, widget.Count{Number: w.Money(overdue), Words: i18n.T("customers.overdue-sum")})
			continue
		}
		counts = append(counts, widget.Count{Words: w.Code(overdue)})
	}
	column, _ := s.table.Sorted()
	visible := len(sums) > 1 && (column == string(ColumnOverdue) || column == string(ColumnOpen))
	if visible {
		s.sorted.SetText(i18n.T("customers.by-currency"))
	} else {
		s.sorted.SetText("")
	}
	s.footer.Set(counts...)
}

func (s *Screen) showTicks() {
	ticked := s.table.Ticked()
	if len(ticked) == 0 {
		s.bulk.SetIn(s.content, "", "")
		return
	}
	w := s.stage.Words
	var parts []string
	for _, b := range SumUp(slices.Values(ticked), w.Own()) {
		if b.Overdue() > 0 {
			parts = append(parts, w.Code(money.New(b.Overdue(), b.Currency)))
		}
	}
	sum := words.Facts(parts...)
	if sum != "" {
		sum += " " + i18n.T("customers.overdue-sum")
	}
	n := len(ticked)
	s.hold.SetText(i18n.N("customers.hold-n", n))
	s.assign.SetText(i18n.N("customers.assign-n", n))
	s.bulk.SetIn(s.content, i18n.N("list.selected", n), sum)
}
