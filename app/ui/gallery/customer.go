package gallery

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

type item struct {
	no, due, sum, sent string
	days, level        int
	state              widget.State
}

func customerScreen() fyne.CanvasObject {
	button := func(text string, icon theme.IconName) fyne.CanvasObject {
		return widget.NewButton(widget.Secondary, text, icon, nil)
	}
	header := widget.NewPageHeader("Fjordfisk AS", widget.NewButton(widget.Primary, "Call Siv Aune", theme.IconPhone, nil), button("Remind now", theme.IconMail),
		button("Promise", theme.IconTicked), button("New terms", theme.IconCalendar), button("Hold", theme.IconPause), widget.NewButton(widget.Secondary, "More", "", nil).WithChevron()).WithBack(func() {})
	header.SetChips(state(theme.Overdue4, "", "Promise broken"), state(theme.Disputed, "", "1 item disputed"))
	fact := func(icon theme.IconName, text string) fyne.CanvasObject {
		return widget.Row(5, widget.NewIcon(icon, theme.Text3, theme.IconRow), widget.NewText(text, widget.Small))
	}
	contacts := widget.Inset(0, theme.Edge, 10, theme.Edge, widget.Row(theme.Edge, widget.NewText("10042 · business · Norway · writes Norwegian", widget.Small), fact(theme.IconPhone, "+47 77 00 41 20"),
		fact(theme.IconMail, "regnskap@fjordfisk.example"), fact(theme.IconClock, "09:14 there, calls allowed"), widget.Spacer()))
	strip := widget.NewAgeingStrip(12, [5]string{"Not due", "1–30 d", "31–60 d", "61–90 d", "over 90 d"})
	strip.Set(widget.Ageing{1709000, 400000, 3021000}, [5]string{"17 090,00", "4 000,00", "30 210,00", "0,00", "0,00"})
	sums := widget.Inset(4, theme.Edge, 12, theme.Edge, widget.TopRow(theme.GroupGap,
		widget.Sized(240, 0, widget.Stack(0, widget.NewText("34 210,00 kr", widget.Figure), widget.NewText("overdue of 51 300,00 open", widget.Small))), widget.Grow(strip)))
	facts := widget.NewFacts(widget.Fact{Label: "Pays on average", Value: "19 d late", Strong: true}, widget.Fact{Label: "Promises kept", Value: "3 of 5", Strong: true},
		widget.Fact{Label: "Answers mail", Value: "within 2 d"}, widget.Fact{Label: "Credit limit", Value: "60 000 · 86 % used"}, widget.Fact{Label: "Owner", Value: "Kari Nordby"})
	next := widget.NewBanner(widget.NextStep, "Next:", []widget.Run{
		{Text: "level 3 by letter in today's wave, 30 786,03 kr. Promise broken on 17 Nov, 17 d since level 2."},
		{Text: "  Why?", OnTapped: func() {}},
	}, widget.NewButton(widget.Secondary, "Leave out of wave…", "", nil))
	top := widget.Stack(0, header, contacts, sums, widget.Inset(0, theme.Edge, 0, theme.Edge, widget.Stack(0, widget.Rule(), widget.Inset(10, 0, 12, 0, facts), next)), widget.Inset(12, 0, 0, 0, widget.Rule()))
	return widget.Stack(0, top, widget.Grow(widget.TopRow(0, widget.Grow(openItems()), widget.Sized(452, 0, history()))))
}

