package approvals

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/approval"
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
	Requests(ctx context.Context, debtor receivable.DebtorID) (open, decided []desk.RequestView, err error)
	RequestEvidence(ctx context.Context, id approval.RequestID) (desk.Evidence, error)
	Decide(ctx context.Context, o desk.DecisionOrder) error
	Withdraw(ctx context.Context, id approval.RequestID) error
	AskAgain(ctx context.Context, id approval.RequestID, why string) error
	Seat(ctx context.Context) (desk.Seat, error)
	Policy(ctx context.Context) (approval.Policy, error)
	Papers
}

// Screen is the list of requests and the one that is shown.
type Screen struct {
	stage    *stage.Stage
	desk     Desk
	model    *Model
	evidence *desk.Evidence
	wanted   string // the key to be shown, once it has been read

	header  *widget.PageHeader
	side    *widget.SideList
	small   *fyne.Container // ticks the small ones, over the list
	past    *fyne.Container // decided lately, under the list
	limits  *fyne.Container
	bulk    *widget.BulkBar
	both    [2]*widget.Button // of the bulk bar: approve, decline
	left    *fyne.Container
	detail  *detail
	empty   *stage.Pages
	right   *stage.Pages
	pages   *stage.Pages
	content fyne.CanvasObject
}

// New makes the screen.
func New(st *stage.Stage, d Desk) *Screen {
	s := &Screen{stage: st, desk: d, model: &Model{Own: st.Words.Own()}}
	s.build()
	return s
}

func (s *Screen) build() {
	s.header = widget.NewPageHeader(i18n.T("screen.approvals"))
	s.side = widget.NewSideList(s.choose)
	s.side.OnTicks = s.showTicks
	s.past, s.limits = widget.Stack(4), widget.Stack(2)
	s.both[0] = widget.NewButton(widget.Primary, "", theme.IconTick, func() { s.askBatch(approval.Approved) })
	s.both[1] = widget.NewButton(widget.Danger, "", "", func() { s.askBatch(approval.Declined) })
	s.bulk = widget.NewBulkBar(s.both[1], s.both[0])
	past := widget.NewScroll(widget.Inset(theme.Edge, theme.Edge, theme.Gap, theme.Edge, s.past))
	list := stage.AsHighAs(s.side.Height, s.side, past)
	foot := widget.NewSurface(theme.Pane, widget.TopEdge, widget.Inset(theme.Gap, theme.Edge, theme.Gap, theme.Edge, s.limits))
	s.small = widget.Stack(0)
	s.left = widget.Stack(0, s.header, s.small, widget.Grow(list), s.bulk, foot)
	s.detail = newDetail(s)
	s.empty = stage.NewPages(&fyne.Container{})
	s.right = stage.NewPages(s.empty.Container)
	s.content = widget.TopRow(0, widget.Sized(sideWidth, 0, widget.NewSurface(theme.Pane, widget.RightEdge, s.left)), widget.Grow(s.right.Container))
	s.pages = stage.NewPages(s.content)
}

const sideWidth float32 = 320

// Key names the screen.
func (s *Screen) Key() string { return stage.Approvals }

// Title is the screen's name.
func (s *Screen) Title() string { return i18n.T("screen.approvals") }

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.pages.Container }

// Open chooses a request by its number; "" keeps the one that was shown.
func (s *Screen) Open(id string) {
	if id != "" {
		s.wanted = id
	}
}

// Show reads what waits.
func (s *Screen) Show() { s.load() }

// Hide leaves everything as it is.
func (s *Screen) Hide() {}

// List is the list of requests, which has the keyboard first.
func (s *Screen) List() fyne.Focusable { return s.side }

// Shortcuts are the keys of this screen.
func (s *Screen) Shortcuts() []shell.Shortcut {
	return []shell.Shortcut{
		{Key: fyne.KeyA, Name: i18n.T("approvals.approve-key"), Do: s.askApprove},
		{Key: fyne.KeyD, Name: i18n.T("approvals.decline-key"), Do: s.askDecline},
		{Key: fyne.KeyB, Name: i18n.T("approvals.back-key"), Do: s.askSendBack},
	}
}

// Model is what is shown, for whoever drives the screen without a pointer.
func (s *Screen) Model() *Model { return s.model }

// Evidence is what lies open; nil while nothing does.
func (s *Screen) Evidence() *desk.Evidence { return s.evidence }

