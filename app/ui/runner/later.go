package runner

import (
	"context"
	"time"
)

// Later holds work back until nobody has asked for it anew for a while, as while somebody types; what was asked for before,
// and its result, is dropped. It belongs to the window's goroutine.
type Later struct {
	run    *Runner
	pause  time.Duration
	turn   int
	unplan func()
	job    *Job
}

// NewLater makes a Later that waits so long.
func NewLater(r *Runner, pause time.Duration) *Later { return &Later{run: r, pause: pause} }

// Cancel forgets what was asked for.
func (l *Later) Cancel() {
	l.turn++
	if l.unplan != nil {
		l.unplan()
	}
	if l.job != nil {
		l.job.Cancel()
	}
	l.unplan, l.job = nil, nil
}

// GoLater is Go after the pause, in the place of whatever l was asked for before.
func GoLater[T any](l *Later, work func(context.Context) (T, error), deliver func(T, error)) {
	l.Cancel()
	turn := l.turn
	start := func() {
		if turn != l.turn {
			return
		}
		l.job = Go(l.run, work, func(result T, err error) {
			if turn == l.turn {
				deliver(result, err)
			}
		})
	}
	l.unplan = l.run.after(l.pause, func() { l.run.Post(start) })
}
