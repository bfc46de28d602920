package dunning

import (
	"slices"
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// visit gives the channel with which a level that wants a visit goes on: the visit, or nothing where the law forbids it.
// The row is what says so, nil when no law speaks of visits.
func (pl *planning) visit(due date.Date) (allowed bool, r *law.Row) {
	r = pl.row(law.VisitRule, due)
	return r == nil || r.Text != law.VisitForbidden, r
}

// visitOutdated says why the notice of a visit that waits must not leave any more: nothing is owed, or it would come too late.
func (pl *planning) visitOutdated(n *Notice) string {
	owes := slices.ContainsFunc(pl.a.Items, func(it Item) bool { return it.Open.Minor > 0 })
	days := 0
	if _, r := pl.visit(n.Visit.On); r != nil && r.Text == law.VisitNoticed {
		days = max(1, int(r.Value.IntPart()))
	}
	switch {
	case !owes && !slices.ContainsFunc(pl.a.Charges, func(c Charge) bool { return c.Open.Minor > 0 }):
		return "nothing is open with this customer"
	case n.Visit.On.Before(pl.asOf.AddDays(days)):
		return "it could not leave in time: the visit of " + n.Visit.On.String() + " is too near"
	}
	return ""
}

// announceVisit moves a visit behind the notice that the law wants given before it.
func (pl *planning) announceVisit(n *Notice) {
	if n.Channel != receivable.Visit {
		return
	}
	_, r := pl.visit(n.Lines[0].Due)
	if r == nil || r.Text != law.VisitNoticed {
		return
	}
	days := max(1, int(r.Value.IntPart()))
	n.TaskFrom = n.Date.AddDays(days)
	if g := pl.guard(); g.Day(receivable.Visit, n.TaskFrom) != nil {
		n.TaskFrom = date.Latest(n.TaskFrom, g.next(receivable.Visit, n.TaskFrom))
	}
	n.addEffect(effectOf(r, EffectVisitNotice, "days", strconv.Itoa(days), "date", n.TaskFrom.String()))
}