// Tick ticks a request, or unticks it.
func (s *Screen) Tick(id approval.RequestID) { s.side.Tick(keyOf(id)) }

// showAll draws the list, the decisions under it, and the limits at the foot.
func (s *Screen) showAll() {
	w := s.stage.Words
	s.header.SetNote(i18n.N("approvals.waiting", len(s.model.Open)))
	s.side.SetEntries(s.model.entries(w))
	s.side.Select(s.wanted)
	s.showSmall()
	s.past.Objects = nil
	if n := min(shownDecided, len(s.model.Decided)); n > 0 {
		s.past.Add(widget.NewText(i18n.T("approvals.lately"), widget.SmallStrong))
		for i := range n {
			s.past.Add(s.pastLine(&s.model.Decided[i]))
		}
	}
	s.limits.Objects = nil
	limits := s.model.Limits(w)
	if s.model.Seat.FourEyes {
		s.limits.Add(widget.NewText(i18n.T("approvals.limits"), widget.Small))
		if len(limits) == 0 {
			s.limits.Add(widget.NewSentence(widget.Small, i18n.T("approvals.no-limits")))
		}
		for _, l := range limits {
			s.limits.Add(widget.TopRow(theme.Edge, widget.Grow(widget.NewSentence(widget.Small, l.What)), widget.NewText(l.Most, widget.Style{Size: theme.SizeSmall, Strong: true}.OnRight())))
		}
		if s.model.Seat.User.Role.Changes() {
			s.limits.Add(widget.Row(0, widget.NewButton(widget.Link, i18n.T("users.delegate"), "", func() { s.stage.OpenScreen(stage.Settings + "/users") }), widget.Spacer()))
		}
	} else {
		s.limits.Add(widget.NewSentence(widget.Small, i18n.T("users.alone")))
	}
	s.showTicks()
	s.pages.Refresh()
}

// showSmall offers to tick the small requests, when there are several.
func (s *Screen) showSmall() {
	keys := s.model.Small()
	s.small.Objects = nil
	if len(keys) > 1 {
		s.small.Add(widget.Inset(0, theme.Edge, theme.Gap, theme.Edge, widget.Row(0, widget.NewButton(widget.Link, i18n.N("approvals.tick-small", len(keys)), "", func() {
			s.side.ClearTicks()
			for _, key := range keys {
				s.side.Tick(key)
			}
		}), widget.Spacer())))
	}
	s.small.Refresh()
}

// pastLine is a decision with the way back to what it was about.
func (s *Screen) pastLine(v *desk.RequestView) fyne.CanvasObject {
	w, state := s.stage.Words, decidedState(v)
	at := v.Decided.At
	if at.IsZero() {
		at = v.At
	}
	key := keyOf(v.ID)
	text := widget.NewText(i18n.T("approvals.past", i18n.Args{"state": stateWord(v), "what": noun(v, w), "name": v.Subject}), widget.Body.In(theme.Text2).Cut())
	return widget.Row(theme.Gap, widget.NewIcon(state.Icon, state.Status.Text(), theme.IconRow), widget.Grow(text),
		widget.NewText(w.Day(w.DayOf(at)), widget.Small), widget.NewButton(widget.Link, i18n.T("approvals.open"), "", func() { s.choose(key) }))
}

// showTicks draws the bar of what is ticked.
func (s *Screen) showTicks() {
	n := len(s.side.Ticked())
	count, approve, decline := "", "", ""
	if n > 0 {
		count, approve, decline = i18n.N("approvals.ticked", n), i18n.N("approvals.approve-n", n), i18n.N("approvals.decline-n", n)
	}
	s.both[0].SetText(approve)
	s.both[1].SetText(decline)
	s.bulk.SetIn(s.left, count, "")
}

// showEvidence draws the request that is open, or says that nothing waits.
func (s *Screen) showEvidence() {
	if s.evidence != nil {
		s.detail.show(s.evidence)
		s.right.Turn(s.detail.content)
		s.right.Refresh()
		return
	}
	title, text := i18n.T("approvals.empty"), i18n.T("approvals.empty-text")
	if !s.model.Seat.FourEyes {
		text = i18n.T("users.alone")
	}
	s.empty.Turn(widget.NewEmptyState(theme.IconApprovals, title, text,
		widget.NewButton(widget.Quiet, i18n.T("approvals.users"), theme.IconSettings, func() { s.stage.OpenScreen(stage.Settings + "/users") })))
	s.right.Turn(s.empty.Container)
}
