package main

import "slices"

// story is the source: it tells what happened between the demo company and its
// customers, one customer at a time and without keeping any. What happened on a
// day depends on the seed alone, never on the day it is told, so that a story
// told a week later is the same story with a week more.
type story struct {
	seed      uint64
	customers int
	today     int
	// first and last are the months in which invoices are looked for.
	first, last int
	cal         *calendar
	// spread mixes customers over the invoice numbers of each month.
	prime  int
	spread []struct{ times, plus int }
}

func newStory(seed uint64, customers, today, historyFrom int) *story {
	// Who pays late must be found though the invoice is older than the history.
	oldest := historyFrom - longestDelay - 90
	s := &story{seed: seed, customers: customers, today: today, first: monthOf(oldest), last: monthOf(today) + 1}
	s.cal = newCalendar(s.first, s.last)
	s.prime = primeFrom(customers + 1)
	for m := s.first; m <= s.last; m++ {
		d := newDice(seed, forMonth, 0, m, 0)
		s.spread = append(s.spread, struct{ times, plus int }{d.between(1, s.prime-1), d.below(s.prime)})
	}
	return s
}

// customer is what decides how somebody buys and pays.
type customer struct {
	index    int
	home     *country
	ordinal  int
	consumer bool
	habit    *behaviour
	// term is days from issue to due.
	term int
	// Each month has times invoices with the given chance in percent.
	times, chance int
	// payDay is the weekday on which they pay, 0 for any.
	payDay int
}

func (s *story) customer(index int) customer {
	d := newDice(s.seed, forHabit, index, 0, 0)
	c := customer{index: index, habit: behaviourFor(&d), term: 14, times: 1, chance: 30}
	c.home, c.ordinal = homeOf(index)
	c.consumer = d.percent(18)
	if c.consumer {
		return c
	}
	c.term = []int{14, 14, 30, 30, 30, 60}[d.below(6)]
	switch n := d.below(100); {
	case c.habit.seldom:
		c.chance = 22
	case n < 30:
		c.chance = 60
	case n < 80:
		c.chance = 92
	case n < 95:
		c.times, c.chance = 2, 95
	default:
		c.times, c.chance = 4, 95
	}
	if d.percent(40) {
		c.payDay = d.between(1, 5)
	}
	return c
}

// invoice is one sale and all that ever comes of it, past today too.
type invoice struct {
	// number is year, month and a running number ("26110423").
	number         int
	issued, due    int
	amount         int64
	parts          [3]part
	count          int // of parts
	credit         part
	refund         int // day a credit note is paid out; 0: it is set against the invoice
	onAccount      int // day the money came though it was matched only on parts[0].day; 0: no
	disputed       bool
	goods, problem int
}

// part is an amount on a day.
type part struct {
	day    int
	amount int64
}

// invoices appends the customer's invoices, oldest first.
func (s *story) invoices(c *customer, buf []invoice) []invoice {
	for m := s.first; m <= s.last; m++ {
		for nth := range c.times {
			d := newDice(s.seed, forInvoice, c.index, m, nth)
			if d.percent(c.chance) {
				buf = append(buf, s.invoice(c, m, nth, &d))
			}
		}
	}
	return buf
}

// invoice rolls one. Its place among the month's numbers decides the day, so
// that numbers rise with the days as they do in a real ledger.
func (s *story) invoice(c *customer, month, nth int, d *dice) invoice {
	mix := s.spread[month-s.first]
	place := (c.index*mix.times + mix.plus) % s.prime
	position := (nth*s.prime + place) * 4 / c.times // below 4*prime
	running := position*3 + c.times/2               // one to each of the three rhythms
	start, days := s.cal.month(month)
	v := invoice{
		number: numberOf(month, running),
		issued: onWorkday(start + position*days/(4*s.prime)),
		amount: c.home.amount(d, c.consumer),
		goods:  d.below(len(c.home.goods)),
	}
	v.due = v.issued + c.term
	s.settle(c, &v, d)
	return v
}

