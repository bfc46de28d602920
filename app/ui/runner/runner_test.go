package runner

import (
	"context"
	"errors"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/dunningdesk/dunningdesk/app/core/fault"
)

const deadline = 10 * time.Second

func TestInlineDeliversBeforeGoReturns(t *testing.T) {
	got := 0
	Go(Inline(), func(context.Context) (int, error) { return 42, nil }, func(n int, err error) {
		if err != nil {
			t.Error(err)
		}
		got = n
	})
	if got != 42 {
		t.Errorf("delivered %d, want 42", got)
	}
}

func TestPumpedDeliversOnTheTestsGoroutine(t *testing.T) {
	defer goleak.VerifyNone(t)
	p := NewPumped()
	widget := "empty" // only this goroutine touches it: the race detector watches
	j := Go(p.Runner, func(context.Context) (string, error) { return "full", nil }, func(s string, _ error) { widget = s })
	if widget != "empty" {
		t.Error("delivered before the test asked for it")
	}
	if !p.Wait(j, deadline) {
		t.Fatal("no result")
	}
	if widget != "full" {
		t.Errorf("widget = %q", widget)
	}
}

func TestCancelReachesTheWorkAndIsDelivered(t *testing.T) {
	defer goleak.VerifyNone(t)
	p := NewPumped()
	var got error
	j := Go(p.Runner, func(ctx context.Context) (int, error) {
		<-ctx.Done()
		return 0, ctx.Err()
	}, func(_ int, err error) { got = err })
	j.Cancel()
	if !p.Wait(j, deadline) {
		t.Fatal("the work did not stop")
	}
	if !errors.Is(got, context.Canceled) {
		t.Errorf("delivered %v, want context.Canceled", got)
	}
}

func TestAPanicInWorkBecomesAnError(t *testing.T) {
	var got error
	Go(Inline(), func(context.Context) (int, error) { panic("index out of range") }, func(_ int, err error) { got = err })
	if fault.CodeOf(got) != fault.Internal {
		t.Errorf("delivered %v, want the code %q", got, fault.Internal)
	}
}

func TestAfterCloseNothingIsDelivered(t *testing.T) {
	defer goleak.VerifyNone(t)
	p := NewPumped()
	delivered := false
	started := make(chan struct{})
	j := Go(p.Runner, func(ctx context.Context) (int, error) {
		close(started)
		<-ctx.Done()
		return 0, nil
	}, func(int, error) { delivered = true })
	<-started
	p.Close()
	if !p.Wait(j, deadline) {
		t.Fatal("Close did not stop the work")
	}
	late := Go(p.Runner, func(context.Context) (int, error) { return 1, nil }, func(int, error) { delivered = true })
	<-late.Done()
	if delivered {
		t.Error("a result arrived after Close")
	}
}

func TestWaitReturnsWhenTheWorkHas(t *testing.T) {
	defer goleak.VerifyNone(t)
	p := NewPumped()
	returned := false
	j := Go(p.Runner, func(ctx context.Context) (int, error) {
		<-ctx.Done()
		returned = true // read below without a lock: Wait orders the two
		return 0, nil
	}, func(int, error) {})
	if p.Busy() != 1 {
		t.Errorf("%d under way, want 1", p.Busy())
	}
	p.Close()
	p.Runner.Wait()
	if !returned {
		t.Error("Wait returned before the work did")
	}
	if !p.Wait(j, deadline) || p.Busy() != 0 {
		t.Error("something is still under way")
	}
}

func TestProgressShowsTheLatestStateAndTheLast(t *testing.T) {
	defer goleak.VerifyNone(t)
	p := NewPumped()
	var seen []Snapshot
	halfway, goOn := make(chan struct{}), make(chan struct{})
	j := GoWatched(p.Runner, func(_ context.Context, r *Reporter) (int, error) {
		r.Phase("reading", 100)
		for range 50 {
			r.Step(1) // fifty reports, one state
		}
		close(halfway)
		<-goOn
		r.Step(50)
		return 0, nil
	}, func(s Snapshot) { seen = append(seen, s) }, func(int, error) {})
	<-halfway
	p.Tick(j)
	if !p.Drain(func() bool { return len(seen) == 1 }, deadline) {
		t.Fatal("no progress was shown")
	}
	close(goOn)
	if !p.Wait(j, deadline) {
		t.Fatal("no result")
	}
	want := []Snapshot{{"reading", 50, 100}, {"reading", 100, 100}}
	if len(seen) != 2 || seen[0] != want[0] || seen[1] != want[1] {
		t.Errorf("shown %v, want %v", seen, want)
	}
}
