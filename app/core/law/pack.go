// Package law holds law packs: dated rules of a country as data, each with its source, and how they bind a plan.
package law

import (
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/shopspring/decimal"
)

// Pack is the rules of one country.
type Pack struct {
	Code    string // ISO 3166-1 alpha-2, or "none"
	Name    string
	Version string
	Zone    string // IANA name of the time zone of debtors there whose own is not known; empty where a country has several
	Rows    []Row
	Days    *date.Calendar // the country's holidays, for rules that do not hold on them; nil: none are known

	index *index // of Rows, made when the pack was read
}

// Row is one dated fact with its source.
type Row struct {
	ID         string // stable, e.g. NO-FEE-1
	Fact       Fact
	Value      decimal.Decimal
	Text       string    // for facts that are text (day-count name)
	Remark     string    // what a reader must know
	Unit       string    // currency code, days, percent-a-year, count, years
	From, To   date.Date // valid from and to (inclusive); zero: open
	Dated      Dated     // which day of a claim is held against From and To
	Applies    string    // business, consumer or both
	By         string    // own (the creditor itself), agency or both
	Force      Force     // empty: Statute
	Ref        string    // statute and section
	Source     string    // where it was read
	Verified   date.Date // day on which a person checked it; zero: nobody has
	VerifiedBy string
	Own        bool // the office's own row, laid over the pack
	Off        bool // an own row that switches house rows of its fact off

	// What only some facts use.
	Above    decimal.Decimal      // Compensation: holds for claims of at least this principal, in Unit
	Scale    []Band               // FeeMax in bands of the principal, instead of Value
	Least    decimal.Decimal      // FeeMax: what Scale gives at least, in Unit
	Most     decimal.Decimal      // FeeMax: what Scale gives at most, in Unit; zero: no bound
	Tones    []string             // the tones of notice that it is about (Tones()); empty: all
	Texts    map[string]string    // NoticeText: the sentence by language
	Channels []receivable.Channel // ContactHours, ContactMax: empty: all
	Weekdays []time.Weekday       // ContactHours
	Hours    date.Window          // ContactHours
	Holidays bool                 // ContactHours: also on holidays
	Days     int                  // ContactMax: Value contacts in so many days, the day itself counted
	Starts   string               // Limitation: FromDue, FromIssue or FromYearEnd
	Restarts []string             // Limitation: PartPayment, Promise, WrittenAcknowledgement, Demand
}

// Band is a part of a scale: from a principal on, so many percent of the part above it.
type Band struct {
	From    decimal.Decimal
	Percent decimal.Decimal
}

// Force says whether a person may set a row aside.
type Force string

// Forces of a row. Nobody may set a statute aside; a house rule may be, with a reason.
const (
	Statute Force = "statute"
	House   Force = "house"
)

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

