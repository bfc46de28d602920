package customer

import (
	"context"
	"os"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/runner"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// waivable are the customer's open charges as choices: what it is, of which day, for which invoice, how much is open.
func (m *Model) waivable(w words.Words) []widget.Choice {
	numbers := map[receivable.ItemID]string{}
	for _, it := range m.View.Items {
		numbers[it.ID] = it.Number
	}
	var out []widget.Choice
	for _, c := range m.View.Charges {
		if c.Open.Minor > 0 {
			out = append(out, widget.Choice{
				ID: strconv.FormatInt(c.ID, 10), Text: words.Facts(w.Money(c.Open), chargeName(c.Kind), w.Day(c.On), numbers[c.Item]),
			})
		}
	}
	return out
}

func chargeName(k dunning.ChargeKind) string {
	switch k {
	case dunning.InterestCharge:
		return i18n.T("charge.interest")
	case dunning.Compensation:
		return i18n.T("charge.compensation")
	case dunning.FeeCharge:
	}
	return i18n.T("charge.fee")
}

func (m *Model) charge(id string) dunning.Charge {
	for _, c := range m.View.Charges {
		if strconv.FormatInt(c.ID, 10) == id {
			return c
		}
	}
	return dunning.Charge{}
}

// askWaive lets a charge go, in whole or in part, with the reason that an auditor will read.
func (s *Screen) askWaive() {
	choices := s.model.waivable(s.stage.Words)
	if len(choices) == 0 {
		return
	}
	model := s.model
	first := model.charge(choices[0].ID)
	amount := widget.NewMoneyEntry(s.stage.Words.Locale(), first.Open.Currency)
	amount.SetAmount(first.Open)
	charge := widget.NewSelect(choices, choices[0].ID, func(id string) { amount.SetAmount(model.charge(id).Open) })
	why := widget.NewInput(i18n.T("waive.why-hint"))
	var asked desk.Asked
	s.stage.Decide(stage.Decision{
		Title: i18n.T("waive.title", i18n.Args{"name": s.name()}), Text: i18n.T("waive.text"), Verb: i18n.T("waive.verb"), Icon: theme.IconUndo,
		Fields: []stage.NamedField{
			stage.Labelled("charge", i18n.T("waive.charge"), charge), stage.Labelled("amount", i18n.T("waive.amount"), amount.Input),
			stage.Labelled("reason", i18n.T("hold.reason"), why),
		},
		Work: func() (func(context.Context) error, error) {
			a, err := amount.Amount()
			if err != nil {
				return nil, stage.OnField(err, "amount")
			}
			c := model.charge(charge.Selected())
			a.Currency = c.Open.Currency
			order := desk.WaiveOrder{Charge: c.ID, Amount: a, Why: why.Text()}
			switch {
			case a.IsZero(): // the desk takes nothing for all; a person who writes 0 means nothing
				return nil, stage.Missing("amount", i18n.T("waive.nothing"))
			case strings.TrimSpace(order.Why) == "":
				return nil, stage.Missing("reason", i18n.T("reason.missing"))
			}
			return func(ctx context.Context) (err error) {
				asked, err = s.desk.Waive(ctx, order)
				return err
			}, nil
		},
		Done: func() { s.did(stage.SayAsked(asked, i18n.T("waive.done")))() },
	})
}

// askAcknowledge keeps that the customer acknowledged the chosen item in writing.
func (s *Screen) askAcknowledge() {
	i := s.one()
	if i == nil {
		return
	}
	w := s.stage.Words
	on := widget.NewDateField(w.Dates(), w.Today())
	on.SetDate(w.Today())
	note := widget.NewInput(i18n.T("acknowledge.note-hint"))
	id, item := s.model.View.Debtor.ID, i.Row.ID
	s.stage.Decide(stage.Decision{
		Title: i18n.T("acknowledge.title", i18n.Args{"number": i.Row.Number}), Text: i18n.T("acknowledge.text"), Verb: i18n.T("acknowledge.verb"), Icon: theme.IconEdit,
		Fields: []stage.NamedField{
			stage.Labelled("date", i18n.T("acknowledge.on"), on.Input), stage.Labelled("note", i18n.T("acknowledge.note"), note),
		},
		Work: func() (func(context.Context) error, error) {
			day, err := on.Date()
			if err != nil {
				return nil, stage.OnField(err, "date")
			}
			text := strings.TrimSpace(note.Text())
			if text == "" {
				return nil, stage.Missing("note", i18n.T("acknowledge.note-missing"))
			}
			return func(ctx context.Context) error { return s.desk.Acknowledge(ctx, id, item, day, text) }, nil
		},
		Done: s.did(i18n.T("acknowledge.done", i18n.Args{"number": i.Row.Number})),
	})
}

// saveSheet writes the statement of an item as a document to print, where the person chooses.
func (s *Screen) saveSheet(item receivable.ItemID, number string) {
	on := s.stage.Words.Today()
	s.stage.SaveFile(i18n.T("why.file", i18n.Args{"number": number}), func(path string) {
		runner.Go(s.stage.Run, func(ctx context.Context) (struct{}, error) {
			doc, err := s.desk.SheetPDF(ctx, item, on, "")
			if err != nil {
				return struct{}{}, err
			}
			if err := os.WriteFile(path, doc.Bytes, 0o600); err != nil {
				return struct{}{}, fault.Wrap(err, fault.Unavailable, "%s cannot be written", path).WithHint("choose another folder")
			}
			return struct{}{}, nil
		}, func(_ struct{}, err error) {
			if err != nil {
				s.stage.Fail(err)
				return
			}
			s.stage.Tell(i18n.T("why.saved", i18n.Args{"file": path}))
		})
	})
}
