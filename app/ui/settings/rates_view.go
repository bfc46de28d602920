package settings

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// ratesTable is the procedure's own table of interest rates, shown where a level asks for one.
type ratesTable struct {
	page    *remindersPage
	table   *widget.Table[RateLine]
	place   *fyne.Container
	content fyne.CanvasObject
}

func (p *remindersPage) newRatesTable(sh *sheet) *ratesTable {
	t := &ratesTable{page: p, place: widget.Stack(0)}
	w := p.screen.stage
	t.table = widget.NewTable(widget.TableConfig[RateLine]{
		Key: func(r RateLine) string { return strconv.Itoa(r.Number) },
		Columns: []widget.Column[RateLine]{
			{ID: "from", Title: i18n.T("rates.from"), Width: 110, Text: func(r RateLine) string { return w.Words.Date(r.From) }, Lead: true},
			{ID: "percent", Title: i18n.T("procedure.rate"), Width: 80, Align: widget.Right, Text: func(r RateLine) string { return r.Percent + "\u00a0%" }, Style: func(RateLine) widget.Style { return widget.Body.OnRight() }},
			{ID: "source", Title: i18n.T("rates.source"), Width: 160, Flex: 1, Text: func(r RateLine) string { return r.Source }},
		},
		OnOpen: t.ask,
		Menu:   func(RateLine) []widget.Choice { return changeOrRemove("rates.change", "rates.remove") },
		OnChoice: func(r RateLine, c widget.Choice) {
			if c.ID == "remove" {
				p.screen.model.RemoveRate(r.Number)
				p.changed()
				return
			}
			t.ask(r)
		},
	})
	add := widget.NewButton(widget.Secondary, i18n.T("rates.add"), theme.IconPlus, func() { t.ask(RateLine{}) })
	t.content = group(i18n.T("rates.title"), i18n.T("rates.text"), sh.put(ratesKey, i18n.T("rates.lines"), t.place, func(string) {}), widget.Row(theme.Gap, add, widget.Spacer()))
	return t
}

// ask changes a line, or adds one when it has no number.
func (t *ratesTable) ask(r RateLine) {
	st := t.page.screen.stage
	from := widget.NewDateField(st.Words.Dates(), st.Words.Today())
	from.SetDate(r.From)
	percent, source := widget.NewInput("").OnRight().WithUnit("%"), widget.NewInput("")
	percent.SetText(r.Percent)
	source.SetText(r.Source)
	title := i18n.T("rates.add")
	if r.Number > 0 {
		title = i18n.T("rates.change")
	}
	st.Decide(stage.Decision{
		Title: title, Text: i18n.T("rates.line-text"), Verb: title, Icon: theme.IconTick,
		Fields: []stage.NamedField{
			stage.Labelled("from", i18n.T("rates.from"), from), stage.Labelled("percent", i18n.T("procedure.rate"), percent),
			stage.Labelled("source", i18n.T("rates.source"), source),
		},
		Work: func() (func(context.Context) error, error) {
			day, err := from.Date()
			if err != nil {
				return nil, stage.OnField(err, "from")
			}
			return nothingToDo, t.page.screen.model.PutRate(RateLine{Number: r.Number, From: day, Percent: percent.Text(), Source: source.Text()})
		},
		Done: t.page.changed,
	})
}

func (t *ratesTable) show(m *Model) {
	lines := m.Rates()
	t.table.SetRows(lines)
	showAsHigh(t.place, t.table, max(1, len(lines)))
	if m.UsesRates() {
		t.content.Show()
	} else {
		t.content.Hide()
	}
}
