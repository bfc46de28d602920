package main

// behaviour is how a customer pays. The desk's demo verb reads its name from a
// debtor's Extra["behaviour"] and adds what no accounting system knows: the
// calls, promises, disputes and returned mail.
type behaviour struct {
	name string
	// share is how many of 1000 customers behave so.
	share int
	// delays are when an invoice is paid, in days from its due date; the
	// weights add up to 100.
	delays []delay
	// Of 100 invoices, how many are paid in parts, disputed, credited.
	parts, disputes, credits int
	// seldom customers buy a few times a year only.
	seldom bool
}

type delay struct{ weight, from, to int }

// longestDelay bounds every delay, parts and disputes included, so that a story
// need not look back for ever.
const longestDelay = 400

// The names are a contract with the demo verb: add, do not rename.
var behaviours = []behaviour{
	{name: "prompt", share: 235, credits: 3, delays: []delay{{84, -9, 0}, {14, 1, 4}, {2, 8, 18}}},
	{name: "late", share: 320, parts: 3, credits: 4, delays: []delay{{14, -2, 0}, {43, 4, 16}, {33, 12, 30}, {10, 28, 50}}},
	{name: "very-late", share: 150, parts: 8, credits: 4, delays: []delay{{15, 5, 20}, {45, 18, 48}, {35, 45, 85}, {5, 85, 130}}},
	{name: "asks-for-time", share: 65, parts: 10, delays: []delay{{25, 0, 8}, {50, 14, 35}, {25, 30, 60}}},
	{name: "promises-and-keeps", share: 65, delays: []delay{{25, 0, 8}, {55, 12, 35}, {20, 30, 60}}},
	{name: "promises-and-breaks", share: 50, parts: 20, delays: []delay{{20, 5, 20}, {45, 28, 65}, {31, 60, 100}, {4, 110, 170}}},
	{name: "disputes", share: 45, disputes: 35, credits: 8, delays: []delay{{70, -4, 5}, {30, 5, 22}}},
	{name: "dead-mail", share: 30, delays: []delay{{30, 5, 20}, {50, 20, 60}, {20, 60, 95}}},
	{name: "moved", share: 12, delays: []delay{{35, 5, 20}, {50, 25, 70}, {15, 60, 110}}},
	{name: "pays-in-parts", share: 20, parts: 70, delays: []delay{{40, 0, 15}, {60, 10, 40}}},
	{name: "stopped-paying", share: 8, delays: []delay{{100, 120, 300}}, seldom: true},
}

func behaviourFor(d *dice) *behaviour {
	n := d.below(1000)
	for i := range behaviours {
		if n -= behaviours[i].share; n < 0 {
			return &behaviours[i]
		}
	}
	return &behaviours[0]
}

// days rolls when one invoice is paid.
func (b *behaviour) days(d *dice) int {
	n := d.below(100)
	for _, one := range b.delays {
		if n -= one.weight; n < 0 {
			return d.between(one.from, one.to)
		}
	}
	return 0
}
