package customer

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/call"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// askDispute opens a dispute about the chosen item; about one that is disputed it asks how that ended.
func (s *Screen) askDispute() {
	i := s.one()
	if i == nil {
		return
	}
	for _, d := range s.model.OpenDisputes() {
		if d.Item == i.Row.ID {
			s.askResolve(d)
			return
		}
	}
	fields := call.NewDisputeFields(s.stage.Words, &s.model.View, i.Row.ID)
	if fields == nil {
		return
	}
	id := s.id
	s.stage.Decide(stage.Decision{
		Title: i18n.T("dispute.title", i18n.Args{"number": i.Row.Number}), Text: i18n.T("dispute.text"), Verb: i18n.T("dispute.verb", i18n.Args{"number": i.Row.Number}), Icon: theme.IconDispute,
		Fields: fields.Fields(), Columns: 2, Width: 520,
		Work: func() (func(context.Context) error, error) {
			order, err := fields.Order()
			order.Debtor = id
			return func(ctx context.Context) error { return s.desk.OpenDispute(ctx, order) }, err
		},
		Done: s.did(i18n.T("dispute.done", i18n.Args{"number": i.Row.Number})),
	})
}

// askResolve ends a dispute: what the outcome does to the item stands on its card.
func (s *Screen) askResolve(d desk.DisputeRow) {
	cards := make([]widget.Card, 0, len(words.Outcomes()))
	for _, o := range words.Outcomes() {
		cards = append(cards, widget.Card{ID: o, Title: words.Outcome(o), Sentence: i18n.T(outcomeMeans[o])})
	}
	outcome := widget.NewRadioCards(cards, string(dunning.DisputeRejected), nil)
	credit := widget.NewMoneyEntry(s.stage.Words.Locale(), s.currencyOf(d))
	note := widget.NewInput(i18n.T("resolve.note-hint"))
	id := s.id
	s.stage.Decide(stage.Decision{
		Title: i18n.T("resolve.title", i18n.Args{"number": d.Number}), Text: words.Facts(words.DisputeCode(d.Code), quoted(d.Reason)) + ". " + i18n.T("dispute.limitation"),
		Verb: i18n.T("resolve.verb", i18n.Args{"number": d.Number}), Icon: theme.IconTicked, Width: 520,
		Fields: []stage.NamedField{
			stage.Labelled("outcome", i18n.T("resolve.outcome"), outcome), stage.Labelled("credit", i18n.T("resolve.credit"), credit.Input),
			stage.Labelled("note", i18n.T("resolve.note"), note),
		},
		Work: func() (func(context.Context) error, error) {
			off, err := credit.Amount()
			if err != nil {
				return nil, stage.OnField(err, "credit")
			}
			order := desk.ResolveOrder{Debtor: id, Dispute: d.ID, Outcome: dunning.DisputeOutcome(outcome.Selected()), Credit: off, Note: note.Text()}
			return func(ctx context.Context) error { return s.desk.ResolveDispute(ctx, order) }, nil
		},
		Done: s.did(i18n.T("resolve.done", i18n.Args{"number": d.Number})),
	})
}

var outcomeMeans = map[string]string{"credited": "outcome.credited-means", "rejected": "outcome.rejected-means", "partly": "outcome.partly-means"}

// currencyOf is the currency of the item that a dispute is about.
func (s *Screen) currencyOf(d desk.DisputeRow) money.Currency {
	for i := range s.model.View.Items {
		if it := &s.model.View.Items[i]; it.ID == d.Item {
			return it.Open.Currency
		}
	}
	return s.model.Currency()
}
