package main

// load appends n open invoices of a customer without any history: due from a
// hundred days ago to a month ahead. It is for measuring, not for looking at.
func (s *story) load(c *customer, n int, buf []invoice) []invoice {
	for nth := range n {
		d := newDice(s.seed, forLoad, c.index, 0, nth)
		due := s.today - 100 + d.below(130)
		issued := min(s.today, due-c.term)
		buf = append(buf, invoice{
			number: numberOf(monthOf(s.today), c.index*n+nth), issued: issued, due: due,
			amount: c.home.amount(&d, c.consumer), goods: d.below(len(c.home.goods)),
		})
	}
	return buf
}
