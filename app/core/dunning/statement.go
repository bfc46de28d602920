package dunning

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// Statement answers "why this amount" for one item on a day: what was invoiced, what moved it, the interest span by span,
// and each charge with its rule and source. Total = Open + open charges of the item + Fresh. Fees of a notice as a whole
// belong to no single item of it: they stand beside, in OfNotices, and not in Total; Bridge leads to what the notice asked.
type Statement struct {
	Item      Item // as it stood at the end of the day; its History says what moved it
	To        date.Date
	Terms     string         // which rates were used, empty when no level charges interest
	Interest  InterestSheet  // all interest from the day after due up to To
	Claimed   money.Amount   // interest that notices have claimed already
	Fresh     money.Amount   // interest not claimed yet, never below zero
	Less      money.Amount   // of the spans after the last claim, what is not asked: the days before come to less by today's terms
	Assumed   bool           // a notice claimed interest and did not keep how: its days are reckoned by today's terms
	Missing   error          // why what came after the last claim cannot be reckoned, nil when it can
	Charges   []Charge       // of the item, claimed up to To, with what was waived of each by then
	OfNotices []Charge       // of notices as a whole that listed the item, claimed up to To
	Waivers   []ChargeWaiver // of those charges, up to To
	// Unchecked are sources of charges that nobody had checked when the notice went out.
	Unchecked map[string]bool
	Bridge    *Bridge // to the last notice that listed the item, nil when none did or none is known
	Total     money.Amount
}

// Excess is interest that notices claimed beyond what the spans add up to: the terms were others then, or a payment came to
// light later. Zero when there is none.
func (s *Statement) Excess() money.Amount {
	return money.New(max(0, s.Claimed.Minor-s.Interest.Total.Minor), s.Claimed.Currency)
}

// Asked is what of the total is open and claimed: the total without the interest that no notice has claimed yet.
func (s *Statement) Asked() money.Amount {
	return money.New(s.Total.Minor-s.Fresh.Minor, s.Total.Currency)
}

// StatementOf makes the statement of an item of an account. Interest follows the level at which the item stands, or the first
// level that charges any when the item's own does not; a day without a rate is a RateMissing error.
func StatementOf(a Account, item receivable.ItemID, to date.Date, p Procedure, pack law.Pack) (Statement, error) {
	it, err := a.mustItem(item)
	if err != nil {
		return Statement{}, err
	}
	past := Past{Debtor: a.Debtor, Item: *it, Charges: a.Charges}
	return past.state(to, it.Charged.Minor, p, pack)
}

// Explain makes the statement of an item, settled or not, from all that is known of its past, as it was at the end of a day:
// what came later, a payment or a waiver, is left out.
func Explain(past Past, to date.Date, p Procedure, pack law.Pack) (Statement, error) {
	var claimed int64
	for _, c := range past.Charges {
		if c.Kind == InterestCharge && c.Item == past.Item.ID && !c.On.After(to) {
			claimed += c.Amount.Minor
		}
	}
	return past.state(to, claimed, p, pack)
}

// state adds a statement up; claimed is in minor units.
func (p *Past) state(to date.Date, claimed int64, rules Procedure, pack law.Pack) (Statement, error) {
	it := p.asOf(to)
	zero := money.Zero(it.Open.Currency)
	it.Charged, it.ChargedTo = money.New(claimed, zero.Currency), p.claimedTo(to)
	s := Statement{Item: it, To: to, Interest: InterestSheet{Item: it.ID, Total: zero}, Claimed: it.Charged, Fresh: zero, Less: zero, Total: it.Open}
	var terms *Terms
	if rule := rules.interestAt(it.Level); rule != nil {
		t := TermsFor(*rule, rules.Rates, pack, p.Debtor.Kind)
		terms, s.Terms = &t, t.Name
	}
	err := s.reckon(p, &rules, terms)
	if err != nil {
		return Statement{}, err
	}
	s.Charges, s.OfNotices = p.charges(to)
	for _, w := range p.Waivers {
		if !w.On.After(to) {
			s.Waivers = append(s.Waivers, w)
		}
	}
	for _, c := range s.Charges {
		if s.Total, err = s.Total.Add(c.Open); err != nil {
			return Statement{}, err
		}
	}
	if s.Total, err = s.Total.Add(s.Fresh); err != nil {
		return Statement{}, err
	}
	s.Bridge, s.Unchecked = p.bridge(to, s.Total), p.unchecked()
	return s, nil
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
