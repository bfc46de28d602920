package settings

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/privacy"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/retention"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// PrivacyDesk is what the page of privacy needs of the desk.
type PrivacyDesk interface {
	retention.Desk
	Anonymisable(ctx context.Context) ([]desk.AnonymisableView, error)
	LegalHolds(ctx context.Context, all bool) ([]privacy.Hold, error)
}

// keptPrivacy is who may be forgotten, and what is held.
type keptPrivacy struct {
	due   []desk.AnonymisableView
	holds []privacy.Hold
}

// privacyPage lists the customers whom the law no longer asks to be kept, and the legal holds in force. It is read when it is opened:
// in a large book that takes a moment.
type privacyPage struct {
	screen  *Screen
	due     *widget.Table[desk.AnonymisableView]
	place   *fyne.Container
	count   *widget.Text
	holds   *fyne.Container
	scroll  *widget.Scroll
	content *fyne.Container
}

func (s *Screen) newPrivacyPage() *privacyPage {
	p := &privacyPage{screen: s, place: widget.Stack(0), holds: widget.Stack(theme.Gap), count: widget.NewText("", widget.Small)}
	p.due = widget.NewTable(p.dueTable())
	p.place.Add(widget.Sized(0, 160, p.due))
	p.scroll = widget.NewScroll(widget.Inset(4, theme.Edge, theme.GroupGap, theme.Edge, widget.Stack(theme.GroupGap,
		group(i18n.T("privacy.due"), i18n.T("privacy.due-text"), p.place, p.count),
		group(i18n.T("privacy.holds"), i18n.T("privacy.holds-text"), p.holds))))
	header := widget.NewPageHeader(i18n.T("settings.privacy"), widget.NewButton(widget.Secondary, i18n.T("privacy.hold-all"), theme.IconShield, p.askHoldAll))
	p.content = widget.Stack(0, header, widget.Grow(p.scroll))
	return p
}

func (p *privacyPage) dueTable() widget.TableConfig[desk.AnonymisableView] {
	w := p.screen.stage.Words
	return widget.TableConfig[desk.AnonymisableView]{
		Key: func(v desk.AnonymisableView) string { return strconv.FormatInt(int64(v.Debtor), 10) },
		Columns: []widget.Column[desk.AnonymisableView]{
			{ID: "number", Title: i18n.T("privacy.number"), Width: 70, Text: func(v desk.AnonymisableView) string { return v.Number }},
			{ID: "name", Title: i18n.T("users.name"), Width: 150, Flex: 1, Text: func(v desk.AnonymisableView) string { return v.Name }, Lead: true},
			{ID: "last", Title: i18n.T("privacy.last"), Width: 96, Text: func(v desk.AnonymisableView) string { return w.Day(v.Last) }},
			{ID: "first", Title: i18n.T("privacy.first"), Width: 96, Text: func(v desk.AnonymisableView) string { return w.Day(v.First) }},
			{ID: "state", Title: i18n.T("customers.state"), Width: 170, Flex: 1, Text: func(v desk.AnonymisableView) string { return p.state(v).Word }, Cell: widget.FlagCell(p.state)},
		},
		OnOpen: p.askAnonymise,
		Menu: func(desk.AnonymisableView) []widget.Choice {
			return []widget.Choice{
				{ID: "open", Text: i18n.T("privacy.open"), Icon: theme.IconPerson}, {ID: "anonymise", Text: i18n.T("forget.menu"), Icon: theme.IconCrossed, Danger: true},
			}
		},
		OnChoice: func(v desk.AnonymisableView, c widget.Choice) {
			if c.ID == "open" {
				p.screen.stage.OpenCustomer(v.Debtor)
				return
			}
			p.askAnonymise(v)
		},
		Empty: widget.NewEmptyState(theme.IconTicked, i18n.T("privacy.none"), i18n.T("privacy.none-text")),
	}
}

// state says whether a customer may be forgotten, or what stands against it.
func (p *privacyPage) state(v desk.AnonymisableView) widget.State {
	if v.May() {
		return widget.State{Status: theme.Promised, Icon: theme.IconTick, Word: i18n.T("privacy.may")}
	}
	return widget.State{Status: theme.Held, Icon: theme.IconShield, Word: retention.Obstacles(&v, p.screen.stage.Words)}
}

// load reads who may be forgotten.
func (p *privacyPage) load() {
	st := p.screen.stage
	runner.Go(st.Run, func(ctx context.Context) (k keptPrivacy, err error) {
		if k.due, err = p.screen.desk.Anonymisable(ctx); err != nil {
			return k, err
		}
		k.holds, err = p.screen.desk.LegalHolds(ctx, false)
		return k, err
	}, func(k keptPrivacy, err error) {
		if err != nil {
			st.Fail(err)
			return
		}
		p.show(k)
	})
}

func (p *privacyPage) show(k keptPrivacy) {
	w := p.screen.stage.Words
	p.due.SetRows(k.due)
	p.count.SetText(i18n.N("privacy.count", len(k.due)))
	p.place.Objects = []fyne.CanvasObject{widget.Sized(0, min(440, max(160, theme.HeaderRow+float32(len(k.due))*theme.RowDense)), p.due)}
	p.place.Refresh()
	p.holds.Objects = nil
	for _, h := range k.holds {
		state := widget.State{Status: theme.Held, Icon: theme.IconShield, Word: i18n.T("privacy.in-force")}
		if h.ReviewDue(w.Today()) {
			state = widget.State{Status: theme.Overdue2, Icon: theme.IconEye, Word: i18n.T("privacy.review-due")}
		}
		p.holds.Add(widget.Row(theme.Gap, widget.Grow(widget.NewText(retention.HoldText(h, w), widget.Body.Cut())), widget.NewFlag(state),
			widget.NewButton(widget.Link, i18n.T("legal-hold.lift-menu"), "", func() { retention.AskLift(p.screen.stage, p.screen.desk, h, p.did) })))
	}
	if len(k.holds) == 0 {
		p.holds.Add(widget.NewText(i18n.T("privacy.no-holds"), widget.Body.In(theme.Text2)))
	}
	p.holds.Refresh()
	p.scroll.Refresh()
}

func (p *privacyPage) did(said string) {
	p.screen.stage.Changed()
	p.screen.stage.Tell(said)
	p.load()
}

func (p *privacyPage) askAnonymise(v desk.AnonymisableView) {
	retention.AskAnonymise(p.screen.stage, p.screen.desk, v.Debtor, p.did)
}

func (p *privacyPage) askHoldAll() { retention.AskHold(p.screen.stage, p.screen.desk, 0, "", p.did) }
