package dunning

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/shopspring/decimal"
)

// Span is a stretch of days with one principal, one rate and one divisor. From is the first day that bears interest and To
// the last; the due date itself bears none.
type Span struct {
	From, To   date.Date
	Days       int // by the day count, so 30 for a whole month of 30/360
	Principal  money.Amount
	Rate       decimal.Decimal // percent a year
	Basis      DayCount
	DaysOfYear int64
	Rule       string
	Source     string
	Verified   bool
	Capped     bool  // an agreed rate was higher than the law allows: this is the statutory one
	Exact      Exact `json:"-"`
	// On a statement: by which procedure it was reckoned, in which version, and whether a notice claimed it so.
	Procedure string `json:",omitempty"`
	Version   int    `json:",omitempty"`
	Claimed   bool   `json:",omitempty"`
}

// InterestSheet is the interest of one item up to a day, span by span. Total is the exact sum, rounded once, half away
// from zero.
type InterestSheet struct {
	Item  receivable.ItemID
	Spans []Span
	Exact Exact
	Total money.Amount
}

// Sheet reckons simple interest on an item from the day after its due date up to and including a day. The principal is
// followed through the item's history: a payment bears interest up to and including its own day. A day without a rate is
// a RateMissing error.
func Sheet(it Item, to date.Date, terms Terms) (InterestSheet, error) {
	return sheetAfter(it, it.DueOn(), to, terms)
}

// sheetAfter is Sheet for the days after a day. Where the law reckons from the day of payment it is for all days.
func sheetAfter(it Item, after, to date.Date, terms Terms) (InterestSheet, error) {
	s := InterestSheet{Item: it.ID, Total: money.Zero(it.Open.Currency)}
	if !terms.Basis.known() {
		terms.Basis = Act365
	}
	var err error
	mode := terms.mode(it.DueOn().AddDays(1))
	if mode == law.RateAtPayment {
		err = s.byPayment(it, to, terms)
	} else {
		err = s.bySegment(it, date.Latest(after, it.DueOn()), to, terms, mode == law.FixedAtStart)
	}
	if err != nil {
		return InterestSheet{}, err
	}
	s.Total, err = s.Exact.Round(it.Open.Currency, money.HalfAway)
	return s, err
}

// bySegment follows the principal and the rate from day to day, or holds the first day's rate for all of them.
func (s *InterestSheet) bySegment(it Item, after, to date.Date, terms Terms, fixed bool) error {
	for after.Before(to) {
		first := after.AddDays(1)
		principal, until := it.principalOn(first, to)
		if principal <= 0 {
			after = until
			continue
		}
		rateDay := first
		if fixed {
			rateDay = it.DueOn().AddDays(1)
		}
		rate, err := terms.on(rateDay)
		if err != nil {
			return err
		}
		if !fixed {
			until = date.Earliest(until, rate.To)
		}
		s.add(after, until, money.New(principal, it.Open.Currency), rate)
		after = until
	}
	return nil
}

// byPayment gives each part of the principal the rate of the day on which it was paid, and what is still open that of the
// last day. A payment that was reversed begins a part of its own.
func (s *InterestSheet) byPayment(it Item, to date.Date, terms Terms) error {
	type part struct {
		after  date.Date
		amount int64
	}
	start, _ := it.principalOn(it.DueOn().AddDays(1), to)
	parts := []part{{it.DueOn(), start}}
	pay := func(on date.Date, amount int64) error {
		rate, err := terms.on(on)
		for i := 0; err == nil && i < len(parts) && amount > 0; i++ {
			p := &parts[i]
			paid := min(amount, p.amount)
			if paid > 0 && p.after.Before(on) {
				s.add(p.after, on, money.New(paid, it.Open.Currency), rate)
			}
			p.amount -= paid
			amount -= paid
		}
		return err
	}
	for _, m := range it.History {
		switch {
		case !m.On.After(it.DueOn()) || m.On.After(to):
		case m.Amount.Minor > 0:
			parts = append(parts, part{m.On, m.Amount.Minor})
		default:
			if err := pay(m.On, -m.Amount.Minor); err != nil {
				return err
			}
		}
	}
	left := int64(0)
	for _, p := range parts {
		left += p.amount
	}
	if left <= 0 || !it.DueOn().Before(to) {
		return nil
	}
	return pay(to, left)
}

// add puts interest for the days after one day up to another onto the sheet, year by year where the divisor changes.
func (s *InterestSheet) add(after, to date.Date, principal money.Amount, rate TermRate) {
	basis := rate.Basis
	for after.Before(to) {
		first := after.AddDays(1)
		until := basis.lastWithSameYear(first, to)
		span := Span{
			From: first, To: until, Days: basis.daysOf(after, until), Principal: principal,
			Rate: rate.Percent, Basis: basis, DaysOfYear: basis.yearOf(first),
			Rule: rate.Rule, Source: rate.Source, Verified: rate.Verified, Capped: rate.Capped,
		}
		span.Exact = exactInterest(principal.Minor, span.Days, span.Rate, span.DaysOfYear)
		s.Spans = append(s.Spans, span)
		s.Exact = s.Exact.Plus(span.Exact)
		after = until
	}
}

// principalOn gives the principal that bears interest on a day, and the last day up to a limit on which it is the same.
// It is reckoned back from what is open now, so that it always agrees with the source.
func (i *Item) principalOn(day, limit date.Date) (principal int64, until date.Date) {
	principal, until = i.Open.Minor, limit
	for _, m := range i.History {
		if m.On.Before(day) {
			continue
		}
		principal -= m.Amount.Minor
		until = date.Earliest(until, m.On)
	}
	return principal, until
}
