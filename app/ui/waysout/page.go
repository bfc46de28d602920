package waysout

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Desk is what the calculator needs of the desk.
type Desk interface {
	WayOut(ctx context.Context, debtor receivable.DebtorID, on date.Date) ([]desk.WaysOut, error)
	TryWayOut(ctx context.Context, debtor receivable.DebtorID, on date.Date, a settlement.Assumptions) ([]desk.WaysOut, error)
	Assumptions(ctx context.Context, country string) (settlement.Assumptions, error)
	SetAssumptions(ctx context.Context, country string, a settlement.Assumptions) error
	ForgetAssumptions(ctx context.Context, country string) error
}

// Steps are where the page leads: back, and into the ways themselves.
type Steps struct {
	Back, Terms, WriteOff, HandOver func()
}

// Page is the calculator for one customer.
type Page struct {
	stage    *stage.Stage
	desk     Desk
	debtor   receivable.DebtorID
	name     string
	currency money.Currency
	shown    *desk.WaysOut          // nil until it has been read
	trial    settlement.Assumptions // as they are typed
	changed  bool                   // something differs from what is kept
	way      settlement.Way         // whose assumptions are beside the table
	later    *runner.Later

	header *widget.PageHeader
	save   *widget.Button
	table  *widget.Table[Line]
	footer *widget.Footer
	fields *fields
	side   *fyne.Container
	page   fyne.CanvasObject
}

// New makes the page; Show says for whom.
func New(st *stage.Stage, d Desk, to Steps) *Page {
	p := &Page{stage: st, desk: d, later: runner.NewLater(st.Run, 150*time.Millisecond)}
	p.save = widget.NewButton(widget.Primary, i18n.T("way.save"), theme.IconTicked, p.keep)
	p.header = widget.NewPageHeader(i18n.T("way.menu"),
		widget.NewButton(widget.Secondary, i18n.T("customer.terms"), theme.IconCalendar, to.Terms), widget.NewButton(widget.Secondary, i18n.T("writeoff.menu"), theme.IconMinus, to.WriteOff),
		widget.NewButton(widget.Secondary, i18n.T("handover.menu"), theme.IconAgency, to.HandOver), p.save).WithBack(to.Back)
	p.table = p.newTable()
	p.footer = widget.NewFooter()
	p.side = widget.Stack(12)
	pane := widget.NewSurface(theme.Pane, widget.LeftEdge, widget.NewScroll(widget.Inset(theme.Edge, theme.Edge, theme.Edge, theme.Edge, p.side)))
	left := widget.Stack(0, widget.Grow(p.table), p.footer)
	p.page = widget.Stack(0, p.header, widget.Rule(), widget.Grow(stage.Beside(left, pane, 320, 420, 29)))
	return p
}

func (p *Page) newTable() *widget.Table[Line] {
	strong := func(l Line) widget.Style {
		switch {
		case l.Loses:
			return widget.BodyStrong.In(theme.Overdue4.Text())
		case l.Best:
			return widget.BodyStrong.In(theme.Promised.Text())
		}
		return widget.BodyStrong
	}
	return widget.NewTable(widget.TableConfig[Line]{
		Key: func(l Line) string { return string(l.Way) }, RowHeight: theme.RowTwoLine, OnSelect: func(l Line) { p.turn(l.Way) },
		Columns: []widget.Column[Line]{
			{
				ID: "way", Title: i18n.T("way.way"), Width: 150, Flex: 1, Lead: true, Text: func(l Line) string { return l.Name }, Style: func(Line) widget.Style { return widget.BodyStrong.Cut() },
				Detail: func(l Line) widget.Detail { return widget.Detail{Text: l.Chance} },
			},
			{ID: "comes", Title: i18n.T("way.expected"), Width: 84, Align: widget.Right, Text: func(l Line) string { return l.Comes }},
			{ID: "costs", Title: i18n.T("way.cost"), Width: 74, Align: widget.Right, Text: func(l Line) string { return l.Costs }},
			{ID: "left", Title: i18n.T("way.left"), Width: 84, Align: widget.Right, Rank: 2, Text: func(l Line) string { return l.Left }},
			{ID: "takes", Title: i18n.T("way.takes"), Width: 48, Text: func(l Line) string { return l.Takes }},
			{ID: "on", Title: i18n.T("way.cash-on"), Width: 92, Text: func(l Line) string { return l.On }},
			{ID: "today", Title: i18n.T("way.today"), Width: 88, Align: widget.Right, Text: func(l Line) string { return l.Today }, Style: strong},
			{ID: "relation", Title: i18n.T("way.relation"), Width: 80, Text: func(l Line) string { return l.Relation }, Style: func(Line) widget.Style { return widget.Small.Cut() }},
		},
	})
}

