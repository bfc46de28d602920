package gallery

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

type task struct {
	rank     int
	do       widget.State
	customer string
	why      widget.State
	sum      string
	code     string
	days     int
}

func tasks() []task {
	call := state(theme.Neutral, theme.IconPhone, "Call")
	read := state(theme.Neutral, theme.IconMail, "Read reply")
	check := state(theme.Neutral, theme.IconTicked, "Check")
	list := []task{
		{0, call, "Fjordfisk AS", state(theme.Overdue4, "", "promise of 20 000 broken 17 Nov"), "30 210,00", "NOK", 56},
		{0, call, "Østby Storhusholdning AS", state(theme.Overdue4, "", "promise of 14 500 broken 20 Nov"), "44 180,25", "NOK", 61},
		{0, call, "PT Maju Jaya", state(theme.Neutral, theme.IconClock, "no answer to level 1 in 14 d"), "81 000 000", "IDR", 21},
		{0, read, "Bryggen Delikatesse AS", state(theme.Neutral, theme.IconSms, "asks for time until 11 Dec"), "18 930,00", "NOK", 40},
		{0, call, "Müller Kältetechnik GmbH", state(theme.Overdue3, theme.IconFlag, "limitation in 88 d"), "1 585,00", "EUR", 112},
		{0, check, "Havgløtt Kafé AS", state(theme.Promised, "", "promise of 8 200 due today"), "8 200,00", "NOK", 33},
		{0, call, "CV Samudra Abadi", state(theme.Neutral, theme.IconMail, "two mails unread"), "46 250 000", "IDR", 38},
		{0, read, "Feinkost Brandl KG", state(theme.Credit, theme.IconBanknote, "says paid on 19 Nov"), "3 912,40", "EUR", 29},
		{0, call, "Blåtind ANS", state(theme.Overdue3, theme.IconLetter, "letter came back"), "12 400,00", "NOK", 143},
		{0, check, "Kystmat Tromsø AS", state(theme.Promised, "", "promise of 27 300 due today"), "27 300,00", "NOK", 18},
		{0, call, "Gasthaus zur Linde GmbH", state(theme.Neutral, theme.IconClock, "level 2 unanswered in 10 d"), "2 204,75", "EUR", 47},
		{0, read, "Brødrene Vik AS", state(theme.Disputed, "", "says wrong quantity on F-2240"), "9 860,00", "NOK", 12},
		{0, call, "PT Nusantara Boga", state(theme.Overdue2, theme.IconFlag, "credit limit 104 % used"), "128 400 000", "IDR", 16},
		{0, call, "Lofoten Sjømat AS", state(theme.Neutral, theme.IconBanknote, "largest new overdue"), "88 012,50", "NOK", 9},
		{0, call, "Sørlandets Kjøl AS", state(theme.Overdue3, theme.IconMail, "mail address bounced"), "6 475,00", "NOK", 26},
		{0, read, "Weinhaus Schäfer OHG", state(theme.Credit, "", "asks to offset credit 640,00"), "1 190,00", "EUR", 8},
	}
	for i := range list {
		list[i].rank = i + 1
	}
	return list
}

func todayScreen() fyne.CanvasObject {
	table := widget.NewTable(widget.TableConfig[task]{
		Key: func(t task) string { return t.customer }, RowHeight: theme.RowWork,
		Columns: []widget.Column[task]{
			{ID: "rank", Width: 18, Text: func(t task) string { return fmt.Sprint(t.rank) }, Style: func(task) widget.Style { return widget.Small }},
			{ID: "do", Title: "Do", Width: 92, Cell: widget.FlagCell(func(t task) widget.State { return t.do })},
			{ID: "customer", Title: "Customer", Width: 150, Flex: 1, Lead: true, Text: func(t task) string { return t.customer }},
			{ID: "why", Title: "Why it ranks here", Width: 220, Flex: 1, Cell: widget.FlagCell(func(t task) widget.State { return t.why })},
			{ID: "sum", Title: "To collect", Width: 140, Codes: true, Align: widget.Right, Cell: widget.MoneyCell(func(t task) widget.Sum {
				return widget.Sum{Number: strings.ReplaceAll(t.sum, " ", "\u00a0"), Code: t.code, Whole: t.code == "IDR"}
			})},
			{
				ID: "oldest", Title: "Oldest", Width: 40, Align: widget.Right, Text: func(t task) string { return fmt.Sprintf("%d d", t.days) },
				Style: func(t task) widget.Style { return widget.Body.In(theme.AgeStatus(t.days).Text()) },
			},
		},
	})
	table.SetRows(tasks())
	table.Select("Fjordfisk AS")
	header := widget.NewPageHeader("Monday 23 November", widget.NewFlag(state(theme.Promised, theme.IconTick, "Synced 07:02 · all sums agree")),
		widget.NewButton(widget.Secondary, "Sync now", theme.IconRefresh, nil))
	header.SetNote("22 customers to handle")
	strip := widget.NewAgeingStrip(10, [5]string{"Not due", "1–30 d", "31–60 d", "61–90 d", "over 90 d"})
	strip.Set(widget.Ageing{2214465, 612840, 318205, 151115, 122150}, [5]string{"2 214 465", "612 840", "318 205", "151 115", "122 150"})
	sums := widget.Inset(0, theme.Edge, 12, theme.Edge, widget.TopRow(theme.GroupGap,
		widget.Sized(210, 0, widget.Stack(0, widget.NewText("1 204 310 kr", widget.Figure), widget.NewText("overdue of 3 418 775 kr open", widget.Small))),
		widget.Grow(widget.Inset(6, 0, 0, 0, strip))))
	counters := widget.NewCounterStrip([]widget.Counter{
		{ID: "call", Icon: theme.IconPhone, Number: "12", Words: "to call"},
		{ID: "due", Icon: theme.IconTicked, Number: "3", Words: "promises due"},
		{ID: "broken", Icon: theme.IconCrossed, Number: "2", Words: "broken"},
		{ID: "replies", Icon: theme.IconMail, Number: "5", Words: "replies"},
		{ID: "wave", Icon: theme.IconWaves, Number: "1", Words: "wave"},
		{ID: "approve", Icon: theme.IconApprovals, Number: "4", Words: "to approve"},
	}, nil)
	footer := widget.NewFooter(widget.NewKeyHint("Filter", "/"), widget.NewKeyHint("Open", "Enter"), widget.NewKeyHint("Done", "D"))
	footer.Set(widget.Count{Number: "22", Words: "on the list"}, widget.Count{Number: "486 920,00", Words: "kr at today's rates"})
	middle := widget.Stack(0, header, sums, widget.Inset(0, theme.Edge, theme.Gap, theme.Edge, counters), widget.Grow(table), footer)
	return widget.TopRow(0, widget.Grow(middle), widget.Sized(theme.PaneWidth, 0, todayPane()))
}

