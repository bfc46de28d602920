// Package law holds law packs: dated rules of a country as data, each with its source, and how they bind a plan.
package law

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/shopspring/decimal"
)

// Pack is the rules of one country.
type Pack struct {
	Code    string // ISO 3166-1 alpha-2, or "none"
	Name    string
	Version string
	Rows    []Row
}

// Row is one dated fact with its source.
type Row struct {
	ID         string // stable, e.g. NO-FEE-1
	Fact       Fact
	Value      decimal.Decimal
	Text       string    // for facts that are text (required wording, day-count name), and what a reader must know
	Unit       string    // currency code, days, percent-a-year, count
	From, To   date.Date // valid from and to (inclusive); zero: open
	Dated      Dated     // which day of a claim is held against From and To
	Applies    string    // business, consumer or both
	By         string    // own (the creditor itself), agency or both
	Ref        string    // statute and section
	Source     string    // where it was read
	Verified   date.Date // day on which a person checked it; zero: nobody has
	VerifiedBy string
}

// Dated says which day of a claim chooses among dated rows.
type Dated string

// Days that choose a row. Empty means the day of the notice.
const (
	ByNotice Dated = ""
	ByDue    Dated = "due" // the due date of the claim, as for the Norwegian fee cap of 2020
)

// Who a row protects, and whom it binds.
const (
	Both   = "both"
	Own    = "own"
	Agency = "agency"
)

// Fact names what a row says.
type Fact string

// Facts that planning knows today. A pack may hold others; they are shown but do not bind.
const (
	FeeMax        Fact = "fee-max"           // the most one notice may charge
	FeeEarliest   Fact = "fee-earliest-days" // days after due before the first charged notice
	FeeCount      Fact = "fee-count-max"     // number of charged notices per claim
	InterestRate  Fact = "interest-rate"     // statutory late interest, percent a year
	InterestBasis Fact = "interest-basis"    // day count
	InterestMode  Fact = "interest-mode"     // how the rate follows the table: FollowsSegments or FixedAtStart
	NoticePeriod  Fact = "notice-days"       // least payment deadline on a notice, days
)

// Ways in which a statutory rate follows its table (the Text of an InterestMode row). Without a row it follows segments.
const (
	FollowsSegments = "follow-segments" // each day bears the rate in force on that day (BGB s. 288 with s. 247)
	FixedAtStart    = "fixed-at-start"  // the rate on the first day holds for the life of the debt (SI 2002/1675)
)

// Binds reports whether planning acts on the fact, rather than only showing it.
func (f Fact) Binds() bool {
	switch f {
	case FeeMax, FeeEarliest, FeeCount, InterestRate, InterestBasis, InterestMode, NoticePeriod:
		return true
	}
	return false
}
