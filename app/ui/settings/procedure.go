package settings

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// procedure is how customers are reminded: the levels, and the rules that hold for all of them.
type procedure struct {
	stage  *stage.Stage
	desk   Desk
	before dunning.Procedure

	grace, between *widget.Input
	levels         []*levelEditor
	rows           *fyne.Container
	column         *fyne.Container
}

// levelEditor is the card of one level.
type levelEditor struct {
	before                     dunning.Level
	after, deadline, fee, rate *widget.Input
	since, interest, silent    *widget.Select
	channels                   [3]*widget.Select
}

func newProcedure(st *stage.Stage, d Desk) *procedure {
	p := &procedure{stage: st, desk: d, grace: daysInput(), between: daysInput(), rows: widget.Stack(theme.Edge)}
	general := widget.TopRow(theme.Edge, widget.Sized(200, 0, widget.NewField(i18n.T("procedure.grace"), p.grace)),
		widget.Sized(240, 0, widget.NewField(i18n.T("procedure.between"), p.between)), widget.Spacer())
	add := widget.NewButton(widget.Secondary, i18n.T("procedure.add"), theme.IconPlus, p.add)
	remove := widget.NewButton(widget.Secondary, i18n.T("procedure.remove"), theme.IconMinus, p.remove)
	p.column = widget.Stack(theme.Edge, widget.NewSentence(widget.Body.In(theme.Text2), i18n.T("procedure.text")), general, p.rows,
		widget.Row(theme.Gap, add, remove, widget.Spacer()))
	return p
}

func daysInput() *widget.Input {
	return widget.NewInput("").OnRight().WithUnit(i18n.T("firstrun.days"))
}

func (p *procedure) key() string                { return "procedure" }
func (p *procedure) title() string              { return i18n.T("settings.procedure") }
func (p *procedure) verb() string               { return i18n.T("settings.save-procedure") }
func (p *procedure) content() fyne.CanvasObject { return p.column }
func (p *procedure) failed(error) bool          { return false }

func (p *procedure) show(a all) {
	p.before = a.procedure
	p.grace.SetText(portTextZero(a.procedure.GraceDays))
	p.between.SetText(portTextZero(a.procedure.MinDaysBetween))
	p.levels, p.rows.Objects = nil, nil
	for _, l := range a.procedure.Levels {
		p.put(l)
	}
	p.column.Refresh()
}

func (p *procedure) put(l dunning.Level) {
	e := newLevelEditor(l, p.stage.Words)
	p.levels = append(p.levels, e)
	p.rows.Add(e.card(len(p.levels)))
}

// add puts a level after the last, two weeks later and by the same ways.
func (p *procedure) add() {
	l := dunning.Level{Number: len(p.levels) + 1, AfterDays: 14, Since: dunning.SincePrevious, DeadlineDays: 14, Channels: []receivable.Channel{receivable.Letter, receivable.Email}}
	p.put(l)
	p.column.Refresh()
	p.stage.Canvas().Refresh(p.column)
}

// remove takes the last level away; one always stays.
func (p *procedure) remove() {
	if n := len(p.levels); n > 1 {
		p.levels, p.rows.Objects = p.levels[:n-1], p.rows.Objects[:n-1]
		p.column.Refresh()
	}
}

