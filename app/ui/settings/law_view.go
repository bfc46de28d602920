package settings

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// lawPage shows the law of a country row by row, and keeps the office's own rows over it. A row is saved as its dialog closes.
type lawPage struct {
	screen  *Screen
	country string
	which   string
	packs   *widget.Select
	table   *widget.Table[lawRow]
	banner  *fyne.Container
	footer  *widget.Footer
	content *fyne.Container
}

func (s *Screen) newLawPage() *lawPage {
	p := &lawPage{screen: s, which: lawToday, footer: widget.NewFooter(), banner: widget.Stack(0)}
	p.packs = widget.NewSelect(nil, "", func(code string) {
		p.country = code
		p.show()
	})
	which := widget.NewSelect([]widget.Choice{
		{ID: lawToday, Text: i18n.T("law.in-force")},
		{ID: lawAll, Text: i18n.T("law.all-rows")},
		{ID: lawUnverified, Text: i18n.T("law.unverified-rows")},
		{ID: lawOwn, Text: i18n.T("law.own-only")},
	}, lawToday, func(id string) {
		p.which = id
		p.show()
	})
	p.table = widget.NewTable(widget.TableConfig[lawRow]{
		RowHeight: theme.RowTwoLine, Key: func(r lawRow) string { return r.Key }, Columns: p.columns(), Dim: func(r lawRow) bool { return r.Row.By == law.Agency },
		Empty:  widget.NewEmptyState(theme.IconScales, i18n.T("law.none"), i18n.T("law.none-text")),
		OnOpen: p.open, OnWhy: p.open, Menu: p.menu, OnChoice: p.chose,
	})
	header := widget.NewPageHeader(i18n.T("settings.law"), widget.NewButton(widget.Primary, i18n.T("law.add"), theme.IconPlus, p.askFact))
	bar := widget.Inset(0, theme.Edge, theme.Gap, theme.Edge, widget.Row(theme.Gap, widget.Sized(220, 0, p.packs), widget.Sized(220, 0, which), widget.Spacer()))
	p.content = widget.Stack(0, header, bar, widget.Inset(0, theme.Edge, theme.Gap, theme.Edge, p.banner), widget.Grow(p.table), p.footer)
	return p
}

func (p *lawPage) columns() []widget.Column[lawRow] {
	w := func() words.Words { return p.screen.stage.Words }
	quiet := func(text string) widget.Detail { return widget.Detail{Text: text} }
	return []widget.Column[lawRow]{
		{
			ID: "fact", Title: i18n.T("law.fact"), Width: 128, Flex: 1, Text: func(r lawRow) string { return words.LawFact(r.Row.Fact) }, Lead: true,
			Detail: func(r lawRow) widget.Detail { return quiet(words.LawApplies(r.Row.Applies)) },
		},
		{
			ID: "says", Title: i18n.T("law.says"), Width: 150, Flex: 1.4, Text: func(r lawRow) string { return w().LawFigure(&r.Row) },
			Detail: func(r lawRow) widget.Detail { return quiet(w().LawHolds(&r.Row)) },
		},
		{
			ID: "ref", Title: i18n.T("law.ref"), Width: 140, Flex: 1.4, Text: func(r lawRow) string { return r.Row.Ref }, Rank: 1,
			Detail: func(r lawRow) widget.Detail { return quiet(p.second(r)) },
		},
		{
			ID: "whose", Title: i18n.T("law.whose"), Width: 98, Cell: widget.FlagCell(ownState), Text: lawRow.whose,
		},
		{
			ID: "checked", Title: i18n.T("law.checked"), Width: 110, Cell: widget.FlagCell(p.checked), Text: func(r lawRow) string { return p.checked(r).Word },
		},
	}
}

// second is the line under the reference: of an own row what it changes, of another where it was read.
func (p *lawPage) second(r lawRow) string {
	if !r.Row.Own {
		return r.Row.Source
	}
	return p.changes(r)
}

