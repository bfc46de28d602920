package today

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/shell"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
	"github.com/dunningdesk/dunningdesk/app/ui/writeoff"
)

// Desk is what the screen needs of the desk.
type Desk interface {
	WorkList(ctx context.Context, on date.Date) (desk.TodayView, error)
	Customer(ctx context.Context, id receivable.DebtorID, on date.Date) (desk.CustomerView, error)
	KeepCall(ctx context.Context, o desk.CallOrder) error
	TakePromise(ctx context.Context, o desk.PromiseOrder) error
	FinishTask(ctx context.Context, id int64, result string) error
	SnoozeTask(ctx context.Context, id int64, until date.Date) error
	writeoff.Desk
}

// Screen is the day's work.
type Screen struct {
	stage *stage.Stage
	desk  Desk
	model *Model

	header      *widget.PageHeader
	synced      *widget.Flag
	figures     *stage.Pages
	banner      *stage.Pages
	counters    *widget.CounterStrip
	filter      *widget.Input
	filterPlace *fyne.Container
	table       *widget.Table[*desk.Work]
	footer      *widget.Footer
	pane        *pane
	pages       *stage.Pages
	page        fyne.CanvasObject
	onSync      func()
	then        func() // done when the day has been read again
}

// New makes the screen; sync reads all connections.
func New(st *stage.Stage, d Desk, sync func()) *Screen {
	s := &Screen{stage: st, desk: d, onSync: sync}
	s.build()
	return s
}

func (s *Screen) build() {
	s.synced = widget.NewFlag(widget.State{})
	s.figures = stage.NewPages(&fyne.Container{})
	s.banner = stage.NewPages(&fyne.Container{})
	s.counters = widget.NewCounterStrip(nil, s.tapCounter)
	s.pane = newPane(s)
	s.table = widget.NewTable(widget.TableConfig[*desk.Work]{
		Columns: s.columns(), RowHeight: theme.RowWork, Key: func(w *desk.Work) string { return strconv.FormatInt(int64(w.Debtor), 10) },
		NoMatch: i18n.T("list.no-match"), Empty: s.emptyState(),
		OnSelect: func(w *desk.Work) { s.pane.show(w) },
		OnOpen:   func(w *desk.Work) { s.stage.OpenCustomer(w.Debtor) },
		OnView:   func() { s.showFooter() },
	})
	s.filter = widget.NewSearchField(i18n.T("waves.filter"), s.table.Filter)
	s.filter.LeadsTo(s.table)
	s.filterPlace = widget.Sized(180, 0, s.filter)
	s.filterPlace.Hide()
	s.filter.OnLeft = func(text string) {
		if text == "" {
			s.showFilter(false)
		}
	}
	s.header = widget.NewPageHeader(s.stage.Words.Weekday(s.stage.Words.Today()), s.synced, s.filterPlace,
		widget.NewButton(widget.Secondary, i18n.T("today.sync"), theme.IconRefresh, s.onSync))
	s.footer = widget.NewFooter(widget.NewKeyHint(i18n.T("waves.filter"), "/"), widget.NewKeyHint(i18n.T("waves.open"), "Enter"), widget.NewKeyHint(i18n.T("today.done-key"), "D"))
	top := widget.Inset(0, theme.Edge, theme.Gap, theme.Edge, widget.Stack(12, s.figures.Container, s.banner.Container, s.counters))
	left := widget.Stack(0, s.header, top, widget.Grow(s.table), s.footer)
	s.page = stage.Beside(left, s.pane.content, theme.PaneWidth, 400, 22)
	s.pages = stage.NewPages(s.page)
}

func (s *Screen) emptyState() fyne.CanvasObject {
	return widget.NewEmptyState(theme.IconTicked, i18n.T("today.empty"), i18n.T("today.empty-text"),
		widget.NewButton(widget.Primary, i18n.T("connections.connect"), theme.IconConnections, func() { s.stage.OpenScreen(stage.Connections) }),
		widget.NewButton(widget.Quiet, i18n.T("today.see-customers"), "", func() { s.stage.OpenScreen(stage.Customers) }))
}

// Key names the screen.
func (s *Screen) Key() string { return stage.Today }

