package settlement

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// latest is a date beyond which nobody plans; it keeps sums of days far from the end of the calendar.
var latest = date.Must(2200, 1, 1)

// dates gives the days of n instalments, the first on the agreed date.
func (p *spreading) dates(n int) ([]due, error) {
	if p.terms.First.After(latest) {
		return nil, fault.New(fault.Invalid, "%s is too far away for a plan", p.terms.First).OnField("first")
	}
	out := make([]due, n)
	for i := range out {
		out[i] = p.moved(i+1, p.terms.nth(i))
	}
	return out, nil
}

// nth is the date of an instalment, counted from 0, before it is moved.
func (t *Terms) nth(i int) date.Date {
	switch {
	case t.Step.Weeks > 0:
		return t.First.AddDays(7 * t.Step.Weeks * i)
	case t.Step.Day == 0 || i == 0:
		return t.First.AddMonths(i)
	}
	year, month, _ := t.First.AddMonths(i).Parts()
	return date.Must(year, month, min(t.Step.Day, date.DaysIn(year, month)))
}

// moved puts a date on a business day where the terms say so.
func (p *spreading) moved(no int, on date.Date) due {
	d := due{no: no, on: on}
	if !p.terms.Business || p.cal.IsBusinessDay(on) {
		return d
	}
	d.on, d.meant, d.why = p.cal.Next(on), on, Weekend
	if name, off := p.cal.Holiday(on); off {
		d.why = name
	}
	return d
}
