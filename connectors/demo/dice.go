package main

// dice is a stream of numbers that depends on its keys alone, so that the same
// customer in the same month rolls the same on every machine, in any order and
// in every later version of Go. It is splitmix64.
type dice uint64

// newDice starts a stream for one seed and what is rolled for.
func newDice(seed uint64, purpose uint64, customer, month, nth int) dice {
	d := dice(seed)
	for _, key := range [...]uint64{purpose, uint64(customer), uint64(month), uint64(nth)} {
		d = dice(d.next() ^ key)
	}
	return d
}

// The purposes keep the streams of one customer apart.
const (
	forPerson uint64 = iota + 1
	forHabit
	forMonth
	forInvoice
	forLoad
)

func (d *dice) next() uint64 {
	*d += 0x9e3779b97f4a7c15
	z := uint64(*d)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below rolls a number from 0 to n-1.
func (d *dice) below(n int) int { return int(d.next() >> 1 % uint64(n)) }

// between rolls a number from low to high, both included.
func (d *dice) between(low, high int) int { return low + d.below(high-low+1) }

// percent is true in p of 100 rolls.
func (d *dice) percent(p int) bool { return d.below(100) < p }

// pick rolls one of the texts.
func (d *dice) pick(texts []string) string { return texts[d.below(len(texts))] }
