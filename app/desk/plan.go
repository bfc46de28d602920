package desk

import (
	"context"
	"slices"

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
	ready      map[readyFor]*dunning.Rules
	holidays   map[string]date.Calendar
	stale      map[receivable.ConnectionID]Fresh
}

// readyFor names rules that are ready: a procedure and a country.
type readyFor struct {
	procedure *dunning.Procedure
	country   string
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
	pl := &planner{on: on, procedures: procedures, home: company.Country, laws: laws, holidays: d.Calendars, stale: map[receivable.ConnectionID]Fresh{}, ready: map[readyFor]*dunning.Rules{}}
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

// query is what planning reads of accounts: a day far ahead is foreseen with what will be old by then.
func (p *planner) query(q store.AccountQuery, by date.Date) store.AccountQuery {
	q.Paid = q.Paid || p.procedures.thanks()
	q.Old = limitationHorizon(p.laws, by)
	return q
}

// plan plans one account; the customers of a connection whose data may not be used are left out whole.
func (p *planner) plan(a *dunning.Account) dunning.Proposal {
	var out dunning.Proposal
	p.planInto(a, &out)
	return out
}

// planInto is plan behind what stands in out already.
func (p *planner) planInto(a *dunning.Account, out *dunning.Proposal) {
	if f, ok := p.stale[a.Debtor.Connection]; ok {
		out.LeftOut = append(out.LeftOut, staleProposal(a, f).LeftOut...)
		return
	}
	left := len(out.LeftOut)
	p.rulesOf(&a.Debtor).Plan(p.on, a, out)
	if p.procedures.thanks() {
		withoutPaid(out, left)
	}
}

// withoutPaid forgets, of what was left out from one item on, what was read for thanks alone: nobody asks why a settled invoice
// is not reminded of.
func withoutPaid(out *dunning.Proposal, from int) {
	kept := slices.DeleteFunc(out.LeftOut[from:], func(l dunning.LeftOut) bool { return l.Reason == dunning.ReasonPaid && l.Open.Minor == 0 })
	out.LeftOut = out.LeftOut[:from+len(kept)]
}

// rulesOf are the rules for a debtor, made ready once for all debtors of a country that go by one procedure.
func (p *planner) rulesOf(debtor *receivable.Debtor) *dunning.Rules {
	by := p.procedures.of(debtor)
	key := readyFor{by.procedure, p.countryOf(debtor)}
	rules := p.ready[key]
	if rules == nil {
		rules = dunning.NewRules(*by.procedure, p.law(*debtor), by.calendar)
		p.ready[key] = rules
	}
	return rules
}

// countryOf is the debtor's country, or the house's where nobody knows it.
func (p *planner) countryOf(debtor *receivable.Debtor) string {
	if debtor.Country == "" {
		return p.home
	}
	return debtor.Country
}

// law is the pack that binds towards a debtor: of its country, or of the house's where nobody knows the country.
func (p *planner) law(debtor receivable.Debtor) law.Pack {
	country := p.countryOf(&debtor)
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
const planPart = 2048

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
		q := p.query(store.AccountQuery{From: from, To: from + planPart - 1}, on)
		if err := r.Accounts(q, on, func(a *dunning.Account) error {
			p.planInto(a, &part)
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
