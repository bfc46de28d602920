package scheduler

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// clockTolerance is how far the clock may lie behind the last slot before anybody is told: time servers correct by
// seconds, people by hours.
const clockTolerance = time.Hour

// Config is what a Scheduler needs. Ledger, Work and Clock are required.
type Config struct {
	Ledger Ledger
	Work   Work
	Clock  Clock
	Lease  Lease        // nil when no other program can have the book open
	Open   BusinessDay  // the office's calendar; nil is MondayToFriday
	Notify func(Notice) // told what a person may want to know; called from the scheduler's goroutine; may be nil
}

// Scheduler looks at the schedules when it is woken and runs what they owe.
type Scheduler struct {
	config Config

	looking sync.Mutex      // one look at a time
	warned  map[string]bool // schedules whose clock warning was given, so that it is not repeated at each look
}

// New makes a Scheduler. Nothing runs until Look is called or Start wakes it.
func New(config Config) (*Scheduler, error) {
	if config.Ledger == nil || config.Work == nil || config.Clock == nil {
		return nil, errors.New("a scheduler needs a ledger, work and a clock")
	}
	if config.Notify == nil {
		config.Notify = func(Notice) {}
	}
	return &Scheduler{config: config, warned: map[string]bool{}}, nil
}

// Look runs what is owed now and returns when that is done. A look while another is under way returns at once. What
// goes wrong with one schedule is told as a Notice and does not stop the others; the error is for the look as a whole.
func (s *Scheduler) Look(ctx context.Context) error {
	if !s.looking.TryLock() {
		return nil
	}
	defer s.looking.Unlock()

	if held, err := s.hold(ctx); err != nil || !held {
		return err
	}
	schedules, err := s.config.Ledger.Schedules(ctx)
	if err != nil {
		return fmt.Errorf("the schedules cannot be read: %w", err)
	}
	now := s.config.Clock.Now()
	for _, owed := range s.owed(schedules, now) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		s.carryOut(ctx, owed)
	}
	return nil
}

func (s *Scheduler) hold(ctx context.Context) (bool, error) {
	if s.config.Lease == nil {
		return true, nil
	}
	held, err := s.config.Lease.Hold(ctx)
	if err != nil {
		return false, fmt.Errorf("the lease on the schedules cannot be taken: %w", err)
	}
	return held, nil
}

// debt is a schedule with what it owes.
type debt struct {
	schedule Schedule
	decision Decision
}

// owed decides for each schedule and orders the debts by slot, those of one slot as the ledger gives them.
func (s *Scheduler) owed(schedules []Schedule, now time.Time) []debt {
	var debts []debt
	for _, schedule := range schedules {
		decision := Due(schedule, now, s.config.Open)
		s.warnOfClock(schedule, decision)
		if decision.Action != Wait {
			debts = append(debts, debt{schedule, decision})
		}
	}
	slices.SortStableFunc(debts, func(a, b debt) int { return a.decision.Slot.Compare(b.decision.Slot) })
	return debts
}

func (s *Scheduler) warnOfClock(schedule Schedule, decision Decision) {
	if decision.Behind <= clockTolerance {
		delete(s.warned, schedule.ID)
		return
	}
	if !s.warned[schedule.ID] {
		s.warned[schedule.ID] = true
		s.config.Notify(Notice{Kind: ClockBehind, Schedule: schedule.ID, Slot: schedule.Last, Behind: decision.Behind})
	}
}

// carryOut skips or claims and runs one debt.
func (s *Scheduler) carryOut(ctx context.Context, owed debt) {
	id, slot, missed := owed.schedule.ID, owed.decision.Slot, owed.decision.Missed
	if owed.decision.Action == SkipNow {
		if err := s.config.Ledger.Skip(ctx, id, slot, missed); err != nil {
			s.failed(id, slot, fmt.Errorf("leaving out a missed run cannot be recorded: %w", err))
			return
		}
		s.config.Notify(Notice{Kind: Skipped, Schedule: id, Slot: slot, Missed: missed})
		return
	}
	claimed, err := s.config.Ledger.Claim(ctx, id, slot, missed)
	if err != nil {
		s.failed(id, slot, fmt.Errorf("the run cannot be recorded, so it does not start: %w", err))
		return
	}
	if !claimed {
		return // another program took it between our look and our claim
	}
	if missed > 0 {
		s.config.Notify(Notice{Kind: CaughtUp, Schedule: id, Slot: slot, Missed: missed})
	}
	outcome := s.work(ctx, Run{Schedule: owed.schedule, Slot: slot, Missed: missed})
	if outcome != nil {
		s.failed(id, slot, outcome)
	}
	// The outcome is recorded also when the program is about to stop: the work has ended, one way or the other.
	if err := s.config.Ledger.Finish(context.WithoutCancel(ctx), id, slot, outcome); err != nil {
		s.failed(id, slot, fmt.Errorf("how the run ended cannot be recorded: %w", err))
	}
}

// work runs the work and turns a panic into an error, so that one broken schedule does not stop the rest.
func (s *Scheduler) work(ctx context.Context, run Run) (err error) {
	defer func() {
		if caught := recover(); caught != nil {
			err = fmt.Errorf("the scheduled work broke down: %v", caught)
		}
	}()
	return s.config.Work(ctx, run)
}

func (s *Scheduler) failed(schedule string, slot time.Time, err error) {
	s.config.Notify(Notice{Kind: Failed, Schedule: schedule, Slot: slot, Err: err})
}
