package desk

import (
	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/store"
	"github.com/shopspring/decimal"
)

// claimOf is what a request about claims would end: how much, of which items, and which way out it asks for.
type claimOf struct {
	way   settlement.Way
	sum   money.Amount
	items []receivable.ItemID
	terms *TermsDraft // a plan or a settlement; nil otherwise
}

// claimAsked reads it from a request of a kind that ends a claim; nothing for one that does not, or that takes something back.
func (d *Desk) claimAsked(r store.Reader, e *Evidence) (c claimOf, err error) {
	if e.Undoes {
		return c, nil
	}
	switch e.Measure.Kind {
	case approval.WriteOff:
		o, err := readOrder[WriteOffOrder](e.Order)
		c.way, c.sum = settlement.WayWriteOff, e.Measure.Amount
		for _, part := range o.Items {
			c.items = append(c.items, part.Item)
		}
		return c, err
	case approval.Escalate:
		o, err := readOrder[EscalateOrder](e.Order)
		c.way, c.sum, c.items = settlement.WayAgency, e.Measure.Amount, o.Items
		if o.To == settlement.ToCourt {
			c.way = settlement.WayCourt
		}
		return c, err
	case approval.Plan, approval.Settlement:
		o, err := readOrder[TermsOrder](e.Order)
		if err != nil {
			return c, err
		}
		draft, err := d.draftTerms(r, o)
		if err != nil {
			return c, nil //nolint:nilerr // what stands against it now is said as Changed
		}
		c.way, c.sum, c.items, c.terms = settlement.WayPlan, draft.Plan.Debt, draft.Plan.Items(), &draft
		if o.Kind == settlement.Discount {
			c.way = settlement.WaySettle
		}
		return c, nil
	case approval.Waive, approval.Release, approval.Override, approval.CreditLine:
	}
	return c, nil
}

// waysInstead sets what a request asks for beside every other way out of the same claim.
func (d *Desk) waysInstead(r store.Reader, e *Evidence) error {
	c, err := d.claimAsked(r, e)
	if err != nil || c.way == "" || e.Customer == nil {
		return err
	}
	e.Items, e.Terms = c.items, c.terms
	if c.sum.Minor <= 0 {
		return nil
	}
	p, err := d.lawyer(r)
	if err != nil {
		return err
	}
	w := &WaysOut{Claim: c.sum, Country: p.countryOf(&e.Customer.Debtor)}
	for i := range e.Customer.Items {
		if it := &e.Customer.Items[i]; e.About(it.ID) {
			w.Level, w.Days = max(w.Level, it.Level), max(w.Days, it.DaysOverdue(e.Customer.Date))
		}
	}
	a, own, err := assumptionsOf(r, w.Country)
	if err != nil {
		return err
	}
	if err := learnEnded(r, &a); err != nil {
		return err
	}
	if a, err = w.assume(r, w.Country, a, e.Customer.Date); err != nil {
		return err
	}
	w.Saved = own
	if w.Lines, err = settlement.WaysOut(c.sum, c.asked(a)); err != nil {
		return nil //nolint:nilerr // sums that nobody can reckon with leave the table out, and not the request
	}
	e.Ways, e.Way = w, c.way
	return nil
}

// asked puts what the request says in place of what is assumed of the way it asks for: the share and the time of an agreement.
func (c *claimOf) asked(a settlement.Assumptions) settlement.Assumptions {
	if c.terms == nil {
		return a
	}
	a.Ways = append([]settlement.Assumption(nil), a.Ways...)
	for i := range a.Ways {
		w := &a.Ways[i]
		if w.Way != c.way {
			continue
		}
		w.Months = 0
		for c.terms.On.AddMonths(w.Months).Before(c.terms.Plan.Schedule.Last()) {
			w.Months++
		}
		if c.way == settlement.WaySettle {
			paid := decimal.NewFromInt(c.sum.Minor - c.terms.Plan.LetGo.Minor)
			w.Share = paid.Mul(decimal.NewFromInt(100)).DivRound(decimal.NewFromInt(c.sum.Minor), 1)
		}
	}
	return a
}

// About reports whether an item belongs to what is asked for; one that names none is about all that are open.
func (e *Evidence) About(id receivable.ItemID) bool {
	for _, it := range e.Items {
		if it == id {
			return true
		}
	}
	return len(e.Items) == 0
}
