package waves

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
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
	Reader
	Releaser
	Propose(ctx context.Context, on date.Date) (desk.WaveID, error)
	ChooseWay(ctx context.Context, id desk.WaveID, debtor receivable.DebtorID, way, why string) error
	Exclude(ctx context.Context, id desk.WaveID, debtor receivable.DebtorID, why string) error
	SetAside(ctx context.Context, id receivable.DebtorID, rule, why string) (desk.Asked, error)
	Include(ctx context.Context, id desk.WaveID, debtor receivable.DebtorID) error
	CancelWave(ctx context.Context, id desk.WaveID, why string) error
	SettleOutbox(ctx context.Context, id int64, sent bool, why string) error
}

// Reader is what the screen reads.
type Reader interface {
	Waves(ctx context.Context, limit int) ([]desk.Wave, error)
	Wave(ctx context.Context, id desk.WaveID) (desk.WaveView, error)
	LeftOut(ctx context.Context, id desk.WaveID, reason dunning.Reason) ([]desk.LeftOutRow, error)
	Preview(ctx context.Context, id desk.WaveID, line int64) (desk.Preview, error)
	Outbox(ctx context.Context) ([]desk.OutMessage, error)
}

// Screen shows the wave that waits, or the waves there have been.
type Screen struct {
	stage *stage.Stage
	desk  Desk
	id    desk.WaveID // 0: the one that waits, else the list
	model *Model
	out   []desk.OutMessage // of the wave shown, not sent

	list    *list
	page    fyne.CanvasObject
	header  *widget.PageHeader
	release *widget.Button
	more    *widget.Button
	strip   *stage.Pages // figures, or the progress of a release
	banner  *stage.Pages
	filter  *widget.Input
	tabs    *widget.Tabs
	lines   *widget.Table[*desk.WaveLine]
	left    *widget.Table[desk.LeftOutRow]
	outbox  *widget.Table[desk.OutMessage]
	body    *stage.Pages
	footer  *stage.Pages
	preview *preview
	pages   *stage.Pages
	job     *job
	filling bool
}

// New makes the screen.
func New(st *stage.Stage, d Desk) *Screen {
	s := &Screen{stage: st, desk: d}
	s.list = newList(s)
	s.preview = newPreview(s)
	s.build()
	s.pages = stage.NewPages(s.list.content)
	return s
}

const previewWidth float32 = 416

func (s *Screen) build() {
	s.release = widget.NewButton(widget.Primary, "", theme.IconWaves, s.askRelease)
	s.more = widget.NewButton(widget.Secondary, i18n.T("customer.more"), "", s.showMore).WithChevron()
	s.header = widget.NewPageHeader("", s.more, s.release).WithBack(func() { s.showList() })
	s.strip = stage.NewPages(&fyne.Container{})
	s.banner = stage.NewPages(&fyne.Container{})
	s.buildTables()
	s.filter = widget.NewSearchField(i18n.T("waves.filter"), s.narrow)
	s.filter.LeadsTo(s.lines)
	s.tabs = widget.NewTabs(nil, string(TabIn), func(id string) { s.turnTab(Tab(id)) })
	s.body = stage.NewPages(s.lines)
	s.footer = stage.NewPages(&fyne.Container{})
	top := widget.Inset(0, theme.Edge, 12, theme.Edge, widget.TopRow(theme.GroupGap, s.strip.Container, widget.Grow(s.banner.Container)))
	bar := widget.Inset(theme.Gap, theme.Edge, 4, theme.Edge, widget.Row(theme.Gap, widget.Sized(200, 0, s.filter), widget.Spacer(), s.tabs))
	left := widget.Stack(0, bar, widget.Grow(s.body.Container), s.footer.Container)
	columns := stage.Beside(left, s.preview.content, previewWidth, 640, 34)
	s.page = widget.Stack(0, s.header, top, widget.Rule(), widget.Grow(columns))
}

