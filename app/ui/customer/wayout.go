package customer

import (
	"context"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/waysout"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
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

func reasonChoices() []widget.Choice {
	out := make([]widget.Choice, 0, len(settlement.WriteOffReasons()))
	for _, r := range settlement.WriteOffReasons() {
		out = append(out, widget.Choice{ID: string(r), Text: i18n.T(reasonKeys[r])})
	}
	return out
}

// reasonKeys are the words for why a claim is given up.
var reasonKeys = map[settlement.WriteOffReason]string{
	settlement.Uneconomic: "writeoff.uneconomic", settlement.Insolvency: "writeoff.insolvency", settlement.Limitation: "writeoff.limitation",
	settlement.Goodwill: "writeoff.goodwill", settlement.Untraceable: "writeoff.untraceable", settlement.Disputed: "writeoff.disputed", settlement.OtherReason: "writeoff.other",
}

// partsOf are the parts of claims that an amount stands for: of one claim it may be less than what is open.
func partsOf(items []*Item, amount money.Amount) ([]settlement.ItemPart, error) {
	sum := sumOf(items, items[0].Row.Open.Currency)
	switch {
	case amount.Minor <= 0:
		return nil, stage.Missing("amount", i18n.T("writeoff.nothing"))
	case len(items) > 1 && amount.Minor != sum.Minor:
		return nil, stage.Missing("amount", i18n.T("writeoff.one-for-a-part"))
	}
	out := make([]settlement.ItemPart, 0, len(items))
	for _, i := range items {
		part := settlement.ItemPart{Item: i.Row.ID}
		if len(items) == 1 {
			part.Amount = amount
		}
		out = append(out, part)
	}
	return out, nil
}

// askWriteOff gives claims up, in whole or in part.
func (s *Screen) askWriteOff() {
	items := s.meant()
	if len(items) == 0 {
		return
	}
	sum := sumOf(items, items[0].Row.Open.Currency)
	amount := widget.NewMoneyEntry(s.stage.Words.Locale(), sum.Currency)
	amount.SetAmount(sum)
	reason := widget.NewSelect(reasonChoices(), string(settlement.Uneconomic), nil)
	why := widget.NewInput(i18n.T("writeoff.why-hint"))
	order := desk.WriteOffOrder{Debtor: s.id}
	var asked desk.Asked
	s.stage.Decide(stage.Decision{
		Title: i18n.T("writeoff.title", i18n.Args{"numbers": numbersOf(items)}), Text: i18n.T("writeoff.text"), Verb: i18n.T("writeoff.verb"), Icon: theme.IconMinus, Danger: true,
		Fields: []stage.NamedField{
			stage.Labelled("amount", i18n.T("writeoff.amount"), amount.Input), stage.Labelled("reason", i18n.T("writeoff.reason"), reason), stage.Labelled("why", i18n.T("hold.reason"), why),
		},
		Work: func() (func(context.Context) error, error) {
			a, err := amount.Amount()
			if err != nil {
				return nil, stage.OnField(err, "amount")
			}
			a.Currency = sum.Currency
			if order.Items, err = partsOf(items, a); err != nil {
				return nil, err
			}
			order.Reason, order.Why = settlement.WriteOffReason(reason.Selected()), strings.TrimSpace(why.Text())
			if order.Why == "" {
				return nil, stage.Missing("why", i18n.T("reason.missing"))
			}
			return func(ctx context.Context) (err error) {
				asked, err = s.desk.WriteOff(ctx, order)
				return err
			}, nil
		},
		Done: func() { s.did(stage.SayAsked(asked, i18n.T("writeoff.done")))() },
	})
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
