package today

import (
	"context"
	"strconv"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/customer"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
	"github.com/dunningdesk/dunningdesk/app/ui/writeoff"
)

// pane is the right column: whom to call, why, and what to say.
type pane struct {
	screen  *Screen
	work    *desk.Work
	view    *desk.CustomerView
	scroll  *widget.Scroll
	content fyne.CanvasObject
}

func newPane(s *Screen) *pane {
	p := &pane{screen: s, scroll: widget.NewScroll(&fyne.Container{})}
	p.content = widget.NewSurface(theme.Pane, widget.LeftEdge, p.scroll)
	return p
}

// show draws what the list knows at once, and the rest when it has been read.
func (p *pane) show(w *desk.Work) {
	p.work, p.view = w, nil
	if w == nil {
		p.scroll.SetContent(&fyne.Container{})
		return
	}
	p.draw()
	id, st := w.Debtor, p.screen.stage
	runner.Go(st.Run, func(ctx context.Context) (desk.CustomerView, error) {
		return p.screen.desk.Customer(ctx, id, st.Words.Today())
	}, func(v desk.CustomerView, err error) {
		if p.work == nil || p.work.Debtor != id || err != nil {
			return // somebody moved on; a failure shows when the customer is opened
		}
		p.view = &v
		p.draw()
	})
}

func (p *pane) draw() {
	w, words := p.work, p.screen.stage.Words
	parts := []fyne.CanvasObject{p.head(), p.figure(), p.buttons(), widget.Rule(), heading(i18n.T("pane.why-first"))}
	parts = append(parts, whyLine(w.Why, words))
	for _, also := range w.Also {
		parts = append(parts, whyLine(also, words))
	}
	parts = append(parts, heading(i18n.T("pane.say")), widget.NewSentence(widget.Body.In(theme.Text2), say(w, words)))
	if text := p.leaveOut(); text != "" {
		parts = append(parts, widget.NewSentence(widget.Small, text))
	}
	if p.view != nil {
		parts = append(parts, p.contacts()...)
	}
	p.scroll.SetContent(widget.Inset(theme.Edge, theme.Edge, theme.Edge, theme.Edge, widget.Stack(10, parts...)))
}

func heading(text string) fyne.CanvasObject {
	return widget.Inset(6, 0, 0, 0, widget.NewText(text, widget.SmallStrong))
}

func (p *pane) head() fyne.CanvasObject {
	w := p.work
	kind := ""
	if p.view != nil {
		kind = words.DebtorKind(p.view.Debtor.Kind)
	}
	name := widget.Row(theme.Gap, widget.Grow(widget.NewText(w.Name, widget.Title.Cut())), widget.NewLevelBadge(w.Level))
	parts := widget.Stack(0, name, widget.NewText(words.Facts(w.Number, kind, words.Country(w.Country), w.Owner), widget.Small.Cut()))
	if contact := p.contact(); contact != "" {
		parts.Add(widget.Row(6, widget.NewIcon(theme.IconPerson, theme.Text3, theme.IconChip), widget.Grow(widget.NewText(contact, widget.Small.In(theme.Text2).Cut()))))
	}
	return parts
}

// contact is the person to ask for; empty when the books name nobody.
func (p *pane) contact() string {
	if p.view == nil || len(p.view.Debtor.Contacts) == 0 {
		return ""
	}
	return p.view.Debtor.Contacts[0].Name
}

func (p *pane) figure() fyne.CanvasObject {
	w, ws := p.work, p.screen.stage.Words
	sum := words.Dash
	if w.ToCollect.Currency != "" {
		sum = ws.Money(w.ToCollect)
	}
	parts := []fyne.CanvasObject{
		widget.NewText(sum, widget.Figure),
		widget.NewText(words.Facts(i18n.T("pane.to-collect"), oldestText(w)), widget.Small),
	}
	if p.view != nil {
		b := customer.NewModel(*p.view, ws.Own()).Balance()
		under := words.Facts(
			i18n.T("pane.not-due", i18n.Args{"amount": ws.Whole(money.New(b.Buckets[0], b.Currency))}),
			i18n.T("pane.overdue", i18n.Args{"amount": ws.Whole(money.New(b.Overdue(), b.Currency))}))
		parts = append(parts, widget.Inset(theme.Gap, 0, 4, 0, widget.NewAgeingBar(widget.Ageing(b.Buckets), 8)), widget.NewText(under, widget.Small))
	}
	return widget.Stack(0, parts...)
}

func oldestText(w *desk.Work) string {
	if w.OldestDays <= 0 {
		return ""
	}
	return i18n.T("pane.oldest", i18n.Args{"days": words.Days(w.OldestDays)})
}

func (p *pane) buttons() fyne.CanvasObject {
	first := widget.Primary
	var proposals []fyne.CanvasObject
	if p.view != nil {
		for _, proposal := range p.view.Proposals() {
			proposals = append(proposals, p.proposal(&proposal, first))
			first = widget.Secondary
		}
	}
	if p.work.Mail != 0 {
		proposals = append(proposals, widget.NewButton(first, i18n.T("pane.read-mail"), theme.IconMail, p.readMail).Large())
		first = widget.Secondary
	}
	call := widget.NewButton(first, p.callText(), theme.IconPhone, p.call).Large()
	snooze := widget.NewButton(widget.Secondary, i18n.T("pane.snooze"), theme.IconClock, p.screen.snooze)
	if p.work.Task == 0 {
		snooze.Disable()
	}
	id := p.work.Debtor
	row := stage.Columns(snooze, widget.NewButton(widget.Secondary, i18n.T("customer.promise"), theme.IconTicked, p.screen.promise),
		widget.NewButton(widget.Secondary, i18n.T("waves.open"), "", func() { p.screen.stage.OpenCustomer(id) }))
	return widget.Stack(theme.Gap, append(p.postingFirst(proposals, call), row)...)
}

