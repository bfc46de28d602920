package connections

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/firstrun"
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
	Keeper
	Mapper
	Poster
	SignerIn
	Teller
	Finder
	PayLinker
	firstrun.Desk
	Connections(ctx context.Context) ([]desk.Fresh, error)
	AcceptDifference(ctx context.Context, id receivable.ConnectionID, why string) (desk.Difference, error)
	Kinds(ctx context.Context) ([]desk.Kind, error)
	SyncRuns(ctx context.Context, id receivable.ConnectionID, limit int) ([]desk.SyncRun, error)
	Sync(ctx context.Context, id receivable.ConnectionID, full bool, progress func(desk.Progress)) (desk.SyncRun, error)
	CheckConnection(ctx context.Context, id receivable.ConnectionID) ([]desk.SyncNote, error)
}

// Screen is the list of connections and the one that is shown.
type Screen struct {
	stage  *stage.Stage
	desk   Desk
	model  *Model
	review *desk.Review // of the connection shown, while it waits for a decision
	jobs   map[receivable.ConnectionID]*reading

	side       *widget.Table[desk.Fresh]
	foot       *widget.Footer
	header     *widget.PageHeader
	sync       *widget.Button
	more       *widget.Button
	top        *fyne.Container
	agree      *widget.Table[Agreement]
	parts      *widget.Tabs
	runs       *widget.Table[*desk.SyncRun]
	notes      *widget.Table[desk.SyncNote]
	lower      *stage.Pages
	lowerTitle *widget.Text

	findings *findings
	postings *widget.Table[writeback.Entry]
	settle   *widget.Button
	postNow  *widget.Button
	written  fyne.CanvasObject
	landed   receivable.ConnectionID // whom a person was sent to, until it has been read
	asked    bool                    // and wants to sign in there

	bottom  *widget.Footer
	detail  fyne.CanvasObject
	empty   fyne.CanvasObject
	form    *Form // opened last
	right   *stage.Pages
	pages   *stage.Pages
	content fyne.CanvasObject
}

// New makes the screen.
func New(st *stage.Stage, d Desk) *Screen {
	s := &Screen{stage: st, desk: d, model: &Model{}, jobs: map[receivable.ConnectionID]*reading{}}
	s.build()
	return s
}

func (s *Screen) build() {
	s.buildTables()
	s.buildPostings()
	s.buildFindings()
	s.foot = widget.NewFooter()
	add := widget.NewButton(widget.Secondary, i18n.T("connections.add"), theme.IconPlus, s.openForm)
	left := widget.Stack(0, widget.NewPageHeader(i18n.T("screen.connections"), add), widget.Grow(s.side), s.foot)
	s.sync = widget.NewButton(widget.Primary, "", theme.IconRefresh, func() { s.read(false) })
	s.more = widget.NewButton(widget.Secondary, i18n.T("customer.more"), "", s.ShowMore).WithChevron()
	s.header = widget.NewPageHeader("", s.more, widget.NewButton(widget.Secondary, i18n.T("connections.edit"), "", s.Edit),
		widget.NewButton(widget.Secondary, i18n.T("connections.test"), "", s.Test), s.sync)
	s.top = widget.Stack(12)
	s.parts = widget.NewTabs(nil, partRuns, func(string) { s.showPart() }).Small()
	s.lower = stage.NewPages(s.runs)
	s.lowerTitle = widget.NewText(i18n.T("connections.history"), widget.Group)
	s.bottom = widget.NewFooter()
	lowerHead := widget.Inset(theme.Gap, theme.Edge, 4, theme.Edge, widget.Row(theme.Gap, s.lowerTitle, widget.Spacer(), s.parts))
	agreeHead := widget.Inset(4, theme.Edge, 4, theme.Edge, widget.NewText(i18n.T("connections.agrees"), widget.Group))
	below := widget.Stack(0, lowerHead, widget.Grow(s.lower.Container))
	s.detail = widget.Stack(0, s.header, widget.Inset(0, theme.Edge, 12, theme.Edge, s.top), agreeHead,
		widget.Grow(stage.AsHighAs(s.agreeHeight, s.agree, below)), s.bottom)
	s.empty = widget.NewEmptyState(theme.IconConnections, i18n.T("connections.empty"), i18n.T("connections.empty-text"),
		widget.NewButton(widget.Primary, i18n.T("connections.connect"), theme.IconPlus, s.openForm))
	s.right = stage.NewPages(s.empty)
	s.content = widget.TopRow(0, widget.Sized(theme.SideListWidth, 0, widget.NewSurface(theme.Pane, widget.RightEdge, left)), widget.Grow(s.right.Container))
	s.pages = stage.NewPages(s.content)
}

