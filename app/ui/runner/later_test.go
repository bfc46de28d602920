package runner

import (
	"context"
	"testing"
	"time"
)

// held is a Later whose pauses end when the test says so.
func held() (l *Later, pass func()) {
	var waiting []func()
	r := Inline()
	r.after = func(_ time.Duration, f func()) func() {
		stopped := false
		waiting = append(waiting, func() {
			if !stopped {
				f()
			}
		})
		return func() { stopped = true }
	}
	return NewLater(r, time.Second), func() {
		for _, f := range waiting {
			f()
		}
		waiting = nil
	}
}

func TestOnlyTheLastThatWasAskedForIsDone(t *testing.T) {
	l, pass := held()
	var done, shown []string
	ask := func(what string) {
		GoLater(l, func(context.Context) (string, error) { done = append(done, what); return what, nil }, func(s string, _ error) { shown = append(shown, s) })
	}
	ask("a")
	ask("ab")
	ask("abc")
	if len(done) != 0 {
		t.Fatalf("%v was done while somebody typed", done)
	}
	pass()
	if len(done) != 1 || len(shown) != 1 || shown[0] != "abc" {
		t.Errorf("done %v, shown %v", done, shown)
	}
	ask("abcd")
	l.Cancel()
	pass()
	if len(done) != 1 {
		t.Errorf("%v was done although nobody wants it any more", done)
	}
}

// A result that comes after something else was asked for is not shown.
func TestAResultThatComesTooLateIsDropped(t *testing.T) {
	p := NewPumped()
	l := NewLater(p.Runner, time.Second)
	start := make(chan struct{})
	var shown []string
	GoLater(l, func(ctx context.Context) (string, error) { close(start); <-ctx.Done(); return "old", nil }, func(s string, _ error) { shown = append(shown, s) })
	p.Drain(func() bool { return l.job != nil }, time.Minute)
	<-start
	GoLater(l, func(context.Context) (string, error) { return "new", nil }, func(s string, _ error) { shown = append(shown, s) })
	if !p.Drain(func() bool { return len(shown) > 0 && p.Busy() == 0 }, time.Minute) || len(shown) != 1 || shown[0] != "new" {
		t.Errorf("shown %v", shown)
	}
}

func TestTheProgramsRunnerWaits(t *testing.T) {
	r := New()
	fired := make(chan struct{})
	stop := r.after(time.Hour, func() { t.Error("an hour has not passed") })
	stop()
	r.after(time.Nanosecond, func() { close(fired) })
	<-fired
}
