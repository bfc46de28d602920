package settlement

import (
	"fmt"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/shopspring/decimal"
)

// Way is one way out of a claim that is not paid.
type Way string

// Ways, in the order in which they are shown. Names are stored: add, never change.
const (
	WayWait     Way = "wait"
	WaySettle   Way = "settle"
	WayPlan     Way = "plan"
	WayAgency   Way = "agency"
	WayCourt    Way = "court"
	WaySell     Way = "sell"
	WayWriteOff Way = "write-off"
)

// Ways lists every way in the order of the screens.
func Ways() []Way {
	return []Way{WayWait, WaySettle, WayPlan, WayAgency, WayCourt, WaySell, WayWriteOff}
}

// Relation says what a way does to the customer's relationship.
type Relation string

// Relations.
const (
	RelationStays Relation = "stays"
	RelationMay   Relation = "may-stay"
	RelationEnds  Relation = "ends"
)

// Assumption is what a way is reckoned with. Shares are percent.
type Assumption struct {
	Way      Way             `json:"way"`
	Chance   decimal.Decimal `json:"chance"`  // that it brings anything, percent
	Share    decimal.Decimal `json:"share"`   // of the claim that it then brings, percent
	Fee      decimal.Decimal `json:"fee"`     // of what it brings, percent: success fee
	Fixed    decimal.Decimal `json:"fixed"`   // major units, whatever comes of it
	Advance  []CostStep      `json:"advance"` // fees payable in advance, by the amount of the claim, rising
	Months   int             `json:"months"`  // until the money is there
	Relation Relation        `json:"relation"`
	// Own says that the house gave the chance itself: the book's history does not stand for it.
	Own bool `json:"own,omitempty"`
	// On and Source say when and where the house looked the figures up; no day and no words: they are guesses.
	On     date.Date `json:"on,omitzero"`
	Source string    `json:"source,omitempty"`
	Cases  int       `json:"-"` // of the book's own history behind the chance; 0: it is no share of anything that happened
}

// Guess reports whether nobody knows where the figures of a way come from: the chance is looked at apart, see Cases and Own.
func (a *Assumption) Guess() bool { return a.Source == "" && a.On.IsZero() }

// CostStep is a fee that holds from an amount of claim on, both in major units of the claim's currency.
type CostStep struct {
	From decimal.Decimal `json:"from"`
	Cost decimal.Decimal `json:"cost"`
}

// Assumptions is the house's set for one country.
type Assumptions struct {
	Discount decimal.Decimal `json:"discount"`           // percent a year, by which later money is worth less
	OwnRate  bool            `json:"own_rate,omitempty"` // the country has a discount of its own, and does not go by what the house's money costs
	Ways     []Assumption    `json:"ways"`
}

// Of gives the assumption of a way, nil when there is none.
func (a *Assumptions) Of(w Way) *Assumption {
	for i := range a.Ways {
		if a.Ways[i].Way == w {
			return &a.Ways[i]
		}
	}
	return nil
}

// Learn lets a share of the book's own cases stand for the chance of a way, where there are enough of them and the house has not
// said otherwise.
func (a *Assumptions) Learn(w Way, cases, brought int) {
	way := a.Of(w)
	if way == nil || way.Own || cases < LeastCases {
		return
	}
	way.Chance = decimal.NewFromInt(int64(brought)).Mul(hundred).DivRound(decimal.NewFromInt(int64(cases)), 1)
	way.Cases = cases
}

// LeastCases is from how many cases on the book's own history stands for a chance.
const LeastCases = 20

// GuessedAssumptions is what a house begins with: guesses, named as such, that it should replace by its own experience.
func GuessedAssumptions() Assumptions {
	n := decimal.NewFromInt
	return Assumptions{Discount: n(8), Ways: []Assumption{
		{Way: WayWait, Chance: n(20), Share: n(100), Months: 12, Relation: RelationStays},
		{Way: WaySettle, Chance: n(50), Share: n(50), Months: 2, Relation: RelationMay},
		{Way: WayPlan, Chance: n(40), Share: n(100), Months: 9, Relation: RelationStays},
		{Way: WayAgency, Chance: n(35), Share: n(80), Fee: n(15), Months: 14, Relation: RelationEnds},
		{Way: WayCourt, Chance: n(45), Share: n(90), Fixed: n(1500), Advance: []CostStep{{n(0), n(1500)}, {n(50_000), n(5000)}}, Months: 11, Relation: RelationEnds},
		{Way: WaySell, Chance: n(100), Share: n(10), Months: 1, Relation: RelationEnds},
		{Way: WayWriteOff, Chance: n(0), Share: n(0), Relation: RelationEnds},
	}}
}

// courtMoney is what 1,000 kroner of court costs are taken for elsewhere: a guess of the same size, in round figures of the
// country's currency.
var courtMoney = map[string]int64{
	"NO": 1000, "SE": 1000, "DK": 700, "FI": 100, "DE": 100, "NL": 100, "FR": 100, "AT": 100, "IE": 100, "BE": 100, "IT": 100, "ES": 100, "PT": 100,
	"CH": 100, "GB": 80, "US": 100, "ID": 1_500_000,
}

// GuessedFor is GuessedAssumptions with the costs of a court in the money of a country; one that is not known is taken for one
// whose currency is worth about a euro.
func GuessedFor(country string) Assumptions {
	a := GuessedAssumptions()
	of, known := courtMoney[country]
	if !known {
		of = courtMoney["DE"]
	}
	local := func(d decimal.Decimal) decimal.Decimal { return d.Mul(decimal.NewFromInt(of)).Shift(-3) }
	for i := range a.Ways {
		w := &a.Ways[i]
		w.Fixed = local(w.Fixed)
		for k := range w.Advance {
			w.Advance[k] = CostStep{local(w.Advance[k].From), local(w.Advance[k].Cost)}
		}
	}
	return a
}

