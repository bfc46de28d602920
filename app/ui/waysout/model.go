// Package waysout is the calculator: what each way out of a claim is expected to bring, and beside it all that this is reckoned with,
// each figure with where it comes from. What is changed shows at once and is kept when somebody says so.
package waysout

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/app/locale"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
	"github.com/dunningdesk/dunningdesk/app/ui/words"
)

// wayKeys are the words for the ways out, relationKeys for what becomes of the relationship.
var (
	wayKeys = map[settlement.Way]string{
		settlement.WayWait: "way.wait", settlement.WaySettle: "way.settle", settlement.WayPlan: "way.plan", settlement.WayAgency: "way.agency",
		settlement.WayCourt: "way.court", settlement.WaySell: "way.sell", settlement.WayWriteOff: "way.write-off",
	}
	relationKeys = map[settlement.Relation]string{
		settlement.RelationStays: "way.stays", settlement.RelationMay: "way.may-stay", settlement.RelationEnds: "way.ends",
	}
)

// WayName is a way out in words.
func WayName(w settlement.Way) string { return i18n.T(wayKeys[w]) }

// RelationName is what becomes of the relationship, in words.
func RelationName(r settlement.Relation) string { return i18n.T(relationKeys[r]) }

// Line is one way as it is shown.
type Line struct {
	Way                                                          settlement.Way
	Name, Chance, Comes, Costs, Left, Takes, On, Today, Relation string
	Best, Loses                                                  bool // worth most today; costs more than it brings
}

// Lines words the ways in their order.
func Lines(w *desk.WaysOut, say words.Words) []Line {
	out := make([]Line, 0, len(w.Lines))
	best := 0
	for i := range w.Lines {
		l := &w.Lines[i]
		if l.Today.Minor > w.Lines[best].Today.Minor {
			best = i
		}
		out = append(out, Line{
			Way: l.Way, Name: WayName(l.Way), Chance: ChanceFrom(&l.Assumption, say), Comes: say.Figures(l.Expected), Costs: say.Figures(l.Cost), Left: say.Figures(l.Net),
			Takes: takes(l.Months), On: say.Date(say.Today().AddMonths(l.Months)), Today: say.Figures(l.Today), Relation: RelationName(l.Relation), Loses: l.Today.Minor < 0,
		})
	}
	if len(out) > 0 {
		out[best].Best = true
	}
	return out
}

func takes(months int) string {
	if months == 0 {
		return i18n.T("way.now")
	}
	return i18n.T("way.months", i18n.Args{"n": months})
}

// ChanceFrom says how likely a way is to bring anything, and who says so: the book, the house, or nobody.
func ChanceFrom(a *settlement.Assumption, say words.Words) string {
	return words.Facts(say.Percent(a.Chance.String()), ChanceSource(a))
}

// ChanceSource says who a chance comes from: the book, the house, or nobody.
func ChanceSource(a *settlement.Assumption) string {
	switch {
	case a.Cases > 0:
		return i18n.T("way.from-book", i18n.Args{"n": a.Cases})
	case a.Own:
		return i18n.T("way.own")
	}
	return i18n.T("way.a-guess")
}

// figuresFrom says where cost, share and time of a way come from.
func figuresFrom(a *settlement.Assumption, say words.Words) string {
	switch {
	case a.Guess():
		return i18n.T("way.figures-guess")
	case a.On.IsZero():
		return i18n.T("way.figures-from", i18n.Args{"source": a.Source})
	case a.Source == "":
		return i18n.T("way.figures-on", i18n.Args{"date": say.Date(a.On)})
	}
	return i18n.T("way.figures-from-on", i18n.Args{"source": a.Source, "date": say.Date(a.On)})
}

// Typed is what stands in the fields of one way.
type Typed struct {
	Chance, Share, Fee, Fixed, Months, Advance, Source string
	On                                                 date.Date
}

// typedOf writes an assumption into fields.
func typedOf(a *settlement.Assumption, l *locale.Locale) Typed {
	write := func(d decimal.Decimal) string { return l.Decimal(d.String()) }
	var steps []string
	for _, s := range a.Advance {
		steps = append(steps, write(s.From)+": "+write(s.Cost))
	}
	return Typed{
		Chance: write(a.Chance), Share: write(a.Share), Fee: write(a.Fee), Fixed: write(a.Fixed), Months: decimal.NewFromInt(int64(a.Months)).String(),
		Advance: strings.Join(steps, "; "), On: a.On, Source: a.Source,
	}
}

// Read puts what was typed into an assumption. A chance that was changed is the house's own from then on. Errors name the field.
func (t Typed) Read(a settlement.Assumption, l *locale.Locale) (settlement.Assumption, error) {
	before := a.Chance
	for _, f := range []struct {
		to         *decimal.Decimal
		text, name string
	}{{&a.Chance, t.Chance, "chance"}, {&a.Share, t.Share, "share"}, {&a.Fee, t.Fee, "fee"}, {&a.Fixed, t.Fixed, "fixed"}} {
		figure, err := readFigure(f.text, f.name, l)
		if err != nil {
			return a, err
		}
		*f.to = figure
	}
	if !a.Chance.Equal(before) {
		a.Own, a.Cases = true, 0
	}
	months, err := readFigure(t.Months, "months", l)
	if err != nil {
		return a, err
	}
	if !months.IsInteger() || months.GreaterThan(decimal.NewFromInt(240)) {
		return a, fault.New(fault.Invalid, "%s", i18n.T("way.whole-months")).OnField("months")
	}
	a.Months = int(months.IntPart())
	a.On, a.Source = t.On, strings.TrimSpace(t.Source)
	a.Advance, err = readSteps(t.Advance, l)
	return a, err
}

// figureDecimals is with how many decimals a figure may be typed.
const figureDecimals = 2

func readFigure(text, field string, l *locale.Locale) (decimal.Decimal, error) {
	text = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "%"))
	if text == "" {
		return decimal.Zero, nil
	}
	minor, err := l.ParseAmount(text, figureDecimals)
	if err != nil || minor < 0 {
		return decimal.Zero, fault.New(fault.Invalid, "%s", i18n.T("settings.figure")).OnField(field)
	}
	return decimal.NewFromString(decimal.New(minor, -figureDecimals).String()) // without idle zeros
}

// readSteps reads "0: 1500; 50000: 5000": from which claim on a fee holds, and how much it is.
func readSteps(text string, l *locale.Locale) ([]settlement.CostStep, error) {
	var out []settlement.CostStep
	for _, part := range strings.Split(text, ";") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		from, cost, found := strings.Cut(part, ":")
		if !found {
			from, cost = "", part
		}
		at, err := readFigure(from, "advance", l)
		if err != nil {
			return nil, err
		}
		fee, err := readFigure(cost, "advance", l)
		if err != nil {
			return nil, err
		}
		if n := len(out); n > 0 && !at.GreaterThan(out[n-1].From) {
			return nil, fault.New(fault.Invalid, "%s", i18n.T("way.steps-rise")).OnField("advance")
		}
		out = append(out, settlement.CostStep{From: at, Cost: fee})
	}
	return out, nil
}