// Parts of the history.
const (
	partRuns     = "runs"
	partFailed   = "failed"
	partNotes    = "notes"
	partPostings = "postings"
	partAside    = "aside"
)

func (s *Screen) buildTables() {
	w := s.stage.Words
	s.side = widget.NewTable(widget.TableConfig[desk.Fresh]{
		RowHeight: theme.RowTwoLine, Key: func(f desk.Fresh) string { return strconv.FormatInt(int64(f.Connection.ID), 10) },
		Columns: []widget.Column[desk.Fresh]{
			{
				ID: "name", Title: i18n.T("connections.books"), Width: 110, Flex: 1, Text: func(f desk.Fresh) string { return f.Connection.Name }, Lead: true,
				Detail: func(f desk.Fresh) widget.Detail { return widget.Detail{Text: s.kindTitle(f.Connection.Kind)} },
			},
			{
				ID: "read", Title: i18n.T("connections.read"), Width: 120, Align: widget.Right, Text: func(f desk.Fresh) string { return w.Moment(f.Connection.FreshAt) },
				Style: func(desk.Fresh) widget.Style { return widget.Small.OnRight() },
				Detail: func(f desk.Fresh) widget.Detail {
					h := s.model.healthState(f)
					return widget.Detail{Text: h.Word, Status: h.Status, Icon: h.Icon}
				},
			},
		},
		OnSelect: func(f desk.Fresh) { s.choose(f.Connection.ID) },
	})
	s.agree = widget.NewTable(widget.TableConfig[Agreement]{
		Key: func(a Agreement) string { return string(a.Currency) },
		Columns: []widget.Column[Agreement]{
			{ID: "what", Title: i18n.T("agree.what"), Width: 120, Flex: 1, Text: func(a Agreement) string { return i18n.T("items.open-in", i18n.Args{"currency": string(a.Currency)}) }},
			{ID: "says", Title: i18n.T("agree.says"), Width: 130, Align: widget.Right, Text: func(a Agreement) string { return w.Figures(a.Says) }, Cell: widget.MoneyCell(func(a Agreement) widget.Sum { return w.Sum(a.Says, false) })},
			{ID: "aside", Title: i18n.T("agree.aside"), Width: 110, Align: widget.Right, Text: func(a Agreement) string { return w.Figures(a.Aside) }, Cell: widget.MoneyCell(func(a Agreement) widget.Sum { return w.Sum(a.Aside, false) }), Rank: 1},
			{ID: "hold", Title: i18n.T("agree.hold"), Width: 130, Align: widget.Right, Text: func(a Agreement) string { return w.Figures(a.Hold) }, Cell: widget.MoneyCell(func(a Agreement) widget.Sum { return w.Sum(a.Hold, false) })},
			{ID: "difference", Title: i18n.T("agree.difference"), Width: 110, Align: widget.Right, Text: func(a Agreement) string { return w.Figures(a.Difference()) }, Cell: widget.MoneyCell(func(a Agreement) widget.Sum { return w.Sum(a.Difference(), false) })},
			{ID: "state", Title: "", Width: 90, Text: func(a Agreement) string { return agreeState(a).Word }, Cell: widget.FlagCell(agreeState)},
		},
	})
	s.runs = widget.NewTable(widget.TableConfig[*desk.SyncRun]{
		Key: func(r *desk.SyncRun) string { return strconv.FormatInt(r.ID, 10) }, NoMatch: i18n.T("list.no-match"),
		Columns: []widget.Column[*desk.SyncRun]{
			{ID: "when", Title: i18n.T("run.when"), Width: 110, Text: func(r *desk.SyncRun) string { return w.Moment(r.Started) }},
			{ID: "what", Title: i18n.T("run.what"), Width: 200, Flex: 1, Text: func(r *desk.SyncRun) string { return runState(r).Word }, Cell: widget.FlagCell(runState)},
			{ID: "full", Title: "", Width: 70, Text: func(r *desk.SyncRun) string { return fullWord(r) }, Style: func(*desk.SyncRun) widget.Style { return widget.Small }},
			{ID: "took", Title: i18n.T("run.took"), Width: 56, Align: widget.Right, Text: func(r *desk.SyncRun) string { return took(r, w) }, Style: func(*desk.SyncRun) widget.Style { return widget.Body.In(theme.Text2).OnRight() }},
		},
	})
	s.notes = widget.NewTable(widget.TableConfig[desk.SyncNote]{
		RowHeight: theme.RowTwoLine, Key: func(n desk.SyncNote) string { return n.Code + n.Record + n.Summary }, NoMatch: i18n.T("list.no-match"),
		Empty: widget.NewEmptyState(theme.IconTicked, i18n.T("notes.none"), i18n.T("notes.none-text")),
		Columns: []widget.Column[desk.SyncNote]{
			{
				ID: "what", Title: i18n.T("notes.what"), Width: 240, Flex: 2, Text: func(n desk.SyncNote) string { return words.Said(n.Summary) }, Cell: widget.FlagCell(noteState),
				Detail: func(n desk.SyncNote) widget.Detail { return widget.Detail{Text: words.Said(n.Hint)} },
			},
			{ID: "record", Title: i18n.T("notes.record"), Width: 140, Flex: 1, Text: func(n desk.SyncNote) string { return words.Place(n.Record) }, Style: func(desk.SyncNote) widget.Style { return widget.Body.In(theme.Text2) }},
		},
	})
}

