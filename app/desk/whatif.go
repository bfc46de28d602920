package desk

import (
	"context"
	"maps"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// WhatIf compares what a wave would do by two procedures.
type WhatIf struct {
	Now  Extent // by the procedure in force
	Then Extent // by the one that was asked about
}

// Extent is how much a wave would ask for.
type Extent struct {
	Notices int
	Sums    map[money.Currency]int64 // totals of the notices, minor units
	Charges map[money.Currency]int64 // fees and interest newly charged, minor units
}

// Equal reports whether two waves would be of the same extent.
func (e Extent) Equal(o Extent) bool {
	return e.Notices == o.Notices && maps.Equal(e.Sums, o.Sums) && maps.Equal(e.Charges, o.Charges)
}

func (e *Extent) add(p dunning.Proposal) {
	for i := range p.Notices {
		n := &p.Notices[i]
		e.Notices++
		e.Sums[n.Currency] += n.Total.Minor
		e.Charges[n.Currency] += n.Fee.Minor + n.Interest.Minor
	}
}

// WhatIf plans every customer by the procedures in force, and with another one in the place of the one of its name (of the
// default when there is none), in one reading of the book. It writes nothing. Errors are those of Procedure.Check, and of a
// calendar that nobody knows.
func (d *Desk) WhatIf(ctx context.Context, on date.Date, p dunning.Procedure) (WhatIf, error) {
	empty := func() Extent { return Extent{Sums: map[money.Currency]int64{}, Charges: map[money.Currency]int64{}} }
	out := WhatIf{Now: empty(), Then: empty()}
	if err := p.Check(); err != nil {
		return out, err
	}
	err := d.view(ctx, func(r store.Reader) error {
		now, err := d.newPlanner(r, on)
		if err != nil {
			return err
		}
		then := *now
		if then.procedures, err = now.procedures.replaced(p); err != nil {
			return err
		}
		return r.Accounts(now.query(store.AccountQuery{Paid: then.procedures.thanks()}, on), on, func(a *dunning.Account) error {
			out.Now.add(now.plan(a))
			out.Then.add(then.plan(a))
			return nil
		})
	})
	return out, err
}
