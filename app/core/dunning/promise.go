package dunning

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// PromiseState is how a promise stands.
type PromiseState string

// States of a promise.
const (
	PromisePending PromiseState = "pending"
	PromiseKept    PromiseState = "kept"
	PromisePartly  PromiseState = "partly"
	PromiseBroken  PromiseState = "broken"
)

// Promise is a promise to pay; while it is pending its items stay quiet.
type Promise struct {
	ID        int64
	Items     []receivable.ItemID // empty: all of the debtor
	Amount    money.Amount
	Made      date.Date // day on which it was given
	By        date.Date // day up to which the money may come
	Tolerance Tolerance
	State     PromiseState
	Told      date.Date // day on which the debtor was told that it was not kept, zero when not
}

// Tolerance is how far a payment may fall short of a promise that still counts as kept: a bank's charge comes off a transfer,
// and a transfer sent on the day arrives some days later. Nothing is tolerated where nothing is set.
type Tolerance struct {
	Minor int64 // minor units of the promise's currency that may be missing; less than the promise itself
	Days  int   // calendar days that the money may come after the day promised; the items stay quiet for as long
}

// MaxToleranceDays is how late money may come at most and still keep a promise.
const MaxToleranceDays = 31

// LastDay is the last day on which money counts for the promise: the day promised and the days tolerated. Its items stay quiet
// up to and including it.
func (p *Promise) LastDay() date.Date { return p.By.AddDays(p.Tolerance.Days) }

// Enough is how much must come in for the promise to be kept, in minor units.
func (p *Promise) Enough() int64 { return p.Amount.Minor - p.Tolerance.Minor }

// Judge says how the promise stands on a day when so much came in for it in time (minor units): kept when it is enough, and after
// the last day partly when it is something and broken when it is nothing.
func (p *Promise) Judge(paid int64, on date.Date) PromiseState {
	switch {
	case paid > 0 && paid >= p.Enough():
		return PromiseKept
	case !on.After(p.LastDay()):
		return PromisePending
	case paid > 0:
		return PromisePartly
	}
	return PromiseBroken
}

// Check refuses a promise that cannot be judged. Errors name the field: amount, date (before the day it was made), tolerance.
func (p *Promise) Check() error {
	switch {
	case p.Amount.Minor <= 0:
		return fault.New(fault.Invalid, "a promise is about more than nothing").OnField("amount")
	case p.By.IsZero() || p.By.Before(p.Made):
		return fault.New(fault.Invalid, "a promise made on %s cannot be for %s, which is past", p.Made, orNoDay(p.By)).OnField("date").WithHint("write the day on which the money will be here")
	case p.Tolerance.Minor < 0 || p.Tolerance.Minor >= p.Amount.Minor:
		return fault.New(fault.Invalid, "a tolerance of %s leaves nothing of a promise of %s", money.New(p.Tolerance.Minor, p.Amount.Currency), p.Amount).OnField("tolerance").
			WithHint("it is what may be missing, so less than what was promised")
	case p.Tolerance.Days < 0 || p.Tolerance.Days > MaxToleranceDays:
		return fault.New(fault.Invalid, "money cannot be %d days late and in time", p.Tolerance.Days).OnField("tolerance").WithHint("0 to %d days", MaxToleranceDays)
	}
	return nil
}

func orNoDay(d date.Date) string {
	if d.IsZero() {
		return "no day"
	}
	return d.String()
}

func (p *Promise) covers(id receivable.ItemID) bool {
	for _, covered := range p.Items {
		if covered == id {
			return true
		}
	}
	return len(p.Items) == 0
}
