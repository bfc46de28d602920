// Package settlement holds the agreements by which a debtor pays otherwise than the invoice says: a plan of instalments, a
// smaller sum by a deadline, a later date. It is pure: the day comes from outside, and money is never counted twice.
package settlement

import (
	"strconv"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
)

// MostRows is how many payments a plan may have, its deposit among them.
const MostRows = 120

// Codes of plans.
const (
	DoesNotSum fault.Code = "plan-does-not-sum"  // explicit amounts that are not the debt
	TooSmall   fault.Code = "instalment-small"   // it does not even cover the interest, or is less than the smallest coin
	TooMany    fault.Code = "too-many-payments"  // more than MostRows
	PastDate   fault.Code = "date-past"          // a payment before the day on which the plan is made
	OutOfOrder fault.Code = "dates-out-of-order" // two payments on one day, or a later one before an earlier one
)

// Step is how the dates of instalments follow each other.
type Step struct {
	Weeks int // every so many weeks, 1 to 52; 0: every month
	Day   int // of the month, 1 to 31, which a shorter month ends with its last day; 0: that of the first date
}

// Part is a payment whose date and amount were agreed one by one.
type Part struct {
	On     date.Date
	Amount money.Amount
	Rest   bool `json:",omitempty"` // of the last one: whatever is left, interest included; Amount says nothing then
}

// Terms say how a debt is to be paid. Count alone makes equal instalments; Each alone as many of that amount as it takes; both
// that many of that amount, with a last one of what is then left; Parts name every payment.
type Terms struct {
	Deposit   money.Amount // paid ahead of the instalments; no money: none
	DepositOn date.Date    // zero: the day on which the plan is made
	Count     int          // of instalments, the deposit not counted
	Each      money.Amount // of an instalment, interest included
	Parts     []Part
	First     date.Date // of the first instalment
	Step      Step
	Business  bool           // a date that is no business day moves to the next one
	Interest  *dunning.Terms // nil: none while the plan is kept
}

// check refuses what can be seen without reckoning.
func (t *Terms) check(principal money.Amount, on date.Date) error {
	if principal.Minor <= 0 {
		return fault.New(fault.Invalid, "there is nothing to spread").OnField("items").WithHint("choose items of which something is open")
	}
	if _, err := principal.Currency.Exponent(); err != nil {
		return err
	}
	if err := t.checkDeposit(principal, on); err != nil {
		return err
	}
	switch {
	case t.Step.Weeks < 0 || t.Step.Weeks > 52:
		return fault.New(fault.Invalid, "every %d weeks is no rhythm", t.Step.Weeks).OnField("weeks").WithHint("1 to 52 weeks, or 0 for every month")
	case t.Step.Day < 0 || t.Step.Day > 31:
		return fault.New(fault.Invalid, "no month has a day %d", t.Step.Day).OnField("day").WithHint("1 to 31")
	case len(t.Parts) > 0:
		return t.checkParts(principal, on)
	case t.First.IsZero():
		return fault.New(fault.Invalid, "the first instalment has no date").OnField("first")
	case t.First.Before(on):
		return fault.New(PastDate, "the first instalment would have been due on %s, which is past", t.First).OnField("first")
	case t.Count < 0 || t.Each.Minor < 0:
		return fault.New(fault.Invalid, "a plan has a number of instalments, or an amount for each, above zero").OnField("instalments")
	case t.Count == 0 && t.Each.IsZero():
		return fault.New(fault.Invalid, "say how many instalments there are, or how much each is").OnField("instalments")
	case t.Count > MostRows:
		return tooMany(strconv.Itoa(t.Count))
	case !t.Each.IsZero() && t.Each.Currency != principal.Currency:
		return otherCurrency("each", principal.Currency, t.Each.Currency)
	}
	return nil
}

func (t *Terms) checkDeposit(principal money.Amount, on date.Date) error {
	switch d := t.Deposit; {
	case d.Minor < 0:
		return fault.New(fault.Invalid, "a deposit is not less than nothing").OnField("deposit")
	case d.IsZero():
		return nil
	case d.Currency != principal.Currency:
		return otherCurrency("deposit", principal.Currency, d.Currency)
	case d.Minor >= principal.Minor:
		return fault.New(fault.Invalid, "a deposit of %s leaves nothing of %s to pay in instalments", d, principal).OnField("deposit")
	case !t.DepositOn.IsZero() && t.DepositOn.Before(on):
		return fault.New(PastDate, "the deposit would have been due on %s, which is past", t.DepositOn).OnField("deposit-on")
	}
	return nil
}

// checkParts looks at payments that were agreed one by one.
func (t *Terms) checkParts(principal money.Amount, on date.Date) error {
	if len(t.Parts) > MostRows {
		return tooMany(strconv.Itoa(len(t.Parts)))
	}
	for i, p := range t.Parts {
		at := partField(i + 1)
		switch {
		case p.On.IsZero():
			return fault.New(fault.Invalid, "payment %d has no date", i+1).OnField(at)
		case p.On.Before(on):
			return fault.New(PastDate, "payment %d would have been due on %s, which is past", i+1, p.On).OnField(at)
		case i > 0 && !p.On.After(t.Parts[i-1].On):
			return fault.New(OutOfOrder, "payment %d, on %s, does not come after the one on %s", i+1, p.On, t.Parts[i-1].On).OnField(at)
		case p.Rest && i < len(t.Parts)-1:
			return fault.New(fault.Invalid, "payment %d is not the last, so it cannot take what is left", i+1).OnField(at)
		case p.Rest:
		case p.Amount.Minor <= 0:
			return fault.New(fault.Invalid, "payment %d is of no money", i+1).OnField(at)
		case p.Amount.Currency != principal.Currency:
			return otherCurrency(at, principal.Currency, p.Amount.Currency)
		}
	}
	return nil
}

// partField is the field of a payment that was agreed one by one, counted from 1.
func partField(no int) string { return "payments[" + strconv.Itoa(no) + "]" }

func tooMany(count string) error {
	return fault.New(TooMany, "%s payments are more than a plan may have (%d)", count, MostRows).OnField("instalments").
		WithHint("agree larger instalments")
}

func otherCurrency(field string, want, got money.Currency) error {
	return fault.New(money.CurrencyMismatch, "the debt is in %s, not in %s", want, got).OnField(field)
}
