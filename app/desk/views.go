package desk

import (
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/admission"
	"github.com/dunningdesk/dunningdesk/app/core/approval"
	"github.com/dunningdesk/dunningdesk/app/core/behaviour"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/fault"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/privacy"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
	"github.com/dunningdesk/dunningdesk/app/core/settlement"
	"github.com/dunningdesk/dunningdesk/app/core/writeback"
	"github.com/dunningdesk/dunningdesk/app/store"
)

// Fresh says how new the data of a connection is.
type Fresh struct {
	Connection store.Connection
	Last       store.SyncRun // zero ID: never read
	Code       fault.Code    // why its data may not be used now; empty: it may
	Message    string
	Findings   map[admission.Reason]int64 // what stands set aside or remarked on, by reason
	LeftOut    int64                      // records that the connector could not send, in the last read of everything or since
}

// TodayView is the Today screen: what to do now.
type TodayView struct {
	Date                                                           date.Date
	Balances                                                       []receivable.Balance // by currency, the book's own first
	Fresh                                                          []Fresh
	Work                                                           []Work // ranked
	ToCall, PromisesDue, Broken, Replies, Waves, ToMend, Uncertain int
	ToApprove                                                      int // requests on which whoever sits here may decide
	MailToPlace                                                    int // mails of which nobody knows whose they are
	BankToPlace                                                    int // payments from the bank of which a person has to say whose they are
	Barred                                                         int // customers with a claim that is statute-barred, or soon will be
}

// WorkDo is what to do with a customer on the work list.
type WorkDo string

// What to do.
const (
	DoCall   WorkDo = "call"
	DoCheck  WorkDo = "check" // a promise is due: has it come in?
	DoReply  WorkDo = "reply" // read an answer
	DoMend   WorkDo = "mend"  // an address or channel is broken
	DoLook   WorkDo = "look"  // an exception: letter could not be made, first-run review
	DoVisit  WorkDo = "visit"
	DoDecide WorkDo = "decide" // uncertain message: was it sent?
)

// Work is one row of the work list.
type Work struct {
	Rank       int
	Do         WorkDo
	Debtor     receivable.DebtorID
	Number     string
	Name       string
	Country    string
	Owner      string
	Phone      string
	Why        dunning.Why // "promise-broken", "no-answer", "largest-overdue", "mail-bounced" ...
	Also       []dunning.Why
	ToCollect  money.Amount // overdue without disputed and held, in the currency with most to collect
	OldestDays int
	Level      int
	Task       int64                   // 0: not from a task
	Mail       int64                   // the newest mail of the customer that waits to be read; 0: none
	Books      receivable.ConnectionID // has a posting of the customer that needs a person's word; 0: none
}

// CustomerView is all about one customer.
type CustomerView struct {
	Date        date.Date
	Debtor      receivable.Debtor
	Connection  string
	Balances    []receivable.Balance
	Items       []store.ItemRow // open ones, oldest due first
	Settled     int             // number of settled items
	Charges     []dunning.Charge
	Timeline    []activity.Entry // newest first, at most 200
	More        bool             // there are older entries, see Desk.Timeline
	Payments    []receivable.Payment
	Notices     []store.Notice
	Holds       []store.Hold
	Promises    []store.PromiseRow
	Disputes    []store.DisputeRow
	Agreements  []store.PlanRow // new terms, in the order in which they were made
	Tasks       []store.Task
	Behaviour   behaviour.Picture
	MayCall     MayContact                               // whether a call is allowed now, by the customer's clock
	MayVisit    MayContact                               // whether the law lets anybody visit, and with which notice; its hours are those of now
	Answer      dunning.Answer                           // what came back since the last notice
	Plan        dunning.Proposal                         // what a wave of today would do, or why it would not
	Procedure   Applies                                  // by which the customer is reminded, and why by that
	InWave      *store.WaveLine                          // in a wave that waits for release
	Limitation  map[receivable.ItemID]dunning.Limitation // when the open claims become statute-barred
	LimitUsed   int                                      // percent of the credit limit, 0 when there is none
	Level       int
	WriteOffs   []settlement.WriteOff // oldest first
	Postings    []writeback.Entry     // what was or is to be written into the accounting systems, newest first, at most 200
	Escalations []settlement.Escalation
	LegalHolds  []privacy.Hold           // in force for the customer, or for everybody
	Consents    []receivable.Consent     // all that was said about channels, oldest first
	Marks       []receivable.DeadChannel // every time that a channel was found dead, oldest first, those that were revived too
	Chain       []receivable.Link        // the channels of the next level, or of the last, as they stand
	Findings    []admission.Finding      // what reads found about the customer and its records, as it stands
}

// WaveView is a wave with its lines.
type WaveView struct {
	Wave     store.Wave
	Lines    []store.WaveLine
	Totals   []WaveTotal // by currency
	Channels map[receivable.Channel]int
	LeftOut  map[dunning.Reason]int
	Fresh    []Fresh
	FirstRun []Review // connections whose old debt is held for review
	Outbox   map[store.OutboxState]int
	// LettersWait counts letters of the wave that wait for a print run; 0 where letters leave as files.
	LettersWait int
	Blocked     *fault.Error      // why it cannot be released now
	Asked       *approval.Request // somebody asked to release it as it stands, and it waits or is approved; nil: nobody did
	TestTo      string            // mails are on trial: all go to this address; empty: to the customers
	Checked     time.Time         // when customers were last re-read; zero: not since the proposal
}

// WaveTotal sums the lines that are in, in one currency.
type WaveTotal struct {
	Currency                                    money.Currency
	Notices, Items                              int
	Open, Credit, Charges, Fee, Interest, Total int64 // minor units
}

// Review is the first-run brake of a connection: how much old debt there is, and what was decided.
type Review struct {
	Connection store.Connection
	Buckets    []ReviewBucket
	Customers  int // with something overdue
	Start      int // customers who would hear from us
	Hold       int // customers held for review
}

// ReviewBucket counts customers by their oldest overdue item.
type ReviewBucket struct {
	From, To  int // days overdue, To 0: and more
	Customers int
	Sum       money.Amount // in the book's own currency; other currencies are not converted
}

// Preview is one notice as it would leave.
type Preview struct {
	Line   store.WaveLine
	Made   Made
	Debtor receivable.Debtor
}

// ReleaseResult is what a release did.
type ReleaseResult struct {
	Wave    store.WaveID
	Issued  int
	Dropped int // paid or changed since the proposal
	Failed  int // could not be made: on the exception list
	Tasks   int // calls and visits that became tasks
	Letters int // of the wave, that wait for a print run
	Send    SendProgress
}