func openItems() fyne.CanvasObject {
	nbsp := func(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") }
	table := widget.NewTable(widget.TableConfig[item]{
		Key: func(i item) string { return i.no }, Ticks: true,
		Columns: []widget.Column[item]{
			{ID: "no", Title: "Invoice", Width: 60, Text: func(i item) string { return i.no }},
			{ID: "due", Title: "Due", Width: 56, Text: func(i item) string { return i.due }, Style: func(item) widget.Style { return widget.Body.In(theme.Text2) }},
			{ID: "overdue", Title: "Overdue", Width: 50, Align: widget.Right, Text: func(i item) string {
				if i.days <= 0 {
					return ""
				}
				return fmt.Sprintf("%d d", i.days)
			}, Style: func(i item) widget.Style { return widget.Body.In(theme.AgeStatus(i.days).Text()) }},
			{ID: "sum", Title: "Open, NOK", Width: 94, Align: widget.Right, Cell: widget.MoneyCell(func(i item) widget.Sum { return widget.Sum{Number: nbsp(i.sum)} })},
			{ID: "level", Title: "Level", Width: 44, Cell: widget.BadgeCell(func(i item) (int, int) { return i.level, i.level })},
			{ID: "sent", Title: "Last sent", Width: 70, Cell: widget.FlagCell(func(i item) widget.State { return widget.State{Icon: theme.IconMail, Word: i.sent} })},
			{ID: "state", Title: "State", Width: 100, Flex: 1, Cell: widget.FlagCell(func(i item) widget.State { return i.state })},
		},
	})
	broken := state(theme.Overdue4, "", "promise broken")
	table.SetRows([]item{
		{no: "F-2176", due: "28 Sep", days: 56, sum: "8 410,00", level: 2, sent: "6 Nov", state: broken},
		{no: "F-2198", due: "5 Oct", days: 49, sum: "21 800,00", level: 2, sent: "6 Nov", state: broken},
		{no: "F-2231", due: "27 Oct", days: 27, sum: "4 000,00", level: 0, state: state(theme.Disputed, "", "disputed: quality")},
		{no: "F-2290", due: "10 Dec", days: -17, sum: "12 340,00", level: -1, state: state(theme.Neutral, theme.IconClock, "due in 17 d")},
		{no: "F-2301", due: "18 Dec", days: -25, sum: "4 750,00", level: -1, state: state(theme.Neutral, theme.IconClock, "due in 25 d")},
	})
	table.SetTicked([]string{"F-2176", "F-2198"})
	table.Select("F-2198")
	head := widget.Inset(6, theme.Edge, 6, theme.Edge, widget.Row(theme.Gap, widget.NewText("Open items", widget.Group), widget.NewText("5", widget.Small), widget.Spacer(),
		widget.NewButton(widget.Secondary, "Dispute…", theme.IconDispute, nil), widget.NewButton(widget.Secondary, "Hold…", theme.IconPause, nil), widget.NewButton(widget.Secondary, "Interest sheet", theme.IconLetter, nil)))
	why := widget.NewWhyPane(widget.WhyConfig{
		Question: "Why 506,03 interest?", Source: "Law pack Norway 2026-07 · rule NO-INT-1 · verified 2 Jul 2026", OnClose: func() {},
		Columns: []widget.WhyColumn{{Width: 56}, {}, {Width: 60, Align: widget.Right}, {Width: 80, Align: widget.Right}, {Width: 110, Align: widget.Right}, {Width: 80, Align: widget.Right}},
		Lines: []widget.WhyLine{
			{Cells: []string{"F-2176", "29 Sep to 23 Nov", "56 d", "8 410,00", "12,00 % a year", "154,84"}},
			{Cells: []string{"F-2198", "6 Oct to 23 Nov", "49 d", "21 800,00", "12,00 % a year", "351,19"}},
			{Cells: []string{"F-2231", "no interest while disputed", "", "", "", "0,00"}, Faint: true},
		},
	})
	footer := widget.NewFooter(widget.NewKeyHint("Why is it this amount?", "F1"))
	footer.Set(widget.Count{Number: "2", Words: "selected"}, widget.Count{Number: "30 210,00", Words: "kr"})
	return widget.Stack(0, head, widget.Grow(table), widget.Inset(0, theme.Edge, theme.Edge, theme.Edge, why), footer)
}

func history() fyne.CanvasObject {
	tabs := widget.NewTabs([]widget.Choice{{ID: "all", Text: "All"}, {ID: "mail", Text: "Mail"}, {ID: "calls", Text: "Calls"}, {ID: "money", Text: "Money"}, {ID: "decisions", Text: "Decisions"}}, "all", nil).Small()
	line := widget.NewTimeline()
	line.SetEntries([]widget.Entry{
		{Date: "17 Nov", Status: theme.Overdue4, What: "Promise broken", Detail: "20 000,00 promised, nothing came in"},
		{Date: "12 Nov", Status: theme.Disputed, What: "F-2231 disputed", Detail: "“12 boxes thawed” · Ola Hauge answers by 26 Nov"},
		{Date: "10 Nov", Icon: theme.IconPhone, What: "Call, Kari", Detail: "Siv Aune: pays 20 000,00 on the 17th"},
		{Date: "10 Nov", Status: theme.Promised, What: "Promise taken", Detail: "20 000,00 for 17 Nov · dunning silent until then"},
		{Date: "6 Nov", Icon: theme.IconMail, What: "Reminder 2 sent", Detail: "2 items, 30 245,00 · PDF opened 8 Nov · fee 35,00"},
		{Date: "23 Oct", Icon: theme.IconPhone, What: "Call, Kari", Detail: "“Did our mail reach you?” Yes, with accounts"},
		{Date: "16 Oct", Icon: theme.IconMail, What: "Reminder 1 sent", Detail: "2 items, 30 210,00 · no answer"},
		{Date: "2 Oct", Status: theme.Promised, Icon: theme.IconBanknote, What: "Payment 18 450,00", Detail: "F-2120 in full, 23 d late"},
		{Date: "14 Sep", Icon: theme.IconApprovals, What: "Limit raised", Detail: "40 000 to 60 000 · approved by Berit Lund"},
	})
	head := widget.Row(theme.Gap, widget.NewText("Timeline", widget.Group), widget.Spacer(), tabs)
	return widget.NewSurface(theme.Pane, widget.LeftEdge, widget.Inset(6, theme.Edge, 0, theme.Edge+1, widget.Stack(12, widget.Sized(0, theme.ControlHeight, head), widget.Grow(line))))
}
