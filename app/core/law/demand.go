package law

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/shopspring/decimal"
)

// Units of values; beside them a currency code.
const (
	unitDays    = "days"
	unitCount   = "count"
	unitYears   = "years"
	unitPercent = "percent-a-year"
	unitMoney   = "currency" // any
)

// demand is what a fact needs of a row.
type demand struct {
	unit     string   // of Value
	texts    []string // one of them is Text
	above0   bool     // Value may not be zero
	negative bool     // Value may be below zero
	more     func(r *Row, say sayer)
}

var demands = map[Fact]demand{
	FeeMax:            {unit: unitMoney, more: scaleOf},
	FeeEarliest:       {unit: unitDays},
	FeeCount:          {unit: unitCount},
	FeeTotal:          {unit: unitMoney},
	FeeGap:            {unit: unitDays},
	FeeRepeat:         {unit: unitDays},
	FeeNeedsNotice:    {unit: unitDays},
	Compensation:      {unit: unitMoney, above0: true},
	CompensationAlone: {texts: []string{Excludes}},
	InterestRate:      {unit: unitPercent},
	InterestBasis:     {texts: []string{"act/365", "act/360", "30/360", "act/act"}},
	InterestMode:      {texts: []string{FollowsSegments, FixedAtStart, RateAtPayment}},
	InterestCap:       {texts: []string{CapStatutory}},
	NoticePeriod:      {unit: unitDays},
	NoticeText:        {more: sentences},
	FinalByOwn:        {texts: []string{FinalAllowed, FinalForbidden}},
	ContactHours:      {more: hoursOf},
	ContactMax:        {unit: unitCount, above0: true, more: daysOf},
	VisitRule:         {texts: []string{VisitAllowed, VisitNoticed, VisitForbidden}, more: noticed},
	Allocation:        {texts: []string{PrincipalFirst, CostsInterestPrincipal}},
	Limitation:        {unit: unitYears, above0: true, more: startOf},
	LimitationWritten: {unit: unitYears, above0: true},
	BaseRate:          {unit: unitPercent, negative: true},
	ReferenceRate:     {unit: unitPercent, negative: true},
}

// measured reports whether a row of the fact is nothing without a value.
func (f Fact) measured() bool { return demands[f].unit != "" }

// Unit gives the unit of the fact's value: "currency" for any currency code, empty where the fact has no value, or one of
// days, count, years and percent-a-year.
func (f Fact) Unit() string { return demands[f].unit }

// Texts lists what may stand in Text, empty where the fact is no text.
func (f Fact) Texts() []string { return demands[f].texts }

// BindingFacts lists the facts on which planning acts, in the order in which a person meets them.
func BindingFacts() []Fact {
	return []Fact{
		FeeMax, FeeTotal, FeeCount, FeeEarliest, FeeGap, FeeRepeat, FeeNeedsNotice, Compensation, CompensationAlone, InterestRate, InterestBasis,
		InterestMode, InterestCap, NoticePeriod, NoticeText, FinalByOwn, ContactHours, ContactMax, VisitRule, Allocation, Limitation,
		LimitationWritten,
	}
}

const mostDecimals = 8

// mostOf bounds figures as a procedure's own are bounded: what lies beyond is a slip, and a deadline that no calendar holds.
var mostOf = map[string]decimal.Decimal{
	unitDays: decimal.NewFromInt(3650), unitCount: decimal.NewFromInt(1000), unitYears: decimal.NewFromInt(100), unitPercent: decimal.NewFromInt(1000),
}

var hundred = decimal.NewFromInt(100)

func checkFact(r *Row, say sayer) {
	d := demands[r.Fact]
	if r.Value.IsNegative() && !d.negative {
		say(r.ID, "value", "%s is below zero", r.Value)
	}
	if d.above0 && r.Value.IsZero() {
		say(r.ID, "value", "may not be zero")
	}
	if len(d.texts) > 0 && !slices.Contains(d.texts, r.Text) {
		say(r.ID, "text", "%q is not one of %v", r.Text, d.texts)
	}
	checkUnit(r, d.unit, say)
	if d.more != nil {
		d.more(r, say)
	}
}

