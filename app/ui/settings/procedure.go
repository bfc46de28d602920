package settings

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/locale"
	"github.com/dunningdesk/dunningdesk/app/ui/i18n"
)

// levelsKey holds how many levels there are. Fields of a level have the keys that dunning.Procedure.Check uses for them:
// "levels[2].fee.max".
const levelsKey = "levels"

// channelSlots is how many channels a level can name in order: all of them.
const channelSlots = 5

// Ways of charging interest.
const (
	noInterest        = ""
	statutoryInterest = "statutory"
	rateInterest      = "rate"
	tableInterest     = "table"
)

func levelKey(number int, field string) string { return fmt.Sprintf("levels[%d].%s", number, field) }

// splitLevel takes a key apart; number is 0 for a field of the whole procedure.
func splitLevel(key string) (number int, field string) {
	inside, ok := strings.CutPrefix(key, "levels[")
	digits, field, closed := strings.Cut(inside, "].")
	n, err := strconv.Atoi(digits)
	if !ok || !closed || err != nil {
		return 0, key
	}
	return n, field
}

func levelCount(v Values) int {
	n, err := strconv.Atoi(v[levelsKey])
	if err != nil {
		return 0
	}
	return n
}

func procedureValues(p dunning.Procedure, currencies []money.Currency, l *locale.Locale) Values {
	v := Values{
		"name": p.Name, "first_contact": string(p.FirstContact), "grace_days": strconv.Itoa(p.GraceDays),
		"min_days_between": strconv.Itoa(p.MinDaysBetween), "calendar": p.Calendar, levelsKey: strconv.Itoa(len(p.Levels)),
	}
	if p.FirstContact == "" {
		v["first_contact"] = string(dunning.FromLevel1)
	}
	if p.Calendar == "" {
		v["calendar"] = "none"
	}
	for _, c := range currencies {
		v[leastKey(c)] = ""
		if least, ok := p.MinBalance[c]; ok {
			exponent, _ := c.Exponent() // the procedure was checked when it was kept
			v[leastKey(c)] = l.Figures(least.Minor, string(c), exponent)
		}
	}
	for i := range p.Levels {
		levelValues(v, i+1, &p.Levels[i], l)
	}
	return v
}

func leastKey(c money.Currency) string { return "min_balance." + string(c) }

func levelValues(v Values, n int, level *dunning.Level, l *locale.Locale) {
	set := func(field, text string) { v[levelKey(n, field)] = text }
	set("kept", strconv.Itoa(n))
	set("after_days", strconv.Itoa(level.AfterDays))
	set("since", string(level.Since))
	if level.Since == "" {
		set("since", string(dunning.SinceDue))
	}
	set("deadline_days", strconv.Itoa(level.DeadlineDays))
	set("tone", string(level.Tone))
	set("if_silent", string(level.IfSilent))
	set("if_answered", level.IfAnswered)
	set("approval", writeTick(level.Approval))
	for i := range channelSlots {
		set(channelField(i), "")
		if i < len(level.Channels) {
			set(channelField(i), string(level.Channels[i]))
		}
	}
	feeValues(set, level.Fee, l)
	interestValues(set, level.Interest, l)
}

func channelField(i int) string { return "channels." + strconv.Itoa(i+1) }

func feeValues(set func(field, text string), f *dunning.Fee, l *locale.Locale) {
	if f == nil {
		f = &dunning.Fee{}
	}
	set("fee.fixed", nonZero(f.Fixed, l))
	set("fee.percent", nonZero(f.Percent, l))
	set("fee.of", or(string(f.Of), string(dunning.OfOpen)))
	set("fee.per", or(string(f.Per), string(dunning.PerNotice)))
	set("fee.min", writeFigure(f.Min, l))
	set("fee.max", writeFigure(f.Max, l))
}

func interestValues(set func(field, text string), in *dunning.Interest, l *locale.Locale) {
	set("interest", noInterest)
	set("interest.rate", "")
	set("interest.basis", string(dunning.Act365))
	if in == nil {
		return
	}
	switch {
	case in.Statutory:
		set("interest", statutoryInterest)
		return
	case in.Table:
		set("interest", tableInterest)
	default:
		set("interest", rateInterest)
		set("interest.rate", writeFigure(&in.Rate, l))
	}
	set("interest.basis", string(in.Basis))
}

