package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Applies says by which procedure a customer is reminded.
type Applies struct {
	Procedure string
	Version   int
	Rule      int         // of the assignment, counted from 1; 0: no rule fits, the default applies
	Why       dunning.Why // the same with what the rule names
}

// procedureOf says by which procedure a debtor is reminded.
func (p *planner) procedureOf(d *receivable.Debtor) Applies {
	by := p.procedures.of(d)
	return Applies{Procedure: by.procedure.Name, Version: by.procedure.Version, Rule: by.choice.Rule, Why: p.procedures.all.Assignment.Why(by.choice)}
}

// ProcedureOf says by which procedure a customer is reminded, and by which rule.
func (d *Desk) ProcedureOf(ctx context.Context, id receivable.DebtorID) (out Applies, err error) {
	err = d.view(ctx, func(r store.Reader) error {
		debtor, err := r.Debtor(id)
		if err != nil {
			return err
		}
		p, err := d.newPlanner(r, date.Date{})
		if err != nil {
			return err
		}
		out = p.procedureOf(&debtor)
		return nil
	})
	return out, err
}

// Foresee tells what would happen to a customer by a procedure, kept or only written, from a day on, if nobody paid or
// answered: see dunning.Foresee. It writes nothing. Errors are those of Procedure.CheckWith.
func (d *Desk) Foresee(ctx context.Context, id receivable.DebtorID, p dunning.Procedure, from date.Date) (out []dunning.Foreseen, err error) {
	if err := p.CheckWith(d.knowsCalendar); err != nil {
		return nil, err
	}
	cal, err := d.calendar(p.Calendar)
	if err != nil {
		return nil, err
	}
	err = d.view(ctx, func(r store.Reader) error {
		debtor, err := r.Debtor(id)
		if err != nil {
			return err
		}
		pl, err := d.newPlanner(r, from)
		if err != nil {
			return err
		}
		foresee := func(a *dunning.Account) error {
			out = dunning.Foresee(*a, p, pl.law(debtor), cal, from, dunning.ForeseeDays)
			return nil
		}
		q := pl.query(store.AccountQuery{Debtors: []receivable.DebtorID{id}, Paid: p.ThankYou != nil}, from.AddDays(dunning.ForeseeDays))
		err = r.Accounts(q, from, foresee)
		if err != nil || out != nil {
			return err
		}
		return foresee(&dunning.Account{Debtor: debtor}) // nothing is open
	})
	return out, err
}
