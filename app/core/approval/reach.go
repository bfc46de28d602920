package approval

import "github.com/dunningdesk/dunningdesk/app/core/money"

// Reach gives the widest bounds of a role for a kind in a currency, as a person is told of his limits. Bounds of several limits
// are joined figure by figure, so a measure within the joined bound may still be covered by none of them: Alone and Decides say.
func (p *Policy) Reach(role Role, kind Kind, c money.Currency) (alone, decides Bound) {
	if !role.Changes() {
		return alone, decides
	}
	for i := range p.Limits {
		l := &p.Limits[i]
		if l.Role != role || l.Kind != kind || l.Currency != "" && l.Currency != c {
			continue
		}
		alone, decides = l.Alone.widest(alone, l.Currency), l.Decides.widest(decides, l.Currency)
	}
	return alone, decides
}

// widest joins two bounds; an amount in no currency bounds nothing.
func (b Bound) widest(with Bound, c money.Currency) Bound {
	if c == "" {
		b.Amount = 0
	}
	return Bound{
		Any: b.Any || with.Any, Amount: max(b.Amount, with.Amount), Months: max(b.Months, with.Months),
		Notices: max(b.Notices, with.Notices), Level: max(b.Level, with.Level),
	}
}