func checkUnit(r *Row, unit string, say sayer) {
	switch unit {
	case "":
		return
	case unitMoney:
		if _, err := money.ParseCurrency(r.Unit); err != nil {
			say(r.ID, "unit", "%q is not a currency", r.Unit)
		}
		return
	case unitPercent:
		if r.Value.Exponent() < -mostDecimals {
			say(r.ID, "value", "has more than eight decimals")
		}
	default:
		if !r.Value.IsInteger() {
			say(r.ID, "value", "%s is not a whole number", r.Value)
		}
	}
	if r.Unit != unit {
		say(r.ID, "unit", "%q should be %s", r.Unit, unit)
	}
	if most := mostOf[unit]; r.Value.GreaterThan(most) {
		say(r.ID, "value", "%s is more than %s %s", r.Value, most, unit)
	}
}

func scaleOf(r *Row, say sayer) {
	if len(r.Scale) == 0 {
		if !r.Least.IsZero() || !r.Most.IsZero() {
			say(r.ID, "scale", "least and most belong to a scale")
		}
		return
	}
	if !r.Value.IsZero() {
		say(r.ID, "value", "a scale stands instead of a value")
	}
	if !r.Scale[0].From.IsZero() {
		say(r.ID, "scale", "the first band begins at %s and not at 0", r.Scale[0].From)
	}
	for i, b := range r.Scale {
		if i > 0 && !b.From.GreaterThan(r.Scale[i-1].From) {
			say(r.ID, "scale", "the bands from %s and %s do not rise", r.Scale[i-1].From, b.From)
		}
		if b.Percent.IsNegative() || b.Percent.GreaterThan(hundred) {
			say(r.ID, "scale", "%s percent of a band is no share of it", b.Percent)
		}
	}
	if r.Least.IsNegative() || r.Most.IsNegative() || r.Most.IsPositive() && r.Most.LessThan(r.Least) {
		say(r.ID, "most", "%s is below the least, %s", r.Most, r.Least)
	}
}

func sentences(r *Row, say sayer) {
	if len(r.Texts) == 0 {
		say(r.ID, "texts", "a sentence in at least one language must be given")
	}
}

func hoursOf(r *Row, say sayer) {
	if len(r.Weekdays) == 0 {
		say(r.ID, "weekdays", "must be given")
	}
	if r.Hours.To <= r.Hours.From {
		say(r.ID, "hours", "must be given, such as 08:00-21:00")
	}
}

// mostDays is the longest span over which contacts are counted.
const mostDays = 366

func daysOf(r *Row, say sayer) {
	if r.Days < 1 || r.Days > mostDays {
		say(r.ID, "days", "%d is not a number of days from 1 to %d", r.Days, mostDays)
	}
}

func noticed(r *Row, say sayer) {
	if r.Value.IsZero() {
		return
	}
	if r.Text != VisitNoticed {
		say(r.ID, "value", "only a visit with prior notice has days")
	}
	checkUnit(r, unitDays, say)
}

func startOf(r *Row, say sayer) {
	if !slices.Contains([]string{FromDue, FromIssue, FromYearEnd}, r.Starts) {
		say(r.ID, "starts", "%q is not %s, %s or %s", r.Starts, FromDue, FromIssue, FromYearEnd)
	}
}

// checkStrays finds what stands in a row of a fact that has no use for it: most often it was meant for another row.
func checkStrays(r *Row, say sayer) {
	for _, s := range []struct {
		field string
		given bool
		facts []Fact
	}{
		{"above", !r.Above.IsZero(), []Fact{Compensation}},
		{"scale", len(r.Scale) > 0, []Fact{FeeMax}},
		{"texts", len(r.Texts) > 0, []Fact{NoticeText}},
		{"channels", len(r.Channels) > 0, []Fact{ContactHours, ContactMax}},
		{"weekdays", len(r.Weekdays) > 0, []Fact{ContactHours}},
		{"hours", r.Hours.To != 0, []Fact{ContactHours}},
		{"holidays", r.Holidays, []Fact{ContactHours}},
		{"days", r.Days != 0, []Fact{ContactMax}},
		{"starts", r.Starts != "", []Fact{Limitation}},
		{"restarts", len(r.Restarts) > 0, []Fact{Limitation}},
		{"tones", len(r.Tones) > 0, []Fact{FeeMax, NoticePeriod, NoticeText}},
	} {
		if s.given && !slices.Contains(s.facts, r.Fact) {
			say(r.ID, s.field, "has no meaning for %s", r.Fact)
		}
	}
	if r.Above.IsNegative() {
		say(r.ID, "above", "%s is below zero", r.Above)
	}
}
