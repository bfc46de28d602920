package settings

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

// inLevel marks the fields of the level shown: "level.fee.max" is "levels[2].fee.max" while level 2 is shown.
const inLevel = "level."

// remindersPage is a procedure: what holds for all, the levels, the fields of the level shown, and beside them what would
// happen to a customer.
type remindersPage struct {
	screen  *Screen
	form    *form
	chooser *widget.Select
	used    *widget.Paragraph
	drop    *widget.Button
	general *fyne.Container
	events  fyne.CanvasObject
	rates   *ratesTable
	least   []money.Currency // currencies that have a field for the least balance
	levels  *widget.Table[levelRow]
	place   *fyne.Container // the table, as high as its rows
	heading *widget.Text
	remove  *widget.Button
	fees    *feeFields
	texts   *widget.Select
	try     *widget.Button
	trial   *trialPane
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
	p.events = eventFields(sh)
	p.rates = p.newRatesTable(sh)
	p.trial = s.newTrialPane()
	p.try = widget.NewButton(widget.Secondary, i18n.T("settings.try"), theme.IconEye, s.tryProcedure).Large()
	body := widget.Stack(theme.GroupGap, p.head(), widget.Stack(12, levels, level), p.events,
		widget.Stack(12, widget.NewText(i18n.T("settings.for-all"), widget.Group), p.general), p.rates.content)
	p.form = s.newForm(Reminders, i18n.T("settings.procedure"), i18n.T("settings.save-procedure"), sh, body, p.try)
	p.form.labels = p.label
	p.form.beside(p.trial.content)
	return p
}

// head chooses among the procedures.
func (p *remindersPage) head() fyne.CanvasObject {
	p.chooser = widget.NewSelect(nil, "", p.turnTo).WithPlaceholder(i18n.T("form.choose"))
	p.used = widget.NewSentence(widget.Small, "")
	add := widget.NewButton(widget.Secondary, i18n.T("procedures.copy"), theme.IconCopy, p.askCopy)
	rename := widget.NewButton(widget.Secondary, i18n.T("procedures.rename"), theme.IconEdit, p.askRename)
	p.drop = widget.NewButton(widget.Secondary, i18n.T("procedures.delete"), theme.IconTrash, p.askDelete)
	return widget.Stack(theme.Gap, widget.NewField(i18n.T("procedures.chosen"), p.chooser), p.used, widget.Row(theme.Gap, add, rename, p.drop, widget.Spacer()))
}

// showHead says which procedure is shown, and who goes by it.
func (p *remindersPage) showHead() {
	k := p.screen.model.Kept
	p.chooser.SetChoices(procedureChoices(k))
	p.chooser.SetSelected(k.Procedure.Name)
	p.used.SetText(i18n.T("procedures.version", i18n.Args{"version": max(1, k.Procedure.Version), "used": usedBy(k, k.Procedure.Name)}))
	p.drop.Enable()
	if len(k.Procedures.List) < 2 {
		p.drop.Disable()
	}
}

// label names a field; those of a level after the level.
func (p *remindersPage) label(key string) string {
	number, field := splitLevel(key)
	switch {
	case number > 0:
		level := i18n.T("procedure.level", i18n.Args{"level": number})
		if strings.HasPrefix(field, tiersKey) {
			field = tiersKey
		}
		if name := p.form.sheet.label(inLevel + field); name != "" {
			return level + " " + strings.ToLower(name)
		}
		return level
	case key == levelsKey:
		return i18n.T("settings.levels-title")
	case strings.HasPrefix(key, ratesKey):
		key = ratesKey
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

// show fills the fields and the tables.
func (p *remindersPage) show() {
	m := p.screen.model
	p.showHead()
	p.texts.SetChoices(textChoices(m.Kept.Texts))
	p.form.sheet.fill(func(key string) string { return m.Get(Reminders, p.key(key)) })
	p.heading.SetText(i18n.T("procedure.level", i18n.Args{"level": m.Level}))
	p.remove.Enable()
	if m.Levels() < 2 {
		p.remove.Disable()
	}
	p.adapt()
	p.levels.Select(strconv.Itoa(m.Level))
	p.form.scroll.Refresh()
}

// adapt shows the fields that count for what is written, and what follows from it.
func (p *remindersPage) adapt() {
	m := p.screen.model
	p.showInterest()
	p.fees.show(m)
	p.rates.show(m)
	for _, event := range []string{beforeDue, thankYou, confirmPromise, brokenPromise} {
		on := m.Get(Reminders, event) != ""
		for i := range writtenSlots {
			p.form.sheet.enable(event+"."+channelField(i), on)
		}
	}
	p.form.sheet.enable(beforeDue+".days", m.Get(Reminders, beforeDue) != "")
	p.showRows()
	p.trial.refresh()
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
	showAsHigh(p.place, p.levels, len(rows))
}

// showAsHigh stands a table in its place, as high as its rows.
func showAsHigh(place *fyne.Container, table fyne.CanvasObject, rows int) {
	place.Objects = []fyne.CanvasObject{widget.Sized(0, theme.HeaderRow+theme.RowDense*float32(rows), table)}
	place.Refresh()
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

// turnTo shows another procedure; something typed is asked about first.
func (p *remindersPage) turnTo(name string) {
	p.screen.ifSaved(Reminders, func() {
		p.screen.model.Choose(name)
		p.form.say(nil)
		p.buildGeneral()
		p.changed()
	}, p.showHead)
}

// remembers reads the book anew with a procedure chosen.
func (p *remindersPage) remembers(name, said string) func() {
	return func() {
		p.screen.model.Chosen = name
		p.screen.stage.Changed()
		p.screen.stage.Tell(said)
		p.screen.load("")
	}
}
