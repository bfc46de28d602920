package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/activity"
	"github.com/dunningdesk/dunningdesk/app/core/date"
	"github.com/dunningdesk/dunningdesk/app/desk"
	"github.com/dunningdesk/dunningdesk/scheduler"
)

// leaseTime is how long a program that schedules keeps the others from doing so after its last sign of life.
const leaseTime = 2 * time.Minute

// order is in which order the desk's own work is done when it is due at one moment.
var order = map[string]int{desk.ScheduleSync: 1, desk.SchedulePropose: 2}

// ledger is the scheduler's view of the book.
type ledger struct {
	desk   *desk.Desk
	holder string
}

// Schedules gives what is switched on, reading before proposing: a wave must not be planned from yesterday's data because both
// are due at one moment.
func (l ledger) Schedules(ctx context.Context) ([]scheduler.Schedule, error) {
	rows, err := l.desk.Schedules(ctx)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(rows, func(a, b desk.Schedule) int {
		return cmp.Compare(order[a.ID], order[b.ID])
	})
	var out []scheduler.Schedule
	for _, r := range rows {
		if !r.Enabled {
			continue
		}
		spec, err := scheduler.ParseSpec(r.Spec)
		if err != nil {
			return nil, fmt.Errorf("schedule %s: %w", r.ID, err)
		}
		zone, err := time.LoadLocation(r.Zone)
		if err != nil {
			return nil, fmt.Errorf("schedule %s: %w", r.ID, err)
		}
		out = append(out, scheduler.Schedule{ID: r.ID, Spec: spec, Zone: zone, Policy: scheduler.Policy(r.Policy), Last: r.LastSlot})
	}
	return out, nil
}

func (l ledger) run(schedule string, slot time.Time, missed int) desk.ScheduleRun {
	return desk.ScheduleRun{Schedule: schedule, Slot: slot, Holder: l.holder, Missed: missed}
}

// Claim takes a slot.
func (l ledger) Claim(ctx context.Context, schedule string, slot time.Time, missed int) (bool, error) {
	return l.desk.ClaimRun(ctx, l.run(schedule, slot, missed))
}

// Skip leaves a slot out.
func (l ledger) Skip(ctx context.Context, schedule string, slot time.Time, missed int) error {
	return l.desk.SkipRun(ctx, l.run(schedule, slot, missed))
}

// Finish keeps how a slot ended.
func (l ledger) Finish(ctx context.Context, schedule string, slot time.Time, outcome error) error {
	return l.desk.FinishRun(ctx, l.run(schedule, slot, 0), outcome)
}

// Hold takes or renews the lease on scheduled work.
func (l ledger) Hold(ctx context.Context) (bool, error) {
	return l.desk.Lease(ctx, "scheduler", l.holder, leaseTime)
}

// wallClock is the desk's clock as a person reads it: without the monotonic part, which stands still while a laptop sleeps.
type wallClock struct{ date.Clock }

// Now is the present moment by the wall clock.
func (c wallClock) Now() time.Time { return c.Clock.Now().Round(0) }

// startSchedules wakes the desk's own work until ctx ends; the returned function waits for what runs.
func startSchedules(ctx context.Context, d *desk.Desk, say func(scheduler.Notice)) (stop func() error, err error) {
	return startWatchedSchedules(ctx, d, say, func(string) {})
}

// startWatchedSchedules is startSchedules for a window: worked is told of each run that has ended, by the schedule's name.
func startWatchedSchedules(ctx context.Context, d *desk.Desk, say func(scheduler.Notice), worked func(string)) (stop func() error, err error) {
	worker := d.As(activity.Actor{Name: "schedule", Kind: activity.Schedule})
	l := ledger{desk: worker, holder: holderName()}
	company, err := d.Company(ctx)
	if err != nil {
		return nil, err
	}
	open := scheduler.BusinessDay(scheduler.MondayToFriday)
	if calendar, known := d.Calendars[company.Country]; known {
		open = func(year int, month time.Month, day int) bool {
			on, err := date.Of(year, month, day)
			return err == nil && calendar.IsBusinessDay(on)
		}
	}
	s, err := scheduler.New(scheduler.Config{
		Ledger: l, Lease: l, Clock: wallClock{d.Clock}, Open: open, Notify: say,
		Work: func(ctx context.Context, run scheduler.Run) error {
			defer worked(run.Schedule.ID)
			return worker.Work(ctx, run.Schedule.ID)
		},
	})
	if err != nil {
		return nil, err
	}
	waker, err := s.Start(ctx)
	if err != nil {
		return nil, err
	}
	sending, endSending := context.WithCancel(ctx)
	var sent sync.WaitGroup
	sent.Go(func() {
		keepAt(sending, sendEvery, "outbox", func(ctx context.Context) error { return sendOnce(ctx, worker) }, say)
	})
	sent.Go(func() {
		keepAt(sending, sendEvery, "postings", func(ctx context.Context) error { return postOnce(ctx, worker) }, say)
	})
	sent.Go(func() { keepWatch(sending, worker, say, worked) })
	sent.Go(func() { watchInbox(sending, worker, say, worked) })
	return func() error {
		endSending()
		sent.Wait()
		return waker.Stop()
	}, nil
}

// sendEvery is how often the outbox is looked at for messages that are due again. The earliest retry comes after minutes.
const sendEvery = time.Minute

// keepAt sends what was released and could not leave at once, writes back what could not be written, or looks into folders, until
// ctx ends. Two programs may do so on one book: each message has one sender. A way out that stays closed is told once.
func keepAt(ctx context.Context, every time.Duration, what string, work func(context.Context) error, say func(scheduler.Notice)) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	told := ""
	for {
		err := work(ctx)
		switch {
		case err == nil:
			told = ""
		case ctx.Err() == nil && err.Error() != told:
			told = err.Error()
			say(scheduler.Notice{Kind: scheduler.Failed, Schedule: what, Err: err})
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

func sendOnce(ctx context.Context, d *desk.Desk) error {
	counts, err := d.OutboxCounts(ctx)
	if err != nil || counts[desk.OutQueued]+counts[desk.OutSending] == 0 {
		return err
	}
	_, err = d.SendOutbox(ctx, nil)
	return err
}

func postOnce(ctx context.Context, d *desk.Desk) error {
	_, err := d.PostBack(ctx)
	return err
}

// serve runs schedules and sends what waits until ctx ends.
func serve(ctx context.Context, d *desk.Desk, say func(string)) error {
	stop, err := startSchedules(ctx, d, func(n scheduler.Notice) { say(noticeText(n)) })
	if err != nil {
		return err
	}
	<-ctx.Done()
	return stop()
}

// noticeText is one line about what the scheduler has to tell.
func noticeText(n scheduler.Notice) string {
	switch n.Kind {
	case scheduler.CaughtUp:
		return fmt.Sprintf("%s: %d runs were missed while nothing ran; one run makes up for them", n.Schedule, n.Missed)
	case scheduler.Skipped:
		return fmt.Sprintf("%s: left out what was due while nothing ran", n.Schedule)
	case scheduler.ClockBehind:
		return fmt.Sprintf("%s: the clock stands %s before the last run; it waits", n.Schedule, n.Behind.Round(time.Second))
	case scheduler.Failed:
		return fmt.Sprintf("%s: %v", n.Schedule, n.Err)
	}
	return string(n.Kind)
}
