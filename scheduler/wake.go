package scheduler

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/go-co-op/gocron/v2"
)

const (
	// wakeEvery is how often the schedules are looked at. It bounds how late a slot is met, also after the machine
	// slept: timers go on with the time they had left, so at most this much passes before the first look.
	wakeEvery = 30 * time.Second
	// stopTimeout is how long Stop waits for work that was told to end.
	stopTimeout = 20 * time.Second
)

// Waker calls Look at once and every half minute from then on, until it is stopped.
type Waker struct {
	alarm  gocron.Scheduler
	cancel context.CancelFunc
}

// Start begins waking the scheduler. Looks never overlap: a wake-up while work runs is left out. Further options are
// for tests, which bring their own clock.
func (s *Scheduler) Start(ctx context.Context, options ...gocron.SchedulerOption) (*Waker, error) {
	options = append([]gocron.SchedulerOption{
		gocron.WithLocation(time.UTC), gocron.WithStopTimeout(stopTimeout),
	}, options...)
	alarm, err := gocron.NewScheduler(options...)
	if err != nil {
		return nil, fmt.Errorf("the schedules cannot be started: %w", err)
	}
	ctx, cancel := context.WithCancel(ctx)
	_, err = alarm.NewJob(
		gocron.DurationJob(wakeEvery),
		gocron.NewTask(func() { s.lookAndTell(ctx) }),
		gocron.WithSingletonMode(gocron.LimitModeReschedule),
		gocron.WithStartAt(gocron.WithStartImmediately()),
	)
	if err != nil {
		cancel()
		return nil, errors.Join(fmt.Errorf("the schedules cannot be started: %w", err), alarm.Shutdown())
	}
	alarm.Start()
	return &Waker{alarm: alarm, cancel: cancel}, nil
}

// lookAndTell looks, and tells what went wrong with the look itself; being stopped is nothing wrong.
func (s *Scheduler) lookAndTell(ctx context.Context) {
	if err := s.Look(ctx); err != nil && ctx.Err() == nil {
		s.config.Notify(Notice{Kind: Failed, Err: err})
	}
}

// Stop tells running work to end, waits for it, and wakes nothing any more. The error says that work did not end in
// time; it may then still be running.
func (w *Waker) Stop() error {
	w.cancel()
	if err := w.alarm.Shutdown(); err != nil {
		return fmt.Errorf("the scheduled work did not stop within %s: %w", stopTimeout, err)
	}
	return nil
}
