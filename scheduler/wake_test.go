package scheduler

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/go-co-op/gocron/v2"
	"github.com/jonboulle/clockwork"
)

// await receives, or fails after a deadline that no healthy machine reaches.
func await[T any](t *testing.T, from <-chan T, what string) T {
	t.Helper()
	select {
	case value := <-from:
		return value
	case <-time.After(20 * time.Second):
		t.Fatalf("waited in vain for %s", what)
		panic("unreachable")
	}
}

func TestStartWakesAtOnceAndEveryHalfMinute(t *testing.T) {
	clock := clockwork.NewFakeClockAt(at(t, "2026-01-15T05:59:50Z"))
	looks, runs := make(chan time.Time, 100), make(chan Run, 1)
	s := mustScheduler(t, Config{
		Ledger: newLedger(dailySync(t)), Clock: clock,
		Lease: leaseFunc(func() (bool, error) { looks <- clock.Now(); return true, nil }),
		Work:  func(_ context.Context, run Run) error { runs <- run; return nil },
	})
	waker, err := s.Start(t.Context(), gocron.WithClock(clock))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := waker.Stop(); err != nil {
			t.Error(err)
		}
	}()

	await(t, looks, "the look at the start")
	// A wake-up that comes while the first look still works is left out, as it should be: one after it is not.
	looked := false
	for range 200 {
		if err := clock.BlockUntilContext(t.Context(), 1); err != nil { // the next wake-up is set
			t.Fatal(err)
		}
		clock.Advance(wakeEvery)
		select {
		case <-looks:
			looked = true
		case <-time.After(100 * time.Millisecond):
		}
		if looked {
			break
		}
	}
	if !looked {
		t.Fatal("nobody looked half a minute later, nor after that")
	}
	if run := await(t, runs, "the run that fell due"); !run.Slot.Equal(at(t, "2026-01-15T06:00:00Z")) {
		t.Errorf("ran the slot %v", run.Slot)
	}
}

func TestStopEndsRunningWorkAndWaitsForIt(t *testing.T) {
	clock := clockwork.NewFakeClockAt(at(t, "2026-01-15T06:00:00Z"))
	ledger := newLedger(dailySync(t))
	begun, ended := make(chan struct{}), make(chan struct{})
	s := mustScheduler(t, Config{
		Ledger: ledger, Clock: clock,
		Work: func(ctx context.Context, _ Run) error {
			close(begun)
			<-ctx.Done()
			close(ended)
			return ctx.Err()
		},
	})
	waker, err := s.Start(t.Context(), gocron.WithClock(clock))
	if err != nil {
		t.Fatal(err)
	}
	await(t, begun, "the work to begin")
	if err := waker.Stop(); err != nil {
		t.Error(err)
	}
	await(t, ended, "the work to end")
	if got := ledger.table()["sync 2026-01-15T06:00:00Z"]; got != "failed: context canceled" {
		t.Errorf("the row says %q, want that the work was cancelled", got)
	}
}

func TestTroubleWithALookIsTold(t *testing.T) {
	ledger := newLedger()
	ledger.broken = errors.New("disk full")
	notices := make(chan Notice, 1)
	s := mustScheduler(t, Config{
		Ledger: ledger, Clock: clockwork.NewFakeClock(), Work: (&record{}).work,
		Notify: func(notice Notice) { notices <- notice },
	})
	waker, err := s.Start(t.Context(), gocron.WithClock(clockwork.NewFakeClock()))
	if err != nil {
		t.Fatal(err)
	}
	if notice := await(t, notices, "the notice"); notice.Kind != Failed || !errors.Is(notice.Err, ledger.broken) {
		t.Errorf("notice %+v, want the ledger's trouble", notice)
	}
	if err := waker.Stop(); err != nil {
		t.Error(err)
	}
}

func TestWallClockHasNoMonotonicPart(t *testing.T) {
	now := WallClock{}.Now()
	if now != now.Round(0) { // not Equal, which would not see the difference
		t.Error("the moment carries a monotonic reading, which stands still while the machine sleeps")
	}
}