// Content is what the window shows.
func (p *Page) Content() fyne.CanvasObject { return p.page }

// Shown is what the table shows, for whoever drives the page without a pointer; nil until it has been read.
func (p *Page) Shown() *desk.WaysOut { return p.shown }

// pick is the table of the customer's currency; nil when nothing of it is overdue.
func (p *Page) pick(all []desk.WaysOut) *desk.WaysOut {
	for i := range all {
		if all[i].Claim.Currency == p.currency {
			return &all[i]
		}
	}
	return nil
}

// read is a table with what it was reckoned with.
type read struct {
	all   []desk.WaysOut
	trial settlement.Assumptions
}

// Show reads the ways of a customer's claims in a currency; ready is called when there is something to see.
func (p *Page) Show(debtor receivable.DebtorID, name string, currency money.Currency, ready func()) {
	p.debtor, p.name, p.currency = debtor, name, currency
	on := p.stage.Words.Today()
	runner.Go(p.stage.Run, func(ctx context.Context) (r read, err error) {
		if r.all, err = p.desk.WayOut(ctx, debtor, on); err != nil || len(r.all) == 0 {
			return r, err
		}
		r.trial, err = p.desk.Assumptions(ctx, r.all[0].Country)
		return r, err
	}, func(r read, err error) {
		w := p.pick(r.all)
		switch {
		case err != nil:
			p.stage.Fail(err)
		case w == nil:
			p.stage.Tell(i18n.T("way.nothing"))
		default:
			p.trial, p.changed = r.trial, false
			p.show(w)
			p.fields = nil
			p.Turn(p.best())
			ready()
		}
	})
}

// best is the way that is worth most today.
func (p *Page) best() settlement.Way {
	for _, l := range Lines(p.shown, p.stage.Words) {
		if l.Best {
			return l.Way
		}
	}
	return settlement.WayWait
}

// show draws the table.
func (p *Page) show(w *desk.WaysOut) {
	say := p.stage.Words
	p.shown = w
	p.header.SetTitle(i18n.T("way.question", i18n.Args{"amount": say.Money(w.Claim)}))
	p.header.SetNote(p.name)
	p.table.SetRows(Lines(w, say))
	rate := i18n.T("way.rate-house", i18n.Args{"rate": say.Percent(w.Discount.String())})
	if w.OwnRate {
		rate = i18n.T("way.rate-own", i18n.Args{"rate": say.Percent(w.Discount.String()), "country": words.Country(w.Country)})
	}
	p.footer.Set(widget.Count{Words: i18n.T("way.assumed", i18n.Args{"country": words.Country(w.Country)})}, widget.Count{Words: rate})
	if p.changed {
		p.save.Enable()
	} else {
		p.save.Disable()
	}
}

// Turn selects a way in the table, which puts its assumptions beside it.
func (p *Page) Turn(way settlement.Way) {
	for i := range p.table.Len() {
		if p.table.At(i).Way == way {
			p.table.SelectIndex(i)
		}
	}
	p.turn(way)
}

// turn puts the assumptions of a way beside the table.
func (p *Page) turn(way settlement.Way) {
	if p.shown == nil || p.way == way && p.fields != nil && p.fields.of == p.shown.Country+string(p.currency) {
		return
	}
	p.way = way
	p.showSide()
}

// line is the way beside the table as it was reckoned: with the chance that the book knows.
func (p *Page) line() *settlement.WayOut {
	for i := range p.shown.Lines {
		if p.shown.Lines[i].Way == p.way {
			return &p.shown.Lines[i]
		}
	}
	return nil
}
