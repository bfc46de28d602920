package date

import "time"

// Clock tells the time. Only the program's outermost wiring knows the machine's clock; tests bring their own.
type Clock interface {
	Now() time.Time
}

// ClockFunc makes a function a Clock.
type ClockFunc func() time.Time

// Now calls the function.
func (f ClockFunc) Now() time.Time { return f() }