func newLevelEditor(l dunning.Level, w words.Words) *levelEditor {
	t := textOf(l, w.Locale())
	e := &levelEditor{before: l, after: daysInput(), deadline: daysInput(), fee: widget.NewInput(i18n.T("procedure.no-fee")).OnRight(), rate: widget.NewInput("").OnRight().WithUnit("%")}
	e.after.SetText(t.After)
	e.deadline.SetText(t.Deadline)
	e.fee.SetText(t.Fee)
	e.rate.SetText(t.Rate)
	e.since = widget.NewSelect([]widget.Choice{
		{ID: string(dunning.SinceDue), Text: i18n.T("procedure.since-due")},
		{ID: string(dunning.SincePrevious), Text: i18n.T("procedure.since-previous")},
		{ID: string(dunning.SinceDeadline), Text: i18n.T("procedure.since-deadline")},
	}, t.Since, nil)
	e.interest = widget.NewSelect([]widget.Choice{
		{ID: noInterest, Text: i18n.T("procedure.no-interest")}, {ID: statutoryInterest, Text: i18n.T("procedure.statutory")}, {ID: agreedInterest, Text: i18n.T("procedure.agreed")},
	}, t.Interest, func(string) { e.showRate() })
	e.silent = widget.NewSelect([]widget.Choice{
		{ID: "", Text: i18n.T("procedure.silent-goes-on")}, {ID: string(receivable.Call), Text: i18n.T("procedure.silent-call")}, {ID: string(receivable.Visit), Text: i18n.T("procedure.silent-visit")},
	}, t.Silent, nil)
	ways := []widget.Choice{{ID: "", Text: words.Dash}}
	for _, c := range words.Channels() {
		ways = append(ways, widget.Choice{ID: string(c), Text: words.Channel(c)})
	}
	for i := range e.channels {
		e.channels[i] = widget.NewSelect(ways, t.Channels[i], nil)
	}
	e.showRate()
	return e
}

// showRate lets a rate be typed only where one is used.
func (e *levelEditor) showRate() {
	if e.interest.Selected() == agreedInterest {
		e.rate.Enable()
	} else {
		e.rate.Disable()
	}
}

func (e *levelEditor) card(n int) fyne.CanvasObject {
	field := func(width float32, key string, o fyne.CanvasObject) fyne.CanvasObject {
		return widget.Sized(width, 0, widget.NewField(key, o))
	}
	first := widget.TopRow(12, field(110, i18n.T("procedure.after"), e.after), field(200, i18n.T("procedure.since"), e.since), field(110, i18n.T("procedure.deadline"), e.deadline), widget.Spacer())
	second := widget.TopRow(12, field(110, i18n.T("procedure.first-way"), e.channels[0]), field(110, i18n.T("procedure.then"), e.channels[1]), field(110, i18n.T("procedure.then"), e.channels[2]),
		field(200, i18n.T("procedure.silent"), e.silent), widget.Spacer())
	third := widget.TopRow(12, field(110, i18n.T("procedure.fee"), e.fee), field(200, i18n.T("waves.interest"), e.interest), field(110, i18n.T("procedure.rate"), e.rate), widget.Spacer())
	head := widget.Row(theme.Gap, widget.NewLevelBadge(n), widget.NewText(i18n.T("procedure.level", i18n.Args{"level": n}), widget.Group), widget.Spacer())
	return widget.NewBox(theme.Work, widget.Inset(12, theme.Edge, theme.Edge, theme.Edge, widget.Stack(12, head, first, second, third)))
}

func (e *levelEditor) text() levelText {
	t := levelText{
		After: e.after.Text(), Since: e.since.Selected(), Deadline: e.deadline.Text(), Fee: e.fee.Text(), Interest: e.interest.Selected(),
		Rate: e.rate.Text(), Silent: e.silent.Selected(),
	}
	for i, c := range e.channels {
		t.Channels[i] = c.Selected()
	}
	return t
}

func (p *procedure) save() (func(context.Context) error, error) {
	out := p.before
	var err error
	if out.GraceDays, err = days(p.grace.Text()); err != nil {
		return nil, err
	}
	if out.MinDaysBetween, err = days(p.between.Text()); err != nil {
		return nil, err
	}
	out.Levels = nil
	for i, e := range p.levels {
		l, err := e.text().read(e.before)
		if err != nil {
			return nil, err
		}
		l.Number = i + 1
		out.Levels = append(out.Levels, l)
	}
	return func(ctx context.Context) error { return p.desk.SetProcedure(ctx, out) }, nil
}
