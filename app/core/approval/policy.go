package approval

import (
	"fmt"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
)

// Limit is how much of a kind a role may do by itself, and how much it may decide on for others. Limits are per currency;
// one without a currency holds for kinds without an amount, and where its bound is Any for every currency.
type Limit struct {
	Role     Role           `json:"role"`
	Kind     Kind           `json:"kind"`
	Currency money.Currency `json:"currency,omitempty"`
	Alone    Bound          `json:"alone"`   // needs no second person
	Decides  Bound          `json:"decides"` // of others' requests
}

// Policy is the house's rules of approval.
type Policy struct {
	Limits []Limit `json:"limits"`
	Days   int     `json:"days"` // a request that nobody decided within so many days has expired
}

// DefaultPolicy is what a house begins with: a clerk does small things alone, in the currency of the house; approvers decide
// without a bound; everybody releases waves of reminders, and the last level needs a second pair of eyes.
func DefaultPolicy(c money.Currency) Policy {
	p := Policy{Days: 14}
	unit := int64(1)
	decimals, _ := c.Exponent() // a currency that nobody knows has whole units only
	for range decimals {
		unit *= 10
	}
	small := map[Kind]Bound{
		WriteOff: {Amount: 100 * unit}, Settlement: {Amount: 100 * unit}, Waive: {Amount: 100 * unit},
		Plan: {Amount: 50_000 * unit, Months: 3}, Release: {Amount: 10_000_000 * unit, Notices: 1000, Level: 3}, Override: {Any: true},
	}
	for _, kind := range Kinds() {
		for _, role := range []Role{Clerk, Manager} {
			p.Limits = append(p.Limits, Limit{Role: role, Kind: kind, Currency: c, Alone: small[kind]})
		}
		for _, role := range []Role{Approver, Admin} {
			p.Limits = append(p.Limits, Limit{Role: role, Kind: kind, Alone: Bound{}, Decides: Bound{Any: true}})
			p.Limits = append(p.Limits, Limit{Role: role, Kind: kind, Currency: c, Alone: small[kind]})
		}
	}
	return p
}

// Alone reports whether a role may do so much without a second person.
func (p *Policy) Alone(role Role, m Measure) bool {
	return role.Changes() && p.covered(role, m, func(l *Limit) Bound { return l.Alone })
}

// Decides reports whether a role may decide on so much for others.
func (p *Policy) Decides(role Role, m Measure) bool {
	return role.Changes() && p.covered(role, m, func(l *Limit) Bound { return l.Decides })
}

// AloneAll reports whether a role may do all of several, as one act in several currencies, without a second person.
func (p *Policy) AloneAll(role Role, all []Measure) bool {
	return len(all) > 0 && !slices.ContainsFunc(all, func(m Measure) bool { return !p.Alone(role, m) })
}

// DecidesAll reports whether a role may decide on each of several for others.
func (p *Policy) DecidesAll(role Role, all []Measure) bool {
	return len(all) > 0 && !slices.ContainsFunc(all, func(m Measure) bool { return !p.Decides(role, m) })
}

func (p *Policy) covered(role Role, m Measure, of func(*Limit) Bound) bool {
	for i := range p.Limits {
		l := &p.Limits[i]
		if l.Role != role || l.Kind != m.Kind {
			continue
		}
		b := of(l)
		if l.Currency == "" && !b.Any && m.Amount.Currency != "" {
			continue // a bound in no currency says nothing about money
		}
		if (l.Currency == "" || l.Currency == m.Amount.Currency || m.Amount.Currency == "") && b.covers(m) {
			return true
		}
	}
	return false
}

// Check refuses limits of unknown roles, kinds and currencies, two for the same, and bounds below zero. The error names the
// field, such as "limits[3].amount" (counted from 1).
func (p *Policy) Check() error {
	if p.Days < 1 || p.Days > 366 {
		return fault.New(fault.Invalid, "a request waits 1 to 366 days, not %d", p.Days).OnField("days")
	}
	seen := map[Limit]bool{}
	for i := range p.Limits {
		l := &p.Limits[i]
		at := fmt.Sprintf("limits[%d]", i+1)
		key := Limit{Role: l.Role, Kind: l.Kind, Currency: l.Currency}
		switch {
		case !l.Role.Known():
			return fault.New(fault.Invalid, "%q is no role", string(l.Role)).OnField(at + ".role")
		case !l.Kind.Known():
			return fault.New(fault.Invalid, "%q is nothing that is approved", string(l.Kind)).OnField(at + ".kind")
		case seen[key]:
			return fault.New(fault.Invalid, "%s has two limits for %s in %s", l.Role, l.Kind, orAny(l.Currency)).OnField(at)
		case l.Role == Auditor && (l.Alone != Bound{} || l.Decides != Bound{}):
			return fault.New(fault.Invalid, "an auditor reads and decides nothing").OnField(at + ".role")
		}
		seen[key] = true
		if l.Currency != "" {
			if _, err := money.ParseCurrency(string(l.Currency)); err != nil {
				return fault.Wrap(err, fault.Invalid, "%q is no currency", string(l.Currency)).OnField(at + ".currency")
			}
		}
		if err := l.Alone.check(at + ".alone"); err != nil {
			return err
		}
		if err := l.Decides.check(at + ".decides"); err != nil {
			return err
		}
	}
	return nil
}

func orAny(c money.Currency) string {
	if c == "" {
		return "any currency"
	}
	return string(c)
}
