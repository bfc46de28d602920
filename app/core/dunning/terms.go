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
}

// TermRate is a rate (percent a year) with the days on which it holds, both inclusive; zero is open.
type TermRate struct {
	From, To date.Date
	Percent  decimal.Decimal
	Rule     string // what the sheet prints: a row of a law pack, or "level 2"
	Source   string
	Verified bool
}

// TermsFor gives the terms of a level's interest for a kind of debtor. Statutory interest of a pack without rates gives
// terms without rates, which are an error as soon as a day is asked for.
func TermsFor(i Interest, rates []Rate, pack law.Pack, kind receivable.Kind) Terms {
	switch {
	case i.Statutory:
		return statutoryTerms(pack, kind)
	case i.Table:
		return Terms{Name: "rate table", Basis: i.Basis, Rates: tableRates(rates)}
	}
	return Terms{
		Name: "agreed rate", Basis: i.Basis,
		Rates: []TermRate{{Percent: i.Rate, Rule: "agreed rate", Source: "procedure", Verified: true}},
	}
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
		t.FixedAtStart = r.Text == law.FixedAtStart
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

// on gives the rate of a day.
func (t *Terms) on(day date.Date) (*TermRate, error) {
	for i := range t.Rates {
		r := &t.Rates[i]
		if (r.From.IsZero() || !day.Before(r.From)) && (r.To.IsZero() || !day.After(r.To)) {
			return r, nil
		}
	}
	return nil, fault.New(RateMissing, "%s has no interest rate for %s", t.Name, day).
		WithHint("add the rate that is in force on that day, with its source")
}
