package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// setAsideOrder asks to set a house rule aside for a customer on a day.
type setAsideOrder struct {
	Debtor receivable.DebtorID
	Rule   string
	On     date.Date
}

// SetAside sets a house rule aside for a customer today, with a reason that stays on record, or asks somebody who may. A
// statute is refused (statutory-rule).
func (d *Desk) SetAside(ctx context.Context, id receivable.DebtorID, rule, why string) (Asked, error) {
	on, err := d.Today(ctx)
	if err != nil {
		return Asked{}, err
	}
	return d.ask(ctx, approval.Override, setAsideOrder{id, rule, on}, why)
}

func weighSetAside(d *Desk, r store.Reader, order string) (weighed, error) {
	o, err := readOrder[setAsideOrder](order)
	if err != nil {
		return weighed{}, err
	}
	who, err := r.Debtor(o.Debtor)
	if err != nil {
		return weighed{}, err
	}
	p, err := d.lawyer(r)
	if err != nil {
		return weighed{}, err
	}
	if _, err := dunning.SetAside(dunning.Account{Debtor: who}, p.law(who), dunning.Aside{Rule: o.Rule, On: o.On, Reason: "weighed"}); err != nil {
		return weighed{}, err
	}
	return weighed{measure: approval.Measure{Kind: approval.Override}, debtor: who.ID, subject: who.Name, facts: o}, nil
}

func doSetAside(_ *Desk, w store.Writer, order, why string, _ *approval.Request) error {
	o, err := readOrder[setAsideOrder](order)
	if err != nil {
		return err
	}
	who, err := w.Debtor(o.Debtor)
	if err != nil {
		return err
	}
	aside := dunning.Aside{Rule: o.Rule, On: o.On, Reason: why, By: w.Actor().Name}
	if err := w.PutAside(who.ID, aside); err != nil {
		return err
	}
	return w.Append(activity.RuleSetAside, int64(who.ID), 0, who.Name, map[string]string{"rule": o.Rule, "why": why, "on": o.On.String()})
}
