package settings

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

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
	p.fees = p.newFeeFields(sh)
	interest, bases := interestChoices()
	return widget.Stack(12,
		widget.Row(theme.Gap, p.heading, widget.Spacer(), p.remove),
		newLine([]float32{1, 1, 1}, sh.days(key("after_days"), i18n.T("procedure.after")), sh.choice(key("since"), i18n.T("procedure.since"), since),
			sh.days(key("deadline_days"), i18n.T("procedure.deadline"))).wrapping(narrow),
		even(ways...).wrapping(120),
		newLine([]float32{1, 1}, sh.choice(key("tone"), i18n.T("settings.tone"), toneChoices()),
			p.textField(sh, key("text"))).wrapping(narrow),
		newLine([]float32{1, 1}, sh.choice(key("if_silent"), i18n.T("procedure.silent"), silent),
			sh.choice(key("if_answered"), i18n.T("settings.answered"), answered)).wrapping(narrow),
		p.fees.content,
		newLine([]float32{2, 1, 1}, sh.choice(key("interest"), i18n.T("settings.interest"), interest), sh.figure(key("interest.rate"), i18n.T("procedure.rate"), "%"),
			sh.choice(key("interest.basis"), i18n.T("settings.basis"), bases)),
		sh.tick(key("compensation"), i18n.T("settings.compensation"), i18n.T("settings.compensation-text")),
		sh.tick(key("approval"), i18n.T("settings.approval"), i18n.T("settings.approval-text")),
		sh.tick(key("registered"), i18n.T("settings.registered"), i18n.T("settings.registered-text")))
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

// textField chooses the text of a level; those of the house come with the book, see showTexts.
func (p *remindersPage) textField(sh *sheet, key string) *widget.Field {
	f := sh.choice(key, i18n.T("settings.text"), textChoices(nil))
	p.texts, _ = f.Control().(*widget.Select)
	return f
}

// textChoices are the texts that a level may speak with instead of the one of its tone: those of the tones, then the house's own.
func textChoices(names []string) []widget.Choice {
	choices := toneChoices()
	choices[0].Text = i18n.T("settings.text-of-tone")
	for _, name := range names {
		if !slices.ContainsFunc(choices, func(c widget.Choice) bool { return c.ID == name }) {
			choices = append(choices, widget.Choice{ID: name, Text: words.TextName(name)})
		}
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

func interestChoices() (ways, bases []widget.Choice) {
	ways = []widget.Choice{
		{ID: noInterest, Text: i18n.T("procedure.no-interest")},
		{ID: statutoryInterest, Text: i18n.T("procedure.statutory")},
		{ID: rateInterest, Text: i18n.T("procedure.agreed")},
		{ID: tableInterest, Text: i18n.T("settings.by-table")},
	}
	for _, b := range []dunning.DayCount{dunning.Act365, dunning.Act360, dunning.Thirty, dunning.ActualCY} {
		bases = append(bases, widget.Choice{ID: string(b), Text: strings.ToUpper(string(b)[:1]) + string(b)[1:]})
	}
	return ways, bases
}
