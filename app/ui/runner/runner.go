// Package runner gets work done away from the goroutine that owns the window. Screens never start goroutines: they hand
// work to a Runner and receive the result on the window's goroutine. It is the only package that may call fyne.Do.
package runner

import (
	"context"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

// Interval is how often a progress is shown: four times a second. Oftener is not read, and each redraw costs the window.
const Interval = 250 * time.Millisecond

// Runner starts work and delivers results. Make one with New for the program, Inline or NewPumped for tests.
type Runner struct {
	spawn func(func()) // runs work
	post  func(func()) // runs a function on the window's goroutine
	tick  func(time.Duration) (<-chan time.Time, func())
	after func(time.Duration, func()) (stop func()) // runs a function after a while, on any goroutine

	mu     sync.Mutex
	jobs   map[*Job]struct{}
	closed bool

	working sync.WaitGroup // work that has not returned
}

// New makes the program's runner: a goroutine for each piece of work, fyne.Do for results.
func New() *Runner {
	return &Runner{
		spawn: func(f func()) { go f() },
		post:  fyne.Do,
		tick: func(d time.Duration) (<-chan time.Time, func()) {
			t := time.NewTicker(d)
			return t.C, t.Stop
		},
		after: func(d time.Duration, f func()) func() {
			t := time.AfterFunc(d, f)
			return func() { t.Stop() }
		},
	}
}

// Inline makes a runner for tests that does everything at once, on the calling goroutine.
func Inline() *Runner {
	run := func(f func()) { f() }
	return &Runner{spawn: run, post: run, tick: noTicks, after: atOnce}
}

func atOnce(_ time.Duration, f func()) func() {
	f()
	return func() {}
}

func noTicks(time.Duration) (<-chan time.Time, func()) { return nil, func() {} }

// Job is a piece of work under way.
type Job struct {
	cancel   context.CancelFunc
	done     chan struct{}
	progress progress
}

// Cancel asks the work to stop; its result, usually context.Canceled, is still delivered.
func (j *Job) Cancel() { j.cancel() }

// Done is closed when the result has been delivered.
func (j *Job) Done() <-chan struct{} { return j.done }

// Snapshot is how far the work has come.
func (j *Job) Snapshot() Snapshot { return j.progress.load() }

// Go runs work away from the window and delivers its result on the window's goroutine. A panic in work becomes an error of
// code fault.Internal: one broken list must not close the program. After Close the result is dropped.
func Go[T any](r *Runner, work func(context.Context) (T, error), deliver func(T, error)) *Job {
	return GoWatched(r, func(ctx context.Context, _ *Reporter) (T, error) { return work(ctx) }, nil, deliver)
}

// GoWatched is Go for long work: it reports through a Reporter, and watch sees the latest state four times a second on the
// window's goroutine, and once more at the end before deliver.
func GoWatched[T any](r *Runner, work func(context.Context, *Reporter) (T, error), watch func(Snapshot), deliver func(T, error)) *Job {
	ctx, cancel := context.WithCancel(context.Background())
	j := &Job{cancel: cancel, done: make(chan struct{})}
	if !r.add(j) {
		cancel()
		close(j.done)
		return j
	}
	stopWatch := r.watch(j, watch)
	r.spawn(func() {
		result, err := guarded(ctx, &Reporter{&j.progress}, work)
		r.working.Done()
		cancel()
		stopWatch()
		r.post(func() {
			defer close(j.done)
			if !r.remove(j) {
				return
			}
			if watch != nil {
				watch(j.Snapshot())
			}
			deliver(result, err)
		})
	})
	return j
}

func guarded[T any](ctx context.Context, rep *Reporter, work func(context.Context, *Reporter) (T, error)) (result T, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fault.New(fault.Internal, "the program made a mistake: %v", p).WithHint("copy the details and report them")
		}
	}()
	return work(ctx, rep)
}

// watch shows the progress until the function that it returns is called.
func (r *Runner) watch(j *Job, show func(Snapshot)) (stop func()) {
	if show == nil {
		return func() {}
	}
	ticks, stopTicks := r.tick(Interval)
	if ticks == nil {
		return stopTicks
	}
	quit, gone := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		var last Snapshot
		for {
			select {
			case <-quit:
				return
			case <-ticks:
				if now := j.Snapshot(); now != last {
					last = now
					r.Post(func() { show(now) })
				}
			}
		}
	}()
	return func() {
		stopTicks()
		close(quit)
		<-gone
	}
}

func (r *Runner) add(j *Job) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return false
	}
	if r.jobs == nil {
		r.jobs = map[*Job]struct{}{}
	}
	r.jobs[j] = struct{}{}
	r.working.Add(1)
	return true
}

// remove reports whether the result may still be delivered.
func (r *Runner) remove(j *Job) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.jobs, j)
	return !r.closed
}

// Close cancels all work and drops its results. Call it before the window goes: after that the toolkit would run results on
// the wrong goroutine.
func (r *Runner) Close() {
	r.mu.Lock()
	r.closed = true
	jobs := r.jobs
	r.jobs = nil
	r.mu.Unlock()
	for j := range jobs {
		j.Cancel()
	}
}

// Busy is how much work is under way.
func (r *Runner) Busy() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.jobs)
}

// Wait returns when all work has come back. Call it after Close, away from the window's goroutine: only then may what the
// work stands on be closed.
func (r *Runner) Wait() { r.working.Wait() }

// Post runs a function on the window's goroutine soon: for events that come from elsewhere, such as a finished schedule.
func (r *Runner) Post(f func()) {
	r.mu.Lock()
	closed := r.closed
	r.mu.Unlock()
	if !closed {
		r.post(f)
	}
}
