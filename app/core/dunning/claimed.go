package dunning

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/money"
)

// accrual is the interest of an item on a day, seen from what notices have claimed already.
type accrual struct {
	Whole InterestSheet // since the due date, by these terms
	After InterestSheet // of the days after the last claim; all of Whole when nothing was claimed
	Anew  bool          // the days already claimed count again: they come to less today, or the law reckons from the day of payment
	Fresh money.Amount  // not claimed yet, never below zero
}

// accrue reckons what no notice has claimed yet. Days that a notice has claimed stay as they were claimed: terms that are
// dearer today are for the days after. Where those days come to less today, as when a payment came to light, the difference
// is taken off. A day after the last claim without a rate is a RateMissing error.
func (i *Item) accrue(to date.Date, terms Terms) (accrual, error) {
	a := accrual{Fresh: money.Zero(i.Open.Currency)}
	last := date.Earliest(i.ChargedTo, to)
	if i.Charged.Minor == 0 || i.ChargedTo.IsZero() {
		var err error
		a.Whole, err = Sheet(*i, to, terms)
		a.After, a.Fresh.Minor = a.Whole, max(0, a.Whole.Total.Minor-i.Charged.Minor)
		return a, err
	}
	after, err := sheetAfter(*i, last, to, terms)
	if err != nil {
		return a, err
	}
	a.After = after
	before, unknown := Sheet(*i, last, terms)
	if unknown != nil { // the days that were claimed went by other terms
		a.Fresh.Minor = a.After.Total.Minor
		return a, nil //nolint:nilerr // what these terms do not know of those days is not asked of them
	}
	a.Whole, err = Sheet(*i, to, terms)
	a.Anew = terms.mode(i.DueOn().AddDays(1)) == law.RateAtPayment || before.Total.Minor < i.Charged.Minor
	a.Fresh.Minor = max(0, a.Whole.Total.Minor-max(i.Charged.Minor, before.Total.Minor))
	return a, err
}

// claimed are the spans that a notice keeps with its claim.
func (a *accrual) claimed() []Span {
	if a.Anew {
		return a.Whole.Spans
	}
	return a.After.Spans
}

// claimedTo is up to which day interest had been claimed at the end of a day.
func (p *Past) claimedTo(to date.Date) date.Date {
	if !p.Item.ChargedTo.After(to) {
		return p.Item.ChargedTo
	}
	last := date.Date{}
	for i := range p.Notices {
		if n := &p.Notices[i]; !n.Notice.Date.After(to) && n.claims(p) {
			last = n.Notice.Date
		}
	}
	return last
}

func (n *Issued) claims(p *Past) bool {
	line := n.lineOf(p.Item.ID)
	return line != nil && line.Interest.Minor > 0
}

// claimedSpans are the spans by which the notices up to a day claimed interest for the item, each with the procedure that it
// was claimed by. False when a notice did not keep them, as none did in earlier versions of the program.
func (p *Past) claimedSpans(to date.Date) (spans []Span, known bool) {
	for i := range p.Notices {
		n := &p.Notices[i]
		if n.Notice.Date.After(to) || !n.claims(p) {
			continue
		}
		line := n.lineOf(p.Item.ID)
		first := len(line.Spans) > 0 && !line.SpansAfter.After(line.Due)
		if first {
			spans, known = nil, true
		}
		known = known && len(line.Spans) > 0
		for _, s := range line.Spans {
			s.Exact = exactInterest(s.Principal.Minor, s.Days, s.Rate, s.DaysOfYear)
			s.Claimed, s.Procedure, s.Version = true, n.Notice.Procedure, n.Notice.ProcedureVersion
			spans = append(spans, s)
		}
	}
	return spans, known
}

// movedIn reports whether the principal was another on a day of the spans than is known today.
func (i *Item) movedIn(spans []Span) bool {
	for _, s := range spans {
		principal, until := i.principalOn(s.From, s.To)
		if principal != s.Principal.Minor || until.Before(s.To) {
			return true
		}
	}
	return false
}

// reckon puts the interest onto a statement: the days that notices claimed as they were claimed, those after by today's terms.
func (s *Statement) reckon(p *Past, rules *Procedure, terms *Terms) error {
	it := &s.Item
	spans, known := p.claimedSpans(s.To)
	a := accrual{Fresh: s.Fresh}
	if terms != nil {
		var err error
		if a, err = it.accrue(s.To, *terms); err != nil {
			if s.Claimed.Minor == 0 || fault.CodeOf(err) != RateMissing {
				return err
			}
			s.Missing = err
		}
	}
	s.Fresh = a.Fresh
	if !known || s.Claimed.Minor == 0 || a.Whole.Item != 0 && (it.movedIn(spans) || terms.mode(it.DueOn().AddDays(1)) == law.RateAtPayment) {
		s.Interest, s.Assumed = a.Whole, !known && s.Claimed.Minor > 0
		if s.Interest.Item == 0 { // nobody knows any more how it was claimed
			s.Interest = InterestSheet{Item: it.ID, Spans: a.After.Spans, Exact: a.After.Exact, Total: s.Fresh}
			s.Interest.Total.Minor += s.Claimed.Minor
		}
		s.Interest.name(rules)
		return nil
	}
	after := InterestSheet{Spans: a.After.Spans}
	after.name(rules)
	if a.Anew {
		s.Less.Minor = max(0, a.After.Total.Minor-s.Fresh.Minor)
	}
	s.Interest.Total.Minor = s.Claimed.Minor + s.Fresh.Minor + s.Less.Minor
	for _, span := range append(spans, after.Spans...) {
		s.Interest.join(span)
	}
	return nil
}

// name says of each span by which procedure it is reckoned.
func (s *InterestSheet) name(rules *Procedure) {
	for i := range s.Spans {
		s.Spans[i].Procedure, s.Spans[i].Version = rules.Name, rules.Version
	}
}

// join adds a span, into the one before it where only the days of their claims part them.
func (s *InterestSheet) join(n Span) {
	s.Exact = s.Exact.Plus(n.Exact)
	if len(s.Spans) > 0 {
		last := &s.Spans[len(s.Spans)-1]
		same := *last
		same.From, same.To, same.Days, same.Exact, same.Rate = n.From, n.To, n.Days, n.Exact, n.Rate
		if last.To.AddDays(1) == n.From && last.Rate.Equal(n.Rate) && same.equal(&n) {
			last.To, last.Days, last.Exact = n.To, last.Days+n.Days, last.Exact.Plus(n.Exact)
			return
		}
	}
	s.Spans = append(s.Spans, n)
}

func (s *Span) equal(o *Span) bool {
	return s.Principal == o.Principal && s.Basis == o.Basis && s.DaysOfYear == o.DaysOfYear && s.Rule == o.Rule && s.Source == o.Source &&
		s.Verified == o.Verified && s.Capped == o.Capped && s.Claimed == o.Claimed && s.Procedure == o.Procedure && s.Version == o.Version
}
