package dunning

import (
	"fmt"
	"slices"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/shopspring/decimal"
)

// Limits of a procedure.
const (
	maxDays   = 3650
	maxLevels = 20
)

// Check refuses a procedure that cannot be followed. The error is fault.Invalid and names the field, as in
// "levels[2].fee.max" (levels counted from 1).
func (p Procedure) Check() error {
	switch {
	case len(p.Levels) == 0 || len(p.Levels) > maxLevels:
		return fault.New(fault.Invalid, "a procedure has 1 to %d levels, this one has %d", maxLevels, len(p.Levels)).OnField("levels")
	case p.FirstContact != "" && p.FirstContact != FromLevel1 && p.FirstContact != ByAge:
		return fault.New(fault.Invalid, "%q is not level-1 or by-age", string(p.FirstContact)).OnField("first_contact")
	case p.Allocation != "" && p.Allocation != PrincipalFirst && p.Allocation != CostsInterestPrincipal:
		return fault.New(fault.Invalid, "%q is not principal-first or costs-interest-principal", string(p.Allocation)).OnField("allocation")
	}
	if err := checkDays("grace_days", p.GraceDays); err != nil {
		return err
	}
	if err := checkDays("min_days_between", p.MinDaysBetween); err != nil {
		return err
	}
	for c, least := range p.MinBalance {
		if _, err := c.Exponent(); err != nil || least.Currency != c || least.Minor < 0 {
			return fault.New(fault.Invalid, "the least balance for %s must be an amount of that currency, not below zero", c).OnField("min_balance")
		}
	}
	if err := checkRates(p.Rates); err != nil {
		return err
	}
	for i := range p.Levels {
		if err := p.Levels[i].check(fmt.Sprintf("levels[%d]", i+1), i+1, len(p.Rates) > 0); err != nil {
			return err
		}
	}
	if err := p.checkOrder(); err != nil {
		return err
	}
	return p.checkEvents()
}

func (l *Level) check(at string, number int, hasTable bool) error {
	if l.Number != number {
		return fault.New(fault.Invalid, "this is level %d of the list, numbered %d", number, l.Number).
			OnField(at + ".level").WithHint("number the levels from 1 without a gap")
	}
	if l.Registered && !slices.Contains(l.channels(), receivable.Letter) {
		return fault.New(fault.Invalid, "a registered letter needs the letter among the channels of the level").OnField(at + ".channels").
			WithHint("add letter, or leave registered out")
	}
	if err := checkDays(at+".after_days", l.AfterDays); err != nil {
		return err
	}
	if err := checkDays(at+".deadline_days", l.DeadlineDays); err != nil {
		return err
	}
	switch {
	case l.Since != "" && l.Since != SinceDue && l.Since != SincePrevious && l.Since != SinceDeadline:
		return fault.New(fault.Invalid, "%q is not due, previous or deadline", string(l.Since)).OnField(at + ".since")
	case l.Tone != "" && l.Tone != Friendly && l.Tone != Reminder && l.Tone != Firm && l.Tone != Final:
		return fault.New(fault.Invalid, "%q is not friendly, reminder, firm or final", string(l.Tone)).OnField(at + ".tone")
	case l.IfSilent != "" && l.IfSilent != receivable.Call && l.IfSilent != receivable.Visit:
		return fault.New(fault.Invalid, "%q is not call or visit", string(l.IfSilent)).OnField(at + ".if_silent")
	case l.IfAnswered != "" && l.IfAnswered != Confirm:
		return fault.New(fault.Invalid, "%q is not confirm", l.IfAnswered).OnField(at + ".if_answered")
	case l.Text != "" && checkName(l.Text) != nil:
		return fault.New(fault.Invalid, "%q cannot be the name of a text", l.Text).OnField(at + ".text")
	}
	if err := checkChannels(at+".channels", l.Channels, everyChannel); err != nil {
		return err
	}
	if err := l.Fee.check(at + ".fee"); err != nil {
		return err
	}
	return l.Interest.check(at+".interest", hasTable)
}

func checkDays(field string, days int) error {
	if days < 0 || days > maxDays {
		return fault.New(fault.Invalid, "%d is not a number of days from 0 to %d", days, maxDays).OnField(field)
	}
	return nil
}

func checkRate(field string, percent decimal.Decimal) error {
	if percent.IsNegative() || percent.GreaterThan(decimal.NewFromInt(1000)) || percent.Exponent() < -rateDecimals {
		return fault.New(fault.Invalid, "%s is not a rate from 0 to 1000 percent with at most %d decimals", percent, rateDecimals).OnField(field)
	}
	return nil
}