// settle rolls how and when the invoice ends.
func (s *story) settle(c *customer, v *invoice, d *dice) {
	paid := max(v.issued+1, v.due+c.habit.days(d))
	switch {
	case d.percent(c.habit.disputes):
		v.disputed, v.problem = true, d.below(len(c.home.complaints))
		paid = v.due + d.between(35, 130)
		if d.percent(60) {
			v.credit = part{onWorkday(paid - 1), c.home.share(v.amount, d.between(2, 10)*10)}
		}
	case d.percent(c.habit.credits):
		v.credit = part{onWorkday(v.issued + d.between(5, 30)), c.home.share(v.amount, d.between(1, 4)*10)}
		if d.percent(30) {
			v.refund = onWorkday(v.credit.day + d.between(45, 150))
		} else {
			paid = max(paid, v.credit.day)
		}
	case d.percent(2):
		v.onAccount = onWorkday(v.issued + d.between(-10, 8))
		paid = max(v.issued+1, v.onAccount+d.between(20, 90))
	}
	if c.payDay > 0 {
		paid = onNext(paid, c.payDay)
	}
	rest := v.amount
	if v.refund == 0 {
		rest -= v.credit.amount
	}
	v.pay(c.home, onWorkday(paid), rest, d.percent(c.habit.parts) && v.onAccount == 0, d)
}

// pay splits what is to be paid into up to three parts.
func (v *invoice) pay(home *country, day int, rest int64, inParts bool, d *dice) {
	for inParts && v.count < d.between(1, 2) {
		one := home.share(rest, d.between(3, 6)*10)
		v.parts[v.count] = part{day, one}
		v.count++
		rest -= one
		day = onWorkday(day + d.between(14, 45))
	}
	if rest > 0 {
		v.parts[v.count] = part{day, rest}
		v.count++
	}
}

// share is a percentage of an amount in the country's usual steps.
func (c *country) share(amount int64, percent int) int64 {
	if percent >= 100 {
		return amount
	}
	part := amount / 100 * int64(percent)
	return part - part%c.step
}

// receipt is money that came or went on one day.
type receipt struct {
	day     int
	kind    receiptKind
	invoice int // index of the invoice, for early and refunded
	pieces  []piece
}

// piece is one part of one invoice, by index.
type piece struct{ invoice, part int }

type receiptKind int

const (
	cash     receiptKind = iota // settles invoices; all of one day is one transfer
	early                       // came on account, matched later
	refunded                    // a credit note paid out
)

// receipts appends what the customer paid, in order of days.
func (s *story) receipts(invoices []invoice, buf []receipt) []receipt {
	for i := range invoices {
		v := &invoices[i]
		if v.refund > 0 {
			buf = append(buf, receipt{day: v.refund, kind: refunded, invoice: i})
		}
		if v.onAccount > 0 {
			buf = append(buf, receipt{day: v.onAccount, kind: early, invoice: i})
			continue
		}
		for p := range v.count {
			buf = append(buf, receipt{day: v.parts[p].day, pieces: []piece{{i, p}}})
		}
	}
	slices.SortStableFunc(buf, func(a, b receipt) int {
		if a.day != b.day {
			return a.day - b.day
		}
		return int(a.kind) - int(b.kind)
	})
	kept := buf[:0]
	for _, r := range buf {
		if n := len(kept); n > 0 && r.kind == cash && kept[n-1].kind == cash && kept[n-1].day == r.day {
			kept[n-1].pieces = append(kept[n-1].pieces, r.pieces...)
			continue
		}
		kept = append(kept, r)
	}
	return kept
}

func numberOf(month, running int) int {
	width := 10000
	for running >= width {
		width *= 10
	}
	return (month/12%100*100+month%12+1)*width + running
}

func primeFrom(n int) int {
	for ; ; n++ {
		prime := n > 1
		for f := 2; f*f <= n && prime; f++ {
			prime = n%f != 0
		}
		if prime {
			return n
		}
	}
}
