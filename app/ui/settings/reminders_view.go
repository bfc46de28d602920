package settings

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// inLevel marks the fields of the level shown: "level.fee.max" is "levels[2].fee.max" while level 2 is shown.
const inLevel = "level."

// remindersPage is the procedure: what holds for all, the levels, and the fields of the level shown.
type remindersPage struct {
	screen  *Screen
	form    *form
	general *fyne.Container
	least   []money.Currency // currencies that have a field for the least balance
	levels  *widget.Table[levelRow]
	place   *fyne.Container // the table, as high as its rows
	heading *widget.Text
	remove  *widget.Button
	fees    *stage.Pages
	figures fyne.CanvasObject // fee of one figure
	bands   fyne.CanvasObject // fee in bands, which are not changed here
	try     *widget.Button
}

func (s *Screen) newRemindersPage() *remindersPage {
	p := &remindersPage{screen: s}
	sh := newSheet(s.stage.Pick, func(key, text string) { s.wroteReminders(key, text) })
	p.general = widget.Stack(12)
	p.levels = p.newTable()
	p.place = widget.Stack(0)
	p.heading = widget.NewText("", widget.Group)
	p.remove = widget.NewButton(widget.Secondary, i18n.T("settings.remove-level"), theme.IconTrash, p.removeLevel)
	add := widget.NewButton(widget.Secondary, i18n.T("procedure.add"), theme.IconPlus, p.addLevel)
	levels := widget.Stack(theme.Gap, widget.Row(theme.Gap, widget.NewText(i18n.T("settings.levels-title"), widget.Group), widget.Spacer(), add),
		widget.NewSentence(widget.Small, i18n.T("procedure.text")), p.place)
	level := widget.NewBox(theme.Pane, widget.Inset(12, theme.Edge, theme.Edge, theme.Edge, p.levelFields(sh)))
	p.try = widget.NewButton(widget.Secondary, i18n.T("settings.try"), theme.IconEye, s.tryProcedure).Large()
	body := widget.Stack(theme.GroupGap, widget.Stack(12, widget.NewText(i18n.T("settings.for-all"), widget.Group), p.general), widget.Stack(12, levels, level))
	p.form = s.newForm(Reminders, i18n.T("settings.procedure"), i18n.T("settings.save-procedure"), sh, body, p.try)
	p.form.labels = p.label
	return p
}

// buildGeneral makes the fields that hold for all levels; calendars and currencies are known once the book was read.
func (p *remindersPage) buildGeneral() {
	sh, k := p.form.sheet, p.screen.model.Kept
	first := []widget.Choice{{ID: string(dunning.FromLevel1), Text: i18n.T("settings.from-level-1")}, {ID: string(dunning.ByAge), Text: i18n.T("settings.by-age")}}
	calendars := []widget.Choice{{ID: "none", Text: i18n.T("settings.every-day")}}
	for _, code := range k.Calendars {
		calendars = append(calendars, widget.Choice{ID: code, Text: i18n.T("settings.business-days", i18n.Args{"country": words.Country(code)})})
	}
	p.general.Objects = []fyne.CanvasObject{
		newLine([]float32{1, 1}, sh.choice("first_contact", i18n.T("settings.first-contact"), first), sh.choice("calendar", i18n.T("settings.calendar"), calendars)),
		newLine([]float32{1, 1}, sh.days("grace_days", i18n.T("procedure.grace")), sh.days("min_days_between", i18n.T("procedure.between"))),
	}
	ways, _ := interestChoices(len(k.Procedure.Rates) > 0)
	sh.offer(inLevel+"interest", ways)
	p.least = p.screen.model.Currencies()
	for at := 0; at < len(p.least); at += 3 {
		shares, fields := []float32{1, 1, 1}, []fyne.CanvasObject{}
		for _, c := range p.least[at:min(at+3, len(p.least))] {
			fields = append(fields, sh.figure(leastKey(c), i18n.T("settings.least", i18n.Args{"currency": string(c)}), string(c)))
		}
		p.general.Add(newLine(shares, fields...))
	}
	p.general.Refresh()
}