func agreeState(a Agreement) widget.State {
	if a.Difference().IsZero() {
		return widget.State{Status: theme.Promised, Icon: theme.IconTick, Word: i18n.T("agree.yes")}
	}
	return widget.State{Status: theme.Overdue4, Icon: theme.IconCrossed, Word: i18n.T("agree.no")}
}

func fullWord(r *desk.SyncRun) string {
	if r.Full {
		return i18n.T("run.full")
	}
	return ""
}

func (s *Screen) agreeHeight() float32 {
	return theme.HeaderRow + float32(max(1, s.agree.Total()))*theme.RowDense
}

func (s *Screen) kindTitle(kind string) string {
	if k, ok := s.model.Kind(kind); ok {
		return said(k.Title)
	}
	return kind
}

// Key names the screen.
func (s *Screen) Key() string { return stage.Connections }

// Title is the screen's name.
func (s *Screen) Title() string { return i18n.T("screen.connections") }

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.pages.Container }

// toSignIn stands before the id of a connection to which a person is sent to sign in.
const toSignIn = "sign-in/"

// Open chooses a connection by its id.
func (s *Screen) Open(id string) {
	id, s.asked = strings.CutPrefix(id, toSignIn)
	if n, err := strconv.ParseInt(id, 10, 64); err == nil {
		s.model.Selected, s.landed = receivable.ConnectionID(n), receivable.ConnectionID(n)
	}
}

// Show reads how the connections stand.
func (s *Screen) Show() { s.load() }

// Hide leaves everything as it is: a read goes on.
func (s *Screen) Hide() {}

// Shortcuts are none beside the window's own.
func (s *Screen) Shortcuts() []shell.Shortcut { return nil }

// Escape leaves a form that has been opened.
func (s *Screen) Escape() bool {
	if s.right.Page() == s.detail || s.right.Page() == s.empty {
		return false
	}
	s.showDetail()
	return true
}

// showAll draws the side list.
func (s *Screen) showAll() {
	s.side.SetRows(s.model.All)
	s.side.Select(strconv.FormatInt(int64(s.model.Selected), 10))
	counts := []widget.Count{{Number: strconv.Itoa(len(s.model.All)), Words: i18n.N("connections.counted", len(s.model.All))}}
	if n := s.model.Count(Down, Unapproved); n > 0 {
		counts = append(counts, widget.Count{Number: strconv.Itoa(n), Words: i18n.T("connections.down")})
	}
	if n := s.model.Count(Differs, Refused); n > 0 {
		counts = append(counts, widget.Count{Number: strconv.Itoa(n), Words: i18n.T("connections.to-mend")})
	}
	s.foot.Set(counts...)
}

// showDetail draws the connection that is chosen.
func (s *Screen) showDetail() {
	f, ok := s.model.Current()
	if !ok {
		s.right.Turn(s.empty)
		return
	}
	w := s.stage.Words
	last, read := s.model.LastWhole()
	s.header.SetTitle(f.Connection.Name)
	s.header.SetChips(s.model.healthState(f))
	s.sync.SetText(i18n.T("connections.sync", i18n.Args{"name": f.Connection.Name}))
	enable(s.sync, s.jobs[f.Connection.ID] == nil && s.model.Health(f) != Unapproved)
	s.top.Objects = []fyne.CanvasObject{s.figure(f, last, read)}
	if job := s.jobs[f.Connection.ID]; job != nil {
		s.top.Add(job.bar)
	} else if b := s.bannerOf(f); b != nil {
		s.top.Add(b)
	}
	s.top.Refresh()
	s.agree.SetRows(Agreements(s.model.LastSummed(), w.Own()))
	s.parts.SetChoices(s.partChoices())
	s.showPart()
	s.bottom.Set(s.counts()...)
	s.right.Turn(s.detail)
	s.right.Refresh()
}

