package money

import (
	"math/big"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// Split divides the amount by weights without losing a minor unit: each part is cut towards zero, and the units left
// over go one by one to the parts with the largest remainder, the earlier part first when remainders are equal. Weights
// must not be negative and must not all be zero.
func (a Amount) Split(weights []int64) ([]Amount, error) {
	total := new(big.Int)
	for _, w := range weights {
		if w < 0 {
			return nil, fault.New(fault.Invalid, "a share of %d cannot be given", w).OnField("weights")
		}
		total.Add(total, big.NewInt(w))
	}
	if total.Sign() == 0 {
		return nil, fault.New(fault.Invalid, "nobody has a share of %s %s", a, a.Currency).OnField("weights")
	}
	parts, rests := make([]Amount, len(weights)), make([]*big.Int, len(weights))
	left := a.Minor
	for i, w := range weights {
		product := new(big.Int).Mul(big.NewInt(a.Minor), big.NewInt(w))
		whole, rest := product.QuoRem(product, total, new(big.Int))
		parts[i], rests[i] = Amount{whole.Int64(), a.Currency}, rest.Abs(rest)
		left -= whole.Int64()
	}
	order := make([]int, len(weights))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return rests[j].Cmp(rests[i]) })
	unit := int64(a.Sign())
	for n := 0; left != 0; n++ {
		parts[order[n]].Minor += unit
		left -= unit
	}
	return parts, nil
}
