package main

// country holds what makes a customer look at home there. Every name is made
// up; mail goes to the reserved top-level domain .example.
type country struct {
	code, language, currency string

	// A business is called "stem trade form" in the order of pattern, where
	// s, t and f stand for the three.
	stems, trades, forms []string
	pattern              string
	first, last          []string

	places  []place
	streets []string
	// numberFirst writes "12 High Street" instead of "Storgata 12".
	numberFirst bool

	mailboxes, roles, owners, goods, complaints []string

	// phone makes a number that reaches nobody: from a range reserved for
	// fiction, or of a form the country does not assign.
	phone func(*dice) string

	// Amounts are low times one to two, doubled up to octaves times, in steps,
	// all in minor units.
	low, step int64
	octaves   int
}

type place struct{ postal, city, region, zone string }

// countries are met in the proportion in which they stand here: of 20
// customers 7 are Norwegian, 4 Indonesian, 4 German, 3 British, 2 American.
var countries = [20]*country{
	&norway, &indonesia, &norway, &germany, &britain, &norway, &indonesia, &germany, &norway, &usa,
	&norway, &britain, &germany, &indonesia, &norway, &usa, &germany, &norway, &britain, &indonesia,
}

// ordinals counts, for each slot of countries, the slots of the same country
// before it, and how many there are in all.
var ordinals = func() (o [20]struct{ before, all int }) {
	for i, c := range countries {
		for j, other := range countries {
			if other == c {
				o[i].all++
				if j < i {
					o[i].before++
				}
			}
		}
	}
	return o
}()

// homeOf returns the country of a customer and the customer's ordinal in it.
func homeOf(customer int) (*country, int) {
	slot := customer % len(countries)
	return countries[slot], customer/len(countries)*ordinals[slot].all + ordinals[slot].before
}

// amount rolls an invoice's total, in minor units: small ones are common.
func (c *country) amount(d *dice, consumer bool) int64 {
	octaves := c.octaves
	if consumer {
		octaves -= 3
	}
	size := min(d.below(octaves), d.below(octaves+1))
	low := c.low << size
	amount := low + int64(d.next()>>1%uint64(low))
	return amount - amount%c.step
}

// creditLimit rounds a rolled limit to a number people would choose.
func (c *country) creditLimit(d *dice) int64 {
	limit := c.low << (c.octaves - 1) / 2 * int64(d.between(1, 12))
	unit := int64(100)
	for unit*100 < limit {
		unit *= 10
	}
	return limit/unit*unit + unit
}
