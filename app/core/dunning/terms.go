package dunning

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/shopspring/decimal"
)

// RateMissing is the code for a day for which no interest rate is known. It is never taken for zero.
const RateMissing fault.Code = "rate-missing"

// Terms says by which rates and which day count late interest runs.
type Terms struct {
	Name  string   // of the table, for messages: "level 2", "law pack NO"
	Basis DayCount // of rates that name none
	Rates []TermRate
	// Most is the statutory interest that a bound rate may not exceed towards this kind of debtor, nil where none is bound.
	Most  *Terms
	modes []stretch // of the rows that say how the rate follows the table
}

// TermRate is a rate (percent a year) with the days on which it holds, both inclusive; zero is open.
type TermRate struct {
	From, To date.Date
	Percent  decimal.Decimal
	Basis    DayCount // empty: that of the terms
	Rule     string   // what the sheet prints: a row of a law pack, or "level 2"
	Source   string
	Verified bool
	Bound    bool // an agreed rate that may not exceed the statutory one
	Capped   bool // an agreed rate was higher: this is the statutory one
}

// TermsFor gives the terms of a level's interest for a kind of debtor. Statutory interest of a pack without rates gives
// terms without rates, which are an error as soon as a day is asked for.
func TermsFor(i Interest, rates []Rate, pack law.Pack, kind receivable.Kind) Terms {
	if i.Statutory {
		return statutoryTerms(pack, kind)
	}
	t := Terms{Name: "rate table", Basis: i.Basis}
	if i.Table {
		t.Rates = tableRates(rates)
	} else {
		t.Name = "agreed rate"
		t.Rates = []TermRate{{Percent: i.Rate, Rule: "agreed rate", Source: ownSource, Verified: true}}
	}
	caps := pack.Series(law.InterestCap, kind)
	if len(caps) == 0 {
		return t
	}
	most := statutoryTerms(pack, kind)
	t.Most = &most
	t.cut(caps, func(r *TermRate, row *law.Row) { r.Bound = row != nil })
	return t
}

func statutoryTerms(pack law.Pack, kind receivable.Kind) Terms {
	t := Terms{Name: "law pack " + pack.Code, Basis: Act365}
	if pack.Code == "" {
		t.Name = "no law pack"
	}
	t.modes = stretches(date.Date{}, date.Date{}, pack.Series(law.InterestMode, kind))
	for _, r := range pack.Series(law.InterestRate, kind) {
		t.Rates = append(t.Rates, TermRate{
			From: r.From, To: r.To, Percent: r.Value, Rule: r.ID, Source: r.Ref + "; " + r.Source, Verified: !r.Verified.IsZero(),
		})
	}
	t.cut(pack.Series(law.InterestBasis, kind), func(r *TermRate, row *law.Row) {
		if row != nil {
			r.Basis = DayCount(row.Text)
		}
	})
	return t
}

// mode is how the rate of a debt follows the table: as the row says that is in force on the first day of interest.
func (t *Terms) mode(first date.Date) string {
	for i := range t.modes {
		if s := &t.modes[i]; s.covers(first) && s.row != nil {
			return s.row.Text
		}
	}
	return law.FollowsSegments
}

func tableRates(rates []Rate) []TermRate {
	out := make([]TermRate, 0, len(rates))
	for i, r := range rates {
		t := TermRate{From: r.From, Percent: r.Percent, Rule: "rate from " + r.From.String(), Source: r.Source, Verified: true}
		if i+1 < len(rates) {
			t.To = rates[i+1].From.AddDays(-1)
		}
		out = append(out, t)
	}
	return out
}

// on gives the rate of a day with the days on which it holds: the statutory one where an agreed rate exceeds what may be
// agreed. A day whose statutory rate nobody knows is an error then, too: nobody is charged more than may turn out to be allowed.
func (t *Terms) on(day date.Date) (TermRate, error) {
	r := t.find(day)
	if r == nil {
		return TermRate{}, fault.New(RateMissing, "%s has no interest rate for %s", t.Name, day).
			WithHint("add the rate that is in force on that day, with its source")
	}
	out := *r
	if out.Basis == "" {
		out.Basis = t.Basis
	}
	if !out.Bound || t.Most == nil {
		return out, nil
	}
	most := t.Most.find(day)
	switch {
	case most == nil:
		return TermRate{}, fault.New(RateMissing, "%s has no statutory rate for %s, which an agreed rate may not exceed", t.Most.Name, day).
			WithHint("add the rate that is in force on that day, with its source")
	case most.Percent.LessThan(out.Percent):
		to := out.To
		out = *most
		out.Capped, out.To = true, date.Earliest(to, most.To)
	default:
		out.To, out.Basis = date.Earliest(out.To, most.To), most.Basis // a shorter year would be a higher rate
	}
	if out.Basis == "" {
		out.Basis = t.Most.Basis
	}
	return out, nil
}

func (t *Terms) find(day date.Date) *TermRate {
	for i := range t.Rates {
		r := &t.Rates[i]
		if (r.From.IsZero() || !day.Before(r.From)) && (r.To.IsZero() || !day.After(r.To)) {
			return r
		}
	}
	return nil
}