// Title is the screen's name.
func (s *Screen) Title() string { return i18n.T("screen.today") }

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.pages.Container }

// Show reads the day.
func (s *Screen) Show() { s.load() }

// Hide leaves everything as it is.
func (s *Screen) Hide() {}

// Shortcuts are the keys of this screen.
func (s *Screen) Shortcuts() []shell.Shortcut {
	return []shell.Shortcut{
		{Key: fyne.KeyD, Name: i18n.T("today.done-key"), Do: s.done},
		{Key: fyne.KeyF2, Name: i18n.T("customer.call"), Do: func() { s.pane.call() }},
		{Key: fyne.KeyR, Name: i18n.T("pane.read-mail"), Do: func() { s.pane.readMail() }},
	}
}

// List is the work list, which has the keyboard first.
func (s *Screen) List() fyne.Focusable { return s.table }

// FocusSearch puts the caret into the filter. The filter stands in the header only while it is used.
func (s *Screen) FocusSearch() {
	s.showFilter(true)
	s.filter.Focus()
}

func (s *Screen) showFilter(visible bool) {
	if visible {
		s.filterPlace.Show()
	} else {
		s.filterPlace.Hide()
	}
	s.header.SetNote(s.note(!visible))
}

// note counts the customers to be handled, where there is room for it.
func (s *Screen) note(room bool) string {
	if s.model == nil || !room {
		return ""
	}
	return i18n.N("today.to-handle", len(s.model.View.Work))
}

// Table gives the list, for whoever drives the screen without a pointer.
func (s *Screen) Table() *widget.Table[*desk.Work] { return s.table }

// Tap takes a counter above the list, for whoever drives the screen without a pointer.
func (s *Screen) Tap(c Counter) { s.tapCounter(string(c)) }

func (s *Screen) columns() []widget.Column[*desk.Work] {
	w := s.stage.Words
	return []widget.Column[*desk.Work]{
		{
			ID: "rank", Title: "", Width: 18, Text: func(r *desk.Work) string { return strconv.Itoa(r.Rank) },
			Style: func(*desk.Work) widget.Style { return widget.Body.In(theme.Text3) }, Less: func(a, b *desk.Work) bool { return a.Rank < b.Rank },
		},
		{
			ID: "do", Title: i18n.T("today.do"), Width: 84, Text: func(r *desk.Work) string { return doWord(r.Do) },
			Cell: widget.FlagCell(func(r *desk.Work) widget.State { return widget.State{Icon: DoIcon(r.Do), Word: doWord(r.Do)} }),
		},
		{
			ID: "name", Title: i18n.T("customers.name"), Width: 130, Flex: 1, Text: func(r *desk.Work) string { return r.Name }, Lead: true,
			Less: func(a, b *desk.Work) bool { return a.Name < b.Name },
		},
		{
			ID: "why", Title: i18n.T("today.why"), Width: 150, Flex: 3, Text: func(r *desk.Work) string { return w.Why(r.Why) },
			Cell: widget.FlagCell(func(r *desk.Work) widget.State { return whyState(r, w) }),
		},
		{
			ID: "collect", Title: i18n.T("today.collect"), Width: 118, Align: widget.Right, Text: func(r *desk.Work) string { return w.Code(r.ToCollect) },
			Cell: widget.MoneyCell(func(r *desk.Work) widget.Sum { return collectSum(r, w) }), Less: func(a, b *desk.Work) bool { return a.ToCollect.Minor < b.ToCollect.Minor },
		},
		{
			ID: "oldest", Title: i18n.T("customers.oldest"), Width: 44, Align: widget.Right, Text: oldest,
			Style: func(r *desk.Work) widget.Style { return widget.Body.In(theme.AgeStatus(r.OldestDays).Text()).OnRight() },
			Less:  func(a, b *desk.Work) bool { return a.OldestDays < b.OldestDays },
		},
	}
}

func collectSum(r *desk.Work, w words.Words) widget.Sum {
	if r.ToCollect.Currency == "" {
		return widget.Sum{Number: words.Dash, NoneGiven: true}
	}
	return w.SumOrDash(r.ToCollect, true)
}

