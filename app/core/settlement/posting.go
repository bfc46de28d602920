package settlement

import "github.com/dunningdesk/dunningdesk/app/core/date"

// Seen is what a read showed of an item: minor units of its own currency.
type Seen struct {
	Open   int64 // as the source has it, write-offs or not
	Amount int64 // original
	Paid   int64 // what payments that stand have settled of it
}

// NotePosting compares two looks at one item and says what became of its write-offs, oldest first: what the source has booked
// meanwhile, and what came in all the same. It gives what newly came in.
//
// A fall of the open amount that payments explain is money: it settles what is asked for first, and only what is beyond came
// for the written-off part. A fall that nothing explains is the booking when it is just as much as one write-off, or all of
// them, wait for; else it takes what is asked for first, as any credit note does, and what is beyond is the booking. A rise
// that no returned payment explains takes bookings back. So what was given up is never asked for again while it stands, and
// never taken off twice.
func NotePosting(items []*WrittenItem, before, after Seen, on date.Date) (recovered int64) {
	p := posting{items: items, on: on}
	asked := before.Open - p.waiting()
	paid := after.Paid - before.Paid
	if paid < 0 { // money went back: that which came beyond what was asked first
		p.give(-paid, func(w *WrittenItem) *int64 { return &w.Recovered.Minor })
		asked += -paid - p.given
	}
	other := (before.Open - before.Amount) - (after.Open - after.Amount) - paid
	if other < 0 {
		p.give(-other, func(w *WrittenItem) *int64 { return &w.Posted.Minor })
		asked += -other - p.given
	}
	if other > 0 {
		asked = p.book(other, asked, after.Open)
	}
	if paid > 0 {
		recovered = p.take(min(paid-min(paid, max(0, asked)), p.waiting()), func(w *WrittenItem) *int64 { return &w.Recovered.Minor })
	}
	// Whatever else happened, no more waits than the source shows as open.
	p.take(p.waiting()-max(0, after.Open), p.posted)
	return recovered
}

type posting struct {
	items []*WrittenItem
	on    date.Date
	given int64 // what give last gave
}

func (p *posting) waiting() (sum int64) {
	for _, w := range p.items {
		sum += w.Waiting().Minor
	}
	return sum
}

func (p *posting) posted(w *WrittenItem) *int64 {
	w.PostedOn = p.on
	return &w.Posted.Minor
}

// take moves so much of what waits to another place, oldest first, and gives how much it was.
func (p *posting) take(minor int64, to func(*WrittenItem) *int64) (taken int64) {
	for _, w := range p.items {
		if part := min(minor-taken, w.Waiting().Minor); part > 0 {
			*to(w) += part
			taken += part
		}
	}
	return taken
}

// give moves so much back to what waits, newest first.
func (p *posting) give(minor int64, from func(*WrittenItem) *int64) {
	p.given = 0
	for i := len(p.items) - 1; i >= 0; i-- {
		at := from(p.items[i])
		part := min(minor-p.given, *at)
		*at -= part
		p.given += part
	}
}

// book finds the booking in a fall that no payment explains, and gives what is asked for after it.
func (p *posting) book(fell, asked, open int64) int64 {
	if fell == p.waiting() || open == 0 {
		p.take(fell, p.posted)
		return open
	}
	for _, w := range p.items {
		if w.Waiting().Minor == fell {
			*p.posted(w) += fell
			return asked
		}
	}
	ours := max(0, fell-max(0, asked))
	p.take(ours, p.posted)
	return max(0, asked-(fell-ours))
}
