package intake

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
)

func TestOneConnectorWorksForAConnectionAtATime(t *testing.T) {
	var all turns
	var inside, most atomic.Int32
	var done sync.WaitGroup
	for range 50 {
		done.Go(func() {
			end, err := all.take(t.Context(), 1)
			if err != nil {
				t.Error(err)
				return
			}
			if n := inside.Add(1); n > most.Load() {
				most.Store(n)
			}
			inside.Add(-1)
			end()
		})
	}
	done.Wait()
	if most.Load() != 1 {
		t.Errorf("%d worked at once", most.Load())
	}
}

func TestWhoIsTiredOfWaitingGoes(t *testing.T) {
	var all turns
	end, err := all.take(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	defer end()
	other, err := all.take(t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	other()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := all.take(ctx, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