func oldest(r *desk.Work) string {
	if r.OldestDays <= 0 {
		return ""
	}
	return words.Days(r.OldestDays)
}

func whyState(r *desk.Work, w words.Words) widget.State {
	status, icon := WhyStatus(r.Why.Key)
	return widget.State{Status: status, Icon: icon, Word: w.Why(r.Why)}
}

func doWord(do desk.WorkDo) string {
	switch do {
	case desk.DoCall:
		return i18n.T("do.call")
	case desk.DoCheck:
		return i18n.T("do.check")
	case desk.DoReply:
		return i18n.T("do.reply")
	case desk.DoMend:
		return i18n.T("do.mend")
	case desk.DoDecide:
		return i18n.T("do.decide")
	case desk.DoVisit:
		return i18n.T("do.visit")
	case desk.DoLook:
	}
	return i18n.T("do.look")
}

// show draws a day that has been read.
func (s *Screen) show(m *Model) {
	w := s.stage.Words
	if s.model != nil {
		m.counter = s.model.counter
	}
	s.model = m
	s.header.SetTitle(w.Weekday(m.View.Date))
	s.header.SetNote(s.note(!s.filterPlace.Visible()))
	s.synced.Set(syncState(m, w))
	s.figures.Turn(figure(m, w))
	s.showBanner()
	s.counters.Set(m.counters(w))
	s.counters.SetChosen(string(m.Counter()))
	s.table.SetRows(m.Work())
	if row, ok := s.table.Selected(); ok {
		s.pane.show(row)
	} else if s.table.Len() > 0 {
		s.table.SelectIndex(0)
	} else {
		s.pane.show(nil)
	}
	s.pages.Refresh()
}

// syncState says how new the data is, in the words beside the button that reads it again.
func syncState(m *Model, w words.Words) widget.State {
	if len(m.View.Fresh) == 0 {
		return widget.State{Status: theme.Overdue2, Word: i18n.T("today.no-books")}
	}
	if stale := m.Stale(); len(stale) > 0 {
		return widget.State{Status: theme.Overdue2, Word: i18n.N("today.stale", len(stale))}
	}
	oldest := m.View.Fresh[0].Connection.FreshAt
	for _, f := range m.View.Fresh {
		if f.Connection.FreshAt.Before(oldest) {
			oldest = f.Connection.FreshAt
		}
	}
	return widget.State{Status: theme.Promised, Icon: theme.IconTick, Word: i18n.T("today.synced", i18n.Args{"time": w.Moment(oldest)})}
}

// figure is the thin strip with the sum and its ageing.
func figure(m *Model, w words.Words) fyne.CanvasObject {
	b := m.Balance()
	under := i18n.T("today.overdue-of", i18n.Args{"open": w.WholeMoney(money.New(b.Open(), b.Currency))})
	sum := widget.Stack(0, widget.NewText(w.WholeMoney(money.New(b.Overdue(), b.Currency)), widget.Figure), widget.NewText(under, widget.Small.Cut()))
	var others []string
	for _, o := range m.Others() {
		others = append(others, w.Whole(money.New(o.Overdue(), o.Currency))+" "+string(o.Currency))
	}
	if len(others) > 0 {
		sum.Add(widget.NewText(i18n.T("waves.and", i18n.Args{"sums": words.Facts(others...)}), widget.Small.Cut()))
	}
	return widget.TopRow(theme.GroupGap, widget.Sized(210, 0, sum), widget.Grow(stage.Ageing(b, w, 10, true)))
}

