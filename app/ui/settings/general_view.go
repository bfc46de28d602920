package settings

import (
	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// narrow is the width below which a field moves to a further row rather than cut its label.
const narrow float32 = 190

// buildGeneral makes the fields that hold for all levels; calendars and currencies are known once the book was read.
func (p *remindersPage) buildGeneral() {
	sh, k := p.form.sheet, p.screen.model.Kept
	first := []widget.Choice{{ID: string(dunning.FromLevel1), Text: i18n.T("settings.from-level-1")}, {ID: string(dunning.ByAge), Text: i18n.T("settings.by-age")}}
	order := []widget.Choice{
		{ID: string(dunning.PrincipalFirst), Text: i18n.T("settings.principal-first")},
		{ID: string(dunning.CostsInterestPrincipal), Text: i18n.T("settings.costs-first")},
	}
	calendars := []widget.Choice{{ID: dunning.NoCalendar, Text: i18n.T("settings.every-day")}}
	for _, code := range k.Calendars {
		calendars = append(calendars, widget.Choice{ID: code, Text: i18n.T("settings.business-days", i18n.Args{"country": words.Country(code)})})
	}
	for _, c := range p.least {
		delete(sh.boxes, leastKey(c)) // of the procedure shown before
	}
	p.general.Objects = []fyne.CanvasObject{
		newLine([]float32{1, 1}, sh.choice("first_contact", i18n.T("settings.first-contact"), first), sh.choice("calendar", i18n.T("settings.calendar"), calendars)).wrapping(narrow),
		newLine([]float32{1, 1}, sh.days("grace_days", i18n.T("procedure.grace")), sh.days("min_days_between", i18n.T("procedure.between"))).wrapping(narrow),
		sh.choice("allocation", i18n.T("settings.allocation"), order),
	}
	p.least = p.screen.model.Currencies()
	for at := 0; at < len(p.least); at += 3 {
		shares, fields := []float32{1, 1, 1}, []fyne.CanvasObject{}
		for _, c := range p.least[at:min(at+3, len(p.least))] {
			fields = append(fields, sh.figure(leastKey(c), i18n.T("settings.least", i18n.Args{"currency": string(c)}), string(c)))
		}
		p.general.Add(newLine(shares, fields...).wrapping(140))
	}
	p.general.Refresh()
}

// eventFields are the notes that belong to no level.
func eventFields(sh *sheet) fyne.CanvasObject {
	return group(i18n.T("events.title"), i18n.T("events.text"),
		sh.tick(beforeDue, i18n.T("events.before"), i18n.T("events.before-due")),
		newLine([]float32{1, 1, 1, 1}, append([]fyne.CanvasObject{sh.days(beforeDue+".days", i18n.T("events.days"))}, writtenWays(sh, beforeDue)...)...).wrapping(128),
		sh.tick(thankYou, i18n.T("events.after"), i18n.T("events.thank-you")),
		newLine([]float32{1, 1, 1}, writtenWays(sh, thankYou)...).wrapping(128),
		sh.tick(confirmPromise, i18n.T("events.promised"), i18n.T("events.confirm-promise")),
		newLine([]float32{1, 1, 1}, writtenWays(sh, confirmPromise)...).wrapping(128),
		sh.tick(brokenPromise, i18n.T("events.broken"), i18n.T("events.broken-promise")),
		newLine([]float32{1, 1, 1}, writtenWays(sh, brokenPromise)...).wrapping(128))
}

// writtenWays are the channels of such a note, in order; when none is chosen it goes by mail.
func writtenWays(sh *sheet, event string) []fyne.CanvasObject {
	ways := make([]fyne.CanvasObject, writtenSlots)
	for i := range ways {
		label, none := i18n.T("procedure.then"), words.Dash
		if i == 0 {
			label, none = i18n.T("procedure.first-way"), i18n.T("events.by-mail")
		}
		choices := []widget.Choice{{ID: "", Text: none}}
		for _, c := range []receivable.Channel{receivable.Email, receivable.SMS, receivable.Letter} {
			choices = append(choices, widget.Choice{ID: string(c), Text: words.Channel(c)})
		}
		ways[i] = sh.choice(event+"."+channelField(i), label, choices)
	}
	return ways
}
