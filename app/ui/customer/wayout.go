package customer

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/waysout"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/writeoff"
)

// meant are the claims that a verb on several is about: those that are ticked, else the chosen one, else all that are overdue
// in the currency of the page. Nothing of them has been given up or handed over whole.
func (m *Model) meant(ticked []*Item, one *Item) []*Item {
	all := ticked
	switch {
	case len(all) > 0:
	case one != nil:
		all = []*Item{one}
	default:
		for _, i := range m.Items() {
			if i.Days() > 0 && i.Row.Open.Currency == m.Currency() {
				all = append(all, i)
			}
		}
	}
	var out []*Item
	for _, i := range all {
		if i.Row.Open.Minor > 0 && !i.Row.Escalated {
			out = append(out, i)
		}
	}
	return out
}

func (s *Screen) meant() []*Item { return s.model.meant(s.table.Ticked(), s.one()) }

// numbersOf names claims: all of a few, the first of many.
func numbersOf(items []*Item) string {
	var names []string
	for _, i := range items[:min(3, len(items))] {
		names = append(names, i.Row.Number)
	}
	text := strings.Join(names, ", ")
	if len(items) > 3 {
		text += " …"
	}
	return text
}

// askWriteOff gives claims up, in whole or in part.
func (s *Screen) askWriteOff() {
	items := s.meant()
	if len(items) == 0 {
		return
	}
	form := writeoff.Form{Debtor: s.id, AtRisk: s.model.atRisk(items[0].Row.Open.Currency)}
	for _, i := range items {
		form.Parts = append(form.Parts, writeoff.Part{Number: i.Row.Number, ItemPart: settlement.ItemPart{Item: i.Row.ID, Amount: i.Row.Open}})
	}
	writeoff.Ask(s.stage, s.desk, form, s.said)
}

// atRisk is all that the customer owes in a currency, credits and charges counted.
func (m *Model) atRisk(c money.Currency) money.Amount {
	for _, b := range m.View.Balances {
		if b.Currency == c {
			return money.New(b.Open()+b.Charges, c)
		}
	}
	return money.Zero(c)
}

// WaysOut opens what each way out of the customer's claims is expected to bring, in the place of the page.
func (s *Screen) WaysOut() {
	if s.model == nil {
		return
	}
	if s.ways == nil {
		s.ways = waysout.New(s.stage, s.desk, waysout.Steps{Back: s.closeWays, Terms: s.newTerms, WriteOff: s.askWriteOff, HandOver: s.HandOver})
	}
	s.ways.Show(s.id, s.name(), s.model.Currency(), func() { s.pages.Turn(s.ways.Content()) })
}

// Ways is the calculator, for whoever drives the screen without a pointer; nil until it was opened.
func (s *Screen) Ways() *waysout.Page { return s.ways }

// closeWays goes back to the page.
func (s *Screen) closeWays() { s.pages.Turn(s.page) }

func (s *Screen) waysOpen() bool { return s.ways != nil && s.pages.Page() == s.ways.Content() }

// wayOutChoices are the menu's lines of what ends a claim.
func (s *Screen) wayOutChoices() []widget.Choice {
	if len(s.meant()) == 0 {
		return nil
	}
	return []widget.Choice{
		{ID: "ways-out", Text: i18n.T("way.menu"), Icon: theme.IconScales, Rule: true},
		{ID: "write-off", Text: i18n.T("writeoff.menu"), Icon: theme.IconMinus},
		{ID: "hand-over", Text: i18n.T("handover.menu"), Icon: theme.IconAgency},
	}
}