func todayPane() fyne.CanvasObject {
	bar := widget.NewAgeingBar(widget.Ageing{17090, 4000, 30210}, 8)
	why := func(s widget.State) fyne.CanvasObject {
		return widget.NewPoint(s.Icon, s.Status.Text(), widget.Run{Text: s.Word})
	}
	contact := func(day string, icon theme.IconName, what string) fyne.CanvasObject {
		return widget.Sized(0, 24, widget.Row(theme.Gap, widget.Sized(46, 0, widget.NewText(day, widget.Small)), widget.NewIcon(icon, theme.Text2, theme.IconRow), widget.Grow(widget.NewText(what, widget.Body.Cut()))))
	}
	content := widget.Stack(0,
		widget.Row(theme.Gap, widget.Grow(widget.NewText("Fjordfisk AS", widget.Title.Cut())), widget.NewLevelBadge(2)),
		widget.NewText("10042 · business · Norway · Kari Nordby", widget.Small),
		widget.Inset(14, 0, 0, 0, widget.NewText("30 210,00 kr", widget.Figure)),
		widget.NewText("to collect now · oldest 56 d", widget.Small),
		widget.Inset(8, 0, 6, 0, bar), widget.NewText("17 090 not due · 4 000 disputed · 30 210 late", widget.Small),
		widget.Inset(14, 0, theme.Gap, 0, widget.NewButton(widget.Primary, "Call Siv Aune · +47 77 00 41 20", theme.IconPhone, nil).Large()),
		widget.EvenRow(theme.Gap, widget.NewButton(widget.Secondary, "Snooze", theme.IconClock, nil), widget.NewButton(widget.Secondary, "Promise", theme.IconTicked, nil), widget.NewButton(widget.Secondary, "Open", "", nil)),
		widget.Inset(14, 0, 14, 0, widget.Rule()),
		widget.NewText("Why first", widget.SmallStrong), widget.Inset(6, 0, 6, 0, why(state(theme.Overdue4, theme.IconCrossed, "Promised 20 000,00 for 17 Nov. Nothing has come in."))),
		why(state(theme.Overdue2, theme.IconFlag, "Oldest broken promise; 2 of 5 broken so far.")),
		widget.Inset(14, 0, 6, 0, widget.NewText("Say", widget.SmallStrong)),
		widget.NewSentence(widget.Body.In(theme.Text2), "“You told me on the 10th that 20 000 would be here on the 17th. What happened, and what day can I write down now?”"),
		widget.Inset(4, 0, 0, 0, widget.NewSentence(widget.Small, "Leave out F-2231: disputed, with Ola until 26 Nov.")),
		widget.Inset(14, 0, 4, 0, widget.NewText("Last contacts", widget.SmallStrong)),
		contact("10 Nov", theme.IconPhone, "“pays on the 17th”"), contact("6 Nov", theme.IconMail, "Reminder 2 · opened"), contact("16 Oct", theme.IconMail, "Reminder 1 · no answer"),
	)
	return widget.NewSurface(theme.Pane, widget.LeftEdge, widget.Inset(16, theme.Edge, 0, theme.Edge+1, widget.NewScroll(content)))
}
