package host

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"sync/atomic"
	"testing"
	"time"
)

func TestAGroupIsStoppedWhenItHoldsTooMuch(t *testing.T) {
	ticks, done := make(chan time.Time), make(chan struct{})
	sizes := []int64{10, 99, 0, 100, 101, 1000}
	var looks, calls atomic.Int32
	held := func(_ context.Context, group int) (int64, error) {
		n := looks.Add(1)
		if group != 7 {
			t.Errorf("group %d", group)
		}
		if n == 3 {
			return 1000, errors.New("ps is busy")
		}
		return sizes[n-1], nil
	}
	ended := make(chan struct{})
	go func() {
		watchMemory(done, ticks, held, 7, 100, func() { calls.Add(1) })
		close(ended)
	}()
	for range 5 {
		ticks <- time.Time{}
	}
	<-ended
	if looks.Load() != 5 || calls.Load() != 1 {
		t.Errorf("looked %d times and stopped it %d times", looks.Load(), calls.Load())
	}
}

func TestTheWatchEndsWithTheProgram(t *testing.T) {
	ticks, done := make(chan time.Time), make(chan struct{})
	looking, ended := make(chan struct{}), make(chan struct{})
	held := func(ctx context.Context, _ int) (int64, error) {
		close(looking)
		<-ctx.Done()
		return 1000, ctx.Err()
	}
	go func() {
		watchMemory(done, ticks, held, 7, 100, func() { t.Error("it was stopped though it has ended") })
		close(ended)
	}()
	ticks <- time.Time{}
	<-looking
	close(done)
	<-ended
}

func TestOnlyTheGroupCounts(t *testing.T) {
	listing := []byte("    1  1000\n   42   2048\n  421 999999\n   42    512\n\nodd line here\n")
	if n, err := heldIn(listing, 42); n != 2560<<10 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	if _, err := heldIn(listing, 43); !errors.Is(err, errNoGroup) {
		t.Errorf("%v", err)
	}
	if _, err := heldIn([]byte("42 much\n"), 42); err == nil {
		t.Error("much is no number")
	}
}

// FuzzHeldIn: whatever a ps writes is read without harm.
func FuzzHeldIn(f *testing.F) {
	f.Add([]byte("42 1\n"), 42)
	f.Add([]byte("42 9223372036854775807\n42 1\n"), 42)
	f.Fuzz(func(_ *testing.T, listing []byte, group int) { _, _ = heldIn(listing, group) })
}

// The real ps tells of this very process.
func TestRealPSTellsWhatWeHold(t *testing.T) {
	if _, err := exec.LookPath(psPath); err != nil {
		t.Skip("skipped: there is no ps here")
	}
	ballast := make([]byte, 64<<20)
	for i := range ballast {
		ballast[i] = byte(i)
	}
	n, err := heldByPS(t.Context(), ownGroup())
	if err != nil || n < int64(len(ballast)) || ballast[1] != 1 {
		t.Errorf("we hold %d bytes in process %d: %v", n, os.Getpid(), err)
	}
}