// changes says what an own row stands for.
func (p *lawPage) changes(r lawRow) string {
	switch more := len(r.Changes) - 1; {
	case more < 0:
		return ""
	case r.Changes[0].Pack == nil:
		return i18n.T("law.fills")
	case more > 0:
		return i18n.N("law.instead-of-more", more, p.was(r), i18n.Args{"more": p.screen.stage.Words.Count(more)})
	}
	return i18n.T("law.instead-of", p.was(r))
}

// was names the first row whose place an own row takes.
func (p *lawPage) was(r lawRow) i18n.Args {
	row := r.Changes[0].Pack
	return i18n.Args{"row": row.ID, "figure": p.screen.stage.Words.LawFigure(row)}
}

func ownState(r lawRow) widget.State {
	switch {
	case r.Misfit:
		return widget.State{Status: theme.Overdue4, Icon: theme.IconCrossed, Word: r.whose()}
	case r.Row.Own:
		return widget.State{Status: theme.Credit, Icon: theme.IconEdit, Word: r.whose()}
	case r.Row.By == law.Agency:
		return widget.State{Icon: theme.IconAgency, Word: r.whose()}
	case r.Row.IsHouse():
		return widget.State{Icon: theme.IconBooks, Word: r.whose()}
	}
	return widget.State{Icon: theme.IconScales, Word: r.whose()}
}

func (p *lawPage) checked(r lawRow) widget.State {
	if r.Row.Verified.IsZero() {
		return widget.State{Status: theme.Overdue2, Icon: theme.IconTriangle, Word: i18n.T("law.not-verified")}
	}
	return widget.State{Status: theme.Promised, Icon: theme.IconTick, Word: p.screen.stage.Words.Date(r.Row.Verified)}
}

// show lists the rows of the country that is chosen.
func (p *lawPage) show() {
	m := p.screen.model
	p.country = m.lawCountry(p.country)
	choices := make([]widget.Choice, 0, len(m.Kept.Laws))
	for _, l := range m.Kept.Laws {
		choices = append(choices, widget.Choice{ID: l.Pack.Code, Text: words.Country(l.Pack.Code)})
	}
	p.packs.SetChoices(choices)
	p.packs.SetSelected(p.country)
	l := m.lawOf(p.country)
	rows := lawRows(l)
	unverified, listed := 0, rows[:0:0]
	for _, r := range rows {
		if r.Row.Verified.IsZero() {
			unverified++
		}
		if r.listed(p.which, p.screen.stage.Words.Today()) {
			listed = append(listed, r)
		}
	}
	p.table.SetRows(listed)
	count := p.screen.stage.Words.Count
	p.footer.Set(widget.Count{Number: count(len(listed)), Words: i18n.N("law.rows", len(listed), i18n.Args{"version": l.Pack.Version})})
	p.banner.Objects = nil
	missed := p.missed(l)
	switch {
	case l.Trouble != nil:
		p.banner.Add(widget.NewBanner(widget.Blocked, i18n.T("law.trouble"), []widget.Run{{Text: words.Sentence(l.Trouble)}}, nil))
	case unverified > 0 || missed != "":
		first := i18n.N("law.unverified", unverified, i18n.Args{"n": count(unverified), "all": count(len(rows))})
		rest := i18n.T("law.unverified-text")
		if missed != "" {
			first, rest = missed, first
		}
		p.banner.Add(widget.NewBanner(widget.Unverified, first, []widget.Run{{Text: rest}}, nil))
	}
	p.content.Refresh()
}

// missed says of what the law that is shown knows nothing today, though it did before.
func (p *lawPage) missed(l desk.LawPack) string {
	var names []string
	for _, f := range ended(l, p.screen.stage.Words.Today()) {
		names = append(names, words.LawFact(f))
	}
	if len(names) == 0 {
		return ""
	}
	return i18n.T("law.ended", i18n.Args{"facts": strings.Join(names, ", ")})
}

// What a person may do with a row.
const (
	doOpen    = "open"
	doInstead = "instead"
	doOff     = "off"
	doRemove  = "remove"
)

