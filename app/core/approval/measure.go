package approval

import (
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
)

// Kind is what somebody wants to do that costs money or force.
type Kind string

// Kinds. Names are stored: add, never change.
const (
	WriteOff   Kind = "write-off"  // give a claim up, or a part of it
	Settlement Kind = "settlement" // let the rest go when a part is paid; the measure is the discount
	Waive      Kind = "waive"      // let a fee or interest go
	Plan       Kind = "plan"       // instalments or a later date; the measure is the sum and the months
	Release    Kind = "release"    // send a wave; the measure is the number of notices, their sum and the highest level
	Override   Kind = "override"   // set a house rule aside
	Escalate   Kind = "escalate"   // hand over to an agency or a court
	CreditLine Kind = "credit-line"
)

// Kinds lists every kind in the order of the settings.
func Kinds() []Kind {
	return []Kind{WriteOff, Settlement, Waive, Plan, Release, Override, Escalate, CreditLine}
}

// Known reports whether the program has such a kind.
func (k Kind) Known() bool {
	switch k {
	case WriteOff, Settlement, Waive, Plan, Release, Override, Escalate, CreditLine:
		return true
	}
	return false
}

// AddsUp reports whether several of a kind for one customer are as much as one of their sum: a credit line stands in the place of
// the one before, and a wave is not one customer's.
func (k Kind) AddsUp() bool {
	switch k {
	case WriteOff, Settlement, Waive, Plan, Escalate:
		return true
	case Release, Override, CreditLine:
	}
	return false
}

// Measure is how much of a kind somebody wants: what limits are held against.
type Measure struct {
	Kind    Kind         `json:"kind"`
	Amount  money.Amount `json:"amount"`            // zero without currency where the kind has no amount
	Months  int          `json:"months,omitempty"`  // a plan: from today to its last payment, begun months counted
	Notices int          `json:"notices,omitempty"` // a release
	Level   int          `json:"level,omitempty"`   // a release: the highest level
}

// Bound is the most of a kind. A figure that is zero allows nothing of what it counts, save that Months, Notices and Level
// bound only the kinds that have them; Any lifts them all.
type Bound struct {
	Any     bool  `json:"any,omitempty"`
	Amount  int64 `json:"amount,omitempty"` // minor units of the limit's currency
	Months  int   `json:"months,omitempty"`
	Notices int   `json:"notices,omitempty"`
	Level   int   `json:"level,omitempty"`
}

// covers reports whether a measure stays within the bound. The currency has been compared before.
func (b Bound) covers(m Measure) bool {
	if b.Any {
		return true
	}
	switch m.Kind {
	case Plan:
		return m.Amount.Minor <= b.Amount && m.Months <= b.Months
	case Release:
		return m.Amount.Minor <= b.Amount && m.Notices <= b.Notices && m.Level <= b.Level
	case Override:
		return false // a rule is set aside or it is not: there is nothing to count, so only Any allows it
	case WriteOff, Settlement, Waive, Escalate, CreditLine:
	}
	return m.Amount.Minor <= b.Amount
}

// check refuses a bound below zero.
func (b Bound) check(field string) error {
	if b.Amount < 0 || b.Months < 0 || b.Notices < 0 || b.Level < 0 {
		return fault.New(fault.Invalid, "a limit cannot be below zero").OnField(field)
	}
	return nil
}
