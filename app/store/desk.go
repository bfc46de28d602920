package store

import (
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/core/dunning"
	"github.com/dunningdesk/dunningdesk/app/core/money"
	"github.com/dunningdesk/dunningdesk/app/core/receivable"
)

// TaskKind is what a person has to do.
type TaskKind string

// Kinds of task.
const (
	TaskCall    TaskKind = "call"
	TaskVisit   TaskKind = "visit"
	TaskMend    TaskKind = "mend-address" // no channel works, or one is dead
	TaskReply   TaskKind = "read-reply"
	TaskLetter  TaskKind = "letter-exception"  // a letter could not be made
	TaskConfirm TaskKind = "confirm"           // the debtor asked for time
	TaskCheck   TaskKind = "check"             // see whether something has happened, such as that a credit was booked
	TaskBank    TaskKind = "bank-money"        // a bank has seen money that the books do not have
	TaskReverse TaskKind = "reverse-write-off" // money came in for what had been written off
)

// Task is work for a person, about one debtor.
type Task struct {
	ID      int64
	Kind    TaskKind
	Debtor  receivable.DebtorID
	Name    string
	Item    receivable.ItemID
	Wave    WaveID
	Notice  NoticeID // the call or visit that it is; 0: none
	Due     date.Date
	Why     dunning.Why
	Done    time.Time // zero: open
	Result  string
	Snooze  date.Date // not shown before this day
	Created time.Time
}

// DeskReader reads what staff entered.
type DeskReader interface {
	Tasks(debtor receivable.DebtorID, openOnly bool) ([]Task, error) // 0: all
	Task(id int64) (Task, error)
	Holds(debtor receivable.DebtorID) ([]Hold, error)          // 0: all that are not lifted and have a day of review
	Promises(debtor receivable.DebtorID) ([]PromiseRow, error) // 0: all that are pending, broken or partly kept
	Disputes(debtor receivable.DebtorID) ([]DisputeRow, error) // 0: all that are open
	// Contacts gives when a debtor heard from us, from a day on, oldest first. Several notices by one channel on one day
	// are one contact.
	Contacts(debtor receivable.DebtorID, from date.Date) ([]dunning.Contact, error)
	// Asides gives the house rules that are set aside for a debtor on a day.
	Asides(debtor receivable.DebtorID, on date.Date) ([]dunning.Aside, error)
}

// Hold is a stop of reminders for a debtor or one item.
type Hold struct {
	dunning.Hold
	Debtor receivable.DebtorID
	Item   receivable.ItemID // 0: the whole debtor
	Name   string            // of the debtor
	Lifted bool
}

// PromiseRow is a promise with whose it is.
type PromiseRow struct {
	dunning.Promise
	Debtor  receivable.DebtorID
	Name    string
	Taken   time.Time
	TakenBy string
}

// DisputeRow is a dispute with what it is about.
type DisputeRow struct {
	dunning.Dispute
	Debtor  receivable.DebtorID
	Item    receivable.ItemID
	Name    string
	Number  string
	Outcome string       // empty while open
	On      date.Date    // day of the outcome; zero while open, and in books older than it
	Credit  money.Amount // what the source is to credit by the outcome; no currency where nothing is
	Note    string       // what was found, as the customer was told
}

// Acknowledgement is a debtor's word in writing that a claim is owed.
type Acknowledgement struct {
	Item receivable.ItemID
	On   date.Date
	Note string // where it is to be found: "mail of 3 March"
}

// DeskWriter keeps what staff enter.
type DeskWriter interface {
	PutTask(t Task) (int64, error)
	FinishTask(id int64, result string) error
	SnoozeTask(id int64, until date.Date) error
	PutHold(h Hold) (int64, error)
	LiftHold(id int64, why string) error
	PutPromise(p PromiseRow) (int64, error)
	SetPromiseState(id int64, s dunning.PromiseState) error
	PutDispute(d DisputeRow) (int64, error)
	// ResolveDispute ends a dispute on a day; one that was resolved before is a fault.Conflict.
	ResolveDispute(id int64, r dunning.Resolution, note string) error
	// PutWaiver lets a charge go, in whole or in part, in the actor's name; see dunning.Waive for what it refuses.
	PutWaiver(v dunning.ChargeWaiver) (int64, error)
	PutAcknowledgement(a Acknowledgement) (int64, error)
	// PutContact keeps that a debtor heard from us otherwise than by a notice, whose contact the notice itself leaves.
	PutContact(debtor receivable.DebtorID, c dunning.Contact) error
	// HeardOn corrects the day of the contact that a notice is: it may leave later than it was made.
	HeardOn(notice NoticeID, on date.Date) error
	// PutAside sets a house rule aside for a debtor on a day.
	PutAside(debtor receivable.DebtorID, w dunning.Aside) error
	PutAnswer(debtor receivable.DebtorID, a dunning.Answer, text string) error
	// SetReviewed releases items from the first-run brake.
	SetReviewed(items []receivable.ItemID) error
}

// Schedule is when something runs by itself.
type Schedule struct {
	ID       string // sync, propose
	Spec     string // as scheduler.ParseSpec reads it
	Zone     string
	Policy   string // run-once or skip
	Enabled  bool
	LastSlot time.Time // zero: never
}

// ScheduleRun is one run; (Schedule, Slot) is unique, so that nothing runs twice.
type ScheduleRun struct {
	Schedule string
	Slot     time.Time
	Holder   string
	Started  time.Time
	Finished time.Time
	Missed   int // slots that passed while nothing ran and that this run stands for
	Code     string
	Message  string
}

// ScheduleReader reads schedules.
type ScheduleReader interface {
	Schedules() ([]Schedule, error)
	ScheduleRuns(id string, limit int) ([]ScheduleRun, error)
	// LeaseHolder tells who last took a named lease and until when it holds; empty when nobody has.
	LeaseHolder(name string) (holder string, until time.Time, err error)
}

// ScheduleWriter claims runs.
type ScheduleWriter interface {
	PutSchedule(s Schedule) error
	// ClaimRun writes the run's row and moves LastSlot; false when somebody has the slot already.
	ClaimRun(r ScheduleRun) (bool, error)
	FinishRun(r ScheduleRun) error
	// Lease takes or renews a named lease; false when another holder has it and it has not run out.
	Lease(name, holder string, ttl time.Duration) (bool, error)
}