// counters are the doors to parts of the list. Those that count nothing stay, but for what must not be looked for.
func (m *Model) counters(w words.Words) []widget.Counter {
	all := []widget.Counter{
		{ID: string(ToCall), Icon: theme.IconPhone, Words: i18n.N("counter.to-call", m.Count(ToCall))},
		{ID: string(Due), Icon: theme.IconTicked, Words: i18n.N("counter.due", m.Count(Due))},
		{ID: string(Broken), Icon: theme.IconCrossed, Words: i18n.N("counter.broken", m.Count(Broken)), Status: statusIf(m.Count(Broken), theme.Overdue4)},
		{ID: string(Replies), Icon: theme.IconMail, Words: i18n.N("counter.replies", m.Count(Replies))},
		{ID: string(ToMend), Icon: theme.IconEdit, Words: i18n.N("counter.to-mend", m.Count(ToMend))},
		{ID: string(Waves), Icon: theme.IconWaves, Words: i18n.N("counter.waves", m.Count(Waves))},
	}
	if n := m.Count(ToApprove); n > 0 {
		all = append(all, widget.Counter{ID: string(ToApprove), Icon: theme.IconApprovals, Words: i18n.N("counter.approve", n)})
	}
	if n := m.Count(ToPlace); n > 0 {
		all = append(all, widget.Counter{ID: string(ToPlace), Icon: theme.IconBanknote, Words: i18n.N("counter.to-place", n)})
	}
	if n := m.Count(MailPlace); n > 0 {
		all = append(all, widget.Counter{ID: string(MailPlace), Icon: theme.IconMail, Words: i18n.N("counter.mail-place", n)})
	}
	if n := m.Count(Uncertain); n > 0 {
		all = append(all, widget.Counter{ID: string(Uncertain), Icon: theme.IconQuestion, Words: i18n.N("counter.uncertain", n), Status: theme.Overdue2})
	}
	for i := range all {
		all[i].Number = w.Count(m.Count(Counter(all[i].ID)))
	}
	return all
}

func statusIf(n int, s theme.Status) theme.Status {
	if n > 0 {
		return s
	}
	return theme.Neutral
}

func (s *Screen) tapCounter(id string) {
	if s.model == nil {
		return
	}
	switch Counter(id) {
	case Waves:
		s.stage.OpenScreen(stage.Waves)
		return
	case ToApprove:
		s.stage.OpenScreen(stage.Approvals)
		return
	case ToPlace:
		s.stage.OpenScreen(stage.Bank)
		return
	case MailPlace:
		s.stage.OpenScreen(stage.Inbox + "/to-place")
		return
	}
	s.model.SetCounter(Counter(id))
	s.counters.SetChosen(string(s.model.Counter()))
	s.table.SetRows(s.model.Work())
	if s.table.Len() > 0 {
		s.table.SelectIndex(0)
	}
}

func (s *Screen) showBanner() {
	stale := s.model.Stale()
	if aside := s.asideBanner(); len(stale) == 0 && aside != nil {
		s.banner.Turn(aside)
		s.banner.Show()
		return
	}
	if len(stale) == 0 {
		s.banner.Turn(&fyne.Container{})
		s.banner.Hide()
		return
	}
	f := stale[0]
	if lost := signedOut(stale); lost != nil {
		id := strconv.FormatInt(int64(lost.Connection.ID), 10)
		s.banner.Turn(widget.NewBanner(widget.Blocked, i18n.T("signinat.signed-out", i18n.Args{"system": lost.Connection.Name}),
			[]widget.Run{{Text: i18n.T("today.signed-out-text")}}, widget.NewButton(widget.Secondary, i18n.T("today.sign-in"), theme.IconKey, func() { s.stage.OpenScreen(stage.Connections + "/sign-in/" + id) })))
		s.banner.Show()
		return
	}
	button := widget.NewButton(widget.Secondary, i18n.T("sign.open-connections"), "", func() { s.stage.OpenConnection(f.Connection.ID) })
	s.banner.Turn(widget.NewBanner(widget.Blocked, i18n.T("sign.stale", i18n.Args{"name": f.Connection.Name}),
		[]widget.Run{{Text: i18n.T("today.stale-text", i18n.Args{"why": f.Message})}}, button))
	s.banner.Show()
}

func (s *Screen) showFooter() {
	if s.footer == nil {
		return
	}
	w := s.stage.Words
	rows := make([]*desk.Work, s.table.Len())
	for i := range rows {
		rows[i] = s.table.At(i)
	}
	counts := []widget.Count{{Number: w.Count(len(rows)), Words: i18n.T("today.on-list")}}
	for i, sum := range ToCollect(rows) {
		if i == 4 {
			break
		}
		counts = append(counts, widget.Count{Words: w.Code(sum)})
	}
	s.footer.Set(counts...)
}
