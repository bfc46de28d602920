// Package dunning decides who is reminded of what, at which level, by which channel and at what charge, and gives a
// reason for each thing done and each thing left out. It is pure: the same input gives the same proposal.
package dunning

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/shopspring/decimal"
)

// Since says from which day a level's waiting time is counted.
type Since string

// Starts of a waiting time. Whatever is chosen, no level comes before the deadline printed on the last notice has passed.
const (
	// SinceDue counts days overdue. When the level before went out late, this one waits from that notice at least as long
	// as the two levels are apart, so that a late start does not make two notices in two days.
	SinceDue      Since = "due"
	SincePrevious Since = "previous" // the last notice of this item, or the due date when that is later
	SinceDeadline Since = "deadline" // the payment deadline printed on the last notice, or that notice when it had none
)

// FirstContact says with which level a very late item starts.
type FirstContact string

// Ways to start.
const (
	FromLevel1 FirstContact = "level-1"
	ByAge      FirstContact = "by-age"
)

// AllocationOrder says what a payment settles first.
type AllocationOrder string

// Orders of allocation. Costs, interest, principal is the order of BGB s. 367 and similar laws.
const (
	PrincipalFirst         AllocationOrder = "principal-first"
	CostsInterestPrincipal AllocationOrder = "costs-interest-principal"
)

// Procedure is how a group of customers is reminded.
type Procedure struct {
	ID             int64
	Name           string
	Version        int // counts changes; what was sent keeps the version that it was sent by
	FirstContact   FirstContact
	GraceDays      int                             // days after due before an item counts as overdue
	MinBalance     map[money.Currency]money.Amount // a notice below it is not made
	MinDaysBetween int                             // days between two notices to one debtor, whatever the item
	Calendar       string                          // "none", or a country whose business days count
	Allocation     AllocationOrder
	Rates          []Rate     // for levels whose interest follows a table, in order of date
	Levels         []Level    // in order, numbered from 1 without a gap
	BeforeDue      *BeforeDue // nil: nobody is written to before the due date
	ThankYou       *ThankYou  // nil: nobody is thanked

	ConfirmPromise *ConfirmPromise `json:",omitempty"` // nil: a promise is confirmed in writing only when a person asks for it
	BrokenPromise  *BrokenPromise  `json:",omitempty"` // nil: the next level says that a promise was broken, and nothing before it
}

// BeforeDue is a friendly note some days before an item falls due. It charges nothing and takes no level.
type BeforeDue struct {
	Days     int                  // so many days before the due date, or later when that day was missed; never on the due date or after it
	Channels []receivable.Channel // the first that works; empty: email alone
}

// ThankYou is a word of thanks when an item that was reminded of has been paid.
type ThankYou struct {
	Channels []receivable.Channel // the first that works; empty: email alone
}

// ConfirmPromise repeats a promise in writing as soon as it is taken.
type ConfirmPromise struct {
	Channels []receivable.Channel // the first that works; empty: email alone
}

// BrokenPromise tells a debtor that a promise was not kept, where no level is due on that day: it charges nothing.
type BrokenPromise struct {
	Channels []receivable.Channel // the first that works; empty: email alone
}

// Tone is how a level speaks; it chooses the text.
type Tone string

// Tones from soft to hard.
const (
	Friendly Tone = "friendly"
	Reminder Tone = "reminder"
	Firm     Tone = "firm"
	Final    Tone = "final"
)

// Level is one step of a procedure.
type Level struct {
	Number       int
	Tone         Tone   // empty: by its place among the levels
	Text         string // name of a text of its own; empty: the text of its tone
	AfterDays    int    // at least this many days ...
	Since        Since
	DeadlineDays int                  // days from sending to the payment deadline on the notice; 0: none printed
	Channels     []receivable.Channel // the first that works is used
	Fee          *Fee
	Interest     *Interest
	Compensation bool               // claim the statutory lump sum for each item, once, where the law gives one
	IfSilent     receivable.Channel // what replaces this step when nothing came back to the one before: call, visit or ""
	IfAnswered   string             // what replaces it when the debtor asked for time: Confirm or ""
	Approval     bool               // a person must approve this level
	Registered   bool               // its letter is registered: the post keeps proof that it was handed over
}

// Confirm is the IfAnswered that sends a friendly confirmation instead of the level, which then still stands to come.
const Confirm = "confirm"

// FeeBase says of what a percentage is taken.
type FeeBase string

// Bases of a percentage fee.
const (
	OfOriginal FeeBase = "original"
	OfOpen     FeeBase = "open"
)

// FeePer says how often a fee is charged.
type FeePer string

// A fee is charged once a notice or once an item of it.
const (
	PerNotice FeePer = "notice"
	PerItem   FeePer = "item"
)

// Fee is a charge for reminding. Amounts are decimals in major units of the item's currency, since one procedure serves
// several currencies; they are rounded half away from zero to the currency's decimals when charged.
type Fee struct {
	Fixed   decimal.Decimal
	Percent decimal.Decimal
	Of      FeeBase
	Min     *decimal.Decimal
	Max     *decimal.Decimal
	Per     FeePer
	Tiers   []FeeTier
	// Accumulated adds up every band below; otherwise the band of the highest threshold counts alone.
	Accumulated bool
}

// FeeTier is a band of the open amount.
type FeeTier struct {
	From    decimal.Decimal
	Fixed   decimal.Decimal
	Percent decimal.Decimal
	Min     *decimal.Decimal
	Max     *decimal.Decimal
}

// DayCount is how days become years (ISDA 2006 s. 4.16).
type DayCount string

// Day counts.
const (
	Act365   DayCount = "act/365"
	Act360   DayCount = "act/360"
	Thirty   DayCount = "30/360"  // European (30E/360)
	ActualCY DayCount = "act/act" // by calendar year
)

// Interest is late interest, always simple.
type Interest struct {
	Statutory bool            // rate and basis come from the law pack
	Table     bool            // rate comes from a rate table, with Basis below
	Rate      decimal.Decimal // percent a year when neither
	Basis     DayCount
	From      string // "due"
}

// Rate is one line of a rate table: percent a year from a day on, until the next line.
type Rate struct {
	From    date.Date
	Percent decimal.Decimal
	Source  string
}
