package dunning

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// Reason is a stable code for why something was left out of a wave.
type Reason string

// Reasons for leaving out. They are part of the case-file contract: add, never change.
const (
	ReasonNotDue         Reason = "not-due"
	ReasonGrace          Reason = "grace"
	ReasonTooSoon        Reason = "too-soon"
	ReasonDeadline       Reason = "deadline-running"
	ReasonHold           Reason = "hold"
	ReasonDispute        Reason = "dispute"
	ReasonPromise        Reason = "promise"
	ReasonPlan           Reason = "plan"
	ReasonBelowMinimum   Reason = "below-minimum"
	ReasonCreditCovers   Reason = "credit-covers"
	ReasonPaid           Reason = "paid"
	ReasonContactCap     Reason = "contact-cap"
	ReasonOutsideHours   Reason = "outside-hours"
	ReasonFinalLevel     Reason = "final-level"
	ReasonNoChannel      Reason = "no-channel"
	ReasonStaleData      Reason = "stale-data"
	ReasonNeedsApproval  Reason = "needs-approval"
	ReasonFirstRunReview Reason = "first-run-review"
	ReasonLaw            Reason = "law"
	ReasonWrittenOff     Reason = "written-off" // given up whole
	ReasonEscalated      Reason = "escalated"   // with an agency or a court
	ReasonConsent        Reason = "consent"     // consent to the channel was withdrawn
	ReasonBanked         Reason = "paid-not-booked"
	ReasonCollected      Reason = "collected-not-booked" // paid to the agency or the court that had it
	ReasonQuarantined    Reason = "quarantined"          // what the source says of it, or of a credit of the debtor, cannot be
)

// Why is a reason for something done or left out, as a key with values so that each screen can say it in its language.
type Why struct {
	Key  string            // e.g. "overdue-first", "since-level", "promise-broken"
	Args map[string]string // ready values: days, level, date (YYYY-MM-DD), amount (plain decimal)
}

// Proposal is what a plan proposes for one account.
type Proposal struct {
	Notices []Notice
	LeftOut []LeftOut
}

// Notice is one proposed notice: one debtor, one currency.
type Notice struct {
	Debtor   receivable.DebtorID
	Currency money.Currency
	Level    int // the highest of its items
	Previous int // the highest level among its items before
	Tone     Tone
	Text     string // name of the text it speaks with, empty: that of its tone
	Channel  receivable.Channel
	Date     date.Date
	Deadline date.Date // zero when none is printed
	Lines    []Line    // overdue items, oldest due first
	Credits  []CreditLine
	Open     money.Amount // principal of its lines
	Credit   money.Amount // what credits take off; zero or positive
	Charges  money.Amount // fees and interest of earlier notices still open that this one asks for
	Asks     []int64      // those charges
	Fee      money.Amount // newly charged, lump sums included
	Interest money.Amount // newly charged
	Total    money.Amount // Open - Credit + Charges + Fee + Interest
	New      []Charge     // what this notice would charge, with rule and source
	Effects  []Effect     // what the law refused, trimmed, moved or demanded
	Lump     money.Amount // the part of Fee that is statutory compensation
	Event    Event        // what it is when it is no level's notice
	Visit    *Visit       `json:",omitempty"` // what an EventVisit announces
	Promise  *PromiseSaid `json:",omitempty"` // of EventPromised and EventBroken
	TaskFrom date.Date    // a call or visit: not before this day; zero: at once
	// By which procedure it was made, and in which version, so that a later change does not rewrite what was sent.
	Procedure        string
	ProcedureVersion int
	Agreement        int64 `json:",omitempty"` // id of the new terms that EventAgreement carries
	Approval         bool  // a person must approve before it leaves
	Registered       bool  `json:",omitempty"` // a letter that the post registers
	// ByHand is how a person has it leave in place of the plan's way; nil: as planned.
	ByHand  *ByHand   `json:",omitempty"`
	Confirm bool      // a friendly confirmation of time asked for: levels stay as they are, nothing is charged
	Last    date.Date // day of the debtor's notice before this one, so that this one can be taken back
	Why     Why
}

