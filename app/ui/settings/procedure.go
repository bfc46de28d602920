package settings

import (
	"fmt"
	"strconv"
	"strings"

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

// Keys of the notes that belong to no level; the key alone is their tick.
const (
	beforeDue = "before_due"
	thankYou  = "thank_you"

	confirmPromise = "confirm_promise"
	brokenPromise  = "broken_promise"
)

// writtenSlots is how many channels such a note can name in order: those that are written.
const writtenSlots = 3

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

func levelCount(v Values) int { return v.count(levelsKey) }

func procedureValues(p dunning.Procedure, currencies []money.Currency, l *locale.Locale) Values {
	v := Values{
		"first_contact": or(string(p.FirstContact), string(dunning.FromLevel1)), "grace_days": strconv.Itoa(p.GraceDays),
		"min_days_between": strconv.Itoa(p.MinDaysBetween), "calendar": or(p.Calendar, dunning.NoCalendar),
		"allocation": or(string(p.Allocation), string(dunning.PrincipalFirst)), levelsKey: strconv.Itoa(len(p.Levels)),
	}
	for _, c := range currencies {
		v[leastKey(c)] = ""
		if least, ok := p.MinBalance[c]; ok {
			exponent, _ := c.Exponent() // the procedure was checked when it was kept
			v[leastKey(c)] = l.Figures(least.Minor, string(c), exponent)
		}
	}
	eventValues(v, &p)
	rateValues(v, p.Rates, l)
	for i := range p.Levels {
		levelValues(v, i+1, &p.Levels[i], l)
	}
	return v
}

func leastKey(c money.Currency) string { return "min_balance." + string(c) }

// eventValues writes the notes before the due date and after payment. The days stand ready for somebody who ticks the first.
func eventValues(v Values, p *dunning.Procedure) {
	v[beforeDue], v[beforeDue+".days"] = writeTick(p.BeforeDue != nil), "3"
	v[thankYou] = writeTick(p.ThankYou != nil)
	var early, thanks []receivable.Channel
	if p.BeforeDue != nil {
		v[beforeDue+".days"] = strconv.Itoa(p.BeforeDue.Days)
		early = p.BeforeDue.Channels
	}
	if p.ThankYou != nil {
		thanks = p.ThankYou.Channels
	}
	v.setChannels(beforeDue+".", early, writtenSlots)
	v.setChannels(thankYou+".", thanks, writtenSlots)
	v[confirmPromise], v[brokenPromise] = writeTick(p.ConfirmPromise != nil), writeTick(p.BrokenPromise != nil)
	var confirm, broken []receivable.Channel
	if p.ConfirmPromise != nil {
		confirm = p.ConfirmPromise.Channels
	}
	if p.BrokenPromise != nil {
		broken = p.BrokenPromise.Channels
	}
	v.setChannels(confirmPromise+".", confirm, writtenSlots)
	v.setChannels(brokenPromise+".", broken, writtenSlots)
}

// procedureFrom reads a procedure as written. What has no field, its name and version, stays as it was kept.
func procedureFrom(v Values, kept dunning.Procedure, l *locale.Locale) (dunning.Procedure, error) {
	p := kept
	var err error
	p.FirstContact, p.Calendar = dunning.FirstContact(v["first_contact"]), v["calendar"]
	p.Allocation = dunning.AllocationOrder(v["allocation"])
	if p.GraceDays, err = v.number("grace_days"); err != nil {
		return p, err
	}
	if p.MinDaysBetween, err = v.number("min_days_between"); err != nil {
		return p, err
	}
	if p.MinBalance, err = leastFrom(v, l); err != nil {
		return p, err
	}
	if err = eventsFrom(v, &p); err != nil {
		return p, err
	}
	if p.Rates, err = ratesFrom(v, l); err != nil {
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

func eventsFrom(v Values, p *dunning.Procedure) error {
	p.BeforeDue, p.ThankYou, p.ConfirmPromise, p.BrokenPromise = nil, nil, nil, nil
	if v[beforeDue] != "" {
		days, err := v.number(beforeDue + ".days")
		if err != nil {
			return err
		}
		p.BeforeDue = &dunning.BeforeDue{Days: days, Channels: v.channels(beforeDue+".", writtenSlots)}
	}
	if v[thankYou] != "" {
		p.ThankYou = &dunning.ThankYou{Channels: v.channels(thankYou+".", writtenSlots)}
	}
	if v[confirmPromise] != "" {
		p.ConfirmPromise = &dunning.ConfirmPromise{Channels: v.channels(confirmPromise+".", writtenSlots)}
	}
	if v[brokenPromise] != "" {
		p.BrokenPromise = &dunning.BrokenPromise{Channels: v.channels(brokenPromise+".", writtenSlots)}
	}
	return nil
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