func (p *lawPage) menu(r lawRow) []widget.Choice {
	choices := []widget.Choice{{ID: doOpen, Text: i18n.T("law.open"), Icon: theme.IconEye}}
	switch {
	case r.Row.Own:
		return append(choices, widget.Choice{ID: doRemove, Text: i18n.T("law.remove"), Icon: theme.IconTrash, Danger: true, Rule: true})
	case !r.Row.Fact.Binds() || !r.Row.BindsOwn():
		return choices
	}
	choices = append(choices, widget.Choice{ID: doInstead, Text: i18n.T("law.instead"), Icon: theme.IconEdit})
	if r.Row.IsHouse() {
		choices = append(choices, widget.Choice{ID: doOff, Text: i18n.T("law.switch-off"), Icon: theme.IconStop})
	}
	return choices
}

func (p *lawPage) chose(r lawRow, c widget.Choice) {
	switch c.ID {
	case doRemove:
		p.askRemove(r)
	case doInstead:
		p.ask(r.Row)
	case doOff:
		p.askOff(r)
	default:
		p.open(r)
	}
}

// open shows all that a row holds: what a person needs who is to check it against its source.
func (p *lawPage) open(r lawRow) {
	w := p.screen.stage.Words
	checked := i18n.T("law.nobody")
	if !r.Row.Verified.IsZero() {
		checked = i18n.T("law.checked-by", i18n.Args{"date": w.Date(r.Row.Verified), "name": r.Row.VerifiedBy})
	}
	content := widget.Stack(theme.Gap)
	for _, f := range []struct{ label, text string }{
		{i18n.T("law.says"), w.LawFigure(&r.Row)},
		{i18n.T("law.change"), p.changes(r)},
		{i18n.T("law.holds"), w.LawHolds(&r.Row)},
		{i18n.T("law.applies"), words.LawApplies(r.Row.Applies)},
		{i18n.T("law.whose"), r.whose()},
		{i18n.T("law.ref"), r.Row.Ref},
		{i18n.T("law.source"), r.Row.Source},
		{i18n.T("law.remark"), r.Row.Remark},
		{i18n.T("law.checked"), checked},
		{i18n.T("law.row"), r.Row.ID},
	} {
		if f.text != "" {
			content.Add(widget.Stack(0, widget.NewText(f.label, widget.Small), widget.NewSentence(widget.Body, f.text)))
		}
	}
	question := widget.Question{Title: words.LawFact(r.Row.Fact), Content: content, Cancel: i18n.T("dialog.close"), Width: 560}
	choices := p.menu(r)
	if len(choices) > 1 {
		question.Verb, question.Icon, question.Danger = choices[1].Text, choices[1].Icon, choices[1].Danger
		question.OnDo = func() bool {
			p.chose(r, choices[1])
			return true
		}
	}
	widget.AskOn(p.screen.stage.Canvas(), question)
}

func (p *lawPage) askRemove(r lawRow) {
	p.screen.stage.Decide(stage.Decision{
		Title: i18n.T("law.remove-title"), Text: i18n.T("law.remove-text", i18n.Args{"fact": words.LawFact(r.Row.Fact), "country": words.Country(p.country)}),
		Verb: i18n.T("law.remove"), Icon: theme.IconTrash, Danger: true,
		Work: func() (func(context.Context) error, error) { return p.put(nil, r.Row.ID), nil },
		Done: func() { p.done(i18n.T("law.removed")) },
	})
}

// askOff switches a house rule off, with a reason.
func (p *lawPage) askOff(r lawRow) {
	why := widget.NewInput("")
	p.screen.stage.Decide(stage.Decision{
		Title: i18n.T("law.off-title"), Text: p.screen.stage.Words.LawFigure(&r.Row), Verb: i18n.T("law.switch-off"), Icon: theme.IconStop,
		Fields: []stage.NamedField{stage.Labelled("ref", i18n.T("law.why"), why)},
		Work: func() (func(context.Context) error, error) {
			if why.Text() == "" {
				return nil, missing("ref")
			}
			row := offRow(r.Row, p.screen.model.lawOf(p.country).Own, why.Text())
			return p.put(&row, ""), nil
		},
		Done: func() { p.done(i18n.T("law.saved")) },
	})
}
