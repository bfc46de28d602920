// Package writeoff asks for a write-off and for the reversal of one, wherever a person stands: on the customer's page, or on Today
// when the book proposes one.
package writeoff

import (
	"strings"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/stage"
	"github.com/dunningdesk/dunningdesk/app/ui/widget"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// reasonKeys are the words for why a claim is given up.
var reasonKeys = map[settlement.WriteOffReason]string{
	settlement.Uneconomic: "writeoff.uneconomic", settlement.Insolvency: "writeoff.insolvency", settlement.Limitation: "writeoff.limitation",
	settlement.Goodwill: "writeoff.goodwill", settlement.Untraceable: "writeoff.untraceable", settlement.Disputed: "writeoff.disputed",
	settlement.SettledRest: "writeoff.settlement", settlement.OtherReason: "writeoff.other",
}

// Reason is the words for why a claim was given up; one of a newer book stands as it is.
func Reason(r settlement.WriteOffReason) string {
	if key, ok := reasonKeys[r]; ok {
		return i18n.T(key)
	}
	return string(r)
}

func reasonChoices() []widget.Choice {
	out := make([]widget.Choice, 0, len(settlement.WriteOffReasons()))
	for _, r := range settlement.WriteOffReasons() {
		out = append(out, widget.Choice{ID: string(r), Text: Reason(r)})
	}
	return out
}

// Part is an amount of one invoice that is to be given up, or taken back.
type Part struct {
	Number string
	settlement.ItemPart
}

// Form is a write-off as the dialog opens.
type Form struct {
	Debtor receivable.DebtorID
	Parts  []Part // of one currency, each with its amount
	Reason settlement.WriteOffReason
	Why    string
	AtRisk money.Amount // all that the customer owes in the currency; none: it is not said
}

// sum adds up parts.
func sum(parts []Part) money.Amount {
	var out money.Amount
	for _, p := range parts {
		out = money.New(out.Minor+p.Amount.Minor, p.Amount.Currency)
	}
	return out
}

// numbers names invoices: all of a few, the first of many.
func numbers(parts []Part) string {
	names := make([]string, 0, 3)
	for _, p := range parts[:min(3, len(parts))] {
		names = append(names, p.Number)
	}
	text := strings.Join(names, ", ")
	if len(parts) > 3 {
		text += " …"
	}
	return text
}

// chosen are the parts that an amount stands for: as proposed, or another one of a single invoice.
func chosen(parts []Part, amount money.Amount) ([]settlement.ItemPart, error) {
	switch {
	case amount.Minor <= 0:
		return nil, stage.Missing("amount", i18n.T("writeoff.nothing"))
	case len(parts) > 1 && amount.Minor != sum(parts).Minor:
		return nil, stage.Missing("amount", i18n.T("writeoff.one-for-a-part"))
	}
	out := make([]settlement.ItemPart, 0, len(parts))
	for _, p := range parts {
		part := p.ItemPart
		if len(parts) == 1 {
			part.Amount = amount
		}
		out = append(out, part)
	}
	return out, nil
}

// Standing are the parts of a write-off that can be taken back.
func Standing(off *settlement.WriteOff) (out []Part) {
	for i := range off.Items {
		if it := &off.Items[i]; it.Standing().Minor > 0 {
			out = append(out, Part{it.Number, settlement.ItemPart{Item: it.Item, Amount: it.Standing()}})
		}
	}
	return out
}

// Propose names the parts of a proposal, in the words of the customer's page.
func Propose(v *desk.CustomerView, p *desk.Proposal) (out []Part) {
	names := map[receivable.ItemID]string{}
	for i := range v.Items {
		names[v.Items[i].ID] = v.Items[i].Number
	}
	for i := range v.WriteOffs {
		for _, it := range v.WriteOffs[i].Items {
			names[it.Item] = it.Number
		}
	}
	for _, part := range p.Order.Items {
		out = append(out, Part{names[part.Item], part})
	}
	return out
}

// ProposalVerb is a proposal on a button: "Write off 40,00 kr…", "Reverse 25,00 kr…".
func ProposalVerb(p *desk.Proposal, w words.Words) string {
	if p.Order.Reverse != 0 {
		return i18n.T("writeoff.reverse-sum", i18n.Args{"amount": w.Money(p.Amount)})
	}
	return i18n.T("writeoff.write-off-sum", i18n.Args{"amount": w.Money(p.Amount)})
}