func nonZero(d decimal.Decimal, l *locale.Locale) string {
	if d.IsZero() {
		return ""
	}
	return writeFigure(&d, l)
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// procedureFrom reads a procedure as written. What has no field here (rate tables, fee bands, the order of allocation)
// stays as it was kept.
func procedureFrom(v Values, kept dunning.Procedure, l *locale.Locale) (dunning.Procedure, error) {
	p := kept
	var err error
	p.FirstContact, p.Calendar = dunning.FirstContact(v["first_contact"]), v["calendar"]
	if p.GraceDays, err = v.number("grace_days"); err != nil {
		return p, err
	}
	if p.MinDaysBetween, err = v.number("min_days_between"); err != nil {
		return p, err
	}
	if p.MinBalance, err = leastFrom(v, l); err != nil {
		return p, err
	}
	p.Levels = nil
	for n := 1; n <= levelCount(v); n++ {
		level, err := levelFrom(v, n, keptLevel(v, n, kept), l)
		if err != nil {
			return p, err
		}
		p.Levels = append(p.Levels, level)
	}
	return p, nil
}

func leastFrom(v Values, l *locale.Locale) (map[money.Currency]money.Amount, error) {
	least := map[money.Currency]money.Amount{}
	for key := range v {
		code, ok := strings.CutPrefix(key, leastKey(""))
		if !ok || v.text(key) == "" {
			continue
		}
		c := money.Currency(code)
		exponent, err := c.Exponent()
		if err != nil {
			return nil, err
		}
		minor, err := l.ParseAmount(v.text(key), exponent)
		if err != nil || minor < 0 {
			return nil, fault.New(fault.Invalid, "%s", i18n.T("settings.figure")).OnField(key)
		}
		if minor > 0 {
			least[c] = money.New(minor, c)
		}
	}
	if len(least) == 0 {
		return nil, nil //nolint:nilnil // no least balance at all, as in a procedure that never had one
	}
	return least, nil
}

// keptLevel is the level of the book that the n-th of the list was, or an empty one.
func keptLevel(v Values, n int, kept dunning.Procedure) dunning.Level {
	was, err := strconv.Atoi(v[levelKey(n, "kept")])
	if err != nil || was < 1 || was > len(kept.Levels) {
		return dunning.Level{}
	}
	return kept.Levels[was-1]
}

func levelFrom(v Values, n int, level dunning.Level, l *locale.Locale) (out dunning.Level, err error) {
	get := func(field string) string { return v[levelKey(n, field)] }
	level.Number = n
	if level.AfterDays, err = v.number(levelKey(n, "after_days")); err != nil {
		return level, err
	}
	if level.DeadlineDays, err = v.numberOrNone(levelKey(n, "deadline_days")); err != nil {
		return level, err
	}
	level.Since, level.Tone = dunning.Since(get("since")), dunning.Tone(get("tone"))
	level.IfSilent, level.IfAnswered = receivable.Channel(get("if_silent")), get("if_answered")
	level.Approval = get("approval") != ""
	level.Channels = nil
	for i := range channelSlots {
		if c := receivable.Channel(get(channelField(i))); c != "" && !slices.Contains(level.Channels, c) {
			level.Channels = append(level.Channels, c)
		}
	}
	if len(level.Channels) == 0 {
		return level, missing(levelKey(n, channelField(0)))
	}
	if level.Fee, err = feeFrom(v, n, level.Fee, l); err != nil {
		return level, err
	}
	level.Interest, err = interestFrom(v, n, level.Interest, l)
	return level, err
}

func feeFrom(v Values, n int, kept *dunning.Fee, l *locale.Locale) (*dunning.Fee, error) {
	if kept != nil && len(kept.Tiers) > 0 {
		return kept, nil
	}
	var figures [4]*decimal.Decimal
	for i, field := range []string{"fee.fixed", "fee.percent", "fee.min", "fee.max"} {
		var err error
		if figures[i], err = v.figure(levelKey(n, field), l); err != nil {
			return nil, err
		}
	}
	if figures[0] == nil && figures[1] == nil {
		return nil, nil //nolint:nilnil // a level without a fee
	}
	f := &dunning.Fee{Min: figures[2], Max: figures[3], Of: dunning.FeeBase(v[levelKey(n, "fee.of")]), Per: dunning.FeePer(v[levelKey(n, "fee.per")])}
	if figures[0] != nil {
		f.Fixed = *figures[0]
	}
	if figures[1] != nil {
		f.Percent = *figures[1]
	}
	return f, nil
}

func interestFrom(v Values, n int, kept *dunning.Interest, l *locale.Locale) (*dunning.Interest, error) {
	in := dunning.Interest{From: "due"}
	if kept != nil {
		in.From = kept.From
	}
	switch v[levelKey(n, "interest")] {
	case noInterest:
		return nil, nil //nolint:nilnil // a level without interest
	case statutoryInterest:
		in.Statutory = true
		return &in, nil
	case tableInterest:
		in.Table = true
	default:
		rate, err := v.figure(levelKey(n, "interest.rate"), l)
		if err != nil {
			return nil, err
		}
		if rate == nil {
			return nil, missing(levelKey(n, "interest.rate"))
		}
		in.Rate = *rate
	}
	in.Basis = dunning.DayCount(v[levelKey(n, "interest.basis")])
	return &in, nil
}