func (s *Screen) buildTables() {
	w := s.stage.Words
	s.lines = widget.NewTable(widget.TableConfig[*desk.WaveLine]{
		Columns: lineColumns(w), RowHeight: theme.RowTwoLine, Ticks: true,
		Key:     func(l *desk.WaveLine) string { return strconv.FormatInt(l.ID, 10) },
		Dim:     func(l *desk.WaveLine) bool { return l.State != desk.LineIn && l.State != desk.LineIssued },
		NoMatch: i18n.T("list.no-match"), Empty: widget.NewEmptyState(theme.IconTicked, i18n.T("waves.none-in"), i18n.T("waves.none-in-text")),
		OnSelect: func(l *desk.WaveLine) { s.preview.show(l) },
		OnTicks:  func(int) { s.ticked() },
		OnOpen:   func(l *desk.WaveLine) { s.stage.OpenCustomer(l.Notice.Debtor) },
		OnWhy:    func(l *desk.WaveLine) { s.preview.show(l); s.preview.why() },
	})
	s.left = widget.NewTable(widget.TableConfig[desk.LeftOutRow]{
		Columns: leftOutColumns(w), Key: func(r desk.LeftOutRow) string {
			return strconv.FormatInt(int64(r.Debtor), 10) + "/" + strconv.FormatInt(int64(r.Item), 10)
		},
		NoMatch: i18n.T("list.no-match"), Empty: widget.NewEmptyState(theme.IconTicked, i18n.T("waves.none-out"), i18n.T("waves.none-out-text")),
		OnSelect: func(r desk.LeftOutRow) { s.preview.showLeftOut(r) },
		OnOpen:   func(r desk.LeftOutRow) { s.stage.OpenCustomer(r.Debtor) },
		OnView:   func() { s.showFooter() },
	})
	s.outbox = widget.NewTable(widget.TableConfig[desk.OutMessage]{
		Columns: outboxColumns(), RowHeight: theme.RowWork, Key: func(m desk.OutMessage) string { return strconv.FormatInt(m.ID, 10) },
		NoMatch: i18n.T("list.no-match"), Empty: widget.NewEmptyState(theme.IconTicked, i18n.T("outbox.none"), i18n.T("outbox.none-text")),
		OnOpen: func(m desk.OutMessage) { s.askSettle(m) },
	})
}

// Key names the screen.
func (s *Screen) Key() string { return stage.Waves }

// Title is the screen's name.
func (s *Screen) Title() string { return i18n.T("screen.waves") }

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.pages.Container }

// Open chooses a wave by its number; "" is the one that waits.
func (s *Screen) Open(id string) {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		n = 0
	}
	s.id = desk.WaveID(n)
}

// Show reads the waves.
func (s *Screen) Show() {
	if s.job == nil {
		s.load()
	}
}

// Hide leaves everything as it is: a release goes on.
func (s *Screen) Hide() {}

// Shortcuts are the keys of this screen.
func (s *Screen) Shortcuts() []shell.Shortcut {
	return []shell.Shortcut{
		{Key: fyne.KeyLeft, Modifier: fyne.KeyModifierControl, Name: i18n.T("waves.previous"), Do: func() { s.step(-1) }},
		{Key: fyne.KeyRight, Modifier: fyne.KeyModifierControl, Name: i18n.T("waves.next"), Do: func() { s.step(1) }},
	}
}

// FocusSearch puts the caret into the filter.
func (s *Screen) FocusSearch() { s.filter.Focus() }

// Why asks about the selected line.
func (s *Screen) Why() { s.preview.why() }

// Escape closes the why pane.
func (s *Screen) Escape() bool { return s.preview.closeWhy() }

// Lines gives the list of proposed notices, for whoever drives the screen without a pointer.
func (s *Screen) Lines() *widget.Table[*desk.WaveLine] { return s.lines }

// Model is the wave shown; nil while the list is.
func (s *Screen) Model() *Model { return s.model }

// show draws a wave that has been read.
func (s *Screen) show(m *Model, out []desk.OutMessage) {
	tab := TabIn
	if s.model != nil && s.model.View.Wave.ID == m.View.Wave.ID {
		tab, m.Reason = s.model.Tab, s.model.Reason
	}
	m.Tab, s.model, s.out = tab, m, out
	w := s.stage.Words
	s.header.SetTitle(i18n.T("wave.of", i18n.Args{"date": w.LongDay(m.View.Wave.Date)}))
	s.header.SetChips(chipOf(m))
	s.showRelease()
	s.strip.Turn(m.figures(w))
	s.showBanner()
	s.tabs.SetChoices(s.tabChoices())
	s.tabs.SetSelected(string(tab))
	s.fill()
	s.pages.Turn(s.page)
	s.pages.Refresh()
	if l, ok := s.lines.Selected(); ok {
		s.preview.show(l)
	} else if s.lines.Len() > 0 {
		s.lines.SelectIndex(0)
	} else {
		s.preview.show(nil)
	}
}

func chipOf(m *Model) widget.State {
	if m.View.Wave.State == desk.WaveProposed {
		return widget.State{Status: theme.Held, Icon: theme.IconInfo, Word: i18n.T("wave.dry-run")}
	}
	return waveState(m.View.Wave)
}

func (s *Screen) showRelease() {
	m := s.model
	switch {
	case m.CanResume():
		s.release.SetText(i18n.T("wave.resume"))
		s.release.SetIcon(theme.IconPlay)
	default:
		s.release.SetText(i18n.N("wave.release", m.Reminders()))
		s.release.SetIcon(theme.IconWaves)
	}
	setVisible(s.release, m.View.Wave.State != desk.WaveReleased && m.View.Wave.State != desk.WaveCancelled)
	if m.CanRelease() || m.CanResume() {
		s.release.Enable()
	} else {
		s.release.Disable()
	}
	s.header.Refresh()
}