func (p *remindersPage) levelFields(sh *sheet) fyne.CanvasObject {
	key := func(field string) string { return inLevel + field }
	since := []widget.Choice{
		{ID: string(dunning.SinceDue), Text: i18n.T("procedure.since-due")},
		{ID: string(dunning.SincePrevious), Text: i18n.T("procedure.since-previous")},
		{ID: string(dunning.SinceDeadline), Text: i18n.T("procedure.since-deadline")},
	}
	silent := []widget.Choice{
		{ID: "", Text: i18n.T("procedure.silent-goes-on")},
		{ID: string(receivable.Call), Text: i18n.T("procedure.silent-call")},
		{ID: string(receivable.Visit), Text: i18n.T("procedure.silent-visit")},
	}
	answered := []widget.Choice{{ID: "", Text: i18n.T("procedure.silent-goes-on")}, {ID: dunning.Confirm, Text: i18n.T("settings.confirm")}}
	ways := make([]fyne.CanvasObject, channelSlots)
	for i := range ways {
		label := i18n.T("procedure.then")
		if i == 0 {
			label = i18n.T("procedure.first-way")
		}
		ways[i] = sh.choice(key(channelField(i)), label, channelChoices(i == 0))
	}
	p.figures = p.feeFields(sh)
	p.bands = widget.NewSentence(widget.Body.In(theme.Text2), i18n.T("settings.fee-bands"))
	p.fees = stage.NewPages(p.figures)
	interest, bases := interestChoices(false)
	return widget.Stack(12,
		widget.Row(theme.Gap, p.heading, widget.Spacer(), p.remove),
		newLine([]float32{1, 1, 1}, sh.days(key("after_days"), i18n.T("procedure.after")), sh.choice(key("since"), i18n.T("procedure.since"), since), sh.days(key("deadline_days"), i18n.T("procedure.deadline"))),
		even(ways...),
		newLine([]float32{1, 1, 1}, sh.choice(key("tone"), i18n.T("settings.tone"), toneChoices()), sh.choice(key("if_silent"), i18n.T("procedure.silent"), silent),
			sh.choice(key("if_answered"), i18n.T("settings.answered"), answered)),
		p.fees.Container,
		newLine([]float32{1, 1, 1}, sh.choice(key("interest"), i18n.T("settings.interest"), interest), sh.figure(key("interest.rate"), i18n.T("procedure.rate"), "%"),
			sh.choice(key("interest.basis"), i18n.T("settings.basis"), bases)),
		sh.tick(key("approval"), i18n.T("settings.approval"), i18n.T("settings.approval-text")))
}

func (p *remindersPage) feeFields(sh *sheet) fyne.CanvasObject {
	per := []widget.Choice{{ID: string(dunning.PerNotice), Text: i18n.T("settings.per-notice")}, {ID: string(dunning.PerItem), Text: i18n.T("settings.per-item")}}
	of := []widget.Choice{{ID: string(dunning.OfOpen), Text: i18n.T("settings.of-open")}, {ID: string(dunning.OfOriginal), Text: i18n.T("settings.of-original")}}
	return widget.Stack(12,
		newLine([]float32{1, 1, 1}, sh.figure(inLevel+"fee.fixed", i18n.T("procedure.fee"), ""), sh.choice(inLevel+"fee.per", i18n.T("settings.per"), per), &fyne.Container{}),
		newLine([]float32{1, 1, 1}, sh.figure(inLevel+"fee.percent", i18n.T("settings.percent"), "%"), sh.choice(inLevel+"fee.of", i18n.T("settings.of"), of),
			even(sh.figure(inLevel+"fee.min", i18n.T("settings.fee-least"), ""), sh.figure(inLevel+"fee.max", i18n.T("settings.fee-most"), ""))))
}

