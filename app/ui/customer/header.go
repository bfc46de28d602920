package customer

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/behaviour"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/ui/call"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// chips warn before somebody dials: at most two, the gravest first.
func (m *Model) chips(w words.Words) []widget.State {
	var all []widget.State
	if m.BrokenPromise() {
		all = append(all, widget.State{Status: theme.Overdue4, Word: i18n.T("chip.promise-broken")})
	}
	if i := m.barring(); i != nil {
		all = append(all, widget.State{Status: theme.Overdue4, Icon: theme.IconClock, Word: words.Facts(i.Row.Number, barredState(w, i).Word)})
	}
	if h := m.Hold(); h != nil {
		all = append(all, heldState(w, &h.Hold, "chip.held", "chip.held-review"))
	}
	if n := len(m.OpenDisputes()); n > 0 {
		all = append(all, widget.State{Status: theme.Disputed, Word: i18n.N("chip.disputed", n)})
	}
	if m.InReview() {
		all = append(all, widget.State{Status: theme.Held, Icon: theme.IconEye, Word: i18n.T("chip.review")})
	}
	if m.legalHold() != nil {
		all = append(all, widget.State{Status: theme.Held, Icon: theme.IconShield, Word: i18n.T("chip.legal-hold")})
	}
	for _, c := range m.withdrawn() {
		all = append(all, widget.State{Status: theme.Overdue3, Icon: words.ChannelIcon(c), Word: i18n.T("chip.consent", i18n.Args{"channel": words.Channel(c)})})
	}
	for _, dead := range m.View.Debtor.Dead {
		all = append(all, widget.State{Status: theme.Overdue3, Icon: words.ChannelIcon(dead), Word: i18n.T("chip.dead", i18n.Args{"channel": words.Channel(dead)})})
	}
	return all[:min(2, len(all))]
}

// factsLine is the calm line under the name: who they are and how they are reached.
func (m *Model) factsLine(w words.Words, contacts fyne.CanvasObject) fyne.CanvasObject {
	d := m.View.Debtor
	tongue := ""
	if d.Language != "" {
		tongue = i18n.T("customer.writes", i18n.Args{"tongue": words.Tongue(d.Language)})
	}
	parts := []fyne.CanvasObject{widget.NewText(words.Facts(d.Number, words.DebtorKind(d.Kind), words.Country(d.Country), tongue), small)}
	hours, may := call.MayCall(m.View.MayCall, w)
	hoursInk := small
	if !may {
		hoursInk = widget.Small.In(theme.Overdue2.Text())
	}
	for _, way := range []struct {
		icon  theme.IconName
		text  string
		style widget.Style
	}{{theme.IconPhone, d.Phone, m.reaching(receivable.Call)}, {theme.IconMail, d.Email, m.reaching(receivable.Email)}, {theme.IconClock, hours, hoursInk}} {
		if way.text != "" {
			parts = append(parts, widget.Row(6, widget.NewIcon(way.icon, theme.Text3, theme.IconChip), widget.NewText(way.text, way.style)))
		}
	}
	if contacts != nil {
		parts = append(parts, contacts)
	}
	return stage.AsManyAsFitLeft(theme.Edge, parts...)
}

// reaching is how a way to the customer is written: one that is dead stands in the colour of a warning.
func (m *Model) reaching(c receivable.Channel) widget.Style {
	if slices.Contains(m.View.Debtor.Dead, c) || m.View.Debtor.Refuses(c) != nil {
		return widget.Small.In(theme.Overdue3.Text())
	}
	return small
}

// barring is the item that is barred, or will be within 30 days, the most urgent first; nil when none is.
func (m *Model) barring() *Item {
	var found *Item
	least := urgentDays + 1
	for _, i := range m.Items() {
		if left, known := i.DaysToLimit(); known && left < least {
			found, least = i, left
		}
	}
	return found
}

// urgentDays is from how many days before it an item's limitation stands at the customer's name.
const urgentDays = 30

