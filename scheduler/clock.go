package scheduler

import "time"

// Clock tells the present moment. The program hands in WallClock, tests a clock that they move by hand.
type Clock interface {
	Now() time.Time
}

// WallClock reads the machine's clock as a person would: without the monotonic part, which stands still while a
// laptop sleeps and would make a missed night look like seconds.
type WallClock struct{}

// Now is the present moment by the wall clock.
func (WallClock) Now() time.Time { return time.Now().Round(0) }