// postingFirst adds the way to a posting that needs a person. What the accounting system has refused is looked at there; the
// customer, who knows nothing of it, is not called about it.
func (p *pane) postingFirst(before []fyne.CanvasObject, call fyne.CanvasObject) []fyne.CanvasObject {
	books := p.work.Books
	if books == 0 {
		return append(before, call)
	}
	look := func(kind widget.ButtonKind) *widget.Button {
		return widget.NewButton(kind, i18n.T("pane.look-posting"), theme.IconConnections, func() { p.screen.stage.OpenConnection(books) }).Large()
	}
	if strings.HasPrefix(p.work.Why.Key, "posting-") {
		return append(before, look(widget.Primary))
	}
	return append(before, call, look(widget.Secondary))
}

// proposal opens what the book proposes to write off or to reverse, filled in.
func (p *pane) proposal(what *desk.Proposal, kind widget.ButtonKind) fyne.CanvasObject {
	s, view := p.screen, *p.view
	icon := theme.IconMinus
	if what.Order.Reverse != 0 {
		icon = theme.IconUndo
	}
	return widget.NewButton(kind, writeoff.ProposalVerb(what, s.stage.Words), icon, func() {
		writeoff.AskProposal(s.stage, s.desk, &view, what, func(text string) { s.did(text)() })
	}).Large()
}

// roomOnButton is how many letters the button has room for; a longer name gives way to the number.
const roomOnButton = 35

// callText names who is called and the number: the clerk has the phone in hand.
func (p *pane) callText() string {
	name, phone := p.work.Name, p.work.Phone
	if contact := p.contact(); contact != "" {
		name = contact
	}
	if p.view != nil && len(p.view.Debtor.Contacts) > 0 && p.view.Debtor.Contacts[0].Phone != "" {
		phone = p.view.Debtor.Contacts[0].Phone
	}
	if phone == "" {
		return i18n.T("customer.call-name", i18n.Args{"name": name})
	}
	if text := i18n.T("pane.call", i18n.Args{"name": name, "phone": phone}); utf8.RuneCountInString(text) <= roomOnButton {
		return text
	}
	return i18n.T("customer.call-name", i18n.Args{"name": phone})
}

func whyLine(why dunning.Why, w words.Words) fyne.CanvasObject {
	status, icon := WhyStatus(why.Key)
	return widget.TopRow(theme.Gap, widget.NewIcon(icon, status.Text(), theme.IconRow), widget.Grow(widget.NewSentence(widget.Body, words.Sentenced(w.Why(why)))))
}

var sayings = map[string]string{
	"promise-broken": "say.promise-broken", "promise-due": "say.promise-due", "plan-broken": "say.plan-broken", "plan-due": "say.plan-due", "channel-dead": "say.channel-dead",
	"message-uncertain": "say.message-uncertain", "message-failed": "say.channel-dead", "letter-exception": "say.letter-exception",
	"posting-uncertain": "say.posting", "posting-refused": "say.posting",
	"charges-taken-back": "say.charges-taken-back", "silent-task": "say.silent", "largest-overdue": "say.largest",
}

// say is a first sentence on the telephone.
func say(w *desk.Work, ws words.Words) string {
	key, ok := sayings[w.Why.Key]
	if !ok {
		key = "say.largest"
	}
	args := ws.Values(w.Why.Args)
	args["sum"] = words.Dash
	if w.ToCollect.Currency != "" {
		args["sum"] = ws.Money(w.ToCollect)
	}
	return i18n.T(key, args)
}

// leaveOut warns of what must not be spoken about: items that are disputed.
func (p *pane) leaveOut() string {
	if p.view == nil {
		return ""
	}
	for _, it := range p.view.Items {
		if it.Dispute != nil {
			return i18n.T("pane.leave-out", i18n.Args{"number": it.Number, "owner": it.Dispute.Owner})
		}
	}
	return ""
}

// contacts are the last things that happened.
func (p *pane) contacts() []fyne.CanvasObject {
	events := customer.Timeline(*p.view, p.screen.stage.Words)
	if len(events) == 0 {
		return nil
	}
	parts := []fyne.CanvasObject{heading(i18n.T("pane.last"))}
	for i, e := range events {
		if i == 5 {
			break
		}
		parts = append(parts, widget.Row(theme.Gap, widget.Sized(50, 0, widget.NewText(p.screen.stage.Words.Day(e.On), widget.Small.In(theme.Text2))),
			widget.NewIcon(e.Icon, theme.Text2, theme.IconRow), widget.Grow(widget.NewText(e.Title, widget.Body.Cut()))))
	}
	return parts
}

// readMail opens the customer's mail that waits.
func (p *pane) readMail() {
	if p.work != nil && p.work.Mail != 0 {
		p.screen.stage.OpenScreen(stage.Inbox + "/" + strconv.FormatInt(p.work.Mail, 10))
	}
}

func (p *pane) call() {
	if p.work != nil {
		p.screen.askCall()
	}
}
