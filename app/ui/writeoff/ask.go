package writeoff

import (
	"context"
	"strconv"
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/theme"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// Desk is what the dialogs need of the desk.
type Desk interface {
	WriteOff(ctx context.Context, o desk.WriteOffOrder) (desk.Asked, error)
	ReverseWriteOff(ctx context.Context, id int64, parts []settlement.ItemPart, why string) (desk.Asked, error)
}

// Ask gives claims up, in whole or in part; said is told what came of it.
func Ask(st *stage.Stage, d Desk, f Form, said func(string)) {
	if len(f.Parts) == 0 {
		return
	}
	total := sum(f.Parts)
	amount := widget.NewMoneyEntry(st.Words.Locale(), total.Currency)
	amount.SetAmount(total)
	if f.Reason == "" {
		f.Reason = settlement.Uneconomic
	}
	reason := widget.NewSelect(reasonChoices(), string(f.Reason), nil)
	why := widget.NewInput(i18n.T("writeoff.why-hint"))
	why.SetText(f.Why)
	text := i18n.T("writeoff.text")
	if !f.AtRisk.IsZero() {
		text += " " + i18n.T("writeoff.at-risk", i18n.Args{"amount": st.Words.Money(f.AtRisk)})
	}
	order := desk.WriteOffOrder{Debtor: f.Debtor}
	var asked desk.Asked
	st.Decide(stage.Decision{
		Title: i18n.T("writeoff.title", i18n.Args{"numbers": numbers(f.Parts)}), Text: text, Verb: i18n.T("writeoff.verb"), Icon: theme.IconMinus, Danger: true,
		Fields: []stage.NamedField{
			stage.Labelled("amount", i18n.T("writeoff.amount"), amount.Input), stage.Labelled("reason", i18n.T("writeoff.reason"), reason), stage.Labelled("why", i18n.T("hold.reason"), why),
		},
		Work: func() (func(context.Context) error, error) {
			a, err := amount.Amount()
			if err != nil {
				return nil, stage.OnField(err, "amount")
			}
			a.Currency = total.Currency
			if order.Items, err = chosen(f.Parts, a); err != nil {
				return nil, err
			}
			order.Reason, order.Why = settlement.WriteOffReason(reason.Selected()), strings.TrimSpace(why.Text())
			if order.Why == "" {
				return nil, stage.Missing("why", i18n.T("reason.missing"))
			}
			return func(ctx context.Context) (err error) {
				asked, err = d.WriteOff(ctx, order)
				return err
			}, nil
		},
		Done: func() { said(stage.SayAsked(asked, i18n.T("writeoff.done"))) },
	})
}

// allOf is the choice of all that a dialog was opened with.
const allOf = "all"

// AskReversal takes a write-off back, in whole or in part; parts are filled in, none are all that stands.
func AskReversal(st *stage.Stage, d Desk, off *settlement.WriteOff, parts []Part, said func(string)) {
	standing := Standing(off)
	if len(standing) == 0 {
		st.Tell(i18n.T("writeoff.reversed-already"))
		return
	}
	if len(parts) == 0 {
		parts = standing
	}
	id := off.ID
	amount := widget.NewMoneyEntry(st.Words.Locale(), off.Standing().Currency)
	amount.SetAmount(sum(parts))
	meant := parts
	which := widget.NewSelect(whichChoices(parts, standing, st.Words), allOf, func(key string) {
		meant = partsFor(key, parts, standing)
		amount.SetAmount(sum(meant))
	})
	why := widget.NewInput(i18n.T("writeoff.reverse-why-hint"))
	fields := []stage.NamedField{stage.Labelled("amount", i18n.T("writeoff.reverse-amount"), amount.Input), stage.Labelled("why", i18n.T("hold.reason"), why)}
	if len(standing) > 1 {
		fields = append([]stage.NamedField{stage.Labelled("items", i18n.T("writeoff.which"), which)}, fields...)
	}
	var asked desk.Asked
	st.Decide(stage.Decision{
		Title: i18n.T("writeoff.reverse-title", i18n.Args{"numbers": numbers(standing)}), Text: i18n.T("writeoff.reverse-text"), Verb: i18n.T("writeoff.reverse-verb"), Icon: theme.IconUndo,
		Fields: fields,
		Work: func() (func(context.Context) error, error) {
			a, err := amount.Amount()
			if err != nil {
				return nil, stage.OnField(err, "amount")
			}
			a.Currency = off.Standing().Currency
			back, err := chosen(meant, a)
			if err != nil {
				return nil, err
			}
			reason := strings.TrimSpace(why.Text())
			if reason == "" {
				return nil, stage.Missing("why", i18n.T("reason.missing"))
			}
			return func(ctx context.Context) (err error) {
				asked, err = d.ReverseWriteOff(ctx, id, back, reason)
				return err
			}, nil
		},
		Done: func() { said(stage.SayAsked(asked, i18n.T("writeoff.reversed-done"))) },
	})
}

// whichChoices are what of a write-off can be taken back: what the dialog was opened with, and each invoice.
func whichChoices(parts, standing []Part, w words.Words) []widget.Choice {
	out := []widget.Choice{{ID: allOf, Text: words.Facts(numbers(parts), w.Money(sum(parts)))}}
	for _, p := range standing {
		out = append(out, widget.Choice{ID: strconv.FormatInt(int64(p.Item), 10), Text: words.Facts(p.Number, w.Money(p.Amount))})
	}
	return out
}

func partsFor(key string, parts, standing []Part) []Part {
	for _, p := range standing {
		if strconv.FormatInt(int64(p.Item), 10) == key {
			return []Part{p}
		}
	}
	return parts
}

// AskProposal opens what the book proposes, filled in.
func AskProposal(st *stage.Stage, d Desk, v *desk.CustomerView, p *desk.Proposal, said func(string)) {
	parts := Propose(v, p)
	if p.Order.Reverse == 0 {
		Ask(st, d, Form{Debtor: p.Order.Debtor, Parts: parts, Reason: p.Order.Reason, Why: words.Sentenced(st.Words.Why(p.Why))}, said)
		return
	}
	for i := range v.WriteOffs {
		if v.WriteOffs[i].ID == p.Order.Reverse {
			AskReversal(st, d, &v.WriteOffs[i], parts, said)
			return
		}
	}
}
