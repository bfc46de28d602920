package host

import (
	"testing"
	"time"
)

// TakeBoundsAway makes this a system on which no process can bound another's memory, and has it looked at so often.
func TakeBoundsAway(t *testing.T, look time.Duration) {
	t.Helper()
	before, often := bound, memoryLook
	bound, memoryLook = func(int, int64) bool { return false }, look
	t.Cleanup(func() { bound, memoryLook = before, often })
}
