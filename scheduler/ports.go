package scheduler

import (
	"context"
	"time"
)

// Ledger keeps the schedules and one row for each slot that was taken. The row is unique by schedule and slot: that
// alone makes a slot run at most once, whatever clocks, crashes and second programs do.
type Ledger interface {
	// Schedules gives the schedules that are switched on, each with its last slot as of now. Those due at one moment run in
	// this order.
	Schedules(ctx context.Context) ([]Schedule, error)

	// Claim records that the slot runs now and stands for missed earlier ones. It returns false, and no error, when
	// the slot has a row already or a later slot of the schedule has. It must be one transaction.
	Claim(ctx context.Context, schedule string, slot time.Time, missed int) (bool, error)

	// Skip records that the slot, and missed earlier ones, are left out. A slot that has a row already is left as it is.
	Skip(ctx context.Context, schedule string, slot time.Time, missed int) error

	// Finish records how a claimed slot ended; a nil outcome is success. A slot that was claimed and never finished
	// belongs to a program that stopped in the middle: it is shown as interrupted and is not run again.
	Finish(ctx context.Context, schedule string, slot time.Time, outcome error) error
}

// Lease lets one program of several on the same book do the scheduled work. It only saves the others the trouble: two
// programs that both believe they hold it still cannot run a slot twice.
type Lease interface {
	// Hold takes the lease or extends it, and tells whether this program has it now.
	Hold(ctx context.Context) (bool, error)
}

// Run is one claimed slot, handed to the work.
type Run struct {
	Schedule Schedule
	Slot     time.Time // the moment it was due, in UTC
	Missed   int       // how many earlier slots it stands for
}

// Work does what the schedule is for. It must return soon after ctx is cancelled. Works of one Scheduler run one after
// another in the order of their slots, so a proposal that is due after a sync sees what the sync brought.
type Work func(ctx context.Context, run Run) error

// NoticeKind says what a Notice is about.
type NoticeKind string

// What the Scheduler has to tell.
const (
	CaughtUp    NoticeKind = "caught-up"    // a run stands for Missed earlier slots that passed while nothing ran
	Skipped     NoticeKind = "skipped"      // Missed slots and the one named were left out, as the policy says
	ClockBehind NoticeKind = "clock-behind" // the clock shows a time before the last run; the schedule waits
	Failed      NoticeKind = "failed"       // the ledger, the lease or the work returned Err
)

// Notice is something that a person may want to know of the schedules.
type Notice struct {
	Kind     NoticeKind
	Schedule string        // empty when it concerns all
	Slot     time.Time     // the slot concerned; for ClockBehind the last one; zero when none
	Missed   int           // for CaughtUp and Skipped
	Behind   time.Duration // for ClockBehind
	Err      error         // for Failed
}