// Check refuses shares outside 0 to 100 percent, costs below zero, steps that do not rise, and ways that are missing, doubled
// or unknown. The error names the field.
func (a *Assumptions) Check() error {
	if bad(a.Discount) {
		return fault.New(fault.Invalid, "a discount rate is 0 to 100 percent a year").OnField("discount")
	}
	seen := map[Way]bool{}
	for i := range a.Ways {
		w := &a.Ways[i]
		at := fmt.Sprintf("ways[%d]", i+1)
		switch {
		case seen[w.Way]:
			return fault.New(fault.Invalid, "%q stands twice", string(w.Way)).OnField(at + ".way")
		case bad(w.Chance), bad(w.Share), bad(w.Fee):
			return fault.New(fault.Invalid, "chance, share and fee of %q are 0 to 100 percent", string(w.Way)).OnField(at)
		case w.Fixed.IsNegative() || w.Fixed.GreaterThan(mostCost) || w.Months < 0 || w.Months > 240:
			return fault.New(fault.Invalid, "cost and months of %q cannot be below zero, nor beyond reason", string(w.Way)).OnField(at)
		case w.Relation != RelationStays && w.Relation != RelationMay && w.Relation != RelationEnds:
			return fault.New(fault.Invalid, "%q is nothing that a relationship does", string(w.Relation)).OnField(at + ".relation")
		case len(w.Source) > 200:
			return fault.New(fault.Invalid, "the source of %q is longer than 200 letters", string(w.Way)).OnField(at + ".source")
		case len(w.Advance) > 20:
			return fault.New(fault.Invalid, "%q has more than 20 steps of advance fees", string(w.Way)).OnField(at + ".advance")
		}
		for k, s := range w.Advance {
			if s.From.IsNegative() || s.Cost.IsNegative() || s.Cost.GreaterThan(mostCost) || k > 0 && !s.From.GreaterThan(w.Advance[k-1].From) {
				return fault.New(fault.Invalid, "the steps of advance fees of %q must rise", string(w.Way)).OnField(at + ".advance")
			}
		}
		seen[w.Way] = true
	}
	for _, w := range Ways() {
		if !seen[w] {
			return fault.New(fault.Invalid, "there is no assumption for %q", string(w)).OnField("ways")
		}
	}
	if len(a.Ways) != len(Ways()) {
		return fault.New(fault.Invalid, "there are ways that nobody knows").OnField("ways")
	}
	return nil
}

var (
	hundred  = decimal.NewFromInt(100)
	mostCost = decimal.NewFromInt(1_000_000_000_000)
)

func bad(percent decimal.Decimal) bool {
	return percent.IsNegative() || percent.GreaterThan(hundred)
}

// WayOut is one line of the calculator. All amounts are expected values in the claim's currency.
type WayOut struct {
	Assumption
	Expected money.Amount // comes in
	Cost     money.Amount
	Net      money.Amount // Expected - Cost
	Today    money.Amount // Net, worth today; money that comes later is worth less, costs are not moved
}

// WaysOut sets every way side by side for a claim. Errors: a claim that is not above zero, assumptions that Check refuses, sums
// beyond what the program can add up.
func WaysOut(claim money.Amount, a Assumptions) ([]WayOut, error) {
	if claim.Minor <= 0 {
		return nil, fault.New(fault.Invalid, "there is nothing to collect").OnField("claim")
	}
	if err := a.Check(); err != nil {
		return nil, err
	}
	exponent, err := claim.Currency.Exponent()
	if err != nil {
		return nil, err
	}
	out := make([]WayOut, 0, len(a.Ways))
	for _, w := range Ways() {
		for i := range a.Ways {
			if a.Ways[i].Way == w {
				line, err := a.Ways[i].reckon(claim, a.Discount, int32(exponent))
				if err != nil {
					return nil, err
				}
				out = append(out, line)
			}
		}
	}
	return out, nil
}

// reckon works in minor units, exactly, and rounds each figure once, half away from zero.
func (a Assumption) reckon(claim money.Amount, discount decimal.Decimal, exponent int32) (WayOut, error) {
	minor := decimal.NewFromInt(claim.Minor)
	expected := minor.Mul(a.Share).Mul(a.Chance).Shift(-4)
	cost := a.Fixed.Shift(exponent).Add(expected.Mul(a.Fee).Shift(-2))
	for i := len(a.Advance) - 1; i >= 0; i-- {
		if !minor.LessThan(a.Advance[i].From.Shift(exponent)) {
			cost = cost.Add(a.Advance[i].Cost.Shift(exponent))
			break
		}
	}
	out := WayOut{Assumption: a}
	later := worth(expected, discount, a.Months)
	for _, f := range []struct {
		to *money.Amount
		of decimal.Decimal
	}{{&out.Expected, expected}, {&out.Cost, cost}, {&out.Today, later.Sub(cost)}} {
		if f.of.Abs().GreaterThan(decimal.NewFromInt(money.MaxMinor)) {
			return out, fault.New(fault.Invalid, "the figures of %q are more money than the program can add up", string(a.Way))
		}
		*f.to = money.New(f.of.Round(0).IntPart(), claim.Currency)
	}
	out.Net = money.New(out.Expected.Minor-out.Cost.Minor, claim.Currency)
	return out, nil
}

// worth is what money that comes in some months is worth today, by simple discount: sum / (1 + rate x months / 1200).
func worth(sum, rate decimal.Decimal, months int) decimal.Decimal {
	divisor := decimal.NewFromInt(1200).Add(rate.Mul(decimal.NewFromInt(int64(months))))
	return sum.Mul(decimal.NewFromInt(1200)).DivRound(divisor, 8)
}
