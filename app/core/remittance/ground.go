package remittance

import "slices"

// Grounds are what a line and a claim have in common: what a person is told who has to say.
type Grounds struct {
	Reference bool // the structured reference is that of the item, and others have it too
	Number    bool // the text names the item
	Sum       bool // exactly what is open of it
	Account   bool // the debtor has paid from the account before
	Name      bool // the payer may be the debtor, by name
}

// Chance says how likely a claim is what a line was paid for. It is a step and no percentage: nothing is counted behind it.
type Chance string

// Steps, the likeliest first.
const (
	Likely   Chance = "likely"   // two of reference, number, payer and sum agree
	Possible Chance = "possible" // one that few share agrees: reference, number or payer
	Faint    Chance = "faint"    // the sum alone, or nothing
)

// Agree compares a line with a claim.
func Agree(l Line, c Claim) Grounds {
	return Grounds{
		Reference: slices.ContainsFunc(l.References, func(r string) bool { return SameReference(r, c.Reference) }),
		Number:    len(mentioned(l, []Claim{c})) > 0,
		Sum:       l.Amount == c.Open,
		Account:   c.Account,
		Name:      sameName(l.PayerName, c.Name),
	}
}

// Chance weighs the grounds. Account and name say one thing: who paid.
func (g Grounds) Chance() Chance {
	n := 0
	for _, agrees := range []bool{g.Reference, g.Number, g.Sum, g.Account || g.Name} {
		if agrees {
			n++
		}
	}
	switch {
	case n > 1:
		return Likely
	case n == 1 && !g.Sum:
		return Possible
	}
	return Faint
}

// weight orders chances, the likeliest first.
func (c Chance) weight() int { return slices.Index([]Chance{Likely, Possible, Faint}, c) }

// Best is the chance of the likeliest candidate, empty when there is none.
func (m Match) Best(l Line) Chance {
	if len(m.Candidates) == 0 {
		return ""
	}
	return Agree(l, m.Candidates[0].Claim).Chance()
}

// byChance puts the likeliest before the others, and keeps the order of the rules among equals.
func byChance(l Line, out []Candidate) []Candidate {
	slices.SortStableFunc(out, func(a, b Candidate) int {
		return Agree(l, a.Claim).Chance().weight() - Agree(l, b.Claim).Chance().weight()
	})
	return out
}

// Spread gives money to claims in the order of their due days, no more than is open of each; what is over is for none.
func Spread(minor int64, claims []Claim) []Part {
	claims = slices.Clone(claims)
	slices.SortStableFunc(claims, func(a, b Claim) int { return a.Due.Compare(b.Due) })
	return spread(minor, claims)
}
