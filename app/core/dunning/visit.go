package dunning

import (
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