func (f *Fee) check(at string) error {
	if f == nil {
		return nil
	}
	switch {
	case f.Of != "" && f.Of != OfOriginal && f.Of != OfOpen:
		return fault.New(fault.Invalid, "%q is not original or open", string(f.Of)).OnField(at + ".of")
	case f.Per != "" && f.Per != PerNotice && f.Per != PerItem:
		return fault.New(fault.Invalid, "%q is not notice or item", string(f.Per)).OnField(at + ".per")
	case len(f.Tiers) > 0 && (!f.Fixed.IsZero() || !f.Percent.IsZero()):
		return fault.New(fault.Invalid, "a fee has either bands or one figure").OnField(at + ".tiers")
	case len(f.Tiers) > 50:
		return fault.New(fault.Invalid, "more than 50 bands").OnField(at + ".tiers")
	}
	if err := checkFigures(at, f.Fixed, f.Percent, f.Min, f.Max); err != nil {
		return err
	}
	for i, t := range f.Tiers {
		here := fmt.Sprintf("%s.tiers[%d]", at, i+1)
		if err := checkFigures(here, t.Fixed, t.Percent, t.Min, t.Max); err != nil {
			return err
		}
		if err := t.checkWithin(here, f.Max); err != nil {
			return err
		}
		if !plain(t.From) || i > 0 && !t.From.GreaterThan(f.Tiers[i-1].From) {
			return fault.New(fault.Invalid, "bands need a threshold each, rising").OnField(here + ".from")
		}
	}
	return nil
}

func checkFigures(at string, fixed, percent decimal.Decimal, least, most *decimal.Decimal) error {
	if !plain(fixed) {
		return fault.New(fault.Invalid, "a fee of %s cannot be charged", fixed).OnField(at + ".fixed")
	}
	if err := checkRate(at+".percent", percent); err != nil {
		return err
	}
	if percent.GreaterThan(decimal.NewFromInt(100)) {
		return fault.New(fault.Invalid, "a fee of %s percent is more than the claim itself", percent).OnField(at + ".percent")
	}
	if least != nil && !plain(*least) {
		return fault.New(fault.Invalid, "a least fee of %s cannot be charged", least).OnField(at + ".min")
	}
	if most != nil && !plain(*most) {
		return fault.New(fault.Invalid, "a highest fee of %s cannot be charged", most).OnField(at + ".max")
	}
	if least != nil && most != nil && least.GreaterThan(*most) {
		return fault.New(fault.Invalid, "the least fee %s is above the highest %s", least, most).OnField(at + ".max")
	}
	if most != nil && fixed.GreaterThan(*most) {
		return fault.New(fault.Invalid, "the fixed fee %s is above the highest %s", fixed, most).OnField(at + ".max")
	}
	return nil
}

// plain reports whether a figure in major units is not below zero, not beyond what the program holds, and without a flood
// of decimals.
func plain(d decimal.Decimal) bool {
	return !d.IsNegative() && d.Exponent() >= -rateDecimals && d.Exponent() <= 15 && d.LessThanOrEqual(decimal.NewFromInt(money.MaxMinor))
}

func (i *Interest) check(at string, hasTable bool) error {
	if i == nil {
		return nil
	}
	switch {
	case i.Statutory && i.Table:
		return fault.New(fault.Invalid, "interest is either statutory or by a table").OnField(at)
	case !i.Statutory && !i.Basis.known():
		return fault.New(fault.Invalid, "%q is not a day count", string(i.Basis)).OnField(at + ".basis").
			WithHint("use act/365, act/360, 30/360 or act/act")
	case i.Table && !hasTable:
		return fault.New(fault.Invalid, "interest by a table needs rates").OnField(at + ".rate")
	case i.From != "" && i.From != "due":
		return fault.New(fault.Invalid, "interest runs from the day after due; %q is not due", i.From).OnField(at + ".from")
	}
	return checkYearly(at+".rate", i.Rate)
}

// mostInterest is what no lawful late interest comes near, in percent a year: more is a slip of the pen.
var mostInterest = decimal.NewFromInt(100)

func checkYearly(field string, percent decimal.Decimal) error {
	if percent.GreaterThan(mostInterest) {
		return fault.New(fault.Invalid, "interest of %s percent a year is more than the claim itself", percent).OnField(field).WithHint("at most %s", mostInterest)
	}
	return checkRate(field, percent)
}
