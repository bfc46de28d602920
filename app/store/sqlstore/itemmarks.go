package sqlstore

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// itemMarks is what staff noted about items: few beside the items themselves, so they are read whole first.
type itemMarks struct {
	holds    map[receivable.ItemID]*dunning.Hold
	disputes map[receivable.ItemID]*dunning.Dispute
	resolved map[receivable.ItemID]*dunning.Resolution
	promises map[receivable.DebtorID][]dunning.Promise
	inPlan   map[receivable.ItemID]bool
}

// itemMarks reads the marks of one debtor, or of all.
func (r *reader) itemMarks(debtor receivable.DebtorID) (*itemMarks, error) {
	m := &itemMarks{
		holds: map[receivable.ItemID]*dunning.Hold{}, disputes: map[receivable.ItemID]*dunning.Dispute{}, resolved: map[receivable.ItemID]*dunning.Resolution{},
		promises: map[receivable.DebtorID][]dunning.Promise{}, inPlan: map[receivable.ItemID]bool{},
	}
	where, args := "", []any{}
	if debtor != 0 {
		where, args = " AND debtor = ?", []any{debtor}
	}
	if err := r.holds("h.lifted = 0 AND h.item <> 0"+qualified("h.", where), func(h store.Hold) { m.hold(h) }, args...); err != nil {
		return nil, err
	}
	if err := r.disputes("(s.resolved = 0 OR s.resolved_day <> 0)"+qualified("s.", where), m.dispute, args...); err != nil {
		return nil, err
	}
	if err := r.inPlans(qualified("i.", where), func(id receivable.ItemID) { m.inPlan[id] = true }, args...); err != nil {
		return nil, err
	}
	return m, r.promises("p.state <> 'kept'"+qualified("p.", where), func(p store.PromiseRow) {
		m.promises[p.Debtor] = append(m.promises[p.Debtor], p.Promise)
	}, args...)
}

// dispute keeps the open dispute of an item, and how its last one ended.
func (m *itemMarks) dispute(d store.DisputeRow) {
	if d.Outcome == "" {
		m.disputes[d.Item] = &d.Dispute
		return
	}
	m.resolved[d.Item] = resolution(d)
}

// hold keeps the longest hold of an item; one without an end is longer than any.
func (m *itemMarks) hold(h store.Hold) {
	have := m.holds[h.Item]
	if have == nil || h.Until.IsZero() || (!have.Until.IsZero() && h.Until.After(have.Until)) {
		m.holds[h.Item] = &h.Hold
	}
}

func (m *itemMarks) put(it *store.ItemRow) {
	it.Hold, it.Dispute, it.Resolution, it.InPlan = m.holds[it.ID], m.disputes[it.ID], m.resolved[it.ID], m.inPlan[it.ID]
	all := m.promises[it.Debtor]
	for i := len(all) - 1; i >= 0; i-- {
		if len(all[i].Items) == 0 || slices.Contains(all[i].Items, it.ID) {
			it.Promise = &all[i]
			return
		}
	}
}

// qualified puts a table's short name before the one column that where names.
func qualified(table, where string) string {
	if where == "" {
		return ""
	}
	return " AND " + table + "debtor = ?"
}
