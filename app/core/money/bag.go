package money

import (
	"maps"
	"slices"
)

// Bag holds totals by currency. Its zero value is ready to use; amounts of different currencies never meet in one sum.
type Bag struct {
	sums map[Currency]int64
}

// Add puts an amount in. A sum beyond int64 is an error and leaves the bag as it was.
func (b *Bag) Add(a Amount) error {
	if a == (Amount{}) {
		return nil
	}
	sum, err := b.Of(a.Currency).Add(a)
	if err != nil {
		return err
	}
	if b.sums == nil {
		b.sums = map[Currency]int64{}
	}
	b.sums[a.Currency] = sum.Minor
	return nil
}

// Of gives the total of a currency, zero when nothing of it is in the bag.
func (b Bag) Of(c Currency) Amount { return Amount{b.sums[c], c} }

// Currencies lists what has been put in, in alphabetical order, also where the total has become zero.
func (b Bag) Currencies() []Currency { return slices.Sorted(maps.Keys(b.sums)) }

// Amounts lists the totals in the order of Currencies.
func (b Bag) Amounts() []Amount {
	out := make([]Amount, 0, len(b.sums))
	for _, c := range b.Currencies() {
		out = append(out, b.Of(c))
	}
	return out
}
