package dunning

import (
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// Account is all that planning needs to know of one debtor on one day.
type Account struct {
	Debtor   receivable.Debtor
	Items    []Item    // open claims and credits
	Charges  []Charge  // fees and interest claimed earlier and still open
	Holds    []Hold    // on the whole debtor
	Promises []Promise // pending or judged since the last notice
	Last     date.Date // day of the last notice to this debtor, zero when none
	Answer   Answer    // what came back since the last notice
	Exempt   bool      // never reminded (house rule)
	Contacts []Contact // of the last weeks, over all channels, oldest first
	SetAside []Aside   // house rules that a person has set aside for this debtor, for a day
}

// Contact is one time that the debtor heard from us.
type Contact struct {
	On      date.Date
	Channel receivable.Channel
}

// Aside sets a house rule aside on one day. A statute cannot be.
type Aside struct {
	Rule   string // id of the row
	On     date.Date
	Reason string
	By     string
}

// Item is an open item with where it stands in the procedure.
type Item struct {
	receivable.OpenItem
	Level        int          // level of the last notice that listed it, 0 when none
	LastNotice   date.Date    // day of that notice
	LastDeadline date.Date    // deadline printed on it
	Warned       date.Date    // day of the last notice that asked for it in writing: calls, visits and confirmations do not
	WarnedTo     date.Date    // deadline printed on that one
	Charged      money.Amount // interest claimed for it by earlier notices, whether paid or not
	ChargedTo    date.Date    // day up to which interest has been claimed
	FeesCharged  int          // number of earlier notices that charged a fee for it (some laws allow only so many)
	Waiting      bool         // its last notice is made and has not left yet
	EarlyNotice  date.Date    // day of the note before its due date, zero when there was none
	LumpClaimed  bool         // its statutory compensation has been claimed
	Thanked      bool         // its payment has been answered with thanks
	PaidOn       date.Date    // day of the payment that settled it, zero while open or when something else settled it
	Hold         *Hold
	Dispute      *Dispute
	Resolution   *Resolution // how its last dispute ended, nil when there was none
	InPlan       bool        // part of a kept payment plan
	Reviewed     bool        // released by a person from the first-run brake
	Stale        bool        // not seen by the last read of its connection, which was not whole: not to be chased
	Quarantined  bool        // what its source says of it now, or of a credit of the debtor, cannot be: not to be chased until that is mended
	OldDebt      bool        // was old when its connection was first read and waits for review (first-run brake)
	History      []Move      // changes of the open amount, oldest first; needed for interest over part payments
	Restarts     []Restart   // what may have started its limitation anew; needed of items old enough to be barred
	Escalated    bool        // handed over to an agency or a court
	Banked       bool        // a bank has seen money for it that the books do not have yet
	Collected    bool        // whoever it was handed over to was paid for it, the hand-over has ended, and the books do not have the money yet
	// Written is what was given up of it and the source still shows as open. Open is without it: only what is asked for.
	Written money.Amount
}

// Move is a change of an item's open principal on a day: negative for a payment or credit.
type Move struct {
	On     date.Date
	Amount money.Amount
	Paid   bool   // money of the debtor, as the source says; false also for what nobody explains
	Ref    string // which payment, in the source's words; often empty
	Given  bool   // given up by us: no money
}

// Answer is what came back from the debtor since the last notice.
type Answer string

// Answers.
const (
	NoAnswer     Answer = ""
	AsksTime     Answer = "time"
	SaysPaid     Answer = "paid"
	SaysDisputes Answer = "disputes"
	Answered     Answer = "nothing" // wrote, but asks for nothing
)

// ChargeKind says what a charge is for.
type ChargeKind string

// Kinds of charge.
const (
	FeeCharge      ChargeKind = "fee"
	InterestCharge ChargeKind = "interest"
	Compensation   ChargeKind = "compensation" // lump sum, Directive 2011/7/EU art. 6 and the like
)

// Charge is a fee or interest that a notice claimed: an item of its own, with the rule it comes from.
type Charge struct {
	ID     int64
	Debtor receivable.DebtorID
	Item   receivable.ItemID   // 0: for the notice as a whole
	Claims []receivable.ItemID `json:",omitempty"` // of the notice, where it is for that as a whole
	Notice int64
	Kind   ChargeKind
	On     date.Date
	Amount money.Amount // as claimed
	Open   money.Amount // not yet paid, waived or taken back
	Waived money.Amount // let go by a person; no currency when nothing was
	Rule   string       // the rule in words, e.g. "level 2 fee"
	Source string       // procedure, law pack row or contract
	// Asked is the day up to which the last notice that asked for it lets the debtor pay, zero when that printed none.
	Asked date.Date
	// TakenBack says that its notice was: nothing of it is open. What was waived of it is not claimed anew, see lessLetGo.
	TakenBack bool `json:",omitempty"`
	// Invoice is the number under which the accounting system has it as an invoice, where it has.
	Invoice string `json:",omitempty"`
}