func channelChoices(first bool) []widget.Choice {
	var choices []widget.Choice
	if !first {
		choices = append(choices, widget.Choice{ID: "", Text: words.Dash})
	}
	for _, c := range words.Channels() {
		choices = append(choices, widget.Choice{ID: string(c), Text: words.Channel(c)})
	}
	return choices
}

func toneChoices() []widget.Choice {
	return []widget.Choice{
		{ID: "", Text: i18n.T("settings.tone-auto")},
		{ID: string(dunning.Friendly), Text: i18n.T("settings.tone-friendly")},
		{ID: string(dunning.Reminder), Text: i18n.T("settings.tone-reminder")},
		{ID: string(dunning.Firm), Text: i18n.T("settings.tone-firm")},
		{ID: string(dunning.Final), Text: i18n.T("settings.tone-final")},
	}
}

func interestChoices(table bool) (ways, bases []widget.Choice) {
	ways = []widget.Choice{
		{ID: noInterest, Text: i18n.T("procedure.no-interest")},
		{ID: statutoryInterest, Text: i18n.T("procedure.statutory")},
		{ID: rateInterest, Text: i18n.T("procedure.agreed")},
	}
	if table {
		ways = append(ways, widget.Choice{ID: tableInterest, Text: i18n.T("settings.by-table")})
	}
	for _, b := range []dunning.DayCount{dunning.Act365, dunning.Act360, dunning.Thirty, dunning.ActualCY} {
		bases = append(bases, widget.Choice{ID: string(b), Text: strings.ToUpper(string(b)[:1]) + string(b)[1:]})
	}
	return ways, bases
}

// label names a field; those of a level after the level.
func (p *remindersPage) label(key string) string {
	number, field := splitLevel(key)
	switch {
	case number > 0:
		level := i18n.T("procedure.level", i18n.Args{"level": number})
		if name := p.form.sheet.label(inLevel + field); name != "" {
			return level + " " + strings.ToLower(name)
		}
		return level
	case key == levelsKey:
		return i18n.T("settings.levels-title")
	}
	return p.form.sheet.label(key)
}

// key is where a field of the page is kept in the model.
func (p *remindersPage) key(of string) string {
	if field, ok := strings.CutPrefix(of, inLevel); ok {
		return levelKey(p.screen.model.Level, field)
	}
	return of
}

// show fills the fields and the table.
func (p *remindersPage) show() {
	m := p.screen.model
	p.form.sheet.fill(func(key string) string { return m.Get(Reminders, p.key(key)) })
	p.heading.SetText(i18n.T("procedure.level", i18n.Args{"level": m.Level}))
	p.remove.Enable()
	if m.Levels() < 2 {
		p.remove.Disable()
	}
	p.fees.Turn(p.figures)
	if m.Bands() {
		p.fees.Turn(p.bands)
	}
	p.showInterest()
	p.showRows()
	p.levels.Select(strconv.Itoa(m.Level))
	p.form.scroll.Refresh()
}

// showInterest lets a rate be written only where one counts.
func (p *remindersPage) showInterest() {
	way := p.screen.model.Get(Reminders, p.key(inLevel+"interest"))
	p.form.sheet.enable(inLevel+"interest.rate", way == rateInterest)
	p.form.sheet.enable(inLevel+"interest.basis", way == rateInterest || way == tableInterest)
}

// showRows writes the table of levels anew, as they are typed.
func (p *remindersPage) showRows() {
	rows := levelRows(p.screen.model)
	p.levels.SetRows(rows)
	height := theme.HeaderRow + theme.RowDense*float32(len(rows))
	p.place.Objects = []fyne.CanvasObject{widget.Sized(0, height, p.levels)}
	p.place.Refresh()
}

func (p *remindersPage) addLevel() {
	p.screen.model.AddLevel()
	p.changed()
}

func (p *remindersPage) removeLevel() {
	p.screen.model.RemoveLevel()
	p.changed()
}

func (p *remindersPage) changed() {
	p.form.sheet.clearErrors()
	p.show()
	p.screen.showChanges(Reminders)
}
