package texts

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/paper"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Tabs of the preview.
const (
	tabMail   = "mail"
	tabLetter = "letter"
	tabSMS    = "sms"
	tabValues = "values"
)

// preview is the right column: what a customer would get, and the values that a text may name.
type preview struct {
	screen  *Screen
	last    drawn
	tabs    *widget.Tabs
	search  *widget.Input
	who     *widget.Text
	sheets  *paper.Sheets
	values  fyne.CanvasObject
	body    *stage.Pages
	content fyne.CanvasObject
}

// drawn is a text in every shape, ready to be shown.
type drawn struct {
	shown        desk.Shown
	mail, letter []paper.Page
	err          error
}

func newPreview(s *Screen) *preview {
	p := &preview{screen: s, who: widget.NewText("", widget.Small.Cut()), sheets: paper.NewSheets()}
	p.tabs = widget.NewTabs([]widget.Choice{
		{ID: tabMail, Text: i18n.T("texts.mail")}, {ID: tabLetter, Text: i18n.T("texts.letter")}, {ID: tabSMS, Text: i18n.T("texts.sms")}, {ID: tabValues, Text: i18n.T("texts.values")},
	}, tabMail, func(string) { p.turn() })
	p.search = widget.NewSearchField(i18n.T("texts.customer"), nil)
	p.search.OnSubmitted = p.find
	p.values = p.valueList()
	p.body = stage.NewPages(&fyne.Container{})
	p.content = widget.NewSurface(theme.Pane, widget.LeftEdge, widget.Inset(theme.Gap, 12, 0, 12,
		widget.Stack(theme.Gap, p.search, p.who, p.tabs, widget.Grow(p.body.Container))))
	return p
}

// valueList offers the values: a click writes one where the caret stands.
func (p *preview) valueList() fyne.CanvasObject {
	column := widget.Stack(6, widget.NewSentence(widget.Small, i18n.T("texts.values-text")))
	for _, name := range p.screen.desk.TextValues() {
		tag := "{{" + name + "}}"
		column.Add(widget.Stack(0,
			widget.Row(0, widget.NewButton(widget.Link, tag, "", func() { p.screen.editor.Insert(tag) }), widget.Spacer()),
			widget.NewSentence(widget.Small, words.TextValue(name))))
	}
	return widget.NewScroll(widget.Inset(0, 12, theme.Edge, 0, column))
}

// find chooses the customer on whom the text is shown.
func (p *preview) find(text string) {
	runner.Go(p.screen.stage.Run, func(ctx context.Context) (receivable.Debtor, error) { return p.screen.desk.FindCustomer(ctx, text) }, func(d receivable.Debtor, err error) {
		if err != nil {
			p.screen.stage.Fail(err)
			return
		}
		p.screen.model.Customer = d
		p.search.SetText("")
		p.screen.look()
	})
}

// draw makes the shapes, away from the window.
func (p *preview) draw(ctx context.Context, t desk.TextDraft, customer receivable.DebtorID) (d drawn) {
	if customer == 0 {
		return d
	}
	if d.shown, d.err = p.screen.desk.PreviewText(ctx, t, customer); d.err != nil {
		return d
	}
	if made := d.shown.Mail; d.shown.MailErr == nil {
		d.mail = []paper.Page{paper.Mail(paper.Letterhead{Subject: made.Subject, Lines: []string{
			i18n.T("preview.from", i18n.Args{"address": made.From}), i18n.T("preview.to", i18n.Args{"address": made.To}),
		}}, made.Plain)}
	}
	if d.shown.LetterErr == nil && len(d.shown.Letter.Docs) > 0 {
		d.letter, d.shown.LetterErr = paper.Read(d.shown.Letter.Docs[0].Bytes)
	}
	return d
}

func (p *preview) show(d drawn) {
	p.last = d
	p.who.SetText("")
	if c := p.screen.model.Customer; c.ID != 0 {
		p.who.SetText(i18n.T("texts.shown-on", i18n.Args{"name": c.Name}))
	}
	p.turn()
}

// turn shows the tab that is chosen.
func (p *preview) turn() {
	d := p.last
	tab := p.tabs.Selected()
	switch {
	case tab == tabValues:
		p.body.Turn(p.values)
	case p.screen.model.Customer.ID == 0:
		p.body.Turn(widget.NewEmptyState(theme.IconPerson, i18n.T("texts.nobody"), i18n.T("texts.nobody-text")))
	case d.err != nil:
		p.body.TurnToFailure(d.err, p.screen.look)
	case tab == tabSMS:
		p.body.Turn(p.message(&d.shown))
	case tab == tabLetter:
		p.pages(d.letter, d.shown.LetterErr)
	default:
		p.pages(d.mail, d.shown.MailErr)
	}
	p.content.Refresh()
}

func (p *preview) pages(pages []paper.Page, err error) {
	if err != nil {
		p.body.TurnToFailure(err, p.screen.look)
		return
	}
	p.body.Turn(p.sheets)
	p.sheets.Set(pages)
}

// message shows the text message as a telephone does, and what it takes.
func (p *preview) message(shown *desk.Shown) fyne.CanvasObject {
	if shown.SMS == "" {
		return widget.NewEmptyState(theme.IconSms, i18n.T("texts.no-sms"), i18n.T("texts.no-sms-text"))
	}
	size := shown.Size
	count := p.screen.stage.Words.Count
	takes := i18n.N("texts.segments", size.Segments, i18n.Args{"units": count(size.Units), "left": count(size.Left), "encoding": size.Encoding})
	bubble := widget.NewBox(theme.Work, widget.Inset(12, 12, 12, 12, widget.NewSentence(widget.Body, shown.SMS)))
	return widget.NewScroll(widget.Inset(theme.Gap, 0, 0, 0, widget.Stack(theme.Gap, bubble, widget.NewSentence(widget.Small, takes))))
}

func versionID(v int) string { return strconv.Itoa(v) }

// versionName is a version in a list: "Version 3, Kari, 12 Nov 14:02".
func (s *Screen) versionName(v *desk.TextVersion) string {
	name := i18n.T("texts.shipped")
	switch {
	case v.Version > 0 && v.Source == "":
		name = i18n.T("texts.back-to-shipped", i18n.Args{"version": v.Version, "name": v.By, "when": s.stage.Words.Moment(v.At)})
	case v.Version > 0:
		name = i18n.T("texts.version", i18n.Args{"version": v.Version, "name": v.By, "when": s.stage.Words.Moment(v.At)})
	}
	if v.Holds {
		return words.Facts(name, i18n.T("texts.holds"))
	}
	return name
}
