package dunning

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
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
	Exact      Exact
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
	s := InterestSheet{Item: it.ID, Total: money.Zero(it.Open.Currency)}
	if !terms.Basis.known() {
		terms.Basis = Act365
	}
	for after := it.DueOn(); after.Before(to); {
		first := after.AddDays(1)
		principal, until := it.principalOn(first, to)
		if principal <= 0 {
			after = until
			continue
		}
		rateDay := first
		if terms.FixedAtStart {
			rateDay = it.DueOn().AddDays(1)
		}
		rate, err := terms.on(rateDay)
		if err != nil {
			return InterestSheet{}, err
		}
		if !terms.FixedAtStart {
			until = date.Earliest(until, rate.To)
		}
		until = terms.Basis.lastWithSameYear(first, until)
		span := Span{
			From: first, To: until, Days: terms.Basis.daysOf(after, until), Principal: money.New(principal, it.Open.Currency),
			Rate: rate.Percent, Basis: terms.Basis, DaysOfYear: terms.Basis.yearOf(first),
			Rule: rate.Rule, Source: rate.Source, Verified: rate.Verified,
		}
		span.Exact = exactInterest(principal, span.Days, span.Rate, span.DaysOfYear)
		s.Spans = append(s.Spans, span)
		s.Exact = s.Exact.Plus(span.Exact)
		after = until
	}
	total, err := s.Exact.Round(it.Open.Currency, money.HalfAway)
	s.Total = total
	return s, err
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
