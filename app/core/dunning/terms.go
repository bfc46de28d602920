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
	Name         string // of the table, for messages: "level 2", "law pack NO"
	Basis        DayCount
	Rates        []TermRate
	FixedAtStart bool // the rate on the first day of interest holds for the life of the debt (SI 2002/1675)
	AtPayment    bool // the rate on the day of payment holds for the whole time (Irish SI 580/2012)
	// Most is the statutory interest that an agreed rate may not exceed towards this kind of debtor, nil where it may.
	Most *Terms
}

// TermRate is a rate (percent a year) with the days on which it holds, both inclusive; zero is open.
type TermRate struct {
	From, To date.Date
	Percent  decimal.Decimal
	Rule     string // what the sheet prints: a row of a law pack, or "level 2"
	Source   string
	Verified bool
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
	if len(pack.Series(law.InterestCap, kind)) > 0 {
		most := statutoryTerms(pack, kind)
		t.Most, t.Basis = &most, most.Basis // a shorter year would be a higher rate
	}
	return t
}

func statutoryTerms(pack law.Pack, kind receivable.Kind) Terms {
	t := Terms{Name: "law pack " + pack.Code, Basis: Act365}
	if pack.Code == "" {
		t.Name = "no law pack"
	}
	for _, r := range pack.Series(law.InterestBasis, kind) {
		t.Basis = DayCount(r.Text)
	}
	for _, r := range pack.Series(law.InterestMode, kind) {
		t.FixedAtStart, t.AtPayment = r.Text == law.FixedAtStart, r.Text == law.RateAtPayment
	}
	for _, r := range pack.Series(law.InterestRate, kind) {
		t.Rates = append(t.Rates, TermRate{
			From: r.From, To: r.To, Percent: r.Value, Rule: r.ID, Source: r.Ref + "; " + r.Source, Verified: !r.Verified.IsZero(),
		})
	}
	return t
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
	if t.Most == nil {
		return *r, nil
	}
	out := *r
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
		out.To = date.Earliest(out.To, most.To)
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
