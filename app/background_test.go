package main

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/dunningdesk/dunningdesk/app/core/date"
)

// movedClock is a clock that stands where the test puts it.
type movedClock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *movedClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *movedClock) put(now time.Time) {
	c.mu.Lock()
	c.now = now
	c.mu.Unlock()
}

func TestMidnightAndSleepAreNoticed(t *testing.T) {
	evening := time.Date(2026, 11, 22, 23, 59, 10, 0, time.UTC)
	clock := &movedClock{now: evening}
	ctx, stop := context.WithCancel(t.Context())
	ticks, looked, gone := make(chan time.Time), make(chan struct{}), make(chan struct{})
	var turns []string
	go func() {
		defer close(gone)
		today := func(context.Context) (date.Date, error) {
			on := date.In(clock.Now(), time.UTC)
			looked <- struct{}{} // the clock may be put on only now
			return on, nil
		}
		watchDay(ctx, clock, ticks, today, func(on date.Date) { turns = append(turns, on.String()) })
	}()
	<-looked
	for _, at := range []time.Time{
		evening.Add(30 * time.Second),  // still evening
		evening.Add(60 * time.Second),  // midnight has passed
		evening.Add(90 * time.Second),  // nothing new
		evening.Add(3 * time.Hour),     // slept for some hours of the same day
		evening.Add(49 * time.Hour),    // slept over two midnights
		evening.Add(49*time.Hour + 30), // nothing new
	} {
		clock.put(at)
		ticks <- at
		<-looked
	}
	stop()
	<-gone
	if want := []string{"2026-11-23", "2026-11-23", "2026-11-25"}; !slices.Equal(turns, want) {
		t.Errorf("noticed %v, want %v", turns, want)
	}
}