// ByHand is the choice of a person how a notice leaves, and what the plan had: that is brought back when the choice is taken back.
type ByHand struct {
	Channel    receivable.Channel // the plan's
	Registered bool               // the plan's
}

// AsLetter has a notice leave as a letter, registered or not, whatever way was planned.
func (n *Notice) AsLetter(registered bool) {
	if n.ByHand == nil {
		n.ByHand = &ByHand{Channel: n.Channel, Registered: n.Registered}
	}
	n.Channel, n.Registered = receivable.Letter, registered
}

// AsPlanned takes back what a person chose.
func (n *Notice) AsPlanned() {
	if n.ByHand != nil {
		n.Channel, n.Registered, n.ByHand = n.ByHand.Channel, n.ByHand.Registered, nil
	}
}

// Event names a notice that belongs to no level: it charges nothing, prints no deadline of its own and moves no level.
type Event string

// Events.
const (
	NoEvent     Event = ""
	EventEarly  Event = "before-due"
	EventThanks Event = "thank-you"
	// EventVisit says when somebody comes. No planning makes it: planning a visit does.
	EventVisit Event = "visit-notice"
	// EventAgreement carries new terms to be signed. No planning makes it: a person sends it.
	EventAgreement Event = "agreement"
	// EventPromised repeats a promise in writing on the day it is made; EventBroken says that one was not kept.
	EventPromised Event = "promise-confirmation"
	EventBroken   Event = "broken-promise"
	// EventCallMe asks for a call. No planning makes it: a person sends it.
	EventCallMe Event = "call-me"
)

// PromiseSaid is a promise as a notice speaks of it.
type PromiseSaid struct {
	ID     int64
	Amount money.Amount
	By     date.Date
	Paid   money.Amount // what of it came
}

// Visit is a visit as a notice announces it.
type Visit struct {
	On  date.Date
	At  date.TimeOfDay // by the debtor's clock
	Who string         // who comes
}

// Line is an item on a notice.
type Line struct {
	Item        receivable.ItemID
	Number      string
	Kind        receivable.ItemKind
	Issued, Due date.Date
	Reference   string
	OrderRef    string
	Amount      money.Amount // original
	Open        money.Amount
	DaysOverdue int
	Level       int // level this notice takes it to
	Previous    int
	Fee         money.Amount // its own fee when fees are per item
	Bears       bool         // it bears a fee of this notice
	Lump        money.Amount // statutory compensation newly claimed for it
	Interest    money.Amount
	Spans       []Span    `json:",omitempty"` // how it was reckoned; a later procedure or law does not change it
	SpansAfter  date.Date // they are of the days after this one: the due date, or the last claim
	Why         Why
	// What the item showed before this notice, so that the notice can be taken back.
	LastNotice, LastDeadline, Warned, WarnedTo, ChargedTo date.Date
}

// CreditLine is a credit that a notice takes off.
type CreditLine struct {
	Item   receivable.ItemID
	Number string
	Kind   receivable.ItemKind
	Open   money.Amount // negative
}

// LeftOut is an item that gets no notice, and why.
type LeftOut struct {
	Debtor receivable.DebtorID
	Item   receivable.ItemID // 0: the whole debtor
	Number string
	Open   money.Amount
	Reason Reason
	// Detail has the reason as its key, or a closer one; Args only where the fields below do not say it all.
	Detail      Why
	DaysOverdue int
	Level       int       // where the item stands
	Until       date.Date // first day on which this reason no longer stands, when the calendar alone decides that
	Procedure   string    // by which it was judged, where somebody asked by several
}

// Effect is what a law rule or a house rule did to a notice.
type Effect struct {
	Rule   string // id of the row, e.g. NO-FEE-1
	Source string // statute or page
	What   Why
	// Verified is false when nobody has checked the row against its source; screens then show a banner.
	Verified bool
}