// counts sum up the reads, and the postings where there are any.
func (s *Screen) counts() []widget.Count {
	out := []widget.Count{
		{Number: strconv.Itoa(len(s.model.Runs)), Words: i18n.N("run.counted", len(s.model.Runs))}, {Number: strconv.Itoa(failed(s.model.Runs)), Words: i18n.T("run.failed")},
	}
	if n := s.model.Queued(); n > 0 {
		out = append(out, widget.Count{Number: strconv.Itoa(n), Words: i18n.T("writeback.queued")})
	}
	if n := s.model.ToSettle(); n > 0 {
		out = append(out, widget.Count{Number: strconv.Itoa(n), Words: i18n.T("writeback.to-settle")})
	}
	return out
}

func enable(b *widget.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

func failed(runs []desk.SyncRun) int {
	n := 0
	for _, r := range runs {
		if Failed(r) {
			n++
		}
	}
	return n
}

func (s *Screen) figure(f desk.Fresh, last desk.SyncRun, read bool) fyne.CanvasObject {
	w := s.stage.Words
	under := i18n.T("connections.never-read")
	switch {
	case read && !last.Full:
		under = words.Facts(i18n.T("connections.read-at", i18n.Args{"time": w.Moment(last.Finished)}), changed(&last))
	case read:
		under = words.Facts(i18n.T("connections.read-at", i18n.Args{"time": w.Moment(last.Finished)}),
			i18n.N("count.customers", int(last.Read["debtors"]), i18n.Args{"n": w.Count(int(last.Read["debtors"]))}),
			i18n.N("count.items", int(last.Read["items"]), i18n.Args{"n": w.Count(int(last.Read["items"]))}),
			i18n.N("count.payments", int(last.Read["payments"]), i18n.Args{"n": w.Count(int(last.Read["payments"]))}))
	}
	sum := widget.Stack(0, widget.NewText(s.model.headline(f, last, read), widget.Figure), widget.NewText(under, widget.Small.Cut()))
	return widget.TopRow(theme.Edge, widget.Grow(sum), s.aside(f))
}

// bannerOf says the one thing that a person has to do about a connection.
func (s *Screen) bannerOf(f desk.Fresh) fyne.CanvasObject {
	switch {
	case s.model.Health(f) == Unapproved:
		return widget.NewBanner(widget.Unverified, i18n.T("approve.banner"), []widget.Run{{Text: i18n.T("approve.banner-text")}},
			widget.NewButton(widget.Secondary, i18n.T("approve.open"), theme.IconShield, s.askApprove))
	case SignedOut(f):
		return s.signedOutBanner(f)
	case f.Code != "" && s.model.Health(f) != NeverRead:
		rest := []widget.Run{{Text: i18n.T("connections.blocked")}, {Text: " "}, {Text: i18n.T("failure.copy"), OnTapped: func() { s.copy(f) }}}
		if s.model.Acceptable() {
			rest = append(rest, widget.Run{Text: " "}, widget.Run{Text: i18n.T("accept.open"), OnTapped: s.AskAccept})
		}
		return widget.NewBanner(widget.Blocked, words.Sentenced(words.Said(f.Message)), rest,
			widget.NewButton(widget.Secondary, i18n.T("connections.full"), theme.IconRefresh, func() { s.read(true) }))
	case s.review != nil && !f.Connection.Review.Decided && s.review.Hold > 0:
		r := *s.review
		return widget.NewBanner(widget.NextStep, i18n.N("review.banner", r.Customers), []widget.Run{{Text: i18n.T("review.banner-text")}},
			widget.NewButton(widget.Secondary, i18n.T("sign.decide"), "", func() { s.openReview(r) }))
	}
	if banner := s.asideBanner(f); banner != nil {
		return banner
	}
	return s.bankBanner(f)
}

func (s *Screen) copy(f desk.Fresh) {
	if app := fyne.CurrentApp(); app != nil {
		app.Clipboard().SetContent(words.Facts(f.Connection.Name, f.Connection.Kind, string(f.Code), f.Message))
		s.stage.Tell(i18n.T("failure.copied"))
	}
}

// openReview asks what to do with debt that was old already.
func (s *Screen) openReview(r desk.Review) {
	pane := firstrun.New(s.stage, s.desk, r, func() {
		s.stage.Changed()
		s.review = nil
		s.showDetail()
		s.load()
	})
	s.right.Turn(pane.Content())
}

// reading is a read under way.
type reading struct {
	running *runner.Job
	bar     *widget.ProgressStrip
}

// Add opens the form for a new connection.
func (s *Screen) Add() { s.openForm() }

// Form is the form that was opened last, for whoever drives the screen without a pointer; nil before.
func (s *Screen) Form() *Form { return s.form }

// Review opens the question about old debt of the connection shown.
func (s *Screen) Review() {
	if s.review != nil {
		s.openReview(*s.review)
	}
}
