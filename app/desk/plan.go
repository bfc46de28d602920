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
	on        date.Date
	procedure dunning.Procedure
	home      string // the company's country, for debtors whose country nobody knows
	calendar  date.Calendar
	laws      map[string]law.Pack // with the office's own rows
	holidays  map[string]date.Calendar
	stale     map[receivable.ConnectionID]Fresh
}

func (d *Desk) newPlanner(r store.Reader, on date.Date) (*planner, error) {
	p, err := procedure(r)
	if err != nil {
		return nil, err
	}
	var company Company
	if _, err := r.Setting(keyCompany, &company); err != nil {
		return nil, err
	}
	cal, err := d.calendar(p.Calendar)
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
	pl := &planner{on: on, procedure: p, home: company.Country, calendar: cal, laws: laws, holidays: d.Calendars, stale: map[receivable.ConnectionID]Fresh{}}
	for _, f := range fresh {
		if f.Code != "" {
			pl.stale[f.Connection.ID] = f
		}
	}
	return pl, nil
}

// plan plans one account; the customers of a connection whose data may not be used are left out whole.
func (p *planner) plan(a *dunning.Account) dunning.Proposal {
	if f, ok := p.stale[a.Debtor.Connection]; ok {
		return staleProposal(a, f)
	}
	return withoutUnapproved(dunning.Plan(p.on, p.procedure, p.law(a.Debtor), *a, p.calendar))
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
	err = d.view(ctx, func(r store.Reader) error {
		out, err = d.planAll(r, on, store.AccountQuery{})
		return err
	})
	return out, err
}

func (d *Desk) planAll(r store.Reader, on date.Date, q store.AccountQuery) (dunning.Proposal, error) {
	var out dunning.Proposal
	p, err := d.newPlanner(r, on)
	if err != nil {
		return out, err
	}
	q.Paid = p.procedure.ThankYou != nil
	err = r.Accounts(q, on, func(a *dunning.Account) error {
		one := p.plan(a)
		out.Notices = append(out.Notices, one.Notices...)
		out.LeftOut = append(out.LeftOut, one.LeftOut...)
		return nil
	})
	return out, err
}
