package gallery

import (
	"strings"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

type proposal struct {
	name, why, fee, interest, total, code, law string
	from, to                                   int
	by                                         widget.State
	out                                        bool
}

func waveScreen() fyne.CanvasObject {
	letter, mail, call := state(theme.Neutral, theme.IconLetter, "Letter"), state(theme.Neutral, theme.IconMail, "Mail"), state(theme.Neutral, theme.IconPhone, "Call")
	nbsp := func(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") }
	figure := func(text func(proposal) string) func() widget.Cell[proposal] {
		return widget.MoneyCell(func(p proposal) widget.Sum { return widget.Sum{Number: nbsp(text(p))} })
	}
	table := widget.NewTable(widget.TableConfig[proposal]{
		Key: func(p proposal) string { return p.name }, RowHeight: theme.RowTwoLine, Ticks: true, Dim: func(p proposal) bool { return p.out },
		Columns: []widget.Column[proposal]{
			{ID: "name", Title: "Customer and reason", Width: 180, Flex: 1, Text: func(p proposal) string { return p.name }, Detail: func(p proposal) widget.Detail { return widget.Detail{Text: p.why} }},
			{ID: "level", Title: "Level", Width: 52, Cell: widget.BadgeCell(func(p proposal) (int, int) { return p.from, p.to })},
			{ID: "by", Title: "By", Width: 64, Cell: widget.FlagCell(func(p proposal) widget.State { return p.by })},
			{ID: "fee", Title: "Fee", Width: 54, Align: widget.Right, Cell: figure(func(p proposal) string { return p.fee })},
			{ID: "interest", Title: "Interest", Width: 54, Align: widget.Right, Cell: figure(func(p proposal) string { return p.interest })},
			{
				ID: "total", Title: "Total", Width: 128, Codes: true, Align: widget.Right,
				Cell: widget.MoneyCell(func(p proposal) widget.Sum {
					return widget.Sum{Number: nbsp(p.total), Code: p.code, Whole: p.code == "IDR", Strong: !p.out}
				}),
				Detail: func(p proposal) widget.Detail {
					return widget.Detail{Text: p.law, Status: theme.Overdue2, Icon: theme.IconScales}
				},
			},
		},
	})
	table.SetRows([]proposal{
		{name: "Fjordfisk AS", why: "17 d since level 2, promise broken", from: 2, to: 3, by: letter, fee: "70,00", interest: "506,03", total: "30 786,03", code: "NOK", law: "2nd fee of 2"},
		{name: "Nordlys Bakeri AS", why: "14 d since level 1, mail unread", from: 1, to: 2, by: letter, fee: "35,00", interest: "234,81", total: "19 685,31", code: "NOK", law: "fee ≤ 35,00"},
		{name: "Østby Storhusholdning AS", why: "16 d since level 2, promise broken", from: 2, to: 3, by: letter, fee: "70,00", interest: "612,40", total: "44 862,65", code: "NOK", law: "2nd fee of 2"},
		{name: "Müller Kältetechnik GmbH", why: "out by Kari: “talks ongoing”", from: 3, to: 4, by: mail, fee: "–", interest: "–", total: "1 585,00", code: "EUR", out: true},
		{name: "PT Maju Jaya", why: "21 d overdue, first reminder", from: 0, to: 1, by: mail, fee: "–", interest: "–", total: "81 000 000", code: "IDR"},
		{name: "CV Samudra Abadi", why: "two mails unread: call first", from: 1, to: 1, by: call, fee: "–", interest: "–", total: "46 250 000", code: "IDR"},
		{name: "Gasthaus zur Linde GmbH", why: "10 d since level 1, no answer", from: 1, to: 2, by: mail, fee: "–", interest: "21,63", total: "2 226,38", code: "EUR"},
		{name: "Lofoten Sjømat AS", why: "9 d overdue, first reminder", from: 0, to: 1, by: mail, fee: "–", interest: "–", total: "88 012,50", code: "NOK", law: "fee after 14 d"},
		{name: "Sørlandets Kjøl AS", why: "mail bounced, next channel", from: 1, to: 2, by: letter, fee: "35,00", interest: "55,35", total: "6 565,35", code: "NOK", law: "fee ≤ 35,00"},
		{name: "Metzgerei Krämer GmbH", why: "8 d overdue, first reminder", from: 0, to: 1, by: mail, fee: "–", interest: "–", total: "1 190,00", code: "EUR"},
	})
	table.TickShown(true)
	table.SetTicked([]string{"Fjordfisk AS", "Nordlys Bakeri AS", "Østby Storhusholdning AS", "PT Maju Jaya", "CV Samudra Abadi", "Gasthaus zur Linde GmbH", "Lofoten Sjømat AS", "Sørlandets Kjøl AS", "Metzgerei Krämer GmbH"})
	table.Select("Nordlys Bakeri AS")
	header := widget.NewPageHeader("Wave of 23 November", widget.NewButton(widget.Secondary, "Compare with last", "", nil), widget.NewButton(widget.Primary, "Release 214 reminders", theme.IconWaves, nil))
	header.SetChips(state(theme.Held, theme.IconInfo, "Dry run, nothing sent"))
	count := func(icon theme.IconName, what, n string) fyne.CanvasObject {
		return widget.Sized(100, 18, widget.Row(5, widget.NewIcon(icon, theme.Text2, theme.IconRow), widget.NewText(what, widget.Small), widget.Grow(widget.NewText(n, widget.Body.OnRight()))))
	}
	summary := widget.Inset(0, theme.Edge, 12, theme.Edge, widget.TopRow(theme.GroupGap,
		widget.Stack(0, widget.NewText("1 217 644,18 kr", widget.Figure), widget.NewText("from 214 customers, 312 items", widget.Small)),
		widget.UprightRule(), widget.Sized(140, 0, widget.NewFactList(60, true, widget.Fact{Label: "Open", Value: "1 204 310,00"}, widget.Fact{Label: "Fees", Value: "4 130,00"}, widget.Fact{Label: "Interest", Value: "9 204,18"})),
		widget.UprightRule(), widget.Stack(0, widget.Row(theme.Edge, count(theme.IconMail, "Mail", "161"), count(theme.IconSms, "SMS", "4")), widget.Row(theme.Edge, count(theme.IconLetter, "Letter", "38"), count(theme.IconPhone, "Call", "11"))),
		widget.Spacer(), widget.Sized(384, 0, widget.NewBanner(widget.Checked, "Books read again at 09:12.", []widget.Run{{Text: "2 customers had paid and dropped out. Release until 09:42, then it reads again."}}, nil))))
	tabs := widget.NewTabs([]widget.Choice{{ID: "in", Text: "In", Detail: "214"}, {ID: "law", Text: "Changed by law", Detail: "31"}, {ID: "out", Text: "Left out", Detail: "96"}}, "in", nil)
	filter := widget.Inset(theme.Gap, theme.Edge, theme.Gap, theme.Edge, widget.Row(theme.Gap, widget.Sized(200, 0, widget.NewSearchField("Filter", nil)), widget.Spacer(), tabs))
	footer := widget.NewFooter(widget.Row(6, widget.NewDoor("41", "not due", nil), widget.NewDoor("18", "too soon", nil), widget.NewDoor("12", "promise", nil), widget.NewDoor("9", "disputed", nil), widget.NewDoor("7", "held", nil)))
	footer.Set(widget.Count{Number: "96", Words: "left out"})
	list := widget.Stack(0, filter, widget.Grow(table), footer)
	preview := widget.NewSurface(theme.Pane, widget.LeftEdge, widget.Inset(theme.Gap, 12, 12, 13, widget.Stack(4,
		widget.Row(theme.Gap, widget.NewText("Nordlys Bakeri AS", widget.Group), widget.NewLevelChange(1, 2), widget.Spacer(), widget.NewButton(widget.Secondary, "Leave out…", "", nil),
			widget.NewButton(widget.Secondary, "", theme.IconChevronLeft, nil), widget.NewButton(widget.Secondary, "", theme.IconChevronRight, nil)),
		widget.NewText("Letter 2 of 38 · Norwegian · text “Purring 2” version 4", widget.Small),
		widget.NewPoint(theme.IconScales, theme.Overdue2.Text(), widget.Run{Text: "Fee trimmed from 70,00 to 35,00 by NO-FEE-2 "}, widget.Run{Text: "Why?", OnTapped: func() {}}))))
	return widget.Stack(0, header, summary, widget.Rule(), widget.Grow(widget.TopRow(0, widget.Grow(list), widget.Sized(416, 0, preview))))
}