// heldState says until when a hold goes, or when somebody looks at it again.
func heldState(w words.Words, h *dunning.Hold, until, review string) widget.State {
	if h.Until.IsZero() {
		return widget.State{Status: theme.Held, Word: i18n.T(review, i18n.Args{"date": w.Day(h.ReviewOn)})}
	}
	return widget.State{Status: theme.Held, Word: i18n.T(until, i18n.Args{"date": w.Day(h.Until)})}
}

var small = widget.Small.In(theme.Text2)

// figure is the one sum of the screen, with its bar.
func (m *Model) figure(w words.Words) fyne.CanvasObject {
	b := m.Balance()
	under := i18n.T("customer.overdue-of", i18n.Args{"open": w.Figures(money.New(b.Open(), b.Currency))})
	for _, o := range m.Others() {
		under += " · " + w.Code(money.New(o.Open(), o.Currency))
	}
	sum := widget.Stack(0, widget.NewText(w.Money(money.New(b.Overdue(), b.Currency)), widget.Figure), widget.NewText(under, widget.Small))
	return widget.TopRow(theme.GroupGap, widget.Sized(240, 0, sum), widget.Grow(stage.Ageing(b, w, 12, false)))
}

// behaviour is how the customer has paid and answered so far, in six calm facts.
func (m *Model) behaviour(w words.Words) fyne.CanvasObject {
	facts := m.behaviourFacts(w)
	columns := make([]fyne.CanvasObject, 0, len(facts))
	for _, f := range facts {
		columns = append(columns, stage.Fact(f.Label, f.Value))
	}
	return stage.Columns(columns...)
}

func (m *Model) behaviourFacts(w words.Words) []widget.Fact {
	d := m.View.Debtor
	limit := i18n.T("customer.no-limit")
	if d.Limit != nil {
		limit = i18n.T("customer.limit-used", i18n.Args{"limit": w.Whole(*d.Limit), "percent": m.View.LimitUsed})
	}
	owner := d.Owner
	if owner == "" {
		owner = i18n.T("customer.no-owner")
	}
	return []widget.Fact{
		{Label: i18n.T("customer.pays"), Value: m.pays()},
		{Label: i18n.T("customer.promises"), Value: m.kept()},
		{Label: i18n.T("customer.answers"), Value: m.answers()},
		{Label: i18n.T("customer.best"), Value: m.bestReached()},
		{Label: i18n.T("customer.limit"), Value: limit},
		{Label: i18n.T("customers.owner"), Value: owner},
	}
}

func (m *Model) pays() string {
	switch b := m.View.Behaviour; {
	case b.Items == 0:
		return i18n.T("customer.unknown")
	case b.AverageLate > 0:
		return i18n.T("customer.late", i18n.Args{"days": words.Days(b.AverageLate)})
	}
	return i18n.T("customer.in-time")
}

func (m *Model) kept() string {
	b := m.View.Behaviour
	if b.Judged == 0 {
		return i18n.T("customer.none-yet")
	}
	return i18n.T("customer.kept-of", i18n.Args{"kept": b.Kept, "made": b.Judged})
}

// answers says how many of our contacts were answered, and how soon.
func (m *Model) answers() string {
	switch b := m.View.Behaviour; {
	case b.TooLittle():
		return i18n.T("customer.too-little")
	case b.Answered == 0:
		return i18n.T("customer.never-answers")
	case b.AnswerDays == 0:
		return i18n.T("customer.answer-same-day", i18n.Args{"percent": b.Rate()})
	default:
		return i18n.T("customer.answer-rate", i18n.Args{"percent": b.Rate(), "days": words.Days(b.AnswerDays)})
	}
}

// bestReached is the way, and where it is known the hour, at which the customer answers most readily.
func (m *Model) bestReached() string {
	switch b := m.View.Behaviour; {
	case b.TooLittle() || b.Channel == "":
		return i18n.T("customer.too-little")
	case b.Hour == behaviour.NoHour:
		return words.ByChannel(b.Channel)
	default:
		return i18n.T("customer.best-at", i18n.Args{"by": words.ByChannel(b.Channel), "hour": fmt.Sprintf("%02d", b.Hour)})
	}
}
