package approvals

import (
	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/waysout"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// WayRow is a way out in the table: the one asked for stands first, and says so.
type WayRow struct {
	settlement.WayOut
	Asked bool
}

// Ways are the ways out of the claim that a request would end, the one asked for first; none for other requests.
func Ways(e *desk.Evidence) (out []WayRow) {
	if e.Ways == nil {
		return nil
	}
	for _, l := range e.Ways.Lines {
		if l.Way == e.Way {
			out = append([]WayRow{{l, true}}, out...)
		} else {
			out = append(out, WayRow{l, false})
		}
	}
	return out
}

// name is the way in words, a settlement with its share: "Settle at 60 %".
func (r WayRow) name(w words.Words) string {
	text := waysout.WayName(r.Way)
	if r.Way == settlement.WaySettle {
		text = i18n.T("approvals.settle-at", i18n.Args{"share": w.Percent(r.Share.String())})
	}
	if r.Asked {
		text = words.Facts(text, i18n.T("approvals.asked-for"))
	}
	return text
}

func (r WayRow) takes() string {
	if r.Months == 0 {
		return i18n.T("way.now")
	}
	return i18n.N("approval.months", r.Months)
}

// ways is the table of what each way is expected to bring, with where the figures come from under it.
func (d *detail) ways(e *desk.Evidence, w words.Words) fyne.CanvasObject {
	rows := Ways(e)
	left := func(r WayRow) widget.Style {
		style := widget.BodyStrong
		if r.Net.Minor < 0 {
			style = style.In(theme.Overdue4.Text())
		}
		return style.OnRight()
	}
	table := widget.NewTable(widget.TableConfig[WayRow]{
		Key: func(r WayRow) string { return string(r.Way) },
		Columns: []widget.Column[WayRow]{
			{ID: "way", Title: i18n.T("way.way"), Width: 160, Flex: 1, Text: func(r WayRow) string { return r.name(w) }, Lead: true},
			{ID: "in", Title: i18n.T("way.expected"), Width: 92, Align: widget.Right, Text: func(r WayRow) string { return w.Figures(r.Expected) }},
			{ID: "cost", Title: i18n.T("way.cost"), Width: 84, Align: widget.Right, Text: func(r WayRow) string { return w.Figures(r.Cost) }},
			{ID: "left", Title: i18n.T("approvals.left-in", i18n.Args{"currency": string(e.Ways.Claim.Currency)}), Width: 92, Align: widget.Right, Text: func(r WayRow) string { return w.Figures(r.Net) }, Style: left},
			{ID: "takes", Title: i18n.T("way.takes"), Width: 84, Text: WayRow.takes},
			{ID: "relation", Title: i18n.T("way.relation"), Width: 84, Text: func(r WayRow) string { return waysout.RelationName(r.Relation) }},
		},
		OnOpen: func(WayRow) { d.whyWays(e) },
		OnWhy:  func(WayRow) { d.whyWays(e) },
	})
	table.SetRows(rows)
	table.SelectIndex(0)
	caption := widget.Row(theme.Gap, widget.NewText(waysFrom(e), widget.Small.Cut()), widget.NewButton(widget.Link, i18n.T("approvals.why-ways"), "", func() { d.whyWays(e) }), widget.Spacer())
	return widget.Stack(theme.Gap, widget.NewText(i18n.T("approvals.ways"), widget.Group), widget.Sized(0, theme.HeaderRow+float32(len(rows))*theme.RowDense, table), caption)
}

// waysFrom says where the figures come from: the book's own cases where there are enough, else guesses.
func waysFrom(e *desk.Evidence) string {
	cases := 0
	for _, l := range e.Ways.Lines {
		cases = max(cases, l.Cases)
	}
	if cases > 0 {
		return i18n.N("approvals.ways-cases", cases)
	}
	return i18n.T("approvals.ways-guess")
}

// whyWays says by which assumptions each figure came about.
func (d *detail) whyWays(e *desk.Evidence) {
	w := d.screen.stage.Words
	list := widget.Stack(theme.Gap, widget.NewSentence(widget.Body.In(theme.Text2), i18n.T("approvals.ways-claim", i18n.Args{"amount": w.Money(e.Ways.Claim), "country": words.Country(e.Ways.Country)})))
	for _, r := range Ways(e) {
		list.Add(widget.NewPoint(theme.IconScales, theme.Text2, widget.Run{Text: r.name(w) + ": ", Strong: true}, widget.Run{Text: assumed(&r, w)}))
	}
	widget.AskOn(d.screen.stage.Canvas(), widget.Question{Title: i18n.T("approvals.why-ways"), Content: list, Verb: i18n.T("dialog.close"), Width: 560})
}

// assumed are the assumptions of a way in words: "35 % chance of 80 %, less 15 % of it and 1 500,00; a guess".
func assumed(r *WayRow, w words.Words) string {
	text := i18n.T("approvals.way-chance", i18n.Args{"chance": w.Percent(r.Chance.String()), "share": w.Percent(r.Share.String()), "months": r.takes()})
	if !r.Fee.IsZero() {
		text += ", " + i18n.T("approvals.way-fee", i18n.Args{"fee": w.Percent(r.Fee.String())})
	}
	if !r.Cost.IsZero() {
		text += ", " + i18n.T("approvals.way-cost", i18n.Args{"amount": w.Money(r.Cost)})
	}
	from := i18n.T("approvals.way-guess")
	if r.Cases > 0 {
		from = i18n.N("approvals.way-cases", r.Cases)
	} else if r.Own {
		from = i18n.T("way.own")
	}
	return words.Facts(text, from)
}