func setVisible(o fyne.CanvasObject, visible bool) {
	if visible {
		o.Show()
	} else {
		o.Hide()
	}
}

func (s *Screen) showBanner() {
	sign, ok := SignOf(s.model, s.stage.Words)
	if !ok {
		s.banner.Turn(&fyne.Container{})
		return
	}
	var button *widget.Button
	if text, icon := doorText(sign.Do); text != "" {
		button = widget.NewButton(widget.Secondary, text, icon, func() { s.through(sign.Do) })
	}
	s.banner.Turn(widget.Stack(0, widget.NewBanner(sign.Kind, sign.First, []widget.Run{{Text: sign.Rest}}, button)))
}

func (s *Screen) tabChoices() []widget.Choice {
	m := s.model
	count := func(n int) string { return s.stage.Words.Count(n) }
	choices := []widget.Choice{
		{ID: string(TabIn), Text: i18n.T("waves.tab-in"), Detail: count(m.Reminders() + m.Count(desk.LineIssued))},
		{ID: string(TabLaw), Text: i18n.T("waves.tab-law"), Detail: count(m.ChangedByLaw())},
		{ID: string(TabLeftOut), Text: i18n.T("waves.tab-out"), Detail: count(m.LeftOutCount())},
	}
	if len(s.out) > 0 {
		choices = append(choices, widget.Choice{ID: string(TabOutbox), Text: i18n.T("waves.tab-outbox"), Detail: count(len(s.out))})
	}
	return choices
}

func (s *Screen) turnTab(t Tab) {
	s.model.Tab = t
	if t != TabLeftOut {
		s.model.Reason = ""
	}
	s.tabs.SetSelected(string(t))
	s.fill()
}

// fill puts the rows of the tab into its list.
func (s *Screen) fill() {
	m := s.model
	switch m.Tab {
	case TabLeftOut:
		s.left.SetRows(m.LeftOutRows())
		s.body.Turn(s.left)
		s.left.SelectIndex(0)
	case TabOutbox:
		s.outbox.SetRows(s.out)
		s.body.Turn(s.outbox)
	case TabIn, TabLaw:
		s.filling = true // ticks that the screen sets are no wish of a person
		s.lines.SetRows(m.Lines())
		s.lines.SetTicked(tickedKeys(m))
		s.filling = false
		s.body.Turn(s.lines)
		if l, ok := s.lines.Selected(); ok && s.preview.line == nil {
			s.preview.show(l)
		}
	}
	s.narrow(s.filter.Text())
	s.showFooter()
}

func (s *Screen) narrow(text string) {
	s.lines.Filter(text)
	s.left.Filter(text)
	s.outbox.Filter(text)
}

func tickedKeys(m *Model) []string {
	var keys []string
	for i := range m.View.Lines {
		if l := &m.View.Lines[i]; l.State == desk.LineIn || l.State == desk.LineIssued {
			keys = append(keys, strconv.FormatInt(l.ID, 10))
		}
	}
	return keys
}

// showFooter counts what is left out, each count a door to its list.
func (s *Screen) showFooter() {
	if s.model == nil || s.footer == nil {
		return
	}
	m, w := s.model, s.stage.Words
	chips := []fyne.CanvasObject{widget.Row(4, widget.NewText(w.Count(m.LeftOutCount()), widget.Style{Size: theme.SizeSmall, Strong: true}),
		widget.NewText(i18n.T("waves.left-out"), widget.Small.In(theme.Text2)))}
	for _, c := range m.Reasons() {
		chips = append(chips, widget.NewCountChip(w.Count(c.Count), wordOf(c.Reason), func() {
			m.Reason = c.Reason
			s.turnTab(TabLeftOut)
		}))
	}
	s.footer.Turn(widget.NewSurface(theme.Work, widget.TopEdge, widget.Sized(0, 36, widget.Inset(0, theme.Edge, 0, theme.Edge, stage.AsManyAsFit(theme.Gap, chips[0], chips[1:]...)))))
}

// Messages gives the list of what is not sent, for whoever drives the screen without a pointer.
func (s *Screen) Messages() *widget.Table[desk.OutMessage] { return s.outbox }

// PreviewPages is how many sheets the preview shows.
func (s *Screen) PreviewPages() int { return s.preview.sheets.Pages() }

// Turn shows a tab of the wave.
func (s *Screen) Turn(t Tab) {
	if s.model != nil {
		s.turnTab(t)
	}
}