// Facts on which planning acts. A pack may hold others; they are shown but do not bind.
const (
	FeeMax            Fact = "fee-max"                    // the most one notice may charge: Value, or Scale in bands
	FeeEarliest       Fact = "fee-earliest-days"          // days after due before the first charged notice
	FeeCount          Fact = "fee-count-max"              // number of charged notices per claim
	FeeTotal          Fact = "fee-total-max"              // the most that all notices may charge for a claim
	FeeGap            Fact = "fee-gap-days"               // days between a notice and the next that charges
	FeeRepeat         Fact = "fee-repeat-days"            // a further fee only after a deadline of so many days on the notice before was missed
	FeeNeedsNotice    Fact = "fee-needs-notice"           // no fee before a free notice whose deadline gave at least Value days has been missed
	Compensation      Fact = "compensation"               // lump sum for each claim, once (Directive 2011/7/EU art. 6)
	CompensationAlone Fact = "compensation-excludes-fees" // Text "yes": the lump sum and fees exclude each other
	InterestRate      Fact = "interest-rate"              // statutory late interest, percent a year
	InterestBasis     Fact = "interest-basis"             // Text: day count
	InterestMode      Fact = "interest-mode"              // Text: how the rate follows the table
	InterestCap       Fact = "interest-cap"               // Text "statutory": an agreed rate may not exceed the statutory one
	NoticePeriod      Fact = "notice-days"                // least payment deadline on a notice, days
	NoticeText        Fact = "notice-text"                // Texts: what a notice must say
	FinalByOwn        Fact = "final-notice-by-own"        // Text "forbidden": only an agency may send the final notice
	ContactHours      Fact = "contact-hours"              // when a debtor may be contacted, in the debtor's time; several rows add up
	ContactMax        Fact = "contact-max"                // at most Value contacts in Days days; several rows stand side by side
	VisitRule         Fact = "visit"                      // Text: VisitAllowed, VisitNoticed (Value days before) or VisitForbidden
	Allocation        Fact = "allocation"                 // Text: principal-first or costs-interest-principal
	Limitation        Fact = "limitation"                 // Value years from Starts, anew from each of Restarts
	LimitationWritten Fact = "limitation-acknowledged"    // Value years from a written acknowledgement (Danish forældelsesloven s. 5)
	Retention         Fact = "retention"                  // accounts are kept for Value years after the calendar year of the last activity
	BaseRate          Fact = "base-rate"                  // the rate that a statutory rate is built on; for checks alone
	ReferenceRate     Fact = "reference-rate"             // the central bank's rate; for checks alone
)

// Ways in which a statutory rate follows its table (the Text of an InterestMode row). Without a row it follows segments.
const (
	FollowsSegments = "follow-segments" // each day bears the rate in force on that day (BGB s. 288 with s. 247)
	FixedAtStart    = "fixed-at-start"  // the rate on the first day holds for the life of the debt (SI 2002/1675)
	RateAtPayment   = "rate-at-payment" // the rate on the day of payment holds for the whole time (Irish SI 580/2012)
)

// CapStatutory is what an InterestCap row says: an agreed rate may not exceed the statutory one.
const CapStatutory = "statutory"

// Excludes is what a CompensationAlone row says: the lump sum and fees exclude each other.
const Excludes = "yes"

// Who may send a final notice (the Text of a FinalByOwn row).
const (
	FinalAllowed   = "allowed"
	FinalForbidden = "forbidden"
)

// Which part of a claim a payment settles first (the Text of an Allocation row).
const (
	PrincipalFirst         = "principal-first"
	CostsInterestPrincipal = "costs-interest-principal" // BGB s. 367(1)
)

// Tones lists the tones of notice that a row may be about, from soft to hard.
func Tones() []string { return []string{"friendly", "reminder", "firm", "final"} }

// What may be said about visits (the Text of a VisitRule row).
const (
	VisitAllowed   = "allowed"
	VisitNoticed   = "prior-notice"
	VisitForbidden = "forbidden"
)

// Days from which a limitation period runs (Starts), and what starts it anew (Restarts).
const (
	FromDue     = "due"
	FromIssue   = "issued"
	FromYearEnd = "year-end" // the end of the year in which the claim fell due (BGB s. 199)

	PartPayment            = "part-payment"
	Promise                = "promise"
	WrittenAcknowledgement = "written-acknowledgement"
	Demand                 = "demand" // a written demand of the creditor
)

// Binds reports whether planning acts on the fact, rather than only showing it.
func (f Fact) Binds() bool {
	switch f {
	case FeeMax, FeeEarliest, FeeCount, FeeTotal, FeeGap, FeeRepeat, FeeNeedsNotice, Compensation, CompensationAlone, InterestRate, InterestBasis,
		InterestMode, InterestCap, NoticePeriod, NoticeText, FinalByOwn, ContactHours, ContactMax, VisitRule, Allocation, Limitation,
		LimitationWritten, Retention:
		return true
	case BaseRate, ReferenceRate:
	}
	return false
}

// Several reports whether rows of the fact stand side by side at one time, each with a meaning of its own.
func (f Fact) Several() bool {
	switch f {
	case Compensation, NoticeText, ContactHours, ContactMax:
		return true
	default:
		return false
	}
}
