package law

import "github.com/shopspring/decimal"

// Fee gives what a FeeMax row allows for a claim of a principal, in Unit: Value, or Scale with each band on its own part of
// the principal, at least Least and at most Most (Besluit vergoeding voor buitengerechtelijke incassokosten art. 2). It is
// exact; the caller rounds once.
func (r *Row) Fee(principal decimal.Decimal) decimal.Decimal {
	if len(r.Scale) == 0 {
		return r.Value
	}
	sum := decimal.Zero
	for i, b := range r.Scale {
		part := principal.Sub(b.From)
		if i+1 < len(r.Scale) {
			part = decimal.Min(part, r.Scale[i+1].From.Sub(b.From))
		}
		if part.IsPositive() {
			sum = sum.Add(part.Mul(b.Percent).Shift(-2))
		}
	}
	sum = decimal.Max(sum, r.Least)
	if r.Most.IsPositive() {
		sum = decimal.Min(sum, r.Most)
	}
	return sum
}
