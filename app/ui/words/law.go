package words

import (
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/dunningdesk/dunningdesk/app/core/law"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

// LawFact names what a row of a law pack is about. A fact on which nothing acts is a note.
func LawFact(f law.Fact) string {
	if f.Binds() || f == law.BaseRate || f == law.ReferenceRate {
		return i18n.T("law.fact." + string(f))
	}
	return i18n.T("law.note")
}

// LawText says what the text of a row means: "prior-notice" is "with notice before".
func LawText(text string) string {
	if slices.Contains(saidLaw, text) {
		return i18n.T("law.says." + text)
	}
	return text
}

// saidLaw are the texts of rows that are codes; day counts and notes are read as they are.
var saidLaw = []string{
	law.Excludes, law.CapStatutory, law.FollowsSegments, law.FixedAtStart, law.RateAtPayment, law.FinalAllowed, law.FinalForbidden,
	law.VisitNoticed, law.PrincipalFirst, law.CostsInterestPrincipal, law.FromDue, law.FromIssue, law.FromYearEnd,
}

// LawFigure says what a row says, in a few words: "37,50 NOK", "Monday-Friday 08:00-21:00", "at most 5 in 7 days".
func (w Words) LawFigure(r *law.Row) string {
	parts := []string{w.lawValue(r)}
	if r.Above.IsPositive() {
		parts = append(parts, i18n.T("law.above", i18n.Args{"sum": w.lawSum(r.Above, r.Unit)}))
	}
	if len(r.Tones) > 0 {
		parts = append(parts, LawTones(r.Tones))
	}
	if r.Starts != "" {
		parts = append(parts, i18n.T("law.from", i18n.Args{"start": LawText(r.Starts)}))
	}
	for _, c := range r.Channels {
		parts = append(parts, strings.ToLower(Channel(c)))
	}
	return Facts(parts...)
}

func (w Words) lawValue(r *law.Row) string {
	switch {
	case r.Off:
		return i18n.T("law.off")
	case len(r.Scale) > 0:
		return w.lawScale(r)
	case r.Fact == law.ContactHours:
		return LawDays(r.Weekdays) + " " + r.Hours.From.String() + "–" + r.Hours.To.String()
	case r.Fact == law.ContactMax:
		return i18n.N("law.contacts", int(r.Value.IntPart()), i18n.Args{"n": w.Count(int(r.Value.IntPart())), "days": w.lawDayCount(r.Days)})
	case r.Fact == law.NoticeText:
		return r.Texts[i18n.Language()]
	case len(r.Fact.Texts()) > 0 && r.Value.IsPositive():
		return Facts(LawText(r.Text), w.lawMeasure(r))
	case r.Unit == "" || len(r.Fact.Texts()) > 0:
		return LawText(r.Text)
	}
	return w.lawMeasure(r)
}

func (w Words) lawDayCount(n int) string { return i18n.N("law.days", n, i18n.Args{"n": w.Count(n)}) }

func (w Words) lawMeasure(r *law.Row) string {
	n := int(r.Value.IntPart())
	switch r.Unit {
	case "days":
		return w.lawDayCount(n)
	case "count":
		return w.Count(n)
	case "years":
		return i18n.N("law.years", n, i18n.Args{"n": w.Count(n)})
	case "percent-a-year":
		return w.Percent(r.Value.String())
	}
	return w.lawSum(r.Value, r.Unit)
}

// lawSum writes a sum with the currency's decimals, unless the law names a finer one.
func (w Words) lawSum(value decimal.Decimal, unit string) string {
	down, err := money.FromDecimal(value, money.Currency(unit), money.Down)
	up, errUp := money.FromDecimal(value, money.Currency(unit), money.Up)
	if err == nil && errUp == nil && down == up {
		return w.Code(down)
	}
	return w.Plain(value.String()) + " " + unit
}

func (w Words) lawScale(r *law.Row) string {
	bands := make([]string, 0, len(r.Scale))
	for _, b := range r.Scale {
		band := w.Percent(b.Percent.String())
		if b.From.IsPositive() {
			band = i18n.T("law.band", i18n.Args{"percent": band, "from": w.Plain(b.From.String())})
		}
		bands = append(bands, band)
	}
	if r.Least.IsPositive() {
		bands = append(bands, i18n.T("law.least", i18n.Args{"sum": w.Plain(r.Least.String())}))
	}
	if r.Most.IsPositive() {
		bands = append(bands, i18n.T("law.most", i18n.Args{"sum": w.Plain(r.Most.String())}))
	}
	return strings.Join(bands, ", ") + " " + r.Unit
}

// LawDays names days of the week, and a run of them by its ends.
func LawDays(days []time.Weekday) string {
	names := strings.Fields(i18n.T("law.weekdays"))
	if len(names) != 7 || len(days) == 0 {
		return ""
	}
	at := func(d time.Weekday) int { return (int(d) + 6) % 7 } // Monday first
	order := slices.SortedFunc(slices.Values(days), func(a, b time.Weekday) int { return at(a) - at(b) })
	first, last := at(order[0]), at(order[len(order)-1])
	if len(order) > 2 && last-first == len(order)-1 {
		return names[first] + "–" + names[last]
	}
	said := make([]string, 0, len(order))
	for _, d := range order {
		said = append(said, names[at(d)])
	}
	return strings.Join(said, ", ")
}

// LawTones says which notices a row is about.
func LawTones(tones []string) string {
	switch {
	case len(tones) == 0:
		return i18n.T("law.all-notices")
	case len(tones) == 1 && tones[0] == "final":
		return i18n.T("law.final-notice")
	case !slices.Contains(tones, "final"):
		return i18n.T("law.before-final")
	}
	return strings.Join(tones, ", ")
}

// LawApplies says who a row protects.
func LawApplies(applies string) string {
	switch receivable.Kind(applies) {
	case receivable.Business:
		return i18n.T("law.businesses")
	case receivable.Consumer:
		return i18n.T("law.consumers")
	}
	return i18n.T("law.everybody")
}

// LawHolds says on which days a row holds, and of what when it goes by the due date; nothing when it always does.
func (w Words) LawHolds(r *law.Row) string {
	span := w.lawSpan(r)
	if span != "" && r.Dated == law.ByDue {
		return i18n.T("law.by-due", i18n.Args{"span": span})
	}
	return span
}

func (w Words) lawSpan(r *law.Row) string {
	args := i18n.Args{"from": w.Date(r.From), "to": w.Date(r.To)}
	switch {
	case r.From.IsZero() && r.To.IsZero():
		return ""
	case r.To.IsZero():
		return i18n.T("law.since", args)
	case r.From.IsZero():
		return i18n.T("law.until", args)
	}
	return i18n.T("law.between", args)
}
