package desk

import (
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Reasons of agreements on the work list.
const (
	whyPlanBroken    = "plan-broken"
	whyOfferLapsed   = "settlement-lapsed"
	whyLetGo         = "settlement-kept" // the rest is still open in the accounts
	whyPlanDue       = "plan-due"
	whyCreditReview  = "credit-review"
	brokenShownDays  = 30 // by then it is part of the customer's history, and a level has spoken
	weighCreditLines = weighLook
)

// agreements puts customers on the list whose agreement broke, has a payment due today, or leaves something to be booked, and
// those whose credit line is to be looked at again.
func (l *workList) agreements(r store.Reader, v *TodayView) error {
	for _, q := range []store.PlanQuery{{Watched: true}, {States: []settlement.State{settlement.Broken}, EndedFrom: l.on.AddDays(-brokenShownDays)}} {
		rows, err := r.Plans(q)
		if err != nil {
			return err
		}
		for i := range rows {
			if err := l.agreement(r, &rows[i], v); err != nil {
				return err
			}
		}
	}
	lines, err := r.CreditLines(0)
	if err != nil {
		return err
	}
	for _, line := range lines {
		if line.Due(l.on) {
			l.add(line.Debtor, line.Name, DoLook, weighCreditLines, dunning.Why{Key: whyCreditReview, Args: map[string]string{
				"limit": line.Limit.String(), "currency": string(line.Limit.Currency), "date": line.Review.String(),
			}}, 0)
		}
	}
	return nil
}

func (l *workList) agreement(r store.Reader, p *store.PlanRow, v *TodayView) error {
	args := map[string]string{"currency": string(p.Debt.Currency), "amount": p.Schedule.Total.String(), "date": p.Missed.String()}
	switch {
	case p.State == settlement.Broken && p.Kind == settlement.Discount:
		l.add(p.Debtor, p.Name, DoCall, weighBroken, dunning.Why{Key: whyOfferLapsed, Args: args}, 0)
	case p.State == settlement.Broken:
		for _, row := range p.Schedule.Rows {
			if row.On == p.Missed {
				args["amount"] = row.Payment.String()
			}
		}
		l.add(p.Debtor, p.Name, DoCall, weighBroken, dunning.Why{Key: whyPlanBroken, Args: args}, 0)
	case p.State == settlement.Kept && p.Kind == settlement.Discount:
		parts, err := restOf(r, p)
		if rest := (settlement.TakeBack{Items: parts}); err == nil && len(parts) > 0 {
			l.add(p.Debtor, p.Name, DoLook, weighMend, whyKept(p, rest.Amount()), 0)
		}
		return err
	case p.State == settlement.Agreed:
		for _, row := range p.Schedule.Rows {
			if row.On == l.on {
				v.PromisesDue++
				args["amount"], args["date"] = row.Payment.String(), row.On.String()
				l.add(p.Debtor, p.Name, DoCheck, weighDue, dunning.Why{Key: whyPlanDue, Args: args}, 0)
			}
		}
	}
	return nil
}
