package inbox

import (
	"strconv"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/incoming"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// detail is one mail: its text, what it may mean and why, and the buttons that say so.
type detail struct {
	screen  *Screen
	shown   int64
	head    *fyne.Container
	text    *widget.Scroll
	search  *widget.Input
	choices *widget.Table[desk.CustomerRow]
	place   fyne.CanvasObject // the search for a customer, of mails to be placed
	bar     *fyne.Container
	hints   *stage.Pages
	keys    [3]*widget.Footer // of mails to be read, to be placed, and of the rest
	content fyne.CanvasObject
}

func newDetail(s *Screen) *detail {
	d := &detail{screen: s, head: widget.Stack(theme.Gap), text: widget.NewScroll(&fyne.Container{}), bar: widget.Stack(theme.Gap)}
	d.choices = widget.NewTable(widget.TableConfig[desk.CustomerRow]{
		RowHeight: theme.RowDense, Key: func(c desk.CustomerRow) string { return strconv.FormatInt(int64(c.ID), 10) }, NoMatch: i18n.T("list.no-match"),
		Columns: []widget.Column[desk.CustomerRow]{
			{ID: "name", Title: i18n.T("customers.name"), Width: 200, Flex: 1, Lead: true, Text: func(c desk.CustomerRow) string { return c.Name }},
			{ID: "number", Title: i18n.T("customers.number"), Width: 90, Text: func(c desk.CustomerRow) string { return c.Number }},
			{ID: "country", Title: i18n.T("customers.country"), Width: 90, Text: func(c desk.CustomerRow) string { return words.Country(c.Country) }},
		},
		Empty: widget.NewEmptyState(theme.IconSearch, i18n.T("inbox.search-who"), i18n.T("inbox.search-who-text")), OnOpen: s.place,
	})
	d.search = widget.NewSearchField(i18n.T("inbox.search"), s.find)
	d.search.LeadsTo(d.choices)
	d.place = widget.Sized(0, 230, widget.Inset(0, theme.GroupGap-theme.Edge, 0, theme.GroupGap-theme.Edge, widget.Stack(theme.Gap,
		widget.Inset(theme.Gap, theme.Edge, 0, theme.Edge, widget.Row(theme.Gap, widget.NewText(i18n.T("inbox.who"), widget.Group), widget.Spacer(), widget.Sized(280, 0, d.search))),
		widget.Grow(d.choices))))
	foot := widget.NewSurface(theme.Pane, widget.TopEdge, widget.Inset(12, theme.GroupGap, 12, theme.GroupGap, d.bar))
	d.keys[0] = widget.NewFooter(widget.NewKeyHint(i18n.T("inbox.likeliest-key"), "Enter"), widget.NewKeyHint(i18n.T("inbox.key.time"), "T"), widget.NewKeyHint(i18n.T("inbox.key.paid"), "P"),
		widget.NewKeyHint(i18n.T("inbox.key.dispute"), "I"), widget.NewKeyHint(i18n.T("inbox.key.person"), "W"), widget.NewKeyHint(i18n.T("inbox.key.nothing"), "N"))
	d.keys[1] = widget.NewFooter(widget.NewKeyHint(i18n.T("inbox.key.search"), "O"), widget.NewKeyHint(i18n.T("inbox.key.place"), "Enter"), widget.NewKeyHint(i18n.T("inbox.key.dismiss"), "N"))
	d.keys[2] = widget.NewFooter()
	d.hints = stage.NewPages(d.keys[0])
	d.content = widget.Stack(0, widget.Inset(12, theme.GroupGap, 12, theme.GroupGap, d.head), widget.Rule(), widget.Grow(d.text), d.place, foot, d.hints.Container)
	return d
}

// show draws a mail. Its text is words and nothing else: nothing in it is followed, fetched or run.
func (d *detail) show(m *desk.IncomingMail) {
	w := d.screen.stage.Words
	title := widget.Row(theme.Edge, widget.Grow(widget.NewText(subject(m), widget.Title.Cut())), widget.NewFlag(mailState(m)))
	d.head.Objects = []fyne.CanvasObject{title, widget.NewFactList(110, false, told(m, w)...)}
	d.head.Refresh()
	text := m.Mail.Text
	switch {
	case m.Mail.Kind == incoming.Unreadable:
		text = i18n.T("inbox.unread-mail")
	case text == "":
		text = i18n.T("inbox.no-text")
	}
	parts := []fyne.CanvasObject{widget.NewSentence(widget.Body, text)}
	if m.Mail.Cut {
		parts = append(parts, widget.NewSentence(widget.Small, i18n.T("inbox.cut")))
	}
	d.text.SetContent(widget.Inset(12, theme.GroupGap, 12, theme.GroupGap, widget.Stack(12, parts...)))
	if m.ID != d.shown {
		d.text.ScrollToTop()
		if d.search.Text() != "" {
			d.search.SetText("")
		}
		d.showChoices()
	}
	d.shown = m.ID
	if m.State == desk.MailUnplaced {
		d.place.Show()
	} else {
		d.place.Hide()
	}
	d.showBar(m)
}

func (d *detail) showChoices() {
	d.choices.SetRows(d.screen.model.Choices())
	if d.choices.Len() > 0 {
		d.choices.SelectIndex(0)
	}
}

// showBar says what may follow, with the buttons that do it: the likeliest is the first one.
func (d *detail) showBar(m *desk.IncomingMail) {
	s := d.screen
	open := widget.NewButton(widget.Quiet, i18n.T("approvals.open-customer"), theme.IconCustomers, func() { s.stage.OpenCustomer(m.Debtor) })
	switch m.State {
	case desk.MailOpen:
		d.hints.Turn(d.keys[0])
		said := openText(m)
		if m.Mail.Kind == incoming.Answer {
			key := "inbox.may-mean"
			if m.Guess.Says == incoming.Unclear {
				key = "inbox.not-clear"
			}
			said = i18n.T(key, i18n.Args{"means": words.MailMeans(m.Guess.Says), "why": because(m.Guess)})
		}
		buttons := []fyne.CanvasObject{}
		for i, says := range Verdicts(m) {
			kind := widget.Secondary
			if i == 0 {
				kind = widget.Primary
			}
			buttons = append(buttons, widget.NewButton(kind, verdictVerb(m, says), "", func() { s.ask(says) }))
		}
		d.bar.Objects = []fyne.CanvasObject{
			widget.Row(theme.Gap, widget.Grow(widget.NewSentence(widget.Body.In(theme.Text2), said)), open),
			widget.Row(theme.Gap, append(buttons, widget.Spacer())...),
		}
	case desk.MailUnplaced:
		d.hints.Turn(d.keys[1])
		put := widget.NewButton(widget.Primary, i18n.T("inbox.place"), theme.IconTick, s.placeSelected)
		d.bar.Objects = []fyne.CanvasObject{widget.Row(theme.Gap, widget.Grow(widget.NewSentence(widget.Body.In(theme.Text2), i18n.T("inbox.unplaced-text"))),
			widget.NewButton(widget.Secondary, i18n.T("inbox.dismiss"), "", s.askDismiss), put)}
	case desk.MailSettledBy, desk.MailNoted, desk.MailDismissed:
		d.hints.Turn(d.keys[2])
		row := widget.Row(theme.Gap, widget.Grow(widget.NewSentence(widget.Body.In(theme.Text2), i18n.T("inbox.done-text"))))
		if m.Debtor != 0 {
			row.Add(open)
		}
		d.bar.Objects = []fyne.CanvasObject{row}
	}
	d.bar.Refresh()
	d.content.Refresh()
}
