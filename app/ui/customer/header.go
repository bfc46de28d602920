package customer

import (
	"strconv"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/money"
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
	if h := m.Hold(); h != nil {
		all = append(all, widget.State{Status: theme.Held, Word: i18n.T("chip.held", i18n.Args{"date": w.Day(h.Until)})})
	}
	if n := len(m.OpenDisputes()); n > 0 {
		all = append(all, widget.State{Status: theme.Disputed, Word: i18n.N("chip.disputed", n)})
	}
	if m.InReview() {
		all = append(all, widget.State{Status: theme.Held, Icon: theme.IconEye, Word: i18n.T("chip.review")})
	}
	for _, dead := range m.View.Debtor.Dead {
		all = append(all, widget.State{Status: theme.Overdue3, Icon: words.ChannelIcon(dead), Word: i18n.T("chip.dead", i18n.Args{"channel": words.Channel(dead)})})
	}
	return all[:min(2, len(all))]
}

// factsLine is the calm line under the name: who they are and how they are reached.
func (m *Model) factsLine() fyne.CanvasObject {
	d := m.View.Debtor
	tongue := ""
	if d.Language != "" {
		tongue = i18n.T("customer.writes", i18n.Args{"tongue": words.Tongue(d.Language)})
	}
	parts := []fyne.CanvasObject{widget.NewText(words.Facts(d.Number, words.DebtorKind(d.Kind), words.Country(d.Country), tongue), small)}
	for _, way := range []struct {
		icon theme.IconName
		text string
	}{{theme.IconPhone, d.Phone}, {theme.IconMail, d.Email}, {theme.IconBooks, m.View.Connection}} {
		if way.text != "" {
			parts = append(parts, widget.Row(6, widget.NewIcon(way.icon, theme.Text3, theme.IconChip), widget.NewText(way.text, small)))
		}
	}
	return widget.Row(theme.Edge, append(parts, widget.Spacer())...)
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

// behaviour is how the customer has paid so far, in five calm facts.
func (m *Model) behaviour(w words.Words) fyne.CanvasObject {
	b, d := m.View.Behaviour, m.View.Debtor
	pays := i18n.T("customer.unknown")
	switch {
	case b.PaidItems > 0 && b.AverageDays > 0:
		pays = i18n.T("customer.late", i18n.Args{"days": words.Days(b.AverageDays)})
	case b.PaidItems > 0:
		pays = i18n.T("customer.in-time")
	}
	kept := i18n.T("customer.none-yet")
	if b.PromisesMade > 0 {
		kept = i18n.T("customer.kept-of", i18n.Args{"kept": b.PromisesKept, "made": b.PromisesMade})
	}
	limit := i18n.T("customer.no-limit")
	if d.Limit != nil {
		limit = i18n.T("customer.limit-used", i18n.Args{"limit": w.Whole(*d.Limit), "percent": m.View.LimitUsed})
	}
	owner := d.Owner
	if owner == "" {
		owner = i18n.T("customer.no-owner")
	}
	return stage.Columns(
		stage.Fact(i18n.T("customer.pays"), pays),
		stage.Fact(i18n.T("customer.promises"), kept),
		stage.Fact(i18n.T("customer.paid-items"), strconv.Itoa(m.View.Settled)),
		stage.Fact(i18n.T("customer.limit"), limit),
		stage.Fact(i18n.T("customers.owner"), owner),
	)
}
