package law

import (
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/shopspring/decimal"
)

// looser names the field in which an own row lets the office do more than a row of the law; empty when it does nowhere.
// Facts whose texts cannot be ranked are looser whenever they differ.
func looser(own, law *Row) string {
	switch own.Fact {
	case FeeMax:
		return looserFee(own, law)
	case FeeTotal, FeeCount, Compensation, ContactMax, InterestRate, LimitationWritten:
		return looserWhen(own.Value.GreaterThan(law.Value), own, law)
	case FeeEarliest, FeeGap, FeeRepeat, NoticePeriod, FeeNeedsNotice:
		return looserWhen(own.Value.LessThan(law.Value), own, law)
	case Limitation:
		return looserLimitation(own, law)
	case Retention: // bookkeeping law asks for no less, data protection law for no more
		return looserWhen(!own.Value.Equal(law.Value), own, law)
	case VisitRule:
		return ranked(own, law, VisitForbidden, VisitNoticed, VisitAllowed)
	case FinalByOwn:
		return ranked(own, law, FinalForbidden, FinalAllowed)
	case Allocation:
		return ranked(own, law, PrincipalFirst, CostsInterestPrincipal)
	case InterestBasis, InterestMode, InterestCap, CompensationAlone:
		if own.Text != law.Text {
			return "text"
		}
	case NoticeText, ContactHours, BaseRate, ReferenceRate:
	}
	return ""
}

func looserWhen(more bool, own, law *Row) string {
	switch {
	case own.Unit != law.Unit:
		return "unit"
	case more:
		return "value"
	}
	return ""
}

// looserFee holds two caps against each other at every principal where one of them bends, and beyond the last.
func looserFee(own, law *Row) string {
	if own.Unit != law.Unit {
		return "unit"
	}
	field := "value"
	if len(own.Scale) > 0 {
		field = "scale"
	}
	points := []decimal.Decimal{decimal.Zero}
	for _, r := range []*Row{own, law} {
		points = append(points, r.bends()...)
	}
	slices.SortFunc(points, func(a, b decimal.Decimal) int { return a.Cmp(b) })
	beyond := points[len(points)-1].Add(decimal.NewFromInt(1)).Mul(hundred)
	for _, p := range append(points, beyond) {
		if own.Fee(p).GreaterThan(law.Fee(p)) {
			return field
		}
	}
	return ""
}

// bends are the principals at which a scale changes its slope: where a band begins, and where the least ends and the most
// begins, to the next whole unit on both sides.
func (r *Row) bends() []decimal.Decimal {
	var out []decimal.Decimal
	plain := *r
	plain.Least, plain.Most = decimal.Zero, decimal.Zero
	for i, b := range r.Scale {
		out = append(out, b.From)
		base := plain.Fee(b.From)
		for _, bound := range []decimal.Decimal{r.Least, r.Most} {
			if !b.Percent.IsPositive() || bound.LessThan(base) {
				continue
			}
			at := b.From.Add(bound.Sub(base).Mul(hundred).Div(b.Percent)).Floor()
			if i+1 == len(r.Scale) || at.LessThan(r.Scale[i+1].From) {
				out = append(out, at, at.Add(decimal.NewFromInt(1)))
			}
		}
	}
	return out
}

func looserLimitation(own, law *Row) string {
	starts := []string{FromIssue, FromDue, FromYearEnd} // from the earliest to the latest
	switch {
	case own.Value.GreaterThan(law.Value):
		return "value"
	case slices.Index(starts, own.Starts) > slices.Index(starts, law.Starts):
		return "starts"
	}
	for _, restart := range own.Restarts {
		if !slices.Contains(law.Restarts, restart) {
			return "restarts"
		}
	}
	return ""
}

// ranked compares texts that go from strict to loose; within one text more days are stricter.
func ranked(own, law *Row, order ...string) string {
	a, b := slices.Index(order, own.Text), slices.Index(order, law.Text)
	switch {
	case a > b:
		return "text"
	case a == b && own.Value.LessThan(law.Value):
		return "value"
	}
	return ""
}

// mayWiden refuses own rows that let the office in where several rows of the law, taken together, keep it out: hours
// outside all of theirs, and a lump sum above that of the band which its principal falls into.
func mayWiden(pack *Pack, own *Row) error {
	if own.Fact != ContactHours && own.Fact != Compensation {
		return nil
	}
	for _, kind := range own.kinds() {
		for _, on := range pack.turns(own) {
			rows := slices.DeleteFunc(slices.Clone(pack.All(own.Fact, kind, on)), func(r *Row) bool { return r.IsHouse() || own.mayReplace(r) })
			if own.Fact == Compensation {
				if r := band(rows, own.Above); len(rows) > 0 && (r == nil || looser(own, r) != "") {
					return tooMuch(own, r, rows[0])
				}
				continue
			}
			for _, c := range own.channels() {
				if err := outsideHours(own, c, rows); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func tooMuch(own, band, lowest *Row) error {
	if band == nil {
		return loosens(own, lowest, "above")
	}
	return loosens(own, band, looser(own, band))
}

// band is the row whose lump sum holds for a principal: the highest that it reaches.
func band(rows []*Row, principal decimal.Decimal) *Row {
	var out *Row
	for _, r := range rows {
		if !principal.LessThan(r.Above) && (out == nil || r.Above.GreaterThan(out.Above)) {
			out = r
		}
	}
	return out
}

func outsideHours(own *Row, c receivable.Channel, rows []*Row) error {
	rows = slices.DeleteFunc(slices.Clone(rows), func(r *Row) bool { return !slices.Contains(r.channels(), c) })
	if len(rows) == 0 {
		return nil // the law says nothing about this channel
	}
	for _, day := range own.Weekdays {
		field := "weekdays"
		for _, r := range rows {
			switch {
			case !slices.Contains(r.Weekdays, day):
			case own.Hours.From < r.Hours.From || own.Hours.To > r.Hours.To:
				field = "hours"
			case own.Holidays && !r.Holidays:
				field = "holidays"
			default:
				field = ""
			}
			if field == "" {
				break
			}
		}
		if field != "" {
			return fault.New(LoosensLaw, "own row %s: %s by %s lies outside what %s allows (%s)", own.ID, own.Figure(), c, rows[0].ID, rows[0].Ref).OnField(field)
		}
	}
	return nil
}

// turns are the days within an own row's time on which the law may change.
func (p *Pack) turns(own *Row) []date.Date {
	first := own.From
	if first.IsZero() {
		first = earliestDay
	}
	out := []date.Date{first}
	for _, r := range p.Rows {
		if r.Fact != own.Fact {
			continue
		}
		for _, day := range []date.Date{r.From, r.To.AddDays(1)} {
			if !day.IsZero() && day.After(first) && own.Covers(day) {
				out = append(out, day)
			}
		}
	}
	return out
}
