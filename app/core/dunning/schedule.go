package dunning

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
)

// age is how many days overdue an item is at a level when every notice went out on its first day. It is what by-age
// compares, and what tells how far two levels are apart.
func (p *Procedure) age(level int) int {
	days := 0
	for i := range p.Levels[:level] {
		l := &p.Levels[i]
		switch {
		case i == 0 || l.Since == SinceDue || l.Since == "":
			days = l.AfterDays
		case l.Since == SincePrevious:
			days += l.AfterDays
		case l.Since == SinceDeadline:
			days += p.Levels[i-1].DeadlineDays + l.AfterDays
		}
	}
	return days
}

// firstLevel is the level at which an item that was never reminded starts, 0 while it is too young for level 1.
func (p *Procedure) firstLevel(daysOverdue int) int {
	if daysOverdue < p.age(1) {
		return 0
	}
	if p.FirstContact != ByAge {
		return 1
	}
	level := 1
	for n := 2; n <= len(p.Levels); n++ {
		if p.age(n) <= daysOverdue {
			level = n
		}
	}
	return level
}

// opens is the first day on which an item that stands at a level may take the next one, the running deadline aside.
func (p *Procedure) opens(it *Item, next int) date.Date {
	l := &p.Levels[next-1]
	last := date.Latest(it.LastNotice, it.fresh())
	sameDay := last.AddDays(1) // never two notices for one item on one day
	switch l.Since {
	case SinceDeadline:
		from := it.LastDeadline
		if from.IsZero() {
			from = it.LastNotice
		}
		return date.Latest(date.Latest(from, it.fresh()).AddDays(l.AfterDays), sameDay)
	case SincePrevious:
		return date.Latest(date.Latest(last, it.DueOn()).AddDays(l.AfterDays), sameDay)
	case SinceDue:
	}
	apart := p.age(next) - p.age(next-1)
	if apart <= 0 {
		apart = l.AfterDays
	}
	return date.Latest(date.Latest(it.DueOn().AddDays(l.AfterDays), last.AddDays(apart)), sameDay)
}

// opensFresh is the first day on which an item that was never reminded may be, after a dispute about it was rejected: the first
// level waits from that day as it would from the due date, and a day at least. Zero when nothing was rejected.
func (p *Procedure) opensFresh(it *Item) date.Date {
	from := it.fresh()
	if from.IsZero() {
		return from
	}
	return from.AddDays(max(1, p.age(1)))
}
