package desk

import (
	"context"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// planner holds what stays the same for every account of one run.
type planner struct {
	on         date.Date
	procedures *chooser
	home       string              // the company's country, for debtors whose country nobody knows
	laws       map[string]law.Pack // with the office's own rows
	holidays   map[string]date.Calendar
	stale      map[receivable.ConnectionID]Fresh
}

func (d *Desk) newPlanner(r store.Reader, on date.Date) (*planner, error) {
	kept, err := readProcedures(r)
	if err != nil {
		return nil, err
	}
	var company Company
	if _, err := r.Setting(keyCompany, &company); err != nil {
		return nil, err
	}
	procedures, err := newChooser(kept, company.Country, d.calendar)
	if err != nil {
		return nil, err
	}
	laws, err := d.laws(r)
	if err != nil {
		return nil, err
	}
	fresh, err := d.fresh(r)
	if err != nil {
		return nil, err
	}
	pl := &planner{on: on, procedures: procedures, home: company.Country, laws: laws, holidays: d.Calendars, stale: map[receivable.ConnectionID]Fresh{}}
	for _, f := range fresh {
		if f.Code != "" {
			pl.stale[f.Connection.ID] = f
		}
	}
	return pl, nil
}

// lawyer is a planner that knows the law of every debtor and nothing else: for what asks often, and never plans.
func (d *Desk) lawyer(r store.Reader) (*planner, error) {
	var company Company
	if _, err := r.Setting(keyCompany, &company); err != nil {
		return nil, err
	}
	laws, err := d.laws(r)
	return &planner{home: company.Country, laws: laws, holidays: d.Calendars}, err
}

// plan plans one account; the customers of a connection whose data may not be used are left out whole.
func (p *planner) plan(a *dunning.Account) dunning.Proposal {
	if f, ok := p.stale[a.Debtor.Connection]; ok {
		return staleProposal(a, f)
	}
	by := p.procedures.of(&a.Debtor)
	return withoutUnapproved(stamped(dunning.Plan(p.on, *by.procedure, p.law(a.Debtor), *a, by.calendar), by.procedure))
}

// stamped puts on record by which procedure a proposal was made.
func stamped(out dunning.Proposal, p *dunning.Procedure) dunning.Proposal {
	for i := range out.Notices {
		out.Notices[i].Procedure, out.Notices[i].ProcedureVersion = p.Name, p.Version
	}
	for i := range out.LeftOut {
		out.LeftOut[i].Procedure = p.Name
	}
	return out
}

// withoutUnapproved leaves out what a person must approve first: nobody has.
func withoutUnapproved(in dunning.Proposal) dunning.Proposal {
	out := dunning.Proposal{LeftOut: in.LeftOut}
	for _, n := range in.Notices {
		if !n.Approval {
			out.Notices = append(out.Notices, n)
			continue
		}
		for _, line := range n.Lines {
			out.LeftOut = append(out.LeftOut, dunning.LeftOut{
				Debtor: n.Debtor, Item: line.Item, Number: line.Number, Open: line.Open, Reason: dunning.ReasonNeedsApproval,
				Detail: dunning.Why{Key: string(dunning.ReasonNeedsApproval)}, DaysOverdue: line.DaysOverdue, Level: line.Previous,
				Procedure: n.Procedure,
			})
		}
	}
	return out
}

// law is the pack that binds towards a debtor: of its country, or of the house's where nobody knows the country.
func (p *planner) law(debtor receivable.Debtor) law.Pack {
	country := debtor.Country
	if country == "" {
		country = p.home
	}
	pack := law.For(p.laws, country)
	if cal, ok := p.holidays[country]; ok {
		pack.Days = &cal
	}
	return pack
}

func staleProposal(a *dunning.Account, f Fresh) dunning.Proposal {
	var out dunning.Proposal
	for i := range a.Items {
		it := &a.Items[i]
		out.LeftOut = append(out.LeftOut, dunning.LeftOut{
			Debtor: a.Debtor.ID, Item: it.ID, Number: it.Number, Open: it.Open, Reason: dunning.ReasonStaleData,
			Detail: dunning.Why{Key: "stale-data", Args: map[string]string{"connection": f.Connection.Name, "message": f.Message}},
		})
	}
	return out
}

// Plan is a dry run over every customer with something open: what a wave of this day would do, and what not and why. It
// writes nothing.
func (d *Desk) Plan(ctx context.Context, on date.Date) (out dunning.Proposal, err error) {
	err = d.PlanEach(ctx, on, func(some dunning.Proposal) error {
		out.Notices = append(out.Notices, some.Notices...)
		out.LeftOut = append(out.LeftOut, some.LeftOut...)
		return nil
	})
	return out, err
}

// PlanEach is Plan part by part, in order of the customers' keys: a book of any size is planned in the memory of a part. fn
// must not keep the proposal's lists; it may take an error back to end the plan.
func (d *Desk) PlanEach(ctx context.Context, on date.Date, fn func(dunning.Proposal) error) error {
	return d.view(ctx, func(r store.Reader) error { return d.planEach(r, on, fn) })
}

// planPart is how many customer keys one part of a plan covers.
const planPart = 4096

// planEach calls fn between two queries, so that fn may read and write the book.
func (d *Desk) planEach(r store.Reader, on date.Date, fn func(dunning.Proposal) error) error {
	p, err := d.newPlanner(r, on)
	if err != nil {
		return err
	}
	last, err := r.LastDebtor()
	if err != nil {
		return err
	}
	var part dunning.Proposal
	for from := receivable.DebtorID(1); from <= last; from += planPart {
		part.Notices, part.LeftOut = part.Notices[:0], part.LeftOut[:0]
		q := store.AccountQuery{From: from, To: from + planPart - 1, Paid: p.procedures.thanks()}
		if err := r.Accounts(q, on, func(a *dunning.Account) error {
			one := p.plan(a)
			part.Notices = append(part.Notices, one.Notices...)
			part.LeftOut = append(part.LeftOut, one.LeftOut...)
			return nil
		}); err != nil {
			return err
		}
		if err := fn(part); err != nil {
			return err
		}
	}
	return nil
}
