package customer

import (
	"context"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
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

// checkKeys are the words for what keeps claims from being handed over.
var checkKeys = map[string]string{
	settlement.CheckDue: "handover.due", settlement.CheckNotice: "handover.notice", settlement.CheckDeadline: "handover.deadline", settlement.CheckDispute: "handover.dispute",
	settlement.CheckPromise: "handover.promise", settlement.CheckPlan: "handover.plan", settlement.CheckBarred: "handover.barred", settlement.CheckElse: "handover.else",
}

// checkText says in a sentence what fails, or that everything holds.
func checkText(checks []settlement.Check) string {
	var failing []string
	for _, c := range checks {
		if !c.OK {
			failing = append(failing, i18n.T(checkKeys[c.Key], i18n.Args{"number": c.Item}))
		}
	}
	if len(failing) == 0 {
		return i18n.T("handover.ready")
	}
	return i18n.T("handover.not-ready", i18n.Args{"what": strings.Join(failing, "; ")})
}

// askHandOver reads the checklist first, and asks with it.
func (s *Screen) askHandOver() {
	items := s.meant()
	if len(items) == 0 {
		return
	}
	ids := make([]receivable.ItemID, 0, len(items))
	for _, i := range items {
		ids = append(ids, i.Row.ID)
	}
	id := s.id
	runner.Go(s.stage.Run, func(ctx context.Context) ([]settlement.Check, error) { return s.desk.Checklist(ctx, id, ids) },
		func(checks []settlement.Check, err error) {
			if err != nil {
				s.stage.Fail(err)
				return
			}
			s.handOver(items, desk.EscalateOrder{Debtor: id, Items: ids}, checks)
		})
}

func (s *Screen) handOver(items []*Item, order desk.EscalateOrder, checks []settlement.Check) {
	to := widget.NewSelect([]widget.Choice{{ID: string(settlement.ToAgency), Text: i18n.T("handover.agency")}, {ID: string(settlement.ToCourt), Text: i18n.T("handover.court")}}, string(settlement.ToAgency), nil)
	party, why := widget.NewInput(i18n.T("handover.party-hint")), widget.NewInput(i18n.T("handover.why-hint"))
	var asked desk.Asked
	s.stage.Decide(stage.Decision{
		Title: i18n.T("handover.title", i18n.Args{"numbers": numbersOf(items)}), Text: checkText(checks), Verb: i18n.T("handover.verb"), Icon: theme.IconAgency, Danger: true,
		Fields: []stage.NamedField{
			stage.Labelled("to", i18n.T("handover.to"), to), stage.Labelled("party", i18n.T("handover.party"), party), stage.Labelled("why", i18n.T("hold.reason"), why),
		},
		Work: func() (func(context.Context) error, error) {
			order.To, order.Party, order.Why = settlement.EscalationTo(to.Selected()), strings.TrimSpace(party.Text()), strings.TrimSpace(why.Text())
			switch {
			case order.Party == "":
				return nil, stage.Missing("party", i18n.T("handover.party-missing"))
			case order.Why == "":
				return nil, stage.Missing("why", i18n.T("reason.missing"))
			}
			if err := settlement.MayHandOver(checks); err != nil {
				return nil, err
			}
			return func(ctx context.Context) (err error) {
				asked, err = s.desk.Escalate(ctx, order)
				return err
			}, nil
		},
		Done: func() { s.did(stage.SayAsked(asked, i18n.T("handover.done")))() },
	})
}

// wayKeys are the words for the ways out, relationKeys for what becomes of the relationship.
var (
	wayKeys = map[settlement.Way]string{
		settlement.WayWait: "way.wait", settlement.WaySettle: "way.settle", settlement.WayPlan: "way.plan", settlement.WayAgency: "way.agency",
		settlement.WayCourt: "way.court", settlement.WaySell: "way.sell", settlement.WayWriteOff: "way.write-off",
	}
	relationKeys = map[settlement.Relation]string{
		settlement.RelationStays: "way.stays", settlement.RelationMay: "way.may-stay", settlement.RelationEnds: "way.ends",
	}
)

// WaysOut opens what each way out of the customer's claims is expected to bring.
func (s *Screen) WaysOut() {
	if s.model == nil {
		return
	}
	id, on := s.id, s.stage.Words.Today()
	runner.Go(s.stage.Run, func(ctx context.Context) ([]desk.WaysOut, error) { return s.desk.WayOut(ctx, id, on) }, func(all []desk.WaysOut, err error) {
		if err != nil {
			s.stage.Fail(err)
			return
		}
		for i := range all {
			if all[i].Claim.Currency == s.model.Currency() {
				pane := waysPane(&all[i], s.stage.Words)
				pane.Actions = []*widget.Button{
					widget.NewButton(widget.Secondary, i18n.T("writeoff.menu"), theme.IconMinus, s.askWriteOff), widget.NewButton(widget.Secondary, i18n.T("handover.menu"), theme.IconAgency, s.askHandOver),
				}
				s.openWhy(pane)
				return
			}
		}
		s.stage.Tell(i18n.T("way.nothing"))
	})
}

// waysPane is the calculator's table.
func waysPane(w *desk.WaysOut, say words.Words) widget.WhyConfig {
	pane := widget.WhyConfig{
		Question: i18n.T("way.question", i18n.Args{"amount": say.Money(w.Claim)}),
		Columns:  []widget.WhyColumn{{}, {Width: 96, Align: widget.Right}, {Width: 84, Align: widget.Right}, {Width: 96, Align: widget.Right}, {Width: 66}, {Width: 72}},
		Note:     i18n.T("way.note", i18n.Args{"country": w.Country}),
	}
	pane.Lines = append(pane.Lines, widget.WhyLine{Faint: true, Cells: []string{
		i18n.T("way.way"), i18n.T("way.expected"), i18n.T("way.cost"), i18n.T("way.left"), i18n.T("way.takes"), i18n.T("way.relation"),
	}})
	for i := range w.Lines {
		l := &w.Lines[i]
		from := i18n.T("way.guess", i18n.Args{"chance": l.Chance.String()})
		if l.Cases > 0 {
			from = i18n.T("way.cases", i18n.Args{"chance": l.Chance.String(), "n": l.Cases})
		}
		takes := i18n.T("way.months", i18n.Args{"n": l.Months})
		if l.Months == 0 {
			takes = i18n.T("way.now")
		}
		pane.Lines = append(pane.Lines, widget.WhyLine{Cells: []string{
			words.Facts(i18n.T(wayKeys[l.Way]), from), say.Figures(l.Expected), say.Figures(l.Cost), say.Figures(l.Net), takes, i18n.T(relationKeys[l.Relation]),
		}})
	}
	return pane
}

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
