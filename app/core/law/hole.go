package law

import (
	"fmt"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// Hole is a time of which a table says nothing, though it speaks of the time before: a half-year whose figure nobody found, or
// all that comes after the last row. What the table gives is not known then; it is not zero.
type Hole struct {
	Pack     string
	Fact     Fact
	After    string    // id of the row before it
	From, To date.Date // To is zero when the table has run out
}

// String gives the hole in one line.
func (h Hole) String() string {
	if h.To.IsZero() {
		return fmt.Sprintf("%s: %s ends with %s: nothing is known from %s on", h.Pack, h.Fact, h.After, h.From)
	}
	return fmt.Sprintf("%s: %s says nothing from %s to %s, after %s", h.Pack, h.Fact, h.From, h.To, h.After)
}

// tabled reports whether rows of the fact make a table that goes on from day to day: where it ends or breaks off, a figure is
// missing, while a cap or a limit that ends has been taken away.
func (f Fact) tabled() bool { return f == InterestRate || f == Compensation }

// Silent reports whether a pack has a table of a fact for a kind of debtor, and no row of it for a day.
func (p *Pack) Silent(fact Fact, kind receivable.Kind, on date.Date) bool {
	rows := p.Series(fact, kind)
	return fact.tabled() && len(rows) > 0 && !slices.ContainsFunc(rows, func(r *Row) bool { return r.Covers(on) })
}

// Before is the last row of a fact that ended before a day, nil when none did.
func (p *Pack) Before(fact Fact, kind receivable.Kind, on date.Date) *Row {
	var last *Row
	for _, r := range p.Series(fact, kind) {
		if !r.To.IsZero() && r.To.Before(on) && (last == nil || r.To.After(last.To)) {
			last = r
		}
	}
	return last
}

// Holes lists the times of which the tables of a pack say nothing, each once, in the order of the pack's facts and days.
func Holes(p Pack) []Hole {
	var out []Hole
	for _, rows := range lanes(p) {
		if !rows[0].Fact.tabled() || !rows[0].BindsOwn() {
			continue
		}
		slices.SortStableFunc(rows, func(a, b *Row) int { return a.From.Compare(b.From) })
		for i, r := range rows {
			h := Hole{Pack: p.Code, Fact: r.Fact, After: r.ID}
			if r.To.IsZero() {
				continue
			}
			h.From = r.To.AddDays(1)
			if i+1 < len(rows) {
				h.To = rows[i+1].From.AddDays(-1)
				if h.To.Before(h.From) {
					continue
				}
			}
			if !slices.Contains(out, h) {
				out = append(out, h)
			}
		}
	}
	return out
}
