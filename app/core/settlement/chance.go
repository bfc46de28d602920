package settlement

import "github.com/shopspring/decimal"

// ChanceFrom says what a chance rests on.
type ChanceFrom string

// What chances rest on. Names are stored: add, never change.
const (
	FromCustomer ChanceFrom = "customer" // how this customer kept plans and promises
	FromHouse    ChanceFrom = "house"    // how all customers did
	FromGuess    ChanceFrom = "guess"    // too little is known: what the house assumes
)

// LeastOwnCases is from how many plans and promises of one customer their own record counts.
const LeastOwnCases = 5

// Record is how many plans and promises ended, and how many of them were kept.
type Record struct {
	Kept, Ended int
}

// Chance is how likely something is, with what that rests on.
type Chance struct {
	Percent decimal.Decimal
	From    ChanceFrom
	Kept    int // of Ended; none of a guess
	Ended   int
}

// ChanceOf is the chance that an agreement is kept: by the customer's own record where it has LeastOwnCases, else by the house's where
// that has LeastCases, else what the house guesses (percent).
func ChanceOf(customer, house Record, guess decimal.Decimal) Chance {
	switch {
	case customer.Ended >= LeastOwnCases:
		return customer.chance(FromCustomer)
	case house.Ended >= LeastCases:
		return house.chance(FromHouse)
	}
	return Chance{Percent: guess, From: FromGuess}
}

func (r Record) chance(from ChanceFrom) Chance {
	share := decimal.NewFromInt(int64(r.Kept)).Mul(hundred).DivRound(decimal.NewFromInt(int64(r.Ended)), 1)
	return Chance{Percent: share, From: from, Kept: r.Kept, Ended: r.Ended}
}
