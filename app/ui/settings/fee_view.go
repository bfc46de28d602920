package settings

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// feeFields are the fee of the level shown: none, one figure, or bands of the amount.
type feeFields struct {
	page    *remindersPage
	figures fyne.CanvasObject
	bands   fyne.CanvasObject
	limits  fyne.CanvasObject // of both
	table   *widget.Table[Band]
	place   *fyne.Container
	content fyne.CanvasObject
}

func (p *remindersPage) newFeeFields(sh *sheet) *feeFields {
	f := &feeFields{page: p, place: widget.Stack(0)}
	kinds := []widget.Choice{{ID: noFee, Text: i18n.T("settings.no-fee")}, {ID: figureFee, Text: i18n.T("settings.one-fee")}, {ID: bandFee, Text: i18n.T("settings.in-bands")}}
	per := []widget.Choice{{ID: string(dunning.PerNotice), Text: i18n.T("settings.per-notice")}, {ID: string(dunning.PerItem), Text: i18n.T("settings.per-item")}}
	of := []widget.Choice{{ID: string(dunning.OfOpen), Text: i18n.T("settings.of-open")}, {ID: string(dunning.OfOriginal), Text: i18n.T("settings.of-original")}}
	modes := []widget.Choice{{ID: singleBand, Text: i18n.T("settings.band-single")}, {ID: addedBands, Text: i18n.T("settings.band-added")}}
	kind := newLine([]float32{1, 1}, sh.choice(inLevel+"fee", i18n.T("procedure.fee"), kinds), sh.choice(inLevel+"fee.per", i18n.T("settings.per"), per)).wrapping(narrow)
	f.figures = even(sh.figure(inLevel+"fee.fixed", i18n.T("settings.fee-fixed"), ""), sh.figure(inLevel+"fee.percent", i18n.T("settings.percent"), "%"))
	f.table = f.newTable()
	add := widget.NewButton(widget.Secondary, i18n.T("settings.add-band"), theme.IconPlus, func() { f.ask(Band{}) })
	list := sh.put(inLevel+tiersKey, i18n.T("settings.bands"), f.place, func(string) {})
	f.bands = widget.Stack(theme.Gap, list, widget.Row(theme.Gap, add, widget.Spacer()), sh.choice(inLevel+"fee.mode", i18n.T("settings.band-mode"), modes))
	f.limits = newLine([]float32{2, 1, 1}, sh.choice(inLevel+"fee.of", i18n.T("settings.of"), of), sh.figure(inLevel+"fee.min", i18n.T("settings.fee-least"), ""),
		sh.figure(inLevel+"fee.max", i18n.T("settings.fee-most"), ""))
	f.content = widget.Stack(12, kind, f.figures, f.bands, f.limits)
	return f
}

func (f *feeFields) newTable() *widget.Table[Band] {
	right := func(Band) widget.Style { return widget.Body.OnRight() }
	column := func(id, title string, text func(Band) string) widget.Column[Band] {
		return widget.Column[Band]{ID: id, Title: title, Width: 70, Flex: 1, Align: widget.Right, Text: func(b Band) string { return or(text(b), words.Dash) }, Style: right}
	}
	return widget.NewTable(widget.TableConfig[Band]{
		Key: func(b Band) string { return strconv.Itoa(b.Number) },
		Columns: []widget.Column[Band]{
			column("from", i18n.T("settings.band-from"), func(b Band) string { return b.From }),
			column("fixed", i18n.T("settings.fee-fixed"), func(b Band) string { return b.Fixed }),
			column("percent", "%", func(b Band) string { return b.Percent }),
			column("min", i18n.T("settings.fee-least"), func(b Band) string { return b.Min }),
			column("max", i18n.T("settings.fee-most"), func(b Band) string { return b.Max }),
		},
		OnOpen: f.ask,
		Menu:   func(Band) []widget.Choice { return changeOrRemove("settings.change-band", "settings.remove-band") },
		OnChoice: func(b Band, c widget.Choice) {
			if c.ID == "remove" {
				f.page.screen.model.RemoveBand(b.Number)
				f.page.changed()
				return
			}
			f.ask(b)
		},
	})
}

// changeOrRemove is the menu of a line of a list.
func changeOrRemove(change, remove string) []widget.Choice {
	return []widget.Choice{
		{ID: "change", Text: i18n.T(change), Icon: theme.IconEdit},
		{ID: "remove", Text: i18n.T(remove), Icon: theme.IconTrash, Danger: true, Rule: true},
	}
}

// ask changes a band, or adds one when it has no number.
func (f *feeFields) ask(b Band) {
	boxes := map[string]*widget.Input{}
	var fields []stage.NamedField
	for _, x := range []struct{ field, label, text, unit string }{
		{"from", "settings.band-from-long", b.From, ""},
		{"fixed", "settings.fee-fixed", b.Fixed, ""},
		{"percent", "settings.percent", b.Percent, "%"},
		{"min", "settings.fee-least", b.Min, ""},
		{"max", "settings.fee-most", b.Max, ""},
	} {
		input := widget.NewInput("").OnRight().WithUnit(x.unit)
		input.SetText(x.text)
		boxes[x.field] = input
		fields = append(fields, stage.Labelled(x.field, i18n.T(x.label), input))
	}
	title := i18n.T("settings.add-band")
	if b.Number > 0 {
		title = i18n.T("settings.change-band")
	}
	f.page.screen.stage.Decide(stage.Decision{
		Title: title, Text: i18n.T("settings.band-text"), Verb: title, Icon: theme.IconTick, Fields: fields,
		Work: func() (func(context.Context) error, error) {
			for field, text := range b.fields() {
				*text = boxes[field].Text()
			}
			return nothingToDo, f.page.screen.model.PutBand(b)
		},
		Done: f.page.changed,
	})
}

// nothingToDo is the work of a decision that changes what is typed alone.
func nothingToDo(context.Context) error { return nil }

// show shows the fields that the way of charging needs.
func (f *feeFields) show(m *Model) {
	kind := m.Get(Reminders, levelKey(m.Level, "fee"))
	show := func(o fyne.CanvasObject, on bool) {
		if on {
			o.Show()
		} else {
			o.Hide()
		}
	}
	show(f.figures, kind == figureFee)
	show(f.bands, kind == bandFee)
	show(f.limits, kind != noFee)
	f.page.form.sheet.enable(inLevel+"fee.per", kind != noFee)
	f.page.form.sheet.enable(inLevel+"fee.of", kind != noFee)
	bands := m.Bands()
	f.table.SetRows(bands)
	showAsHigh(f.place, f.table, max(1, len(bands)))
	f.page.form.scroll.Refresh()
}
