package dunning

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// Statement answers "why this amount" for one item on a day: what was invoiced, what moved it, the interest span by span,
// and each charge with its rule and source. Total = Open + open charges of the item + Fresh. Fees of a notice as a whole
// belong to no single item of it: they stand beside, in OfNotices, and not in Total.
type Statement struct {
	Item      Item
	To        date.Date
	Terms     string        // which rates were used, empty when no level charges interest
	Interest  InterestSheet // all interest from the day after due up to To
	Claimed   money.Amount  // interest that notices have claimed already
	Fresh     money.Amount  // interest not claimed yet, never below zero
	Charges   []Charge      // of the item, claimed up to To
	OfNotices []Charge      // of the notice as a whole that last listed the item
	Total     money.Amount
}

// StatementOf makes the statement of an item. Interest follows the level at which the item stands, or the first level that
// charges any when the item's own does not; a day without a rate is a RateMissing error.
func StatementOf(a Account, item receivable.ItemID, to date.Date, p Procedure, pack law.Pack) (Statement, error) {
	it, err := a.mustItem(item)
	if err != nil {
		return Statement{}, err
	}
	zero := money.Zero(it.Open.Currency)
	s := Statement{Item: *it, To: to, Interest: InterestSheet{Item: item, Total: zero}, Claimed: zero, Fresh: zero, Total: it.Open}
	s.Claimed.Minor = it.Charged.Minor
	if rule := p.interestAt(it.Level); rule != nil {
		terms := TermsFor(*rule, p.Rates, pack, a.Debtor.Kind)
		s.Terms = terms.Name
		if s.Interest, err = Sheet(*it, to, terms); err != nil {
			return Statement{}, err
		}
		s.Fresh.Minor = max(0, s.Interest.Total.Minor-s.Claimed.Minor)
	}
	for _, c := range a.Charges {
		if c.On.After(to) || c.Amount.Currency != it.Open.Currency {
			continue
		}
		if c.Item == 0 && it.Level > 0 && c.On == it.LastNotice {
			s.OfNotices = append(s.OfNotices, c)
		}
		if c.Item != item {
			continue
		}
		s.Charges = append(s.Charges, c)
		if s.Total, err = s.Total.Add(c.Open); err != nil {
			return Statement{}, err
		}
	}
	s.Total, err = s.Total.Add(s.Fresh)
	return s, err
}

// interestAt is the interest rule for an item at a level: that level's, else that of the first level that has one.
func (p *Procedure) interestAt(level int) *Interest {
	if level >= 1 && level <= len(p.Levels) && p.Levels[level-1].Interest != nil {
		return p.Levels[level-1].Interest
	}
	for i := range p.Levels {
		if p.Levels[i].Interest != nil {
			return p.Levels[i].Interest
		}
	}
	return nil
}
