package runner

import (
	"time"
)

// Pump is the window's goroutine of a test: work runs on goroutines of its own, as in the program, and the test takes the
// results when it calls Wait or Drain. Without it, the toolkit's test driver would run results on the worker's goroutine.
type Pump struct {
	*Runner
	queue chan func()
	ticks chan time.Time
}

// NewPumped makes a runner whose results wait for the test.
func NewPumped() *Pump {
	p := &Pump{queue: make(chan func(), 1024), ticks: make(chan time.Time)}
	p.Runner = &Runner{
		spawn: func(f func()) { go f() },
		post:  func(f func()) { p.queue <- f },
		tick:  func(time.Duration) (<-chan time.Time, func()) { return p.ticks, func() {} },
		after: atOnce,
	}
	return p
}

// Wait delivers results until a job has delivered its own, or the deadline passes; it reports whether the job is done.
func (p *Pump) Wait(j *Job, deadline time.Duration) bool {
	limit := time.NewTimer(deadline)
	defer limit.Stop()
	for {
		select {
		case <-j.Done():
			return true
		default:
		}
		select {
		case f := <-p.queue:
			f()
		case <-j.Done():
			return true
		case <-limit.C:
			return false
		}
	}
}

// Drain delivers until a condition holds, or the deadline passes; it reports whether the condition holds.
func (p *Pump) Drain(holds func() bool, deadline time.Duration) bool {
	limit := time.NewTimer(deadline)
	defer limit.Stop()
	for !holds() {
		select {
		case f := <-p.queue:
			f()
		case <-limit.C:
			return holds()
		}
	}
	return true
}

// Tick lets a watched job show its progress once, and waits until the watcher has taken the tick or the job is done.
func (p *Pump) Tick(j *Job) {
	select {
	case p.ticks <- time.Time{}:
	case <-j.Done():
	}
}
