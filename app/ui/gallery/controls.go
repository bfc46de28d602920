package gallery

import (
	"time"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/locale"
	"github.com/dunningdesk/dunningdesk/app/ui/shell"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
)

var today = date.Must(2026, time.November, 23)

// connections shows a side list, a generated form, progress and banners.
func connectionsScreen() fyne.CanvasObject {
	list := widget.NewSideList(nil)
	fresh := state(theme.Promised, theme.IconTick, "Fresh")
	list.SetEntries([]widget.SideEntry{
		{ID: "t", Title: "Tryton", Right: "07:02", Line: "Books · Norway", State: fresh},
		{ID: "e", Title: "ERPNext Jakarta", Right: "06:58", Line: "Books · Indonesia", State: state(theme.Overdue2, "", "3 rows set aside")},
		{ID: "d", Title: "DATEV export", Right: "06:30", Line: "Books · Germany", State: fresh},
		{ID: "p", Title: "Print house", Right: "05:59", Line: "Letters by SFTP", State: state(theme.Overdue4, "", "No answer since 06:00")},
		{ID: "a", Icon: theme.IconMinus, Status: theme.Overdue4, Title: "Write off 12 400,00 kr", Line: "Blåtind ANS", Small: "Kari Nordby · 20 Nov · uneconomic"},
	})
	list.Select("t")
	sideFooter := widget.NewFooter(widget.NewFlagIn(state(theme.Overdue4, "", "1 down"), widget.Style{Size: theme.SizeSmall}), widget.NewFlagIn(state(theme.Overdue2, "", "1 to mend"), widget.Style{Size: theme.SizeSmall}))
	sideFooter.Set(widget.Count{Number: "6", Words: "connections"})
	side := widget.NewSurface(theme.Pane, widget.RightEdge, widget.Stack(0, widget.NewPageHeader("Connections", widget.NewButton(widget.Secondary, "Add", theme.IconPlus, nil)), widget.Grow(list), sideFooter))
	header := widget.NewPageHeader("Tryton", widget.NewButton(widget.Secondary, "Edit…", "", nil), widget.NewButton(widget.Secondary, "Test", "", nil), widget.NewButton(widget.Primary, "Sync Tryton now", theme.IconRefresh, nil))
	header.SetChips(state(theme.Promised, theme.IconTick, "Fresh"))
	blocked := widget.NewBanner(widget.Blocked, "Print house does not answer.", []widget.Run{{Text: "38 letters would wait; mail and SMS go out."}}, widget.NewButton(widget.Secondary, "Open Print house", "", nil))
	unverified := widget.NewBanner(widget.Unverified, "Nobody has verified this rule.", []widget.Run{{Text: "NO-FEE-2 was entered on 2 July and has no second reader yet."}}, nil)
	progress := widget.NewProgressStrip("Stop", nil)
	progress.Set("Reading open items", "2 104 of 3 877", 2104, 3877)
	form := widget.NewForm([]widget.FormField{
		{Key: "name", Label: "Name", Type: widget.FieldText, Required: true, Help: "How this connection is called in lists."},
		{Key: "book", Label: "GnuCash book", Type: widget.FieldFile, Required: true},
		{Key: "password", Label: "Password", Type: widget.FieldSecret},
		{Key: "from", Label: "Read from", Type: widget.FieldDate, Default: "2026-01-01"},
		{Key: "kind", Label: "Kind", Type: widget.FieldChoice, Default: "a", Choices: []widget.Choice{{ID: "a", Text: "Invoices and payments"}}},
		{Key: "live", Label: "Read while GnuCash is open", Type: widget.FieldBool, Default: "true"},
		{Key: "zone", Label: "Time zone", Type: widget.FieldTimezone, Advanced: true},
	}, widget.FormConfig{Locale: locale.For("nb"), Today: today, Pick: func(widget.FormField, func(string)) {}})
	form.SetErrors(map[string]string{"book": "There is no file books.gnucash in that folder. Choose the book that GnuCash opens."})
	amount := widget.NewMoneyEntry(locale.For("nb"), "NOK")
	amount.SetAmount(money.New(445000, "NOK"))
	when := widget.NewDateField(locale.For("en"), today)
	when.SetDate(today.AddDays(53))
	disabled := widget.NewInput("")
	disabled.SetText("disabled")
	disabled.Disable()
	off := widget.NewButton(widget.Primary, "Release 0 reminders", theme.IconWaves, nil)
	off.Disable()
	cards := widget.NewRadioCards([]widget.Card{
		{ID: "recent", Title: "Start recent debt at level 1, hold the rest for me", Note: "Suggested", Sentence: "201 customers get a first, friendly reminder. 458 are held until you have looked."},
		{ID: "hold", Title: "Hold everything", Sentence: "Nothing leaves. You release customer by customer."},
	}, "recent", nil)
	right := widget.Stack(theme.Edge,
		widget.EvenRow(theme.Gap, widget.NewField("Each", amount.Input), widget.NewField("First on", when.Input), widget.NewField("Then", widget.NewSelect([]widget.Choice{{ID: "m", Text: "monthly, 15th"}}, "m", nil))),
		widget.EvenRow(theme.Gap, disabled, off), widget.Row(theme.Gap, widget.NewCheckbox("Ask before each call", true, nil), widget.NewCheckbox("Quiet", false, nil)), cards,
		widget.Row(theme.Gap, widget.NewButton(widget.Danger, "Decline…", "", nil).Large(), widget.NewButton(widget.Primary, "Approve write-off of 12 400,00", theme.IconTick, nil).Large()))
	body := widget.Inset(0, theme.Edge, 0, theme.Edge, widget.Stack(12, blocked, unverified, progress, widget.TopRow(theme.GroupGap, widget.GrowBy(1, form), widget.GrowBy(1, right))))
	return widget.TopRow(0, widget.Sized(theme.SideListWidth, 0, side), widget.Grow(widget.Stack(0, header, widget.Grow(widget.NewScroll(body)))))
}

// dialogPage shows a decision over a screen, and the page below it in its empty state.
func dialogPage(w shell.Host) {
	inShell("waves", func() fyne.CanvasObject {
		return widget.Stack(0, widget.NewPageHeader("Waves"), widget.EvenRow(0,
			widget.NewEmptyState(theme.IconConnections, "No connection yet", "Connect your books and the program knows every morning who owes what.",
				widget.NewButton(widget.Primary, "Connect your books", theme.IconPlus, nil), widget.NewButton(widget.Quiet, "Look around in the demo company", "", nil)),
			widget.NewErrorState(widget.Failure{What: "The book cannot be read", Todo: "Another program holds it. Close that program, or choose another book.", Details: "book-locked"}, widget.ErrorWords{Retry: "Try again", Copy: "Copy details"}, func() {})))
	})(w)
	reason := widget.NewInput("Your reason, kept in the log")
	widget.AskOn(w.Canvas(), widget.Question{
		Title: "Release 214 reminders?", Text: "161 mails and 4 SMS leave at once; 38 letters go to the print house; 11 calls become tasks. This cannot be taken back.",
		Content: widget.NewField("Reason", reason), Verb: "Release 214 reminders", Icon: theme.IconWaves, Cancel: "Not now",
	})
}
